"""The history of an area: each change with who, when, from what source, before and after."""

from datetime import UTC, datetime
from typing import Annotated, Any

import strawberry

from api.schema.connections import connection_of
from api.schema.context import At
from api.schema.fields import field
from graph.facts.changes import ChangeRecord
from graph.facts.model import Fact
from graph.history import changes_about, moment_of
from graph.sentences import fact_sentence

Since = Annotated[
    datetime | None,
    strawberry.argument(description="Only changes written at this moment or later."),
]


@strawberry.type(name="Change", description="One change to the map: what was written, and when.")
class ChangeType:
    """One change."""

    record: strawberry.Private[ChangeRecord]
    at: strawberry.Private[At]

    @field("The change's id.")
    def id(self) -> strawberry.ID:
        """Its id."""
        return strawberry.ID(self.record.id)

    @field("The revision of the map that it made.")
    def revision(self) -> int:
        """The revision it made."""
        return self.record.revision

    @field("When it was written, in UTC.")
    def when(self) -> datetime:
        """When it was written."""
        return moment_of(self.record)

    @field("Who wrote it.")
    def who(self) -> str:
        """Who wrote it."""
        return self.record.who

    @field("What it was written from: a file, or a page of this service.")
    def source(self) -> str:
        """What it was written from."""
        return self.record.source

    @field("What happened: added, changed, ended or withdrawn.")
    def action(self) -> str:
        """What happened."""
        return self.record.action

    @field("The id of the fact that changed.")
    def fact_id(self) -> strawberry.ID:
        """The fact that changed."""
        return strawberry.ID(self.record.fact_id)

    @field("The fact before, in one sentence; null: it was not recorded.")
    def before(self) -> str | None:
        """The fact before."""
        return self._said(self.record.before)

    @field("The fact after, in one sentence; null: it was withdrawn.")
    def after(self) -> str | None:
        """The fact after."""
        return self._said(self.record.after)

    def _said(self, fact: Fact | None) -> str | None:
        return fact_sentence(fact, self.at.snapshot) if fact else None


ChangeConnection: Any = connection_of("Change", ChangeType)


def changes_of(at: At, since: datetime | None, about: str | None) -> list[ChangeRecord]:
    """Return the changes of an area, oldest first; those of one thing and its links with about."""
    history = at.reading.reader.history(at.slug)
    found = changes_about(history, about) if about else history
    first = since
    if since and since.tzinfo is None:
        first = since.replace(tzinfo=UTC)
    return [record for record in found if first is None or moment_of(record) >= first]
