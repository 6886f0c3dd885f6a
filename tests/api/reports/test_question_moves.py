"""What became of questions between two sides, in words that name the check and not its id."""

import json
from dataclasses import replace
from datetime import date

from api.reports.comparison import as_json, as_text
from api.reports.question_moves import question_moves, written_sentence
from api.service.comparisons import Compared
from graph.compare import compare
from graph.facts.model import QuestionState, Snapshot
from graph.sentences import fact_sentence
from graph.view import View
from tests.towns import Town

FIRST, LAST = date(2026, 3, 1), date(2026, 4, 1)
ASKED = QuestionState(
    area="testham",
    rule="body-has-chair",
    subject="testham/main",
    state="asked",
    to="testham/council",
    on=date(2026, 3, 3),
    due=date(2026, 4, 1),
    by="the clerk",
)
PROMISED = replace(ASKED, state="promised", on=date(2026, 3, 10), reason="After the board.")
CHECK = '"Every formal body has a chair" about Board'
SAID = f"{CHECK}: asked of Council on 3 March 2026, due on 1 April 2026"


def with_states(*states: QuestionState) -> Snapshot:
    made = Town().main("main", name="Board").organisation("council", name="Council").snapshot()
    return replace(made, questions={state.id: state for state in states})


def moves(before: Snapshot, after: Snapshot, first: date = LAST) -> tuple[str, ...]:
    return question_moves(compare(View(before, first), View(after, LAST)))


def test_between_two_days_it_is_what_was_said_after_the_earlier() -> None:
    town = with_states(ASKED)
    assert moves(town, town, FIRST) == (f"{SAID} (recorded by the clerk).",)
    assert moves(town, town, date(2026, 3, 3)) == ()
    later = with_states(replace(ASKED, on=date(2026, 4, 2), due=None))
    assert moves(later, later, FIRST) == ()


def test_between_two_records_it_is_what_reads_otherwise() -> None:
    nothing, asked, promised = with_states(), with_states(ASKED), with_states(PROMISED)
    assert moves(nothing, asked) == (f"{SAID} (recorded by the clerk).",)
    (said,) = moves(asked, promised)
    assert said.startswith(f"{CHECK}: an answer was promised by")
    assert said.endswith("After the board (recorded by the clerk). Before: asked of Council on "
                         "3 March 2026, due on 1 April 2026.")  # fmt: skip
    (gone,) = moves(asked, nothing)
    assert "about Board: counts as not asked again. Before: asked of Council" in gone
    assert moves(asked, asked) == ()


def test_two_areas_share_no_questions_and_an_attribute_goes_by_its_name() -> None:
    other = Town("otherham").main("main").snapshot()
    assert moves(other, with_states(ASKED)) == ()
    quorum = replace(ASKED, rule="", attribute="quorum")
    (said,) = moves(with_states(), with_states(quorum))
    assert said.startswith('"Quorum" of Board: asked of Council')


def test_text_and_json_say_it() -> None:
    town = with_states(ASKED)
    found = compare(View(town, FIRST), View(town, LAST))
    compared = Compared(found, "1 March 2026", "1 April 2026")
    assert "What became of questions (1)" in as_text(compared)
    assert json.loads(as_json(compared))["questions"] == [f"{SAID} (recorded by the clerk)."]
    assert "What became of questions" not in as_text(
        Compared(compare(View(town, LAST), View(town, LAST)), "1 April 2026", "the same day")
    )


def test_what_was_written_names_the_check() -> None:
    town = with_states(ASKED)
    said = written_sentence(ASKED, town)
    assert said.startswith(f"What became of the question {SAID}")
    unknown = replace(ASKED, rule="a-check-of-then")
    assert '"a-check-of-then" about Board' in written_sentence(unknown, town)
    board = town.nodes["testham/main"]
    assert written_sentence(board, town) == fact_sentence(board, town)
