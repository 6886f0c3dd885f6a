"""What can be followed: an area, told each time that somebody writes into it."""

from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, cast

import strawberry

from api.schema.changes import ChangeType
from api.schema.comparison import ComparisonType, FindingChangeType, Sides
from api.schema.context import AreaOnDay, Context, LazyArea
from api.schema.fields import Work, field
from api.service.area_changes import MOST_BEHIND, MOST_RESUMED, AreaStep, sides_of
from api.service.comparisons import of_views
from graph.facts.view_ids import ViewId
from graph.view import View

# The checks before and after: what is compared is worked out once for the three lists.
_COMPARED = Work(2, once=True)


@dataclass
class FollowingContext(Context):
    """The context of what follows areas: it also knows how to."""

    follow: Callable[[str, int | None], AsyncGenerator[AreaStep, None]] | None = None


Info = strawberry.Info[FollowingContext, None]
_Slug = Annotated[str, strawberry.argument(description="The area's short name: coventry.")]
_Since = Annotated[
    int | None,
    strawberry.argument(
        description="The revision that was seen last: what happened after it is told first. Left "
        "out: only what happens from now on."
    ),
]


@strawberry.type(
    description="An area came to another revision: what was written, and which findings that moved."
)
class AreaChange:
    context: strawberry.Private[Context]
    step: strawberry.Private[AreaStep]

    @field("The area as it is now.", graphql_type=LazyArea)
    def area(self) -> Any:
        return self._now.area_object()

    @field("The revision that it came to.")
    def revision(self) -> int:
        return self.step.revision

    @field(
        "Yes: what happened on the way is not told, so read the area again; what is read then is "
        "of this revision or a later one."
    )
    def read_again(self) -> bool:
        return self.step.read_again

    @field("What was written, in its order; none where readAgain is yes.")
    def changes(self) -> list[ChangeType]:
        return [ChangeType(record=record, at=self._now) for record in self.step.records]

    @field(
        "Findings that opened since the event before: something to act on or ask after, and not "
        "before.",
        work=_COMPARED,
    )
    def opened(self) -> list[FindingChangeType]:
        return self._that("opened")

    @field(
        "Findings that closed since the event before: something to act on or ask before, and not "
        "after.",
        work=_COMPARED,
    )
    def closed(self) -> list[FindingChangeType]:
        return self._that("closed")

    @field(
        "Findings that differ since the event before without opening or closing.", work=_COMPARED
    )
    def moved(self) -> list[FindingChangeType]:
        return self._that("moved")

    @cached_property
    def _now(self) -> AreaOnDay:
        # Whoever may not see the area (any more) is told that there is none.
        now = self.context.reader.view(self.step.edition.area)
        return self._at(now)

    def _at(self, view: View) -> AreaOnDay:
        area = self.step.edition.area
        return AreaOnDay(self.context, view, ViewId(area, view.day))

    def _that(self, move: str) -> list[FindingChangeType]:
        return [one for one in self._moves if one.move_word == move]

    @cached_property
    def _moves(self) -> list[FindingChangeType]:
        reader = self.context.reader
        before, after = sides_of(reader, self.step)
        if before is None:
            return []
        # Only what the area shows now can be asked for by an id.
        is_now = after is self._now.view
        then = self._now if is_now else AreaOnDay(self.context, after)
        sides = Sides(AreaOnDay(self.context, before), then)
        return ComparisonType(record=of_views(reader, before, after), sides=sides).moves()


def area_changed(
    self: Any, info: Info, area: _Slug, since_revision: _Since = None
) -> AsyncGenerator[AreaStep, None]:
    """Begin to follow an area: what it gives is answered as AreaChange, event by event."""
    assert info.context.follow is not None
    return info.context.follow(area, since_revision)


@strawberry.type(description="What can be followed, over a websocket or as server-sent events.")
class Subscription:
    area_changed = cast(Any, strawberry.subscription)(
        area_changed,
        description="Each revision that an area comes to, as soon as it is written, whoever writes "
        f"it and however. Who comes again names the revision they saw last and misses nothing. Who "
        f"is {MOST_BEHIND} revisions behind while they listen, or names one {MOST_RESUMED:,} back, "
        "is told once to read again.",
        graphql_type=AreaChange,
    )
