"""Operations: do sub groups report, plan and share the lead, and are case meetings under a body."""

from datetime import date

from graph.facts.dates import day_words
from graph.facts.model import Node
from graph.governance_view import Partnership, ends_elsewhere
from graph.quantifiers import all_of
from graph.rules.citations import cite_lines
from graph.rules.executives import through
from graph.rules.finding import Severity
from graph.rules.registry import Absence, Evidence, RuleContext, Subject, rule
from graph.sentences import fact_sentence, some

_GROUP = "operations"
_REPORTED_TO = ("body", "organisation", "department")
_GROUP_KINDS = ("sub_group", "working_group", "committee")
_SPREAD_KINDS = ("locality_team", "advisory_board", "working_group", "sub_group")


@rule(
    "sub-group-reports-back",
    group=_GROUP,
    title="Sub groups report back",
    question="Does each sub group, working group and committee report back to a body?",
    citations=cite_lines(("000", 35), ("001", 52)),
    subjects="sub groups, working groups and committees",
    listed_in=("bodies",),
    remedy="Set the dates on which it reports.",
    would_change="A reporting line on record from the group to its parent, another body or an "
    "organisation.",
)
def sub_group_reports_back(context: RuleContext) -> list[Subject]:
    """Met for each group: it reports to a body or organisation; being part of one is no report."""

    def reports(partnership: Partnership, body: Node) -> Evidence | None:
        for link in partnership.facts.out_links(body.id, "reports_to"):
            if partnership.facts.nodes[link.to_id].kind in _REPORTED_TO:
                path = (body.id, link.to_id)
                return Evidence(fact_sentence(link, context.view.snapshot), (link.id,), path)
        return None

    subjects = []
    for body in context.firm.bodies_of(*_GROUP_KINDS):
        parents = context.firm.hierarchy.up(body.id)
        names = " and ".join(map(context.view.name, parents))
        lines = tuple(f for p in parents for f in context.firm.hierarchy.path_links((body.id, p)))
        subjects.append(
            Subject(
                id=body.id,
                name=body.name,
                met=(met := reports(context.firm, body)),
                planned=None if met else reports(context.intended, body),
                absent=f"That {body.name} reports back to a body is not recorded",
                hint=f"Above it: {names}; what it reports there is the question." if names else "",
                looked=lines,
                path=(body.id, *parents[:1]),
                lists=(("outward_lines", body.id),),
            )
        )
    return subjects


@rule(
    "sub-group-annual-plan",
    group=_GROUP,
    title="A yearly plan for each sub group",
    question="Has each standing sub group, working group and committee a plan from the last "
    "twelve months?",
    citations=cite_lines(("000", 35)),
    subjects="standing groups",
    listed_in=("bodies",),
    opens=("reviews-on-time",),
    remedy="Bring the plan to the next board.",
    would_change="A plan of the group on record, dated within the last twelve months.",
)
def sub_group_annual_plan(context: RuleContext) -> list[Subject]:
    """Met for each standing group: it has a plan; a gap where all it has are over a year old."""
    day = context.view.day

    def plans(partnership: Partnership, body: Node) -> list[tuple[str, Node]]:
        links = partnership.facts.out_links(body.id, "has_plan")
        return [(link.id, partnership.facts.nodes[link.to_id]) for link in links]

    def working(found: list[tuple[str, Node]], body: Node) -> Evidence | None:
        current = [(link, plan) for link, plan in found if not _too_old(plan, day)]
        if not current:
            return None
        link, plan = max(current, key=lambda item: item[1].text("dated") or "")
        return Evidence(f"{body.name} works by {_dated(plan, day)}.", (link, plan.id))

    def outdated(found: list[tuple[str, Node]], body: Node) -> Evidence | None:
        if not found or not all(_too_old(plan, day) for _, plan in found):
            return None
        names = " and ".join(_dated(plan, day) for _, plan in found)
        facts = tuple(fact for link, plan in found for fact in (link, plan.id))
        return Evidence(f"{body.name} has only {names}: more than twelve months old.", facts)

    subjects = []
    for body in context.firm.bodies_of(*_GROUP_KINDS):
        if body.flag("standing") is False:
            continue
        # A plan dated after the day was still to come on it.
        here = [(link, plan) for link, plan in plans(context.firm, body) if not _to_come(plan, day)]
        subjects.append(
            Subject(
                id=body.id,
                name=body.name,
                contradiction=outdated(here, body),
                met=(met := working(here, body)),
                planned=None if met else working(plans(context.intended, body), body),
                absent=f"A plan that {body.name} works by is not recorded",
                lists=(("plans", context.area),),
            )
        )
    return subjects


def _too_old(plan: Node, day: date) -> bool:
    """Say whether a plan is dated, and by the latest day it can mean is over twelve months old."""
    dated = plan.day("dated")
    return dated is not None and _year_after(dated.last) < day


def _to_come(plan: Node, day: date) -> bool:
    dated = plan.day("dated")
    return dated is not None and dated.first > day


def _dated(plan: Node, day: date) -> str:
    """Name a plan with its date, and any doubt about its age."""
    dated = plan.day("dated")
    if dated is None:
        return f"{plan.name}, whose date is not recorded"
    doubt = _year_after(dated.first) < day <= _year_after(dated.last)
    perhaps = ", perhaps over twelve months ago" if doubt else ""
    return f"{plan.name} (dated {day_words(dated)}{perhaps})"


