"""Words in the place of a holder: an empty seat, told; never a thing called Vacant.

Tests: loaders/workbook/other_words.py
"""

import pytest

from graph.facts.model import Node
from loaders.tables import CellError
from tests.loaders.workbook.loading import BODIES, Sheets, load, problems, snapshot_after

SEATS = ("Holder", "Role", "Body")


def seats(*rows: tuple[str, ...]) -> Sheets:
    return {"Bodies": BODIES, "Seats": [SEATS, *rows]}


def empty(sheets: Sheets) -> list[tuple[str, bool | None]]:
    nodes = [fact for fact in load(sheets).added if isinstance(fact, Node)]
    return [(node.name, node.flag("vacant")) for node in nodes if node.kind == "seat"]


@pytest.mark.parametrize("word", ["Vacant", "VACANCY", "Post vacant", "Unfilled"])
def test_a_vacancy_is_an_empty_seat_that_is_vacant(word: str) -> None:
    assert empty(seats((word, "member", "ehb"))) == [("Empty seat on Early Help Board", True)]


@pytest.mark.parametrize("word", ["TBC", "t.b.c.", "N/A", "-", "\u2013", "None", "to be appointed"])
def test_who_is_not_named_leaves_the_seat_empty(word: str) -> None:
    assert empty(seats((word, "", "ehb"))) == [("Empty seat on Early Help Board", None)]


def test_it_is_told_once_for_the_sheet_and_the_role_stays_in_the_name() -> None:
    sheets = seats(("Vacant", "chair", "ehb"), ("TBC", "", "ehb"), ("-", "", "ehb"))
    (notice,) = load(sheets).report.notices
    assert notice == (
        'facts.xlsx, sheet "Seats": "Vacant" (row 2), "TBC" (row 3), "-" (row 4) name nobody; '
        "each is recorded as an empty seat."
    )
    assert [name for name, _ in empty(sheets)] == [
        "Empty seat of the chair on Early Help Board",
        "Empty seat on Early Help Board",
        "Empty seat on Early Help Board (2)",
    ]


def test_loaded_again_the_same_seats_are_empty() -> None:
    sheets = seats(*[("Vacant", "", "ehb")] * 3, ("", "", "ehb"))
    snapshot = snapshot_after(sheets)
    assert load(sheets, snapshot).changes == ()
    assert sum(1 for node in snapshot.nodes.values() if node.kind == "seat") == 4


def test_of_several_the_one_of_the_same_representation_is_meant() -> None:
    heads = (*SEATS, "Represents")
    both = [heads, ("Vacant", "", "ehb", "faith"), ("Vacant", "", "ehb", "police")]
    snapshot = snapshot_after({"Bodies": BODIES, "Seats": both})
    assert load({"Seats": [heads, both[2]]}, snapshot).changes == ()


@pytest.mark.parametrize("word", ["?", "unknown", "not known", "??"])
def test_a_holder_nobody_knows_is_no_vacancy(word: str) -> None:
    (problem,) = load(seats((word, "", "ehb"))).report.problems
    assert (problem.code, problem.place.column) == ("unknown-name", "Holder")
    assert problem.right == 'name who holds the seat, or write "Vacant" where nobody does'


def test_elsewhere_such_a_word_is_refused_and_no_thing_is_advised() -> None:
    links = [("From", "Link", "To"), ("Vacant", "reports to", "ehb")]
    (problem,) = load({"Bodies": BODIES, "Links": links}).report.problems
    assert problem.right == "leave the row out, or name who is meant"


def test_a_thing_that_is_really_called_so_holds_its_seat() -> None:
    rows = [("Name", "Other names"), ("Testham Borough Council", "TBC")]
    assert problems({"Organisations": rows}) == []
    assert empty({**seats(("TBC", "", "ehb")), "Organisations": rows}) == []


def test_a_formula_that_was_never_calculated_is_no_vacancy() -> None:
    sheets: Sheets = {"Bodies": BODIES, "Seats": [SEATS, (CellError(""), "chair", "ehb")]}
    assert problems(sheets) == [(2, "Holder", "formula-not-calculated")]
    assert not [f for f in load(sheets).added if isinstance(f, Node) and f.kind == "seat"]
