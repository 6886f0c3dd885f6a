"""The file formats. To add one: a file here that makes a FileFormat, and a line in FORMATS.

The options of load and export, the choice of files on the import page and the recognition of what
comes in are all taken from the tuple.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from loaders.formats.file_format import FileFormat, FormatReader, FormatWriter
from loaders.formats.own_archive import ARCHIVE
from loaders.formats.own_csv import CSV
from loaders.formats.own_workbook import WORKBOOK
from loaders.tables import RawTable
from loaders.tables.recognition import look_at, no_spreadsheet

__all__ = [
    "FORMATS",
    "READERS",
    "WRITERS",
    "FileFormat",
    "FormatReader",
    "FormatWriter",
    "name_of_format",
    "tables_of",
]

# In the order in which they are asked for a file: a special sort of workbook goes before WORKBOOK.
FORMATS: tuple[FileFormat, ...] = (ARCHIVE, WORKBOOK, CSV)


READERS = {each.name: each.reader for each in FORMATS if each.reader}
WRITERS = {each.name: each.writer for each in FORMATS if each.writer}


def name_of_format(path: Path) -> str:
    """Return the name of the format that a file is read in, by what is in it.

    Raises FileError for what none of the readers reads.
    """
    start = look_at(path)
    name = next((each.name for each in FORMATS if each.recognises(start)), "")
    if name not in READERS:
        raise no_spreadsheet(start)
    return name


def tables_of(paths: Iterable[Path]) -> Iterator[RawTable]:
    """Yield the tables of files, each in the format that it is of; raises FileError."""
    for path in paths:
        yield from READERS[name_of_format(path)].read(path)
