"""Lines of sight: how far a line of accountability reaches, and what would complete it."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from api.schema.context import At
from api.schema.fields import field
from api.schema.links import LinkType
from api.schema.vocabulary import LinkKindEnum
from graph.paths import LineOfSight, MissingLink, PathStep

if TYPE_CHECKING:
    from api.schema.nodes import NodeType

_LazyNode = Annotated["NodeType", strawberry.lazy("api.schema.nodes")]


def _node(node_id: str | None, at: At) -> Any:
    from api.schema.nodes import make_node

    node = at.node(node_id) if node_id else None
    return make_node(node, at) if node else None


@strawberry.type(name="Step", description="One step of a path, with the links that make it.")
class StepType:
    """One step."""

    record: strawberry.Private[PathStep]
    at: strawberry.Private[At]

    @field("Where it begins.", name="from", graphql_type=_LazyNode)
    def start(self) -> Any:
        """Where it begins."""
        return _node(self.record.from_id, self.at)

    @field("Where it ends.", name="to", graphql_type=_LazyNode)
    def end(self) -> Any:
        """Where it ends."""
        return _node(self.record.to_id, self.at)

    @field('What sort of step it is: "line" is accountability.')
    def nature(self) -> str:
        """Its nature."""
        return self.record.nature

    @field("The links that make it, each with its source.")
    def links(self) -> list[LinkType]:
        """Its links."""
        held = self.at.snapshot.links
        return [LinkType(record=held[link], at=self.at) for link in self.record.links]


@strawberry.type(name="MissingLink", description="The one link that would complete a line.")
class MissingLinkType:
    """The missing link."""

    record: strawberry.Private[MissingLink]
    at: strawberry.Private[At]

    @field("Where it would begin.", name="from", graphql_type=_LazyNode)
    def start(self) -> Any:
        """Where it would begin."""
        return _node(self.record.from_id, self.at)

    @field(
        "Where it would end; null: no such thing is on the map.",
        name="to",
        graphql_type=_LazyNode | None,
    )
    def end(self) -> Any:
        """Where it would end."""
        return _node(self.record.to_id, self.at)

    @field("The kind of link it would be.", graphql_type=LinkKindEnum)
    def kind(self) -> Any:
        """Its kind."""
        return LinkKindEnum(self.record.kind)

    @field("The missing link in one sentence.")
    def sentence(self) -> str:
        """The sentence."""
        return self.record.sentence


@strawberry.type(
    name="LineOfSight",
    description="Whether a line of accountability reaches its target, and if not how far it gets.",
)
class LineOfSightType:
    """A line of sight."""

    record: strawberry.Private[LineOfSight]
    at: strawberry.Private[At]

    def _steps(self, steps: tuple[PathStep, ...]) -> list[StepType]:
        return [StepType(record=step, at=self.at) for step in steps]

    @field("Where it begins.", name="from", graphql_type=_LazyNode)
    def start(self) -> Any:
        """Where it begins."""
        return _node(self.record.from_id, self.at)

    @field(
        "The target; null: none such is on the map, or there are several.",
        name="to",
        graphql_type=_LazyNode | None,
    )
    def end(self) -> Any:
        """The target."""
        return _node(self.record.to_id, self.at)

    @field("The target in words.")
    def target(self) -> str:
        """The target in words."""
        return self.record.target

    @field("Whether the line reaches it.")
    def reached(self) -> bool:
        """Whether it is reached."""
        return self.record.reached

    @field("What the answer comes to: a line is recorded, or not recorded: ask, or no line.")
    def verdict(self) -> str:
        """What it comes to."""
        return self.record.verdict

    @field("The answer in one sentence.")
    def sentence(self) -> str:
        """The sentence."""
        return self.record.sentence

    @field("The things along the line, as far as it gets.", graphql_type=list[_LazyNode])
    def path(self) -> Any:
        """The things along the line."""
        return [_node(node_id, self.at) for node_id in self.record.path]

    @field("The steps of the line, as far as it gets.")
    def steps(self) -> list[StepType]:
        """The steps."""
        return self._steps(self.record.steps)

    @field("The target, or the reached thing nearest to it.", graphql_type=_LazyNode)
    def nearest(self) -> Any:
        """How far it gets."""
        return _node(self.record.nearest, self.at)

    @field("A working link or shared seat that joins the two without being a line.")
    def joined_by(self) -> list[StepType]:
        """What joins the two without being a line."""
        return self._steps(self.record.joined_by)

    @field("The link that would complete it; null where none is missing.")
    def missing(self) -> MissingLinkType | None:
        """The missing link."""
        missing = self.record.missing
        return MissingLinkType(record=missing, at=self.at) if missing else None

    @field("Whether every list of lines on the way is declared complete; if not, ask.")
    def recorded(self) -> bool:
        """Whether the lists on the way are declared complete."""
        return self.record.recorded

    @field("The day the answer is for.")
    def as_of(self) -> date:
        """The day."""
        return self.at.view.day
