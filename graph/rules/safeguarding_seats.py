"""Which safeguarding partners hold a seat of their own, and which seats only claim to be theirs.

What a seat represents never stands for a partner: an officer of the council who speaks for the
police is the council's. One seat counts for one partner.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from graph.facts.model import Link, Node
from graph.governance_view import Partnership
from graph.rules.statutory_seats import joined, overlapping
from graph.sectors import ANOTHER_COUNCIL, identities, sector_fits

LEADS = "lead_safeguarding_partner"
DELEGATES = "delegated_safeguarding_partner"
SECTORS_OF_PARTNERS = {
    "council": "the council",
    "icb": "the integrated care board",
    "police": "the police",
}


class Partner(NamedTuple):
    """A safeguarding partner: its words, its sector, and the organisation where several serve.

    elsewhere are the organisations of the sector that are recorded as serving other ground.
    """

    words: str
    sector: str
    organisation: str | None = None
    elsewhere: frozenset[str] = frozenset()


class HeldSeat(NamedTuple):
    """A seat or lead of one holder at a body, with the facts that say whose it is."""

    holder: Node
    links: tuple[str, ...]
    facts: tuple[str, ...]


class SeatsOfPartners(NamedTuple):
    """The facts found for each partner by its words, and the partners without a seat.

    perhaps are all that could be without one: where a seat could be one of two partners', either.
    """

    facts: dict[str, list[str]]
    lacking: list[Partner]
    perhaps: list[Partner]

    @property
    def all_facts(self) -> tuple[str, ...]:
        """The facts of every partner's seats, each once."""
        return tuple(dict.fromkeys(fact for facts in self.facts.values() for fact in facts))


def partners_of(partnership: Partnership) -> list[Partner]:
    """Return the council, and each integrated care board and police force of its ground."""
    found = [Partner(SECTORS_OF_PARTNERS["council"], "council")]
    for sector in ("icb", "police"):
        known = overlapping(partnership, sector)
        if len(known) > 1:
            found += [Partner(o.name, sector, o.id) for o in known]
            continue
        grounds = {f.from_id for f in partnership.facts.links_of("covers", "overlaps")}
        others = frozenset(grounds - {o.id for o in known}) if known else frozenset()
        found.append(Partner(SECTORS_OF_PARTNERS[sector], sector, elsewhere=others))
    return found


def belongs_to(partnership: Partnership, holder: Node, partner: Partner) -> bool:
    """Say whether a holder is the partner, part of it, employed by it, or of its sector.

    A body with a seat is no partner, whatever organisation it is part of.
    """
    if holder.kind == "body":
        return False
    employers = [employer for employer, _ in partnership.sectors.employers(holder)]
    sectors = {partnership.sector_of(one) for one in (holder, *employers)}
    if ANOTHER_COUNCIL in sectors:
        # Whoever a neighbouring council employs is not this council's, nor the board's here.
        return False
    if not any(sector_fits(sector, partner.sector) for sector in sectors):
        return False
    organisations = {partnership.organisation_of(one) for one in (holder, *employers)}
    if partner.organisation:
        return partner.organisation in organisations
    return not organisations & partner.elsewhere


def seats_of_partners(
    partnership: Partnership, body: Node, partners: Sequence[Partner]
) -> SeatsOfPartners:
    """Give each seat and named lead of a body to one partner, as many partners as can have one."""
    return _shared_out(partnership, _places(partnership, body), partners)


def leads_of_partners(
    partnership: Partnership, body: Node, kind: str, partners: Sequence[Partner]
) -> SeatsOfPartners:
    """Give each named lead, or delegate, of a body to one partner."""
    links: dict[str, list[str]] = {}
    for post, link in leads_of(partnership, body):
        if post.text("post_kind") == kind:
            links.setdefault(post.id, []).append(link.id)
    nodes = partnership.facts.nodes
    places = [HeldSeat(nodes[post], (post, *found), ()) for post, found in links.items()]
    return _shared_out(partnership, places, partners)


