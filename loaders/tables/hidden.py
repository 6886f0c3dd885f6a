"""The rows and columns of an XLSX or ODS that do not show: calamine reads them and does not say so.

Rows that a filter leaves out are hidden too. For an XLS see xls_records.py.
"""

import contextlib
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.parsers import expat

from loaders.tables.guards import BROKEN_ZIP
from loaders.tables.table import HiddenRanges
from loaders.tables.xlsx_parts import blocks, sheet_parts

_ROW = re.compile(rb"<(?:\w+:)?row\s([^<>]*)>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\s([^<>]*)>")
_HIDDEN = re.compile(rb"\bhidden=[\"'](?:1|true)[\"']")
_NUMBER = {
    name: re.compile(rb"\b%b=[\"']([0-9]{1,7})[\"']" % name) for name in (b"r", b"min", b"max")
}

# A count that is no number is one of them: the library refuses such a file in its own words.
_BROKEN = (*BROKEN_ZIP, expat.ExpatError, ValueError)


def _add(ranges: list[range], first: int, last: int) -> None:
    """Add a range after those that are there, joined to the one before where they touch."""
    if ranges and ranges[-1].stop == first:
        first = ranges.pop().start
    ranges.append(range(first, last + 1))


def find_hidden(path: Path) -> dict[str, HiddenRanges]:
    """Return what does not show, by sheet; a broken package is for others to tell."""
    found: dict[str, HiddenRanges] = {}
    with contextlib.suppress(*_BROKEN), zipfile.ZipFile(path) as package:
        if "content.xml" in package.namelist():
            _Ods(found).read(package)
        else:
            _xlsx(package, found)
    return found


def _xlsx(package: zipfile.ZipFile, found: dict[str, HiddenRanges]) -> None:
    for name, part in sheet_parts(package).items():
        hidden = found.setdefault(name, HiddenRanges())
        with package.open(part) as stream:
            for block in blocks(stream, b">"):
                # A plain search, as most blocks of most workbooks hide nothing.
                if b"hidden=" not in block:
                    continue
                for tag in _hidden_tags(_COLUMN, block):
                    low, high = _number(b"min", tag), _number(b"max", tag)
                    if low and high:
                        _add(hidden.columns, low - 1, high - 1)
                for tag in _hidden_tags(_ROW, block):
                    if number := _number(b"r", tag):
                        _add(hidden.rows, number, number)


def _hidden_tags(pattern: re.Pattern[bytes], block: bytes) -> Iterator[bytes]:
    return (tag for tag in pattern.findall(block) if _HIDDEN.search(tag))


def _number(name: bytes, tag: bytes) -> int:
    found = _NUMBER[name].search(tag)
    return int(found[1]) if found else 0


class _Ods:
    """Counts rows and columns through content.xml, as ODS numbers neither."""

    def __init__(self, found: dict[str, HiddenRanges]) -> None:
        self.found, self.hidden = found, HiddenRanges()
        self.row, self.column = 1, 0

    def read(self, package: zipfile.ZipFile) -> None:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self.start
        with package.open("content.xml") as stream:
            parser.ParseFile(stream)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table:table":
            self.hidden = self.found.setdefault(attributes.get("table:name", ""), HiddenRanges())
            self.row, self.column = 1, 0
        elif name == "table:table-row":
            first = self.row
            self.row += int(attributes.get("table:number-rows-repeated", 1))
            if attributes.get("table:visibility", "visible") != "visible":
                _add(self.hidden.rows, first, self.row - 1)
        elif name == "table:table-column":
            first = self.column
            self.column += int(attributes.get("table:number-columns-repeated", 1))
            if attributes.get("table:visibility", "visible") != "visible":
                _add(self.hidden.columns, first, self.column - 1)
