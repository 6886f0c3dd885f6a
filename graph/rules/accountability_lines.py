"""Accountability: do the lines of bodies lead somewhere, once, to a body, without a circle."""

from collections import defaultdict
from collections.abc import Sequence
from functools import partial

from graph.body_kinds import in_scope
from graph.facts.model import Link, Node
from graph.governance_view import (
    Partnership,
    asked_for_a_line,
    ends_elsewhere,
    lines_to_agencies,
)
from graph.quantifiers import Quantified, Tally
from graph.rules.citations import cite, cite_lines
from graph.rules.finding import Severity
from graph.rules.registry import Absence, Evidence, RuleContext, Subject, rule
from graph.sentences import fact_sentence, some
from graph.succession import former_line_words

_AGENCIES = ("organisation", "department")
_GROUP = "accountability"


@rule(
    "no-accountability-cycle",
    group=_GROUP,
    title="No body answers to itself",
    question="Does any body end up answering to itself?",
    severity=Severity.GOOD,
    absence=Absence.NEVER,
    citations=(
        cite("CIPFA16"),
        *cite_lines(("003", 36)),
    ),
    listed_in=("bodies", "outward_lines"),
    remedy="Remove one of the lines, or record it as the other kind of link it is.",
    would_change="One line of the circle ended or recorded as another kind of link.",
)
def no_accountability_cycle(context: RuleContext) -> list[Subject]:
    """A gap where an upward line leads back to where it began; else met."""
    if not context.firm.hierarchy.upward_links:
        return context.waits("No upward line is recorded yet, so there can be no circle.")
    facts = tuple(link.id for link in context.firm.hierarchy.upward_links)
    judged = {body.id for body in context.firm.bodies}
    circles = [
        _circle(context, sorted(part)) for part in context.firm.hierarchy.circles if part & judged
    ]
    if not circles:
        return [context.of_area(met=Evidence(_no_circle(context.firm), facts))]
    circles.sort()
    names = "; ".join(" → ".join(context.view.name(body) for body in circle) for circle in circles)
    links = tuple(link for circle in circles for link in context.firm.hierarchy.path_links(circle))
    sentence = f"A circle of lines: {names}."
    return [context.of_area(contradiction=Evidence(sentence, links, tuple(circles[0])))]


def _line_elsewhere(context: RuleContext, body: Node) -> str:
    """Say what is on record instead of a line to a body: contact, a paper, a line that ended."""
    facts = context.firm.facts
    papers = [
        link
        for link in facts.out_links(body.id, "accountable_to", "reports_to")
        if facts.nodes[link.to_id].kind == "plan"
    ]
    links = [*papers, *lines_to_agencies(context.firm, body)]
    said = some([fact_sentence(link, context.view.snapshot).rstrip(".") for link in links])
    now = f"On record, and no line to a body or post above it: {said}." if links else ""
    return " ".join(filter(None, (now, former_line_words(context.view, body.id))))


_LEADING_BACK = Quantified(
    one="recorded line from body to body",
    many="recorded lines from body to body",
    does="leads back to where it began",
    do="lead back to where they began",
    does_not="does not lead back to where it began",
    ask="where they lead",
)


def _no_circle(partnership: Partnership) -> str:
    nodes = partnership.facts.nodes
    lines = partnership.hierarchy.upward_links
    between = [f for f in lines if {nodes[f.from_id].kind, nodes[f.to_id].kind} == {"body"}]
    if not between:
        return "The recorded lines begin or end at posts: none is recorded from body to body."
    return _LEADING_BACK.of(Tally(0, len(between), len(between)))


