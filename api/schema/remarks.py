"""Remarks: what the record shows of levels and lines, behind which there is no guidance."""

from typing import Any

import strawberry

from api.schema.citations import CitedFact
from api.schema.context import AreaOnDay, LazyThing
from api.schema.fields import field, record_field
from graph.remarks import Remark
from graph.rules.finding import FactRead


@strawberry.type(name="Remark", description="What the record shows besides; it is no check.")
class RemarkType:
    record: strawberry.Private[Remark]
    at: strawberry.Private[AreaOnDay]

    sentence = record_field("The remark in one sentence.")

    @field("The things it is about.", graphql_type=list[LazyThing])
    def about(self) -> Any:
        return self.at.nodes(self.record.about)

    @field("The facts it read, each with its source.")
    def facts(self) -> list[CitedFact]:
        known, view = self.at.snapshot.facts(), self.at.view
        read = (known[fact_id] for fact_id in self.record.facts)
        return [
            CitedFact(record=FactRead(f, self.at.snapshot, view.maybe(f)), at=self.at) for f in read
        ]
