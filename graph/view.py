"""An area as of a day: which facts hold, and how firm they are.

Only operating facts make a check met; planned and aspired ones make it planned; a disputed fact
counts for nothing and is shown.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from graph.dates import Truth
from graph.identifiers import natural_key
from graph.model import Confidence, Declaration, Fact, Link, Meeting, Node, Snapshot, Status

_FIRM = (Status.OPERATING, Status.ENDED)


class Facts:
    """Nodes and links that count at one degree of firmness, with look-ups by kind and end."""

    def __init__(self, nodes: Iterable[Node], links: Iterable[Link]) -> None:
        self.nodes = {n.id: n for n in sorted(nodes, key=lambda n: natural_key(n.id))}
        self.links = {link.id: link for link in sorted(links, key=lambda f: natural_key(f.id))}
        self._out: dict[str, list[Link]] = defaultdict(list)
        self._into: dict[str, list[Link]] = defaultdict(list)
        for link in self.links.values():
            self._out[link.from_id].append(link)
            self._into[link.to_id].append(link)

    def of_kind(self, kind: str) -> list[Node]:
        """Return the nodes of a kind, by id."""
        return [node for node in self.nodes.values() if node.kind == kind]

    def out(self, node_id: str, *kinds: str) -> list[Link]:
        """Return the links that leave a node, of these kinds or of any."""
        return [f for f in self._out.get(node_id, ()) if not kinds or f.kind in kinds]

    def into(self, node_id: str, *kinds: str) -> list[Link]:
        """Return the links that arrive at a node, of these kinds or of any."""
        return [f for f in self._into.get(node_id, ()) if not kinds or f.kind in kinds]

    def links_of(self, *kinds: str) -> list[Link]:
        """Return the links of these kinds, by id."""
        return [link for link in self.links.values() if link.kind in kinds]


@dataclass(frozen=True)
class View:
    """What holds in an area on a day. complete is the workshop switch "treat as complete"."""

    snapshot: Snapshot
    day: date
    complete: bool = False
    doubts: Mapping[str, Truth] = field(init=False)

    def __post_init__(self) -> None:
        doubts = {n.id: n.holds(self.day) for n in self.snapshot.nodes.values()}
        doubts |= {d.id: d.holds(self.day) for d in self.snapshot.declarations.values()}
        for link in self.snapshot.links.values():
            # A link holds no more surely than the things it joins.
            truths = {link.holds(self.day), doubts[link.from_id], doubts[link.to_id]}
            doubts[link.id] = next((t for t in (Truth.NO, Truth.MAYBE) if t in truths), Truth.YES)
        object.__setattr__(self, "doubts", doubts)

    @cached_property
    def shown(self) -> Facts:
        """Everything that holds on the day, disputed or not, firm or not."""
        nodes = [n for n in self.snapshot.nodes.values() if self.doubts[n.id] is not Truth.NO]
        links = [f for f in self.snapshot.links.values() if self.doubts[f.id] is not Truth.NO]
        return Facts(nodes, links)

    @cached_property
    def firm(self) -> Facts:
        """What operates on the day; a link is no firmer than its ends."""
        return self._counting(_FIRM)

    @cached_property
    def intended(self) -> Facts:
        """What operates, is planned or is wished for on the day."""
        return self._counting(tuple(Status))

    def _counting(self, statuses: tuple[Status, ...]) -> Facts:
        def counts(fact: Node | Link) -> bool:
            return fact.status in statuses and fact.confidence is not Confidence.DISPUTED

        nodes = {n.id: n for n in self.shown.nodes.values() if counts(n)}
        links = [
            f
            for f in self.shown.links.values()
            if counts(f) and f.from_id in nodes and f.to_id in nodes
        ]
        return Facts(nodes.values(), links)

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
    def _declared(self) -> dict[tuple[str, str], Declaration]:
        return {
            (d.list_name, d.subject): d
            for d in self.snapshot.declarations.values()
            if self.doubts[d.id] is not Truth.NO
            and d.status in _FIRM
            and d.confidence is not Confidence.DISPUTED
        }

    def declared(self, list_name: str, subject: str) -> Declaration | None:
        """Return the declaration that a list is complete, if there is one on the day."""
        return self._declared.get((list_name, subject))

    def maybe(self, fact: Fact) -> bool:
        """Say whether a partial date leaves it open that the fact holds on the day."""
        return self.doubts.get(fact.id) is Truth.MAYBE

    def name(self, fact_id: str) -> str:
        """Return the name of a thing, or its id where it is not on the map."""
        if fact_id == self.snapshot.area.slug:
            return self.snapshot.area.name
        node = self.snapshot.nodes.get(fact_id)
        return node.name if node else fact_id


def default_day(snapshot: Snapshot, today: date) -> date:
    """Return the day an area opens on: the one its record describes, else today."""
    return snapshot.area.recorded_as_of or today
