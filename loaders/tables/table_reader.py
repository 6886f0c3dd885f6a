"""The door of the reading half: any spreadsheet an officer may hand over becomes tables."""

from collections.abc import Iterator
from pathlib import Path

from loaders.tables.csv_files import csv_tables
from loaders.tables.recognition import look_at, no_spreadsheet, spreadsheet_kind
from loaders.tables.table import RawTable
from loaders.tables.workbooks import workbook_tables


def read_tables(path: Path) -> Iterator[RawTable]:
    """Yield each sheet of an XLSX, XLS or ODS workbook, each CSV file of a folder, or one CSV.

    Raises FileError, one sentence, for whatever cannot be read: before the first table, but for a
    NUL character or over 256 MB of texts in a workbook, found when that row is reached. Tables may
    be read later.
    """
    start = look_at(path)
    kind = spreadsheet_kind(start)
    if not kind:
        raise no_spreadsheet(start)
    if kind in ("csv", "csv-folder"):
        yield from csv_tables(path)
    else:
        yield from workbook_tables(path, kind)
