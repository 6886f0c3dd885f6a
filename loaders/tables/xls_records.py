"""What calamine does not say of an old workbook (XLS): failed formulas, hidden rows and columns.

Only what is needed of the two formats: Microsoft's [MS-CFB] for the file, [MS-XLS] for the records.
"""

import struct
from collections.abc import Iterator
from pathlib import Path

from loaders.tables.guards import MAX_ERRORS
from loaders.tables.table import HiddenRanges
from loaders.tables.xlsx_parts import FormulaErrors

_TEXTS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!"}
_TEXTS |= {42: "#N/A"}
_FORMULA, _BOOL_OR_ERROR, _SHEET, _END = 0x06, 0x205, 0x85, 0x0A
_ROW, _COLUMNS, _ROW_HIDDEN, _COLUMNS_HIDDEN = 0x208, 0x7D, 0x20, 0x01
_NAMES = ("Workbook", "Book")
_NO_SECTOR = 0xFFFFFFFA
_MOST_COLUMN = 255  # the last that an XLS has


def find_xls_errors(path: Path) -> FormulaErrors:
    """Give sheet -> (row, column) from 0 -> the error shown; nothing of what is not sound.

    calamine has read the file whole and judged it already, or will.
    """
    try:
        stream = _stream(path.read_bytes())
        found: FormulaErrors = {}
        for name, start in _sheets(stream):
            found[name] = dict(_errors(stream, start))
    except (struct.error, IndexError, UnicodeDecodeError, OSError):
        return {}
    return found


def find_xls_hidden(path: Path) -> dict[str, HiddenRanges]:
    """Return the rows and columns that do not show, by sheet; nothing of what is not sound."""
    try:
        stream = _stream(path.read_bytes())
        return {name: _hidden(stream, start) for name, start in _sheets(stream)}
    except (struct.error, IndexError, UnicodeDecodeError, OSError):
        return {}


def _hidden(stream: bytes, start: int) -> HiddenRanges:
    # Each numbered from 0, in whatever order a program wrote them.
    rows, columns = set(), set()
    for number, content in _records(stream, start):
        if number == _ROW and content[12] & _ROW_HIDDEN:
            rows.add(struct.unpack_from("<H", content)[0])
        elif number == _COLUMNS and content[8] & _COLUMNS_HIDDEN:
            first, last = struct.unpack_from("<HH", content)
            columns |= set(range(first, min(last, _MOST_COLUMN) + 1))
    return HiddenRanges(
        rows=[range(row + 1, row + 2) for row in sorted(rows)],
        columns=[range(column, column + 1) for column in sorted(columns)],
    )


def _stream(content: bytes) -> bytes:
    """Return the stream of the workbook; b"" where there is none of an ordinary size."""
    size = {9: 512, 12: 4096}.get(struct.unpack_from("<H", content, 30)[0])
    if size is None:
        return b""
    first_directory = struct.unpack_from("<I", content, 48)[0]
    # An honest table has an entry a sector; a hostile one may name its sectors over and over.
    most_tables = len(content) // size * 4 // size + 2

    def sector(number: int) -> bytes:
        return content[(number + 1) * size : (number + 2) * size]

    tables = [n for n in struct.unpack_from("<109I", content, 76) if n < _NO_SECTOR]
    more = struct.unpack_from("<I", content, 68)[0]
    for _ in range(most_tables):
        if more >= _NO_SECTOR:
            break
        *numbers, more = struct.unpack(f"<{size // 4}I", sector(more))
        tables += [n for n in numbers if n < _NO_SECTOR]
    tables = tables[:most_tables]
    chain = struct.unpack(f"<{len(tables) * size // 4}I", b"".join(map(sector, tables)))

    def chained(number: int) -> bytes:
        found: list[bytes] = []
        while number < _NO_SECTOR and len(found) <= len(chain):
            found.append(sector(number))
            number = chain[number]
        return b"".join(found)

    directory = chained(first_directory)
    for at in range(0, len(directory) - 127, 128):
        length = struct.unpack_from("<H", directory, at + 64)[0]
        name = directory[at : at + max(0, length - 2)].decode("utf-16-le", "replace")
        if name in _NAMES:
            start, whole = struct.unpack_from("<II", directory, at + 116)
            # A smaller one lies elsewhere, and no spreadsheet program writes one so small.
            return chained(start)[:whole] if whole >= 4096 else b""
    return b""


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    while at + 4 <= len(stream):
        number, length = struct.unpack_from("<HH", stream, at)
        yield number, stream[at + 4 : at + 4 + length]
        at += 4 + length
        if number == _END:
            return


def _sheets(stream: bytes) -> Iterator[tuple[str, int]]:
    for number, content in _records(stream, 0):
        if number == _SHEET:
            start, _, _, length, wide = struct.unpack_from("<IBBBB", content)
            text = content[8 : 8 + length * (1 + (wide & 1))]
            yield text.decode("utf-16-le" if wide & 1 else "latin-1"), start


def _errors(stream: bytes, start: int) -> Iterator[tuple[tuple[int, int], str]]:
    count = 0
    for number, content in _records(stream, start):
        code = None
        if number == _BOOL_OR_ERROR and content[7] == 1:
            code = content[6]
        elif number == _FORMULA and content[6] == 2 and content[12:14] == b"\xff\xff":
            code = content[8]
        if code is not None and count < MAX_ERRORS:
            count += 1
            row, column = struct.unpack_from("<HH", content)
            yield (row, column), _TEXTS.get(code, "an error")
