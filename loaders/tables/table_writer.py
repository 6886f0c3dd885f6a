"""Writes workbooks and folders of CSVs, whole or not at all; every cell is a value, no formula."""

import csv
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from loaders.formula_guard import no_formula
from loaders.tables.xlsx_output import STYLES, new_book
from loaders.whole_files import CannotWrite, cannot_write

LISTS = "Lists"
# What Excel takes: characters of a cell, rows of a sheet.
MOST_CHARACTERS = 32_767
MOST_ROWS = 1_048_576
WIDEST_PAGE = 450  # characters; more could not be read in print


@dataclass(frozen=True, slots=True)
class OutColumn:
    """A column: heading, its note, words to choose from (none but these if strict)."""

    heading: str
    note: str = ""
    words: tuple[str, ...] = ()
    strict: bool = False
    width: int = 16
    number: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class OutSheet:
    """A sheet under its headings. The rows hold cells as they are to stand (cells.neutral).

    The example is a row of its own, grey, after the headings; empty: none.
    """

    name: str
    columns: tuple[OutColumn, ...]
    rows: Iterable[Sequence[str]] = ()
    example: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OutText:
    """A sheet to read: lines of a style (title, heading, text, term) and one or two cells."""

    name: str
    lines: tuple[tuple[str, ...], ...]


def write_xlsx(path: Path, sheets: Sequence[OutSheet | OutText]) -> None:
    """Write a workbook; one that is there is replaced.

    Raises CannotWrite for what no workbook can hold, or where the disk refuses.
    """
    with new_book(path) as book:
        styles = {name: book.add_format(style) for name, style in STYLES.items()}
        lists = _Lists(sheets)
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            if isinstance(sheet, OutText):
                _write_text(page, sheet, styles)
            else:
                _write_sheet(page, sheet, styles, lists)
        lists.write(book)


def write_csv_folder(path: Path, sheets: Iterable[OutSheet], ours: Collection[str]) -> None:
    """Write a folder with a CSV for each sheet, in UTF-8 with the mark that Excel looks for.

    A folder that is there is replaced if it holds nothing but CSVs with the names in ours. Raises
    CannotWrite.
    """
    try:
        _check_ours(path, {f"{name}.csv" for name in ours})
        _write_folder(path, sheets)
    except OSError as error:
        raise cannot_write(path, error) from error


