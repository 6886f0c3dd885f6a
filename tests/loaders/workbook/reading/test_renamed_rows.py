"""A row under a new name is asked about while another is gone: never a second one in silence."""

from collections.abc import Mapping
from typing import Any

import pytest

from graph.facts.changes import Changed, Withdrawn
from graph.facts.model import Node
from tests.loaders.workbook.loading import KeptArea, Sheets

NAMES = ("Name", "Kind of body")
BOARDS = [("Early Help Board", "main board"), ("Safeguarding Partnership", "sub group")]
FORUM = ("Hub Forum", "working group")
LINK = ("From", "Link", "To")
FIRST: Sheets = {
    "Bodies": [NAMES, *BOARDS, FORUM],
    "Links": [LINK, ("Early Help Board", "reports to", "Safeguarding Partnership")],
}
RENAMED: Sheets = {
    "Bodies": [
        NAMES,
        ("Families Partnership", "main board"),
        BOARDS[1],
        ("Hub Forum", "working group"),
    ],
    "Links": [LINK, ("Families Partnership", "reports to", "Safeguarding Partnership")],
}


@pytest.fixture
def area() -> KeptArea:
    area = KeptArea()
    area.write(FIRST)
    return area


def names(area: KeptArea) -> dict[str, str]:
    assert area.snapshot
    return {node.id.removeprefix("testham/"): node.name for node in area.snapshot.nodes.values()}


def test_a_new_name_in_the_same_file_is_asked_about_and_all_that_names_it_waits(
    area: KeptArea,
) -> None:
    loaded = area.look(RENAMED)
    (question,) = loaded.report.questions
    assert question.sentence == (
        'Is "Families Partnership" a new name of "Early Help Board", which the file does not have?'
    )
    assert [answer.as_typed for answer in question.answers] == [
        "--renamed early-help-board=families-partnership",
        "--another families-partnership",
        "--ended early-help-board=DAY",
        "--mistake early-help-board",
    ]
    assert [(p.place.sheet, p.place.row, p.code) for p in loaded.report.problems] == [
        ("Bodies", 2, "open-question"),
        ("Links", 2, "open-question"),
    ]
    assert "--renamed early-help-board=families-partnership" in loaded.report.problems[0].sentence
    assert loaded.report.to_correct == []
    assert loaded.changes == ()


@pytest.mark.parametrize(
    "answer",
    ["early-help-board=families-partnership", "Early Help Board=Families Partnership"],
)
def test_a_renamed_one_keeps_its_id_and_its_links(area: KeptArea, answer: str) -> None:
    loaded = area.write(RENAMED, renamed=[answer])
    assert ([fact.id for fact in loaded.changed], loaded.added) == (
        ["testham/early-help-board"],
        (),
    )
    assert names(area)["early-help-board"] == "Families Partnership"
    assert len(names(area)) == 3
    again = area.look(RENAMED)
    assert (again.changes, again.report.questions) == ((), [])


@pytest.mark.parametrize(
    ("answers", "left"),
    [
        ({"another": ["families-partnership"]}, {"gone"}),
        ({"another": ["all"]}, {"gone"}),
        ({"ended": ["early-help-board=2024-03-31"]}, set()),
        ({"mistake": ["early-help-board"]}, set()),
        ({"stays": ["early-help-board"]}, set()),
    ],
)
def test_another_one_stands_beside_it_and_what_became_of_the_old_one_is_said(
    area: KeptArea, answers: Mapping[str, Any], left: set[str]
) -> None:
    loaded = area.write(RENAMED, **answers)
    assert "families-partnership" in names(area)
    assert {question.code for question in loaded.report.questions} == left
    assert loaded.report.notices == []
    assert area.snapshot
    old = area.snapshot.nodes.get("testham/early-help-board")
    assert (old is None) == ("mistake" in answers)
    assert str(old.until if old else None) == ("2024-03-31" if "ended" in answers else "None")
    # What hung on it is over with it.
    line = area.snapshot.links.get("testham/early-help-board~reports_to~safeguarding-partnership")
    assert (line is None) == ("mistake" in answers)
    assert str(line.until if line else None) == ("2024-03-31" if "ended" in answers else "None")


def test_a_copy_under_another_name_is_known_by_the_rows_in_common(area: KeptArea) -> None:
    assert [q.code for q in area.look(RENAMED, "copy of facts.xlsx").report.questions] == [
        "renamed"
    ]
    # With one row in common, it is a file of its own.
    other: Sheets = {"Bodies": [NAMES, ("Families Partnership", "main board"), BOARDS[1]]}
    assert area.look(other, "other.xlsx").report.questions == []
    assert [q.code for q in area.look(other).report.questions] == ["renamed"]


def test_a_file_that_is_called_as_all_are_asks_of_what_looks_alike_alone() -> None:
    area = KeptArea()
    area.write({"Bodies": [NAMES, *BOARDS]}, "Bodies.csv")
    more: Sheets = {"Bodies": [NAMES, FORUM]}
    assert area.look(more, "Bodies.csv").report.questions == []
    near: Sheets = {"Bodies": [NAMES, ("Early Help Partnership Board", "main board")]}
    assert [q.code for q in area.look(near, "Bodies.csv").report.questions] == ["renamed"]


