"""A register with days across: which column is which meeting."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from loaders.tables import RawTable
from loaders.workbook.reading.cells import BadCell, read_date
from loaders.workbook.sheets import Sheet

# By position the day, and which of its columns (from 1) this is.
GridDays = dict[int, tuple[str, int]]


def grid_days(sheet: Sheet, cells: Sequence[Any]) -> GridDays:
    """Return the columns of a register with days across, by position: the day, the how manieth."""
    days: GridDays = {}
    for position, cell in enumerate(cells if sheet.name == "Attendance" else ()):
        try:
            day = read_date(cell)
        except BadCell:
            continue
        days[position] = (day, sum(other == day for other, _ in days.values()) + 1)
    return days


def same_days(table: RawTable, sheet: Sheet, grid: GridDays) -> Iterator[str]:
    """Say which days head several columns: each of them is taken for a meeting."""
    for day, count in Counter(day for day, _ in grid.values()).items():
        if count > 1:
            where = f'{table.file}: in the sheet "{sheet.name}" {day} heads {count} columns'
            yield f"{where}; they are taken for {count} meetings of that day."
