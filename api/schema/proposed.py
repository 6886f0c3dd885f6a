"""What somebody proposes, said back: each change, and a main board's line of sight."""

from collections.abc import Sequence

import strawberry

from api.schema.fields import record_field
from api.service.proposals import written
from api.service.sights import Sight
from graph.facts.changes import Added, Change
from graph.facts.model import Link


@strawberry.type(description="A change that was tried, in words and as it can be sent again.")
class ProposedChange:
    sentence: str = strawberry.field(description="What it says, in one sentence.")
    record: str = strawberry.field(description="As JSON, to be given as record again.")
    start: strawberry.ID | None = strawberry.field(
        name="from", description="Where a new link begins; null: it is no new link."
    )
    stop: strawberry.ID | None = strawberry.field(name="to", description="Where a new link ends.")


def proposed(changes: Sequence[Change], said: Sequence[str]) -> list[ProposedChange]:
    """Return changes with what they say."""
    made = []
    for change, sentence in zip(changes, said, strict=True):
        fact = change.fact if isinstance(change, Added) else None
        start, stop = (fact.from_id, fact.to_id) if isinstance(fact, Link) else (None, None)
        made.append(
            ProposedChange(
                sentence=sentence,
                record=written(change),
                start=strawberry.ID(start) if start else None,
                stop=strawberry.ID(stop) if stop else None,
            )
        )
    return made


@strawberry.type(name="Sight", description="A main board's line of sight, before and after.")
class SightType:
    record: strawberry.Private[Sight]

    board = record_field("The main board's name.")
    target = record_field("What it should reach.")
    before = record_field("How far its line got, in words.")
    after = record_field("How far its line would get, in words.")
    reached_before = record_field("Whether it got there.")
    reached = record_field("Whether it would get there.")
