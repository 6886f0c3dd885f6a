"""Which findings moved over areas since a day, or since a state of the record, and why."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

import strawberry

from api.errors import UsageError
from api.schema.arguments import Complete, KnownAt
from api.schema.comparison import (
    ComparisonType,
    FindingChangeType,
    FindingMoveEnum,
    KnownFrom,
    KnownTo,
)
from api.schema.connections import After, Before, First, Last, Page, connection_of
from api.schema.fields import Work, field
from api.schema.listed import Areas, Info, chosen_areas, viewed_over
from api.schema.vocabulary import words_of
from api.service.paging import ListPart, PageAsked, PagedList

FindingChangeConnection: Any = connection_of("FindingChange", FindingChangeType)
_From = Annotated[
    date | None,
    strawberry.argument(
        name="from",
        description="The earlier day. An area whose own day is no later is left out unless to is "
        "given: of it nothing later is known.",
    ),
]
_To = Annotated[
    date | None,
    strawberry.argument(
        name="to", description="The later day; left out: each area's own, the one it describes."
    ),
]
_Moves = Annotated[
    list[FindingMoveEnum] | None, strawberry.argument(description="Only those that did this.")
]


@field(
    "The findings that opened, closed or moved between two days, or two states of the record, area "
    "by area, and because of which facts.",
    graphql_type=FindingChangeConnection,
    work=Work(2),
)
def finding_changes(
    self: Any,
    info: Info,
    first_day: _From = None,
    last_day: _To = None,
    known_from: KnownFrom = None,
    known_to: KnownTo = None,
    areas: Areas = None,
    known_at: KnownAt = None,
    complete: Complete = False,
    moves: _Moves = None,
    first: First = None,
    last: Last = None,
    after: After = None,
    before: Before = None,
) -> Any:
    """List what moved, each area compared when a page needs it."""
    if first_day and last_day and first_day >= last_day:
        raise UsageError(f"{first_day} is not before {last_day}: give the earlier day as from.")
    kept = words_of(moves)
    given = {"as_of": last_day, "known_at": known_at, "complete": complete}

    def part(slug: str) -> ListPart[FindingChangeType]:
        def make() -> Sequence[FindingChangeType]:
            at = viewed_over(info.context, slug, given, named=areas is not None)
            if at is None or (first_day and first_day >= at.view.day):
                return []
            found = ComparisonType.of_two(at, first_day, None, known_from, known_to)
            every = found.moves()
            return [one for one in every if kept is None or one.move_word in kept]

        return ListPart(slug, make)

    parts = [part(slug) for slug in chosen_areas(info.context, areas)]
    listed = PagedList("findingChanges", parts, lambda one: (one.slug, one.record.rule))
    page = listed.slice(PageAsked(first, last, after, before))
    return Page(page, lambda one: one)
