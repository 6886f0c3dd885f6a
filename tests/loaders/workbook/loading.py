"""Loads tables that a test spells out, and tells the problems of it."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

from graph.facts.model import Snapshot, snapshot_of
from loaders.tables import RawTable
from loaders.workbook.reading.load import Loaded, load_tables

TODAY = date(2026, 11, 24)
FILE = "facts.xlsx"
ENDS = ("From", "Link", "To")
BODIES = [("Id", "Name", "Kind of body"), ("ehb", "Early Help Board", "main board")]
TWO = [*BODIES, ("", "Safeguarding Partnership", "safeguarding partnership")]
Sheets = Mapping[str, Sequence[Sequence[Any]]]


def load(sheets: Sheets, snapshot: Snapshot | None = None, **rest: Any) -> Loaded:
    """Load sheets into testham; every row is counted."""
    tables = [
        RawTable("facts.xlsx", name, iter([(n, list(cells)) for n, cells in enumerate(rows, 1)]))
        for name, rows in sheets.items()
    ]
    loaded = load_tables(tables, "testham", snapshot, today=TODAY, **rest)
    report = loaded.report
    assert report.rows == report.accepted + report.refused
    return loaded


def problems(sheets: Sheets, snapshot: Snapshot | None = None) -> list[tuple[int, str, str]]:
    """Return row, column and code of each problem."""
    found = load(sheets, snapshot).report.problems
    assert all(p.sentence.startswith("facts.xlsx, ") and p.sentence.endswith(".") for p in found)
    return [(problem.place.row, problem.place.column, problem.code) for problem in found]


def codes(sheets: Sheets, snapshot: Snapshot | None = None, **rest: Any) -> list[str]:
    """Return the codes of the problems alone."""
    return [problem.code for problem in load(sheets, snapshot, **rest).report.problems]


def snapshot_after(sheets: Sheets, snapshot: Snapshot | None = None) -> Snapshot:
    """Return what a store has once the sheets are loaded."""
    loaded = load(sheets, snapshot)
    facts = snapshot.facts() if snapshot else {}
    facts |= {fact.id: fact for fact in (*loaded.added, *loaded.changed)}
    return snapshot_of(facts, "testham", 1, {})


def cells_of(path: Path) -> dict[str, list[list[str]]]:
    """Return the cells of every sheet of a workbook as texts."""
    book = CalamineWorkbook.from_path(str(path))
    return {
        name: [
            [str(int(cell)) if isinstance(cell, float) else str(cell) for cell in row]
            for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        ]
        for name in book.sheet_names
    }
