"""The history of an area: each change with who, when, from what source, before and after."""

from datetime import datetime
from typing import Annotated, Any

import strawberry

from api.schema.citations import CitedFact
from api.schema.closed_lists import ChangeActionEnum, ViaEnum
from api.schema.connections import connection_of
from api.schema.context import AreaOnDay
from api.schema.fields import field, record_field, words_field
from api.schema.meetings import MeetingType
from api.schema.node_interface import NodeType
from api.service.batches import door_words
from graph.facts.changes import ChangeRecord
from graph.facts.model import Fact
from graph.facts.stamps import moment_of
from graph.history import changes_about

Since = Annotated[
    datetime | None,
    strawberry.argument(description="Only changes written at this moment or later."),
]
ChangesOf = Annotated[
    strawberry.ID | None,
    strawberry.argument(description="Only changes to this thing and its links: an id or a name."),
]


@strawberry.type(name="Change", description="One change to the map: what was written, and when.")
class ChangeType(NodeType):
    record: strawberry.Private[ChangeRecord]
    at: strawberry.Private[AreaOnDay]

    def identity(self) -> str:
        """Return the id of the change, which is the same whatever the view."""
        return self.record.id

    revision = record_field("The revision of the map that it made.")

    @field("When it was written, in UTC.")
    def when(self) -> datetime:
        return moment_of(self.record)

    @field("That the clock was far off when it was written, in a sentence; null: it was not.")
    def caution(self) -> str | None:
        return self.record.caution or None

    who = record_field("Who wrote it.", needs="Change.who")
    batch = record_field(
        "The batch it was written in, with all of the same id: what undo takes.", strawberry.ID
    )

    @field("By which door it was written; null: it was not recorded.", graphql_type=ViaEnum | None)
    def via(self) -> Any:
        return ViaEnum(self.record.via) if self.record.via else None

    @field("By which door it was written, in words; null: it was not recorded.")
    def via_words(self) -> str | None:
        return door_words(self.record.via) if self.record.via else None

    said_by = record_field(
        "The post or organisation that said it; null: nobody is recorded.",
        str | None,
        needs="Change.saidBy",
    )

    @field(
        "The meeting at which it was said; null: none is recorded, or it is no more.",
        needs="Change.meeting",
    )
    def meeting(self) -> MeetingType | None:
        found = self.at.snapshot.meetings.get(self.record.meeting)
        return MeetingType(record=found, at=self.at) if found else None

    day = record_field("The day on which it was said; null: none is recorded.")

    @field("The batch that it takes back; null: it takes none back.")
    def takes_back(self) -> strawberry.ID | None:
        return strawberry.ID(self.record.takes_back) if self.record.takes_back else None

    @field("How many things it puts elsewhere on the map of the area.")
    def places_moved(self) -> int:
        return len(self.record.places)

    source = record_field(
        "What it was written from: a file, or a page of this service.", needs="Change.source"
    )
    action = record_field("What happened.", ChangeActionEnum)
    action_words = words_field(ChangeActionEnum, "What happened, in words.")
    subject_id = record_field("The id of the fact that changed.", strawberry.ID, of="fact_id")

    @field("The fact as it is now; null: it is no more.", graphql_type=NodeType | None)
    def subject(self) -> Any:
        return self.at.object(self.record.fact_id)

    @field("The fact as it was before; null: it was not recorded.")
    def before(self) -> CitedFact | None:
        return self._cited(self.record.before)

    @field("The fact as it was after; null: it was withdrawn.")
    def after(self) -> CitedFact | None:
        return self._cited(self.record.after)

    def _cited(self, fact: Fact | None) -> CitedFact | None:
        return CitedFact.of(fact, self.at) if fact else None


ChangeConnection: Any = connection_of("Change", ChangeType)


def changes_of(at: AreaOnDay, since: Since, about: ChangesOf) -> list[ChangeRecord]:
    """Return the changes of an area, oldest first; those of one thing and its links with about."""
    history = at.context.reader.history(at.slug)
    found = changes_about(history, at.resolve(about)) if about else history
    return [record for record in found if since is None or moment_of(record) >= since]
