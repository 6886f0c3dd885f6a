"""Statutory composition: who is in the safeguarding partnership."""

from graph.facts.model import Node
from graph.governance_view import Partnership
from graph.rules.citations import cite
from graph.rules.executives import through
from graph.rules.finding import Severity
from graph.rules.registry import Evidence, RuleContext, Subject, rule
from graph.rules.safeguarding_seats import (
    DELEGATES,
    LEADS,
    SECTORS_OF_PARTNERS,
    Partner,
    SeatClaim,
    claims,
    leads_below,
    leads_of,
    leads_of_partners,
    partners_of,
    seats_below,
    seats_of_partners,
)
from graph.rules.statutory_seats import joined, required_seats
from graph.sectors import identities

_GROUP = "composition"
_SUBJECTS = "safeguarding partnerships"


@rule(
    "scp-three-partners",
    group=_GROUP,
    title="All three safeguarding partners",
    question="Are the council, every integrated care board and every police force of the "
    "council's area in the safeguarding partnership?",
    severity=Severity.STATUTORY,
    citations=(cite("CA04-16E", section="Section 16E: local safeguarding arrangements"),),
    subjects=_SUBJECTS,
    listed_in=("bodies",),
    opens=("scp-leads-named", "scp-education-included"),
    remedy="Correct the map, or the arrangements themselves.",
    would_change="A seat on the partnership for each partner, held by itself: by it, by somebody "
    "it employs, or by a post of its own. What a seat represents does not stand for a partner.",
)
def scp_three_partners(context: RuleContext) -> list[Subject]:
    """Met for each partnership: the council, each ICB and each police force has its own seat."""
    bodies = context.firm.bodies_of("safeguarding_partnership")
    return [_three_partners(context, body) for body in bodies]


def _three_partners(context: RuleContext, body: Node) -> Subject:
    firm = seats_of_partners(context.firm, body, partners_of(context.firm))
    claimed = claims(context.firm, body, firm.perhaps)
    below = seats_below(context.firm, body, firm.perhaps)
    open_claims = any(claim.is_open for claim in (*claimed, *below))
    full = f"{body.name} has a seat {joined([f'for {words}' for words in firm.facts])}."
    lacking = joined([f"for {partner.words}" for partner in firm.lacking])
    shown = (fact for claim in (*claimed, *below) for fact in claim.facts)
    planned = None
    if firm.lacking:
        intended = seats_of_partners(context.intended, body, partners_of(context.intended))
        planned = None if intended.lacking else Evidence(full, intended.all_facts)
    met = None if firm.lacking else Evidence(full, firm.all_facts)
    return Subject(
        id=body.id,
        name=body.name,
        met=through(context.firm, [body.id], met),
        planned=through(context.intended, [body.id], planned),
        absent=f"A seat on {body.name} {lacking} is not recorded",
        hint=" ".join(dict.fromkeys(claim.sentence for claim in (*claimed, *below))),
        looked=(*firm.all_facts, *shown),
        # While it is open whose a seat is, no list can settle that a partner has none.
        lists=() if open_claims else context.firm.lists_with_members(of=[body]),
    )


@rule(
    "scp-leads-named",
    group=_GROUP,
    title="Safeguarding leads and chair named",
    question="Has each safeguarding partner a lead and a delegated partner by name, and the "
    "partnership a chair?",
    citations=(
        cite("WT-LEEDS"),
        cite("LGL23"),
        cite("WT26-LEEDS"),
        cite("ISS"),
    ),
    subjects=_SUBJECTS,
    listed_in=("bodies",),
    remedy="Ask the partnership's business manager who they are.",
    would_change="A filled post for each, with a seat on the partnership or as a lead of it.",
)
def scp_leads_named(context: RuleContext) -> list[Subject]:
    """Met for each partnership: a lead and a delegate of each of three partners, and a chair."""
    subjects = []
    for body in context.firm.bodies_of("safeguarding_partnership"):
        lacking, facts, unsure = _unnamed(context.firm, body)
        still, later = _unnamed(context.intended, body)[:2] if lacking else ([], ())
        full = (
            f"{body.name} has a lead and a delegated safeguarding partner of the council, the "
            "integrated care board and the police, and a partnership chair."
        )
        posts = context.firm.facts.of_kind("post", LEADS, DELEGATES, "partnership_chair")
        vacant = [post.name for post in posts if post.flag("vacant")]
        known = f"On the map, and vacant: {', '.join(vacant)}. " if vacant else ""
        questions = " ".join(dict.fromkeys(claim.sentence for claim in unsure))
        subjects.append(
            Subject(
                id=body.id,
                name=body.name,
                met=through(context.firm, [body.id], None if lacking else Evidence(full, facts)),
                planned=through(
                    context.intended,
                    [body.id],
                    Evidence(full, later) if lacking and not still else None,
                ),
                absent=f"For {body.name} it is not recorded who is {'; who is '.join(lacking)}",
                hint=f"{known}{questions}".strip(),
                looked=(*facts, *(fact for claim in unsure for fact in claim.facts)),
                # While it is open whose a lead is, no list can settle that a partner has none.
                lists=() if unsure else context.firm.lists_with_members(of=[body]),
            )
        )
    return subjects


