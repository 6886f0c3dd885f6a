"""Statutory composition: advisory boards of children's centres, the DCS and the lead member."""

from collections.abc import Iterable
from typing import NamedTuple

from graph.facts.model import Link, Node
from graph.governance_view import Partnership, Seat
from graph.kinds import words
from graph.kinds.words import COUNCIL_SECTORS
from graph.rules.accountable_people import perhaps_in_turn
from graph.rules.citations import cite
from graph.rules.executives import through
from graph.rules.finding import Outcome, Severity
from graph.rules.registry import Evidence, RuleContext, Subject, rule
from graph.rules.statutory_seats import joined
from graph.sectors import identities, sector_fits

_GROUP = "composition"
_CENTRE, _COUNCIL, _PARENTS = "the centre", "the council", "parents"
_POST_LABELS = {choice.word: choice.label for choice in words.POST_KINDS}


@rule(
    "childrens-centre-advisory-board",
    group=_GROUP,
    title="Advisory board for each children's centre",
    question="Is every designated children's centre inside the remit of an advisory board with "
    "members for the centre, the council and parents?",
    severity=Severity.STATUTORY,
    citations=(cite("CCA-5C", section="Section 5C: advisory boards of children's centres"),),
    subjects="sites",
    listed_in=("sites",),
    remedy="Set the board's remit, add the seats that are missing, and check whether the site is "
    "still designated.",
    would_change="A body that governs the centre, with seats for the centre, the council and "
    "parents.",
)
def childrens_centre_advisory_board(context: RuleContext) -> list[Subject]:
    """Met for each designated site: a body governs it with centre, council and parent members."""
    sites = context.intended.facts.of_kind("site")
    centres = [s for s in context.firm.facts.of_kind("site") if s.flag("designated")]
    unsaid = [site for site in sites if site.flag("designated") is None]
    if sites and not centres and not unsaid:
        return context.waits("No site in operation is recorded as a designated centre.")
    if not centres and unsaid:
        return [_none_says(context, unsaid)]
    beside = [
        Subject(
            id=site.id,
            name=site.name,
            applies=Outcome.UNKNOWN,
            hint=f"Whether {site.name} is a designated children's centre is not recorded: ask.",
        )
        for site in unsaid
    ]
    return [*(_advised(context, centre) for centre in centres), *beside]


def _none_says(context: RuleContext, unsaid: list[Node]) -> Subject:
    """Say that no site says whether it is designated, naming them on their own pages."""
    which = f"any of the {len(unsaid)} sites on the map" if len(unsaid) > 1 else unsaid[0].name
    return context.of_area(
        applies=Outcome.UNKNOWN,
        hint=f"Whether {which} is a designated children's centre is not recorded: ask.",
        first="First record which sites are designated children's centres.",
        looked=tuple(site.id for site in unsaid),
        about=tuple(site.id for site in unsaid),
    )


def _advised(context: RuleContext, centre: Node) -> Subject:
    governing = _boards(context.firm, centre)
    met = _governed(context.firm, centre, governing)
    if governing:
        said = [f"on {on.body.name} a seat {joined(on.lacking)}" for on in governing if on.lacking]
        absent = f"For {centre.name}, {' and '.join(said)} is not recorded"
    else:
        absent = f"A board that governs {centre.name} is not recorded"
    return Subject(
        id=centre.id,
        name=centre.name,
        met=met,
        planned=None
        if met
        else context.later(lambda coming: _governed(coming, centre, _boards(coming, centre))),
        absent=absent,
        looked=(
            centre.id,
            *(on.link.id for on in governing),
            *(fact for on in governing for fact in on.facts),
        ),
        about=tuple(on.body.id for on in governing),
        lists=context.firm.lists_with_members(
            ("sites", context.area), of=[on.body for on in governing]
        ),
    )


class _Governing(NamedTuple):
    """A body that governs a centre: whom it has no member for, and the seats of the others."""

    link: Link
    body: Node
    lacking: list[str]
    facts: tuple[str, ...]


