"""Things on a map: one interface of our own, and one type for each kind of graph.kinds."""

from collections.abc import Iterable
from typing import Annotated, Any

import strawberry

from api.schema.attribute_values import AttributeValue, chosen_words
from api.schema.connections import After, Before, First, Last, connection_of
from api.schema.context import LazyArea, LazyThing, LazyView
from api.schema.facts import FactFields
from api.schema.fields import CHECKS, field, record_field
from api.schema.findings import FindingType
from api.schema.links import NodeLinkConnection, page_of_links
from api.schema.list_wheres import FindingWhere, LinkWhere
from api.schema.listed import HoldingAsked
from api.schema.neighbours import (
    CHAIR_OF,
    MAY_CHAIR,
    NEIGHBOURS,
    findings_that_fit,
    links_of_thing,
)
from api.schema.takeovers import SuccessionType
from api.schema.vocabulary import (
    ClassCount,
    DirectionEnum,
    NodeKindEnum,
    enum_of,
    graphql_type,
    label_of,
    type_name,
    word_of,
)
from api.service.finding_lists import about
from api.service.paging import PageAsked
from graph.facts.dates import PartialDate
from graph.facts.identifiers import is_shared
from graph.facts.model import Node
from graph.facts.validation import class_of
from graph.kinds import NODE_KINDS, Attribute, NodeKind, ValueType, node_attributes
from graph.sentences import fact_sentence, kind_words

_Direction = Annotated[
    DirectionEnum | None, strawberry.argument(description="Only links that run this way.")
]
_Findings = Annotated[
    FindingWhere | None, strawberry.argument(description="What they are to be; left out: any.")
]


_Links = Annotated[
    LinkWhere | None, strawberry.argument(description="What they are to be; left out: any.")
]


@strawberry.interface(name="Thing", description="A thing on a map, whatever its kind.")
class ThingType(FactFields):
    """A thing; where its area is shared and no view is named, it is read over all its maps."""

    record: strawberry.Private[Node]

    kind = record_field("The kind of thing.", NodeKindEnum)

    @field('What sort of thing it is, in words: "main board".')
    def kind_words(self) -> str:
        return kind_words(self.record)

    name = record_field("The thing's name.")
    aliases = record_field("Other names it goes by.")

    @field(
        "The area on whose map it is; null: a shared thing over all its maps, see appearances.",
        graphql_type=LazyArea | None,
    )
    def area(self) -> Any:
        return self.at.area_object() if self.at.view_id else None

    @field(
        "The view it is seen in; null: a shared thing over all its maps, see appearances.",
        graphql_type=LazyView | None,
    )
    def view(self) -> Any:
        return self.at.view_object()

    @field("Every map it is on: those that are shared are on several.")
    def appearances(self) -> "list[Appearance]":
        return Appearance.each(self)

    @field("What is recorded of it in one sentence.")
    def sentence(self) -> str:
        return fact_sentence(self.record, self.at.snapshot)

    @field("Everything recorded of it besides, in words.")
    def attributes(self) -> list[AttributeValue]:
        return AttributeValue.each(self.record, node_attributes(self.record.kind), self.at)

    @field(
        "Its links on the day, both ways, each in words as seen from here; with holding also those "
        "that have ended.",
        graphql_type=NodeLinkConnection,
    )
    def links(
        self,
        where: _Links = None,
        direction: _Direction = None,
        holding: HoldingAsked = None,
        first: First = None,
        last: Last = None,
        after: After = None,
        before: Before = None,
    ) -> Any:
        seen = [
            one for at in self.at.maps for one in links_of_thing(at, self.record.id, where, holding)
        ]
        if direction:
            outward = word_of(direction) == "out"
            seen = [one for one in seen if one[2] is outward]
        return page_of_links("links", seen, PageAsked(first, last, after, before))

    @field("From whom it took over, whatever day is shown; empty: nobody is recorded.")
    def took_over_from(self) -> list[SuccessionType]:
        return SuccessionType.before(self.at.maps, self.record.id)

    @field("Who took over from it, whatever day is shown; empty: nobody is recorded.")
    def succeeded_by(self) -> list[SuccessionType]:
        return SuccessionType.after(self.at.maps, self.record.id)

    @field(
        "The findings that have it as a subject or as their target.",
        work=CHECKS,
    )
    def findings(self, where: _Findings = None) -> list[FindingType]:
        return [
            FindingType(record=finding, at=at)
            for at in self.at.maps
            for finding in findings_that_fit(at, where)
            if about(finding, self.record.id)
        ]


