"""Words the rules share: main boards, tops, seats and working links of an area's facts."""

from collections.abc import Collection, Iterable
from functools import cached_property
from typing import NamedTuple

from graph.body_kinds import FORMAL_KINDS, VOICE_KINDS, in_scope, is_of, is_top, spoken_for
from graph.fact_index import Facts
from graph.facts.model import Link, Node
from graph.hierarchy import Hierarchy
from graph.kinds.body_words import MEMBER_SEAT_KINDS
from graph.sectors import ANOTHER_COUNCIL, Sectors, sectors_in

# What guidance asks a main board's line to reach, the statutory ones first; where there are several
# kinds of body, any will do. rules/strategic_links.py cites the guidance.
REQUIRED_LINES = (("safeguarding_partnership",), ("hwb",), ("icp", "icb_board"), ("data_board",))
# Who sits on these an Act fixes: what acts for one has no seat there by that.
_SEATS_BY_LAW = ("hwb", "icp", "icb_board")
CHAIR_LINKS = ("chairs", "co_chairs")
SEAT_LINKS = (*CHAIR_LINKS, "vice_chairs", "member_of")
# Bodies that listen, or deal with families one by one.
_NO_LINE_ASKED = VOICE_KINDS | {"case_meeting"}
DATA_SECTORS = {
    "health": "health",
    "la_childrens": "children's social care",
    "education": "education",
    "police": "police",
}


class Seat(NamedTuple):
    """A filled seat or chair: the link, who holds it, and the sector it speaks for."""

    link: Link
    holder: Node
    sector: str | None


def is_seat(link: Link) -> bool:
    """Say whether a link is a chair or a member's seat: who observes or attends is no member."""
    if link.kind not in SEAT_LINKS:
        return False
    # As it stands: every seat is asked, and most say nothing of their kind.
    said = link.attributes.get("seat_kind")
    return said is None or said in MEMBER_SEAT_KINDS


def seat_links(facts: Facts) -> list[Link]:
    """Return the links that are seats, by id; found once, for many ask for all of them."""
    return list(facts.derived(_find_seat_links))


def _find_seat_links(facts: Facts) -> list[Link]:
    return [link for link in facts.links_of(*SEAT_LINKS) if is_seat(link)]


def is_placeholder(node: Node) -> bool:
    """Say whether an entry stands for nobody in particular: a group not named, or several alike.

    It may be one of them here and another there, so it never joins two bodies as a member.
    """
    return node.flag("named") is False or node.flag("stands_for_several") is True


def asked_for_a_line(body: Node) -> bool:
    """Say whether a body should answer to something: not tops, voice, case and informal ones."""
    return (
        in_scope(body)
        and not is_top(body)
        and not is_of(body, _NO_LINE_ASKED)
        and body.flag("informal") is not True
    )


