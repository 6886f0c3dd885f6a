"""Engagement: are partners and their seats seen, can data flow, is any chair empty."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.dates import day_words
from graph.engagement.ranking import partners, seat_attendance
from graph.engagement.scoring import Label
from graph.model import Link, Node
from graph.partnership import DATA_SECTORS, Partnership, Seat, sector_fits
from graph.rules.finding import Severity
from graph.rules.guidance import cite, cite_lines
from graph.rules.registry import Absence, Ask, Evidence, Subject, Wanted, rule
from graph.sentences import some

_GROUP = "engagement"
_KEY, _QUIET, _COVERED = 0.60, 0.40, 0.50
_USED, _REGISTERS = 0.50, 3
_NEVER_SCORED = ("families", "young_people")


@dataclass(frozen=True, slots=True)
class PartnerScore:
    """An organisation's influence and engagement (0 to 1), and the share of evidence on record.

    because is sentences that say what makes it key and what was seen least; facts the ids read.
    """

    organisation: str
    influence: float | None
    engagement: float | None
    coverage: float
    because: str = ""
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SeatUse:
    """How a seat has been used: weighted attendance (0 to 1), and the meetings whose register
    shows it. attendance is None where it is not scored; why_not says why.
    """

    attendance: float | None
    registers: tuple[str, ...]
    why_not: str = ""


def partner_scores(ask: Ask) -> Sequence[PartnerScore]:
    """Return the score of every partner that is scored.

    While fewer than three registers show a partner, how engaged it is is not said.
    """
    return [
        PartnerScore(
            organisation=partner.id,
            influence=partner.key,
            engagement=None if partner.label is Label.TOO_FEW else partner.engagement.value,
            coverage=partner.engagement.coverage,
            because=partner.sentence,
            facts=partner.facts,
        )
        for partner in partners(ask.view).values()
    ]


def seat_use(ask: Ask, seat: Seat) -> SeatUse:
    """Return how a seat has been used."""
    found = seat_attendance(ask.view, seat.link.id)
    if found is None:
        return SeatUse(None, ())
    meetings = tuple(entry.meeting for entry in found.entries)
    return SeatUse(found.value if found.scored else None, meetings, found.why_not)


@rule(
    "key-partners-engaged",
    group=_GROUP,
    title="No quiet but key partners",
    question="Is every partner with a key part seen to contribute?",
    absence=Absence.NEEDS_EVIDENCE,
    citations=cite_lines(("000", 79), ("000", 80)),
    remedy="Talk with the partner first; then change what is asked of it, the time or the seat.",
    would_change="Registers, actions, roles and agreements on record for the key partners.",
)
def key_partners_engaged(ask: Ask) -> list[Subject]:
    """A gap where a partner with enough on record is key and has been seen less."""
    return [quiet_but_key(ask, partner_scores(ask))]


def quiet_but_key(ask: Ask, scores: Sequence[PartnerScore]) -> Subject:
    """Judge the area by the scores of its partners; one with too little on record is unknown."""
    told = [s for s in scores if s.coverage >= _COVERED and s.engagement is not None]
    key = [score for score in scores if (score.influence or 0) >= _KEY]
    quiet = [score for score in key if score in told and (score.engagement or 0) < _QUIET]
    unknown = [score for score in key if score not in told]
    quiet.sort(key=_quietest)
    names = some([ask.view.name(score.organisation) for score in unknown])
    hint = f"Key, but with too little on record to say: {names}." if unknown else ""
    seen_less = "; ".join(_seen_less(ask, score) for score in quiet)
    reasons = [score.because for score in quiet if score.because]
    gap = " ".join([f"Key, and seen less: {seen_less}.", *reasons, *([hint] if hint else [])])
    partners = "one partner" if len(told) == 1 else f"{len(told)} partners"
    enough = f"There is enough on record to tell of {partners}, and no key one was seen less."
    return ask.of_area(
        contradiction=Evidence(gap, _facts(quiet)) if quiet else None,
        met=Evidence(f"{enough} {hint}".strip(), _facts(told)) if told else None,
        absent="Too little is recorded of any partner to say what part it takes",
        hint=hint,
        about=tuple(score.organisation for score in (quiet or unknown)),
    )


def _quietest(score: PartnerScore) -> tuple[float, float, str]:
    influence = score.influence or 0
    return -influence * (1 - (score.engagement or 0)), -influence, score.organisation


def _seen_less(ask: Ask, score: PartnerScore) -> str:
    numbers = f"key role {score.influence:.2f}, engagement {score.engagement:.2f}"
    covered = f"with {score.coverage:.0%} of the evidence on record"
    return f"{ask.view.name(score.organisation)} ({numbers}, {covered})"


def _facts(scores: Sequence[PartnerScore]) -> tuple[str, ...]:
    return tuple(fact for score in scores for fact in score.facts)


@rule(
    "attendance-sufficient",
    group=_GROUP,
    title="Seats are used",
    question="Is each organisation's seat on a formal body used?",
    severity=Severity.GOOD,
    absence=Absence.NEEDS_EVIDENCE,
    citations=(
        cite("000", 80),
        cite("GRANNER", section="Measures of member characteristics and perceptions"),
    ),
    subjects="seats of organisations on formal bodies",
    remedy="Ask what attending costs them; then name a deputy, change the time, or free the seat.",
    would_change="Registers of at least three meetings that show the seat.",
)
def attendance_sufficient(ask: Ask) -> list[Subject]:
    """Met for each organisation's seat: weighted attendance of half or more in 3+ registers."""
    return [
        seat_used(ask, seat, seat_use(ask, seat))
        for body in ask.firm.formal
        for seat in ask.firm.seats(body.id)
        if _is_scored(ask.firm, seat)
    ]


