"""Rows of tables: each matched to its sheet and columns, its cells read, or a problem told."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from graph.kinds import LINK_KIND, LINK_KINDS
from loaders.place import Place
from loaders.report import Problem, Report
from loaders.tables import RawTable
from loaders.workbook.reading.cells import (
    BadCell,
    folded,
    is_empty,
    plain,
    shown,
)
from loaders.workbook.reading.column_reader import ColumnReader, TableColumns
from loaders.workbook.reading.headers import (
    Header,
    read_header,
    sheet_named,
    sheet_of_file,
)
from loaders.workbook.reading.hidden_cells import HiddenNotices
from loaders.workbook.reading.other_tables import as_summary, pass_over
from loaders.workbook.reading.register_grid import GridDays, grid_days, same_days
from loaders.workbook.reading.table_end import TableEnd
from loaders.workbook.sheets import EXAMPLE_MARK, GUIDE, SEAT_LABELS, SHEET, Sheet

_LONGEST_TOLD = 200  # letters of a cell that a problem repeats
_NOT_IN_GRID = {"day", "attendance", "value", "meeting"}
_SEAT_WORDS = {
    folded(word)
    for kind in SHEET["Seats"].kinds
    for word in (kind, LINK_KIND[kind].verb, *SEAT_LABELS)
}
_BACKWARDS = {
    folded(kind.reverse): kind.verb for kind in LINK_KINDS if kind.name not in SHEET["Seats"].kinds
}
_ATTENDED = ColumnReader(next(c for c in SHEET["Attendance"].columns if c.key == "value"))
_IGNORED = {folded(name) for name in (GUIDE, "Problems", "Lists")}


class RefusedRow(Exception):
    """A row that has told its problem already."""


@dataclass
class SheetRow:
    """A row of a sheet: its values by key (None: an empty cell), for the columns that are there.

    nobody is the word in Holder that said that there is none; same_as an earlier row that says the
    same of the same thing, so that this one makes nothing of its own; left_out that by an answer it
    changes nothing on record.
    """

    sheet: Sheet
    place: Place
    values: dict[str, Any]
    raw: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    nobody: str = ""
    same_as: "SheetRow | None" = None
    left_out: bool = False

    def refuse(self, code: str, wrong: str, right: str, key: str = "") -> None:
        """Add a problem of this row, at the column of a key."""
        column = self.sheet.column(key)
        heading = column.heading if column else key
        place = replace(self.place, column=heading)
        value = self.raw.get(key, "")[:_LONGEST_TOLD]
        self.problems.append(Problem(code, place, value, wrong, right))

    def text(self, key: str) -> str:
        """Return a text, or "" where the cell is empty or the column is not there."""
        value = self.values.get(key)
        return value if isinstance(value, str) else ""


def read_rows(
    tables: Iterable[RawTable], report: Report, *, every_sheet: bool = False
) -> Iterator[SheetRow]:
    """Yield the rows of every sheet of ours; what else lies beside them is told as not read.

    A sheet that is called nearly like one of ours, or has its headings, is refused and its rows
    are counted; with every_sheet so is any other. Raises FileError.
    """
    for table in tables:
        if table.unread:
            report.notices.append(f"{table.file} was not read: {table.unread}.")
            continue
        if folded(table.sheet) in _IGNORED:
            continue
        sheet = sheet_of_file(table.sheet) if table.by_file_name else sheet_named(table.sheet)
        if table.failure and sheet:
            raise table.failure
        if sheet is None:
            table, sheet = as_summary(table)
        if sheet is None:
            pass_over(table, report, every_sheet)
        elif table.hidden:
            yield from _hidden_rows(table, sheet, report)
        else:
            yield from _rows_of(table, sheet, report)


def _hidden_rows(table: RawTable, sheet: Sheet, report: Report) -> Iterator[SheetRow]:
    """Yield the rows of a sheet that nobody sees, and say so."""
    count = 0
    for row in _rows_of(table, sheet, report):
        count += 1
        yield row
    if count:
        rows = "its one row was" if count == 1 else f"its {count:,} rows were"
        report.notices.append(
            f'{table.file}: the sheet "{table.sheet}" is hidden; {rows} read too.'
        )


def _rows_of(table: RawTable, sheet: Sheet, report: Report) -> Iterator[SheetRow]:
    rows = iter(table.rows)
    number, cells = next(rows, (0, []))
    if not cells:
        return
    grid = grid_days(sheet, cells)
    header = read_header(sheet, ["" if i in grid else cell for i, cell in enumerate(cells)])
    header = _in_grid(header, cells) if grid else header
    trouble = list(_header_problems(table, sheet, header, number, grid))
    report.problems += trouble
    if not header.columns or any(p.code == "missing-heading" for p in trouble):
        report.refused += sum(1 for _ in rows)
        return
    hidden, end = HiddenNotices(table, cells), TableEnd(table, sheet, header)
    columns = TableColumns(sheet, header)
    for number, cells in rows:
        if _is_example(sheet, header, cells):
            continue
        is_below = end.passed(number, cells)
        if is_below and (number == end.row or not end.is_lost(cells)):
            continue
        hidden.note(number, cells)
        row = (
            _grid_row(table, sheet, header, columns, grid, number, cells)
            if grid
            else _row(table, sheet, header, columns, number, cells)
        )
        if is_below:
            row.refuse(*end.problem)
        yield row
    report.notices += hidden.notices()
    report.notices += end.notices()
    report.notices += same_days(table, sheet, grid)


def _header_problems(
    table: RawTable, sheet: Sheet, header: Header, number: int, grid: GridDays
) -> Iterator[Problem]:
    def problem(code: str, column: str, wrong: str, right: str) -> Problem:
        text = column[:_LONGEST_TOLD]
        return Problem(code, Place(table.file, sheet.name, number, text), text, wrong, right)

    for _, text, near in header.unknown:
        right = f'write "{near}" if that is meant, or take the column out'
        wrong = f'the heading "{shown(text)}" is not known'
        if grid and folded(text) in _NOT_IN_GRID:
            wrong, near = f'"{text}" is not for a register with days across', ""
        yield problem("unknown-heading", text, wrong, right if near else "take the column out")
    for _, text in header.repeated:
        wrong = f'the heading "{shown(text)}" is there twice'
        yield problem("repeated-heading", text, wrong, "keep one of the columns")
    for column in header.missing:
        if grid and column.key == "value":
            continue
        wrong = f'there is no column "{column.heading}" in the first row'
        right = "put all headings into one first row, as the template has them"
        yield problem("missing-heading", column.heading, wrong, right)


def _in_grid(header: Header, cells: Sequence[Any]) -> Header:
    """Return the header of a register with days across, without the columns that make no sense."""
    wrong = {i for i, c in header.columns.items() if folded(c.key) in _NOT_IN_GRID}
    columns = {i: c for i, c in header.columns.items() if i not in wrong}
    unknown = (*header.unknown, *((i, plain(cells[i]).strip(), "") for i in sorted(wrong)))
    return replace(header, columns=columns, unknown=unknown)


def _is_example(sheet: Sheet, header: Header, cells: Sequence[Any]) -> bool:
    """Say whether a row is the template's example: all its cells as they stand, none changed."""
    named = False
    for position, cell in enumerate(cells):
        text = cell if isinstance(cell, str) else plain(cell)
        column = header.columns.get(position)
        if not text:
            continue
        if column is None or sheet.example.get(column.key) != text:
            return False
        # A real name that begins so is written out with an apostrophe before it.
        named = named or text.startswith(EXAMPLE_MARK)
    return named


