"""Things on a map: one interface of our own, and one type for each kind of graph.kinds."""

from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from api.schema.arguments import AttributeValue, Upward
from api.schema.connections import DEFAULT, After, First, connection_of, paginate
from api.schema.context import At
from api.schema.facts import FactFields
from api.schema.fields import CHECKS, field
from api.schema.links import NodeLink, NodeLinkConnection, in_words
from api.schema.vocabulary import (
    DirectionEnum,
    LinkKindEnum,
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
from graph.kinds import NODE_KIND, NODE_KINDS, Attribute, NodeKind, ValueType, node_attributes
from graph.network import upward_step
from graph.sentences import fact_sentence, kind_words

if TYPE_CHECKING:
    from api.schema.areas import AreaType
    from api.schema.findings import FindingType

_Links = Annotated[
    list[LinkKindEnum] | None, strawberry.argument(description="Only links of these kinds.")
]
_Direction = Annotated[
    DirectionEnum | None, strawberry.argument(description="Only links that run this way.")
]
_Outcomes = Annotated[
    list[OutcomeEnum] | None, strawberry.argument(description="Only findings with these outcomes.")
]


@strawberry.interface(name="Node", description="A thing on a map, whatever its kind.")
class NodeType(FactFields):
    """A thing on a map."""

    record: strawberry.Private[Node]

    @field("The thing's id: area/local.")
    def id(self) -> strawberry.ID:
        """Its id."""
        return strawberry.ID(self.record.id)

    @field("The kind of thing.", graphql_type=NodeKindEnum)
    def kind(self) -> Any:
        """Its kind."""
        return NodeKindEnum(self.record.kind)

    @field('What sort of thing it is, in words: "main board".')
    def kind_words(self) -> str:
        """Its sort in words."""
        return kind_words(self.record)

    @field("The thing's name.")
    def name(self) -> str:
        """Its name."""
        return self.record.name

    @field("Other names it goes by.")
    def aliases(self) -> list[str]:
        """Its other names."""
        return list(self.record.aliases)

    @field("The area on whose map it was read here.")
    def area(self) -> Annotated["AreaType", strawberry.lazy("api.schema.areas")]:
        """Its area."""
        from api.schema.areas import AreaType

        return AreaType(at=self.at)

    @field("What is recorded of it in one sentence.")
    def sentence(self) -> str:
        """The sentence."""
        return fact_sentence(self.record, self.at.snapshot)

    @field("Everything recorded of it besides, in words.")
    def attributes(self) -> list[AttributeValue]:
        """Its attributes in words."""
        return in_words(self.record, node_attributes(self.record.kind), self.at)

    @field(
        "Its links on the day, both ways, each in words as seen from here.",
        graphql_type=NodeLinkConnection,
    )
    def links(
        self,
        kinds: _Links = None,
        upward: Upward = None,
        direction: _Direction = None,
        first: First = DEFAULT,
        after: After = None,
    ) -> Any:
        """Its links."""
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

    @field("The findings that have it as a subject or as their target.", work=CHECKS)
    def findings(
        self, outcomes: _Outcomes = None
    ) -> list[Annotated["FindingType", strawberry.lazy("api.schema.findings")]]:
        """The findings about it."""
        from api.schema.findings import FindingType, about

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
    if not isinstance(value, str):
        return value
    if attribute.type is ValueType.CHOICE:
        return enum_of(attribute)(value)
    if attribute.type is ValueType.DECIMAL:
        return float(value)
    if attribute.type is ValueType.DATE:
        return PartialDate(value)
    if attribute.type is ValueType.REFERENCE:
        found = node.at.node(value)
        return make_node(found, node.at) if found else None
    return value


def _field(attribute: Attribute) -> Any:
    def read(self: NodeType) -> Any:
        return _value(self, attribute)

    said = f"{attribute.label}. {attribute.meaning}".strip().rstrip(".")
    empty = "empty" if attribute.type is ValueType.CHOICES else "null"
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


def make_node(node: Node, at: At) -> NodeType:
    """Return a thing as the type of its kind."""
    return NODE_TYPES[node.kind](record=node, at=at)


def closed_kind(kind: str) -> Attribute | None:
    """Return the attribute that sorts things of a kind, such as body_kind, if it has one."""
    return {a.name: a for a in NODE_KIND[kind].attributes}.get(f"{kind}_kind")
