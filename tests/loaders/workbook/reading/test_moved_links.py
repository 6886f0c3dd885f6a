"""A seat or a link with other ends than before is asked about, with its id in the file or without.

Tests: loaders/workbook/reading/links.py
"""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.loaders.workbook.loading import KeptArea, Sheets, problems
from tests.towns import Town

THINGS: Sheets = {
    "Bodies": [("Id", "Name"), ("a", "Board A"), ("b", "Board B")],
    "Posts": [("Id", "Name"), ("head", "Head of Hubs"), ("deputy", "Deputy Head"), ("pa", "PA")],
}
SEATS = ("Holder", "Role", "Body")
FIRST: Sheets = {
    **THINGS,
    "Seats": [SEATS, ("head", "chair", "a"), ("deputy", "member", "a"), ("pa", "member", "b")],
}


def seats(*rows: tuple[str, ...], with_ids: bool = False) -> Sheets:
    return {**THINGS, "Seats": [(*SEATS, "Id") if with_ids else SEATS, *rows]}


@pytest.fixture
def area() -> KeptArea:
    area = KeptArea()
    area.write(FIRST)
    return area


@pytest.mark.parametrize(
    ("row", "new"),
    [
        (("head", "chair", "b"), "Head of Hubs chairs Board B"),  # another body
        (("deputy", "chair", "a"), "Deputy Head chairs Board A"),  # another holder of the chair
        (("head", "member", "a"), "Head of Hubs sits on Board A"),  # another role
    ],
)
def test_a_seat_without_an_id_that_moved_is_asked_about(
    area: KeptArea, row: tuple[str, ...], new: str
) -> None:
    sheets = seats(row, ("deputy", "member", "a"), ("pa", "member", "b"))
    loaded = area.look(sheets)
    (question,) = loaded.report.questions
    old = "Head of Hubs chairs Board A"
    assert question.sentence == f'"{new}" is new, and the file does not have "{old}". Has it moved?'
    assert [answer.as_typed for answer in question.answers][:2] == [
        "--ended head~chairs~a=DAY",
        "--mistake head~chairs~a",
    ]
    assert loaded.changes == ()
    moved = area.look(sheets, ended=["head~chairs~a=2024-03-31"])
    assert (len(moved.added), [f.id for f in moved.ended]) == (1, ["testham/head~chairs~a"])
    wrong = area.look(sheets, mistake=["head~chairs~a"])
    assert (len(wrong.added), [f.id for f in wrong.withdrawn]) == (1, ["testham/head~chairs~a"])
    both = area.look(sheets, another=[question.answers[2].value])
    assert (len(both.added), both.ended, both.withdrawn) == (1, (), ())
    for done in (moved, wrong, both):
        assert (done.report.problems, done.report.notices) == ([], [])


def test_another_member_of_a_board_is_no_seat_that_moved(area: KeptArea) -> None:
    sheets = seats(("head", "chair", "a"), ("pa", "member", "b"), ("pa", "member", "a"))
    assert [q.code for q in area.look(sheets).report.questions] == ["gone"]


@pytest.mark.parametrize(
    ("answers", "over"),
    [
        ({"ended": ["head~chairs~a=2024-03-31"]}, ("ended",)),
        ({"mistake": ["head~chairs~a"]}, ("withdrawn",)),
        ({"another": ["head~chairs~a"]}, ()),
    ],
)
def test_an_id_whose_link_had_other_ends_is_asked_about_once(
    area: KeptArea, answers: Mapping[str, Any], over: tuple[str, ...]
) -> None:
    sheets = seats(("head", "chair", "b", "head~chairs~a"), with_ids=True)
    loaded = area.look(sheets)
    asked = loaded.report.questions[0]
    assert asked.code == "moved"
    assert '"Head of Hubs chairs Board B" where "Head of Hubs chairs Board A"' in asked.sentence
    assert [answer.option for answer in asked.answers] == ["ended", "mistake", "another"]
    assert [(p.place.column, p.code) for p in loaded.report.problems] == [("Id", "open-question")]
    written = area.write(sheets, **answers)
    assert [fact.id for fact in written.added] == ["testham/head~chairs~b"]
    assert tuple(name for name in ("ended", "withdrawn") if getattr(written, name)) == over
    # The id in the file is still the old one's: the ends say which is meant.
    again = area.look(sheets)
    assert again.changes == ()
    assert "moved" not in {question.code for question in again.report.questions}


def test_a_row_that_was_copied_with_its_id_is_another_link(area: KeptArea) -> None:
    copied = seats(
        ("head", "chair", "a", "head~chairs~a"),
        ("head", "chair", "b", "head~chairs~a"),
        with_ids=True,
    )
    loaded = area.look(copied)
    assert [fact.id for fact in loaded.added] == ["testham/head~chairs~b"]
    assert "the id is of another row too" in loaded.report.notices[0]
    new = KeptArea().look(copied)
    assert {"testham/head~chairs~a", "testham/head~chairs~b"} <= {fact.id for fact in new.added}


def test_an_id_of_a_thing_is_no_link_s() -> None:
    town = Town().main().body("sub", "sub_group").declare("bodies")
    rows = [("From", "Link", "To", "Id"), ("main", "reports to", "sub", "declared~bodies~area")]
    assert problems({"Links": rows}, town.snapshot()) == [(2, "Id", "other-kind")]
