"""Currency: meetings that happen, bodies that exist, plans and agreements that are reviewed."""

from collections.abc import Mapping, Sequence
from datetime import date
from operator import attrgetter

from graph.fact_index import grouped
from graph.facts.dates import Truth, holds_on
from graph.facts.model import Confidence, Meeting, Node, Status
from graph.rules.citations import cite_lines
from graph.rules.currency_terms import perhaps_past, when
from graph.rules.finding import Severity
from graph.rules.registry import UNLISTED, Absence, Evidence, RuleContext, Subject, rule
from graph.selection.meeting_record import last_met

_GROUP = "currency"
_INTENDED = (Status.PLANNED, Status.ASPIRED)
# With fewer meetings than these on record, the register may simply not be kept here.
_ENOUGH = 3
# Others write and review them: national guidance, and procedures of a wider area.
_NOT_REVIEWED = ("guidance", "procedures")


@rule(
    "meetings-on-cadence",
    group=_GROUP,
    title="Meetings as often as stated",
    question="Does each body that states how often it meets keep to it?",
    severity=Severity.GOOD,
    absence=Absence.NEEDS_EVIDENCE,
    citations=cite_lines(("001", 13), ("001", 22), ("001", 52)),
    subjects="bodies that state how often they meet",
    opens=("attendance-sufficient", "key-partners-engaged"),
    listed_in=("bodies", UNLISTED),
    remedy="Call the meeting, or change how often the terms say that it meets.",
    would_change="A meeting on record, no longer ago than one and a half times the interval.",
)
def meetings_on_cadence(context: RuleContext) -> list[Subject]:
    """Met for each body with a cadence: last met within 1.5 intervals.

    A gap where three meetings are on record and the last was too long ago already on the day that
    the record describes: a register that simply ends says nothing of the time after it.
    """
    stating = [
        body
        for body in context.firm.bodies
        if (body.number("cadence_days") or body.text("cadence_words"))
        and body.text("cadence_status") != "aspired"
    ]
    if not stating:
        return context.waits("No body that is checked states yet how often it meets.")
    coming = _coming(context)
    return [_cadence(context, body, coming) for body in stating]


def _cadence(context: RuleContext, body: Node, coming: Mapping[str, list[Meeting]]) -> Subject:
    day, days = context.view.day, body.number("cadence_days")
    meetings = [m for m in context.view.meetings_of(body.id) if _is_firm(m)]
    held = [m for m in meetings if not m.cancelled]
    last = last_met(context.view, body.id)
    late, kept = None, None
    if not last:
        absent = f"When {body.name} last met is not recorded (to meet {cadence_words(body)})"
    else:
        absent = f"How many days lie between meetings of {body.name} is not recorded"
    if last and days:
        fewest = (day - min(last.day.last, day)).days
        most = (day - last.day.first).days
        said = f"{body.name} is to meet {cadence_words(body)} and last met {when(last.day)}"
        # Half as long again as stated is late: a meeting may slip, but not be left out.
        if 2 * fewest > 3 * days:
            absent = f"{said}, {fewest} days before; whether it has met since is not recorded"
            judged_on = min(day, context.view.snapshot.area.recorded_as_of or day)
            on_record = (judged_on - min(last.day.last, judged_on)).days
            if 2 * on_record > 3 * days and len(held) >= _ENOUGH:
                late = Evidence(f"{said}, {fewest} days before.", (body.id, last.id))
        else:
            doubt = "; which day is not recorded, so it may be too long ago"
            kept = Evidence(f"{said}{doubt if 2 * most > 3 * days else ''}.", (body.id, last.id))
    cancelled = not last and any(m.cancelled for m in meetings)
    return Subject(
        id=body.id,
        name=body.name,
        contradiction=late,
        met=kept,
        planned=_next_meeting(body, coming.get(body.id, ())),
        absent=absent,
        hint="The meetings on record were cancelled." if cancelled else "",
        looked=(body.id, *(m.id for m in meetings)),
    )


def cadence_words(body: Node) -> str:
    """Say how often a body is to meet."""
    words, days = body.text("cadence_words"), body.number("cadence_days")
    if words:
        return words
    return f"every {days} days" if days else "regularly"


def _is_firm(meeting: Meeting) -> bool:
    firm = meeting.status not in _INTENDED
    return firm and meeting.confidence is not Confidence.DISPUTED


