"""Links between things: the line itself, and the line as one of its ends sees it."""

from collections.abc import Mapping
from typing import Any

import strawberry

from api.schema.arguments import AttributeValue
from api.schema.connections import connection_of
from api.schema.context import AreaOnDay, LazyNode
from api.schema.facts import FactFields
from api.schema.fields import field
from api.schema.vocabulary import DirectionEnum, LinkKindEnum
from graph.facts.model import Attributed, Link
from graph.kinds import LINK_KIND, Attribute, link_attributes
from graph.sentences import attribute_words, fact_sentence


def in_words(
    fact: Attributed, known: Mapping[str, Attribute], at: AreaOnDay
) -> list[AttributeValue]:
    """Return the recorded attributes of a fact in words, in the order of the vocabulary."""
    return [
        AttributeValue(name=name, label=known[name].label, words=_words(fact, name, at))
        for name in known
        if fact.attributes.get(name) is not None
    ]


def _words(fact: Attributed, name: str, at: AreaOnDay) -> str:
    said = attribute_words(fact, name)
    node = at.snapshot.nodes.get(said)
    return node.name if node else said


@strawberry.type(name="Link", description="A line between two things: dated, with its source.")
class LinkType(FactFields):
    """A link."""

    record: strawberry.Private[Link]

    @field("The link's id; never the id of a thing.")
    def id(self) -> strawberry.ID:
        """Its id."""
        return strawberry.ID(self.record.id)

    @field("The kind of link.", graphql_type=LinkKindEnum)
    def kind(self) -> Any:
        """Its kind."""
        return LinkKindEnum(self.record.kind)

    @field("Where it begins.", name="from", graphql_type=LazyNode)
    def start(self) -> Any:
        """Where it begins."""
        return self.at.node(self.record.from_id)

    @field("Where it ends.", name="to", graphql_type=LazyNode)
    def end(self) -> Any:
        """Where it ends."""
        return self.at.node(self.record.to_id)

    @field("The link in one sentence.")
    def sentence(self) -> str:
        """The sentence."""
        return fact_sentence(self.record, self.at.snapshot)

    @field('What it says from its beginning to its end: "reports to".')
    def verb(self) -> str:
        """The verb."""
        return LINK_KIND[self.record.kind].verb

    @field('The same read backwards: "receives reports from".')
    def reverse(self) -> str:
        """The verb read backwards."""
        return LINK_KIND[self.record.kind].reverse

    @field("What else is recorded of the link, in words.")
    def attributes(self) -> list[AttributeValue]:
        """Its attributes."""
        return in_words(self.record, link_attributes(self.record.kind), self.at)


@strawberry.type(description="A link as one of its ends sees it.")
class NodeLink:
    """A link as one of its ends sees it."""

    record: strawberry.Private[Link]
    at: strawberry.Private[AreaOnDay]
    outward: strawberry.Private[bool]

    @property
    def key(self) -> str:
        """What a cursor holds on to; a link from a thing to itself is there twice."""
        return f"{self.record.id} {'out' if self.outward else 'into'}"

    @field("The link itself.")
    def link(self) -> LinkType:
        """The link."""
        return LinkType(record=self.record, at=self.at)

    @field("Whether it runs from this thing or to it.", graphql_type=DirectionEnum)
    def direction(self) -> Any:
        """Which way it runs."""
        return DirectionEnum("out" if self.outward else "into")

    @field('What it says from here: "reports to", "has as a member".')
    def words(self) -> str:
        """The verb, read from this end."""
        kind = LINK_KIND[self.record.kind]
        return kind.verb if self.outward else kind.reverse

    @field("The thing at the other end.", graphql_type=LazyNode)
    def other(self) -> Any:
        """The other end."""
        other = self.record.to_id if self.outward else self.record.from_id
        return self.at.node(other)


LinkConnection: Any = connection_of("Link", LinkType)
NodeLinkConnection: Any = connection_of("NodeLink", NodeLink)
