"""The questions of an area with what became of each, as text and JSON."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from api.errors import UsageError
from api.reports.printing import json_text, wrapped
from api.reports.wording import cautions
from graph.kinds.nearest_words import allowed_words
from graph.kinds.question_words import QUESTION_STATES
from graph.question_sentences import whole_words
from graph.rules.question_list import (
    AskedQuestion,
    QuestionCounts,
    Standing,
    counted,
    counts_words,
)
from graph.view import View

STANDING_WORDS: Mapping[Standing, str] = {
    Standing.OPEN: "Still to be answered",
    Standing.LEFT_OUT: "Said not to be ours",
    Standing.CLOSED: "Not asked any more: the record says it, or the check does not apply",
    Standing.GONE: "About something no longer on the map",
}
_WORDS = tuple(choice.word for choice in QUESTION_STATES)


@dataclass(frozen=True, slots=True)
class QuestionFilter:
    """Which questions somebody asks for; what is empty asks for all."""

    states: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    overdue: bool = False

    @classmethod
    def read(cls, states: Sequence[str], rules: Sequence[str], overdue: bool) -> "QuestionFilter":
        """Check the words for states; raises UsageError with the nearest."""
        for word in states:
            if word not in _WORDS:
                right = allowed_words(word, QUESTION_STATES)
                raise UsageError(f'"{word}" is not what may become of a question: {right}.')
        return cls(tuple(states), tuple(rules), overdue)

    @property
    def anything(self) -> bool:
        """Whether something is left out."""
        return self != QuestionFilter()


def fitting(
    asked: Sequence[AskedQuestion], wanted: QuestionFilter, today: date
) -> list[AskedQuestion]:
    """Return the questions that are asked for, in their order."""
    return [
        one
        for one in asked
        if (not wanted.states or one.state in wanted.states)
        and (not wanted.rules or one.rule in wanted.rules)
        and (not wanted.overdue or one.is_overdue(today))
    ]


def by_standing(asked: Sequence[AskedQuestion]) -> list[tuple[str, list[AskedQuestion]]]:
    """Return questions under what they are now, those to be answered first; no empty lists."""
    lists = ((words, [q for q in asked if q.standing is s]) for s, words in STANDING_WORDS.items())
    return [(words, found) for words, found in lists if found]


def checks_words(counts: QuestionCounts) -> str:
    """Say how many questions there are and what became of them; "" where nothing was said."""
    return f"Each by itself: {counts_words(counts)}" if counts.recorded else ""


def became(view: View, one: AskedQuestion, today: date) -> str:
    """Say what became of a question in a sentence."""
    return whole_words(one.said, view.name, today) if one.said else "Not asked yet."


def as_text(
    view: View, asked: Sequence[AskedQuestion], found: Sequence[AskedQuestion], today: date
) -> str:
    """Return the questions as lines, under what they are now."""
    lines = [counts_words(counted(asked, today)), *cautions(view)]
    if not found and asked:
        lines.append("No question is of this sort.")
    for heading, listed in by_standing(found):
        lines += ["", f"{heading} ({len(listed)})"]
        for (rule, title), of_one in groupby(listed, key=lambda one: (one.rule, one.title)):
            lines += ["", *wrapped(f"{title} [{rule}]" if rule else title)]
            for one in of_one:
                lines += wrapped(f"- {one.name} [{one.subject}]: {became(view, one, today)}")
    return "\n".join(lines) + "\n"


def question_json(view: View, one: AskedQuestion, today: date) -> dict[str, Any]:
    """Return a question as a JSON object, in the words of the archive format."""
    said = one.said
    return {
        "rule": one.rule or None,
        "attribute": one.attribute or None,
        "subject": one.subject,
        "name": one.name,
        "question": one.title,
        "sentence": one.sentence or None,
        "standing": one.standing.value,
        "state": one.state,
        "to": said.to if said else None,
        "on": said.on.isoformat() if said else None,
        "due": said.due.isoformat() if said and said.due else None,
        "by": said.by if said else None,
        "reason": said.reason or None if said else None,
        "overdue": one.is_overdue(today),
        "became": became(view, one, today),
    }


def as_json(
    view: View, asked: Sequence[AskedQuestion], found: Sequence[AskedQuestion], today: date
) -> str:
    """Return the questions as one JSON object."""
    counts = counted(asked, today)
    content = {
        "area": view.snapshot.area.slug,
        "asOf": view.day.isoformat(),
        "today": today.isoformat(),
        "cautions": list(cautions(view)),
        "open": counts.total,
        "states": dict(counts.by_state),
        "overdue": counts.overdue,
        "questions": [question_json(view, one, today) for one in found],
    }
    return json_text(content)


Printer = Callable[[View, Sequence[AskedQuestion], Sequence[AskedQuestion], date], str]
FORMATS: Mapping[str, Printer] = {"text": as_text, "json": as_json}
