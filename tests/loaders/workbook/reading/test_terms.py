"""Two terms of one office are two links, told apart by their dates."""

import pytest

from graph.facts.model import Link
from tests.loaders.workbook.loading import BODIES, Sheets, load, problems, snapshot_after

HEADS = ("Holder", "Role", "Body", "Since", "Until")
FIRST = ("Head", "chair", "ehb", "2015", "2018")
SECOND = ("Head", "chair", "ehb", "2022", "")
CHAIR = "testham/head~chairs~ehb"


def seats(*rows: tuple[str, ...], heads: tuple[str, ...] = HEADS) -> Sheets:
    return {"Bodies": BODIES, "Posts": [("Name",), ("Head",)], "Seats": [heads, *rows]}


def terms(sheets: Sheets) -> dict[str, str]:
    links = [fact for fact in load(sheets).added if isinstance(fact, Link)]
    return {link.id: str(link.since) for link in links}


@pytest.mark.parametrize("second", [SECOND, ("Head", "chair", "ehb", "2018", "")])
def test_a_second_term_gets_an_id_by_itself(second: tuple[str, ...]) -> None:
    assert terms(seats(FIRST, second)) == {CHAIR: "2015", f"{CHAIR}~2": second[3]}


def test_loaded_again_in_another_order_each_row_means_its_term() -> None:
    snapshot = snapshot_after(seats(FIRST, SECOND))
    assert load(seats(SECOND, FIRST), snapshot).changes == ()
    ended = load(seats(FIRST, ("Head", "chair", "ehb", "2022", "2024")), snapshot)
    assert [fact.id for fact in ended.changed] == [f"{CHAIR}~2"]


def test_over_the_record_a_later_term_leaves_the_first_alone_and_is_told() -> None:
    loaded = load(seats(SECOND), snapshot_after(seats(FIRST)))
    assert loaded.changed == ()
    assert [fact.id for fact in loaded.added] == [f"{CHAIR}~2"]
    (notice,) = loaded.report.notices
    assert "this is another term, beside the one on record (2015 to 2018)" in notice


@pytest.mark.parametrize(
    "row",
    [
        ("Head", "chair", "ehb", "2015", "2019"),
        ("Head", "chair", "ehb", "2016", "2018"),
        ("Head", "chair", "ehb", "", "2018"),
    ],
)
def test_dates_that_are_corrected_make_no_second_term(row: tuple[str, ...]) -> None:
    loaded = load(seats(row), snapshot_after(seats(FIRST)))
    assert [fact.id for fact in loaded.changed] == [CHAIR]
    assert loaded.added == ()


@pytest.mark.parametrize("row", [FIRST, ("Head", "chair", "ehb", "2016", "2018")])
def test_what_cannot_be_two_terms_is_a_repeated_row(row: tuple[str, ...]) -> None:
    assert problems(seats(FIRST, row)) == [(3, "", "repeated-row")]


def test_without_dates_the_term_that_runs_is_meant() -> None:
    snapshot = snapshot_after(seats(FIRST, SECOND))
    rows = seats(("Head", "chair", "ehb", "seen"), heads=("Holder", "Role", "Body", "Note"))
    assert [fact.id for fact in load(rows, snapshot).changed] == [f"{CHAIR}~2"]


def test_which_of_several_is_meant_is_asked() -> None:
    three = [("Head", "chair", "ehb", *years) for years in (("2010", "2012"), ("2014", "2016"))]
    snapshot = snapshot_after(seats(*three, SECOND))
    sheets = seats(("Head", "chair", "ehb", "2013", ""))
    (problem,) = load(sheets, snapshot).report.problems
    assert (problem.code, "head~chairs~ehb~2 or" in problem.right.replace('"', "")) == (
        "ambiguous-name",
        True,
    )


def test_any_word_will_do_for_the_id_of_a_link() -> None:
    heads = (*HEADS, "Id")
    rows = seats((*FIRST, ""), (*FIRST[:3], "2016", "", "second"), heads=heads)
    assert terms(rows) == {CHAIR: "2015", "testham/link~second": "2016"}
    entry = ("Meeting", "Holder", "Attendance", "Seat")
    register: Sheets = {
        "Meetings": [("Id", "Body", "Day"), ("m1", "ehb", "2024-03-14")],
        "Attendance": [entry, ("m1", "Head", "present", "second")],
    }
    assert load({**rows, **register}).report.problems == []


PARTS = ("From", "Link", "To", "Appointed", "Year", "Work", "Right", "Amount (pounds)")


def parts(*rows: tuple[str, ...]) -> Sheets:
    """Return links that say the same of the same two things, and more each."""
    return {
        "Bodies": BODIES,
        "Posts": [("Name",), ("Head",)],
        "Organisations": [("Kind", "Name"), ("organisation", "Council")],
        "Plans and agreements": [("Kind", "Name"), ("agreement", "Fund")],
        "Matters and decisions": [("Kind", "Name"), ("matter", "Budget")],
        "Links": [PARTS, *rows],
    }


BOTH = [
    (("Head", "appoints", "ehb", "the chair"), ("Head", "appoints", "ehb", "members")),
    (("Council", "funds", "Fund", "", "2025-26"), ("Council", "funds", "Fund", "", "2026-27")),
    (
        ("Head", "serves", "ehb", "", "", "secretariat"),
        ("Head", "serves", "ehb", "", "", "finance"),
    ),
    (
        ("ehb", "has a right over", "Budget", "", "", "", "recommends"),
        ("ehb", "has a right over", "Budget", "", "", "", "is consulted"),
    ),
]


@pytest.mark.parametrize(("first", "second"), BOTH)
def test_links_that_say_what_they_are_about_are_two_facts(
    first: tuple[str, ...], second: tuple[str, ...]
) -> None:
    sheets = parts(first, second)
    links = [fact.id for fact in load(sheets).added if isinstance(fact, Link)]
    assert links[1] == f"{links[0]}~2"
    assert load(sheets).report.problems == []
    snapshot = snapshot_after(sheets)
    # In another order, alone and over the record each row means its own; nothing is told of terms.
    again = load(parts(second, first), snapshot)
    assert (again.changes, again.report.notices) == ((), [])
    over = load(parts(second), snapshot_after(parts(first)))
    assert [fact.id for fact in over.added] == [f"{links[0]}~2"]
    assert over.report.notices == []


def test_links_that_say_the_same_or_nothing_are_a_repeated_row() -> None:
    row = ("Head", "appoints", "ehb", "the chair")
    for other in (row, ("Head", "appoints", "ehb", "")):
        (problem,) = load(parts(row, other)).report.problems
        assert problem.code == "repeated-row"
        assert "or say what sets the two apart" in problem.sentence