def _write_folder(path: Path, sheets: Iterable[OutSheet]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{path.name}.", dir=path.parent) as holder:
        made = Path(holder) / "made"
        made.mkdir()
        for sheet in sheets:
            _write_csv(made / f"{sheet.name}.csv", sheet)
        if path.exists():
            path.rename(Path(holder) / "before")
        made.rename(path)


def _check_ours(path: Path, names: Collection[str]) -> None:
    if path.is_dir():
        foreign = sorted(entry.name for entry in path.iterdir() if entry.name not in names)
        if foreign:
            raise CannotWrite(
                f'"{path}" holds other files too ("{foreign[0]}"): name a new or an empty folder.'
            )
    elif path.exists():
        raise CannotWrite(f'"{path}" is a file: name a new or an empty folder.')


def _write_csv(path: Path, sheet: OutSheet) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([column.heading for column in sheet.columns])
        for number, row in enumerate(_rows(sheet), start=2):
            _check_row(sheet, number, row, spreadsheet=False)
            writer.writerow(map(no_formula, row))


class _Lists:
    """The words of the drop-down lists, in a hidden sheet: a list in place holds 255 characters."""

    def __init__(self, sheets: Iterable[OutSheet | OutText]) -> None:
        found = (
            column.words
            for sheet in sheets
            if isinstance(sheet, OutSheet)
            for column in sheet.columns
            if column.words and column.strict
        )
        self._columns = {words: position for position, words in enumerate(dict.fromkeys(found))}

    def place(self, words: tuple[str, ...]) -> str:
        letters = xl_col_to_name(self._columns[words], True)
        return f"={LISTS}!{letters}$1:{letters}${len(words)}"

    def write(self, book: Any) -> None:
        if not self._columns:
            return
        page = book.add_worksheet(LISTS)
        page.hide()
        for row in range(max(map(len, self._columns))):
            for words, position in self._columns.items():
                if row < len(words):
                    page.write_string(row, position, no_formula(words[row]))


def _write_sheet(page: Any, sheet: OutSheet, styles: Mapping[str, Any], lists: _Lists) -> None:
    page.freeze_panes(1, 0)
    page.set_landscape()
    page.set_paper(8)  # A3
    if sum(column.width for column in sheet.columns) < WIDEST_PAGE:
        page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    for position, column in enumerate(sheet.columns):
        style = styles["number" if column.number else "cell"]
        page.set_column(position, position, column.width, style, {"hidden": column.hidden})
        page.write_string(0, position, column.heading, styles["head"])
        _write_help(page, position, column, lists)
    page.set_row(0, 32)
    last = 0
    for last, row in enumerate(_rows(sheet), start=1):
        _check_row(sheet, last + 1, row, spreadsheet=True)
        style = styles["example"] if sheet.example and last == 1 else None
        for position, (column, cell) in enumerate(zip(sheet.columns, row, strict=True)):
            if column.number and cell.isdecimal() and cell.isascii():
                page.write_number(last, position, int(cell), style)
            elif cell:
                page.write_string(last, position, no_formula(cell), style)
    page.autofilter(0, 0, max(last, 1), len(sheet.columns) - 1)


def _rows(sheet: OutSheet) -> Iterator[Sequence[str]]:
    if sheet.example:
        yield sheet.example
    yield from sheet.rows


def _write_help(page: Any, position: int, column: OutColumn, lists: _Lists) -> None:
    words = "" if column.strict or not column.words else f"\nWords: {'; '.join(column.words)}."
    if column.note:
        text = f"{column.note}{words}"
        size = {"x_scale": 2.2, "y_scale": max(1.0, len(text) / 200), "font_size": 9}
        page.write_comment(0, position, text, size)
    if column.words and column.strict:
        rule = {
            "validate": "list",
            "source": lists.place(column.words),
            "error_type": "stop",
            "error_title": column.heading[:32],
            "error_message": "Choose one of the words in the list, or leave the cell empty.",
        }
        page.data_validation(1, position, MOST_ROWS - 1, position, rule)


def _check_row(sheet: OutSheet, number: int, row: Sequence[str], *, spreadsheet: bool) -> None:
    """Refuse what would come back otherwise, or not at all."""
    if spreadsheet and number > MOST_ROWS:
        limit = f"{MOST_ROWS:,} rows"
        raise CannotWrite(f'Sheet "{sheet.name}" has more than the {limit} that a workbook holds.')
    for column, cell in zip(sheet.columns, row, strict=True):
        wrong = ""
        if spreadsheet and len(cell) > MOST_CHARACTERS:
            wrong = f"has {len(cell):,} characters; a workbook's cell holds {MOST_CHARACTERS:,}"
        elif not cell.isprintable() and _unwritable(cell, spreadsheet):
            wrong = "holds a character that the file cannot keep"
        if wrong:
            where = f'Sheet "{sheet.name}", row {number}, "{column.heading}"'
            raise CannotWrite(f"{where} {wrong}: shorten or correct it, or export an archive.")


def _unwritable(cell: str, spreadsheet: bool) -> bool:
    # A workbook has a way to write control characters; a CSV with them is taken for no text.
    least = "\0" if spreadsheet else "\x1f"
    return any(
        (c <= least and c not in "\t\n\r") or c in "\ufffe\uffff" or "\ud800" <= c <= "\udfff"
        for c in cell
    )


def _write_text(page: Any, sheet: OutText, styles: Mapping[str, Any]) -> None:
    page.set_column(0, 0, 32)
    page.set_column(1, 1, 100)
    page.hide_gridlines(2)
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    for row, (style, *cells) in enumerate(sheet.lines):
        if len(cells) == 2:
            page.set_row(row, _height(cells[1], 105))
            page.write_string(row, 0, no_formula(cells[0]), styles["term"])
            page.write_string(row, 1, no_formula(cells[1]), styles["text"])
        elif style == "text":
            page.set_row(row, _height(cells[0], 132))
            page.merge_range(row, 0, row, 1, no_formula(cells[0]), styles["text"])
        else:
            page.write_string(row, 0, no_formula(cells[0]), styles[style])


def _height(text: str, width: int) -> int:
    """Return the height in points of a text that wraps after so many characters, 15 a line."""
    return 15 * sum(1 + len(line) // width for line in text.split("\n"))
