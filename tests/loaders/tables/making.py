"""Small spreadsheets made by hand, byte by byte where no honest program would make them."""

import io
import struct
import zipfile
from collections.abc import Iterable
from pathlib import Path

from loaders.tables import CellError

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_ODS = "application/vnd.oasis.opendocument.spreadsheet"


def zipped(path: Path, parts: Iterable[tuple[str, str | bytes]]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts:
            package.writestr(name, content)
    return path


def sheet_xml(rows: str) -> str:
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def relations(**targets: str) -> str:
    inner = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{name.rstrip("0123456789")}" Target="{to}"/>'
        for name, to in targets.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}">{inner}</Relationships>'


def xlsx(path: Path, *sheets: str, strings: str = "", prolog: str = "") -> Path:
    """Make an XLSX of the XML of each sheet; they are named S1, S2 and so on."""
    names = "".join(
        f'<sheet name="S{n}" sheetId="{n}" r:id="worksheet{n}"/>' for n in range(1, len(sheets) + 1)
    )
    book = f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{names}</sheets></workbook>'
    links = {f"worksheet{n}": f"worksheets/s{n}.xml" for n in range(1, len(sheets) + 1)}
    if strings:
        links["sharedStrings"] = "sharedStrings.xml"
    parts = [
        ("_rels/.rels", relations(officeDocument="xl/workbook.xml")),
        ("xl/workbook.xml", book),
        ("xl/_rels/workbook.xml.rels", relations(**links)),
        *((f"xl/worksheets/s{n}.xml", prolog + xml) for n, xml in enumerate(sheets, start=1)),
    ]
    if strings:
        parts.append(("xl/sharedStrings.xml", f'<sst xmlns="{_MAIN}">{strings}</sst>'))
    return zipped(path, parts)


def text_cell(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def row(number: int, *cells: str) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def ods(path: Path, rows: str, manifest: str = "") -> Path:
    """Make an ODS whose one sheet, People, has these table rows."""
    spaces = " ".join(f'xmlns:{n}="{_ODF}:{n}:1.0"' for n in ("office", "table", "text"))
    calc = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    content = (
        f"<office:document-content {spaces} {calc}><office:body><office:spreadsheet>"
        f'<table:table table:name="People">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    listed = (
        f'<manifest:manifest xmlns:manifest="{_ODF}:manifest:1.0">{manifest}</manifest:manifest>'
    )
    parts = [("mimetype", _ODS), ("META-INF/manifest.xml", listed), ("content.xml", content)]
    return zipped(path, parts)


def ods_cell(kind: str, text: str, **attributes: str) -> str:
    extra = "".join(
        f' {name.replace("_", ":", 1).replace("_", "-")}="{v}"' for name, v in attributes.items()
    )
    start = f'<table:table-cell office:value-type="{kind}"{extra}>'
    return f"{start}<text:p>{text}</text:p></table:table-cell>"


def ole(path: Path, stream: str, content: bytes) -> Path:
    """Make an OLE compound file with one stream: header, table of sectors, directory, content."""
    content = content.ljust(max(4096, -(-len(content) // 512) * 512), b"\0")
    sectors = len(content) // 512
    end, free, table = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    header += struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<9I", 0, 1, 1, 0, 4096, end, 0, end, 0)
    header += struct.pack("<109I", 0, *[free] * 108)
    chain = [table, end, *range(3, 2 + sectors), end]
    chain += [free] * (128 - len(chain))
    entries = _entry("Root Entry", 5, 1, end, 0) + _entry(stream, 2, free, 2, len(content))
    entries += _entry("", 0, free, 0, 0) * 2
    path.write_bytes(header + struct.pack("<128I", *chain) + entries + content)
    return path


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    encoded = name.encode("utf-16-le") + b"\0\0" if name else b""
    none = 0xFFFFFFFF
    return (
        encoded.ljust(64, b"\0")
        + struct.pack("<HBB3I", len(encoded), kind, 1, none, none, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


def xls_row(number: int, hidden: bool) -> bytes:
    """Return the record of a row, numbered from 0."""
    flags = 0x20 if hidden else 0
    return _record(0x208, struct.pack("<8H", number, 0, 4, 255, 0, 0, 0x100 | flags, 0))


def xls_columns(first: int, last: int, hidden: bool) -> bytes:
    """Return the record of some columns, numbered from 0."""
    return _record(0x7D, struct.pack("<HHHHHH", first, last, 2304, 15, int(hidden), 0))


def xls(
    path: Path,
    cells: dict[tuple[int, int], str | float | bool | CellError],
    extra: bytes = b"",
    sheet_name: str = "People",
    inside: bytes = b"",
) -> Path:
    """Make an XLS (BIFF8) with one sheet; extra stands before its list of sheets, inside in it."""
    bof = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 1997, 0, 0))
    sheet = io.BytesIO()
    sheet.write(_record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 1997, 0, 0)))
    sheet.write(inside)
    for (line, column), value in cells.items():
        place = struct.pack("<HHH", line, column, 0)
        if isinstance(value, CellError):
            # The result of a formula, or a value that somebody typed.
            result = struct.pack("<6BH", 2, 0, 42, 0, 0, 0, 0xFFFF) + bytes(8)
            as_formula = value.text == "#N/A"
            content = result if as_formula else struct.pack("<BB", 23, 1)
            sheet.write(_record(6 if as_formula else 0x205, place + content))
        elif isinstance(value, bool):
            sheet.write(_record(0x205, place + struct.pack("<BB", value, 0)))
        elif isinstance(value, float):
            sheet.write(_record(0x203, place + struct.pack("<d", value)))
        else:
            text = struct.pack("<HB", len(value), 1) + value.encode("utf-16-le")
            sheet.write(_record(0x204, place + text))
    sheet.write(_record(0x0A, b""))
    start = len(bof) + len(extra) + 4 + 8 + len(sheet_name) + 4
    bound = struct.pack("<IBBBB", start, 0, 0, len(sheet_name), 0) + sheet_name.encode()
    bound = _record(0x85, bound)
    return ole(path, "Workbook", bof + extra + bound + _record(0x0A, b"") + sheet.getvalue())


def _record(number: int, content: bytes) -> bytes:
    return struct.pack("<HH", number, len(content)) + content
