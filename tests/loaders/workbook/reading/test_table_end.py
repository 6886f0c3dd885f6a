"""A row of totals, or a remark below, ends a table and is told; it is never somebody's."""

from typing import Any

import pytest

from graph.facts.model import Node
from tests.loaders.workbook.loading import BODIES, Sheets, load, problems

TOTALS = [
    ("Name", "Expected", "Present", "Apologies"),
    ("Councillor A", 10, 9, 1),
    ("Councillor B", 10, 8, 2),
]


def named(rows: list[tuple[Any, ...]], sheet: str = "Attendance totals") -> list[str]:
    return [fact.name for fact in load({sheet: rows}).added if isinstance(fact, Node)]


@pytest.mark.parametrize(
    "last",
    [
        [("Total", 20, 17, 3)],
        [("TOTALS:", "", "17", "85 %")],
        [("Total", 20, 17, 3), ("Note: figures cover April to March",)],
        [("Note: figures cover April to March",)],
        [("* since May",)],
    ],
)
def test_the_table_ends_there_and_says_so(last: list[tuple[Any, ...]]) -> None:
    report = load({"Attendance totals": [*TOTALS, *last]}).report
    assert (report.accepted, report.refused) == (2, 0)
    (notice,) = report.notices
    assert f'ends at row 4, "{last[0][0]}": that row is not read' in notice
    assert ("nor is what stands below it" in notice) == (len(last) > 1)
    assert named([*TOTALS, *last]) == ["Councillor A", "Councillor B"]


def test_a_row_below_that_was_meant_to_be_read_is_refused_not_lost() -> None:
    rows = [*TOTALS, ("Total", 20, 17, 3), ("Councillor C", 4, 4, 0), ("Total", 4, 4, 0)]
    assert problems({"Attendance totals": rows}) == [(5, "", "below-total")]


@pytest.mark.parametrize(
    "row",
    [
        ("t", "Total", "main board"),
        ("", "Total", "main board"),
        ("", "Total Place Board", ""),
        ("", "Note-takers' group", ""),
        ("", "Key: workers' forum", "sub group"),
    ],
)
def test_what_is_a_thing_is_read(row: tuple[str, str, str]) -> None:
    assert row[1] in named([*BODIES, row], "Bodies")


def test_a_row_of_totals_under_a_register_is_no_member() -> None:
    grid = [
        ("Body", "Holder", "2024-03-14", "2024-06-13"),
        ("ehb", "Police", "present", "present"),
        ("", "Total present", 1, 1),
    ]
    police = [("Name",), ("Police",)]
    sheets: Sheets = {"Bodies": BODIES, "Organisations": police, "Attendance": grid}
    assert problems(sheets) == []