def _is_scored(partnership: Partnership, seat: Seat) -> bool:
    """Say whether it is a seat of an organisation: families and communities are never scored."""
    voices = partnership.facts.out(seat.holder.id, "represents")
    of_community = any(partnership.facts.nodes[f.to_id].kind == "community" for f in voices)
    return (
        partnership.organisation_of(seat.holder) is not None
        and seat.sector not in _NEVER_SCORED
        and not of_community
    )


def seat_used(ask: Ask, seat: Seat, use: SeatUse) -> Subject:
    """Judge one seat by how it was used; under three registers nothing is said of it."""
    whose = f"the seat of {seat.holder.name} on {ask.view.name(seat.link.to_id)}"
    count = len(use.registers)
    facts = (seat.link.id, *use.registers)
    value = use.attendance if count >= _REGISTERS else None
    low = value is not None and value < _USED
    basis = f"weighted attendance {use.attendance or 0:.2f} over {count} registers, the recent "
    basis += "ones counting most"
    shown = "One register shows" if count == 1 else f"{count} registers show"
    if not count:
        absent = f"A register that shows {whose} is not recorded"
    elif count < _REGISTERS:
        absent = f"{shown} {whose}, too few to say how it is used"
    else:
        why = f" ({use.why_not})" if use.why_not else ""
        absent = f"{shown} {whose}, and how it is used is not scored{why}"
    return Subject(
        id=seat.link.id,
        name=f"{seat.holder.name} on {ask.view.name(seat.link.to_id)}",
        contradiction=Evidence(f"Seen less in {whose}: {basis}.", facts) if low else None,
        met=Evidence(f"Seen in {whose}: {basis}.", facts) if value is not None else None,
        absent=absent,
        looked=facts,
        about=(seat.holder.id, seat.link.to_id),
    )


@rule(
    "data-sharing-in-place",
    group=_GROUP,
    title="Data can flow",
    question="Are health, children's social care, education and the police each party to an "
    "information sharing agreement?",
    citations=cite_lines(("000", 37), ("001", 15)),
    subjects="sectors",
    remedy="Take the sectors that have not signed to the data board.",
    would_change="A party of that sector to an information sharing agreement on record.",
    wanted=(
        Wanted(
            kind="agreement",
            attributes=(("agreement_kind", "information_sharing"),),
            links=(("party_to", "sector"),),
        ),
    ),
)
def data_sharing_in_place(ask: Ask) -> list[Subject]:
    """Met for each of four sectors: one of it is party to an information sharing agreement."""

    def agreements(partnership: Partnership) -> list[Node]:
        found = partnership.facts.of_kind("agreement")
        return [a for a in found if a.text("agreement_kind") == "information_sharing"]

    def party(partnership: Partnership, sector: str) -> Evidence | None:
        for agreement in agreements(partnership):
            for link in partnership.facts.into(agreement.id, "party_to"):
                if _from(partnership, link, sector):
                    name = partnership.facts.nodes[link.from_id].name
                    sentence = f"{name} is party to {agreement.name}."
                    return Evidence(sentence, (link.id, agreement.id))
        return None

    known = agreements(ask.shown)
    names = ", ".join(agreement.name for agreement in agreements(ask.firm))
    parties = [f for a in known for f in ask.shown.facts.into(a.id, "party_to")]
    of_sector = {
        sector: [f.id for f in parties if _from(ask.shown, f, sector)] for sector in DATA_SECTORS
    }
    return [
        Subject(
            id=sector,
            name=label,
            met=party(ask.firm, sector),
            planned=party(ask.intended, sector),
            absent=f"An organisation from {'the police' if sector == 'police' else label} that "
            "is party to an information sharing agreement is not recorded",
            hint=f"On the map: {names}." if names else "",
            looked=(*(agreement.id for agreement in known), *of_sector[sector]),
            lists=(("agreements", ask.area),),
        )
        for sector, label in DATA_SECTORS.items()
    ]


def _from(partnership: Partnership, link: Link, sector: str) -> bool:
    """Say whether the one who is party comes from a sector."""
    return sector_fits(partnership.sector_of(partnership.facts.nodes[link.from_id]), sector)


@rule(
    "seats-filled",
    group=_GROUP,
    title="No empty chairs",
    question="Is every seat of a recorded seat list filled?",
    severity=Severity.GOOD,
    absence=Absence.NEEDS_EVIDENCE,
    citations=cite_lines(("001", 54)),
    subjects="recorded seats",
    remedy="Fill the seat, or drop it from the list.",
    would_change="Every seat of the list on record, each marked as filled.",
)
def seats_filled(ask: Ask) -> list[Subject]:
    """A gap for each vacant seat; silent for a seat list whose contents are not recorded."""
    subjects = []
    for body in ask.firm.bodies:
        seats = ask.firm.recorded_seats(body.id)
        listed = body.flag("seat_list_exists") is True
        if listed or any(_marked(ask.firm, seat) for seat in seats):
            subjects += [_filled(ask.firm, body, seat) for seat in seats]
        if listed and not ask.firm.recorded_seats(body.id, "member_of"):
            absent = f"There is a seat list of {body.name}; what is in it is not recorded"
            subjects.append(Subject(id=body.id, name=body.name, absent=absent, looked=(body.id,)))
    return subjects or ask.not_applicable(
        "No seat list is recorded, and no seat is marked as vacant or as filled."
    )


def _marked(partnership: Partnership, seat: Link) -> bool:
    """Say whether a seat is recorded as vacant or as filled; a vacant post leaves one vacant."""
    holder = partnership.facts.nodes[seat.from_id]
    return seat.flag("vacant") is not None or holder.flag("vacant") is True


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
