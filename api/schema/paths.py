"""Lines of sight: how far a line of accountability reaches, and what would complete it."""

from datetime import date
from typing import Annotated, Any

import strawberry

from api.errors import UsageError
from api.schema.context import AreaOnDay, LazyThing
from api.schema.fields import field, record_field
from api.schema.links import LinkType
from api.schema.vocabulary import LinkKindEnum, enum_of, word_of, words_of
from graph.kinds import node_attributes
from graph.paths import LineOfSight, MissingLink, PathStep, line_of_sight

_argument = strawberry.argument
_BodyKindEnum: Any = enum_of(node_attributes("body")["body_kind"])
From = Annotated[strawberry.ID, _argument(name="from", description="Where to begin: id or name.")]
To = Annotated[strawberry.ID | None, _argument(description="What to reach: id or name.")]
ToKind = Annotated[_BodyKindEnum | None, _argument(description="What kind of body to reach.")]
Via = Annotated[
    list[LinkKindEnum] | None,
    _argument(description="Also walk links of these kinds, both ways; said in the answer."),
]
Intended = Annotated[bool | None, _argument(description="Also walk planned and wished for lines.")]


@strawberry.type(name="Step", description="One step of a path, with the links that make it.")
class StepType:
    record: strawberry.Private[PathStep]
    at: strawberry.Private[AreaOnDay]

    start = record_field("Where it begins.", LazyThing, of="from_id", name="from")
    end = record_field("Where it ends.", LazyThing, of="to_id", name="to")
    nature = record_field('What sort of step it is: "line" is accountability.')

    @field("The links that make it, each with its source.")
    def links(self) -> list[LinkType]:
        return LinkType.each(self.record.links, self.at)


@strawberry.type(name="MissingLink", description="The one link that would complete a line.")
class MissingLinkType:
    record: strawberry.Private[MissingLink]
    at: strawberry.Private[AreaOnDay]

    start = record_field("Where it would begin.", LazyThing, of="from_id", name="from")
    end = record_field(
        "Where it would end; null: no such thing is on the map.",
        LazyThing | None,
        of="to_id",
        name="to",
    )
    kind = record_field("The kind of link it would be.", LinkKindEnum)
    sentence = record_field("The missing link in one sentence.")


@strawberry.type(
    name="LineOfSight",
    description="Whether a line of accountability reaches its target, and if not how far it gets.",
)
class LineOfSightType:
    record: strawberry.Private[LineOfSight]
    at: strawberry.Private[AreaOnDay]

    start = record_field("Where it begins.", LazyThing, of="from_id", name="from")
    end = record_field(
        "The target; null: none such is on the map, or there are several.",
        LazyThing | None,
        of="to_id",
        name="to",
    )
    target = record_field("The target in words.")
    reached = record_field("Whether the line reaches it.")
    verdict = record_field(
        "What the answer comes to: a line is recorded, or not recorded: ask, or no line."
    )
    sentence = record_field("The answer in one sentence.")
    path = record_field("The things along the line, as far as it gets.", list[LazyThing])
    steps = record_field("The steps of the line, as far as it gets.", list[StepType])
    nearest = record_field("The target, or the reached thing nearest to it.", LazyThing)
    joined_by = record_field(
        "A working link or shared seat that joins the two without being a line.", list[StepType]
    )
    missing = record_field(
        "The link that would complete it; null where none is missing.", MissingLinkType | None
    )
    recorded = record_field(
        "Whether every list of lines on the way is declared complete; if not, ask."
    )

    @field("The day the answer is for.")
    def as_of(self) -> date:
        return self.at.view.day


def line_on(
    at: AreaOnDay, start: From, to: To, to_kind: ToKind, via: Via, intended: Intended
) -> LineOfSight:
    """Follow the line from one thing to another or to a kind of body; raises UsageError."""
    if (to is None) == (to_kind is None):
        raise UsageError("Say what to reach with to or with toKind: one of the two.")
    target = word_of(to_kind) if to is None else at.resolve(to)
    kinds = sorted(words_of(via) or ())
    return line_of_sight(at.view, at.resolve(start), target, kinds, bool(intended))
