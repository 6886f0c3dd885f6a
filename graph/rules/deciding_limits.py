"""Deciding: are reserved matters kept, and does each escalation end with somebody who decides."""

from collections.abc import Sequence

from graph.escalation import EscalationWay, Settled, settled_at, ways_of
from graph.facts.model import Link, Node
from graph.matters import matters_of
from graph.rules.citations import cite
from graph.rules.deciding_rights import GROUP, is_asked, may_cover, rights_over
from graph.rules.finding import Severity
from graph.rules.registry import Absence, Evidence, RuleContext, Subject, rule
from graph.sentences import fact_sentence, some


@rule(
    "reserved-matter-kept",
    group=GROUP,
    title="Reserved matters kept",
    question="Is each matter that is reserved kept by whoever holds it, and not delegated?",
    absence=Absence.NEVER,
    citations=(
        cite("CIPFA16", section="Principle A: rule of law"),
        cite("CIPFA16"),
    ),
    subjects="reserved rights",
    remedy="End the delegation, or have the matter taken off the list of what is reserved.",
    would_change="Delegations of its holder that each name another matter.",
)
def reserved_matter_kept(context: RuleContext) -> list[Subject]:
    """Met for each reserved right: its holder delegates that matter to nobody; a gap where it does.

    A delegation that names no matter, or one by words like the matter's, leaves it open.
    """
    subjects = []
    for right in rights_over(context.firm):
        if right.flag("reserved") is not True:
            continue
        holder, matter = (context.firm.facts.nodes[i] for i in (right.from_id, right.to_id))
        subject = _kept(context, right, holder, matter)
        if is_asked(holder, subject):
            subjects.append(subject)
    return subjects or context.waits("No right is recorded as reserved yet.")


def _kept(context: RuleContext, right: Link, holder: Node, matter: Node) -> Subject:
    facts = context.firm.facts
    delegations = facts.out_links(holder.id, "delegates_to")
    of_it = [f for f in delegations if matter.id in matters_of(facts).named(f)]
    open_ones = [f for f in delegations if f not in of_it and may_cover(context.firm, f, matter)]
    told = _said(context, of_it)
    broken = f"{matter.name} is reserved to {holder.name}, and is delegated: {told}."
    kept = f"No delegation of {matter.name}, which is reserved, by {holder.name} is recorded."
    looked = (right.id, *(link.id for link in delegations))
    return Subject(
        id=right.id,
        name=f"{matter.name}, reserved to {holder.name}",
        contradiction=Evidence(broken, (right.id, *(f.id for f in of_it))) if of_it else None,
        met=None if open_ones else Evidence(kept, looked),
        absent=f"Whether {holder.name} keeps {matter.name} is not recorded: which matter it "
        f"delegates is not said where {_said(context, open_ones)}",
        looked=looked,
        about=(holder.id, matter.id),
    )


def _said(context: RuleContext, links: Sequence[Link]) -> str:
    return some([fact_sentence(link, context.view.snapshot).rstrip(".") for link in links])


@rule(
    "escalation-ends",
    group=GROUP,
    title="Escalation that ends somewhere",
    question="Does each way of escalation end with somebody who can settle it?",
    severity=Severity.GOOD,
    absence=Absence.NEVER,
    citations=(cite("CIPFA16", section="Principle F: performance"), cite("NOLAN")),
    subjects="bodies and posts that escalate",
    remedy="Agree who settles what nobody below could, and record it as the last step.",
    would_change="A last step at an organisation, a post, or a body recorded as deciding.",
)
def escalation_ends(context: RuleContext) -> list[Subject]:
    """Met for each body or post that escalates: its steps end where it can be settled."""
    subjects = []
    starts = dict.fromkeys(f.from_id for f in context.firm.facts.links_of("escalates_to"))
    for start in starts:
        holder = context.firm.facts.nodes[start]
        subject = _escalation(context, holder)
        if is_asked(holder, subject):
            subjects.append(subject)
    return subjects or context.waits("No escalation is recorded yet.")


def _escalation(context: RuleContext, start: Node) -> Subject:
    facts = context.firm.facts
    by_matter = ways_of(facts, start)
    ways = [way for found in by_matter.values() for way in found]
    ends = {key: settled_at(facts, found) for key, found in by_matter.items()}
    circles = [w for key, at in ends.items() if at is Settled.CIRCLE for w in by_matter[key]]
    unknown = [w for key, at in ends.items() if at is Settled.UNKNOWN for w in by_matter[key]]
    links = tuple(dict.fromkeys(link for way in ways for link in way.links))
    shown = (circles or unknown or ways)[0]
    circle = f"A circle of escalation: {_named(context, circles)}."
    ending = f"Escalation ends where it can be settled: {_named(context, ways)}."
    return Subject(
        id=start.id,
        name=start.name,
        contradiction=Evidence(circle, links, shown.stops) if circles else None,
        met=None if circles or unknown else Evidence(ending, links, shown.stops),
        planned=_settled_later(context, start) if unknown and not circles else None,
        absent=_who_settles(context, start, unknown),
        looked=links,
        path=shown.stops,
    )


def _named(context: RuleContext, ways: Sequence[EscalationWay]) -> str:
    return some([" → ".join(map(context.view.name, way.stops)) for way in ways])


def _settled_later(context: RuleContext, start: Node) -> Evidence | None:
    facts = context.intended.facts
    by_matter = ways_of(facts, start)
    if any(settled_at(facts, found) is not Settled.YES for found in by_matter.values()):
        return None
    ways = [way for found in by_matter.values() for way in found]
    links = tuple(dict.fromkeys(link for way in ways for link in way.links))
    return Evidence(f"Escalation is to end: {_named(context, ways)}.", links, ways[0].stops)


def _who_settles(context: RuleContext, start: Node, unknown: Sequence[EscalationWay]) -> str:
    facts = context.firm.facts
    open_ends = [w.stops[-1] for w in unknown if w.settled(facts) is Settled.UNKNOWN]
    names = some(list(map(context.view.name, dict.fromkeys(open_ends))))
    if not names:
        return f"Which step is the last where {start.name} escalates is not recorded"
    return f"Whether {names}, where what {start.name} escalates ends, decides is not recorded"
