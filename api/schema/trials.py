"""What if: changes tried on a view of an area and never written."""

from collections.abc import Sequence
from typing import Any

import strawberry

from api.errors import UsageError
from api.schema.change_input import values_of
from api.schema.comparison import ComparisonType, Sides
from api.schema.context import AreaOnDay
from api.schema.problems import ProblemType, problem_of
from api.service.change_reading import read_inputs
from api.service.changes_read import effect_of_read
from graph.errors import GraphError, StoreError


@strawberry.type(description="What came of trying changes: what they would do, or problems.")
class WhatIfResult:
    comparison: ComparisonType | None = strawberry.field(
        description="The area as it is beside what the changes would make of it; null: they "
        "cannot be made."
    )
    notices: list[str] = strawberry.field(
        description="What could not be as it was asked, and what no check reads; empty: nothing."
    )
    problems: list[ProblemType] = strawberry.field(
        description="Why the changes cannot be made; empty: they can."
    )

    @classmethod
    def of(cls, at: AreaOnDay, changes: Sequence[Any]) -> "WhatIfResult":
        """Try changes as GraphQL has read them."""
        reader = at.context.reader
        try:
            read = read_inputs(reader, at.view, values_of(changes))
            found = effect_of_read(reader, at.view, read)
        except StoreError:
            raise
        except (GraphError, UsageError) as error:
            return cls(comparison=None, notices=[], problems=[problem_of(error, "changes")])
        sides = Sides.of(at.context, found, at.view_id)
        made = ComparisonType(record=found, sides=sides, made=read.changes)
        return cls(comparison=made, notices=list(read.notices), problems=[])