def _row(
    table: RawTable,
    sheet: Sheet,
    header: Header,
    columns: TableColumns,
    number: int,
    cells: Sequence[Any],
) -> SheetRow:
    row = SheetRow(sheet, table.place(sheet.name, number), {})
    _read_columns(row, columns, cells)
    if len(cells) > columns.first_bare:
        _stray_cells(row, header, cells)
    for column in columns.required:
        if row.values.get(column.key) is None and not row.raw.get(column.key):
            right = f"fill in {column.heading.lower()}"
            row.refuse("empty-cell", f'"{column.heading}" is empty', right, column.key)
    return row


def _read_columns(row: SheetRow, columns: TableColumns, cells: Sequence[Any]) -> None:
    count = len(cells)
    for position, key, reader in columns.readers:
        cell = cells[position] if position < count else None
        if type(cell) is str and (value := reader.at_once(cell)) is not None:
            row.values[key], row.raw[key] = value, cell
        else:
            row.values[key] = None if cell is None else _read(row, reader, cell)


def _stray_cells(
    row: SheetRow, header: Header, cells: Sequence[Any], days: Iterable[int] = ()
) -> None:
    """Refuse what stands under no heading at all: it would be lost."""
    for position, cell in enumerate(cells):
        if cell is None or position in header.columns or is_empty(cell):
            continue
        told = {*days, *(i for i, *_ in header.unknown), *(i for i, _ in header.repeated)}
        if position not in told:
            wrong = f'"{plain(cell)[:40]}" in column {position + 1} stands under no heading'
            row.refuse("no-heading", wrong, "give the column a heading, or empty the cell")


def _read(row: SheetRow, reader: ColumnReader, cell: Any) -> Any:
    if is_empty(cell):
        return None
    column = reader.column
    row.raw[column.key] = plain(cell)
    try:
        return reader.read(cell)
    except BadCell as bad:
        right = bad.right
        if (row.sheet.name, column.key) == ("Links", "kind"):
            right = right_link(plain(cell)) or right
        row.refuse(bad.code, bad.wrong, right, column.key)
        return None


def right_link(text: str) -> str:
    """Return what would be right in place of a word that is no link from left to right, or ""."""
    wanted = folded(text)
    if wanted in _SEAT_WORDS:
        return "write it on the sheet Seats"
    verb = _BACKWARDS.get(wanted) or _BACKWARDS.get(f"is{wanted}")
    return f'write "{verb}", and exchange From and To' if verb else ""


def _grid_row(
    table: RawTable,
    sheet: Sheet,
    header: Header,
    columns: TableColumns,
    grid: GridDays,
    number: int,
    cells: Sequence[Any],
) -> SheetRow:
    """Read a member's row of a register; the entries stand in its values under "entries"."""
    row = SheetRow(sheet, table.place(sheet.name, number), {})
    _read_columns(row, columns, cells)
    entries = {}  # by the day, which of its columns, and of how many
    of = Counter(day for day, _ in grid.values())
    for position, column_day in grid.items():
        cell = cells[position] if position < len(cells) else None
        attendance = _read(row, _ATTENDED, cell)
        if attendance:
            entries[*column_day, of[column_day[0]]] = attendance
    row.values["entries"] = entries
    _stray_cells(row, header, cells, grid)
    for key in ("body", "holder"):
        if not row.text(key) and not row.raw.get(key):
            row.refuse("empty-cell", f'"{key.capitalize()}" is empty', f"fill in the {key}", key)
    return row
