"""The history of an area: each change with who, when, from what source, before and after."""

from datetime import UTC, datetime
from typing import Annotated, Any

import strawberry

from api.schema.connections import connection_of
from api.schema.context import AreaOnDay
from api.schema.fields import field, record_field
from api.service.reader import resolve
from graph.facts.changes import ChangeRecord
from graph.facts.model import Fact
from graph.facts.stamps import moment_of
from graph.history import changes_about
from graph.sentences import fact_sentence

Since = Annotated[
    datetime | None,
    strawberry.argument(description="Only changes written at this moment or later."),
]
ChangesOf = Annotated[
    strawberry.ID | None,
    strawberry.argument(description="Only changes to this thing and its links: an id or a name."),
]


@strawberry.type(name="Change", description="One change to the map: what was written, and when.")
class ChangeType:
    record: strawberry.Private[ChangeRecord]
    at: strawberry.Private[AreaOnDay]

    id = record_field("The change's id.", strawberry.ID)
    revision = record_field("The revision of the map that it made.")

    @field("When it was written, in UTC.")
    def when(self) -> datetime:
        return moment_of(self.record)

    @field("That the clock was far off when it was written, in a sentence; null: it was not.")
    def caution(self) -> str | None:
        return self.record.caution or None

    who = record_field("Who wrote it.")
    source = record_field("What it was written from: a file, or a page of this service.")
    action = record_field("What happened: added, changed, ended or withdrawn.")
    fact_id = record_field("The id of the fact that changed.", strawberry.ID)

    @field("The fact before, in one sentence; null: it was not recorded.")
    def before(self) -> str | None:
        return self._sentence(self.record.before)

    @field("The fact after, in one sentence; null: it was withdrawn.")
    def after(self) -> str | None:
        return self._sentence(self.record.after)

    def _sentence(self, fact: Fact | None) -> str | None:
        return fact_sentence(fact, self.at.snapshot) if fact else None


ChangeConnection: Any = connection_of("Change", ChangeType)


def changes_of(at: AreaOnDay, since: Since, about: ChangesOf) -> list[ChangeRecord]:
    """Return the changes of an area, oldest first; those of one thing and its links with about."""
    history = at.context.reader.history(at.slug)
    found = changes_about(history, resolve(at.snapshot, about)) if about else history
    first = since
    if since and since.tzinfo is None:
        first = since.replace(tzinfo=UTC)
    return [record for record in found if first is None or moment_of(record) >= first]