def _year_after(day: date) -> date:
    if day.year == date.max.year:
        return date.max
    if (day.month, day.day) == (2, 29):
        return date(day.year + 1, 2, 28)
    return day.replace(year=day.year + 1)


@rule(
    "leadership-spread",
    group=_GROUP,
    title="Chairs from more than one organisation",
    question="Do the chairs of sub groups and local bodies come from two organisations or more?",
    severity=Severity.GOOD,
    absence=Absence.NEEDS_EVIDENCE,
    citations=cite_lines(("000", 35), ("001", 17)),
    listed_in=("bodies",),
    remedy="Rotate the chairs, or invite a partner to chair.",
    would_change="The organisation of every chair on record, and two organisations among them.",
)
def leadership_spread(context: RuleContext) -> list[Subject]:
    """Met: every chair's organisation is known, and there are two; a gap where all are one."""
    bodies = context.firm.bodies_of(*_SPREAD_KINDS)
    if sum(2 if body.flag("stands_for_several") else 1 for body in bodies) < 2:
        why = "Fewer than two sub groups, working groups, locality teams or advisory boards"
        return context.waits(f"{why} are recorded yet.")
    chaired = _organisations(context.firm, bodies)
    known, unknown, facts = chaired
    names = ", ".join(sorted(map(context.view.name, known)))
    of = bodies[0].name if len(bodies) == 1 else all_of(len(bodies), "bodies")
    one = f"The chairs of {of} come from {names}."
    single = Evidence(one, facts) if len(known) == 1 and not unknown else None
    met = _spread(context.firm, *chaired)
    coming = None
    if not single and not met:
        later = context.intended.bodies_of(*_SPREAD_KINDS)
        coming = _spread(context.intended, *_organisations(context.intended, later))
    hint = f"Known so far, from: {names}." if known else ""
    ids = [body.id for body in bodies]
    return [
        context.of_area(
            contradiction=through(context.firm, ids, single),
            met=through(context.firm, ids, met),
            planned=through(context.intended, ids, coming),
            absent=f"The organisation that chairs is not recorded for {some(unknown)}",
            hint=hint,
            looked=(*facts, *_organisations(context.shown, bodies)[2]),
            about=tuple(body.id for body in bodies),
        )
    ]


def _organisations(
    partnership: Partnership, bodies: list[Node]
) -> tuple[set[str], list[str], tuple[str, ...]]:
    """Return the organisations of the chairs, the bodies with one not known, and the facts."""
    known: set[str] = set()
    unknown: list[str] = []
    facts: list[str] = []
    for body in bodies:
        seats = partnership.chairs(body.id)
        organisations = [partnership.organisation_of(seat.holder) for seat in seats]
        known |= {organisation for organisation in organisations if organisation}
        unknown += [] if seats and all(organisations) else [body.name]
        for seat in seats:
            employers = partnership.facts.out_links(seat.holder.id, "employed_by")
            facts += [seat.link.id, *(link.id for link in employers)]
    return known, unknown, tuple(facts)


def _spread(
    partnership: Partnership, known: set[str], unknown: list[str], facts: tuple[str, ...]
) -> Evidence | None:
    if unknown or len(known) < 2:
        return None
    names = sorted(partnership.facts.nodes[organisation].name for organisation in known)
    return Evidence(f"The chairs come from {len(names)} organisations: {', '.join(names)}.", facts)


@rule(
    "case-meeting-linked",
    group=_GROUP,
    title="Every case meeting is under a body",
    question="Is each meeting that discusses families under a body?",
    severity=Severity.GOOD,
    citations=cite_lines(("001", 22), ("001", 70)),
    subjects="case meetings",
    listed_in=("bodies",),
    remedy="Record which body convenes the meeting, or agree one.",
    would_change="A body on record as convening the meeting, or a line upward from it, to a body, "
    "an organisation or a post.",
)
def case_meeting_linked(context: RuleContext) -> list[Subject]:
    """Met for each case meeting: a body is one step above it, or its line ends elsewhere."""

    def under(partnership: Partnership, body: Node) -> Evidence | None:
        for upper in partnership.hierarchy.up(body.id):
            links = partnership.hierarchy.path_links((body.id, upper))
            sentence = fact_sentence(partnership.facts.links[links[0]], context.view.snapshot)
            return Evidence(sentence, tuple(links), (body.id, upper))
        for link in ends_elsewhere(partnership, body):
            sentence = fact_sentence(link, context.view.snapshot)
            return Evidence(sentence, (link.id,), (body.id, link.to_id))
        return None

    subjects = []
    for body in context.firm.bodies_of("case_meeting"):
        venues = context.firm.facts.out_links(body.id, "held_at")
        where = ", ".join(context.view.name(link.to_id) for link in venues)
        subjects.append(
            Subject(
                id=body.id,
                name=body.name,
                met=(met := under(context.firm, body)),
                planned=None if met else under(context.intended, body),
                absent=f"A body above {body.name} is not recorded",
                hint=f"It is held at {where}: a venue is no line." if where else "",
                looked=tuple(link.id for link in venues),
                path=(body.id,),
                lists=(("outward_lines", body.id),),
            )
        )
    return subjects
