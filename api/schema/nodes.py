"""Things on a map: one interface of our own, and one type for each kind of graph.kinds."""

from typing import Annotated, Any

import strawberry

from api.schema.arguments import Upward
from api.schema.connections import DEFAULT, After, First, connection_of, paginate
from api.schema.context import LazyArea
from api.schema.facts import AttributeValue, FactFields
from api.schema.fields import CHECKS, field, record_field
from api.schema.findings import FindingType, about
from api.schema.links import LinkKinds, NodeLink, NodeLinkConnection
from api.schema.takeovers import SuccessionType
from api.schema.vocabulary import (
    ClassCount,
    DirectionEnum,
    NodeKindEnum,
    OutcomeEnum,
    enum_of,
    graphql_type,
    type_name,
    word_of,
    words_of,
)
from graph.facts.dates import PartialDate
from graph.facts.model import Node
from graph.facts.validation import class_of
from graph.kinds import NODE_KINDS, Attribute, NodeKind, ValueType, node_attributes
from graph.network import upward_step
from graph.sentences import fact_sentence, kind_words

_Direction = Annotated[
    DirectionEnum | None, strawberry.argument(description="Only links that run this way.")
]
_Outcomes = Annotated[
    list[OutcomeEnum] | None, strawberry.argument(description="Only findings with these outcomes.")
]


@strawberry.interface(name="Node", description="A thing on a map, whatever its kind.")
class NodeType(FactFields):
    record: strawberry.Private[Node]

    id = record_field("The thing's id: area/local.", strawberry.ID)
    kind = record_field("The kind of thing.", NodeKindEnum)

    @field('What sort of thing it is, in words: "main board".')
    def kind_words(self) -> str:
        return kind_words(self.record)

    name = record_field("The thing's name.")
    aliases = record_field("Other names it goes by.")

    @field("The area on whose map it was read here.", graphql_type=LazyArea)
    def area(self) -> Any:
        return self.at.context.make_area(self.at)

    @field("What is recorded of it in one sentence.")
    def sentence(self) -> str:
        return fact_sentence(self.record, self.at.snapshot)

    @field("Everything recorded of it besides, in words.")
    def attributes(self) -> list[AttributeValue]:
        return AttributeValue.each(self.record, node_attributes(self.record.kind), self.at)

    @field(
        "Its links on the day, both ways, each in words as seen from here.",
        graphql_type=NodeLinkConnection,
    )
    def links(
        self,
        kinds: LinkKinds = None,
        upward: Upward = None,
        direction: _Direction = None,
        first: First = DEFAULT,
        after: After = None,
    ) -> Any:
        wanted = words_of(kinds)
        way = word_of(direction) if direction else None
        shown, own = self.at.view.shown, self.record.id
        ways = (("out", shown.out_links(own)), ("into", shown.in_links(own)))
        found = [
            NodeLink(record=link, at=self.at, outward=name == "out")
            for name, links in ways
            if way in (None, name)
            for link in links
            if wanted is None or link.kind in wanted
            if upward in (None, upward_step(link, shown) is not None)
        ]
        return paginate(found, first, after, lambda link: link, lambda link: link.key)

    @field("From whom it took over, whatever day is shown; empty: nobody is recorded.")
    def took_over_from(self) -> list[SuccessionType]:
        return SuccessionType.before(self.at, self.record.id)

    @field("Who took over from it, whatever day is shown; empty: nobody is recorded.")
    def succeeded_by(self) -> list[SuccessionType]:
        return SuccessionType.after(self.at, self.record.id)

    @field("The findings that have it as a subject or as their target.", work=CHECKS)
    def findings(self, outcomes: _Outcomes = None) -> list[FindingType]:
        wanted = words_of(outcomes)
        return [
            FindingType(record=finding, at=self.at)
            for finding in self.at.findings()
            if about(finding, self.record.id) and (wanted is None or finding.outcome in wanted)
        ]


def _value(node: NodeType, attribute: Attribute) -> Any:
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
    def read(self: NodeType) -> Any:
        return _value(self, attribute)

    said = f"{attribute.label}. {attribute.meaning}".strip().rstrip(".")
    empty = "empty" if attribute.type in (ValueType.CHOICES, ValueType.COUNTS) else "null"
    return strawberry.field(
        resolver=read,
        description=f"{said} ({empty}: not recorded).",
        graphql_type=graphql_type(attribute, NodeType | None, PartialDate),
    )


def _type_of(kind: NodeKind) -> type[NodeType]:
    name = type_name(kind.name)
    fields = {a.name: _field(a) for a in node_attributes(kind.name).values()}
    made = type(name, (NodeType,), {**fields, "__annotations__": {}})
    made_type: type[NodeType] = strawberry.type(made, name=name, description=kind.definition)
    return made_type


NODE_TYPES = {kind.name: _type_of(kind) for kind in NODE_KINDS}
NodeConnection: Any = connection_of("Node", NodeType)
CONNECTIONS: dict[str, Any] = {
    kind.name: connection_of(type_name(kind.name), NODE_TYPES[kind.name]) for kind in NODE_KINDS
}
