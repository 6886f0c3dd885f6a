"""The sheet Questions: names to ids, the words of a check in brackets, and what is refused."""

from datetime import date
from typing import Any

import pytest

from graph.facts.model import QuestionState
from graph.kinds.question_words import QUESTION_STATES
from tests.loaders.workbook.loading import KeptArea, Sheets, load

HEADS = ("Check", "Attribute", "About", "What became of it", "Asked of", "On", "Said by", "Reason")
ROW = ("body-has-chair", "", "Early Help Board", "asked", "Police", "3 March 2026", "the clerk", "")
SHEETS: Sheets = {
    "Bodies": [("Name", "Kind of body"), ("Early Help Board", "main board")],
    "Organisations": [("Name",), ("Police",)],
    "People": [("Name",), ("Ada",)],
    "Links": [("From", "Link", "To"), ("Police", "funds", "Early Help Board")],
}
BOARD = "testham/early-help-board"


def row(**cells: str) -> tuple[str, ...]:
    names = ("rule", "attribute", "subject", "state", "to", "on", "by", "reason")
    return tuple(cells.get(name, given) for name, given in zip(names, ROW, strict=True))


def questions(*rows: tuple[str, ...]) -> list[QuestionState]:
    loaded = load({**SHEETS, "Questions": [HEADS, *rows]})
    assert [problem.sentence for problem in loaded.report.problems] == []
    return [fact for fact in loaded.added if isinstance(fact, QuestionState)]


def test_a_row_is_what_became_of_a_question() -> None:
    (question,) = questions(ROW)
    assert (question.rule, question.subject) == ("body-has-chair", BOARD)
    assert (question.state, question.to) == ("asked", "testham/police")
    assert (question.on, question.by, question.due) == (date(2026, 3, 3), "the clerk", None)


@pytest.mark.parametrize("state", QUESTION_STATES, ids=lambda choice: choice.word)
def test_every_state_is_read_by_its_label(state: Any) -> None:
    (question,) = questions(row(state=state.label, reason="So it is."))
    assert question.state == state.word


@pytest.mark.parametrize(
    ("cells", "subject"),
    [
        ({"subject": ""}, "testham"),
        ({"rule": "data-sharing-in-place", "subject": "(police)"}, "police"),
        ({"rule": "data-sharing-in-place", "subject": "police"}, "testham/police"),
        ({"rule": "", "attribute": "quorum"}, BOARD),
        (
            {"rule": "", "attribute": "amount", "subject": "police~funds~early-help-board"},
            "testham/police~funds~early-help-board",
        ),
    ],
)
def test_what_it_is_about(cells: dict[str, str], subject: str) -> None:
    (question,) = questions(row(**cells))
    assert question.subject == subject


@pytest.mark.parametrize(
    ("cells", "column", "code", "right"),
    [
        ({"rule": "body-has-chairs"}, "Check", "unknown-name", 'did you mean "body-has-chair"'),
        ({"rule": "xyz"}, "Check", "unknown-name", "use the id of a check, as rules lists them"),
        ({"subject": "Zebra panel"}, "About", "unknown-name", "add it to its own sheet first"),
        ({"to": "Ada"}, "Asked of", "other-kind", "name the post or organisation"),
        ({"to": ""}, "Asked of", "bad-fact", "name the post or organisation"),
        ({"state": "not ours"}, "Reason", "bad-fact", "say why it does not apply here"),
        ({"state": "refused"}, "What became of it", "not-in-list", '"declined"'),
        ({"attribute": "quorum"}, "Check", "bad-fact", 'give one of "rule" and "attribute"'),
        ({"rule": "", "attribute": "quorm"}, "Attribute", "bad-fact", 'did you mean "quorum"'),
        ({"on": "soon"}, "On", "not-a-date", ""),
    ],
)
def test_a_row_that_cannot_be_is_refused_at_its_column(
    cells: dict[str, str], column: str, code: str, right: str
) -> None:
    (problem,) = load({**SHEETS, "Questions": [HEADS, row(**cells)]}).report.problems
    assert (problem.place.column, problem.code) == (column, code)
    assert right in problem.right


def test_a_question_that_is_not_in_the_file_stays() -> None:
    kept = KeptArea()
    kept.write({**SHEETS, "Questions": [HEADS, ROW]})
    again = kept.look({**SHEETS, "Questions": [HEADS, row(rule="no-orphan-body")]}, replace=True)
    assert [type(fact) for fact in again.added] == [QuestionState]
    assert again.report.questions == []
    kept.write({**SHEETS, "Questions": [HEADS, row(state="promised")]})
    assert kept.snapshot
    (question,) = kept.snapshot.questions.values()
    assert question.state == "promised"
