"""Membership as a table of two sides: who has a seat on which body, and which bodies share members.

Source: Ronald L. Breiger, "The duality of persons and groups" (1974). Nothing is ranked: members
and bodies stand in the order of kind and name.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from operator import attrgetter

from graph.fact_index import grouped
from graph.facts.identifiers import natural_key
from graph.facts.model import Link, Node
from graph.governance_view import SEAT_LINKS, Partnership, is_placeholder, partnership_of
from graph.kinds import LINK_KIND
from graph.measures.measure import Coverage, coverage
from graph.view import View

_KINDS = ("organisation", "department", "post", "person")


@dataclass(frozen=True, slots=True)
class Membership:
    """One member's seats on one body: kinds in the order of chair first, and the links.

    maybe are those of the kinds that a partial date leaves open.
    """

    member: str
    body: str
    kinds: tuple[str, ...]
    links: tuple[str, ...]
    maybe: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """What the member does there: "chairs, sits on"."""
        return _verbs(self.kinds)

    @property
    def in_doubt(self) -> bool:
        """Whether it is open that there is any seat at all."""
        return self.maybe == self.kinds

    @property
    def doubt(self) -> str:
        """Say that a partial date leaves it open, or which part of it; "" where none does."""
        if not self.maybe:
            return ""
        part = "" if self.in_doubt else f"{_verbs(self.maybe)}: "
        return f"{part}maybe: a partial date leaves it open"


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two bodies and the members they share."""

    one: str
    other: str
    shared: tuple[str, ...]


@dataclass(frozen=True)
class TwoMode:
    """Members by bodies, with a membership where one has a seat on the other."""

    members: tuple[Node, ...]
    bodies: tuple[Node, ...]
    seats: Mapping[tuple[str, str], Membership]
    coverage: Coverage

    def of_body(self, body: str) -> tuple[str, ...]:
        """Return the members of a body."""
        return tuple(member.id for member in self.members if (member.id, body) in self.seats)

    def of_member(self, member: str) -> tuple[Membership, ...]:
        """Return the seats of a member, in the order of the bodies."""
        return tuple(self._of_member.get(member, ()))

    @cached_property
    def _of_member(self) -> dict[str, list[Membership]]:
        place_of = {body.id: place for place, body in enumerate(self.bodies)}
        seats = sorted(self.seats.values(), key=lambda seat: place_of[seat.body])
        return grouped(seats, attrgetter("member"))

    def maybe(self, member: str, *bodies: str) -> bool:
        """Say whether it is open that a member sits on each of some bodies."""
        return any(self.seats[member, body].in_doubt for body in bodies)

    @cached_property
    def shared_members(self) -> tuple[Overlap, ...]:
        """The pairs of bodies with members in common, most first; placeholders join nobody."""
        place_of = {body.id: place for place, body in enumerate(self.bodies)}
        shared: dict[tuple[str, str], list[str]] = {}
        # By member, for few sit on more than one body, and most pairs of bodies share nobody.
        for member in self.members:
            if not is_placeholder(member):
                on = (seat.body for seat in self.of_member(member.id))
                for pair in combinations(on, 2):
                    shared.setdefault(pair, []).append(member.id)
        overlaps = [Overlap(*pair, tuple(members)) for pair, members in shared.items()]
        return tuple(
            sorted(overlaps, key=lambda o: (-len(o.shared), place_of[o.one], place_of[o.other]))
        )


def two_mode(view: View) -> TwoMode:
    """Return who has a seat on what, on the day of a view; a person counts as a post they are in.

    Bodies without a recorded member are left out: the coverage counts them.
    """
    facts = view.firm
    partnership = partnership_of(facts)
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    open_ones: set[tuple[str, str, str]] = set()
    for body in partnership.bodies:
        for seat in partnership.own_seats(body.id):
            for member, holding in _standing(partnership, seat.holder):
                found.setdefault((member, body.id), []).append((seat.link.kind, seat.link.id))
                if any(map(view.maybe, (seat.link, *holding))):
                    open_ones.add((member, body.id, seat.link.id))
    seats = {}
    for (member, body_id), links in found.items():
        links.sort(key=lambda pair: (SEAT_LINKS.index(pair[0]), pair[1]))
        kinds = tuple(dict.fromkeys(kind for kind, _ in links))
        firm = {kind for kind, link in links if (member, body_id, link) not in open_ones}
        seats[member, body_id] = Membership(
            member=member,
            body=body_id,
            kinds=kinds,
            links=tuple(link for _, link in links),
            maybe=tuple(kind for kind in kinds if kind not in firm),
        )
    return TwoMode(
        members=_sorted(facts.nodes, (member for member, _ in seats)),
        bodies=_sorted(facts.nodes, (body for _, body in seats)),
        seats=seats,
        coverage=coverage(view, "seats"),
    )


def _sorted(nodes: Mapping[str, Node], ids: Iterable[str]) -> tuple[Node, ...]:
    return tuple(sorted((nodes[i] for i in dict.fromkeys(ids)), key=_order))


def _order(node: Node) -> tuple[object, ...]:
    kind = _KINDS.index(node.kind) if node.kind in _KINDS else len(_KINDS)
    return kind, natural_key(node.name), node.id


def _standing(partnership: Partnership, holder: Node) -> list[tuple[str, tuple[Link, ...]]]:
    """Return the posts of a person who is in any, with the link that says so, else the holder."""
    if holder.kind != "person":
        return [(holder.id, ())]
    posts = partnership.facts.out_links(holder.id, "holds")
    return sorted(((link.to_id, (link,)) for link in posts), key=lambda post: post[0]) or [
        (holder.id, ())
    ]


def _verbs(kinds: Iterable[str]) -> str:
    return ", ".join(LINK_KIND[kind].verb for kind in kinds)
