"""A copy of tables with the cells that are wrong marked, and a list of what is wrong."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from loaders.formula_guard import no_formula
from loaders.tables.table import CellError, RawTable
from loaders.tables.table_writer import MOST_CHARACTERS
from loaders.tables.xlsx_output import STYLES, new_book
from loaders.workbook.reading.cells import folded, plain
from loaders.workbook.reading.headers import read_header, sheet_named, sheet_of_file
from loaders.workbook.sheets import Sheet

PROBLEMS = "Problems"
_LEFT_OUT = {"guide", "lists", "problems"}
_LONGEST_NAME = 31  # characters; Excel takes no longer name of a sheet
_WIDTHS = (18, 26, 18, 6, 22, 36, 70)  # characters, by column of the list of problems
_LONGEST_COMMENT = 2_000  # characters: several problems of one cell

Marks = Mapping[tuple[int, str], str]


def write_marked(
    path: Path,
    tables: Iterable[RawTable],
    marks: Mapping[tuple[str, str], Marks],
    listed: Sequence[Sequence[str]],
) -> None:
    """Write tables again, each marked cell filled and with its sentence as a comment.

    marks: by file and sheet (folded), by (row, heading of the column; "" for the whole row).
    listed: the rows of the sheet "Problems", headings first. Cells stand as they were, so that
    the copy loads.
    """
    with new_book(path) as book:
        styles = {name: book.add_format(STYLES[name]) for name in ("head", "wrong", "text")}
        _write_list(book.add_worksheet(PROBLEMS), listed, styles)
        used = {folded(PROBLEMS)}
        for table in tables:
            if table.unread or table.failure or folded(table.sheet) in _LEFT_OUT:
                continue
            sheet = sheet_of_file(table.sheet) if table.by_file_name else sheet_named(table.sheet)
            name = sheet.name if sheet else table.sheet
            page = book.add_worksheet(_free_name(name, used))
            here = marks.get((table.file, folded(name)), {})
            _write_table(page, table, sheet, here, styles)


def _write_list(page: Any, listed: Sequence[Sequence[str]], styles: Mapping[str, Any]) -> None:
    page.freeze_panes(1, 0)
    for row, cells in enumerate(listed):
        for position, cell in enumerate(cells):
            if row == 0:
                page.set_column(position, position, _WIDTHS[min(position, len(_WIDTHS) - 1)])
            page.write_string(row, position, no_formula(cell), styles["text" if row else "head"])
    page.autofilter(0, 0, max(len(listed) - 1, 1), max(len(listed[0]) - 1, 0))


def _free_name(name: str, used: set[str]) -> str:
    """Return a sheet name that Excel takes and that no other sheet has."""
    base = (
        "".join("-" if c in "[]:*?/\\" else c for c in name).strip("'")[:_LONGEST_NAME] or "Sheet"
    )
    made, number = base, 1
    while made.casefold() in used:
        number += 1
        ending = f" ({number})"
        made = base[: _LONGEST_NAME - len(ending)] + ending
    used.add(made.casefold())
    return made


def _write_table(
    page: Any, table: RawTable, sheet: Sheet | None, marks: Marks, styles: Mapping[str, Any]
) -> None:
    page.freeze_panes(1, 0)
    page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    by_row: dict[int, dict[str, str]] = {}
    for (row, heading), sentence in marks.items():
        by_row.setdefault(row, {})[heading] = sentence
    places: dict[str, int] | None = None
    for number, cells in table.rows:
        if places is None:
            places = _places(sheet, cells)
        wrong: dict[int, list[str]] = {}
        for heading, sentence in by_row.get(number, {}).items():
            wrong.setdefault(places.get(folded(heading), 0), []).append(sentence)
        for position in range(max(len(cells), *(p + 1 for p in wrong), 0)):
            cell = cells[position] if position < len(cells) else None
            style = styles["wrong"] if position in wrong else None
            _write_cell(page, number - 1, position, cell, style)
        for position, sentences in wrong.items():
            text = "\n".join(sentences)[:_LONGEST_COMMENT]
            page.write_comment(number - 1, position, text, {"x_scale": 2.2, "font_size": 9})


def _places(sheet: Sheet | None, cells: Sequence[Any]) -> dict[str, int]:
    """Return the positions of columns by the text that stands there and by our heading."""
    found: dict[str, int] = {}
    for position, cell in enumerate(cells):
        found.setdefault(folded(plain(cell)), position)
    known = read_header(sheet, cells).columns if sheet else {}
    return found | {folded(column.heading): position for position, column in known.items()}


def _write_cell(page: Any, row: int, position: int, cell: Any, style: Any) -> None:
    match cell:
        case None:
            page.write_blank(row, position, None, style)
        case bool():
            page.write_boolean(row, position, cell, style)
        case int() | float():
            page.write_number(row, position, cell, style)
        case datetime.date() if style is None and cell.year > 1900:
            page.write_datetime(row, position, cell)
        case datetime.date():
            page.write_string(row, position, plain(cell), style)
        case CellError():
            page.write_string(row, position, plain(cell), style)
        case _:
            page.write_string(row, position, no_formula(str(cell))[:MOST_CHARACTERS], style)
