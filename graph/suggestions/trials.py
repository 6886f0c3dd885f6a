"""Steps tried on one rule, one after the other, until its subject is met: the smallest sets."""

from collections.abc import Iterator

from graph.cancellation import check_cancelled
from graph.errors import GraphError
from graph.rules.finding import Finding, Outcome, SubjectFinding
from graph.rules.registry import Rule
from graph.rules.run import run
from graph.suggestions.candidates import Candidates, Changes
from graph.suggestions.dependencies import Key, noting, touched_by
from graph.view import View
from graph.what_if import ChangeApplier, changed

# Steps one after the other: what takes more is no small step, and a chain of guesses.
_DEEPEST = 3
# Trials, and how many things and links they read in all: each reads the whole map, so a larger one
# has fewer. Together a few seconds at most, on any map (benchmarks/what_if.py).
_MOST_TRIALS, _MOST_READ = 1500, 400_000
# Half-way steps followed further; of those that read alike only one is. Of 232 open findings of the
# bundled areas one reaches it.
_WIDEST = 24


def closing(
    view: View, rule: Rule, subject: SubjectFinding, shared_by: int = 1
) -> tuple[list[Changes], list[Changes]]:
    """Search in the order of size; what reads the same after a step is tried only once.

    A step that changes nothing of what the rule says is no step towards closing it. Returns what
    closes it; else what turns a question about the area into one about things of it. shared_by is
    the number of subjects that have to do with the trials of one.
    """
    states: list[tuple[Changes, View, SubjectFinding]] = [((), view, subject)]
    seen = {_what_is_said(subject)}
    size = len(view.snapshot.nodes) + len(view.snapshot.links)
    most, trials = min(_MOST_TRIALS, _MOST_READ // max(size, 1)) // shared_by, 0
    for _ in range(_DEEPEST):
        met: list[Changes] = []
        first: list[Changes] = []
        onward: list[tuple[Changes, View, SubjectFinding]] = []
        for so_far, here, at in states:
            for step, after, found in _steps(here, rule, at):
                trials += 1
                if trials > most:
                    return met, [] if met else first
                if found is not None and found.outcome is Outcome.MET:
                    met.append((*so_far, *step))
                elif _can_be_told(found, subject, view):
                    first.append((*so_far, *step))
                elif found is not None and _what_is_said(found) not in seen:
                    seen.add(_what_is_said(found))
                    onward.append(((*so_far, *step), after, found))
        if met or first or not onward:
            return met, [] if met else first
        states = onward[:_WIDEST]
    return [], []


def _can_be_told(found: SubjectFinding | None, subject: SubjectFinding, view: View) -> bool:
    """Say whether a question about the area is now one about things, or no longer waits for one."""
    if found is None:
        return subject.id == view.snapshot.area.slug
    return bool(subject.first) and not found.first


def _steps(
    view: View, rule: Rule, subject: SubjectFinding
) -> Iterator[tuple[Changes, View, SubjectFinding | None]]:
    applier = ChangeApplier(view.snapshot)
    notes = read_by(view, rule)
    for step in Candidates(view, rule, subject, notes).steps():
        check_cancelled()
        try:
            after, differing = changed(view, step, applier)
        except GraphError:
            continue
        # What the rule did not read changes nothing it says, and is no trial.
        if not notes.isdisjoint(touched_by(view, after, differing)):
            (finding,) = run(after, [rule])
            yield step, after, _same_subject(finding, subject)


def read_by(view: View, rule: Rule) -> set[Key]:
    """Return what a rule reads of a view, and of the facts that its finding shows."""
    notes: set[Key] = set()
    for finding in run(noting(view, notes), [rule]):
        len(finding.facts)  # read when they are listed
    return notes


def _same_subject(finding: Finding, subject: SubjectFinding) -> SubjectFinding | None:
    same = [s for s in finding.subjects if s.id == subject.id]
    return next((s for s in same if s.name == subject.name), same[0] if same else None)


def _what_is_said(subject: SubjectFinding) -> tuple[object, ...]:
    return subject.outcome, subject.sentence, len(subject.facts)