def _coming(context: RuleContext) -> dict[str, list[Meeting]]:
    """Return the meetings that are in the diary, by the body that is to meet."""
    coming = (
        m
        for m in context.view.snapshot.meetings.values()
        if m.status in _INTENDED
        and not m.cancelled
        and m.confidence is not Confidence.DISPUTED
        and m.day.last >= context.view.day
    )
    return grouped(coming, attrgetter("body"))


def _next_meeting(body: Node, coming: Sequence[Meeting]) -> Evidence | None:
    if not coming:
        return None
    first = min(coming, key=lambda m: (m.day.first, m.id))
    return Evidence(f"{body.name} is to meet {when(first.day)}.", (body.id, first.id))


@rule(
    "bodies-operating",
    group=_GROUP,
    title="Bodies at work, not only intended",
    question="Does every body, meeting rhythm and commitment on record operate, and not only as "
    "an intention?",
    severity=Severity.GOOD,
    absence=Absence.NEVER,
    citations=cite_lines(("001", 29), ("004", 72), ("004", 146)),
    subjects="bodies and intentions",
    listed_in=("bodies",),
    remedy="Set a day for the launch, or drop the intention.",
    would_change="The body, the rhythm of its meetings or what was promised recorded as operating.",
)
def bodies_operating(context: RuleContext) -> list[Subject]:
    """Met for each body that operates; planned for what is only intended; never silent."""
    operating = {body.id for body in context.firm.bodies}
    bodies = [_operates(body, body.id in operating) for body in context.intended.bodies]
    commitments = context.intended.facts.of_kind("commitment")
    return [*bodies, *(_promised(one, context.view.day) for one in commitments)]


def _operates(body: Node, operating: bool) -> Subject:
    met, planned = None, None
    if not operating:
        how = "Wished for" if body.status is Status.ASPIRED else "Decided or being set up"
        planned = Evidence(f"{how}: {body.name}.", (body.id,))
    elif body.text("cadence_status") == "aspired":
        said = f"{body.name}: in operation; meeting {cadence_words(body)} is only wished for."
        planned = Evidence(said, (body.id,))
    else:
        met = Evidence(f"In operation: {body.name}.", (body.id,))
    return Subject(id=body.id, name=body.name, met=met, planned=planned)


def _promised(commitment: Node, day: date) -> Subject:
    due = commitment.day("due")
    said = f"On record as an intention: {commitment.name}."
    if due:
        past = holds_on(None, due, day) is Truth.NO
        said += f" It {'was' if past else 'is'} due {when(due)}."
    evidence = Evidence(said, (commitment.id,))
    return Subject(id=commitment.id, name=commitment.name, planned=evidence)


@rule(
    "reviews-on-time",
    group=_GROUP,
    title="Plans and agreements reviewed",
    question="Has every strategy, plan and agreement a review ahead of it?",
    absence=Absence.NEEDS_EVIDENCE,
    citations=cite_lines(("000", 93), ("002", 56)),
    subjects="plans and agreements",
    listed_in=("plans", "agreements"),
    remedy="Set the day of the next review, and hold those that are overdue.",
    would_change="A next review on record that is not past.",
)
def reviews_on_time(context: RuleContext) -> list[Subject]:
    """Met for each plan and agreement, guidance left out: review not past; a gap when past."""
    facts = context.firm.facts
    reviewed = [p for p in facts.of_kind("plan") if p.text("plan_kind") not in _NOT_REVIEWED]
    return [_review(context, one) for one in (*reviewed, *facts.of_kind("agreement"))]


def _review(context: RuleContext, document: Node) -> Subject:
    review, dated = document.day("next_review"), document.day("dated")
    due = holds_on(None, review, context.view.day)
    overdue, ahead = None, None
    if review and due is Truth.NO:
        overdue = Evidence(f"{document.name} was due for review {when(review)}.", (document.id,))
    elif review:
        said = f"{document.name} is to be reviewed {when(review)}{perhaps_past(due)}."
        ahead = Evidence(said, (document.id,))
    return Subject(
        id=document.id,
        name=document.name,
        contradiction=overdue,
        met=ahead,
        absent=f"When {document.name} is next reviewed is not recorded",
        hint=f"It is dated {when(dated).partition(' ')[2]}." if dated else "",
        looked=(document.id,),
    )
