"""Loads tables that a test spells out, and tells the problems of it."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

from api.service.load_workbook import earlier_loads, write
from graph.facts.changes import Batch, Change
from graph.facts.model import Snapshot, snapshot_of
from graph.stores.memory import MemoryStore
from loaders.questions import AnswersGiven
from loaders.tables import RawTable
from loaders.workbook.reading.load import Loaded, load_tables

TODAY = date(2026, 11, 24)
FILE = "facts.xlsx"
ENDS = ("From", "Link", "To")
BODIES = [("Id", "Name", "Kind of body"), ("ehb", "Early Help Board", "main board")]
TWO = [*BODIES, ("", "Safeguarding Partnership", "safeguarding partnership")]
Sheets = Mapping[str, Sequence[Sequence[Any]]]


class KeptArea:
    """Testham in a store of its own, into which files are loaded one after the other."""

    def __init__(self) -> None:
        self.store = MemoryStore()

    @property
    def snapshot(self) -> Snapshot | None:
        return self.store.read("testham") if self.store.areas() else None

    def look(self, sheets: Sheets, file: str = FILE, **answers: Any) -> Loaded:
        """Return what loading sheets of a file comes to, with answers by their options."""
        replace = answers.pop("replace", False)
        earlier = earlier_loads(self.store, "testham") if self.snapshot else None
        given = AnswersGiven.of_options(answers)
        more: dict[str, Any] = {"earlier": earlier, "answers": given, "replace": replace}
        return load(sheets, self.snapshot, file, **more)

    def write(self, sheets: Sheets, file: str = FILE, **answers: Any) -> Loaded:
        """Load sheets of a file into the store."""
        loaded = self.look(sheets, file, **answers)
        assert [problem.sentence for problem in loaded.report.problems] == []
        write(self.store, loaded, self.snapshot, file)
        return loaded

    def change(self, *changes: Change) -> None:
        """Change the record elsewhere, as an accepted scenario does."""
        batch = Batch(
            id=uuid.uuid4().hex,
            area="testham",
            who="bea",
            when=datetime.now(UTC),
            source="scenario: fewer boards",
            changes=changes,
        )
        self.store.apply(batch)


def load(sheets: Sheets, snapshot: Snapshot | None = None, file: str = FILE, **rest: Any) -> Loaded:
    """Load sheets into testham; every row is counted."""
    tables = [
        RawTable(file, name, iter([(n, list(cells)) for n, cells in enumerate(rows, 1)]))
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
