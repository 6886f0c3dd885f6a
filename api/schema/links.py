"""Links between things: the line itself, and the line as one of its ends sees it."""

from collections.abc import Iterable
from typing import Any

import strawberry

from api.schema.connections import connection_of
from api.schema.context import AreaOnDay, LazyThing
from api.schema.facts import AttributeValue, FactFields
from api.schema.fields import field, record_field
from api.schema.vocabulary import DirectionEnum, LinkKindEnum
from graph.facts.model import Link
from graph.kinds import link_attributes
from graph.sentences import fact_sentence, link_verbs


@strawberry.type(name="Link", description="A line between two things: dated, with its source.")
class LinkType(FactFields):
    record: strawberry.Private[Link]

    @classmethod
    def each(cls, ids: Iterable[str], at: AreaOnDay) -> "list[LinkType]":
        """Return the links of these ids."""
        return [cls(record=at.snapshot.links[link_id], at=at) for link_id in ids]

    kind = record_field("The kind of link.", LinkKindEnum)
    start = record_field("Where it begins.", LazyThing, of="from_id", name="from")
    end = record_field("Where it ends.", LazyThing, of="to_id", name="to")

    @field("The link in one sentence.")
    def sentence(self) -> str:
        return fact_sentence(self.record, self.at.snapshot)

    @field('What it says from its beginning to its end: "reports to".')
    def verb(self) -> str:
        return link_verbs(self.record)[0]

    @field('The same read backwards: "receives reports from".')
    def reverse(self) -> str:
        return link_verbs(self.record)[1]

    @field("What else is recorded of the link, in words.")
    def attributes(self) -> list[AttributeValue]:
        return AttributeValue.each(self.record, link_attributes(self.record.kind), self.at)


@strawberry.type(description="A link as one of its ends sees it.")
class NodeLink:
    record: strawberry.Private[Link]
    at: strawberry.Private[AreaOnDay]
    outward: strawberry.Private[bool]

    @property
    def key(self) -> str:
        """What a cursor holds on to; a link from a thing to itself is there twice."""
        return f"{self.record.id} {'out' if self.outward else 'into'}"

    @field("The link itself.")
    def link(self) -> LinkType:
        return LinkType(record=self.record, at=self.at)

    @field("Whether it runs from this thing or to it.", graphql_type=DirectionEnum)
    def direction(self) -> Any:
        return DirectionEnum("out" if self.outward else "into")

    @field('What it says from here: "reports to", "has as a member".')
    def words(self) -> str:
        verb, reverse = link_verbs(self.record)
        return verb if self.outward else reverse

    @field("The thing at the other end.", graphql_type=LazyThing)
    def other(self) -> Any:
        return self.at.node(self.record.to_id if self.outward else self.record.from_id)


LinkConnection: Any = connection_of("Link", LinkType)
NodeLinkConnection: Any = connection_of("NodeLink", NodeLink)
