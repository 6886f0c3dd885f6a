"""What became of a question, in plain words, and whether an answer is late."""

from collections.abc import Callable
from datetime import date

from graph.facts.dates import day_words
from graph.facts.model import QuestionState
from graph.kinds.question_words import (
    ANSWERED,
    ASKED,
    AWAITED,
    DECLINED,
    DOES_NOT_KNOW,
    NOT_OURS,
    PROMISED,
)

NO_LONGER_THERE = "something no longer on the map"


def is_overdue(question: QuestionState, today: date) -> bool:
    """Say whether an answer that somebody is to give was due before today."""
    return question.state in AWAITED and question.due is not None and question.due < today


def state_words(question: QuestionState, name: Callable[[str], str]) -> str:
    """Say what became of a question: "asked of the clerk on 3 March 2026, due on 1 April 2026".

    name gives the name of a thing by its id.
    """
    on, whom = day_words(question.on), name(question.to) if question.to else ""
    match question.state:
        case state if state == ASKED:
            said = f"asked of {whom} on {on}"
        case state if state == PROMISED:
            said = f"an answer was promised{f' by {whom}' if whom else ''} on {on}"
        case state if state == DOES_NOT_KNOW:
            said = f"{whom or 'who was asked'} did not know the answer on {on}"
        case state if state == DECLINED:
            said = f"{whom or 'who was asked'} declined to answer on {on}"
        case state if state == NOT_OURS:
            said = f"said not to apply here on {on}"
        case state if state == ANSWERED:
            said = f"answered{f' by {whom}' if whom else ''} on {on}"
        case _:
            said = f"not asked by {on}"
    due = question.state in AWAITED and question.due
    said += f", due on {day_words(due)}" if due else ""
    return said + (f": {question.reason.strip().rstrip('.')}" if question.reason.strip() else "")


def whole_words(question: QuestionState, name: Callable[[str], str], today: date) -> str:
    """Say what became of a question in a sentence, with who says it and whether it is overdue."""
    said = state_words(question, name)
    late = " Overdue." if is_overdue(question, today) else ""
    return f"{said[:1].upper()}{said[1:]} (recorded by {question.by}).{late}"