def _circle(context: RuleContext, part: list[str]) -> list[str]:
    """Return the shortest way from the first of these bodies back to itself.

    Where one of them acts for another, the shortest that is more than a line between those two.
    """
    import networkx as nx  # 0.1 s to load, for the few areas that have a circle

    hierarchy = context.firm.hierarchy
    graph, apart = hierarchy.graph, hierarchy.steps_apart(set(part))
    steps = [(lower, upper) for lower, upper in graph.edges if {lower, upper} <= set(part)]
    closing = [step for step in steps if step[1] == part[0]] if len(apart) == len(steps) else apart
    ways = [path for last, first in closing for path in nx.all_shortest_paths(graph, first, last)]
    way = min(ways, key=lambda path: (len(path), path))
    return [*way, way[0]]


@rule(
    "no-orphan-body",
    group=_GROUP,
    title="Every body answers to something",
    question="Does every body answer to something?",
    citations=cite_lines(("000", 21), ("000", 110)),
    subjects="bodies that should answer to something",
    listed_in=("bodies",),
    opens=(
        "no-accountability-cycle",
        "single-master",
        "reports-to-a-body",
        "chair-independent-of-parent",
        "two-tier-linked",
        "sub-group-reports-back",
    ),
    remedy="Add a line, or mark the body as an informal network.",
    would_change="An upward line from the body, to a body, an organisation or a post.",
)
def no_orphan_body(context: RuleContext) -> list[Subject]:
    """Met for each body but tops, voice, case, informal ones and executives: a line upward."""

    def answers(partnership: Partnership, body: Node) -> Evidence | None:
        facts, hierarchy = partnership.facts, partnership.hierarchy
        # What acts for a body is one with it, and nothing it could answer to.
        above = (i for i in hierarchy.up(body.id) if not hierarchy.is_own_executive(i, body.id))
        upper = next(above, None)
        if upper:
            line = facts.links[hierarchy.step_links(body.id, upper)[0]]
        else:
            elsewhere = ends_elsewhere(partnership, body)
            if not elsewhere:
                return None
            line = elsewhere[0]
        upper = line.from_id if line.to_id == body.id else line.to_id
        sentence = fact_sentence(line, context.view.snapshot)
        if facts.nodes[upper].flag("vacant"):
            sentence += " The post is vacant."
        return Evidence(sentence, (line.id,), (body.id, upper))

    def age(body: Node) -> str:
        return body.since.first.isoformat() if body.since else "9999"

    return [
        Subject(
            id=body.id,
            name=body.name,
            met=(met := answers(context.firm, body)),
            planned=None if met else context.later(partial(answers, body=body)),
            absent=f"A line upward from {body.name} is not recorded",
            hint="" if met else _line_elsewhere(context, body),
            path=(body.id,),
            lists=(("outward_lines", body.id),),
        )
        for body in sorted(context.firm.bodies, key=age)
        if asked_for_a_line(body) and not context.firm.acts_for_another(body)
    ]


@rule(
    "single-master",
    group=_GROUP,
    title="Each body accountable to only one other",
    question="Is each body accountable to no more than one other, matter by matter?",
    severity=Severity.GOOD,
    absence=Absence.NEVER,
    citations=cite_lines(("000", 48)),
    subjects="formal bodies",
    listed_in=("bodies", "outward_lines"),
    remedy="Choose the primary line, or name the matter of each.",
    would_change="One accountability line, or a matter of its own on each.",
)
def single_master(context: RuleContext) -> list[Subject]:
    """A gap for each formal body with two accountability lines that do not split by matter."""
    if not context.firm.hierarchy.upward_links:
        return context.waits("No upward line is recorded yet.")
    joining: dict[str, list[Link]] = defaultdict(list)
    for line in context.firm.hierarchy.upward_links:
        for end in {line.from_id, line.to_id}:
            joining[end].append(line)
    subjects = []
    for body in context.firm.formal:
        if context.firm.acts_for_another(body):
            continue
        found = context.firm.facts.out_links(body.id, "accountable_to")
        masters = _masters(context.firm, body, found)
        matters = [matter for lines in masters.values() for matter in set(map(_matter, lines))]
        split = "" not in matters and len(set(matters)) == len(matters)
        facts = tuple(link.id for link in (*found, *joining[body.id]))
        # By id: two boards may bear one name.
        ends = dict.fromkeys(link.to_id for lines in masters.values() for link in lines)
        uppers = " and ".join(map(context.view.name, ends))
        several = f"{body.name} is accountable to {uppers}, and the matters are not told apart."
        one = f"No more than one line of accountability for a matter is recorded for {body.name}."
        bad = len(masters) > 1 and not split
        subjects.append(
            Subject(
                id=body.id,
                name=body.name,
                contradiction=Evidence(several, facts) if bad else None,
                met=Evidence(one, facts),
            )
        )
    return subjects


