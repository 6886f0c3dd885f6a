"""Summaries of attendance: totals that contradict each other are told with both numbers."""

from typing import Any

import pytest

from graph.facts.model import Node
from tests.loaders.workbook.loading import load, problems, snapshot_after

HEADS = ("Name", "Expected", "Present", "Absent", "Apologies")


def test_totals_that_do_not_add_up_are_told_with_both_numbers() -> None:
    rows = [HEADS, ("Ward one", 12, 8, 0, 4), ("Ward two", 16, 15, 1, 1)]
    loaded = load({"Attendance totals": rows})
    (problem,) = loaded.report.problems
    assert problem.code == "totals-do-not-add-up"
    assert (problem.place.row, problem.place.column) == (2, "Expected")
    assert problem.wrong == "12 were expected, but 8 present and 0 absent make 8"
    assert (loaded.report.accepted, loaded.report.refused) == (1, 1)


@pytest.mark.parametrize(
    ("cells", "codes"),
    [
        ((10, 6, 4, 1), []),
        ((10, 6, 3, 1), ["totals-do-not-add-up"]),
        ((10, 6, "", 4), []),
        ((10, 6, "", 3), ["totals-do-not-add-up"]),
        ((10, 6, "", ""), []),
        (("", 6, 4, ""), []),
        (("ten", 6, 4, ""), ["not-a-number"]),
    ],
)
def test_what_adds_up(cells: tuple[Any, ...], codes: list[str]) -> None:
    rows = [HEADS, ("Ward one", *cells)]
    assert [code for _, _, code in problems({"Attendance totals": rows})] == codes


def test_each_instrument_has_a_sheet_and_decimals_stay_as_written() -> None:
    sheets: dict[str, Any] = {
        "Organisations": [("Name",), ("Police",)],
        "PARTNER scores": [
            ("Name", "About", "Reliability", "Power and influence", "Answers", "Dated"),
            ("Survey of the police", "Police", 3.4, "2,75", 9, "May-2026"),
        ],
        "Net-Map ratings": [
            ("Name", "About", "Height of the tower", "Tallest tower"),
            ("Tower", "Police", 3, 5.5),
        ],
        "Wilder results": [("Name", "Factor", "Average"), ("Q2", "Mutual respect", 4.25)],
        "Attendance totals": [("Name", "About", "Expected"), ("Totals", "police", 6)],
    }
    nodes = snapshot_after(sheets).nodes
    found = {node.kind: dict(node.attributes) for node in nodes.values() if isinstance(node, Node)}
    assert found["partner_score"] == {
        "about": "testham/police",
        "reliability": "3.4",
        "power": "2.75",
        "answers": 9,
        "dated": "2026-05",
    }
    assert found["tower_rating"]["tallest"] == "5.5"
    assert found["wilder_result"] == {"factor": "Mutual respect", "average": "4.25"}
    assert found["attendance_total"] == {"about": "testham/police", "expected": 6}


@pytest.mark.parametrize("cell", ["3.45678", "-1", "three", "1e3"])
def test_what_is_no_decimal(cell: str) -> None:
    rows = [("Name", "Average"), ("Q2", cell)]
    assert problems({"Wilder results": rows}) == [(2, "Average", "not-a-number")]


def test_a_summary_is_known_by_its_headings_whatever_its_sheet_is_called() -> None:
    rows = [("Name", "Party", "Expected", "Present", "Absent"), ("Ward one", "x", 12, 8, 0)]
    assert problems({"Councillors 2024": rows}) == [
        (1, "Party", "unknown-heading"),
        (2, "Expected", "totals-do-not-add-up"),
    ]
    assert problems({"Councillors 2024": [("Name", "Present"), ("Ward one", 3)]}) == [
        (0, "", "unknown-sheet")
    ]
