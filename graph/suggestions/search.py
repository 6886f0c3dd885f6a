"""The smallest sets of steps that close a finding, each with what else it would change."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeGuard

from graph.compare import FindingMoved, findings_moved
from graph.errors import GraphError
from graph.facts.changes import Added, Change, Changed, Ended, Withdrawn
from graph.facts.dates import day_words
from graph.facts.model import Attributed, Fact, Link, Node, Snapshot
from graph.governance_view import is_top
from graph.kinds import LINK_KINDS
from graph.network import UPWARD_KINDS
from graph.rules.finding import Answer, Finding, Outcome, SubjectFinding
from graph.rules.registry import Rule, rule_by_id
from graph.rules.run import run
from graph.sentences import attribute_words, attributes_of, fact_sentence
from graph.suggestions.candidates import Candidates, Changes
from graph.suggestions.dependencies import Key, noting, touched_by
from graph.view import View
from graph.what_if import ChangeApplier, changed

# Steps one after the other. The bundled areas need three at most; twice that for larger ones.
_DEEPEST = 6
# Trials, and how many things and links they read in all: each reads the whole map, so a larger one
# has fewer. Together a few seconds at most, on any map (benchmarks/what_if.py).
_MOST_TRIALS, _MOST_READ = 1500, 400_000
# Of what closes the finding, how many are weighed with all checks, at 2 to 25 ms each.
_MOST_WEIGHED = 60
# Half-way steps followed further; of those that read alike only one is. Of 232 open findings of the
# bundled areas one reaches it.
_WIDEST = 24
_WORDS = {
    Outcome.SILENT: ("ask", "A question to ask: is this so already, and only not recorded?"),
    Outcome.GAP: ("decide", "A decision to take: the record says that it is not so."),
    Outcome.PLANNED: ("carry out", "An intention to carry out: it is recorded as planned."),
}
_FIRST_STEP = (
    "A first question to ask: is this so already? It closes nothing yet, but without it this "
    "cannot be told at all."
)
_FIRST = ("reports_to", "coordinates_with", "owns", "member_of", "sponsors", "accountable_to")
_ORDER = dict.fromkeys((*_FIRST, *(kind.name for kind in LINK_KINDS)))
_RANK = {kind: rank for rank, kind in enumerate(_ORDER)}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Changes that would make a subject met. word: ask, decide or carry out; why says it whole.

    invented counts the things that are not on the map yet; closed and opened are the other
    findings that would close and open with it. first says that it closes nothing yet: with it the
    question, which cannot be told now, can be asked.
    """

    rule: str
    subject: str
    word: str
    why: str
    changes: tuple[Change, ...]
    sentences: tuple[str, ...]
    invented: int
    closed: tuple[FindingMoved, ...]
    opened: tuple[FindingMoved, ...]
    first: bool = False


def suggest(
    view: View, rule_id: str, subject_id: str | None = None, most: int = 5
) -> tuple[Suggestion, ...]:
    """Return what would close a rule's finding, the smallest and safest first.

    Without a subject the first is taken that is open. Empty where nothing is open, or where
    nothing that could be tried closes it. Raises UnknownThing for the rule.
    """
    rule = rule_by_id(rule_id)
    before, applier = run(view), ChangeApplier(view.snapshot)
    finding = next(finding for finding in before if finding.rule == rule_id)
    subject = _open_subject(finding, subject_id)
    if subject is None:
        return ()
    closing, first = _closing(view, rule, subject)
    # What else each would change takes all checks, so it is asked of the likeliest only.
    likeliest = sorted([*closing, *first], key=lambda changes: _rank_untried(changes, view))
    found = []
    for changes in likeliest[:_MOST_WEIGHED]:
        after, _ = changed(view, changes, applier)
        moved = findings_moved(before, run(after))
        made = _suggestion(view, after, moved, rule.id, subject, changes)
        found.append(_as_first_step(made) if changes in first else made)
    alike: dict[tuple[str, ...], Suggestion] = {}
    for suggestion in sorted(found, key=lambda one: _rank_weighed(one, view)):
        alike.setdefault(_likeness(suggestion), suggestion)
    return tuple(alike.values())[:most]


