"""The questions of an area, one for each silence, with what became of each.

A question is a subject about which a check found nothing on record. What was said of a question
stays in the list when the record answers it, when the check asks it no more, and when what it is
about is gone: nothing that somebody wrote down is lost, and it is never read as said of something
else.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from graph.facts.identifiers import area_of, question_id, subject_base
from graph.facts.model import Area, Attributed, QuestionState
from graph.kinds.question_words import NOT_ASKED, NOT_OURS, QUESTION_STATES
from graph.question_sentences import is_overdue, whole_words
from graph.rules.asking import questions
from graph.rules.finding import Answer, Finding, SubjectFinding
from graph.rules.run import run
from graph.sentences import (
    asked_about,
    attribute_title,
    capital,
    fact_title,
    is_about_what_is_gone,
)
from graph.view import View

_STATE_LABELS = {choice.word: choice.label for choice in QUESTION_STATES}


class Standing(StrEnum):
    """Whether a question is still to be answered, and if not, why not."""

    OPEN = "open"
    CLOSED = "closed"  # the record says it now, or the check does not ask it any more
    LEFT_OUT = "left_out"  # somebody has said that it is not ours, and it is not asked
    GONE = "gone"  # what it is about is no longer on the map


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedQuestion:
    """A question with what became of it; said is None where nothing is on record.

    One of rule and attribute is ""; title says what is asked, subject is the id of what it is
    about and name its name, sentence what the check says of it now.
    """

    area: str
    rule: str
    attribute: str
    title: str
    subject: str
    name: str
    sentence: str
    standing: Standing
    said: QuestionState | None

    @property
    def id(self) -> str:
        """The id of what became of it, whether anything did or not."""
        return question_id(self.area, self.rule, self.attribute, self.subject)

    @property
    def about(self) -> str:
        """The id of what it is about, without the part of it that a check asks of."""
        return subject_base(self.subject)

    @property
    def state(self) -> str:
        """The word for what became of it."""
        return self.said.state if self.said else NOT_ASKED

    @property
    def label(self) -> str:
        """What became of it, in plain words."""
        return _STATE_LABELS[self.state]

    def is_overdue(self, today: date) -> bool:
        """Say whether it is open, and an answer was due before today."""
        return self.standing is Standing.OPEN and bool(self.said and is_overdue(self.said, today))


def asked_questions(view: View) -> tuple[AskedQuestion, ...]:
    """Return the open questions of a view in the order to ask, then those that are open no more."""
    findings = view.derived(run)
    first = [one.finding for one in view.derived(questions)]
    there = {finding.rule for finding in first}
    ordered = [*first, *(finding for finding in findings if finding.rule not in there)]
    open_ones = [
        _of_subject(finding, subject, Standing.OPEN, view)
        for finding in ordered
        for subject in finding.subjects
        if subject.answer is Answer.SILENT
    ]
    listed = {one.said.id for one in open_ones if one.said}
    by_rule = {finding.rule: finding for finding in findings}
    rest = [_said(said, by_rule, view) for said in view.questions if said.id not in listed]
    # An attribute that is still not recorded is an open question too.
    rest.sort(key=lambda one: one.standing is not Standing.OPEN)
    return (*open_ones, *rest)


def _of_subject(
    finding: Finding, subject: SubjectFinding, standing: Standing, view: View
) -> AskedQuestion:
    return AskedQuestion(
        area=area_of(finding.id),
        rule=finding.rule,
        attribute="",
        title=finding.question,
        subject=subject.key,
        name=subject.name,
        sentence=subject.sentence,
        standing=standing,
        said=view.question(subject.key, rule=finding.rule),
    )


def _said(said: QuestionState, findings: Mapping[str, Finding], view: View) -> AskedQuestion:
    """Return a question that no check asks now, by what was said of it."""
    finding = findings.get(said.rule)
    asked = finding.subjects if finding else ()
    subject = next((one for one in asked if one.key == said.subject), None)
    standing = Standing.CLOSED
    if is_about_what_is_gone(said, view.snapshot):
        standing = Standing.GONE
    elif said.attribute and not is_recorded(view, said.subject, said.attribute):
        standing = Standing.LEFT_OUT if said.state == NOT_OURS else Standing.OPEN
    elif subject and subject.answer is Answer.EXCLUDED and said.state == NOT_OURS:
        standing = Standing.LEFT_OUT
    return AskedQuestion(
        area=said.area,
        rule=said.rule,
        attribute=said.attribute,
        title=finding.question if finding else asked_about(said, view.snapshot),
        subject=said.subject,
        name=subject.name if subject else fact_title(view.snapshot, said.subject),
        sentence=subject.sentence if subject else "",
        standing=standing,
        said=said,
    )


def became_of(finding: Finding, view: View, today: date) -> tuple[str, ...]:
    """Say what became of the questions of a finding, a sentence for each of which it was said."""
    several = len(finding.subjects) > 1
    said = []
    for subject, state in _said_of(finding, view):
        words = whole_words(state, view.name, today)
        said.append(f"{capital(subject.name)}: {words}" if several else words)
    return tuple(said)


def became_in_short(finding: Finding, view: View, today: date) -> str:
    """Say the same in a few words: "2 of 7 asked, 1 overdue"; "" where nothing was said."""
    states = [state for _, state in _said_of(finding, view)]
    if not states:
        return ""
    silent = sum(1 for subject in finding.subjects if subject.answer is Answer.SILENT)
    if silent == 1:
        return whole_words(states[0], view.name, today)
    counts = Counter(state.state for state in states)
    said = [f"{counts[word]} {label}" for word, label in _STATE_LABELS.items() if counts[word]]
    late = sum(1 for state in states if is_overdue(state, today))
    said += [f"{late} overdue"] if late else []
    return f"Of {silent} questions: {', '.join(said)}."


def _said_of(finding: Finding, view: View) -> list[tuple[SubjectFinding, QuestionState]]:
    """Return the silent subjects of a finding of which something was said, with that."""
    return [
        (subject, state)
        for subject in finding.subjects
        if subject.answer is Answer.SILENT
        if (state := view.question(subject.key, rule=finding.rule))
    ]


def closed_question(finding: Finding, subject: SubjectFinding) -> AskedQuestion:
    """Return the question of a check that the record answers, and of which nothing was said."""
    return AskedQuestion(
        area=area_of(finding.id),
        rule=finding.rule,
        attribute="",
        title=finding.question,
        subject=subject.key,
        name=subject.name,
        sentence=subject.sentence,
        standing=Standing.CLOSED,
        said=None,
    )


def unasked_attribute(view: View, subject: str, attribute: str) -> AskedQuestion:
    """Return the question of an attribute of which nothing was said."""
    recorded = is_recorded(view, subject, attribute)
    snapshot = view.snapshot
    return AskedQuestion(
        area=snapshot.area.slug,
        rule="",
        attribute=attribute,
        title=attribute_title(snapshot, subject, attribute),
        subject=subject,
        name=fact_title(snapshot, subject),
        sentence="It is on record already." if recorded else "It is not recorded: ask.",
        standing=Standing.CLOSED if recorded else Standing.OPEN,
        said=None,
    )


def is_recorded(view: View, subject: str, attribute: str) -> bool:
    """Say whether an attribute of a thing, a link or the area is on record."""
    snapshot = view.snapshot
    fact = snapshot.nodes.get(subject) or snapshot.links.get(subject)
    if isinstance(fact, Attributed):
        return attribute in fact.attributes
    area: Area = snapshot.area
    return subject == area.slug and getattr(area, attribute, None) is not None


@dataclass(frozen=True, slots=True)
class QuestionCounts:
    """How many questions are open, how many of each state (none of those left out), how many late.

    recorded says whether anything is on record of what became of any.
    """

    total: int
    by_state: Mapping[str, int]
    overdue: int

    @property
    def recorded(self) -> bool:
        """Whether anything was said of any of them."""
        return self.total > self.by_state.get(NOT_ASKED, 0)


def counted(asked: Iterable[AskedQuestion], today: date) -> QuestionCounts:
    """Count the questions that are open."""
    open_ones = [one for one in asked if one.standing is Standing.OPEN]
    states = Counter(one.state for one in open_ones)
    by_state = {c.word: states[c.word] for c in QUESTION_STATES if states[c.word]}
    return QuestionCounts(
        len(open_ones), by_state, sum(1 for one in open_ones if one.is_overdue(today))
    )


def counts_words(counts: QuestionCounts) -> str:
    """Say how many questions there are and what became of them: "12 questions: 3 asked, 1 overdue".

    Without a word on record of any, that nothing is recorded of it.
    """
    said = [
        f"{count} {_STATE_LABELS[word]}"
        for word, count in counts.by_state.items()
        if word != NOT_ASKED
    ]
    said += [f"{counts.overdue} overdue"] if counts.overdue else []
    total = f"{counts.total} question{'' if counts.total == 1 else 's'}"
    if not counts.total:
        return "No question is open."
    return (
        f"{total}: {', '.join(said)}."
        if said
        else f"{total}, and nothing is recorded yet of what became of any."
    )
