"""What is checked before a spreadsheet is read: that it is one, and that it is no trap."""

import os
import re
import struct
import zipfile
import zlib
from pathlib import Path
from typing import BinaryIO

from loaders.problems import FileError

MAX_FILE = 64 * 2**20
MAX_UNPACKED = 256 * 2**20
# Repetitive sheets shrink two hundredfold; only a large file with a far higher ratio is a bomb.
MAX_RATIO = 500
RATIO_COUNTS_FROM = 32 * 2**20
MAX_ENTRIES = 5_000
# 50,000 rows of 100 columns, counted as a rectangle: the library holds sheets that way.
MAX_CELLS = 5_000_000
MAX_COLUMNS = 16_384
MAX_ROWS = 1_048_576
# One long text may be shown by many cells, so the cells may hold more than the file.
MAX_CONTENT = 256 * 2**20
MAX_MEMORY = 1536 * 2**20
# Some broken XLS files make the library run in circles.
MAX_SECONDS = 10

# What the zip and zlib modules raise for broken bytes and for sizes that lie.
BROKEN_ZIP: tuple[type[Exception], ...] = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError),
    *(NotImplementedError, RuntimeError, ValueError, KeyError),
)

# SharePoint writes such names as workbook2.xml.
WORKBOOK_PART = re.compile(r"xl/(workbook\d*\.xml)")

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
_TEXT_SUFFIXES = {".csv", ".tsv", ".txt"}
_RIGHT = "choose an XLSX, XLS, ODS or CSV file."


def guess_format(path: Path) -> str:
    """Say "xlsx", "xls", "ods", "csv-folder" or "csv", by content rather than by name.

    Raises FileError for what is none of them, is not there, cannot be opened or is locked.
    """
    try:
        os.stat(path)
    except OSError as error:
        if isinstance(error, FileNotFoundError | NotADirectoryError):
            message = "there is no such file; check the name and folder."
            raise FileError("no-such-file", str(path), message) from error
        raise _unreadable(path.name, error) from error
    if path.is_dir():
        return "csv-folder"
    check_file(path, path.name)
    with open_file(path, path.name) as stream:
        head = stream.read(4096)
    for magic, what in _OTHERS.items():
        if head.startswith(magic):
            raise FileError("not-a-spreadsheet", path.name, f"this is {what}; {_RIGHT}")
    if head.startswith(b"PK"):
        return _format_of_zip(path)
    if head.startswith(_OLE):
        return _format_of_ole(path)
    if path.suffix.lower() in _TEXT_SUFFIXES:
        return "csv"
    what = "a web page or XML file" if head.lstrip().startswith(b"<") else "no spreadsheet"
    message = f"this is {what}, whatever its name says; open it and save it as XLSX."
    raise FileError("not-a-spreadsheet", path.name, message)


def check_file(path: Path, file: str) -> None:
    """Refuse what is no ordinary file, empty or far too large; file is the name for messages."""
    # A pipe or a device would keep us waiting for ever.
    if not path.is_file():
        message = "this is a folder or a device; name an ordinary file."
        raise FileError("not-a-file", file, message)
    with open_file(path, file) as stream:
        size = os.fstat(stream.fileno()).st_size
    if size == 0:
        message = "the file is empty (0 bytes); save or copy it again."
        raise FileError("empty-spreadsheet", file, message)
    if size > MAX_FILE:
        message = (
            f"the file has {_megabytes(size)}, and at most {_megabytes(MAX_FILE)} are read; "
            "leave pictures out or split it."
        )
        raise FileError("too-large", file, message)


def open_file(path: Path, file: str) -> BinaryIO:
    """Open for reading bytes; raises FileError."""
    try:
        return path.open("rb")
    except OSError as error:
        raise _unreadable(file, error) from error


def _unreadable(file: str, error: OSError) -> FileError:
    message = f"the file cannot be read ({error.strerror}); check that you may open it."
    return FileError("unreadable-file", file, message)


def damaged(file: str, why: str) -> FileError:
    """Make the refusal of a broken workbook."""
    message = f"the workbook is damaged ({why}); open it in a spreadsheet program and save it anew."
    return FileError("damaged-spreadsheet", file, message)


def locked(file: str) -> FileError:
    """Make the refusal of a workbook under a password."""
    message = "the workbook is protected by a password; save a copy without one."
    return FileError("locked-spreadsheet", file, message)


def too_many_cells(file: str, sheet: str, where: str) -> FileError:
    """Make the refusal of a sheet that is too large; where is its last cell or its size."""
    message = (
        f'the sheet "{sheet}" reaches {where}, and at most {MAX_CELLS:,} cells are read; '
        "delete the rows and columns beyond the last entry."
    )
    return FileError("too-large", file, message)


def out_of_means(file: str, why: str) -> FileError:
    """Make the refusal of a workbook that takes too long or too much memory."""
    message = (
        f"reading the workbook {why}; split it, or delete the rows and columns beyond the last "
        "entry."
    )
    return FileError("too-large", file, message)


def _format_of_zip(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as package:
            entries = package.infolist()
            _check_directory(entries, path.name)
            names = {entry.filename for entry in entries}
            if "mimetype" in names:
                kind = package.read("mimetype")[:64]
                if kind.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
                    return "ods"
    except BROKEN_ZIP as error:
        raise damaged(path.name, "its end is missing or its packing is broken") from error
    if any(WORKBOOK_PART.fullmatch(name) for name in names):
        return "xlsx"
    what = "a binary workbook (XLSB)" if "xl/workbook.bin" in names else "a ZIP file, no workbook"
    message = f"this is {what}; save it as XLSX, ODS or CSV."
    raise FileError("not-a-spreadsheet", path.name, message)


def _check_directory(entries: list[zipfile.ZipInfo], file: str) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = max(1, sum(entry.compress_size for entry in entries))
    why = ""
    if len(entries) > MAX_ENTRIES:
        why = f"it holds {len(entries):,} parts, and at most {MAX_ENTRIES:,} are read"
    elif unpacked > MAX_UNPACKED:
        most = _megabytes(MAX_UNPACKED)
        why = f"it unpacks to {_megabytes(unpacked)}, and at most {most} are read"
    elif unpacked > RATIO_COUNTS_FROM and unpacked > packed * MAX_RATIO:
        why = f"it unpacks to {unpacked // packed:,} times its size, as no honest workbook does"
    if why:
        message = f"{why}; copy the entries into a new workbook."
        raise FileError("too-large", file, message)
    if any(entry.flag_bits & 1 for entry in entries):
        raise locked(file)
    if len({entry.filename for entry in entries}) < len(entries):
        raise damaged(file, "a part of it stands in it twice")


def _format_of_ole(path: Path) -> str:
    """Tell an old workbook from an encrypted new one: both are OLE compound files."""
    with open_file(path, path.name) as stream:
        content = stream.read()
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise locked(path.name)
    if any(name.encode("utf-16-le") in content for name in ("Workbook", "Book")):
        return "xls"
    message = f"this is an old Office file, but no workbook; {_RIGHT}"
    raise FileError("not-a-spreadsheet", path.name, message)


def _megabytes(size: int) -> str:
    return f"{-(-size // 2**20):,} MB"
