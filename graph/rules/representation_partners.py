"""Representation: the voluntary sector, services for adults and elected members."""

from collections.abc import Sequence

from graph.body_kinds import is_of
from graph.fact_index import Facts
from graph.facts.model import Node
from graph.governance_view import Partnership, Seat, partnership_of
from graph.kinds.words import VCFS_SECTORS
from graph.rules.citations import cite_lines
from graph.rules.executives import through
from graph.rules.finding import Severity
from graph.rules.registry import Evidence, RuleContext, Subject, rule
from graph.sectors import ANOTHER_COUNCIL, grade_of
from graph.sentences import fact_sentence, some

_GROUP = "representation"
_ADULT_SECTORS = ("la_adults", "adult_services")
_SENIOR = ("executive", "director", "assistant_director", "senior")
_ELECTED_POSTS = ("lead_member", "elected_member")
# Besides leading it, which what acts for it counts for too.
_NAMED_DUTIES = ("accountable_for", "sponsors")


@rule(
    "vcfs-core-partner",
    group=_GROUP,
    title="Voluntary, community and faith sector at both levels",
    question="Has the voluntary, community and faith sector a seat on the board, and on a body "
    "close to delivery?",
    citations=cite_lines(("000", 21), ("001", 6), ("001", 11)),
    subjects="levels",
    remedy="Offer a seat at the level that lacks one, and consider a co-chair from the sector.",
    would_change="A filled seat of the sector on the board, and on an operational or locality "
    "body.",
)
def vcfs_core_partner(context: RuleContext) -> list[Subject]:
    """Met for each of two levels: a seat of the sector on main, and on a body near delivery."""
    if not context.firm.mains:
        return context.without_main("the sector is a core partner at both levels")
    near = _close_to_delivery(context.firm)
    boards = " or ".join(main.name for main in context.firm.mains)
    return [
        _level(context, "strategic", "The main board", context.firm.mains, boards),
        _level(
            context, "operational", "Close to delivery", near, "an operational or locality body"
        ),
    ]


def _level(
    context: RuleContext, level: str, name: str, bodies: Sequence[Node], where: str
) -> Subject:
    met, sector_of = _seats_of_vcfs(context.firm, level), context.shown.sector
    return Subject(
        id=level,
        name=name,
        met=met,
        planned=None if met else _seats_of_vcfs(context.intended, level),
        absent=f"A seat of the voluntary, community and faith sector on {where} is not recorded",
        hint="" if bodies else "No such body is recorded.",
        looked=tuple(
            link.id
            for body in bodies
            for link in context.shown.recorded_seats(body.id)
            if sector_of(link) in VCFS_SECTORS
        ),
        about=tuple(body.id for body in bodies),
        lists=context.firm.lists_with_members(of=bodies, sectors=VCFS_SECTORS),
    )


def _close_to_delivery(partnership: Partnership) -> list[Node]:
    """Return the operational and the locality bodies; a locality team is one by its kind."""
    return [
        body
        for body in partnership.bodies
        if body.text("tier") in ("operational", "locality") or is_of(body, ("locality_team",))
    ]


def _seats_of_vcfs(partnership: Partnership, level: str) -> Evidence | None:
    bodies = partnership.mains if level == "strategic" else _close_to_delivery(partnership)
    seats = [(body, seat) for body in bodies for seat in partnership.seats_for(body.id, "vcfs")]
    if not seats:
        return None
    said = [f"{seat.holder.name} on {body.name}" for body, seat in seats]
    facts = tuple(seat.link.id for _, seat in seats)
    sentence = f"The sector has a seat: {some(list(dict.fromkeys(said)))}."
    return through(partnership, [body.id for body in bodies], Evidence(sentence, facts))


