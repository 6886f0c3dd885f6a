"""What became of a question, in words: whom, when, until when, why, and whether it is late."""

from dataclasses import replace
from datetime import date

import pytest

from graph.facts.model import QuestionState
from graph.kinds.question_words import QUESTION_STATES
from graph.question_sentences import is_overdue, state_words, whole_words

ASKED = QuestionState(
    area="york",
    rule="body-has-chair",
    subject="york/ehb",
    state="asked",
    to="york/council",
    on=date(2026, 3, 3),
    due=date(2026, 4, 1),
    by="the clerk",
)
NAMES = {"york/council": "the council"}


@pytest.mark.parametrize(
    ("state", "to", "reason", "said"),
    [
        ("not_asked", None, "", "not asked by 3 March 2026"),
        ("asked", "york/council", "", "asked of the council on 3 March 2026, due on 1 April 2026"),
        ("promised", None, "", "an answer was promised on 3 March 2026, due on 1 April 2026"),
        ("does_not_know", None, "", "who was asked did not know the answer on 3 March 2026"),
        ("declined", "york/council", "", "the council declined to answer on 3 March 2026"),
        ("not_ours", None, "No hub.", "said not to apply here on 3 March 2026: No hub"),
        ("answered", "york/council", "", "answered by the council on 3 March 2026"),
    ],
)
def test_each_state_has_words(state: str, to: str | None, reason: str, said: str) -> None:
    question = replace(ASKED, state=state, to=to, reason=reason)
    assert state_words(question, NAMES.__getitem__) == said
    assert state in [choice.word for choice in QUESTION_STATES]


@pytest.mark.parametrize(
    ("state", "due", "today", "late"),
    [
        ("asked", date(2026, 4, 1), date(2026, 4, 1), False),
        ("asked", date(2026, 4, 1), date(2026, 4, 2), True),
        ("promised", date(2026, 4, 1), date(2026, 4, 2), True),
        ("declined", date(2026, 4, 1), date(2026, 4, 2), False),
        ("asked", None, date(2030, 1, 1), False),
    ],
)
def test_only_an_awaited_answer_is_late(
    state: str, due: date | None, today: date, late: bool
) -> None:
    question = replace(ASKED, state=state, due=due)
    assert is_overdue(question, today) is late
    assert whole_words(question, NAMES.__getitem__, today).endswith(" Overdue.") is late
