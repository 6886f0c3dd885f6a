"""Facts with look-ups by kind and by end, and sorted by how firm they are.

Only operating facts make a check met; planned and aspired ones make it planned; a disputed fact
counts for nothing and is shown.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Final, TypeVar, cast

from graph.body_kinds import sorts_of
from graph.facts.model import Confidence, Link, Node, Recorded, Status, merge_sorted

S = TypeVar("S")
T = TypeVar("T")
# Links by the id of the end they leave, and by that of the end they arrive at.
LinkIndex = tuple[dict[str, list[Link]], dict[str, list[Link]]]
_FIRM = (Status.OPERATING, Status.ENDED)
_INTENDED = tuple(Status)
_DISPUTED = Confidence.DISPUTED


def grouped(facts: Iterable[T], key: Callable[[T], str]) -> dict[str, list[T]]:
    """Return facts by a text of theirs, each group in the order they come in."""
    groups: dict[str, list[T]] = defaultdict(list)
    for fact in facts:
        groups[key(fact)].append(fact)
    return groups


def _by_sort(nodes: Iterable[Node]) -> dict[str, list[Node]]:
    found: dict[str, list[Node]] = {}
    for node in nodes:
        for sort in sorts_of(node):
            found.setdefault(sort, []).append(node)
    return found


def once(kept: dict[Callable[..., object], object], make: Callable[[S], T], of: S) -> T:
    """Return what a function makes of something that never changes, made once and kept."""
    if make not in kept:
        kept[make] = make(of)
    return cast(T, kept[make])


class _OfKinds(dict[str, dict[str, list[Link]]]):
    """Links by kind and by the id of one end, sorted when a kind is first asked for.

    Most look-ups ask for one kind, and find few links or none.
    """

    def __init__(self, links_of: Mapping[str, list[Link]], end: Callable[[Link], str]) -> None:
        self._links_of, self._end = links_of, end

    def __missing__(self, kind: str) -> dict[str, list[Link]]:
        by_end = self[kind] = dict(grouped(self._links_of.get(kind, ()), self._end))
        return by_end


class Facts:
    """Nodes and links that count at one degree of firmness, with look-ups by kind and end.

    They stay in the order of the snapshot, which is by id, and never change.
    """

    def __init__(
        self,
        nodes: Mapping[str, Node],
        links: Mapping[str, Link],
        index: LinkIndex | None = None,
    ) -> None:
        """Take nodes and links by id; index saves sorting the links anew where that is done."""
        self.nodes: Final = nodes
        self.links: Final = links
        self._given = index
        self._of_sorts: dict[tuple[str, ...], list[Node]] = {}
        self._by_sort: dict[str, dict[str, list[Node]]] = {}
        self._of_kinds: dict[tuple[str, ...], list[Link]] = {}
        self._derived: dict[Callable[..., object], object] = {}

    @cached_property
    def _leaving(self) -> dict[str, list[Link]]:
        return (
            self._given[0] if self._given else grouped(self.links.values(), attrgetter("from_id"))
        )

    @cached_property
    def _arriving(self) -> dict[str, list[Link]]:
        return self._given[1] if self._given else grouped(self.links.values(), attrgetter("to_id"))

    def after(self, nodes: Mapping[str, Node | None], links: Mapping[str, Link | None]) -> "Facts":
        """Return these facts with some moved (None: gone); what stays is shared, not copied."""
        leaving, arriving = self._leaving.copy(), self._arriving.copy()
        for link_id, new in links.items():
            for link in filter(None, (self.links.get(link_id), new)):
                for index, end in ((leaving, link.from_id), (arriving, link.to_id)):
                    here = {f.id: f for f in index.get(end, ())}
                    index[end] = list(merge_sorted(here, {link_id: new}).values())
        return Facts(
            merge_sorted(self.nodes, nodes), merge_sorted(self.links, links), (leaving, arriving)
        )

    def derived(self, make: "Callable[[Facts], T]") -> T:
        """Return what a function makes of these facts, made once."""
        return once(self._derived, make, self)

    def of_kind(self, kind: str, *sorts: str) -> list[Node]:
        """Return the nodes of a kind, by id; of these sorts only ("main_board"), if any are given.

        See body_kinds.sorts_of.
        """
        nodes = self._nodes_of.get(kind)
        if not sorts or not nodes:
            return list(nodes or ())
        key = (kind, *sorts)
        if key not in self._of_sorts:
            # Those of each sort are found once: many rules ask for one sort or some.
            if kind not in self._by_sort:
                self._by_sort[kind] = _by_sort(nodes)
            by_sort = self._by_sort[kind]
            known = [by_sort[sort] for sort in dict.fromkeys(sorts) if sort in by_sort]
            found = known[0] if len(known) == 1 else []
            if len(known) > 1:
                wanted = {node.id for of_sort in known for node in of_sort}
                found = [node for node in nodes if node.id in wanted]
            self._of_sorts[key] = found
        return list(self._of_sorts[key])

    @cached_property
    def _nodes_of(self) -> dict[str, list[Node]]:
        return grouped(self.nodes.values(), attrgetter("kind"))

    @cached_property
    def _links_of(self) -> dict[str, list[Link]]:
        return grouped(self.links.values(), attrgetter("kind"))

    @cached_property
    def _leaving_of(self) -> "_OfKinds":
        return _OfKinds(self._links_of, attrgetter("from_id"))

    @cached_property
    def _arriving_of(self) -> "_OfKinds":
        return _OfKinds(self._links_of, attrgetter("to_id"))

    def out_links(self, node_id: str, *kinds: str) -> list[Link]:
        """Return the links that leave a node, of these kinds or of any."""
        if len(kinds) == 1 and self._given is None:
            return self._leaving_of[kinds[0]].get(node_id, [])[:]
        links = self._leaving.get(node_id)
        if not links:
            return []
        return [f for f in links if f.kind in kinds] if kinds else list(links)

    def in_links(self, node_id: str, *kinds: str) -> list[Link]:
        """Return the links that arrive at a node, of these kinds or of any."""
        if len(kinds) == 1 and self._given is None:
            return self._arriving_of[kinds[0]].get(node_id, [])[:]
        links = self._arriving.get(node_id)
        if not links:
            return []
        return [f for f in links if f.kind in kinds] if kinds else list(links)

    def links_of(self, *kinds: str) -> list[Link]:
        """Return the links of these kinds, by id."""
        if len(kinds) == 1:
            return list(self._links_of.get(kinds[0], ()))
        if kinds not in self._of_kinds:
            wanted = frozenset(kinds)
            self._of_kinds[kinds] = [f for f in self.links.values() if f.kind in wanted]
        return list(self._of_kinds[kinds])


@dataclass(frozen=True, slots=True)
class Levels:
    """The facts of a day by how firm they are; graph/README.md says what stands in which."""

    shown: Facts
    intended: Facts
    firm: Facts
    disputed: Facts

    def after(self, nodes: Mapping[str, Node | None], links: Mapping[str, Link | None]) -> "Levels":
        """Return the levels where some of what is shown has moved (None: gone)."""
        return Levels(
            shown=self.shown.after(nodes, links),
            intended=_counting_after(self.intended, nodes, links, _INTENDED),
            firm=_counting_after(self.firm, nodes, links, _FIRM),
            disputed=self.disputed.after(
                {i: n if n and n.confidence is _DISPUTED else None for i, n in nodes.items()},
                {i: f if f and f.confidence is _DISPUTED else None for i, f in links.items()},
            ),
        )


def levels_of(shown: Facts) -> Levels:
    """Sort what is shown on a day by how firm it is."""
    disputed = Facts(
        {i: n for i, n in shown.nodes.items() if n.confidence is _DISPUTED},
        {i: f for i, f in shown.links.items() if f.confidence is _DISPUTED},
    )
    doubted = disputed.nodes or disputed.links
    intended = _counting(shown, _INTENDED) if doubted else shown
    return Levels(shown, intended, _counting(intended, _FIRM), disputed)


def _counting(among: Facts, statuses: tuple[Status, ...]) -> Facts:
    """Return those of some facts that count; where all do, the very same, not a copy."""
    loose = {
        i
        for facts in (among.nodes, among.links)
        for i, f in facts.items()
        if f.status not in statuses or f.confidence is _DISPUTED
    }
    if not loose:
        return among
    nodes = {i: n for i, n in among.nodes.items() if i not in loose}
    links = {
        i: f
        for i, f in among.links.items()
        if i not in loose and f.from_id in nodes and f.to_id in nodes
    }
    return Facts(nodes, links)


def _counting_after(
    old: Facts,
    nodes: Mapping[str, Node | None],
    links: Mapping[str, Link | None],
    statuses: tuple[Status, ...],
) -> Facts:
    counting = {i: n if n and _counts(n, statuses) else None for i, n in nodes.items()}
    left = merge_sorted(old.nodes, counting)

    def joining(link: Link | None) -> Link | None:
        counts = link and link.from_id in left and link.to_id in left and _counts(link, statuses)
        return link if counts else None

    return old.after(counting, {i: joining(link) for i, link in links.items()})


def is_firm(fact: Recorded) -> bool:
    """Say whether a fact is or was so: neither only intended nor disputed."""
    return fact.status in _FIRM and fact.confidence is not _DISPUTED


def _counts(fact: Recorded, statuses: tuple[Status, ...]) -> bool:
    return fact.status in statuses and fact.confidence is not _DISPUTED