def test_what_a_file_only_said_again_is_asked_about_where_the_names_are_near() -> None:
    area = KeptArea()
    many = [(f"{letter} committee", "sub group") for letter in "QRSTUVW"]
    area.write({"Bodies": [NAMES, *BOARDS, *many]}, "whole.xlsx")
    # All but one of its rows are on record: the history of this file has just that one.
    area.write({"Bodies": [NAMES, *BOARDS, FORUM]}, "own.xlsx")
    near: Sheets = {"Bodies": [NAMES, ("Early Help Partnership Board", "main board"), FORUM]}
    (first, *_) = area.look(near, "own.xlsx").report.questions
    assert first.answers[0].as_typed == ("--renamed early-help-board=early-help-partnership-board")
    far: Sheets = {"Bodies": [NAMES, ("Zoo friends", "sub group"), *BOARDS, FORUM]}
    assert area.look(far, "own.xlsx").report.questions == []


def test_ids_in_the_file_may_be_new_too() -> None:
    area = KeptArea()
    columns = ("Id", *NAMES)
    area.write({"Bodies": [columns, ("ehb", *BOARDS[0]), ("scp", *BOARDS[1])]})
    sheets: Sheets = {
        "Bodies": [columns, ("fp", "Families Partnership", "main board"), ("scp", *BOARDS[1])],
        "Links": [LINK, ("fp", "reports to", "scp")],
    }
    (question,) = area.look(sheets).report.questions
    assert question.answers[0].as_typed == "--renamed ehb=fp"
    loaded = area.write(sheets, renamed=["ehb=fp"])
    assert [fact.id for fact in loaded.changed] == ["testham/ehb"]
    assert "testham/ehb~reports_to~scp" in {fact.id for fact in loaded.added}


def test_an_older_file_with_a_name_from_before_is_asked_about(area: KeptArea) -> None:
    assert area.snapshot
    board = area.snapshot.nodes["testham/early-help-board"]
    renamed = Node(id=board.id, kind=board.kind, name="Families Partnership")
    area.change(Changed(renamed))
    loaded = area.look(FIRST, "sent by e-mail.xlsx")
    (question,) = loaded.report.questions
    assert question.sentence == (
        'Is "Early Help Board" the "Families Partnership" on record, which was called so too?'
    )
    assert [answer.option for answer in question.answers] == ["same", "renamed", "another"]
    same = area.look(FIRST, same=[question.answers[0].value])
    assert (same.added, same.report.questions) == ((), [])
    assert [fact.name for fact in same.changed if isinstance(fact, Node)] == [
        "Families Partnership"
    ]
    back = area.look(FIRST, renamed=[question.answers[1].value])
    assert [fact.name for fact in back.changed if isinstance(fact, Node)] == ["Early Help Board"]
    another = area.look(FIRST, another=[question.answers[2].value])
    assert "Early Help Board" in [fact.name for fact in another.added if isinstance(fact, Node)]


def test_an_answer_that_names_nothing_on_record_is_refused(area: KeptArea) -> None:
    loaded = area.look(RENAMED, renamed=["nobody=families-partnership"])
    assert ("Bodies", "unknown-name") in [(p.place.sheet, p.code) for p in loaded.report.problems]
    assert 'the answer names "nobody"' in loaded.report.problems[0].sentence


def test_with_replace_a_renamed_one_is_asked_about_before_anything_ends(area: KeptArea) -> None:
    assert area.look(RENAMED, replace=True).changes == ()
    loaded = area.look(RENAMED, replace=True, renamed=["early-help-board=families-partnership"])
    assert [fact.id for fact in loaded.changed] == ["testham/early-help-board"]
    assert (loaded.added, loaded.ended) == ((), ())


def test_a_withdrawn_thing_is_no_older_one(area: KeptArea) -> None:
    area.change(Withdrawn("testham/hub-forum"))
    gone: Sheets = {"Bodies": [NAMES, *BOARDS, ("Parents Forum", "working group")]}
    assert area.look(gone).report.questions == []


def test_an_id_that_is_new_for_a_name_on_record_is_asked_about(area: KeptArea) -> None:
    columns = ("Id", *NAMES)
    with_ids: Sheets = {"Bodies": [columns, ("ehb", *BOARDS[0]), ("", *BOARDS[1]), ("", *FORUM)]}
    (question,) = area.look(with_ids).report.questions
    assert question.sentence == (
        'Is "Early Help Board" with the id "ehb" the one on record with "early-help-board"?'
    )
    same = area.look(with_ids, same=[question.answers[0].value])
    assert (same.changes, same.report.questions, same.report.notices) == ((), [], [])
    assert [fact.id for fact in area.look(with_ids, another=["ehb"]).added] == ["testham/ehb"]


def test_the_empty_seats_of_a_renamed_body_stay_its_seats() -> None:
    area = KeptArea()
    seats = ("Holder", "Role", "Body")

    def sheets(board: str) -> Sheets:
        empty = [("Vacant", role, board) for role in ("member", "member", "chair")]
        return {"Bodies": [NAMES, (board, "main board"), BOARDS[1]], "Seats": [seats, *empty]}

    area.write(sheets("Early Help Board"))
    new = sheets("Families Partnership")
    asked = area.look(new)
    assert [question.code for question in asked.report.questions] == ["renamed"]
    assert {problem.code for problem in asked.report.problems} == {"open-question"}
    answer = ["early-help-board=Families Partnership"]
    for _ in range(2):
        loaded = area.write(new, renamed=answer)
        assert loaded.report.questions == []
        assert (loaded.added, loaded.ended, loaded.withdrawn) == ((), (), ())
    assert len(names(area)) == 5