class Partnership:
    """An area's facts at one degree of firmness, asked in the words of the rules.

    hierarchy answers who is above whom.
    """

    def __init__(self, facts: Facts, hierarchy: Hierarchy | None = None) -> None:
        self.facts = facts
        self.hierarchy = hierarchy or Hierarchy(facts)
        self.sectors = Sectors(facts)
        # Many rules ask for these of the same bodies and holders; the facts never change.
        self._recorded: dict[str, list[Link]] = {}
        self._seats: dict[str, list[Seat]] = {}
        self._own_seats: dict[str, list[Seat]] = {}
        self._own_chairs: dict[str, list[Seat]] = {}
        self._seats_for: dict[tuple[str, str], list[Seat]] = {}
        self._seat_sectors: dict[str, str | None] = {}
        self._tops: dict[str, str] = {}
        self._organisations: dict[str, str | None] = {}
        self._holders: dict[str, dict[str, str]] = {}
        self._current: dict[tuple[str, ...], list[Node]] = {}

    @cached_property
    def bodies(self) -> list[Node]:
        """The bodies that are judged."""
        return [body for body in self.facts.of_kind("body") if in_scope(body)]

    def bodies_of(self, *kinds: str) -> list[Node]:
        """Return the judged bodies of these kinds."""
        return [body for body in self.targets(*kinds) if in_scope(body)]

    def targets(self, *kinds: str) -> list[Node]:
        """Return the bodies of these kinds, judged or not."""
        return self.facts.of_kind("body", *kinds)

    @cached_property
    def mains(self) -> list[Node]:
        """The main boards."""
        return self.bodies_of("main_board")

    @cached_property
    def formal(self) -> list[Node]:
        """The formal bodies."""
        return self.bodies_of(*FORMAL_KINDS)

    def acts_for_another(self, body: Node) -> bool:
        """Say whether a body is the executive of another: both are one, and the other is asked."""
        return self.hierarchy.has_executives and bool(self.facts.out_links(body.id, "acts_for"))

    def acting_for(self, body_id: str) -> list[str]:
        """Return what acts for a body, nearest first: who sits there sits on the body too.

        What acts for one of those does as well. None for a body whose members an Act fixes.
        """
        if not self.hierarchy.has_executives:
            return []
        found, left = [body_id], [body_id]
        while left:
            body = left.pop(0)
            node = self.facts.nodes.get(body)
            if node is None or is_of(node, _SEATS_BY_LAW):
                continue
            links = self.facts.in_links(body, "acts_for")
            new = [link.from_id for link in links if link.from_id not in found]
            found += new
            left += new
        return found[1:]

    def places(self, body_id: str) -> list[str]:
        """Return a body and what acts for it: where its seats, leads and scrutineers stand."""
        if not self.hierarchy.has_executives:
            return [body_id]
        return [body_id, *self.acting_for(body_id)]

    def one_with(self, body_id: str) -> list[str]:
        """Return a body, what it acts for, and what acts for it: for some checks they are one.

        Two bodies that act for one are each one with it, and not with each other.
        """
        if not self.hierarchy.has_executives:
            return [body_id]
        return [body_id, *self.hierarchy.acted_for(body_id), *self.hierarchy.acting(body_id)]

    def member_lists(self, body_id: str) -> tuple[tuple[str, str], ...]:
        """Return the lists that hold the members of a body: its own, and of what acts for it."""
        return tuple(("members", one) for one in self.places(body_id))

    def lists_with_members(
        self,
        *others: tuple[str, str],
        of: Iterable[Node],
        sectors: Collection[str] | None = None,
    ) -> tuple[tuple[str, str], ...]:
        """Return the lists that settle that nobody has a seat on some bodies; none where none can.

        Where a seat stands by itself that may speak for one of these sectors (None: for any), and
        nothing says whether it is held, no list can: the seat may be filled.
        """
        bodies = list(of)
        for body in bodies:
            for seat in self.seats_to_ask(body.id):
                if sectors is None or self.sector(seat) in (None, *sectors):
                    return ()
        return (*others, *(one for body in bodies for one in self.member_lists(body.id)))

    def seats_to_ask(self, body_id: str) -> list[Link]:
        """Return the seats of a body that stand by themselves and are neither vacant nor held."""
        return [
            link
            for link in self.recorded_seats(body_id)
            if (seat := self.facts.nodes[link.from_id]).kind == "seat"
            and seat.flag("vacant") is None
        ]

    def leads_at(self, body_id: str) -> list[Link]:
        """Return who leads a body, or what acts for it."""
        return [f for one in self.places(body_id) for f in self.facts.in_links(one, "leads")]

    def leads_of(self, post_id: str, body_id: str) -> list[Link]:
        """Return by which links a post leads a body: its own, or of the people in it."""
        people = [link.from_id for link in self.facts.in_links(post_id, "holds")]
        return [f for f in self.leads_at(body_id) if f.from_id in (post_id, *people)]

    def filled(self, link: Link) -> bool:
        """Say whether a seat or chair is surely held: neither it nor the post with it is vacant.

        A seat that stands by itself is where it is marked as not vacant. Where nothing is said of
        it nobody knows, so it counts for nothing, and its silence for no gap: see seats_to_ask.
        """
        return _is_filled(link, self.facts.nodes[link.from_id])

    @cached_property
    def _standing_alone(self) -> dict[str, list[Link]]:
        """The seats that stand by themselves on the map, each as a link to its body."""
        seats_of: dict[str, list[Link]] = {}
        for seat in self.facts.of_kind("seat"):
            body = seat.text("body")
            if body and body in self.facts.nodes:
                link = Link(
                    id=seat.id,
                    kind="member_of",
                    from_id=seat.id,
                    to_id=body,
                    attributes=seat.attributes,
                )
                seats_of.setdefault(body, []).append(link)
        return seats_of

    def own_recorded_seats(self, body_id: str, *kinds: str) -> list[Link]:
        """Return a body's own seats, filled or not; a chair is one, an observer has none."""
        recorded = self._recorded_at(body_id)
        return [link for link in recorded if link.kind in kinds] if kinds else list(recorded)

    def _recorded_at(self, body_id: str) -> list[Link]:
        if body_id not in self._recorded:
            self._recorded[body_id] = [link for link in self._places(body_id) if is_seat(link)]
        return self._recorded[body_id]

    def recorded_seats(self, body_id: str, *kinds: str) -> list[Link]:
        """Return the seats of a body and of what acts for it, filled or not."""
        return [f for one in self.places(body_id) for f in self.own_recorded_seats(one, *kinds)]

    def _places(self, body_id: str) -> list[Link]:
        links = self.facts.in_links(body_id, *SEAT_LINKS)
        alone = self._standing_alone.get(body_id)
        return [*links, *alone] if alone else links

    def attending(self, body_id: str) -> list[Seat]:
        """Return who comes to a body without being a member: observers, advisers, officers."""
        return [
            Seat(link, self.facts.nodes[link.from_id], self.sector(link))
            for link in self._places(body_id)
            if not is_seat(link) and self.filled(link)
        ]

    def own_seats(self, body_id: str, *kinds: str) -> list[Seat]:
        """Return the filled seats of a body itself, without those of what acts for it."""
        seats = self._own_seats_of(body_id)
        return [seat for seat in seats if seat.link.kind in kinds] if kinds else list(seats)

    def seats(self, body_id: str, *kinds: str) -> list[Seat]:
        """Return the filled seats of a body and of what acts for it."""
        seats = self._seats_of(body_id)
        return [seat for seat in seats if seat.link.kind in kinds] if kinds else list(seats)

    def _seats_of(self, body_id: str) -> list[Seat]:
        if body_id not in self._seats:
            own = self._own_seats_of(body_id)
            acting = self.acting_for(body_id)
            further = [seat for one in acting for seat in self._own_seats_of(one)]
            self._seats[body_id] = [*own, *further] if further else own
        return self._seats[body_id]

    def _own_seats_of(self, body_id: str) -> list[Seat]:
        if body_id not in self._own_seats:
            nodes, sector = self.facts.nodes, self.sector
            held = [(link, nodes[link.from_id]) for link in self._recorded_at(body_id)]
            self._own_seats[body_id] = [
                Seat(link, holder, sector(link))
                for link, holder in held
                if _is_filled(link, holder)
            ]
        return self._own_seats[body_id]

    def chairs(self, body_id: str) -> list[Seat]:
        """Return who chairs a body; where nobody is known to, who chairs what acts for it."""
        own = self.own_chairs(body_id)
        acting = self.acting_for(body_id) if not own else ()
        return own or [seat for one in acting for seat in self.own_chairs(one)]

    def own_chairs(self, body_id: str) -> list[Seat]:
        """Return who chairs a body itself, without who chairs what acts for it."""
        if body_id not in self._own_chairs:
            self._own_chairs[body_id] = self.own_seats(body_id, *CHAIR_LINKS)
        return list(self._own_chairs[body_id])

    def seats_for(self, body_id: str, sector: str) -> list[Seat]:
        """Return the filled seats of a body that speak for a sector, or for one of its group."""
        key = (body_id, sector)
        if key not in self._seats_for:
            wanted = sectors_in(sector)
            self._seats_for[key] = [s for s in self._seats_of(body_id) if s.sector in wanted]
        return list(self._seats_for[key])

    def sector(self, seat: Link) -> str | None:
        """Return the one sector a seat speaks for: its own word, its holder's or the employer's."""
        if seat.id in self._seat_sectors:
            return self._seat_sectors[seat.id]
        found = seat.text("represents")
        if not found:
            holder = self.facts.nodes[seat.from_id]
            found = spoken_for(holder) if holder.kind == "body" else self.sectors.read(holder)[0]
        self._seat_sectors[seat.id] = found
        return found

    def sector_of(self, holder: Node) -> str | None:
        """Return the sector of a holder: its own, that of its kind of post, or its employer's."""
        return self.sectors.read(holder)[0]

    def sector_facts(self, seat: Link) -> tuple[str, ...]:
        """Return the ids of what says which sector a seat speaks for; none where nothing does."""
        if seat.text("represents"):
            return (seat.id,)
        holder = self.facts.nodes[seat.from_id]
        if holder.kind == "body":
            return (holder.id,) if spoken_for(holder) else ()
        return self.sectors.read(self.facts.nodes[seat.from_id])[1]

    def organisations_at(self, body_id: str) -> set[str]:
        """Return the organisations with a seat on a body, themselves or through who they employ."""
        found = {self.organisation_of(seat.holder) for seat in self.seats(body_id)}
        return {organisation for organisation in found if organisation}

    def organisation_of(self, holder: Node) -> str | None:
        """Return the one organisation a holder belongs to: the employer, and what that is part of.

        A post without an employer belongs where the person in it is employed, and the other way
        about. A body that has a seat on another speaks for no organisation.
        """
        if holder.kind == "body":
            return None
        if holder.id not in self._organisations:
            self._organisations[holder.id] = self._organisation_of(holder)
        return self._organisations[holder.id]

    def _organisation_of(self, holder: Node) -> str | None:
        employers = self.facts.out_links(holder.id, "employed_by")
        if not employers:
            behind = [f.to_id for f in self.facts.out_links(holder.id, "holds")]
            behind += [f.from_id for f in self.facts.in_links(holder.id, "holds")]
            employers = [f for one in behind for f in self.facts.out_links(one, "employed_by")]
        current = employers[0].to_id if employers else holder.id
        # Many posts have one employer, so what that is part of is looked up once.
        if current not in self._tops:
            self._tops[current] = self._top(current)
        top = self._tops[current]
        return top if self.facts.nodes[top].kind == "organisation" else None

    def _top(self, current: str) -> str:
        """Return what something is part of in the end, itself where it is part of nothing."""
        seen: set[str] = set()
        while current not in seen:
            seen.add(current)
            above = self.facts.out_links(current, "part_of")
            current = above[0].to_id if above else current
        return current

    def holders(self, body_id: str) -> dict[str, str]:
        """Return the posts and people with a seat on a body, each with the seat's link id.

        A person in a post that has the seat is there too, with every post that person is in.
        """
        if body_id not in self._holders:
            self._holders[body_id] = self._holders_of(body_id)
        return dict(self._holders[body_id])

    def _holders_of(self, body_id: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for seat in self.seats(body_id):
            if seat.holder.kind not in ("post", "person"):
                continue
            found.setdefault(seat.holder.id, seat.link.id)
            people = [f.from_id for f in self.facts.in_links(seat.holder.id, "holds")]
            for person in (*people, seat.holder.id):
                found.setdefault(person, seat.link.id)
                for link in self.facts.out_links(person, "holds"):
                    found.setdefault(link.to_id, seat.link.id)
        return found

    def current_posts(self, *kinds: str) -> list[Node]:
        """Return the posts that are not vacant, of these kinds or of any."""
        if kinds not in self._current:
            posts = self.facts.of_kind("post", *kinds)
            self._current[kinds] = [post for post in posts if post.flag("vacant") is not True]
        return list(self._current[kinds])

    def own_posts(self, *kinds: str) -> list[Node]:
        """Return the current posts of these kinds, without those of a neighbouring council."""
        posts = self.current_posts(*kinds)
        return [post for post in posts if self.sector_of(post) != ANOTHER_COUNCIL]

    def working_links(self, body_id: str) -> list[tuple[Link, str]]:
        """Return coordinates_with links of a body from either side, each with the other end."""
        out = [(link, link.to_id) for link in self.facts.out_links(body_id, "coordinates_with")]
        return out + [(f, f.from_id) for f in self.facts.in_links(body_id, "coordinates_with")]


def _is_filled(link: Link, holder: Node) -> bool:
    if holder.kind == "seat":
        return holder.flag("vacant") is False
    return link.attributes.get("vacant") is not True and holder.attributes.get("vacant") is not True


def ends_elsewhere(partnership: Partnership, body: Node) -> list[Link]:
    """Return the lines of a body that end at an organisation, a department or a post.

    Each is an end on record: the body answers to it, though it is no step to another body.
    """
    nodes = partnership.facts.nodes
    lines = partnership.facts.out_links(body.id, "accountable_to", "reports_to")
    return [link for link in lines if nodes[link.to_id].kind not in ("body", "plan")]


def lines_to_agencies(partnership: Partnership, body: Node) -> list[Link]:
    """Return what joins a body to organisations: contact and belonging, and no line upward."""
    nodes = partnership.facts.nodes
    out = partnership.facts.out_links(body.id, "coordinates_with", "part_of")
    into = partnership.facts.in_links(body.id, "coordinates_with", "convenes")
    ends = [*((link, link.to_id) for link in out), *((link, link.from_id) for link in into)]
    return [link for link, other in ends if nodes[other].kind in ("organisation", "department")]


def partnership_of(facts: Facts) -> Partnership:
    """Return the partnership of some facts, made once."""
    return facts.derived(Partnership)
