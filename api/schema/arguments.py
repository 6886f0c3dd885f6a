"""Arguments and small types that several subjects use."""

from datetime import date
from typing import Annotated

import strawberry

from graph.rules.finding import FactRead

AsOf = Annotated[
    date | None,
    strawberry.argument(
        description="The day to answer for; without it the day the area's record describes."
    ),
]
KnownAt = Annotated[
    date | None,
    strawberry.argument(
        description="What the map said at the end of this day (UTC); without it what it says now."
    ),
]
Complete = Annotated[
    bool | None,
    strawberry.argument(
        description="Treat the map as complete, as in a workshop: silence becomes a gap."
    ),
]
FirstDay = Annotated[date, strawberry.argument(name="from", description="The earlier day.")]
LastDay = Annotated[date, strawberry.argument(name="to", description="The later day.")]
Upward = Annotated[
    bool | None,
    strawberry.argument(
        description="Only lines of accountability that governance paths follow (true), "
        "or only other links (false)."
    ),
]


@strawberry.type(description="A value of a thing or link, in words.")
class AttributeValue:
    """A value in words, for tables."""

    name: str = strawberry.field(description="The name of the field that holds it.")
    label: str = strawberry.field(description="What it is called.")
    words: str = strawberry.field(description="The value as a person reads it.")


@strawberry.type(description="A recorded fact as it is cited: what it says and where it was read.")
class Fact:
    """A fact as it is cited."""

    id: strawberry.ID = strawberry.field(description="The fact's id.")
    sentence: str = strawberry.field(description="What it says, in one sentence.")
    source: str = strawberry.field(
        description="Where it was read: title, publisher, heading, day read, place, address."
    )
    since: str | None = strawberry.field(description="Since when it holds; null: not recorded.")
    until: str | None = strawberry.field(description="Until when it holds; null: not recorded.")
    maybe: bool = strawberry.field(
        description="Whether a partial date leaves it open that it holds on the day."
    )

    @classmethod
    def of(cls, read: FactRead) -> "Fact":
        """Make it of a fact that was read."""
        return cls(
            id=strawberry.ID(read.id),
            sentence=read.sentence,
            source=read.source,
            since=read.since,
            until=read.until,
            maybe=read.maybe,
        )
