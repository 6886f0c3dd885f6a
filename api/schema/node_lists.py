"""The things on the map of an area, listed: all of them, or kind by kind."""

from collections.abc import Iterable
from typing import Annotated, Any

import strawberry

from api.schema.arguments import Statuses
from api.schema.connections import DEFAULT, After, First, paginate
from api.schema.context import AreaOnDay
from api.schema.nodes import CONNECTIONS
from api.schema.vocabulary import NodeKindEnum, enum_of, word_of, words_of
from graph.body_kinds import sorts_of
from graph.facts.identifiers import slugify
from graph.facts.model import Node
from graph.kinds import NODE_KIND, NODE_KINDS, Attribute, NodeKind
from graph.name_keys import folded_name
from graph.succession import former_names

_argument = strawberry.argument
NodeKinds = Annotated[
    list[NodeKindEnum] | None, _argument(description="Only things of these kinds.")
]
Search = Annotated[
    str | None,
    _argument(
        description="Only things whose name, other name or id has these words, "
        "or the name of what they took over from."
    ),
]


def nodes_on(
    at: AreaOnDay, kinds: Iterable[Any] | None, search: str | None, statuses: Iterable[Any] | None
) -> list[Node]:
    """Return the things that hold on the day and fit, by id."""
    kept, words, allowed = words_of(kinds), folded_name(search or "").split(), words_of(statuses)
    former = former_names(at.view) if words else {}

    def fits(node: Node) -> bool:
        # Who looks for what has ended finds what took over from it.
        names = folded_name(" ".join((*node.names, node.id, *former.get(node.id, ()))))
        return all(word in names for word in words)

    return [
        node
        for node in at.view.shown.nodes.values()
        if (kept is None or node.kind in kept)
        and (allowed is None or node.status.value in allowed)
        and (not words or fits(node))
    ]


def _closed_kind(kind: str) -> Attribute | None:
    """Return the attribute that sorts things of a kind, such as body_kind, if it has one."""
    return {a.name: a for a in NODE_KIND[kind].attributes}.get(f"{kind}_kind")


def _of_kind(kind: NodeKind) -> Any:
    """Make the field of an area that lists the things of one kind."""
    sorted_by = _closed_kind(kind.name)

    def page(at: AreaOnDay, sort: Any, search: Any, statuses: Any, first: First, after: Any) -> Any:
        found = nodes_on(at, {kind.name}, search, statuses)
        if sort is not None and sorted_by is not None:
            found = [node for node in found if word_of(sort) in sorts_of(node)]
        return paginate(found, first, after, lambda node: at.node(node.id))

    if sorted_by is None:

        def plain(
            self: Any,
            search: Search = None,
            statuses: Statuses = None,
            first: First = DEFAULT,
            after: After = None,
        ) -> Any:
            return page(self.at, None, search, statuses, first, after)

        resolver: Any = plain
    else:
        only = _argument(description=f"Only the ones of this kind: {sorted_by.label.lower()}.")

        def by_kind(
            self: Any,
            kind: Annotated[enum_of(sorted_by) | None, only] = None,  # type: ignore[valid-type]
            search: Search = None,
            statuses: Statuses = None,
            first: First = DEFAULT,
            after: After = None,
        ) -> Any:
            return page(self.at, kind, search, statuses, first, after)

        resolver = by_kind
    return strawberry.field(
        resolver=resolver,
        description=f"The {kind.plural} on the map. {kind.definition}",
        graphql_type=CONNECTIONS[kind.name],
    )


# The fields bodies, organisations, posts ... of an area, one for each kind of thing.
LISTS_BY_KIND = {slugify(kind.plural).replace("-", "_"): _of_kind(kind) for kind in NODE_KINDS}
