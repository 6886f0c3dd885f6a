"""Tables that are called like no sheet of ours: summaries by their headings, and the rest."""

from dataclasses import replace
from itertools import chain

from loaders.place import Place
from loaders.report import Problem, Report
from loaders.tables import RawTable
from loaders.workbook.reading.cells import folded, plain
from loaders.workbook.reading.headers import nearest_sheet, sheet_with_headings
from loaders.workbook.sheets import SHEET, Sheet

_TOTALS = {"name", "expected", "present"}


def as_summary(table: RawTable) -> tuple[RawTable, Sheet | None]:
    """Return the sheet of totals for a table with its headings, as councils publish them."""
    rows = iter(table.rows)
    first = next(rows, None)
    if first is None:
        return table, None
    whole = replace(table, rows=chain([first], rows))
    headings = {folded(plain(cell)) for cell in first[1]}
    return whole, SHEET["Attendance totals"] if headings >= _TOTALS else None


def pass_over(table: RawTable, report: Report, every_sheet: bool) -> None:
    """Say that a sheet is not read; refuse one that may be ours under another name."""
    rows = list(table.rows)
    if not rows and table.failure is None:
        return
    near = nearest_sheet(table.sheet) or (sheet_with_headings(rows[0][1]) if rows else "")
    count = max(0, len(rows) - 1)
    if not near and not every_sheet:
        report.unread.append(table.sheet)
        name = "it is" if table.by_file_name else f'its sheet "{table.sheet}" is'
        held = "" if table.failure else f", with {count:,} {'row' if count == 1 else 'rows'}"
        report.notices.append(
            f"{table.file}: {name} none of the workbook's sheets{held}: not read."
        )
        return
    right = f'name it "{near}" if that is meant, or take it out' if near else "take it out"
    wrong = f'the sheet "{table.sheet}" is not known'
    report.refused += count
    place = Place(table.file, table.sheet)
    report.problems.append(Problem("unknown-sheet", place, table.sheet, wrong, right))
