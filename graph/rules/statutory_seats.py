"""Who sits for a required member of a body: seats by sector, and partners by their ground."""

from collections.abc import Callable, Collection, Mapping, Sequence

from graph.facts.model import Node
from graph.governance_view import Partnership
from graph.rules.executives import through
from graph.rules.registry import Evidence, RuleContext, Subject
from graph.sectors import identities, sector_fits

Found = Mapping[str, Sequence[str]]
_COUNCIL = "the council"
_ICB = "the integrated care board"


def joined(words: Collection[str]) -> str:
    """Join words as a sentence does: "the council, the police and the school"; "" for none."""
    *first, last = words or [""]
    return f"{', '.join(first)} and {last}" if first else last


def overlapping(partnership: Partnership, sector: str, ground: str = "council") -> list[Node]:
    """Return the organisations of a sector recorded as covering or overlapping a ground."""

    def is_ground(place: Node) -> bool:
        of_kind = place.text("footprint_kind") == ground
        if ground != "council":
            return of_kind
        same = place.flag("equals_council")
        return of_kind if same is None else same

    grounds = {place.id for place in partnership.facts.of_kind("footprint") if is_ground(place)}
    links = partnership.facts.links_of("covers", "overlaps")
    found = {f.from_id for f in links if f.to_id in grounds}
    organisations = partnership.facts.of_kind("organisation")
    return [o for o in organisations if o.id in found and o.text("sector") == sector]


def seats_of_sector(partnership: Partnership, body: str, sector: str) -> list[str]:
    """Return the seats that speak for a sector, or whose holder represents a body of it."""
    found = []
    for seat in partnership.seats(body):
        spoken_for = [
            partnership.facts.nodes[i].text("sector")
            for i in _represented(seat.holder, partnership)
        ]
        if any(sector_fits(one, sector) for one in (seat.sector, *spoken_for)):
            found.append(seat.link.id)
    return found


def seats_of_organisation(partnership: Partnership, body: str, organisation: str) -> list[str]:
    """Return the seats of an organisation: its own, of who it employs, or who represents it."""
    return [
        seat.link.id
        for seat in partnership.seats(body)
        if partnership.organisation_of(seat.holder) == organisation
        or organisation in _represented(seat.holder, partnership)
    ]


def _represented(holder: Node, partnership: Partnership) -> list[str]:
    return [
        link.to_id
        for one in identities(partnership.facts, holder)
        for link in partnership.facts.out_links(one.id, "represents")
    ]


def council_seats(partnership: Partnership, body: str) -> dict[str, list[str]]:
    """Return the seats of the council."""
    return {_COUNCIL: seats_of_sector(partnership, body, "council")}


def each_or_one(
    partnership: Partnership, body: str, sector: str, words: str, known: Sequence[Node]
) -> dict[str, list[str]]:
    """Return the seats of each of several partners of a sector, or of the one in its own words.

    known are those recorded as serving the ground; one alone is not asked for by name, since a
    seat may record the sector and not the employer.
    """
    if len(known) < 2:
        return {words: seats_of_sector(partnership, body, sector)}
    return {o.name: seats_of_organisation(partnership, body, o.id) for o in known}


def icb_seats(partnership: Partnership, body: str, known: Sequence[Node]) -> dict[str, list[str]]:
    """Return the seats of each integrated care board that serves the council's ground."""
    return each_or_one(partnership, body, "icb", _ICB, known)


def required_seats(
    context: RuleContext, body: Node, found: Callable[[Partnership], Found]
) -> Subject:
    """Judge a body by its seats: met when each member that found names has one."""
    firm = found(context.firm)
    lacking = [f"for {words}" for words, facts in firm.items() if not facts]
    facts = tuple(fact for seats in firm.values() for fact in seats)
    full = f"{body.name} has a seat {joined([f'for {words}' for words in firm])}."
    planned = None
    if lacking and all((intended := found(context.intended)).values()):
        planned = Evidence(full, tuple(fact for seats in intended.values() for fact in seats))
    return Subject(
        id=body.id,
        name=body.name,
        met=through(context.firm, [body.id], None if lacking else Evidence(full, facts)),
        planned=through(context.intended, [body.id], planned),
        absent=f"A seat on {body.name} {joined(lacking)} is not recorded" if lacking else "",
        looked=facts,
        lists=context.firm.lists_with_members(of=[body]),
    )