def _as_first_step(suggestion: Suggestion) -> Suggestion:
    return replace(suggestion, word="ask", why=_FIRST_STEP, first=True)


def _likeness(suggestion: Suggestion) -> tuple[str, ...]:
    """Return what a suggestion is, in any order, whatever is said of the things it makes up."""
    said = zip(suggestion.changes, suggestion.sentences, strict=True)
    return tuple(
        sorted(
            change.fact.name
            if isinstance(change, Added) and isinstance(change.fact, Node)
            else str(_both_ways(change)) or sentence
            for change, sentence in said
        )
    )


def _both_ways(change: Change) -> list[str] | str:
    """Return the ends of a working link, which says the same from either; "" for anything else."""
    if not isinstance(change, Added) or not isinstance(change.fact, Link):
        return ""
    link = change.fact
    return sorted((link.from_id, link.to_id)) if link.kind == "coordinates_with" else ""


def _open_subject(finding: Finding, subject_id: str | None) -> SubjectFinding | None:
    asked = [s for s in finding.subjects if subject_id in (None, s.id)]
    return next((subject for subject in asked if subject.outcome in _WORDS), None)


def _closing(
    view: View, rule: Rule, subject: SubjectFinding
) -> tuple[list[Changes], list[Changes]]:
    """Search in the order of size; what reads the same after a step is tried only once.

    A step that changes nothing of what the rule says is no step towards closing it. Returns what
    closes it; else what turns a question about the area into one about things of it.
    """
    of_area = subject.id == view.snapshot.area.slug
    states: list[tuple[Changes, View, SubjectFinding]] = [((), view, subject)]
    seen = {_what_is_said(subject)}
    size = len(view.snapshot.nodes) + len(view.snapshot.links)
    most, trials = min(_MOST_TRIALS, _MOST_READ // max(size, 1)), 0
    for _ in range(_DEEPEST):
        closing: list[Changes] = []
        first: list[Changes] = []
        onward: list[tuple[Changes, View, SubjectFinding]] = []
        for so_far, here, at in states:
            for step, after, found in _steps(here, rule, at):
                trials += 1
                if trials > most:
                    return closing, [] if closing else first
                if found is not None and found.outcome is Outcome.MET:
                    closing.append((*so_far, *step))
                elif found is None and of_area:
                    first.append((*so_far, *step))
                elif found is not None and _what_is_said(found) not in seen:
                    seen.add(_what_is_said(found))
                    onward.append(((*so_far, *step), after, found))
        if closing or first or not onward:
            return closing, [] if closing else first
        states = onward[:_WIDEST]
    return [], []


def _steps(
    view: View, rule: Rule, subject: SubjectFinding
) -> Iterator[tuple[Changes, View, SubjectFinding | None]]:
    applier = ChangeApplier(view.snapshot)
    notes: set[Key] = set()
    run(noting(view, notes), [rule])
    for step in Candidates(view, rule, subject, notes).steps():
        try:
            after, differing = changed(view, step, applier)
        except GraphError:
            continue
        # What the rule did not read changes nothing it says, and is no trial.
        if not notes.isdisjoint(touched_by(view, after, differing)):
            (finding,) = run(after, [rule])
            yield step, after, _same_subject(finding, subject)


def _same_subject(finding: Finding, subject: SubjectFinding) -> SubjectFinding | None:
    same = [s for s in finding.subjects if s.id == subject.id]
    return next((s for s in same if s.name == subject.name), same[0] if same else None)


def _what_is_said(subject: SubjectFinding) -> tuple[object, ...]:
    return subject.outcome, subject.sentence, len(subject.facts)


def _suggestion(
    view: View,
    after: View,
    moved: Iterable[FindingMoved],
    rule: str,
    subject: SubjectFinding,
    changes: Changes,
) -> Suggestion:
    others = [finding for finding in moved if finding.rule != rule]
    word, why = _WORDS[subject.outcome]
    added = [c.fact for c in changes if isinstance(c, Added)]
    return Suggestion(
        rule=rule,
        subject=subject.id,
        word=word,
        why=why,
        changes=changes,
        sentences=tuple(change_sentences(changes, view.snapshot, after.snapshot)),
        invented=sum(1 for fact in added if isinstance(fact, Node)),
        closed=tuple(finding for finding in others if finding.closed),
        opened=tuple(finding for finding in others if finding.opened),
    )


def _rank_weighed(suggestion: Suggestion, view: View) -> tuple[object, ...]:
    """Few new things and changes, no new gap, what is intended already, plain lines to boards.

    A line of accountability comes before a working contact, though it may bring a question.
    """
    invented, changes, *plainest = _rank_untried(suggestion.changes, view)
    return (
        invented,
        changes,
        sum(1 for moved in suggestion.opened if moved.after is Answer.GAP),
        *plainest,
        -len(suggestion.closed),
        len(suggestion.opened),
        sum(len(getattr(c.fact, "attributes", ())) for c in suggestion.changes if _has_fact(c)),
        suggestion.sentences,
    )


def _rank_untried(changes: Changes, view: View) -> tuple[Any, ...]:
    """Order by what can be told without trying: new things, changes, what is intended, lines."""
    added = [change.fact for change in changes if isinstance(change, Added)]
    return (
        sum(1 for fact in added if isinstance(fact, Node)),
        len(changes),
        any(isinstance(change, Added | Ended) for change in changes),
        [_line_rank(fact, view) for fact in added],
        [_RANK.get(getattr(fact, "kind", ""), len(_RANK)) for fact in added],
    )


def _has_fact(change: Change) -> TypeGuard[Added | Changed]:
    return isinstance(change, Added | Changed)


def _line_rank(fact: Fact, view: View) -> int:
    """Put a line to a main board or a top before one to another body, and to one of its kind."""
    if not isinstance(fact, Link) or fact.kind not in UPWARD_KINDS:
        return 0
    nodes = view.firm.nodes
    start, stop = nodes.get(fact.from_id), nodes.get(fact.to_id)
    if start is None or stop is None or stop.text("body_kind") == "main_board" or is_top(stop):
        return 0
    return 2 if start.text("body_kind") == stop.text("body_kind") else 1


def change_sentences(changes: Iterable[Change], before: Snapshot, after: Snapshot) -> Iterator[str]:
    """Say changes in plain sentences, one each."""
    known = before.facts()
    for change in changes:
        match change:
            case Added(fact):
                yield fact_sentence(fact, after)
            case Changed(fact):
                yield _changed_sentence(known.get(fact.id), fact, after)
            case Ended(fact_id, until):
                said = fact_sentence(known[fact_id], before).removesuffix(".")
                yield f"No longer so after {day_words(until)}: {said}."
            case Withdrawn(fact_id):
                said = fact_sentence(known[fact_id], before).removesuffix(".")
                yield f"Recorded in error: {said}."


def _changed_sentence(old: object, fact: object, after: Snapshot) -> str:
    """Say what is new of a fact; the whole of it where it is no single attribute."""
    assert isinstance(fact, Attributed)
    if isinstance(fact, Node) and isinstance(old, Node):
        names = [n for n, v in fact.attributes.items() if old.attributes.get(n) != v]
        said = [_attribute_sentence(old, fact, name) for name in names]
        if said:
            return f"{fact.name}: {'; '.join(said)}."
    found = after.facts()[fact.id]
    return fact_sentence(found, after)


def _attribute_sentence(old: Node, new: Node, name: str) -> str:
    """Say an attribute of a thing, of a list only what is new of it."""
    label = attributes_of(new)[name].label
    held = old.words(name)
    if held:
        added = tuple(word for word in new.words(name) if word not in held)
        new = replace(new, attributes={name: added})
    return f"{label[0].lower()}{label[1:]}{' also' if held else ''}: {attribute_words(new, name)}"
