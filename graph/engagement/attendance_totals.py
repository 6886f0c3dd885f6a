"""Totals of attendance that somebody gave without registers: shown as given, and in no score.

A total does not say when a meeting was missed or whether a word came, so nothing is worked out of
it. Those of families and communities are left to the remark about how a body meets.
"""

from dataclasses import dataclass

from graph.engagement.affiliation import Affiliations
from graph.facts.dates import day_words
from graph.facts.identifiers import natural_key
from graph.facts.model import Node
from graph.kinds import node_attributes
from graph.sentences import capital
from graph.view import View

_NUMBERS = ("expected", "attended", "absent", "apologies")


@dataclass(frozen=True, slots=True)
class AttendanceTotal:
    """One total: the fact, the organisation it speaks of (None: not recorded), and it in words."""

    fact: str
    partner: str | None
    sentence: str


def attendance_totals(view: View, affiliations: Affiliations) -> tuple[AttendanceTotal, ...]:
    """Return the totals given up to the day, by name."""
    by_name = sorted(
        (node for node in view.firm.of_kind("attendance_total") if _by_now(node, view)),
        key=lambda node: (natural_key(node.name.casefold()), node.id),
    )
    return tuple(
        _total(node, view, affiliations)
        for node in by_name
        if not affiliations.is_of_people(node.text("about") or "", view.day)
    )


def _by_now(node: Node, view: View) -> bool:
    last = node.day("last_day")
    return last is None or last.first <= view.day


def _total(node: Node, view: View, affiliations: Affiliations) -> AttendanceTotal:
    about = affiliations.nodes.get(node.text("about") or "")
    partner = affiliations.organisation(about.id, view.day) if about else None
    whose = node.name
    if about and about.kind == "person":
        # Whoever it was is named by nothing but the organisation, not even by the total's own name.
        whose = f"a member from {view.name(partner)}" if partner else "a member"
    elif about:
        whose = f"{node.name}, {about.name}"
    known = node_attributes("attendance_total")
    numbers = [
        f"{known[n].label.lower()} {node.number(n)}" for n in _NUMBERS if n in node.attributes
    ]
    at = f" at {view.name(str(node.text('body')))}" if node.text("body") else ""
    said = f"{whose}{at}{_when(node)}: {', '.join(numbers) or 'no number'}."
    return AttendanceTotal(node.id, partner, capital(said))


def _when(node: Node) -> str:
    first, last = node.day("first_day"), node.day("last_day")
    since = f" from {day_words(first)}" if first else ""
    return f"{since} to {day_words(last)}" if last else since
