"""What would close a finding: for each subject the smallest sensible step, or what to ask instead.

Nothing here invents who employs somebody, whom a seat speaks for, or a seat of a statutory partner
(permitted_links.py); what every council has by law is recorded, not set up (required_by_law.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from graph.compare import FindingMoved, findings_moved
from graph.facts.changes import Added, Change
from graph.facts.model import Node
from graph.kinds import link_attributes, node_attributes
from graph.rules.finding import Finding, NotApplicableBecause, Outcome, SubjectFinding
from graph.rules.registry import Rule, rule_by_id
from graph.rules.run import run
from graph.suggestions.candidates import Changes
from graph.suggestions.change_words import change_sentences
from graph.suggestions.dependencies import Key
from graph.suggestions.new_things import FIRST_OF, is_suggested, new_node
from graph.suggestions.order import likeness, rank_untried, rank_weighed
from graph.suggestions.required_by_law import REQUIRED_BY_LAW, missing, required
from graph.suggestions.trials import closing, read_by
from graph.view import View
from graph.what_if import ChangeApplier, changed

# Of what closes the finding, how many are weighed with all checks, at 2 to 25 ms each.
_MOST_WEIGHED = 60
_WORDS = {
    Outcome.SILENT: ("ask", "A question to ask: is this so already, and only not recorded?"),
    Outcome.GAP: ("decide", "A decision to take: the record says that it is not so."),
    Outcome.PLANNED: ("carry out", "An intention to carry out: it is recorded as planned."),
}
_FIRST_STEP = (
    "A first question to ask: is this so already? It closes nothing yet, but without it this "
    "cannot be told at all."
)
_RECORD = "record"
_REST = {
    "ask": "Then ask: is the rest so already, and only not recorded?",
    "decide": "The rest is a decision to take: the record says that it is not so.",
    "carry out": "The rest is an intention to carry out.",
}
_NO_STEP = "No small step closes it"
_OTHERS_SAY = "who employs somebody, and whom a seat speaks for, can only be asked"
_SPEAKS_FOR = frozenset(
    (
        *node_attributes("organisation")["sector"].words,
        *link_attributes("member_of")["speaks_for"].words,
        *FIRST_OF,
    )
)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Changes that would make a subject met. word: ask, decide, carry out or record; why says it.

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


@dataclass(frozen=True, slots=True)
class SubjectSteps:
    """What would close one subject, the best first; where there is nothing, what to say instead.

    sentence is what the finding says of the subject.
    """

    subject: str
    name: str
    sentence: str
    steps: tuple[Suggestion, ...]
    none: str


@dataclass(frozen=True, slots=True)
class ClosingSteps:
    """The steps of a finding: of each open subject one, or several of the one that was asked for.

    left_out counts the open subjects that were not looked at; why_nothing says in a sentence why
    there is none that is open.
    """

    subjects: tuple[SubjectSteps, ...]
    left_out: int
    why_nothing: str

    @property
    def nothing_open(self) -> str:
        """That nothing is open, and why; "" where something is."""
        return f"Nothing is open here. {self.why_nothing}" if self.why_nothing else ""

    @property
    def steps(self) -> tuple[Suggestion, ...]:
        """The steps of all subjects, each once."""
        alike = {(step.word, step.sentences): step for one in self.subjects for step in one.steps}
        return tuple(alike.values())


def suggest(
    view: View, rule_id: str, subject_id: str | None = None, most: int = 5
) -> tuple[Suggestion, ...]:
    """Return what would close a rule's finding, a step for each subject that is open.

    Of one subject that is named, up to most different steps, the best first. Empty where nothing
    is open, or no small step closes it: closing_steps() says which. Raises UnknownThing for the
    rule.
    """
    return closing_steps(view, rule_id, subject_id, most).steps


def closing_steps(
    view: View, rule_id: str, subject_id: str | None = None, most: int = 5
) -> ClosingSteps:
    """Return what would close a rule's finding, subject by subject; raises UnknownThing."""
    rule = rule_by_id(rule_id)
    before = run(view)
    finding = next(finding for finding in before if finding.rule == rule_id)
    asked = [s for s in finding.subjects if subject_id in (None, s.id)]
    is_open = [subject for subject in asked if subject.outcome in _WORDS]
    search = _Search(view, rule, before)
    if not is_open:
        found = [step for subject in asked for step in search.recording(subject)]
        return ClosingSteps(tuple(found), 0, "" if found else _why_nothing(asked))
    looked_at = is_open[: 1 if subject_id else most]
    ways = most if subject_id else 1
    steps = [search.of(subject, ways, len(looked_at)) for subject in looked_at]
    steps.sort(key=lambda one: _plainest_first(one, view))
    return ClosingSteps(tuple(steps), 0 if subject_id else len(is_open) - len(looked_at), "")


def _plainest_first(one: SubjectSteps, view: View) -> tuple[Any, ...]:
    """Order subjects by how little their first step takes; those without one come last."""
    return (False, rank_untried(one.steps[0].changes, view)[:4]) if one.steps else (True, ())


def _why_nothing(asked: Sequence[SubjectFinding]) -> str:
    """Say why there is nothing to close."""
    if not asked:
        return "This check says nothing about that."
    first = asked[0]
    if first.outcome is Outcome.UNKNOWN:
        return f"Whether this check applies cannot be told yet. {first.first}".strip()
    if first.because is NotApplicableBecause.WAITS:
        return f"This check waits until something is recorded. {first.sentence}"
    if first.outcome is Outcome.NOT_APPLICABLE:
        return f"This check does not apply. {first.sentence}"
    return "What this check asks is met."


