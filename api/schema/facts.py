"""What every recorded fact has in GraphQL: status, dates, firmness, note, sources, attributes."""

from collections.abc import Mapping

import strawberry

from api.schema.context import AreaOnDay
from api.schema.fields import field, list_of, record_field
from api.schema.node_interface import FactInView
from api.schema.sources import SourceReference
from api.schema.vocabulary import ConfidenceEnum, StatusEnum
from graph.facts.model import Attributed, Link, Meeting, Node
from graph.kinds import Attribute
from graph.places_read import references_of
from graph.sentences import attribute_words


@strawberry.type(description="A recorded fact.")
class FactFields(FactInView):
    """The fields that a thing and a link share; no type of the schema by itself."""

    record: strawberry.Private[Node | Link | Meeting]

    status = record_field(kind=StatusEnum)
    since = record_field()
    until = record_field()
    confidence = record_field(kind=ConfidenceEnum)

    @field("Whether a partial date leaves it open that it holds.")
    def maybe(self) -> bool:
        return self.at.view.maybe(self.record)

    note = record_field(kind=str | None)

    @field("Where it was read; the sentence of a register, which names who came, is left out.")
    def sources(self) -> list[SourceReference]:
        return list_of(SourceReference, references_of(self.record), self.at)


@strawberry.type(description="A value of a thing or link, in words.")
class AttributeValue:
    name: str = strawberry.field(description="The name of the field that holds it.")
    label: str = strawberry.field(description="What it is called.")
    words: str = strawberry.field(description="The value as a person reads it.")

    @classmethod
    def each(
        cls, fact: Attributed, known: Mapping[str, Attribute], at: AreaOnDay
    ) -> "list[AttributeValue]":
        """Return the recorded attributes of a fact, in the order of the vocabulary."""
        return [
            cls(name=name, label=known[name].label, words=_words(fact, name, at))
            for name in known
            if fact.attributes.get(name) is not None
        ]


def _words(fact: Attributed, name: str, at: AreaOnDay) -> str:
    said = attribute_words(fact, name)
    node = at.snapshot.nodes.get(said)
    return node.name if node else said