def _shared_out(
    partnership: Partnership, places: Sequence[HeldSeat], partners: Sequence[Partner]
) -> SeatsOfPartners:
    could = {
        partner: [at for at, p in enumerate(places) if belongs_to(partnership, p.holder, partner)]
        for partner in partners
    }
    given = _given(could)
    facts = {}
    for partner, suiting in could.items():
        own = [places[at] for at in suiting if given.get(at, partner) == partner]
        facts[partner.words] = [fact for place in own for fact in place.links + place.facts]
    having = set(given.values())
    lacking = [partner for partner in partners if partner not in having]
    perhaps = [
        partner
        for partner in partners
        if partner not in having or _can_be_left_out(could, partner, len(having))
    ]
    return SeatsOfPartners(facts, lacking, perhaps if lacking else [])


def _given(could: Mapping[Partner, Sequence[int]]) -> dict[int, Partner]:
    """Give places to partners, one each, so that as many as can have one; each could have these."""
    first = {places[0]: partner for partner, places in could.items() if places}
    if len(first) == sum(1 for places in could.values() if places):
        return first
    # Numbers, since the matching walks a set and words would come in another order each run.
    import networkx as nx  # 0.1 s to load, for the few boards where two could have one seat

    partners = list(could)
    graph = nx.Graph()
    graph.add_nodes_from(range(len(partners)))
    graph.add_edges_from(
        (number, ("place", at)) for number, partner in enumerate(partners) for at in could[partner]
    )
    found = nx.bipartite.maximum_matching(graph, top_nodes=range(len(partners)))
    return {found[number][1]: partner for number, partner in enumerate(partners) if number in found}


def _can_be_left_out(could: Mapping[Partner, Sequence[int]], partner: Partner, number: int) -> bool:
    """Say whether as many partners, a number, can have a seat without this one."""
    others = {other: places for other, places in could.items() if other != partner}
    return len(_given(others)) == number


def _places(partnership: Partnership, body: Node) -> list[HeldSeat]:
    """Return the seats of a body and its named leads, those of one post or person as one."""
    links: dict[str, list[str]] = {}
    holders: dict[str, Node] = {}
    seated = [(seat.holder, seat.link) for seat in partnership.seats(body.id)]
    leading = [(post, link) for post, link in leads_of(partnership, body) if link.kind == "leads"]
    for holder, link in (*seated, *leading):
        key = min(one.id for one in identities(partnership.facts, holder))
        holders.setdefault(key, holder)
        links.setdefault(key, []).append(link.id)
    return [
        HeldSeat(holder, tuple(links[key]), partnership.sectors.read(holder)[1])
        for key, holder in holders.items()
    ]


def leads_of(partnership: Partnership, body: Node) -> list[tuple[Node, Link]]:
    """Return the filled posts of lead and delegated partners at a body, by seat or by lead."""
    seats = partnership.holders(body.id)
    found = []
    for post in partnership.current_posts(LEADS, DELEGATES):
        if post.id in seats:
            found.append((post, partnership.facts.links[seats[post.id]]))
        found += [(post, link) for link in partnership.leads_of(post.id, body.id)]
    return found


class SeatClaim(NamedTuple):
    """What a seat that is no partner's own says: in words, its facts, whether it is a question."""

    sentence: str
    facts: tuple[str, ...]
    is_open: bool


def claims(partnership: Partnership, body: Node, perhaps: Sequence[Partner]) -> list[SeatClaim]:
    """Return the seats that are said to speak for a partner that may have no seat of its own.

    A named lead is of one of the partners by what the post is, though nothing says of which.
    """
    said = [
        _claim(partnership, holder, link, partner)
        for partner in perhaps
        for holder, link in _said_to_speak(partnership, body, partner)
    ]
    nowhere = [
        SeatClaim(
            f"{post.name} is a named partner's post; who employs {post.name} is not recorded: ask.",
            (post.id, link.id),
            True,
        )
        for post, link in (leads_of(partnership, body) if perhaps else ())
        if not _belongs_somewhere(partnership, post)
    ]
    return [*said, *nowhere]


