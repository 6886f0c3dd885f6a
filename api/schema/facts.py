"""What every recorded fact has in GraphQL: status, dates, firmness, note and sources."""

from typing import Any

import strawberry

from api.schema.context import AreaOnDay
from api.schema.fields import field
from api.schema.sources import SourceReference, references
from api.schema.vocabulary import ConfidenceEnum, StatusEnum
from graph.facts.dates import PartialDate
from graph.facts.model import Link, Meeting, Node


@strawberry.type(description="A recorded fact.")
class FactFields:
    """The fields that a thing and a link share; no type of the schema by itself."""

    record: strawberry.Private[Node | Link | Meeting]
    at: strawberry.Private[AreaOnDay]

    @field("Whether it is so.", graphql_type=StatusEnum)
    def status(self) -> Any:
        """Its status."""
        return StatusEnum(self.record.status.value)

    @field("Since when it holds; null: not recorded.")
    def since(self) -> PartialDate | None:
        """Since when."""
        return self.record.since

    @field("Until when it holds; null: not recorded.")
    def until(self) -> PartialDate | None:
        """Until when."""
        return self.record.until

    @field("How firmly the source says it.", graphql_type=ConfidenceEnum)
    def confidence(self) -> Any:
        """How firm it is."""
        return ConfidenceEnum(self.record.confidence.value)

    @field("Whether a partial date leaves it open that it holds.")
    def maybe(self) -> bool:
        """Whether it is in doubt on the day."""
        return self.at.view.maybe(self.record)

    @field("A note of those who recorded it; null where there is none.")
    def note(self) -> str | None:
        """The note."""
        return self.record.note or None

    @field("Where it was read.")
    def sources(self) -> list[SourceReference]:
        """Where it was read."""
        return references(self.record, self.at)
