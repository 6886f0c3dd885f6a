"""In which order to ask what is not recorded: what opens most first, things on the map before all.

A missing main board comes first of all, since many checks cannot be told without one. Then come
questions about things on the map, which somebody can be asked by name; then those about things
that are not. Inside each the question comes first whose answer opens most other checks, then what
an Act expects, then the order of the catalogue.
"""

from collections.abc import Collection
from typing import NamedTuple

from graph.governance_view import partnership_of
from graph.rules.finding import Answer, Finding, Severity, SubjectFinding
from graph.rules.registry import rule_by_id
from graph.rules.run import run
from graph.view import View

MAIN_BOARD = "main-board-exists"
_OPEN = (Answer.SILENT, Answer.UNKNOWN, Answer.WAITS)
_SEVERITIES = tuple(Severity)


class Question(NamedTuple):
    """A finding to ask about, and the other checks that its answer opens, by id."""

    finding: Finding
    opens: tuple[str, ...]
    on_map: bool


def questions(view: View) -> tuple[Question, ...]:
    """Return what is not recorded on the day of a view, in the order to ask."""
    findings = view.derived(run)
    still_open = {finding.rule for finding in findings if finding.answer in _OPEN}
    has_main = bool(partnership_of(view.firm).mains)
    asked = [
        Question(f, _opens(f, still_open, has_main), _on_map(f, view.firm.nodes.keys()))
        for f in findings
        if f.answer is Answer.SILENT
    ]
    return tuple(sorted(asked, key=lambda question: _rank(question, has_main)))


def _rank(question: Question, has_main: bool) -> tuple[int, int, int]:
    """Sorting is stable, so that what is alike stays in the order of the catalogue."""
    finding = question.finding
    place = 2 - question.on_map
    if finding.rule == MAIN_BOARD and not has_main:
        place = 0
    return place, -len(question.opens), _SEVERITIES.index(finding.severity)


def _opens(finding: Finding, still_open: Collection[str], has_main: bool) -> tuple[str, ...]:
    # Whether a board that is on the map counts as one does not hold up what is asked of it.
    if finding.rule == MAIN_BOARD and has_main:
        return ()
    return tuple(rule for rule in rule_by_id(finding.rule).opens if rule in still_open)


def _on_map(finding: Finding, known: Collection[str]) -> bool:
    """Say whether a question is about something on the map, and about nothing that is not."""
    return any(
        _names_a_thing(subject, known) and (not subject.target or subject.target in known)
        for subject in finding.subjects
        if subject.answer is Answer.SILENT
    )


def _names_a_thing(subject: SubjectFinding, known: Collection[str]) -> bool:
    return any(one in known for one in (subject.id, *subject.about, *subject.path))
