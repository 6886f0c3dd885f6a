"""What a file is, by its content: which sort of spreadsheet, or what else it is instead."""

import stat
import zipfile
from dataclasses import dataclass
from pathlib import Path

from loaders.ordinary_files import unreadable
from loaders.problems import FileError
from loaders.tables.guards import (
    BROKEN_ZIP,
    TEXT_SUFFIXES,
    WORKBOOK_PART,
    check_directory,
    check_file,
    damaged,
    locked,
    open_file,
)

_HEAD = 4096  # bytes: enough for any mark at the start of a file
_ZIP = b"PK"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
# Of files that officers confuse with spreadsheets, so that the sentence can say what it is.
_OTHERS = {
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"%PDF": "a PDF document",
    b"\x1f\x8b": "a gzip archive",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"Rar!": "a RAR archive",
}
RIGHT = "choose an XLSX, XLS, ODS or CSV file."


@dataclass(frozen=True, slots=True)
class FileStart:
    """A file as far as it is known without reading it: its first bytes, none for a folder."""

    path: Path
    is_folder: bool
    head: bytes


def look_at(path: Path) -> FileStart:
    """Look at a file or folder; raises FileError where it is not there, empty or too large."""
    try:
        is_folder = stat.S_ISDIR(path.stat().st_mode)
    except OSError as error:
        raise unreadable(path, path.name, error) from error
    if is_folder:
        return FileStart(path, True, b"")
    check_file(path, path.name)
    with open_file(path, path.name) as stream:
        return FileStart(path, False, stream.read(_HEAD))


def spreadsheet_kind(start: FileStart) -> str:
    """Say "xlsx", "xls", "ods", "csv-folder" or "csv"; "" for what is none of them.

    A CSV has no mark of its own, so its name tells. Raises FileError for a package that is
    damaged, locked or far too large, whatever is in it.
    """
    if start.is_folder:
        return "csv-folder"
    if start.head.startswith(tuple(_OTHERS)):
        return ""
    if start.head.startswith(_ZIP):
        return _kind_of_zip(start.path)
    if start.head.startswith(_OLE):
        return _kind_of_ole(start.path)
    return "csv" if start.path.suffix.lower() in TEXT_SUFFIXES else ""


def no_spreadsheet(start: FileStart) -> FileError:
    """Make the refusal of a file that is no spreadsheet: it says what the file is instead."""
    head = start.head
    other = next((what for mark, what in _OTHERS.items() if head.startswith(mark)), "")
    if other:
        message = f"this is {other}; {RIGHT}"
    elif head.startswith(_ZIP):
        is_binary = "xl/workbook.bin" in _parts(start.path)
        what = "a binary workbook (XLSB)" if is_binary else "a ZIP file, no workbook"
        message = f"this is {what}; save it as XLSX, ODS or CSV."
    elif head.startswith(_OLE):
        message = f"this is an old Office file, but no workbook; {RIGHT}"
    else:
        what = "a web page or XML file" if head.lstrip().startswith(b"<") else "no spreadsheet"
        message = f"this is {what}, whatever its name says; open it and save it as XLSX."
    return FileError("not-a-spreadsheet", start.path.name, message)


def _kind_of_zip(path: Path) -> str:
    parts = _parts(path)
    if parts.get("mimetype", b"").startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        return "ods"
    return "xlsx" if any(WORKBOOK_PART.fullmatch(name) for name in parts) else ""


def _parts(path: Path) -> dict[str, bytes]:
    """Return the names of the parts of a package; the start of what it says it is, if it does."""
    try:
        with zipfile.ZipFile(path) as package:
            entries = package.infolist()
            check_directory(entries, path.name)
            parts = dict.fromkeys((entry.filename for entry in entries), b"")
            if "mimetype" in parts:
                parts["mimetype"] = package.read("mimetype")[:64]
    except BROKEN_ZIP as error:
        raise damaged(path.name, "its end is missing or its packing is broken") from error
    return parts


def _kind_of_ole(path: Path) -> str:
    """Tell an old workbook from an encrypted new one: both are OLE compound files."""
    with open_file(path, path.name) as stream:
        content = stream.read()
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise locked(path.name)
    names = ("Workbook", "Book")
    return "xls" if any(name.encode("utf-16-le") in content for name in names) else ""
