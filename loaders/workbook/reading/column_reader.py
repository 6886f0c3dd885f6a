"""The columns of one table as their cells are read: what needs no look is taken as it stands.

A file of 50,000 rows has some 250,000 cells, and most are one of a few words, a date or a plain
text: a word is read once, however often it stands in its column.
"""

import re
from typing import Any

from graph.kinds import ValueType
from loaders.workbook.reading.cells import NONE, read_cell
from loaders.workbook.reading.headers import Header
from loaders.workbook.sheets import SEPARATOR, Sheet, SheetColumn

_SAME_AGAIN = {
    *(ValueType.CHOICE, ValueType.YES_NO, ValueType.DATE, ValueType.NUMBER, ValueType.DECIMAL)
}
_ANY_TEXT = {ValueType.TEXT, ValueType.REFERENCE}
# Texts of a column whose values are kept: closed lists have fewer words, and a table more days or
# numbers than these is read no slower than without.
_MOST_KEPT = 10_000
# Of plain letters and signs, with no space round it and no apostrophe to undo.
_STANDS = re.compile("[!-&(-~](?:[ -~]*[!-~])?").fullmatch


class ColumnReader:
    """Reads the cells of a column as read_cell does, the same text of a few only once."""

    def __init__(self, column: SheetColumn) -> None:
        self.column = column
        self._values: dict[str, Any] = {}
        self._same_again = column.type in _SAME_AGAIN and not column.several
        self._any_text = column.type in _ANY_TEXT

    def at_once(self, text: str) -> Any:
        """Return the value of a text that needs no look: read before, or its own; else None."""
        if self._same_again:
            return self._values.get(text)
        if not self._any_text or not _STANDS(text):
            return None
        if not self.column.several:
            return text
        return None if SEPARATOR[0] in text or len(text) == len(NONE) else [text]

    def read(self, cell: Any) -> Any:
        """Return the value of a cell that is not empty; raises BadCell."""
        value = read_cell(self.column, cell)
        if self._same_again and _is_kept(cell) and len(self._values) < _MOST_KEPT:
            self._values[cell] = value
        return value


def _is_kept(cell: Any) -> bool:
    # A text after an apostrophe is not the one that people see.
    return type(cell) is str and cell[0] != "'"


class TableColumns:
    """The columns of a table by position: their readers, those a row needs, and what is bare."""

    def __init__(self, sheet: Sheet, header: Header) -> None:
        self.readers = [
            (i, column.key, ColumnReader(column)) for i, column in header.columns.items()
        ]
        self.required = [c for c in sheet.columns if c.required]
        # The first position under no heading: a row that ends before it has no stray cell.
        self.first_bare = next(i for i in range(len(header.columns) + 1) if i not in header.columns)
