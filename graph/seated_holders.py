"""Who sits on a body, each once, with the sectors spoken for.

A body's own seats only, full and co-opted ones; the chair and the seat of one holder are one, and
so are a post and the person in it.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from graph.facts.model import Node
from graph.governance_view import CHAIR_LINKS, Partnership, Seat, is_placeholder

_CHAIRS = (*CHAIR_LINKS, "vice_chairs")
_ONE_AT_A_TIME = ("post", "person", "seat")


class SeatedHolder(NamedTuple):
    """One who can be there once, with all seats and chairs of a body that are theirs.

    id is the person's, where one is recorded in the post, else the holder's own. sectors are those
    spoken for, unsaid whether a seat is among them whose sector is not known; organisation is the
    one the holder belongs to, None where none is recorded, and belongs_to has the ids of all parts
    of it on the way, and the holder's own. voting is None where it is not recorded. at_most is how
    many the entry can stand for, None for any number.
    """

    id: str
    nodes: tuple[Node, ...]
    links: tuple[str, ...]
    organisation: str | None
    belongs_to: frozenset[str]
    sectors: tuple[str, ...]
    voting: bool | None
    chair: bool
    at_most: int | None
    unsaid: bool = False

    @property
    def name(self) -> str:
        """What the holder of the first seat is called."""
        return self.nodes[0].name


def holders_of(partnership: Partnership, body: Node) -> tuple[SeatedHolder, ...]:
    """Return who sits on a body, each once whatever seats and chairs are theirs, by seat."""
    seats = partnership.own_seats(body.id)
    under = _under(partnership, {seat.holder.id: seat.holder for seat in seats}.values())
    of_holder: dict[str, list[Seat]] = {}
    for seat in seats:
        for who in under[seat.holder.id]:
            of_holder.setdefault(who, []).append(seat)
    return tuple(_holder(partnership, who, own) for who, own in of_holder.items())


def _under(partnership: Partnership, seated: Iterable[Node]) -> dict[str, tuple[str, ...]]:
    """Return under which ids each holder's seats count: the one person in a post, else the post.

    A post that several people share is one more beside them, as long as one of them is there for
    nothing else; else its seats are theirs.
    """
    in_post = {
        holder.id: tuple(link.from_id for link in partnership.facts.in_links(holder.id, "holds"))
        for holder in seated
    }
    shared = {post: people for post, people in in_post.items() if len(people) > 1}
    under = {one: people or (one,) for one, people in in_post.items() if one not in shared}
    counted = {one for ids in under.values() for one in ids}
    place = _places(shared, counted)
    for post, people in shared.items():
        free = post in place.values()
        under[post] = (post,) if free else tuple(dict.fromkeys(place.get(p, p) for p in people))
    return under


def _places(shared: Mapping[str, tuple[str, ...]], counted: set[str]) -> dict[str, str]:
    """Return for which shared post each of its people can be there, so that most are filled."""
    place: dict[str, str] = {}

    def fill(post: str, tried: set[str]) -> bool:
        for person in shared[post]:
            if person in counted or person in tried:
                continue
            tried.add(person)
            if person not in place or fill(place[person], tried):
                place[person] = post
                return True
        return False

    for post in shared:
        fill(post, set())
    return place


def _holder(partnership: Partnership, who: str, seats: list[Seat]) -> SeatedHolder:
    nodes = tuple({seat.holder.id: seat.holder for seat in seats}.values())
    owners = (one for node in nodes for one in belongings(partnership, node, set()))
    known = (partnership.organisation_of(node) for node in nodes)
    spoken = [one for node in nodes for one in _sectors(node, seats)]
    return SeatedHolder(
        id=who,
        nodes=nodes,
        links=tuple(seat.link.id for seat in seats),
        organisation=next((one for one in known if one), None),
        belongs_to=frozenset(owners),
        sectors=tuple(dict.fromkeys(filter(None, spoken))),
        voting=_voting(seats),
        chair=any(seat.link.kind in _CHAIRS for seat in seats),
        at_most=_at_most(nodes, seats),
        unsaid=None in spoken,
    )


def belongings(partnership: Partnership, node: Node, seen: set[str]) -> Iterator[str]:
    """Yield the ids of a holder and all that it is employed by or part of; a body is none's."""
    if node.id in seen or node.kind == "body":
        return
    seen.add(node.id)
    yield node.id
    for employer, _ in partnership.sectors.employers(node):
        yield from belongings(partnership, employer, seen)


def _sectors(node: Node, seats: Iterable[Seat]) -> Iterator[str | None]:
    """Yield the sector that each seat of one speaks for, None where it is not known.

    What a seat represents is so of its chair too. A body that is no voice of families or volunteers
    is known to speak for nobody.
    """
    own = [seat for seat in seats if seat.holder.id == node.id]
    told = any(seat.link.text("represents") for seat in own)
    for seat in own:
        if told and seat.link.kind in _CHAIRS:
            continue
        if seat.sector or node.kind != "body":
            yield seat.sector


def _voting(seats: Iterable[Seat]) -> bool | None:
    said = [seat.link.flag("voting") for seat in seats]
    return True if True in said else False if False in said else None


def _at_most(nodes: Iterable[Node], seats: Iterable[Seat]) -> int | None:
    """Return how many a holder can stand for: an organisation with two seats can send two."""
    of = list(nodes)
    if any(is_placeholder(node) for node in of):
        return None
    if all(node.kind in _ONE_AT_A_TIME for node in of):
        return 1
    return max(1, sum(seat.link.kind == "member_of" for seat in seats))
