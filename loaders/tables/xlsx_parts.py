"""The parts inside an XLSX or ODS package: are they sound, and which cells hold a failed formula.

calamine leaves a failed formula empty (in ODS it may even give 0), takes a sheet that stops
short for whole, and reads no document type; so we look at the parts ourselves, while it reads.
"""

import html
import itertools
import posixpath
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from xml.parsers import expat

from loaders.problems import FileError
from loaders.tables.guards import (
    BROKEN_ZIP,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ERRORS,
    MAX_ROWS,
    WORKBOOK_PART,
    damaged,
    too_many_cells,
)
from loaders.tables.table import column_letters

FormulaErrors = dict[str, dict[tuple[int, int], str]]

_BROKEN: tuple[type[Exception], ...] = (*BROKEN_ZIP, expat.ExpatError)
_BLOCK = 256 * 1024
# No cell is longer: 32,767 characters, each at most a reference such as &#x10FFFF;.
_LONGEST_CELL = 2**20
_ENDINGS = {
    "xl/worksheets/": re.compile(rb"</(?:\w+:)?worksheet\s*>\s*(?:<!--.*-->\s*)?$", re.DOTALL),
    "content.xml": re.compile(rb"</(?:\w+:)?document-content\s*>\s*(?:<!--.*-->\s*)?$", re.DOTALL),
}
_ERROR_CELL = re.compile(
    rb"<(?:\w+:)?c\s([^<>]*?\bt=[\"']e[\"'][^<>]*)(?<!/)>(.*?)</(?:\w+:)?c>", re.DOTALL
)
# Written by a program that does not calculate: a formula whose value nobody has stored, with no
# <v> or an empty one. An empty one of a text (t="str") is a formula that gives "".
_BARE_FORMULA = re.compile(
    rb"<(?:\w+:)?c\s([^<>]*)(?<!/)>\s*<(?:\w+:)?f\b[^<>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(<(?:\w+:)?v\b[^<>]*(?:/>|>\s*</(?:\w+:)?v>)\s*)?</(?:\w+:)?c>"
)
_IS_TEXT = re.compile(rb"\bt=[\"']str[\"']")
_NOT_CALCULATED = ""  # what is kept in the place of an error; see CellError
_VALUE = re.compile(rb"<(?:\w+:)?v[^<>]*>([^<]*)<")
_REFERENCE = re.compile(rb"\sr=[\"']([A-Z]+)([0-9]+)[\"']")
_ATTRIBUTE = re.compile(r"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


def find_errors(path: Path, file: str) -> FormulaErrors:
    """Check every part of the package; give sheet -> (row, column) from 0 -> the error shown."""
    try:
        with zipfile.ZipFile(path) as package:
            marked = [
                entry.filename for entry in package.infolist() if _is_marked(package, entry, file)
            ]
            is_ods = "content.xml" in marked
            errors = _OdsErrors().read(package) if is_ods else _xlsx_errors(package, marked)
    except _BROKEN as error:
        raise damaged(file, "a part is not what its directory says") from error
    _check_count(errors, file)
    return errors


def _check_count(errors: FormulaErrors, file: str) -> None:
    """Refuse more failed formulas than we keep, and those so far out that rows become huge."""
    for sheet, found in errors.items():
        rows = max((row for row, _ in found), default=0) + 1
        columns = max((column for _, column in found), default=0) + 1
        if rows * columns > MAX_CELLS or columns > MAX_COLUMNS or rows > MAX_ROWS:
            raise too_many_cells(file, sheet, f"{column_letters(columns - 1)}{rows}")
    if sum(map(len, errors.values())) > MAX_ERRORS:
        message = (
            f"over {MAX_ERRORS:,} cells hold a failed formula such as #REF!; write values "
            "instead of the formulas."
        )
        raise FileError("too-large", file, message)


def farthest_cell(path: Path) -> tuple[str, str]:
    """Name the sheet of an XLSX that is too large and its last corner; ("", "") where none is.

    Raises what the zip module raises.
    """
    best = (MAX_CELLS, "", "")
    with zipfile.ZipFile(path) as package:
        for name, part in sheet_parts(package).items():
            letters, row = b"A", 1
            with package.open(part) as stream:
                for block in blocks(stream, b">"):
                    for column, number in _REFERENCE.findall(block):
                        letters = max(letters, column, key=lambda text: (len(text), text))
                        row = max(row, int(number[:9]))
            column_number = 0
            for letter in letters[:6]:
                column_number = column_number * 26 + letter - 64
            best = max(best, (row * column_number, name, f"{letters[:6].decode()}{row}"))
    return best[1], best[2]


def _is_marked(package: zipfile.ZipFile, entry: zipfile.ZipInfo, file: str) -> bool:
    """Read one part to its end, which compares size and checksum; may it hold an error cell?"""
    name, tail, marked = entry.filename, b"", False
    is_xml = name.endswith((".xml", ".rels"))
    with package.open(entry) as stream:
        first = True
        while block := stream.read(_BLOCK):
            # A document type stands before the root element, so in the first block.
            if first and is_xml and (b"<!DOCTYPE" in block or b"<!ENTITY" in block):
                message = (
                    f"its part {name} declares a document type, as no spreadsheet program does; "
                    "open it in one and save it anew."
                )
                raise FileError("unsafe-xml", file, message)
            first = False
            seam = tail[-32:] + block[:32]
            marked = marked or _has_mark(block) or _has_mark(seam)
            tail = block if len(block) > 512 else tail[-512:] + block
    for start, ending in _ENDINGS.items():
        is_part = is_xml and (name.startswith(start) if start.endswith("/") else name == start)
        if is_part and not name.endswith(".rels") and not ending.search(tail[-2048:]):
            raise damaged(file, f"its part {name} stops short")
    return marked and is_xml


def _has_mark(block: bytes) -> bool:
    # Plain searches, as they are ten times as fast as the pattern.
    marks = (b't="e"', b"t='e'", b'e="error"', b"<f", b":f>", b"table:formula=")
    return any(mark in block for mark in marks)


def blocks(stream: IO[bytes], mark: bytes) -> Iterator[bytes]:
    """Cut a part into blocks that each end with the mark."""
    rest = b""
    while block := stream.read(_BLOCK):
        rest += block
        cut = rest.rfind(mark) + len(mark)
        if cut >= len(mark):
            yield rest[:cut]
            rest = rest[cut:]
        elif len(rest) > _LONGEST_CELL:
            rest = rest[-64:]


def sheet_parts(package: zipfile.ZipFile) -> dict[str, str]:
    """Return the part of each sheet of an XLSX, by the sheet's name."""
    books = [match for name in package.namelist() if (match := WORKBOOK_PART.fullmatch(name))]
    if not books:
        return {}
    book = books[0]
    targets = {}
    for tag in _tags(package.read(f"xl/_rels/{book[1]}.rels"), "Relationship"):
        target = tag.get("Target", "")
        inside = target[1:] if target.startswith("/") else posixpath.normpath(f"xl/{target}")
        targets[tag.get("Id", "")] = inside
    parts = {}
    for tag in _tags(package.read(book[0]), "sheet"):
        link = next((value for key, value in tag.items() if key.endswith(":id")), "")
        if targets.get(link) in package.namelist():
            parts[tag.get("name", "")] = targets[link]
    return parts


def _tags(part: bytes, name: str) -> Iterator[dict[str, str]]:
    text = part.decode("utf-8", errors="replace")
    for tag in re.findall(rf"<(?:\w+:)?{name}\s([^<>]*)>", text):
        yield {key: html.unescape(a or b) for key, a, b in _ATTRIBUTE.findall(tag)}


def _xlsx_errors(package: zipfile.ZipFile, marked: list[str]) -> FormulaErrors:
    if not marked:
        return {}
    errors: FormulaErrors = {}
    for name, part in sheet_parts(package).items():
        if part not in marked:
            continue
        in_sheet = errors.setdefault(name, {})
        with package.open(part) as stream:
            for block in blocks(stream, b"c>"):
                for attributes, content in _ERROR_CELL.findall(block):
                    place, value = _REFERENCE.search(b" " + attributes), _VALUE.search(content)
                    if place and value and len(place[1]) <= 3:
                        text = html.unescape(value[1].decode("utf-8", errors="replace"))
                        in_sheet[int(place[2][:9]) - 1, _column(place[1])] = text
                for attributes, value in _BARE_FORMULA.findall(block):
                    place = _REFERENCE.search(b" " + attributes)
                    gives_empty_text = value and _IS_TEXT.search(attributes)
                    if place and len(place[1]) <= 3 and not gives_empty_text:
                        in_sheet[int(place[2][:9]) - 1, _column(place[1])] = _NOT_CALCULATED
                if len(in_sheet) > MAX_ERRORS:
                    return errors
    return errors


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


class _OdsErrors:
    """Count rows and columns through content.xml, as ODS gives cells no names."""

    def __init__(self) -> None:
        self.errors: FormulaErrors = {}
        self.found: dict[tuple[int, int], str] = {}
        self.row = self.column = self.rows = self.columns = 0
        self.text: list[str] | None = None
        self.is_error = False

    def read(self, package: zipfile.ZipFile) -> FormulaErrors:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.characters
        with package.open("content.xml") as stream:
            parser.ParseFile(stream)
        return self.errors

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table:table":
            self.found = self.errors.setdefault(attributes.get("table:name", ""), {})
            self.row = 0
        elif name == "table:table-row":
            self.rows = int(attributes.get("table:number-rows-repeated", 1))
            self.column = 0
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self.columns = int(attributes.get("table:number-columns-repeated", 1))
            self.is_error = attributes.get("calcext:value-type") == "error"
            # A formula without a type of value is one that was never calculated.
            is_bare = "table:formula" in attributes and "office:value-type" not in attributes
            self.text = [] if self.is_error or is_bare else None

    def characters(self, text: str) -> None:
        if self.text is not None:
            self.text.append(text)

    def end(self, name: str) -> None:
        if name == "table:table-row":
            self.row += self.rows
        elif name in ("table:table-cell", "table:covered-table-cell"):
            if self.text is not None:
                self.note("".join(self.text).strip())
            self.text = None
            self.column += self.columns

    def note(self, text: str) -> None:
        """Keep what a cell shows, as often as it is repeated."""
        if text and not self.is_error:
            return
        shown = text or ("#ERROR" if self.is_error else _NOT_CALCULATED)
        cells = ((row, column) for row in range(self.rows) for column in range(self.columns))
        for row, column in itertools.islice(cells, MAX_ERRORS + 1 - len(self.found)):
            self.found[self.row + row, self.column + column] = shown
