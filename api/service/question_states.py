"""What became of a question, at the doors: read with its names, checked, written as a change."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from api.errors import UsageError
from api.service.batches import new_batch, who_here
from api.service.reader import Reader, read_day, resolve
from graph.errors import InvalidFact, UnknownThing
from graph.facts.changes import Added, Change, Changed, Withdrawn
from graph.facts.fields import FIELDS
from graph.facts.identifiers import full_id, question_id
from graph.facts.model import Area, QuestionState, Snapshot
from graph.kinds import Attribute, Choice
from graph.kinds.nearest_words import allowed_words
from graph.kinds.question_words import ASKED, NOT_ASKED, QUESTION_STATES
from graph.name_keys import name_key
from graph.question_sentences import whole_words
from graph.rules.finding import Answer, Finding, SubjectFinding
from graph.rules.question_list import (
    AskedQuestion,
    asked_questions,
    closed_question,
    is_recorded,
    unasked_attribute,
)
from graph.rules.registry import rule_by_id
from graph.sentences import attributes_of, some
from graph.view import View

FROM_PAGE = "a page about a question"
FROM_COMMAND = "the command question"
# Letters of a reason, and of who says it: a sentence or two, and a post.
MOST_REASON, MOST_NAME = 600, 120


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenState:
    """What somebody says of a question, in texts as they come from a form or a command.

    seen is the version of what was on record when the form was shown (0: nothing); None where
    nobody looked.
    """

    subject: str
    rule: str = ""
    attribute: str = ""
    state: str
    to: str = ""
    on: str = ""
    due: str = ""
    by: str = ""
    reason: str = ""
    seen: int | None = None


def questions_of(reader: Reader, view: View) -> tuple[AskedQuestion, ...]:
    """Return the questions of a view with what became of each, made once."""
    reader.findings(view)
    return reader.derived(view, asked_questions)


def question_named(
    reader: Reader, view: View, subject: str, *, rule: str = "", attribute: str = ""
) -> AskedQuestion:
    """Return one question by its check, or attribute, and what it is about.

    One that nobody has asked and the record answers is a question all the same, which is closed.
    Raises UsageError and UnknownThing.
    """
    if rule:
        asked_rule = rule_by_id(rule)
        finding = next(f for f in reader.findings(view) if f.rule == asked_rule.id)
        listed = [one for one in questions_of(reader, view) if one.rule == asked_rule.id]
        of_id = [one for one in listed if one.subject == subject]
        if of_id:
            return of_id[0]
        found = _subject_of(finding, subject, view)
        there = [one for one in listed if one.subject == found.key]
        return there[0] if there else closed_question(finding, found)
    about = _lacking(subject, view)
    name = _attribute(view.snapshot, about, attribute)
    listed = [one for one in questions_of(reader, view) if one.attribute == name]
    there = [one for one in listed if one.subject == about]
    return there[0] if there else unasked_attribute(view, about, name)


def became_words(view: View, said: QuestionState, today: date) -> str:
    """Say what became of a question in one sentence, and whether an answer is late."""
    return whole_words(said, view.name, today)


def change_of(view: View, findings: Sequence[Finding], given: GivenState, today: date) -> Change:
    """Return what somebody says of a question as a change that may be tried, kept or written.

    Raises UsageError and UnknownThing; what the model refuses is told where it is written.
    """
    snapshot = view.snapshot
    if bool(given.rule) == bool(given.attribute):
        raise UsageError("Say which question: give a check, or an attribute that is not recorded.")
    rule, attribute, subject = "", "", ""
    asked = ""
    if given.rule:
        rule = rule_by_id(given.rule).id
        finding = next(f for f in findings if f.rule == rule)
        one = _subject_of(finding, given.subject, view)
        subject = one.key
        # Of what is answered nothing needs to become, unless it is to be put right.
        if one.answer is not Answer.SILENT:
            asked = f"{one.name}: the check {rule} asks nothing now. {one.sentence}"
    else:
        subject = _lacking(given.subject, view)
        attribute = _attribute(snapshot, subject, given.attribute)
        if is_recorded(view, subject, attribute):
            asked = f'{view.name(subject)}: "{given.attribute}" is on record already.'
    state_id = question_id(snapshot.area.slug, rule, attribute, subject)
    if state_id not in snapshot.questions and asked:
        raise UsageError(asked)
    return change_about(snapshot, given, rule, attribute, subject, today)


def change_about(
    snapshot: Snapshot, given: GivenState, rule: str, attribute: str, subject: str, today: date
) -> Change:
    """Return what somebody says of a question whose check, attribute and subject are read already.

    Raises UsageError and UnknownThing.
    """
    state_id = question_id(snapshot.area.slug, rule, attribute, subject)
    old = snapshot.questions.get(state_id)
    state = _state(given.state)
    if state == NOT_ASKED:
        if old is None:
            raise UsageError("Nothing is on record of what became of it, so it is not asked yet.")
        return Withdrawn(state_id)
    state_said = QuestionState(
        area=snapshot.area.slug,
        rule=rule,
        attribute=attribute,
        subject=subject,
        state=state,
        to=_asked(snapshot, given.to, state),
        on=read_day(given.on) or today,
        due=read_day(given.due),
        by=_short(given.by, "who says it", MOST_NAME) or who_here(),
        reason=_short(given.reason, "the reason", MOST_REASON),
    )
    if old is None:
        return Added(state_said)
    kept = {"note": old.note, "sources": old.sources}
    return Changed(replace(state_said, **kept))  # type: ignore[arg-type]


def set_state(reader: Reader, slug: str, given: GivenState, source: str) -> str:
    """Write what became of a question, and say it in a sentence.

    Raises UsageError, UnknownThing, InvalidFact, and Conflict where somebody else was first.
    """
    view, today = reader.view(slug), reader.today()
    change = change_of(view, reader.findings(view), given, today)
    fact_id = change.fact.id if isinstance(change, Added | Changed) else ""
    if isinstance(change, Withdrawn):
        fact_id = change.fact_id
    seen = view.snapshot.versions.get(fact_id, 0) if given.seen is None else given.seen
    try:
        revision = reader.store.apply(new_batch(slug, source, (change,)), {fact_id: seen})
    except InvalidFact as error:
        raise UsageError(f"{error.wrong}; {error.right}.") from error
    if not isinstance(change, Added | Changed) or not isinstance(change.fact, QuestionState):
        return f"It counts as not asked (revision {revision})."
    return f"{became_words(view, change.fact, today)} (Revision {revision}.)"


def _subject_of(finding: Finding, text: str, view: View) -> SubjectFinding:
    """Return the subject of a finding that a text means: its id, its name, or empty for the only.

    Raises UnknownThing and UsageError, which say what the check asks about.
    """
    text, slug = text.strip(), view.snapshot.area.slug
    subjects = finding.subjects
    wanted = {text or slug, full_id(text, slug) if text else slug}
    fits = [one for one in subjects if one.key in wanted]
    fits = fits or [one for one in subjects if one.id in wanted]
    if not text and not fits and len(subjects) == 1:
        fits = list(subjects)
    fits = fits or [one for one in subjects if name_key(one.name) == name_key(text)]
    if not fits and text:
        try:
            thing = resolve(view.snapshot, text)
        except UnknownThing as error:
            raise _no_subject(finding, text) from error
        fits = [one for one in subjects if one.id == thing]
    if len(fits) > 1:
        which = some([f"{one.name} ({one.key})" for one in fits], 5)
        raise UsageError(f'"{text}" fits several things that {finding.rule} asks: {which}.')
    if not fits:
        raise _no_subject(finding, text)
    return fits[0]


def _no_subject(finding: Finding, text: str) -> UsageError:
    names = [f"{one.name} ({one.key})" for one in finding.subjects]
    about = f'about "{text}"' if text else "about the area as a whole"
    return UsageError(
        f"The check {finding.rule} asks nothing {about}: it asks about {some(names, 5)}."
    )


def _lacking(text: str, view: View) -> str:
    """Return the id of the thing, link or area that lacks an attribute."""
    slug = view.snapshot.area.slug
    if not text.strip() or text.strip() == slug:
        return slug
    as_id = full_id(text.strip(), slug)
    return as_id if as_id in view.snapshot.links else resolve(view.snapshot, text)


def _attribute(snapshot: Snapshot, subject: str, text: str) -> str:
    """Return the name of an attribute by its name or label; raises UsageError with the nearest."""
    fact = snapshot.nodes.get(subject) or snapshot.links.get(subject)
    known: Sequence[Attribute | Choice] = [
        Choice(each.name, each.label) for each in FIELDS[Area] if each.sourced
    ]
    if fact:
        known = tuple(attributes_of(fact).values())
    named = [Choice(a.name if isinstance(a, Attribute) else a.word, a.label) for a in known]
    keys = {name_key(name): one.word for one in named for name in (one.label, one.word)}
    found = keys.get(name_key(text))
    if found is None:
        kind = fact.kind if fact else "area"
        right = allowed_words(text, named)
        raise UsageError(f'There is no attribute "{text}" of a fact of the kind {kind}: {right}.')
    return found


def _state(text: str) -> str:
    key = name_key(text.replace("_", " "))
    for choice in QUESTION_STATES:
        if key in (name_key(choice.label), name_key(choice.word.replace("_", " "))):
            return choice.word
    right = allowed_words(text, QUESTION_STATES)
    raise UsageError(f'"{text}" is not what may become of a question: {right}.')


def _asked(snapshot: Snapshot, text: str, state: str) -> str | None:
    if text.strip():
        return resolve(snapshot, text)
    if state == ASKED:
        raise UsageError("Say who was asked: the post or organisation, by name or id.")
    return None


def _short(text: str, what: str, most: int) -> str:
    plain = text.strip()
    if len(plain) > most:
        raise UsageError(f"Shorten {what}: at most {most} letters, and it has {len(plain)}.")
    return plain