@rule(
    "adult-services-engaged",
    group=_GROUP,
    title="A leader of adults' services takes part",
    question="Is a leader of services for adults on the board, or on a sub group of it?",
    citations=cite_lines(("000", 67)),
    remedy="Invite a leader of adults' services, or of those for mental health, drugs and alcohol "
    "or domestic abuse.",
    would_change="A filled seat there of a service for adults: of the organisation, or of a post "
    "recorded with that sector and as senior or above.",
)
def adult_services_engaged(context: RuleContext) -> list[Subject]:
    """Met: adults' services sit on main or a sub group, by a senior post or an organisation."""
    contact = _seen_at_events(context)
    if not context.firm.mains:
        (subject,) = context.without_main("services for adults are engaged in it")
        return [_before_the_board(subject, _adults_sit(context.intended), contact)]
    bodies = _with_sub_groups(context.firm)
    seats = [(body, s) for body in bodies for s in _adult_seats(context.firm, body)]
    junior = [
        f"{s.holder.name} on {body.name} ({_grade_words(context.firm, s)})" for body, s in seats
    ]
    hint = f"On the map, and not enough: {some(junior)}." if junior else ""
    boards = " or ".join(main.name for main in context.firm.mains)
    return [
        context.of_area(
            met=(met := _adults_sit(context.firm)),
            planned=None if met else _adults_sit(context.intended),
            absent=f"A leader of services for adults with a seat on {boards}, or on a sub group of "
            "it, is not recorded",
            hint=f"{hint} {contact.sentence}".strip(),
            looked=(
                *(
                    link.id
                    for body in bodies
                    for link in context.shown.recorded_seats(body.id)
                    if context.shown.sector(link) in _ADULT_SECTORS
                ),
                *contact.facts,
            ),
            about=tuple(body.id for body in bodies),
            lists=context.firm.lists_with_members(of=bodies, sectors=_ADULT_SECTORS),
        )
    ]


def _before_the_board(subject: Subject, planned: Evidence | None, contact: Evidence) -> Subject:
    """Say what is planned for a board that is still to come, and which contacts are no seat."""
    return subject._replace(
        planned=planned,
        hint=f"{subject.hint} {contact.sentence}".strip(),
        first="" if planned else subject.first,
        looked=contact.facts,
    )


def _with_sub_groups(partnership: Partnership) -> list[Node]:
    """Return the main boards, each with its sub groups."""
    found: dict[str, Node] = {}
    for main in partnership.mains:
        groups = [f.from_id for f in partnership.facts.in_links(main.id, "subgroup_of")]
        found |= {i: partnership.facts.nodes[i] for i in (main.id, *groups)}
    return list(found.values())


def _adult_seats(partnership: Partnership, body: Node) -> list[Seat]:
    return [s for s in partnership.seats(body.id) if s.sector in _ADULT_SECTORS]


def _grades(partnership: Partnership, holder: Node) -> list[str]:
    """Return the grades on record of a holder, or of the posts a person holds."""
    posts = [
        partnership.facts.nodes[f.to_id] for f in partnership.facts.out_links(holder.id, "holds")
    ]
    return [grade for one in (holder, *posts) if (grade := grade_of(one))]


def _grade_words(partnership: Partnership, seat: Seat) -> str:
    grades = _grades(partnership, seat.holder)
    return f"grade: {', '.join(grades)}" if grades else "grade not recorded"


def _adults_sit(partnership: Partnership) -> Evidence | None:
    for body in _with_sub_groups(partnership):
        for seat in _adult_seats(partnership, body):
            leads = seat.holder.kind not in ("post", "person")
            if leads or set(_grades(partnership, seat.holder)) & set(_SENIOR):
                sentence = f"{seat.holder.name} has a seat on {body.name}."
                found = Evidence(sentence, (seat.link.id, seat.holder.id))
                return through(partnership, [body.id], found)
    return None


def _seen_at_events(context: RuleContext) -> Evidence:
    """Name the events and services in which services for adults take part: contact, no seat."""
    links = [
        link
        for link in context.firm.facts.links_of("takes_part_in")
        if context.firm.facts.nodes[link.from_id].text("sector") in _ADULT_SECTORS
    ]
    if not links:
        return Evidence("")
    seen = list(dict.fromkeys(context.view.name(link.from_id) for link in links))
    where = list(dict.fromkeys(context.view.name(link.to_id) for link in links))
    sentence = f"Seen elsewhere, which is contact and no seat: {some(seen)} at {some(where)}."
    return Evidence(sentence, tuple(link.id for link in links))


