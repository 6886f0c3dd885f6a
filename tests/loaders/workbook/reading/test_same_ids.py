"""Ids that a spreadsheet has changed are asked about, never guessed."""

import pytest

from graph.facts.model import Link, Node, Source
from loaders.questions import AnswersGiven
from loaders.workbook.reading.same_ids import id_key
from tests.loaders.workbook.loading import BODIES, Sheets, load, snapshot_after

FIRST: Sheets = {
    "Sources": [("Source", "Title"), ("001", "Minutes")],
    "Bodies": BODIES,
    "Posts": [("Id", "Name", "Source"), ("007", "Head of Early Help", "001")],
    "Seats": [("Holder", "Body", "Source"), ("007", "ehb", "001")],
}
# As the same file comes back from a spreadsheet that took the ids for numbers.
SAVED: Sheets = {
    "Sources": [("Source", "Title"), (1, "Minutes")],
    "Posts": [("Id", "Name", "Source"), (7, "Head of Early Help", 1)],
    "Seats": [("Holder", "Body", "Source"), ("7", "EHB", "1.0")],
}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a/7", "a/007"),
        ("a/7", "a/7.0"),
        ("a/0", "a/000"),
        ("a/ehb", "a/EHB"),
        ("a/source~1", "a/source~001"),
    ],
)
def test_ids_that_differ_in_zeros_or_capitals_have_one_key(one: str, other: str) -> None:
    assert id_key(one) == id_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("a/7", "b/7"), ("a/7", "a/70"), ("a/p07", "a/p7"), ("a/1.10", "a/1.1")]
)
def test_other_ids_have_two(one: str, other: str) -> None:
    assert id_key(one) != id_key(other)


def test_what_a_spreadsheet_saved_is_one_list_of_questions_and_changes_nothing() -> None:
    loaded = load(SAVED, snapshot_after(FIRST))
    assert {problem.code for problem in loaded.report.problems} == {"open-question"}
    assert (loaded.report.accepted, loaded.changes) == (0, ())
    asked = {question.sentence: question.rows for question in loaded.report.questions}
    assert asked == {
        'Is "1" the "001" on record?': 2,
        'Is "1.0" the "001" on record?': 1,
        'Is "7" the "007" on record?': 2,
        'Is "EHB" the "ehb" on record?': 1,
    }
    typed = {answer.as_typed for q in loaded.report.questions for answer in q.answers}
    assert {"--same 1=001", "--another 1", "--same EHB=ehb"} <= typed


@pytest.mark.parametrize(
    "answers",
    [
        AnswersGiven.of(["7=007", "1=001", "1.0=001", "EHB=ehb"]),
        AnswersGiven.of(["all"]),
    ],
)
def test_once_they_are_the_same_nothing_has_changed(answers: AnswersGiven) -> None:
    loaded = load(SAVED, snapshot_after(FIRST), answers=answers)
    assert (loaded.report.problems, loaded.report.questions) == ([], [])
    assert loaded.changes == ()
    assert loaded.report.notices == []


def test_once_they_are_others_they_stand_beside_those_on_record() -> None:
    loaded = load(SAVED, snapshot_after(FIRST), answers=AnswersGiven.of(["EHB=ehb"], ["all"]))
    assert loaded.report.problems == []
    added = {fact.id: fact for fact in loaded.added}
    assert isinstance(added["testham/7"], Node)
    assert isinstance(added["testham/source~1"], Source)
    assert isinstance(added["testham/7~member_of~ehb"], Link)


def test_two_alike_in_one_file_are_asked_about_too() -> None:
    rows = [("Id", "Name"), ("EHB", "Early Help Board"), ("ehb", "Bureau"), (7, "A"), ("007", "B")]
    report = load({"Bodies": rows}).report
    assert [p.place.row for p in report.problems] == [3, 5]
    assert report.questions[0].sentence == 'Is "ehb" the "EHB" that stands in the file too?'
    both = load({"Bodies": rows}, answers=AnswersGiven.of(another=["all"]))
    assert {"testham/EHB", "testham/ehb", "testham/7", "testham/007"} <= {f.id for f in both.added}


def test_an_id_that_is_on_record_as_it_stands_is_never_asked_about() -> None:
    rows = [("Id", "Name"), ("EHB", "Early Help Board"), ("ehb", "Bureau")]
    both = load({"Bodies": rows}, answers=AnswersGiven.of(another=["ehb"]))
    snapshot = snapshot_after({"Bodies": rows[:2]})
    assert both.report.questions == []
    again = load({"Bodies": [rows[0], ("EHB", "Early Help Board")]}, snapshot)
    assert (again.report.questions, again.changes) == ([], ())


def test_meetings_and_the_seats_of_entries_are_asked_about_as_well() -> None:
    store: Sheets = {
        "Bodies": BODIES,
        "Organisations": [("Name",), ("Police",)],
        "Seats": [("Holder", "Body", "Id"), ("Police", "ehb", "S1")],
        "Meetings": [("Id", "Body", "Day"), ("01", "ehb", "2024-03-14")],
    }
    entries: Sheets = {
        "Meetings": [("Id", "Body", "Day"), (1, "ehb", "2024-03-14")],
        "Attendance": [("Meeting", "Holder", "Attendance"), ("1", "Police", "present")],
    }
    snapshot = snapshot_after(store)
    asked = load(entries, snapshot).report
    assert [(q.sentence, q.rows) for q in asked.questions] == [('Is "1" the "01" on record?', 2)]
    done = load(entries, snapshot, answers=AnswersGiven.of(["1=01"]))
    assert [fact.id for fact in done.changed] == ["testham/01"]


def test_an_answer_that_answers_nothing_is_told() -> None:
    (notice,) = load({"Bodies": BODIES}, answers=AnswersGiven.of(["9=009"])).report.notices
    assert notice == 'The answer about "9" fits no question of the file.'
