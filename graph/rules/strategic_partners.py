"""Strategic links: who must be at the table, neighbouring agendas, the safeguarding review."""

from graph.facts.model import Link, Node
from graph.governance_view import DATA_SECTORS, Partnership
from graph.kinds import words
from graph.rules.citations import cite, cite_lines
from graph.rules.executives import through
from graph.rules.registry import Absence, Evidence, RuleContext, Subject, WantedThing, rule
from graph.sectors import sector_fits

_GROUP = "strategic_links"
_PARTNERSHIP = "safeguarding_partnership"


@rule(
    "data-board-led-and-senior",
    group=_GROUP,
    title="A lead and senior members on the data board",
    question="Does the data board have a lead, and senior members from across the partnership?",
    citations=cite_lines(("000", 37), ("000", 39), ("000", 41)),
    subjects="data boards",
    listed_in=("bodies",),
    remedy="Name the lead and invite the missing sectors.",
    would_change="Strategic seats for every sector named, and a data board lead.",
)
def data_board_led_and_senior(context: RuleContext) -> list[Subject]:
    """Met: strategic members of four sectors, and a data board lead."""

    def missing(partnership: Partnership, board: Node) -> tuple[list[str], list[str]]:
        seats = [
            s
            for s in partnership.seats(board.id, "member_of")
            if s.link.text("level") == "strategic"
        ]
        facts, lacking = [], []
        for sector, label in DATA_SECTORS.items():
            at = [s.link.id for s in seats if sector_fits(s.sector, sector)]
            facts += at
            if not at:
                lacking.append(label)
        leads = _leads_at(partnership, board, "data_board_lead")
        return lacking + ([] if leads else ["a data board lead"]), [*facts, *leads]

    subjects = []
    for board in context.firm.bodies_of("data_board"):
        lacking, facts = missing(context.firm, board)
        still, later = missing(context.intended, board) if lacking else ([], [])
        full = f"{board.name} has senior members of all four sectors, and a lead."
        subjects.append(
            Subject(
                id=board.id,
                name=board.name,
                met=through(
                    context.firm,
                    [board.id],
                    None if lacking else Evidence(full, tuple(facts)),
                ),
                planned=through(
                    context.intended,
                    [board.id],
                    Evidence(full, tuple(later)) if lacking and not still else None,
                ),
                absent=f"Not recorded for {board.name}: {', '.join(lacking)}",
                looked=tuple(facts),
                lists=context.firm.lists_with_members(of=[board]),
            )
        )
    return subjects


def _leads_at(partnership: Partnership, body: Node, post_kind: str) -> list[str]:
    """Return the links by which current posts of a kind, or who holds them, sit on or lead."""
    seats = partnership.holders(body.id)
    found = []
    for post in partnership.current_posts(post_kind):
        found += [link.id for link in partnership.leads_of(post.id, body.id)]
        found += [seats[post.id]] if post.id in seats else []
    return found


@rule(
    "link-early-help-agendas",
    group=_GROUP,
    title="Links to Supporting Families, drugs and other work",
    question="Is the board joined to Supporting Families, parental conflict, drugs, attendance "
    "and violence reduction?",
    citations=(cite("000", 23), cite("CDP")),
    subjects="agendas",
    remedy="Add the agenda to the board's scope, or add a link to the board that has it.",
    would_change="The agenda in scope, a line or shared sub group, or a member accountable for it.",
)
def link_early_help_agendas(context: RuleContext) -> list[Subject]:
    """Met for each of five agendas: in scope, joined, or carried by a member of main."""
    mains = context.firm.mains
    if not mains:
        return context.without_main("it is joined to these five agendas")
    lists = tuple((name, m.id) for m in mains for name in ("outward_lines", "duties"))
    subjects = []
    for choice in words.AGENDA_KINDS:
        met = next((e for m in mains if (e := _agenda(context.firm, m, choice.word))), None)
        coming = (e for m in mains if (e := _agenda(context.intended, m, choice.word)))
        subjects.append(
            Subject(
                id=choice.word,
                name=choice.label,
                met=met,
                planned=None if met else next(coming, None),
                about=tuple(main.id for main in mains),
                absent=f"That {mains[0].name} is joined to {choice.label} is not recorded",
                lists=lists,
            )
        )
    return subjects


def _agenda(partnership: Partnership, main: Node, agenda: str) -> Evidence | None:
    facts = partnership.facts
    if agenda in main.words("scope"):
        return Evidence(f"{main.name} has it in its own scope.", (main.id,))
    for body in facts.of_kind("body"):
        if "scope" not in body.attributes or agenda not in body.words("scope"):
            continue
        for link in _between(partnership, main.id, body.id):
            return Evidence(f"{main.name} is joined to {body.name}.", (link.id, body.id))
        shared = {f.from_id: f for f in facts.in_links(main.id, "subgroup_of")}
        for link in facts.in_links(body.id, "subgroup_of"):
            if link.from_id in shared:
                name = facts.nodes[link.from_id].name
                sentence = f"{name} is a sub group of {main.name} and of {body.name}."
                return Evidence(sentence, (shared[link.from_id].id, link.id))
    for post, seat in partnership.holders(main.id).items():
        for link in facts.out_links(post, "accountable_for"):
            if facts.nodes[link.to_id].text("agenda_kind") == agenda:
                sentence = f"{facts.nodes[post].name}, with a seat on {main.name}, is accountable."
                return through(partnership, [main.id], Evidence(sentence, (link.id, seat)))
    return None


