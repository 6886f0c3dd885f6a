"""Arguments that several subjects use."""

from datetime import date
from typing import Annotated

import strawberry

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
ThingId = Annotated[
    strawberry.ID,
    strawberry.argument(description="The thing: an id, with its view or without, or a name."),
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
