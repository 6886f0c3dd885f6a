"""Statutory composition: who is in the safeguarding partnership."""

from graph.facts.model import Link, Node
from graph.governance_view import Partnership, sector_fits
from graph.rules.citations import cite
from graph.rules.finding import Severity
from graph.rules.registry import Evidence, RuleContext, Subject, rule
from graph.rules.statutory_seats import (
    council_seats,
    each_or_one,
    icb_seats,
    identities,
    joined,
    overlapping,
    required_seats,
)

_GROUP = "composition"
_SUBJECTS = "safeguarding partnerships"
_LEADS = "lead_safeguarding_partner"
_DELEGATES = "delegated_safeguarding_partner"
_PARTNERS = {
    "council": "the council",
    "icb": "the integrated care board",
    "police": "the police",
}


@rule(
    "scp-three-partners",
    group=_GROUP,
    title="All three safeguarding partners",
    question="Are the council, every integrated care board and every police force of the "
    "council's area in the safeguarding partnership?",
    severity=Severity.STATUTORY,
    citations=(cite("CA04-16E", section="Section 16E: local safeguarding arrangements"),),
    subjects=_SUBJECTS,
    remedy="Correct the map, or the arrangements themselves.",
    would_change="A seat on the partnership for each partner, held by it or by somebody it "
    "employs.",
)
def scp_three_partners(context: RuleContext) -> list[Subject]:
    """Met for each partnership: council, ICB and police seats, one for each that overlaps."""
    boards = overlapping(context.firm, "icb")
    forces = overlapping(context.firm, "police")

    def of(body: Node) -> Subject:
        def found(partnership: Partnership) -> dict[str, list[str]]:
            seats = {
                **council_seats(partnership, body.id),
                **icb_seats(partnership, body.id, boards),
                **each_or_one(partnership, body.id, "police", "the police", forces),
            }
            return _with_leads(partnership, body, seats, [*boards, *forces])

        return required_seats(context, body, found)

    return [of(body) for body in context.firm.bodies_of("safeguarding_partnership")]


def _with_leads(
    partnership: Partnership, body: Node, seats: dict[str, list[str]], known: list[Node]
) -> dict[str, list[str]]:
    """Add the named leads of the partnership, who count for it without a seat."""
    found = {words: list(facts) for words, facts in seats.items()}
    named = {o.name: o.id for o in known}
    for post, link, sector in _leads_of(partnership, body):
        for partner, words in _PARTNERS.items():
            if words in found and sector_fits(sector, partner):
                found[words].append(link.id)
        organisation = partnership.organisation_of(post)
        for words in found:
            if organisation and named.get(words) == organisation:
                found[words].append(link.id)
    return {words: list(dict.fromkeys(facts)) for words, facts in found.items()}


def _leads_of(partnership: Partnership, body: Node) -> list[tuple[Node, Link, str | None]]:
    """Return the filled posts of lead and delegated partners at a body, by seat or by lead."""
    seats = partnership.holders(body.id)
    found = []
    for post in partnership.current_posts(_LEADS, _DELEGATES):
        if post.id in seats:
            seat = partnership.facts.links[seats[post.id]]
            sector = seat.text("represents") or partnership.sector_of(post)
            found.append((post, seat, sector))
        for link in partnership.facts.out_links(post.id, "leads"):
            if link.to_id == body.id:
                found.append((post, link, partnership.sector_of(post)))
    return found


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
    remedy="Ask the partnership's business manager who they are.",
    would_change="A filled post for each, with a seat on the partnership or as a lead of it.",
)
def scp_leads_named(context: RuleContext) -> list[Subject]:
    """Met for each partnership: a lead and a delegate of each of three partners, and a chair."""
    subjects = []
    for body in context.firm.bodies_of("safeguarding_partnership"):
        lacking, facts = _unnamed(context.firm, body)
        still, later = _unnamed(context.intended, body)
        full = (
            f"{body.name} has a lead and a delegated safeguarding partner of the council, the "
            "integrated care board and the police, and a partnership chair."
        )
        posts = context.firm.facts.of_kind("post", _LEADS, _DELEGATES, "partnership_chair")
        vacant = [post.name for post in posts if post.flag("vacant")]
        subjects.append(
            Subject(
                id=body.id,
                name=body.name,
                met=None if lacking else Evidence(full, facts),
                planned=None if still else Evidence(full, later),
                absent=f"For {body.name} it is not recorded who is {'; who is '.join(lacking)}",
                hint=f"On the map, and vacant: {', '.join(vacant)}." if vacant else "",
                looked=facts,
                lists=(("members", body.id),),
            )
        )
    return subjects


def _unnamed(partnership: Partnership, body: Node) -> tuple[list[str], tuple[str, ...]]:
    """Return which leads are not named, and the facts that name the others."""
    lacking, facts = [], []
    named = _leads_of(partnership, body)
    for kind, words in ((_LEADS, "lead"), (_DELEGATES, "delegated")):
        without = []
        for partner, label in _PARTNERS.items():
            at = [
                fact
                for post, link, sector in named
                if post.text("post_kind") == kind and sector_fits(sector, partner)
                for fact in (post.id, link.id)
            ]
            facts += at
            without += [] if at else [label]
        if without:
            lacking.append(f"{words} safeguarding partner of {joined(without)}")
    chairs = _partnership_chairs(partnership, body)
    return lacking + ([] if chairs else ["partnership chair"]), tuple(dict.fromkeys(facts + chairs))


def _partnership_chairs(partnership: Partnership, body: Node) -> list[str]:
    """Return the links by which the chair is named: the post, or a safeguarding partner's chair."""
    seats = partnership.holders(body.id)
    found = []
    for post in partnership.current_posts("partnership_chair"):
        found += [seats[post.id]] if post.id in seats else []
        leads = partnership.facts.out_links(post.id, "leads")
        found += [link.id for link in leads if link.to_id == body.id]
    partners = {post.id for post, _, _ in _leads_of(partnership, body)}
    for seat in partnership.seats(body.id, "chairs", "co_chairs"):
        if partners & {one.id for one in identities(partnership, seat.holder)}:
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
