"""What a spreadsheet program does not show of a sheet, and was read all the same: told as notes."""

from collections.abc import Iterator, Sequence
from typing import Any

from loaders.tables import RawTable
from loaders.tables.table import column_letters
from loaders.workbook.reading.cells import plain, shown


class HiddenNotices:
    """Counts the hidden rows of a table, and notes the hidden columns that hold something."""

    def __init__(self, table: RawTable, headings: Sequence[Any]) -> None:
        self.table, self.headings = table, headings
        self.rows: list[int] = []
        self.columns: dict[int, None] = {}

    def note(self, number: int, cells: Sequence[Any]) -> None:
        """Take note of a row below the headings."""
        if self.table.hidden_ranges.has_row(number):
            self.rows.append(number)
        if not self.table.hidden_ranges.columns:
            return
        for position, cell in enumerate(cells):
            if cell is not None and self.table.hidden_ranges.has_column(position):
                self.columns[position] = None

    def notices(self) -> Iterator[str]:
        """Say what was read and does not show."""
        where = f'{self.table.file}: in the sheet "{self.table.sheet}"'
        if len(self.rows) == 1:
            yield f"{where} row {self.rows[0]} is hidden; it was read too."
        elif self.rows:
            count = f"{len(self.rows):,} rows are hidden, the first is row {self.rows[0]}"
            yield f"{where} {count}; they were read too."
        if self.columns:
            named = ", ".join(map(self._named, sorted(self.columns)))
            if len(self.columns) == 1:
                yield f"{where} the column {named} is hidden; it was read too."
            else:
                yield f"{where} the columns {named} are hidden; they were read too."

    def _named(self, position: int) -> str:
        text = plain(self.headings[position]) if position < len(self.headings) else ""
        return f'"{shown(text.strip())}"' if text.strip() else column_letters(position)
