"""Currency: terms of reference in date, and nobody past the term that they give."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from graph.facts.dates import PartialDate, Truth, day_words, holds_on
from graph.facts.model import Node
from graph.governance_view import CHAIR_LINKS, Partnership
from graph.quantifiers import Quantified, Tally
from graph.rules.citations import cite_lines
from graph.rules.executives import as_one
from graph.rules.registry import UNLISTED, Absence, Evidence, RuleContext, Subject, rule
from graph.rules.statutory_seats import joined
from graph.selection.seat_list import term_of
from graph.sentences import some

_GROUP = "currency"
_CHAIRS = (*CHAIR_LINKS, "vice_chairs")


@lru_cache(maxsize=4096)
def when(day: PartialDate) -> str:
    """Say when something is: "on 14 March 2024", "in March 2024", "in 2024"."""
    return f"{'on' if day.first == day.last else 'in'} {day_words(day)}"


@rule(
    "terms-of-reference-current",
    group=_GROUP,
    title="Terms published and in date",
    question="Has every formal body terms of reference that are published and not due for review?",
    absence=Absence.NEEDS_EVIDENCE,
    citations=cite_lines(("000", 91), ("001", 65)),
    subjects="formal bodies",
    listed_in=("bodies",),
    opens=("terms-of-office-current", "meetings-on-cadence", "seats-filled"),
    remedy="Publish the terms, and set the day of the next review.",
    would_change="The place where the terms are published, and a next review that is not past.",
)
def terms_of_reference_current(context: RuleContext) -> list[Subject]:
    """Met for each formal body: terms published, next review not past; a gap when it is past.

    A body and what acts for it are one: the terms of either will do, and each is late by its own.
    """
    return [_either(context, body) for body in context.firm.formal]


def _either(context: RuleContext, body: Node) -> Subject:
    own = _terms(context, body)
    if own.contradiction or own.met:
        return own
    nodes = context.firm.facts.nodes
    for one in context.firm.one_with(body.id)[1:]:
        if current := _terms(context, nodes[one]).met:
            return own._replace(met=as_one(context.firm, body, nodes[one], current))
    return own


def _terms(context: RuleContext, body: Node) -> Subject:
    place, review = body.text("terms_published_at"), body.day("terms_next_review")
    due = holds_on(None, review, context.view.day)
    overdue, current = None, None
    if review and due is Truth.NO:
        said = f"The terms of {body.name} were due for review {when(review)}."
        overdue = Evidence(said, (body.id,))
    elif review and place and body.flag("terms_exist") is not False:
        said = f"The terms of {body.name} are published at {place}, with a review {when(review)}"
        said += perhaps_past(due)
        current = Evidence(f"{said}.", (body.id,))
    asked = f"That {body.name} has terms of reference"
    if not place:
        asked = f"Where the terms of {body.name} are published"
        asked += "" if review else " and when they are next reviewed"
    elif not review:
        asked = f"When the terms of {body.name} are next reviewed"
    exist = {True: "It is on record that there are terms.", False: "The record says it has none."}
    known = body.flag("terms_exist")
    return Subject(
        id=body.id,
        name=body.name,
        contradiction=overdue,
        met=current,
        absent=f"{asked} is not recorded",
        hint=exist[known] if known is not None else "",
        looked=(body.id,),
    )


def perhaps_past(due: Truth) -> str:
    """Say that a partial date leaves it open whether a day is past."""
    return "; which day is not recorded, so it may be past" if due is Truth.MAYBE else ""


@dataclass(frozen=True, slots=True)
class _Term:
    """Who holds a place until when; first and last day are the same where the dates are whole."""

    holder: str
    fact: str
    ends: tuple[date, date] | None

    def past(self, day: date) -> Truth:
        """Say whether the term is over on a day."""
        assert self.ends is not None
        if day > self.ends[1]:
            return Truth.YES
        return Truth.MAYBE if day > self.ends[0] else Truth.NO

    @property
    def until(self) -> str:
        """The end in words."""
        assert self.ends is not None
        first, last = self.ends
        if first == last:
            return day_words(last)
        return f"between {day_words(first)} and {day_words(last)}"


@rule(
    "terms-of-office-current",
    group=_GROUP,
    title="Nobody past their term of office",
    question="Where a body states terms of office, is everybody on it inside theirs?",
    absence=Absence.NEEDS_EVIDENCE,
    citations=cite_lines(("001", 54)),
    subjects="bodies that state a term of office",
    listed_in=("bodies", UNLISTED),
    remedy="Hold the election again, or extend the term by minute.",
    would_change="A day of start for every seat and chair that has a term, not longer ago than "
    "the term.",
)
def terms_of_office_current(context: RuleContext) -> list[Subject]:
    """Met for each body with stated terms: every holder is inside theirs; a gap when one is not."""
    stating = [
        body
        for body in context.firm.bodies
        if body.number("member_term_months") or body.number("chair_term_months")
    ]
    if not stating:
        return context.waits("No body that is checked states a term of office yet.")
    return [_office(context, body) for body in stating]


_INSIDE = Quantified(
    one="term on record",
    many="terms on record",
    does="is not over",
    do="are not over",
    does_not="is over",
    ask="when they end",
)


def _office(context: RuleContext, body: Node) -> Subject:
    day = context.view.day
    terms = _terms_held(context.firm, body)
    dated = [term for term in terms if term.ends]
    over = [term for term in dated if term.past(day) is Truth.YES]
    perhaps = [term.holder for term in dated if term.past(day) is Truth.MAYBE]
    undated = list(dict.fromkeys(term.holder for term in terms if not term.ends))
    unknown = _unknown_holders(context.firm, body)
    stated = _stated(body)
    late = "; ".join(f"{t.holder}, term ended {t.until}{_days_over(t, day)}" for t in over)
    inside = _INSIDE.of(Tally(len(dated), len(dated), len(dated)))
    inside = f"{body.name}: {inside[0].lower()}{inside[1:]}"
    if perhaps:
        inside += f" With only a month or year recorded, it may be over for {joined(perhaps)}."
    asked = [f"since when {some(undated)} holds a place on {body.name}"] if undated else []
    asked += [f"{' and '.join(unknown)} {body.name}, and since when,"] if unknown else []
    if not terms and not unknown:
        asked = [f"anybody in post with a term on {body.name}"]
    absent = "; ".join(asked)
    facts = (body.id, *(term.fact for term in terms))
    return Subject(
        id=body.id,
        name=body.name,
        contradiction=Evidence(
            f"Past their term on {body.name}: {late}.", (body.id, *(t.fact for t in over))
        )
        if over
        else None,
        met=None if absent else Evidence(f"{inside} {stated}", facts),
        absent=f"{absent[0].upper()}{absent[1:]} is not recorded" if absent else "",
        hint=stated,
        looked=facts,
    )


def _stated(body: Node) -> str:
    given = {"members": "member_term_months", "the chair": "chair_term_months"}
    said = [f"{who} {body.number(a)} months" for who, a in given.items() if body.number(a)]
    return f"Its terms give {joined(said)}."


def _days_over(term: _Term, day: date) -> str:
    assert term.ends is not None
    over = (day - term.ends[1]).days
    return f" ({over} {'day' if over == 1 else 'days'} over)"


def _unknown_holders(partnership: Partnership, body: Node) -> list[str]:
    """Say which places with a term have nobody on record: neither a holder nor a vacancy."""
    unknown = []
    if body.number("member_term_months") and not partnership.own_recorded_seats(
        body.id, "member_of"
    ):
        unknown.append("who sits on")
    if body.number("chair_term_months") and not partnership.own_recorded_seats(body.id, *_CHAIRS):
        unknown.append("who chairs")
    return unknown


def _terms_held(partnership: Partnership, body: Node) -> list[_Term]:
    """Return the terms of the holders of seats and chairs that have one."""
    found = []
    for seat in partnership.own_seats(body.id):
        is_member = seat.link.kind == "member_of"
        months = body.number("member_term_months" if is_member else "chair_term_months")
        ends, _ = term_of(seat.link, body)
        if ends or months:
            found.append(_Term(seat.holder.name, seat.link.id, ends))
    return found