def _belongs_somewhere(partnership: Partnership, post: Node) -> bool:
    return bool(partnership.sector_of(post) or partnership.sectors.employers(post))


def leads_below(partnership: Partnership, body: Node) -> list[SeatClaim]:
    """Return the leads, delegates and chair of a partnership with a place on what is below it."""
    found = []
    for below in bodies_below(partnership, body):
        seats = partnership.holders(below.id)
        for post in partnership.current_posts(LEADS, DELEGATES, "partnership_chair"):
            if post.id in seats:
                said = (
                    f"{post.name} sits on {below.name}; whether {below.name} acts for {body.name} "
                    "is not recorded: ask."
                )
                found.append(SeatClaim(said, (post.id, seats[post.id]), True))
    return found


def _said_to_speak(
    partnership: Partnership, body: Node, partner: Partner
) -> Iterator[tuple[Node, Link]]:
    nodes = partnership.facts.nodes
    for seat in partnership.seats(body.id):
        said = [seat.link.text("represents")]
        for one in identities(partnership.facts, seat.holder):
            links = partnership.facts.out_links(one.id, "represents")
            said += [partnership.sector_of(nodes[link.to_id]) for link in links]
        speaks = any(sector_fits(sector, partner.sector) for sector in said)
        if speaks and not belongs_to(partnership, seat.holder, partner):
            yield seat.holder, seat.link


def _claim(partnership: Partnership, holder: Node, link: Link, partner: Partner) -> SeatClaim:
    said = f"{holder.name} is recorded as speaking for {partner.words}"
    sector, why = partnership.sectors.read(holder)
    facts = (link.id, *why)
    employers = partnership.sectors.employers(holder)
    names = joined(list(dict.fromkeys(employer.name for employer, _ in employers)))
    if employers:
        facts = (*facts, *(i for employer, way in employers for i in (*way, employer.id)))
    if sector is None and not employers:
        return SeatClaim(f"{said}; who employs {holder.name} is not recorded: ask.", facts, True)
    if sector is None:
        return SeatClaim(f"{said}; of which sector {names} is is not recorded: ask.", facts, True)
    where = f"belongs to {names}" if names else "is recorded as of another sector"
    return SeatClaim(f"{said}, and {where}: not a seat of {partner.words}.", facts, False)


def seats_below(
    partnership: Partnership, body: Node, lacking: Sequence[Partner]
) -> list[SeatClaim]:
    """Return the seats of partners on what is below a body: whether that acts for it is asked."""
    found = []
    for below in bodies_below(partnership, body):
        for partner in lacking:
            seats = [
                seat
                for seat in partnership.seats(below.id)
                if belongs_to(partnership, seat.holder, partner)
            ]
            if seats:
                names = joined(list(dict.fromkeys(seat.holder.name for seat in seats)))
                said = (
                    f"On {below.name}, {partner.words} has a seat ({names}); whether "
                    f"{below.name} acts for {body.name} is not recorded: ask."
                )
                steps = partnership.hierarchy.step_links(below.id, body.id)
                facts = (*(seat.link.id for seat in seats), *steps)
                found.append(SeatClaim(said, facts, True))
    return found


def bodies_below(partnership: Partnership, body: Node) -> list[Node]:
    """Return the bodies that are a sub group of a body, or answer to it, by id.

    A main board answers to it for early help, and nobody would ask whether it acts for it; of what
    is recorded as acting for it that is known.
    """
    known = {*(main.id for main in partnership.mains), *partnership.acting_for(body.id)}
    below = sorted(partnership.hierarchy.below(body.id) - known)
    nodes = partnership.facts.nodes
    return [nodes[one] for one in below if body.id in partnership.hierarchy.up(one)]
