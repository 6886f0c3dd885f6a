"""CSV: one file, or a folder in which each .csv, .tsv and .txt file is a table.

UTF-8 (with or without BOM), UTF-16 or Windows-1252; comma, semicolon or tab. All
cells are texts: "007" and "2024-03-01" stay as they stand. A row's number is that of its record,
as in a spreadsheet program that opens the file: a quoted line break starts no new row, an empty
line counts, a first line such as "sep=;" does not.
"""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from loaders.problems import FileError
from loaders.tables import guards
from loaders.tables.guards import TEXT_SUFFIXES
from loaders.tables.table import RawRow, RawTable, text_cell, trimmed

if TYPE_CHECKING:
    from _csv import Reader

# A .txt beside tables may be no table at all: whether it is one of ours, its name tells later.
_PERHAPS = ".txt"
_LEFT_BY_SYSTEMS = {"thumbs.db", "desktop.ini", "__macosx", "icon\r"}
_DELIMITERS = ",;\t"
_SAMPLE = 20  # records from the top, by which the delimiter is guessed
# Shares of NULs among every other byte, by which a text without a mark is known as UTF-16.
_MANY, _FEW = 0.6, 0.1
# Control characters other than tab, line ends, form feed and NUL (which has its own sentence).
_CONTROLS = re.compile("[\x01-\x08\x0b\x0e-\x1a\x1c-\x1f]")


def csv_tables(path: Path) -> Iterator[RawTable]:
    """Yield the table of one CSV file, or those of a folder by name.

    Every file is read and checked whole before the first is yielded. Raises FileError.
    """
    files = _files_of(path)
    failures: dict[Path, FileError] = {}
    is_filled = False
    for each, file in files.items():
        try:
            is_filled = _check(each, file) or is_filled
        except FileError as error:
            if not path.is_dir() or each.suffix.lower() != _PERHAPS:
                raise
            failures[each] = error
    if not is_filled and not failures:
        message = "there is no entry in it; choose one that is filled in."
        raise FileError("empty-spreadsheet", path.name, message)
    for each, file in files.items():
        failure = failures.get(each)
        rows = iter(()) if failure else _rows(each, file)
        yield RawTable(file, each.stem, rows, by_file_name=True, failure=failure)
    for each in _beside(path):
        unread = "it is a folder" if each.is_dir() else "it is no .csv, .tsv or .txt file"
        yield RawTable(f"{path.name}/{each.name}", each.stem, iter(()), unread=unread)


def _files_of(path: Path) -> dict[Path, str]:
    if not path.is_dir():
        return {path: path.name}
    found = [each for each in _listed(path) if each.suffix.lower() in TEXT_SUFFIXES]
    tables = [each for each in found if not each.is_file() or each.stat().st_size]
    if not found:
        message = (
            "the folder holds no .csv, .tsv or .txt file; name a workbook or a folder with such "
            "files."
        )
        raise FileError("no-tables", str(path), message)
    # An empty one beside others is no table; where all are, the first says so.
    return {each: f"{path.name}/{each.name}" for each in tables or found[:1]}


def _beside(path: Path) -> list[Path]:
    """Return what lies in the folder and is not read: but what systems and programs leave there."""
    if not path.is_dir():
        return []
    return [
        each
        for each in _listed(path)
        if (each.is_dir() or each.suffix.lower() not in TEXT_SUFFIXES)
        and not each.name.startswith((".", "~$"))
        and each.name.casefold() not in _LEFT_BY_SYSTEMS
    ]


def _listed(path: Path) -> list[Path]:
    try:
        return sorted(path.iterdir())
    except OSError as error:
        message = f"the folder cannot be read ({error.strerror}); check that you may open it."
        raise FileError("unreadable-file", path.name, message) from error


def _check(path: Path, file: str) -> bool:
    """Parse a file to its end; is there any entry in it?"""
    guards.check_file(path, file)
    text, delimiter = _open(path, file)
    cells = number = 0
    is_filled = False
    reader = _reader(text, delimiter)
    try:
        for number, record in enumerate(reader, start=1):
            cells += len(record)
            is_filled = is_filled or any(cell.strip() for cell in record)
            if len(record) > guards.MAX_COLUMNS:
                message = (
                    f"it has {len(record):,} columns, and at most {guards.MAX_COLUMNS:,} are "
                    "read; delete the empty ones."
                )
                raise FileError("too-large", file, message, number)
            if cells > guards.MAX_CELLS or number > guards.MAX_ROWS:
                most = f"{guards.MAX_ROWS:,} rows or {guards.MAX_CELLS:,} cells"
                message = f"it has over {most}; split it, or delete empty rows."
                raise FileError("too-large", file, message)
    except csv.Error as error:
        what = "a quoted text does not end where its cell does"
        if "limit" in str(error):
            most = f"{csv.field_size_limit():,}"
            what = f"a text has over {most} characters, as when a quote is not closed"
        message = f"{what}; correct that row."
        raise FileError("damaged-spreadsheet", file, message, number + 1) from error
    return is_filled


def _rows(path: Path, file: str) -> Iterator[RawRow]:
    text, delimiter = _open(path, file)
    for number, record in enumerate(_reader(text, delimiter), start=1):
        if cells := trimmed([text_cell(value) for value in record]):
            yield number, cells


def _reader(text: str, delimiter: str) -> "Reader":
    # strict: else a quote that is never closed would swallow the rest of the file unseen.
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)


def _open(path: Path, file: str) -> tuple[str, str]:
    """Give the text of a file and its delimiter."""
    with guards.open_file(path, file) as stream:
        text = _decode(stream.read(), file)
    if declared := re.match(r"sep=([,;\t|])\r?\n", text):
        return text[declared.end() :], declared[1]
    return text, _guess_delimiter(text)


def _decode(content: bytes, file: str) -> str:
    encodings = ["utf-8", "cp1252"]
    if content.startswith(b"\xef\xbb\xbf"):
        encodings = ["utf-8-sig"]
    elif content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif bare := _bare_utf_16(content[:4096]):
        encodings = [bare]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        nuls = text.count("\0")
        # One NUL in 50 letters is no slip of a program: these bytes are no text.
        if _CONTROLS.search(text) or nuls * 50 > len(text):
            break
        if nuls:
            line = text.count("\n", 0, text.index("\0")) + 1
            message = "it holds a NUL character; type that text anew."
            raise FileError("nul-character", file, message, line)
        return text
    message = "this is no text; save the table as CSV in UTF-8."
    raise FileError("not-a-spreadsheet", file, message)


def _bare_utf_16(start: bytes) -> str:
    """Return the UTF-16 of a text without a byte-order mark: every other byte is NUL, or ""."""
    nuls = [start[first::2].count(0) / (len(start) // 2 or 1) for first in (0, 1)]
    if min(nuls) > _FEW or max(nuls) < _MANY:
        return ""
    return "utf-16-be" if nuls[0] > nuls[1] else "utf-16-le"


def _guess_delimiter(text: str) -> str:
    """Choose the delimiter by which most of the first records are as wide as the heading.

    A wrong delimiter tears texts with line breaks into more records: their share counts, not
    their number.
    """
    best, choice = (0.0, 0), ","
    for delimiter in _DELIMITERS:
        widths: list[int] = []
        try:
            for record, _ in zip(_reader(text, delimiter), range(_SAMPLE), strict=False):
                widths.append(len(record))
        except csv.Error:
            # A quote after the wrong delimiter; or the file is broken, which _check will say.
            pass
        if widths and widths[0] > 1:
            score = (widths.count(widths[0]) / len(widths), widths[0])
            if score > best:
                best, choice = score, delimiter
    return choice
