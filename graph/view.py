"""An area as of a day: which facts hold, and how firm they are.

Only operating facts make a check met; planned and aspired ones make it planned; a disputed fact
counts for nothing and is shown.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import TypeVar

from graph.facts.dates import Truth
from graph.facts.model import (
    Confidence,
    Declaration,
    Fact,
    Link,
    Meeting,
    Node,
    Snapshot,
    Status,
    merge_sorted,
)

T = TypeVar("T")
_FIRM = (Status.OPERATING, Status.ENDED)


def _grouped(facts: Iterable[T], key: Callable[[T], str]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = defaultdict(list)
    for fact in facts:
        found[key(fact)].append(fact)
    return found


def sort_of(node: Node) -> str:
    """Return the sort of a thing: a body's body_kind, a post's post_kind; "" where it has none."""
    return node.text(f"{node.kind}_kind") or ""


class Facts:
    """Nodes and links that count at one degree of firmness, with look-ups by kind and end.

    They stay in the order of the snapshot, which is by id.
    """

    def __init__(self, nodes: Iterable[Node], links: Iterable[Link]) -> None:
        self.nodes = {node.id: node for node in nodes}
        self.links = {link.id: link for link in links}
        self._out = _grouped(self.links.values(), attrgetter("from_id"))
        self._into = _grouped(self.links.values(), attrgetter("to_id"))

    def after(self, nodes: Mapping[str, Node | None], links: Mapping[str, Link | None]) -> "Facts":
        """Return these facts with some moved (None: gone); what stays is shared, not copied."""
        made = Facts((), ())
        made.nodes, made.links = merge_sorted(self.nodes, nodes), merge_sorted(self.links, links)
        made._out, made._into = self._out.copy(), self._into.copy()
        for link_id, new in links.items():
            for link in filter(None, (self.links.get(link_id), new)):
                for index, end in ((made._out, link.from_id), (made._into, link.to_id)):
                    here = {f.id: f for f in index.get(end, ())}
                    index[end] = list(merge_sorted(here, {link_id: new}).values())
        return made

    def of_kind(self, kind: str, *sorts: str) -> list[Node]:
        """Return the nodes of a kind, by id; of these sorts only ("main_board"), if any are given.

        See sort_of.
        """
        nodes = self._nodes_of.get(kind)
        if not sorts or not nodes:
            return list(nodes or ())
        key = (kind, *sorts)
        if key not in self._sorted:
            self._sorted[key] = [node for node in nodes if sort_of(node) in sorts]
        return list(self._sorted[key])

    @cached_property
    def _sorted(self) -> dict[tuple[str, ...], list[Node]]:
        return {}

    @cached_property
    def _nodes_of(self) -> dict[str, list[Node]]:
        return _grouped(self.nodes.values(), attrgetter("kind"))

    @cached_property
    def _links_of(self) -> dict[str, list[Link]]:
        return _grouped(self.links.values(), attrgetter("kind"))

    def out_links(self, node_id: str, *kinds: str) -> list[Link]:
        """Return the links that leave a node, of these kinds or of any."""
        links = self._out.get(node_id)
        return [f for f in links if not kinds or f.kind in kinds] if links else []

    def in_links(self, node_id: str, *kinds: str) -> list[Link]:
        """Return the links that arrive at a node, of these kinds or of any."""
        links = self._into.get(node_id)
        return [f for f in links if not kinds or f.kind in kinds] if links else []

    def links_of(self, *kinds: str) -> list[Link]:
        """Return the links of these kinds, by id."""
        if len(kinds) == 1:
            return list(self._links_of.get(kinds[0], ()))
        return [link for link in self.links.values() if link.kind in kinds]


@dataclass(frozen=True)
class View:
    """What holds in an area on a day. complete is the workshop switch "treat as complete"."""

    snapshot: Snapshot
    day: date
    complete: bool = False
    truth_by_id: Mapping[str, Truth] = field(init=False)

    def __post_init__(self) -> None:
        truth_by_id = {n.id: n.holds(self.day) for n in self.snapshot.nodes.values()}
        truth_by_id |= {d.id: d.holds(self.day) for d in self.snapshot.declarations.values()}
        for link in self.snapshot.links.values():
            truth_by_id[link.id] = _surely(link, self.day, truth_by_id)
        object.__setattr__(self, "truth_by_id", truth_by_id)

    @cached_property
    def shown(self) -> Facts:
        """Everything that holds on the day, disputed or not, firm or not."""
        nodes = [n for n in self.snapshot.nodes.values() if self.truth_by_id[n.id] is not Truth.NO]
        links = [f for f in self.snapshot.links.values() if self.truth_by_id[f.id] is not Truth.NO]
        return Facts(nodes, links)

    @cached_property
    def firm(self) -> Facts:
        """What operates on the day; a link is no firmer than its ends."""
        return self._counting(_FIRM, self.intended)

    @cached_property
    def intended(self) -> Facts:
        """What operates, is planned or is wished for on the day."""
        return self._counting(tuple(Status), self.shown)

    @cached_property
    def disputed(self) -> Facts:
        """What is shown and disputed: it counts for nothing."""
        nodes = [n for n in self.shown.nodes.values() if n.confidence is Confidence.DISPUTED]
        links = [f for f in self.shown.links.values() if f.confidence is Confidence.DISPUTED]
        return Facts(nodes, links)

    def _counting(self, statuses: tuple[Status, ...], among: Facts) -> Facts:
        """Return those of some facts that count; where all do, the very same, not a copy."""
        nodes = {n.id: n for n in among.nodes.values() if _counts(n, statuses)}
        links = [f for f in among.links.values() if _counts(f, statuses, nodes)]
        if len(nodes) == len(among.nodes) and len(links) == len(among.links):
            return among
        return Facts(nodes.values(), links)

    @cached_property
    def _joining(self) -> dict[str, list[str]]:
        """The links of each thing, whatever holds on the day."""
        found: dict[str, list[str]] = defaultdict(list)
        for link in self.snapshot.links.values():
            found[link.from_id].append(link.id)
            found[link.to_id].append(link.id)
        return found

    def touched(self, moved: Iterable[str]) -> set[str]:
        """Return these facts and the links that are no firmer than they are."""
        ids = set(moved)
        return ids | {link for fact_id in ids for link in self._joining.get(fact_id, ())}

    def after(self, snapshot: Snapshot, moved: Iterable[str]) -> "View":
        """Return the view of a changed snapshot as if it were made anew, at the cost of the change.

        moved are the ids of all facts that differ between the two snapshots.
        """
        touched = self.touched(moved)
        truth_by_id = {i: truth for i, truth in self.truth_by_id.items() if i not in touched}
        for fact_id in touched:
            fact = snapshot.nodes.get(fact_id) or snapshot.declarations.get(fact_id)
            if fact:
                truth_by_id[fact_id] = fact.holds(self.day)
        links = {i: snapshot.links.get(i) for i in touched if i not in snapshot.nodes}
        truth_by_id |= {i: _surely(f, self.day, truth_by_id) for i, f in links.items() if f}
        made = object.__new__(View)
        given = {"snapshot": snapshot, "day": self.day, "complete": self.complete}
        made.__dict__.update(given, truth_by_id=truth_by_id)
        held = {i for i in touched if truth_by_id.get(i, Truth.NO) is not Truth.NO}
        shown_nodes = {i: snapshot.nodes.get(i) if i in held else None for i in touched}
        shown_links = {i: f if i in held else None for i, f in links.items()}
        made.__dict__["shown"] = self.shown.after(shown_nodes, shown_links)
        made.__dict__["disputed"] = self.disputed.after(
            {
                i: n if n and n.confidence is Confidence.DISPUTED else None
                for i, n in shown_nodes.items()
            },
            {
                i: f if f and f.confidence is Confidence.DISPUTED else None
                for i, f in shown_links.items()
            },
        )
        for name, statuses in (("firm", _FIRM), ("intended", tuple(Status))):
            old: Facts = getattr(self, name)
            nodes = {i: n if n and _counts(n, statuses) else None for i, n in shown_nodes.items()}
            left = merge_sorted(old.nodes, nodes)
            some = {
                i: f if f and _counts(f, statuses, left) else None for i, f in shown_links.items()
            }
            made.__dict__[name] = old.after(nodes, some)
        return made

    @cached_property
    def undated(self) -> tuple[int, int]:
        """Count the things and links that carry no date, and so hold on every day, and all."""
        facts = [*self.shown.nodes.values(), *self.shown.links.values()]
        return sum(1 for f in facts if f.since is None and f.until is None), len(facts)

    @cached_property
    def meetings(self) -> list[Meeting]:
        """The meetings held up to the day, oldest first."""
        held = [m for m in self.snapshot.meetings.values() if m.day.first <= self.day]
        return sorted(held, key=lambda m: (m.day.first, m.id))

    @cached_property
    def _meetings_of(self) -> dict[str, list[Meeting]]:
        return _grouped(self.meetings, attrgetter("body"))

    def meetings_of(self, body_id: str) -> list[Meeting]:
        """Return the meetings of a body held up to the day, oldest first."""
        return list(self._meetings_of.get(body_id, ()))

    @cached_property
    def _declared(self) -> dict[tuple[str, str], Declaration]:
        return {
            (d.list_name, d.subject): d
            for d in self.snapshot.declarations.values()
            if self.truth_by_id[d.id] is not Truth.NO
            and d.status in _FIRM
            and d.confidence is not Confidence.DISPUTED
        }

    def declared(self, list_name: str, subject: str) -> Declaration | None:
        """Return the declaration that a list is complete, if there is one on the day."""
        return self._declared.get((list_name, subject))

    def maybe(self, fact: Fact) -> bool:
        """Say whether a partial date leaves it open that the fact holds on the day."""
        return self.truth_by_id.get(fact.id) is Truth.MAYBE

    def name(self, fact_id: str) -> str:
        """Return the name of a thing, or its id where it is not on the map."""
        if fact_id == self.snapshot.area.slug:
            return self.snapshot.area.name
        node = self.snapshot.nodes.get(fact_id)
        return node.name if node else fact_id


def _surely(link: Link, day: date, truth_by_id: Mapping[str, Truth]) -> Truth:
    """Say whether a link holds: no more surely than the things it joins."""
    truths = (link.holds(day), truth_by_id[link.from_id], truth_by_id[link.to_id])
    if Truth.NO in truths:
        return Truth.NO
    return Truth.MAYBE if Truth.MAYBE in truths else Truth.YES


def _counts(
    fact: Node | Link, statuses: tuple[Status, ...], nodes: Mapping[str, Node] | None = None
) -> bool:
    """Say whether a fact counts; a link only where both ends are among the nodes that do."""
    if fact.status not in statuses or fact.confidence is Confidence.DISPUTED:
        return False
    return (
        nodes is None
        or not isinstance(fact, Link)
        or (fact.from_id in nodes and fact.to_id in nodes)
    )


def default_day(snapshot: Snapshot, today: date) -> date:
    """Return the day an area opens on: the one its record describes, else today."""
    return snapshot.area.recorded_as_of or today
