"""What every recorded fact has in GraphQL: status, dates, firmness, note, sources."""

import strawberry

from api.schema.fields import field, list_of, record_field, words_field
from api.schema.node_interface import FactInView
from api.schema.sources import SourceReference
from api.schema.vocabulary import ConfidenceEnum, StatusEnum
from graph.facts.model import Link, Meeting, Node
from graph.places_read import references_of


@strawberry.type(description="A recorded fact.")
class FactFields(FactInView):
    """The fields that a thing and a link share; no type of the schema by itself."""

    record: strawberry.Private[Node | Link | Meeting]

    status = record_field(kind=StatusEnum)
    status_words = words_field(StatusEnum, "Whether it is so, in words.")
    since = record_field()
    until = record_field()
    confidence = record_field(kind=ConfidenceEnum)
    confidence_words = words_field(ConfidenceEnum, "How firmly the source says it, in words.")

    @field("Whether a partial date leaves it open that it holds.")
    def maybe(self) -> bool:
        return self.at.view.maybe(self.record)

    note = record_field(kind=str | None)

    @field("Where it was read; the sentence of a register, which names who came, is left out.")
    def sources(self) -> list[SourceReference]:
        return list_of(SourceReference, references_of(self.record), self.at)
