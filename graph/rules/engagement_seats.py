"""Engagement: are partners and their seats seen, can data flow, is any chair empty."""

from collections.abc import Iterable, Mapping, Sequence

from graph.engagement.ranking import (
    PartnerEngagement,
    engagement_of,
    partners,
    quiet_partners,
    unrecorded_partners,
)
from graph.engagement.register import Turnout
from graph.facts.dates import day_words
from graph.facts.model import Link, Node
from graph.governance_view import DATA_SECTORS, Partnership, Seat
from graph.rules.citations import cite, cite_lines
from graph.rules.finding import Severity
from graph.rules.registry import (
    UNLISTED,
    Absence,
    Evidence,
    RuleContext,
    Subject,
    WantedThing,
    rule,
)
from graph.sectors import sector_fits
from graph.sentences import capital, some

_GROUP = "engagement"
# Weighted attendance, from 0 to 1, under which a seat is attended less; how many registers tell.
_USED, _REGISTERS = 0.50, 3
_NEVER_SCORED = ("families", "young_people")


@rule(
    "key-partners-engaged",
    group=_GROUP,
    title="Key partners contribute",
    question="Is every partner with a key part seen to contribute?",
    absence=Absence.NEEDS_EVIDENCE,
    citations=cite_lines(("000", 79), ("000", 80)),
    remedy="Talk with the partner first; then change what is asked of it, the time or the seat.",
    would_change="Registers, actions, roles and agreements on record for the key partners.",
)
def key_partners_engaged(context: RuleContext) -> list[Subject]:
    """A gap where a partner with enough on record is key and has been seen less.

    Met only where enough is on record of every key partner, and there is one at all.
    """
    return [quiet_but_key(context, partners(context.view))]


def quiet_but_key(context: RuleContext, found: Mapping[str, PartnerEngagement]) -> Subject:
    """Judge the area by its key partners; one with too little on record keeps it a question."""
    quiet, unknown = quiet_partners(found), unrecorded_partners(found)
    seen = [p for p in found.values() if p.has_key_role and p.told and not p.quiet_but_key]
    seen_less = "; ".join(map(_seen_less, quiet))
    gap = [f"Key, and seen less: {seen_less}.", *(partner.sentence for partner in quiet)]
    gap += [f"Key, with too little on record to say: {_names(unknown)}."] if unknown else []
    well = "; ".join(f"{partner.name} {partner.label_words}" for partner in seen)
    well = f"Key, and not seen less: {well}." if seen else ""
    absent = "No partner's part is known to be key, so whether key partners contribute is not known"
    if unknown:
        one = len(unknown) == 1
        whose, how = ("part is", "it contributes") if one else ("parts are", "they contribute")
        absent = f"Too little is recorded of {_names(unknown)}, whose {whose} key, to say how much "
        absent += how
    return context.of_area(
        contradiction=Evidence(" ".join(gap), _facts(quiet)) if quiet else None,
        met=Evidence(well, _facts(seen)) if seen and not unknown else None,
        absent=absent,
        hint=well,
        looked=_facts([*unknown, *seen]),
        about=tuple(partner.id for partner in (quiet or unknown)),
    )


def _names(found: Sequence[PartnerEngagement]) -> str:
    return some([partner.name for partner in found], len(found))


def _seen_less(partner: PartnerEngagement) -> str:
    numbers = f"key role {partner.key:.2f}, engagement {partner.engagement.value:.2f}"
    covered = f"with {partner.engagement.coverage:.0%} of the evidence on record"
    return f"{partner.name} ({numbers}, {covered})"


def _facts(found: Iterable[PartnerEngagement]) -> tuple[str, ...]:
    return tuple(fact for partner in found for fact in partner.facts)


@rule(
    "attendance-sufficient",
    group=_GROUP,
    title="Seats are attended",
    question="Is each organisation's seat on a formal body used?",
    severity=Severity.GOOD,
    absence=Absence.NEEDS_EVIDENCE,
    citations=(
        cite("000", 80),
        cite("GRANNER", section="Measures of member characteristics and perceptions"),
    ),
    subjects="seats of organisations on formal bodies",
    listed_in=("bodies", "members"),
    opens=("key-partners-engaged",),
    remedy="Ask what attending costs them; then name a deputy, change the time, or free the seat.",
    would_change="Registers of at least three meetings that show the seat.",
)
def attendance_sufficient(context: RuleContext) -> list[Subject]:
    """Met for each organisation's seat: weighted attendance of half or more in 3+ registers."""
    facts = context.firm.facts
    voices = facts.links_of("represents")
    of_communities = {f.from_id for f in voices if facts.nodes[f.to_id].kind == "community"}
    registers, owner = engagement_of(context.view).registers, context.firm.organisation_of
    # Seats of organisations, and not for families: those are never scored.
    return [
        seat_used(context, seat, registers.of_seat(seat.link))
        for body in context.firm.formal
        for seat in context.firm.own_seats(body.id)
        if seat.sector not in _NEVER_SCORED
        and seat.holder.id not in of_communities
        and owner(seat.holder) is not None
    ]


def seat_used(context: RuleContext, seat: Seat, turnout: Turnout | None) -> Subject:
    """Judge one seat by its attendance; under three registers nothing is said of it."""
    name = f"{seat.holder.name} on {context.view.name(seat.link.to_id)}"
    whose = f"the seat of {name}"
    facts: tuple[str, ...] = (seat.link.id,)
    less, said, absent = False, None, ""
    if not turnout or not turnout.registers:
        absent = f"A register that shows {whose} is not recorded"
    else:
        facts += tuple(entry.meeting for entry in turnout.entries)
        value = turnout.value if turnout.scored and turnout.registers >= _REGISTERS else None
        if value is None:
            absent = _unjudged(turnout, whose)
        else:
            less = value < _USED
            basis = f"weighted attendance {turnout.words}, the recent ones counting most"
            seen = f"has been attended{' less' if less else ''}: {basis}."
            said = Evidence(f"{capital(whose)} {seen}", facts)
    return Subject(
        id=seat.link.id,
        name=name,
        contradiction=said if less else None,
        met=None if less else said,
        absent=absent,
        looked=facts,
        about=(seat.holder.id, seat.link.to_id),
    )