def _boards(partnership: Partnership, centre: Node) -> list[_Governing]:
    links = partnership.facts.in_links(centre.id, "governs")
    bodies = [partnership.facts.nodes[link.from_id] for link in links]
    return [
        _Governing(link, body, *_missing(partnership, body, centre))
        for link, body in zip(links, bodies, strict=True)
    ]


def _governed(
    partnership: Partnership, centre: Node, governing: Iterable[_Governing]
) -> Evidence | None:
    for on in governing:
        if not on.lacking:
            said = (
                f"{on.body.name} governs {centre.name} and has members for the centre, the "
                "council and parents."
            )
            facts = (centre.id, on.link.id, *on.facts)
            return through(partnership, [on.body.id], Evidence(said, facts))
    return None


def _missing(
    partnership: Partnership, body: Node, centre: Node
) -> tuple[list[str], tuple[str, ...]]:
    """Return whom a board has no member for, and the seats of the others."""
    seats = partnership.seats(body.id)
    facts = partnership.facts
    running = {f.from_id for f in facts.in_links(centre.id, "manages", "delivers")}
    themselves = {one.id for i in running for one in identities(facts, facts.nodes[i])}
    found = {
        _CENTRE: [
            s.link.id
            for s in seats
            if s.holder.id in themselves or _sent_by(partnership, s, running)
        ],
        _COUNCIL: [s.link.id for s in seats if s.sector in COUNCIL_SECTORS],
        _PARENTS: [s.link.id for s in seats if s.sector == "families"],
    }
    lacking = [f"for {words}" for words, at in found.items() if not at]
    # One seat speaks for one: a manager from the council cannot be both centre and council.
    if not lacking and len({*found[_CENTRE], *found[_COUNCIL]}) == 1:
        lacking = [f"for {_COUNCIL}"]
    return lacking, tuple(dict.fromkeys(fact for at in found.values() for fact in at))


def _sent_by(partnership: Partnership, seat: Seat, running: set[str]) -> bool:
    """Say whether who has a seat is employed by one who manages or delivers a centre.

    The council's other staff do not speak for a centre because the council runs it.
    """
    employer = partnership.organisation_of(seat.holder)
    if employer not in running:
        return False
    return not sector_fits(partnership.facts.nodes[employer].text("sector"), "council")


@rule(
    "dcs-and-lead-member",
    group=_GROUP,
    title="Director of children's services and lead member",
    question="Has the council one director of children's services and one lead member in post?",
    severity=Severity.STATUTORY,
    citations=(
        cite("CA04-18", section="Sections 18 and 19: director and lead member"),
        cite("DCS13"),
        cite("000", 65),
    ),
    subjects="posts",
    opens=("dcs-oversight", "elected-member-champion"),
    remedy="Record who is in post; where two are on record, end the one that is over.",
    would_change="Exactly one filled post of that kind.",
)
def dcs_and_lead_member(context: RuleContext) -> list[Subject]:
    """Met for DCS and lead member: one filled post of the kind; a gap with two or more."""

    subjects = []
    for kind in ("dcs", "lead_member"):
        label = _POST_LABELS[kind]
        firm = context.firm.own_posts(kind)
        several = (
            f"{len(firm)} posts are recorded as {label}: {joined([post.name for post in firm])}."
            f"{perhaps_in_turn(context, [[post.id] for post in firm])}"
        )
        shown = context.view.shown.of_kind("post", kind)
        vacant = [post.name for post in shown if post.flag("vacant")]
        subjects.append(
            Subject(
                id=kind,
                name=label,
                contradiction=Evidence(several, _ids(firm)) if len(firm) > 1 else None,
                met=_in_post(firm, label),
                planned=None if firm else _in_post(context.intended.own_posts(kind), label),
                absent=f"A {label} in post is not recorded",
                hint=f"On the map, and vacant: {', '.join(vacant)}." if vacant else "",
                looked=_ids(shown),
                lists=(("posts", context.area),),
            )
        )
    return subjects


def _in_post(posts: list[Node], label: str) -> Evidence | None:
    if not posts:
        return None
    return Evidence(
        f"{joined([post.name for post in posts])} is on record as {label}.", _ids(posts)
    )


def _ids(posts: list[Node]) -> tuple[str, ...]:
    return tuple(post.id for post in posts)