@rule(
    "elected-member-champion",
    group=_GROUP,
    title="An elected member joined to the board",
    question="Is an elected member joined to the board, by a seat or as champion or lead member?",
    severity=Severity.GOOD,
    citations=cite_lines(("000", 77), ("000", 82), ("003", 40), ("003", 54), ("004", 232)),
    remedy="Ask the lead member for children's services.",
    would_change="A filled seat of an elected member on the board, or a named duty towards it.",
)
def elected_member_champion(context: RuleContext) -> list[Subject]:
    """Met: an elected member sits on main, leads or sponsors it, or is who it answers to."""
    contact = _political_contact(context)
    if not context.firm.mains:
        (subject,) = context.without_main("an elected member champions it")
        return [_before_the_board(subject, _champion(context, context.intended), contact)]
    boards = " or ".join(main.name for main in context.firm.mains)
    known = [post for post in context.firm.facts.of_kind("post") if _is_elected(context.firm, post)]
    on_record = _elected_at_board(context.shown)
    hint = f"Elected members on the map: {some([p.name for p in known])}." if known else ""
    return [
        context.of_area(
            met=(met := _champion(context, context.firm)),
            planned=None if met else _champion(context, context.intended),
            absent=f"An elected member joined to {boards}, by a seat or a named duty, is not "
            "recorded",
            hint=f"{hint} {contact.sentence}".strip(),
            looked=(*(post.id for post in known), *on_record, *contact.facts),
            about=tuple(main.id for main in context.firm.mains),
            lists=context.firm.lists_with_members(
                ("posts", context.area), of=context.firm.mains, sectors=("elected_members",)
            ),
        )
    ]


def _is_elected(partnership: Partnership, post: Node) -> bool:
    """Say whether a post is an elected member's: by kind, by grade, or by sector."""
    sector = partnership.sector_of(post)
    return sector != ANOTHER_COUNCIL and (
        post.text("post_kind") in _ELECTED_POSTS
        or grade_of(post) == "elected"
        or sector == "elected_members"
    )


def _elected_at_board(partnership: Partnership) -> list[str]:
    """Return the links that join an elected member to a main board."""
    return partnership.facts.derived(_find_elected)


def _find_elected(facts: Facts) -> list[str]:
    partnership = partnership_of(facts)

    def elected(one: str) -> bool:
        post = facts.nodes[one]
        current = post.kind == "post" and post.flag("vacant") is not True
        return current and _is_elected(partnership, post)

    def in_elected_post(one: str) -> bool:
        # What a person leads, each post of that person leads.
        return elected(one) or any(elected(f.to_id) for f in facts.out_links(one, "holds"))

    found = []
    for main in partnership.mains:
        found += [s.link.id for s in partnership.seats_for(main.id, "elected_members")]
        found += [seat for who, seat in partnership.holders(main.id).items() if elected(who)]
        duties = [*partnership.leads_at(main.id), *facts.in_links(main.id, *_NAMED_DUTIES)]
        found += [link.id for link in duties if in_elected_post(link.from_id)]
        answers = facts.out_links(main.id, "reports_to", "accountable_to")
        found += [link.id for link in answers if elected(link.to_id)]
    return list(dict.fromkeys(found))


def _champion(context: RuleContext, partnership: Partnership) -> Evidence | None:
    links = _elected_at_board(partnership)
    if not links:
        return None
    snapshot = context.view.snapshot
    first = snapshot.links.get(links[0]) or snapshot.nodes[links[0]]
    found = Evidence(fact_sentence(first, snapshot), tuple(links))
    return through(partnership, [main.id for main in partnership.mains], found)


def _political_contact(context: RuleContext) -> Evidence:
    """Name the events of elected members, by who takes part or, to guess, by their names."""
    facts = context.firm.facts
    events = [
        event
        for event in facts.of_kind("event")
        if any(clue in event.name.casefold() for clue in ("elected", "councillor"))
        or any(
            facts.nodes[link.from_id].text("sector") == "elected_members"
            for link in facts.in_links(event.id, "takes_part_in")
        )
    ]
    if not events:
        return Evidence("")
    sentence = f"Noted, and no lasting role: {some([event.name for event in events])}."
    return Evidence(sentence, tuple(event.id for event in events))
