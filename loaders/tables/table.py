"""A table as it was read: what a cell may hold, and how raw values become cells."""

import datetime
import math
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from graph.name_keys import is_blank
from loaders.place import Place
from loaders.problems import FileError

# Beyond this a float no longer tells one whole number from the next.
_WHOLE = 2.0**53


@dataclass(frozen=True, slots=True)
class CellError:
    """A formula without a result; text is what the spreadsheet shows, such as "#REF!".

    "" where the program that wrote the file did not calculate it: nobody knows what it would show.
    """

    text: str


CellValue = (
    str | int | float | bool | datetime.date | datetime.datetime | datetime.time | CellError | None
)
RawRow = tuple[int, list[CellValue]]


@dataclass(slots=True)
class HiddenRanges:
    """What of a sheet does not show: rows as they are numbered from 1, columns from 0."""

    rows: list[range] = field(default_factory=list)
    columns: list[range] = field(default_factory=list)

    def has_row(self, number: int) -> bool:
        """Say whether a row is hidden."""
        return _holds(self.rows, number)

    def has_column(self, position: int) -> bool:
        """Say whether a column is hidden."""
        return _holds(self.columns, position)


def _holds(ranges: Sequence[range], number: int) -> bool:
    place = bisect_right(ranges, number, key=lambda one: one.start)
    return place > 0 and number in ranges[place - 1]


@dataclass(frozen=True, slots=True)
class RawTable:
    """One sheet, or one CSV file.

    file: the name to use in messages. sheet: the sheet's name; for a CSV its file name without
    suffix. rows: (number as a spreadsheet program shows it, from 1; cells from column A to the
    last that holds something), wholly empty rows left out, to be read once. hidden: whether the
    sheet does not show in a spreadsheet program; hidden_ranges: which of its rows and columns do
    not. parts: where rows were read that stand in no sheet of their own, such as "page 3".
    by_file_name: whether its file is named after it, perhaps behind the name of a workbook.
    unread: why nothing of it is read, for what lies beside the tables and is none; "" for a table.
    failure: why it cannot be read, where it may be no table: to be raised if it is one of ours.
    """

    file: str
    sheet: str
    rows: Iterator[RawRow]
    hidden: bool = False
    hidden_ranges: HiddenRanges = field(default_factory=HiddenRanges)
    parts: Mapping[int, str] = field(default_factory=dict)
    by_file_name: bool = False
    unread: str = ""
    failure: FileError | None = None

    def place(self, sheet: str, number: int) -> Place:
        """Return where a row stands: in the file's own words, or in that row of our sheet."""
        part = self.parts.get(number)
        return Place(self.file, part=part) if part else Place(self.file, sheet, number)


def text_cell(text: str) -> str | None:
    """Return a text of a cell without outer space; None where nothing is to be seen in it."""
    return None if is_blank(text) else text.strip()


def as_cell(value: object) -> CellValue:
    """One raw value of the library as a cell.

    Texts lose their outer space, "" becomes None; whole floats become int; a length of time
    becomes the text "36:00:00", as no clock shows it. Raises ValueError for a NUL character.
    """
    if isinstance(value, str):
        if "\0" in value:
            raise ValueError("a NUL character")
        return text_cell(value)
    if isinstance(value, float):
        if value.is_integer() and abs(value) < _WHOLE:
            return int(value)
        return value if math.isfinite(value) else CellError("#NUM!")
    if isinstance(value, datetime.timedelta):
        seconds = round(value.total_seconds())
        minutes, second = divmod(abs(seconds), 60)
        return f"{'-' if seconds < 0 else ''}{minutes // 60}:{minutes % 60:02}:{second:02}"
    if value is None or isinstance(value, int | datetime.date | datetime.time):
        return value
    raise TypeError(f"a cell cannot hold {type(value).__name__}")


def trimmed(cells: list[CellValue]) -> list[CellValue]:
    """Drop the empty cells at the end, in place."""
    while cells and cells[-1] is None:
        cells.pop()
    return cells


def column_letters(column: int) -> str:
    """Name a column (from 0) as spreadsheet programs do: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