class _Search:
    """The search for the steps of one rule on a view, subject by subject."""

    def __init__(self, view: View, rule: Rule, before: Sequence[Finding]) -> None:
        self.view, self.rule, self.before = view, rule, before
        self.applier = ChangeApplier(view.snapshot)
        self.notes: set[Key] = read_by(view, rule)

    def of(self, subject: SubjectFinding, ways: int, shared_by: int) -> SubjectSteps:
        """Return the steps of a subject, at most so many that differ."""
        met, first = closing(self.view, self.rule, subject, shared_by)
        # What else each would change takes all checks, so it is asked of the likeliest only.
        likeliest = sorted([*met, *first], key=lambda changes: rank_untried(changes, self.view))
        weighed = likeliest[: _MOST_WEIGHED // shared_by]
        made = [self._suggestion(subject, changes, changes in first) for changes in weighed]
        ranks = [rank_weighed(one.changes, one.closed, one.opened, self.view) for one in made]
        alike: dict[tuple[str, ...], tuple[Any, Suggestion]] = {}
        for rank, one in sorted(zip(ranks, made, strict=True), key=lambda pair: pair[0]):
            alike.setdefault(likeness(one.changes, one.sentences), (rank, one))
        steps = [one for _, one in alike.values()]
        as_good = sum(1 for rank, _ in alike.values() if rank == next(iter(alike.values()))[0]) - 1
        if as_good > 0 and ways == 1:
            # Where several would do, the first is one of them by its id alone.
            steps[0] = replace(steps[0], why=f"{steps[0].why} {_as_good_words(as_good)}")
        return self._answer(subject, tuple(steps[:ways]))

    def recording(self, subject: SubjectFinding) -> list[SubjectSteps]:
        """Return the one step for a check that waits for what every council has by law."""
        if subject.because is not NotApplicableBecause.WAITS:
            return []
        looked_for = {key[1:] for key in self.notes if key[0] == "firm kind" and key[1] == "body"}
        if not looked_for <= {(one.kind, one.word) for one in REQUIRED_BY_LAW}:
            return []
        for one in missing(self.view, self.view.shown):
            if (one.kind, one.word) not in looked_for:
                continue
            made = new_node(self.view.snapshot, one.kind, {f"{one.kind}_kind": one.word})
            after, _ = changed(self.view, [Added(made)], self.applier)
            (finding,) = run(after, [self.rule])
            if finding.because is not NotApplicableBecause.WAITS:
                return [self._answer(subject, (self._suggestion(subject, (Added(made),), True),))]
        return []

    def _answer(self, subject: SubjectFinding, steps: tuple[Suggestion, ...]) -> SubjectSteps:
        none = "" if steps else self._no_step(subject)
        return SubjectSteps(subject.id, subject.name, subject.sentence, steps, none)

    def _no_step(self, subject: SubjectFinding) -> str:
        """Say that nothing small closes it, and what to do or to ask for instead."""
        asked = self.rule.group == "composition" or subject.id in _SPEAKS_FOR
        why = f": {_OTHERS_SAY}" if asked else ""
        if subject.outcome is Outcome.SILENT:
            wanted = self.rule.would_change
            return f"{_NO_STEP}{why}. What to ask for: {wanted[0].lower()}{wanted[1:]}"
        return f"{_NO_STEP}{why}. What people do: {self.rule.remedy}"

    def _suggestion(self, subject: SubjectFinding, changes: Changes, first: bool) -> Suggestion:
        view = self.view
        after, _ = changed(view, changes, self.applier)
        moved = [m for m in findings_moved(self.before, run(after)) if m.rule != self.rule.id]
        word, why = self._word(subject, changes, first)
        sentences = change_sentences(changes, view.snapshot, after.snapshot)
        said = zip(changes, sentences, strict=True)
        return Suggestion(
            rule=self.rule.id,
            subject=subject.id,
            word=word,
            why=why,
            changes=changes,
            sentences=tuple(self._recorded(change) or sentence for change, sentence in said),
            invented=sum(1 for change in changes if _new_node(change)),
            closed=tuple(finding for finding in moved if finding.closed),
            opened=tuple(finding for finding in moved if finding.opened),
            first=first,
        )

    def _word(self, subject: SubjectFinding, changes: Changes, first: bool) -> tuple[str, str]:
        word, why = ("ask", _FIRST_STEP) if first else _WORDS[subject.outcome]
        nodes = [node for change in changes if (node := _new_node(change))]
        lawful = [one for node in nodes if (one := required(node, self.view))]
        if not lawful:
            return word, why
        source = lawful[0].citation.source
        there = f"Record it: every council with children's services has one by law ({source})."
        if len(changes) > len(lawful):
            return _RECORD, f"{there} {_REST[word]}"
        return _RECORD, f"{there} Then this check can be asked." if first else there

    def _recorded(self, change: Change) -> str:
        """Say of what is there by law that it is recorded; "" for any other change."""
        node = _new_node(change)
        lawful = required(node, self.view) if node else None
        return f"Record the {lawful.label}: not on the map yet." if lawful else ""


def _as_good_words(others: int) -> str:
    do = "one other step would" if others == 1 else f"{others} other steps would"
    return f"It is one of several: {do} do as well, so ask which."


def _new_node(change: Change) -> Node | None:
    """Return the thing that a change makes up."""
    fact = change.fact if isinstance(change, Added) else None
    return fact if isinstance(fact, Node) and is_suggested(fact) else None