def _masters(partnership: Partnership, body: Node, lines: Sequence[Link]) -> dict[str, list[Link]]:
    """Return the lines of a body by master, those to what is one master together.

    A partnership is accountable to its partners jointly: lines to organisations are one. So are
    lines to a board and to its executive; a line to a body's own executive leads to no master.
    """
    nodes, hierarchy = partnership.facts.nodes, partnership.hierarchy
    masters: dict[str, list[Link]] = {}
    for link in lines:
        if hierarchy.is_own_executive(link.to_id, body.id):
            continue
        above = {link.to_id, *hierarchy.acted_for(link.to_id)}
        one = next((f.to_id for f in lines if f.to_id in above - {link.to_id}), link.to_id)
        joint = nodes[link.to_id].kind in _AGENCIES
        masters.setdefault("" if joint else one, []).append(link)
    return masters


def _matter(line: Link) -> str:
    return (line.text("matter") or "").strip().casefold()


@rule(
    "reports-to-a-body",
    group=_GROUP,
    title="Reporting lines end at a body",
    question="Does every line of accountability or reporting end at a body, or at a plan whose "
    "owner is recorded?",
    severity=Severity.GOOD,
    citations=cite_lines(("001", 65), ("000", 48)),
    subjects="lines of accountability and reporting",
    listed_in=("bodies", "outward_lines"),
    remedy="Record who owns the plan, and point the line there.",
    would_change="A body or an organisation on record as owner of the plan.",
)
def reports_to_a_body(context: RuleContext) -> list[Subject]:
    """Met for each accountable_to or reports_to, but one that ends at a plan without an owner."""

    def owners(partnership: Partnership, plan: str) -> list[Link]:
        links = partnership.facts.in_links(plan, "owns")
        nodes = partnership.facts.nodes
        return [f for f in links if nodes[f.from_id].kind in ("body", "organisation")]

    subjects = []
    for link in context.firm.facts.links_of("accountable_to", "reports_to"):
        if not in_scope(context.firm.facts.nodes[link.from_id]):
            continue
        start, stop = context.view.name(link.from_id), context.view.name(link.to_id)
        is_plan = context.firm.facts.nodes[link.to_id].kind == "plan"
        own = owners(context.firm, link.to_id)
        path = (link.from_id, link.to_id)
        ends = f"The line from {start} ends at {stop}."
        owned = f"{start} reports to {stop}, which {{}} owns."
        if is_plan:
            owner = own[0].from_id if own else ""
            ends = owned.format(context.view.name(owner)) if own else ""
        facts = (link.id, *(f.id for f in own))
        coming = None
        if not ends and (later := owners(context.intended, link.to_id)):
            said = owned.format(context.view.name(later[0].from_id))
            coming = Evidence(said, (link.id, *(f.id for f in later)), path)
        subjects.append(
            Subject(
                id=link.id,
                name=f"{start} → {stop}",
                met=Evidence(ends, facts, path) if ends else None,
                planned=coming,
                absent=f"{start} reports to {stop}, a plan; who owns that plan is not recorded",
                looked=(link.id,),
                path=path,
                about=(link.from_id,),
                lists=(("plans", context.area),),
            )
        )
    return subjects