def _unnamed(
    partnership: Partnership, body: Node
) -> tuple[list[str], tuple[str, ...], list[SeatClaim]]:
    """Return which leads are not named, the facts that name the others, and what is open."""
    partners = [Partner(words, sector) for sector, words in SECTORS_OF_PARTNERS.items()]
    lacking: list[str] = []
    facts: list[str] = []
    perhaps: list[Partner] = []
    for kind, words in ((LEADS, "lead"), (DELEGATES, "delegated")):
        found = leads_of_partners(partnership, body, kind, partners)
        facts += found.all_facts
        perhaps += found.perhaps
        if found.lacking:
            without = joined([partner.words for partner in found.lacking])
            lacking.append(f"{words} safeguarding partner of {without}")
    chairs = _partnership_chairs(partnership, body)
    lacking += [] if chairs else ["partnership chair"]
    posts = {post.id for post, _ in leads_of(partnership, body)}
    said = [
        claim
        for claim in claims(partnership, body, list(dict.fromkeys(perhaps)))
        if claim.is_open and posts & {*claim.facts, *_holders_of(partnership, claim)}
    ]
    unsure = [*said, *leads_below(partnership, body)] if lacking else []
    return lacking, tuple(dict.fromkeys([*facts, *chairs])), unsure


def _holders_of(partnership: Partnership, claim: SeatClaim) -> set[str]:
    links = (partnership.facts.links.get(fact) for fact in claim.facts)
    return {link.from_id for link in links if link}


def _partnership_chairs(partnership: Partnership, body: Node) -> list[str]:
    """Return the links by which the chair is named: the post, or a safeguarding partner's chair."""
    seats = partnership.holders(body.id)
    found = []
    for post in partnership.current_posts("partnership_chair"):
        found += [seats[post.id]] if post.id in seats else []
        found += [link.id for link in partnership.leads_of(post.id, body.id)]
    partners = {post.id for post, _ in leads_of(partnership, body)}
    for seat in partnership.chairs(body.id):
        if partners & {one.id for one in identities(partnership.facts, seat.holder)}:
            found.append(seat.link.id)
    return found


@rule(
    "scp-education-included",
    group=_GROUP,
    title="Education and childcare in safeguarding",
    question="Are education and childcare in the safeguarding arrangements?",
    # Guidance asks for it until the section of the Act below has a day in force.
    severity=Severity.STATUTORY,
    citations=(
        cite("CWSA26", section="Section 2 (enacted; starts on a day set by regulations)"),
        cite("SUSSEX", section="Introduction, paragraph 2.1.1"),
        cite("OLSCB"),
    ),
    subjects=_SUBJECTS,
    listed_in=("bodies",),
    remedy="Name seats for education and for childcare at strategic level.",
    would_change="A seat of a school, early years setting or college, and one that speaks for "
    "childcare. What guidance asks for becomes what an Act asks for when section 2 of the "
    "Children's Wellbeing and Schools Act 2026 is started: ask whether it has been.",
)
def scp_education_included(context: RuleContext) -> list[Subject]:
    """Met for each partnership: a seat of sector education, and one that speaks for childcare."""

    def of(body: Node) -> Subject:
        def found(partnership: Partnership) -> dict[str, list[str]]:
            seats = partnership.seats(body.id)
            return {
                "education": [s.link.id for s in seats if s.sector == "education"],
                "childcare": [
                    s.link.id for s in seats if "childcare" in s.link.words("speaks_for")
                ],
            }

        hint = _levels(context.firm, body)
        return required_seats(context, body, found)._replace(hint=hint)

    return [of(body) for body in context.firm.bodies_of("safeguarding_partnership")]


def _levels(partnership: Partnership, body: Node) -> str:
    """Say at which level education and childcare sit on a body."""
    said = [
        f"{seat.holder.name} ({seat.link.text('level') or 'level not recorded'})"
        for seat in partnership.seats(body.id)
        if seat.sector == "education" or "childcare" in seat.link.words("speaks_for")
    ]
    return f"Seats on record, with their level: {', '.join(said)}." if said else ""