def _unjudged(turnout: Turnout, whose: str) -> str:
    """Say why nothing is said of a seat that registers show."""
    count = turnout.registers
    shown = "One register shows" if count == 1 else f"{count} registers show"
    if count < _REGISTERS:
        return f"{shown} {whose}, too few to say how it is used"
    why = f" ({turnout.why_not})" if turnout.why_not else ""
    return f"{shown} {whose}, and how it is used is not scored{why}"


@rule(
    "data-sharing-in-place",
    group=_GROUP,
    title="Information sharing agreements signed",
    question="Are health, children's social care, education and the police each party to an "
    "information sharing agreement?",
    citations=cite_lines(("000", 37), ("001", 15)),
    subjects="sectors",
    opens=("reviews-on-time",),
    remedy="Take the sectors that have not signed to the data board.",
    would_change="A party of that sector to an information sharing agreement on record.",
    wanted=(
        WantedThing(
            kind="agreement",
            attributes=(("agreement_kind", "information_sharing"),),
            links=(("party_to", "sector"),),
        ),
    ),
)
def data_sharing_in_place(context: RuleContext) -> list[Subject]:
    """Met for each of four sectors: one of it is party to an information sharing agreement."""

    def agreements(partnership: Partnership) -> list[Node]:
        return partnership.facts.of_kind("agreement", "information_sharing")

    def party(partnership: Partnership, sector: str) -> Evidence | None:
        for agreement in agreements(partnership):
            for link in partnership.facts.in_links(agreement.id, "party_to"):
                if _from(partnership, link, sector):
                    name = partnership.facts.nodes[link.from_id].name
                    sentence = f"{name} is party to {agreement.name}."
                    return Evidence(sentence, (link.id, agreement.id))
        return None

    known = agreements(context.shown)
    names = ", ".join(agreement.name for agreement in agreements(context.firm))
    parties = [f for a in known for f in context.shown.facts.in_links(a.id, "party_to")]
    of_sector = {
        sector: [f.id for f in parties if _from(context.shown, f, sector)]
        for sector in DATA_SECTORS
    }
    return [
        Subject(
            id=sector,
            name=label,
            met=(met := party(context.firm, sector)),
            planned=None if met else party(context.intended, sector),
            absent=f"An organisation from {'the police' if sector == 'police' else label} that "
            "is party to an information sharing agreement is not recorded",
            hint=f"On the map: {names}." if names else "",
            looked=(*(agreement.id for agreement in known), *of_sector[sector]),
            lists=(("agreements", context.area),),
        )
        for sector, label in DATA_SECTORS.items()
    ]


def _from(partnership: Partnership, link: Link, sector: str) -> bool:
    """Say whether the one who is party comes from a sector."""
    return sector_fits(partnership.sector_of(partnership.facts.nodes[link.from_id]), sector)


@rule(
    "seats-filled",
    group=_GROUP,
    title="Every seat is filled",
    question="Is every seat of a recorded seat list filled?",
    severity=Severity.GOOD,
    absence=Absence.NEEDS_EVIDENCE,
    citations=cite_lines(("001", 54)),
    subjects="recorded seats",
    listed_in=("bodies", UNLISTED),
    remedy="Fill the seat, or drop it from the list.",
    would_change="Every seat of the list on record, each marked as filled.",
)
def seats_filled(context: RuleContext) -> list[Subject]:
    """A gap for each vacant seat; silent for a seat list whose contents are not recorded."""
    subjects = []
    for body in context.firm.bodies:
        seats = context.firm.own_recorded_seats(body.id)
        listed = body.flag("seat_list_exists") is True
        if listed or any(_marked(context.firm, seat) for seat in seats):
            subjects += [_filled(context.firm, body, seat) for seat in seats]
        if listed and not context.firm.own_recorded_seats(body.id, "member_of"):
            absent = f"There is a seat list of {body.name}; what is in it is not recorded"
            subjects.append(Subject(id=body.id, name=body.name, absent=absent, looked=(body.id,)))
    return subjects or context.waits(
        "No seat list is recorded yet, and no seat is marked as vacant or as filled."
    )


def _marked(partnership: Partnership, seat: Link) -> bool:
    """Say whether a seat is recorded as vacant or as filled; a vacant post leaves one vacant."""
    holder = partnership.facts.nodes[seat.from_id]
    return "vacant" in seat.attributes or holder.attributes.get("vacant") is True


def _filled(partnership: Partnership, body: Node, seat: Link) -> Subject:
    holder = partnership.facts.nodes[seat.from_id]
    by_itself = holder.kind == "seat"
    whose = holder.name if by_itself else f"The seat of {holder.name}"
    name = f"{whose} on {body.name}"
    start = holder.since if by_itself else seat.since
    since = f" It is on record since {day_words(start)}." if start else ""
    empty = not partnership.filled(seat) and _marked(partnership, seat)
    filled = Evidence(f"{name} is filled.", (seat.id,)) if partnership.filled(seat) else None
    return Subject(
        id=seat.id,
        name=name,
        contradiction=Evidence(f"{name} is vacant.{since}", (seat.id,)) if empty else None,
        met=filled,
        absent=f"Whether it is filled is not recorded for this seat: {name}",
        looked=(seat.id,),
        about=(body.id,),
    )