@strawberry.interface(name="MayChair", description="What can chair bodies, itself or by a post.")
class MayChairType:
    chair_of = CHAIR_OF


@strawberry.type(description="A thing on the map of an area.")
class Appearance:
    area: LazyArea = strawberry.field(description="The area.")
    node: LazyThing = strawberry.field(description="The thing as that map shows it.")

    @classmethod
    def each(cls, thing: ThingType) -> "list[Appearance]":
        """Return the maps that a thing is on: on the day of its view, else each as of its own."""
        view_id, own = thing.at.view_id, thing.record.id
        maps = thing.at.maps
        if view_id and is_shared(own):
            maps = tuple(thing.at.context.maps_with(own, view_id.day, view_id.known))
        return [cls(area=at.area_object(), node=at.node(own)) for at in maps]


def _value(node: ThingType, attribute: Attribute) -> Any:
    value = node.record.attributes.get(attribute.name)
    if attribute.type is ValueType.CHOICES:
        return [enum_of(attribute)(word) for word in node.record.words(attribute.name)]
    if attribute.type is ValueType.COUNTS:
        counts = map(class_of, node.record.words(attribute.name))
        return [ClassCount(class_=name, least=least) for name, least in counts]
    if not isinstance(value, str):
        return value
    if attribute.type is ValueType.CHOICE:
        return enum_of(attribute)(value)
    if attribute.type is ValueType.DECIMAL:
        return float(value)
    if attribute.type is ValueType.DATE:
        return PartialDate(value)
    if attribute.type is ValueType.REFERENCE:
        return node.at.node(value)
    return value


def _field(attribute: Attribute) -> Any:
    def read(self: ThingType) -> Any:
        return _value(self, attribute)

    said = f"{attribute.label}. {attribute.meaning}".strip().rstrip(".")
    empty = "empty" if attribute.type in (ValueType.CHOICES, ValueType.COUNTS) else "null"
    return strawberry.field(
        resolver=read,
        description=f"{said} ({empty}: not recorded).",
        graphql_type=graphql_type(attribute, ThingType | None, PartialDate),
    )


def _words_field(attribute: Attribute) -> Any:
    """Make the field of the words beside an attribute of a closed list."""
    chosen = enum_of(attribute)
    several = attribute.type is ValueType.CHOICES

    def read(self: ThingType) -> Any:
        said = [label_of(chosen, word) for word in chosen_words(self.record, attribute.name)]
        return said if several else next(iter(said), None)

    empty = "empty" if several else "null"
    return strawberry.field(
        resolver=read,
        description=f"{attribute.label}, in words ({empty}: not recorded).",
        graphql_type=list[str] if several else str | None,
    )


def _fields_of(attributes: Iterable[Attribute]) -> dict[str, Any]:
    found = {}
    for attribute in attributes:
        found[attribute.name] = _field(attribute)
        if attribute.choices and attribute.type is not ValueType.COUNTS:
            found[f"{attribute.name}_words"] = _words_field(attribute)
    return found


def _type_of(kind: NodeKind) -> type[ThingType]:
    name = type_name(kind.name)
    fields = _fields_of(node_attributes(kind.name).values())
    fields |= NEIGHBOURS.get(kind.name, {})
    bases = (ThingType, MayChairType) if kind.name in MAY_CHAIR else (ThingType,)
    made = type(name, bases, {**fields, "__annotations__": {}})
    made_type: type[ThingType] = strawberry.type(made, name=name, description=kind.definition)
    return made_type


NODE_TYPES = {kind.name: _type_of(kind) for kind in NODE_KINDS}
ThingConnection: Any = connection_of("Thing", ThingType)
CONNECTIONS: dict[str, Any] = {
    kind.name: connection_of(type_name(kind.name), NODE_TYPES[kind.name]) for kind in NODE_KINDS
}
