"""Which column is which: headings matched whatever their case, spaces and order."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from graph.near_names import near_names
from loaders.workbook.reading.cells import folded, plain
from loaders.workbook.sheets import SHEETS, Sheet, SheetColumn

# Between the name of a workbook and that of its sheet, in the name of a file.
_PARTS = re.compile(r"\s*[-\u2010-\u2015_]\s*")
# What registers call the one who should have come.
_HOLDER_TOO = ("Member",)
# What people call a column and letters alone would not lead to: "Also called" is nearer to
# "Also on the maps of" than to the heading that is meant.
_OTHER_NAMES = {
    *("alsocalled", "alsoknownas", "knownas", "aka", "alias"),
    *("alternativename", "alternativenames", "formername", "shortname", "acronym"),
}


@dataclass(frozen=True, slots=True)
class Header:
    """The known columns by position, and what could not be matched: (position, text, nearest)."""

    columns: dict[int, SheetColumn]
    unknown: tuple[tuple[int, str, str], ...]
    repeated: tuple[tuple[int, str], ...]
    missing: tuple[SheetColumn, ...]


def sheet_named(name: str) -> Sheet | None:
    """Return the sheet of a name, whatever its case and spaces."""
    wanted = folded(name)
    return next((sheet for sheet in SHEETS if folded(sheet.name) == wanted), None)


def sheet_of_file(stem: str) -> Sheet | None:
    """Return the sheet that a file is named after, alone or behind the name of a workbook.

    "Our town - Bodies" is how a spreadsheet program calls the sheet Bodies of "Our town".
    """
    for place in (0, *(match.end() for match in _PARTS.finditer(stem))):
        sheet = sheet_named(stem[place:])
        if sheet:
            return sheet
    return None


def sheet_with_headings(cells: Sequence[Any]) -> str:
    """Return the name of the one sheet of ours that has all these headings, or ""."""
    fitting = []
    for sheet in SHEETS:
        header = read_header(sheet, cells)
        if not (header.unknown or header.repeated or header.missing) and len(header.columns) > 1:
            fitting.append(sheet.name)
    return fitting[0] if len(fitting) == 1 else ""


def nearest_sheet(name: str) -> str:
    """Return the name of the sheet that is nearest to a text, or ""."""
    return next(iter(near_names(name, [sheet.name for sheet in SHEETS], 1)), "")


def read_header(sheet: Sheet, cells: Sequence[Any]) -> Header:
    """Match the cells of a header row; a heading or the key of the archive format will do."""
    known = {folded(column.heading): column for column in sheet.columns}
    known |= {folded(column.key): column for column in sheet.columns if column.key not in known}
    holder = sheet.column("holder")
    if sheet.fact_type == "attendance" and holder:
        known |= {folded(word): holder for word in _HOLDER_TOO}
    columns: dict[int, SheetColumn] = {}
    unknown, repeated = [], []
    for position, cell in enumerate(cells):
        text = plain(cell).strip()
        column = known.get(folded(text))
        if not text:
            continue
        if column is None:
            unknown.append((position, text, _near(sheet, text)))
        elif column in columns.values():
            repeated.append((position, text))
        else:
            columns[position] = column
    missing = [c for c in sheet.columns if c.required and c not in columns.values()]
    return Header(columns, tuple(unknown), tuple(repeated), tuple(missing))


def _near(sheet: Sheet, text: str) -> str:
    """Return the heading that a text stands for, else the one nearest to it, or ""."""
    meant = sheet.column("aliases") if folded(text) in _OTHER_NAMES else None
    if meant:
        return meant.heading
    return next(iter(near_names(text, [c.heading for c in sheet.columns], 1)), "")
