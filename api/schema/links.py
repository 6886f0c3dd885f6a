"""Links between things: the line itself, and the line as one of its ends sees it."""

from collections.abc import Iterable, Sequence
from typing import Any

import strawberry

from api.schema.attribute_values import AttributeValue
from api.schema.connections import Page, connection_of, paginate
from api.schema.context import AreaOnDay, LazyThing
from api.schema.facts import FactFields
from api.schema.fields import field, record_field, words_field
from api.schema.vocabulary import DirectionEnum, LinkKindEnum, label_of
from api.service.paging import PageAsked
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
    kind_words = words_field(LinkKindEnum, "The kind of link in words, whatever is recorded of it.")
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


# A link of a view as one of its ends sees it: whether it runs from there.
SeenLink = tuple[AreaOnDay, Link, bool]


@strawberry.type(description="A link as one of its ends sees it.")
class NodeLink:
    record: strawberry.Private[Link]
    at: strawberry.Private[AreaOnDay]
    outward: strawberry.Private[bool]

    @classmethod
    def of(cls, seen: SeenLink) -> "NodeLink":
        """Make it of a link that an end sees."""
        at, link, outward = seen
        return cls(record=link, at=at, outward=outward)

    @field("The link itself.")
    def link(self) -> LinkType:
        return LinkType(record=self.record, at=self.at)

    @field("Whether it runs from this thing or to it.", graphql_type=DirectionEnum)
    def direction(self) -> Any:
        return DirectionEnum("out" if self.outward else "into")

    @field("Whether it runs from this thing or to it, in words.")
    def direction_words(self) -> str:
        return label_of(DirectionEnum, "out" if self.outward else "into")

    @field('What it says from here: "reports to", "has as a member".')
    def words(self) -> str:
        verb, reverse = link_verbs(self.record)
        return verb if self.outward else reverse

    @field("The thing at the other end.", graphql_type=LazyThing)
    def other(self) -> Any:
        return self.at.node(self.record.to_id if self.outward else self.record.from_id)


def page_of_links(name: str, seen: Sequence[SeenLink], asked: PageAsked) -> Page[Any, Any]:
    """Return a page of links as one of their ends sees them; raises UsageError."""
    return paginate(name, seen, asked, NodeLink.of, _seen_key)


def _seen_key(seen: SeenLink) -> str:
    """Return what a cursor holds on to; a link from a thing to itself is there twice."""
    return f"{seen[1].id} {'out' if seen[2] else 'into'}"


LinkConnection: Any = connection_of("Link", LinkType)
NodeLinkConnection: Any = connection_of("NodeLink", NodeLink)
