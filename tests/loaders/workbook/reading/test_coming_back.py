"""What is over on record does not come back by an older file: it is asked."""

import pytest

from graph.facts.changes import Ended, Withdrawn
from graph.facts.dates import PartialDate
from graph.facts.identifiers import link_id
from tests.loaders.workbook.loading import KeptArea, Sheets

COLUMNS = ("Name", "Kind of body", "Until")
OLD: Sheets = {
    "Bodies": [COLUMNS, ("Board", "main board", ""), ("Hub Forum", "working group", "")],
    "Links": [("From", "Link", "To"), ("Hub Forum", "reports to", "Board")],
    "Meetings": [("Id", "Body", "Day"), ("m1", "Hub Forum", "2024-03-01")],
}
FORUM, BOARD = "testham/hub-forum", "testham/board"
LINE = link_id("testham", FORUM, "reports_to", BOARD)
END = PartialDate("2024-05")


@pytest.fixture
def area() -> KeptArea:
    area = KeptArea()
    area.write(OLD)
    return area


def withdraw(area: KeptArea) -> None:
    area.change(Withdrawn("testham/m1"), Withdrawn(LINE), Withdrawn(FORUM))


def test_what_was_withdrawn_elsewhere_is_asked_about_and_all_that_needs_it_waits(
    area: KeptArea,
) -> None:
    withdraw(area)
    loaded = area.look(OLD)
    asked = {question.sentence for question in loaded.report.questions}
    (first,) = [sentence for sentence in asked if sentence.startswith('"Hub Forum" was withdrawn')]
    assert "by bea, scenario: fewer boards" in first
    assert first.endswith("Is it so again?")
    assert {problem.code for problem in loaded.report.problems} == {"open-question"}
    assert loaded.changes == ()


def test_it_stays_withdrawn_with_all_that_names_it(area: KeptArea) -> None:
    withdraw(area)
    loaded = area.look(OLD, stays=["hub-forum"])
    assert (loaded.report.problems, loaded.report.questions) == ([], [])
    assert (loaded.report.refused, loaded.changes) == (0, ())
    assert area.look(OLD, stays=["all"]).changes == ()


def test_or_it_is_so_again(area: KeptArea) -> None:
    withdraw(area)
    loaded = area.write(OLD, again=["all"])
    assert {fact.id for fact in loaded.added} == {FORUM, LINE, "testham/m1"}
    assert area.look(OLD).report.questions == []


def test_what_was_withdrawn_is_known_by_its_name_and_by_its_two_things(area: KeptArea) -> None:
    columns = ("Id", "Name", "Kind of body")
    area.change(Withdrawn("testham/m1"), Withdrawn(LINE), Withdrawn(FORUM))
    other: Sheets = {"Bodies": [columns, ("hf", "The Hub Forum", "working group")]}
    (question,) = area.look(other, "other.xlsx").report.questions
    assert [answer.as_typed for answer in question.answers] == ["--stays hf", "--again hf"]


def test_what_has_ended_on_record_does_not_go_on_as_a_cell_is_empty(area: KeptArea) -> None:
    area.change(Ended(FORUM, END))
    loaded = area.look(OLD)
    (question,) = loaded.report.questions
    assert question.sentence.startswith('"Hub Forum" ended in May 2024 (written ')
    assert question.sentence.endswith("and the row does not say so. Does it go on?")
    assert loaded.changes == ()
    stays = area.look(OLD, stays=["hub-forum"])
    assert (stays.changes, stays.report.problems, stays.report.questions) == ((), [], [])
    (again,) = area.look(OLD, again=["hub-forum"]).changed
    assert again.id == FORUM
    assert getattr(again, "until", END) is None
    # A file without the column says nothing of it either.
    rows = [row[:2] for row in OLD["Bodies"]]
    assert area.look({"Bodies": rows}).report.questions == []


def test_what_the_row_says_besides_is_taken_while_the_end_stays(area: KeptArea) -> None:
    area.change(Ended(FORUM, END))
    rows = [COLUMNS, ("Hub Forum", "sub group", "")]
    (changed,) = area.look({"Bodies": rows}, "other.xlsx", stays=["hub-forum"]).changed
    assert getattr(changed, "until", None) == END
    # Another end is the row's own word.
    ended = area.look(
        {"Bodies": [COLUMNS, ("Hub Forum", "working group", "2024-06")]}, "other.xlsx"
    )
    assert ended.report.questions == []
    assert [getattr(fact, "until", None) for fact in ended.changed] == [PartialDate("2024-06")]
