"""Statutory composition: who must sit on the health and wellbeing board and on the ICP."""

from graph.facts.identifiers import slugify
from graph.facts.model import Node
from graph.governance_view import Partnership, Seat
from graph.kinds import words
from graph.rules.citations import cite
from graph.rules.finding import Severity
from graph.rules.registry import Evidence, RuleContext, Subject, rule
from graph.rules.statutory_seats import (
    council_seats,
    icb_seats,
    overlapping,
    required_seats,
    seats_of_organisation,
    seats_of_sector,
)
from graph.sectors import ANOTHER_COUNCIL, grade_of, identities, sector_fits

_GROUP = "composition"
_POST_LABELS = {choice.word: choice.label for choice in words.POST_KINDS}
_DIRECTORS = ("director_adult_services", "dcs", "director_public_health")
_ELECTED_POSTS = ("elected_member", "lead_member")
_COUNCILLOR = "a councillor, or the mayor or leader in person"
_HEALTHWATCH = "the local Healthwatch"


@rule(
    "hwb-statutory-members",
    group=_GROUP,
    title="The required members of the health and wellbeing board",
    question="Has the health and wellbeing board the members that the Act requires?",
    severity=Severity.STATUTORY,
    citations=(
        cite("HSCA194", section="Section 194(2) to (7): members of health and wellbeing boards"),
    ),
    subjects="required members",
    listed_in=("bodies",),
    remedy="Ask democratic services who holds the seat.",
    would_change="A filled seat on the board for that member. A bill of 2026, not law yet, would "
    "abolish Healthwatch, and its seat with it; until then the seat is asked for.",
)
def hwb_statutory_members(context: RuleContext) -> list[Subject]:
    """Met for each member required of each board: a filled seat; one for each relevant ICB."""
    boards = overlapping(context.firm, "icb")
    bodies = context.firm.bodies_of("hwb")
    if not bodies:
        return context.waits("No health and wellbeing boards are recorded yet.")
    subjects = []
    for body in bodies:
        firm = _members(context.firm, body, boards)
        intended = firm if all(firm.values()) else _members(context.intended, body, boards)
        for member, facts in firm.items():
            said = f"{body.name} has a seat for {member}."
            known = [] if facts else _posts_of(context, member)
            subjects.append(
                Subject(
                    id=body.id,
                    name=f"{member}, on {body.name}",
                    part=slugify(member),
                    met=Evidence(said, tuple(facts)) if facts else None,
                    planned=Evidence(said, tuple(intended[member])) if intended[member] else None,
                    absent=f"A seat on {body.name} for {member} is not recorded",
                    hint=_without_a_seat(known),
                    looked=tuple(post.id for post in known),
                    lists=context.firm.lists_with_members(of=[body]),
                )
            )
    return subjects


def _members(partnership: Partnership, body: Node, boards: list[Node]) -> dict[str, list[str]]:
    """Return the members the Act requires, in its order, each with the seats found for it."""
    found = {_COUNCILLOR: _councillors(partnership, body)}
    seats = partnership.holders(body.id)
    posts = {p.id: p.text("post_kind") for p in partnership.own_posts(*_DIRECTORS)}
    for kind in _DIRECTORS:
        held = [seats[post] for post in seats if posts.get(post) == kind]
        found[f"the {_POST_LABELS[kind]}"] = held
    found[_HEALTHWATCH] = seats_of_sector(partnership, body.id, "healthwatch")
    return found | icb_seats(partnership, body.id, boards)


def _councillors(partnership: Partnership, body: Node) -> list[str]:
    def elected(seat: Seat) -> bool:
        posts = [one for one in identities(partnership.facts, seat.holder) if one.kind == "post"]
        posts = [post for post in posts if partnership.sector_of(post) != ANOTHER_COUNCIL]
        council = seat.sector is None or sector_fits(seat.sector, "council")
        return seat.sector == "elected_members" or any(
            post.text("post_kind") in _ELECTED_POSTS or (council and grade_of(post) == "elected")
            for post in posts
        )

    return [seat.link.id for seat in partnership.seats(body.id) if elected(seat)]


def _posts_of(context: RuleContext, member: str) -> list[Node]:
    """Return the posts of a required member that are on the map, wherever they sit."""
    kinds = [kind for kind in _DIRECTORS if member == f"the {_POST_LABELS[kind]}"]
    return context.firm.facts.of_kind("post", *kinds) if kinds else []


def _without_a_seat(posts: list[Node]) -> str:
    """Say which posts of the kind are vacant, or have no seat there."""
    said = [f"{p.name} ({'vacant' if p.flag('vacant') else 'no seat recorded'})" for p in posts]
    return f"On the map: {', '.join(said)}." if said else ""


@rule(
    "icp-statutory-members",
    group=_GROUP,
    title="The required members of the integrated care partnership",
    question="Has the integrated care partnership a member from the integrated care board and "
    "one from each responsible council?",
    severity=Severity.STATUTORY,
    citations=(
        cite("LGPIH-116ZA", section="Section 116ZA: integrated care partnerships"),
        cite("ICP-SALFORD"),
    ),
    subjects="integrated care partnerships",
    listed_in=("bodies",),
    remedy="Ask democratic services who was appointed.",
    would_change="A filled seat for the integrated care board and for each responsible council. A "
    "bill of 2026, not law yet, would end the duty to have such a partnership; until it is "
    "passed the duty stands.",
)
def icp_statutory_members(context: RuleContext) -> list[Subject]:
    """Met for each ICP: a seat for the ICB, the council, and each other responsible council."""
    others = overlapping(context.firm, "other_la", "health")

    def of(body: Node) -> Subject:
        def found(partnership: Partnership) -> dict[str, list[str]]:
            return {
                **icb_seats(partnership, body.id, []),
                **council_seats(partnership, body.id),
                **{o.name: seats_of_organisation(partnership, body.id, o.id) for o in others},
            }

        return required_seats(context, body, found)

    return [of(body) for body in context.firm.bodies_of("icp")]
