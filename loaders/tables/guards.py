"""What is checked before a spreadsheet is read: that it is no trap."""

import re
import struct
import zipfile
import zlib
from pathlib import Path
from typing import BinaryIO

from loaders.ordinary_files import megabytes, open_ordinary, size_of
from loaders.problems import FileError

# Sizes are in bytes. 50,000 rows of our workbook are 1.2 MB, and 16 MB unpacked.
MAX_FILE = 64 * 2**20
_SMALLER = "leave pictures out or split it."
MAX_UNPACKED = 256 * 2**20
# Repetitive sheets shrink two hundredfold; only a large file with a far higher ratio is a bomb.
MAX_RATIO = 500
RATIO_COUNTS_FROM = 32 * 2**20
# Parts of a package; a workbook has a few a sheet.
MAX_ENTRIES = 5_000
# 50,000 rows of 100 columns, counted as a rectangle: the library holds sheets that way.
MAX_CELLS = 5_000_000
# What a sheet of Excel has.
MAX_COLUMNS = 16_384
MAX_ROWS = 1_048_576
# One long text may be shown by many cells, so the cells may hold more than the file.
MAX_CONTENT = 256 * 2**20
MAX_MEMORY = 1536 * 2**20
# Some broken XLS files make the library run in circles.
MAX_SECONDS = 10

# Ends of the names of tables of text; what else is a text decides itself by what is in it.
TEXT_SUFFIXES = {".csv", ".tsv", ".txt"}

# Failed formulas that are kept until their row comes, so a hostile file must not hold millions.
MAX_ERRORS = 100_000

# What the zip and zlib modules raise for broken bytes and for sizes that lie.
BROKEN_ZIP: tuple[type[Exception], ...] = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError),
    *(NotImplementedError, RuntimeError, ValueError, KeyError),
)

# SharePoint writes such names as workbook2.xml.
WORKBOOK_PART = re.compile(r"xl/(workbook\d*\.xml)")


def check_file(path: Path, file: str) -> None:
    """Refuse what is no ordinary file, empty or far too large; file is the name for messages."""
    if not size_of(path, file, MAX_FILE, _SMALLER):
        message = "the file is empty (0 bytes); save or copy it again."
        raise FileError("empty-spreadsheet", file, message)
    open_file(path, file).close()


def open_file(path: Path, file: str) -> BinaryIO:
    """Open for reading bytes; raises FileError."""
    return open_ordinary(path, file, MAX_FILE, _SMALLER)


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


def check_directory(entries: list[zipfile.ZipInfo], file: str) -> None:
    """Refuse a package that unpacks to far too much, is locked, or names a part twice."""
    unpacked = sum(entry.file_size for entry in entries)
    packed = max(1, sum(entry.compress_size for entry in entries))
    why = ""
    if len(entries) > MAX_ENTRIES:
        why = f"it holds {len(entries):,} parts, and at most {MAX_ENTRIES:,} are read"
    elif unpacked > MAX_UNPACKED:
        most = megabytes(MAX_UNPACKED)
        why = f"it unpacks to {megabytes(unpacked)}, and at most {most} are read"
    elif unpacked > RATIO_COUNTS_FROM and unpacked > packed * MAX_RATIO:
        why = f"it unpacks to {unpacked // packed:,} times its size, as no honest workbook does"
    if why:
        message = f"{why}; copy the entries into a new workbook."
        raise FileError("too-large", file, message)
    if any(entry.flag_bits & 1 for entry in entries):
        raise locked(file)
    if len({entry.filename for entry in entries}) < len(entries):
        raise damaged(file, "a part of it stands in it twice")