def _between(partnership: Partnership, one: str, other: str) -> list[Link]:
    """Return the upward lines and working links between two bodies, either way."""
    links = [link for link, end in partnership.working_links(one) if end == other]
    for step in ((one, other), (other, one)):
        links += [partnership.facts.links[link] for link in partnership.hierarchy.step_links(*step)]
    return links


@rule(
    "children-and-transformation-leaders",
    group=_GROUP,
    title="Council and NHS leaders both on the board",
    question="Are council-led children's partnership leaders and NHS-led transformation leaders "
    "on the board?",
    citations=cite_lines(("000", 61), ("003", 46)),
    subjects="leaderships",
    remedy="Invite the half that is missing.",
    would_change="A seat on the board marked as speaking for that leadership.",
)
def children_and_transformation_leaders(context: RuleContext) -> list[Subject]:
    """Met for each half: a seat on a main board that speaks for it."""
    mains = context.firm.mains
    if not mains:
        return context.without_main("both leaderships have a seat on it")

    def seat_for(partnership: Partnership, half: str) -> Evidence | None:
        for main in mains:
            for seat in partnership.seats(main.id, "member_of"):
                if half in seat.link.words("speaks_for"):
                    sentence = f"{seat.holder.name} speaks for it on {main.name}."
                    return through(partnership, [main.id], Evidence(sentence, (seat.link.id,)))
        return None

    where = f"on {mains[0].name}"
    return [
        Subject(
            id=choice.word,
            name=choice.label,
            met=(met := seat_for(context.firm, choice.word)),
            planned=None if met else seat_for(context.intended, choice.word),
            about=tuple(main.id for main in mains),
            absent=f"A seat {where} that speaks for {choice.label} is not recorded",
            lists=context.firm.lists_with_members(of=mains),
        )
        for choice in words.SPEAKS_FOR[:2]
    ]


@rule(
    "safeguarding-review-agreed",
    group=_GROUP,
    title="Review with the safeguarding partners",
    question="Is it agreed how hub developments will be reviewed with the safeguarding partners, "
    "and was independent scrutiny considered?",
    absence=Absence.NEEDS_EVIDENCE,
    citations=cite_lines(("000", 63)),
    remedy="Put it on both agendas, and record the decision on scrutiny either way.",
    would_change="A dated safeguarding review agreement to which both are party.",
    wanted=(
        WantedThing(
            kind="agreement",
            attributes=(
                ("agreement_kind", "safeguarding_review"),
                ("dated", None),
                ("scrutiny_considered", True),
            ),
            links=(("party_to", "main_board"), ("party_to", "safeguarding_partnership")),
        ),
    ),
)
def safeguarding_review_agreed(context: RuleContext) -> list[Subject]:
    """Met: a dated safeguarding review between main and SCP, scrutiny decided either way."""

    def between(partnership: Partnership) -> list[Node]:
        """Return the reviews to which a main board and a safeguarding partnership are party."""
        mains = {body.id for body in partnership.mains}
        partners = {body.id for body in partnership.targets(_PARTNERSHIP)}
        found = []
        for agreement in partnership.facts.of_kind("agreement", "safeguarding_review"):
            parties = {f.from_id for f in partnership.facts.in_links(agreement.id, "party_to")}
            if parties & mains and parties & partners:
                found.append(agreement)
        return found

    def evidence(partnership: Partnership, agreement: Node) -> Evidence:
        links = partnership.facts.in_links(agreement.id, "party_to")
        sentence = f"{agreement.name} is agreed between the board and the partnership."
        return Evidence(sentence, (agreement.id, *(link.id for link in links)))

    done = [
        a
        for a in between(context.firm)
        if (dated := a.day("dated"))
        and dated.first <= context.view.day
        and a.flag("scrutiny_considered") is not None
    ]
    # What is only planned cannot have a date behind it, nor a decision.
    later = [] if done else between(context.intended)
    coming = [a for a in later if a not in between(context.firm)]
    known = context.firm.facts.of_kind("agreement", "safeguarding_review")
    hint = f"On the map: {', '.join(a.name for a in known)}." if known else ""
    return [
        context.of_area(
            met=evidence(context.firm, done[0]) if done else None,
            planned=evidence(context.intended, coming[0]) if coming else None,
            absent="A dated review with the safeguarding partnership, with a decision on "
            "independent scrutiny, is not recorded",
            hint=hint,
            looked=tuple(agreement.id for agreement in known),
            about=tuple(b.id for b in (*context.firm.mains, *context.firm.targets(_PARTNERSHIP))),
        )
    ]
