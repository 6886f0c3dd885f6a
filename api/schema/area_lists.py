"""What is recorded of an area as a whole, and its things, listed kind by kind."""

from datetime import date
from typing import Annotated, Any

import strawberry

from api.schema.arguments import AsOf
from api.schema.connections import DEFAULT, After, First, paginate
from api.schema.context import AreaOnDay
from api.schema.fields import field, list_of
from api.schema.nodes import CONNECTIONS, closed_kind
from api.schema.sources import SourceReference
from api.schema.vocabulary import StatusEnum, enum_of, word_of, words_of
from graph.facts.identifiers import slugify
from graph.facts.model import Area, Node
from graph.kinds import NODE_KINDS, NodeKind

_argument = strawberry.argument
Search = Annotated[
    str | None, _argument(description="Only things whose name, other name or id has these words.")
]
Statuses = Annotated[
    list[StatusEnum] | None, _argument(description="Only what has one of these statuses.")
]


@strawberry.type(description="What is recorded of an area as a whole.")
class AreaFacts:
    """What is recorded of an area as a whole."""

    at: strawberry.Private[AreaOnDay]

    @property
    def record(self) -> Area:
        """What is recorded of the area as a whole."""
        return self.at.snapshot.area

    def on(self, day: date | None, complete: bool = False) -> AreaOnDay:
        """Return the area as of a day."""
        return self.at.context.on(self.at.view, day, complete)

    @field("The short name used in ids and addresses.")
    def slug(self) -> str:
        return self.record.slug

    @field("The area's name.")
    def name(self) -> str:
        return self.record.name

    @field("The day its record describes; null: not recorded.")
    def recorded_as_of(self) -> date | None:
        return self.record.recorded_as_of

    @field("The day answers are for when a question names none.")
    def as_of(self) -> date:
        return self.at.view.day

    @field("Whether it has Start for Life money; null: not recorded.")
    def start_for_life_funded(self) -> bool | None:
        return self.record.start_for_life_funded

    @field("Whether it has Transformation Fund money; null: not recorded.")
    def transformation_fund(self) -> bool | None:
        return self.record.transformation_fund

    @field("Since when the council is there; null: not recorded.")
    def since(self) -> str | None:
        return str(self.record.since) if self.record.since else None

    @field("Until when the council is there; null: not recorded.")
    def until(self) -> str | None:
        return str(self.record.until) if self.record.until else None

    @field("Where its funding was read.")
    def funding_sources(self) -> list[SourceReference]:
        return list_of(SourceReference, self.record.sources, self.at)

    @field("Counts the changes to the map: cite it with an answer.")
    def revision(self) -> int:
        return self.at.snapshot.revision


def listed(at: AreaOnDay, kinds: set[str] | None, search: str | None, statuses: Any) -> list[Node]:
    """Return the things that hold on the day and fit, by id."""
    wanted, allowed = (search or "").casefold().split(), words_of(statuses)

    def fits(node: Node) -> bool:
        said = " ".join((node.name, *node.aliases, node.id)).casefold()
        return all(word in said for word in wanted)

    return [
        node
        for node in at.view.shown.nodes.values()
        if (kinds is None or node.kind in kinds)
        and (allowed is None or node.status.value in allowed)
        and fits(node)
    ]


def _of_kind(kind: NodeKind) -> Any:
    """Make the field that lists the things of one kind."""
    sorted_by = closed_kind(kind.name)

    def page(at: AreaOnDay, sort: Any, search: Any, statuses: Any, first: First, after: Any) -> Any:
        found = listed(at, {kind.name}, search, statuses)
        if sort is not None and sorted_by is not None:
            found = [node for node in found if node.text(sorted_by.name) == word_of(sort)]
        return paginate(found, first, after, lambda node: at.node(node.id))

    if sorted_by is None:

        def plain(
            self: "AreaFacts",
            search: Search = None,
            statuses: Statuses = None,
            as_of: AsOf = None,
            first: First = DEFAULT,
            after: After = None,
        ) -> Any:
            return page(self.on(as_of), None, search, statuses, first, after)

        resolver: Any = plain
    else:
        said = _argument(description=f"Only the ones of this kind: {sorted_by.label.lower()}.")

        def by_kind(
            self: "AreaFacts",
            kind: Annotated[enum_of(sorted_by) | None, said] = None,  # type: ignore[valid-type]
            search: Search = None,
            statuses: Statuses = None,
            as_of: AsOf = None,
            first: First = DEFAULT,
            after: After = None,
        ) -> Any:
            return page(self.on(as_of), kind, search, statuses, first, after)

        resolver = by_kind
    return strawberry.field(
        resolver=resolver,
        description=f"The {kind.plural} on the map. {kind.definition}",
        graphql_type=CONNECTIONS[kind.name],
    )


# The fields bodies, organisations, posts ... of an area, one for each kind of thing.
_LISTS = {slugify(kind.plural).replace("-", "_"): _of_kind(kind) for kind in NODE_KINDS}
AreaLists: Any = strawberry.type(
    type("AreaLists", (AreaFacts,), {**_LISTS, "__annotations__": {}}),
    description="An area with its things, kind by kind.",
)
