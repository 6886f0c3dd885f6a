"""Where a table ends before its sheet does: at a row of totals, or at a remark below it."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from loaders.tables import RawTable
from loaders.workbook.other_words import REMARK_BELOW, TOTAL_OF_ROWS
from loaders.workbook.reading.cells import folded, is_empty, plain, shown
from loaders.workbook.reading.headers import Header
from loaders.workbook.sheets import Sheet

_STARTS = {word[:2] for word in TOTAL_OF_ROWS | REMARK_BELOW} | {"n."}
_SUM = re.compile(r"[\d.,%\s]+")
_REMARK = re.compile(r"\*|([^:]{1,20}?)\s*(?::|\s[-\u2013\u2014]\s)")


class TableEnd:
    """Watches the rows of a table for its end, and counts what stands below.

    A thing that is really called "Total" has an id in its row, and is read.
    """

    def __init__(self, table: RawTable, sheet: Sheet, header: Header) -> None:
        self.table, self.sheet, self.header = table, sheet, header
        self.row = 0
        self.words = ""
        self.below = 0

    def passed(self, number: int, cells: Sequence[Any]) -> bool:
        """Take note of the next row; say whether it is the end of the table, or stands below it."""
        if self.row:
            self.below += 1
            return True
        words = self._ending(cells)
        if words:
            self.row, self.words = number, words
        return bool(words)

    def is_lost(self, cells: Sequence[Any]) -> bool:
        """Say whether a row below the end is one that somebody meant to be read."""
        filled = self._filled(cells)
        required = {i for i, column in self.header.columns.items() if column.required}
        return len(filled) > 1 and required <= filled.keys() and not self._ending(cells)

    @property
    def problem(self) -> tuple[str, str, str]:
        """The code, what is wrong with a row below that was meant to be read, what is right."""
        wrong = f'it stands below row {self.row}, "{self.words}", where the table ends'
        return "below-total", wrong, "move it above that row, or take that row out"

    def notices(self) -> Iterator[str]:
        """Say where the table ended."""
        if not self.row:
            return
        where = f'{self.table.file}: the table of the sheet "{self.sheet.name}" ends at row'
        below = "" if not self.below else ", nor is what stands below it"
        yield f'{where} {self.row}, "{self.words}": that row is not read{below}.'

    def _filled(self, cells: Sequence[Any]) -> dict[int, str]:
        return {i: plain(cell).strip() for i, cell in enumerate(cells) if not is_empty(cell)}

    def _ending(self, cells: Sequence[Any]) -> str:
        """Return the words by which a row ends the table, or ""."""
        # Most rows are told by two letters; to look at all of each would be felt.
        text = ""
        for cell in cells:
            if not is_empty(cell):
                text = plain(cell).strip()
                break
        if text[:2].casefold() not in _STARTS and text[:1] != "*":
            return ""
        remark = _REMARK.match(text)
        is_remark = remark and (not remark[1] or folded(remark[1]) in REMARK_BELOW)
        is_total = folded(text) in TOTAL_OF_ROWS
        if not is_total and not is_remark:
            return ""
        filled, columns = self._filled(cells), self.header.columns
        if any(columns[i].key == "id" for i in filled if i in columns):
            return ""
        # What is said of a thing in words is no sum.
        only_numbers = all(_SUM.fullmatch(other) for other in list(filled.values())[1:])
        is_total = is_total and only_numbers
        ends = is_total and (self.sheet.fact_type == "node" or self._lacks_one(filled))
        return shown(text) if ends or (is_remark and len(filled) == 1) else ""

    def _lacks_one(self, filled: dict[int, str]) -> bool:
        """Say whether a cell that a row needs is empty; of a grid, its body or holder."""
        return any(
            column.required or column.key in ("body", "holder")
            for i, column in self.header.columns.items()
            if i not in filled
        )
