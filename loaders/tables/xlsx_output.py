"""A new workbook on disk: whole or not at all, without formulas, the same bytes for the same."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

# One day for every file: the same content makes the same bytes.
_CREATED = datetime(2024, 1, 1)
_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "constant_memory": True,
    "default_date_format": "yyyy-mm-dd",
}
STYLES: dict[str, dict[str, Any]] = {
    "head": {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#DCE6F1", "border": 1},
    # As text, or Excel would make a day of "2024-03".
    "cell": {"num_format": "@", "valign": "top"},
    "number": {"valign": "top"},
    "example": {"num_format": "@", "italic": True, "font_color": "#6A6A6A", "valign": "top"},
    "wrong": {"bg_color": "#FFD966", "border": 1, "border_color": "#9C5700"},
    "title": {"bold": True, "font_size": 16},
    "heading": {"bold": True, "font_size": 12},
    "text": {"text_wrap": True, "valign": "top"},
    "term": {"text_wrap": True, "valign": "top", "bold": True},
}


class CannotWrite(Exception):
    """A table does not fit the format of the file; the message is one sentence for a person."""


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """Give a place beside a file that takes the file's place once all is written.

    Raises CannotWrite.
    """
    made = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield made
        made.replace(path)
    except (OSError, FileCreateError) as error:
        raise cannot_write(path, error) from error
    finally:
        with suppress(OSError):
            made.unlink(missing_ok=True)


def cannot_write(path: Path, error: Exception) -> CannotWrite:
    """Return the sentence for a file that cannot be written."""
    while error.args and isinstance(error.args[0], Exception):  # the library wraps what it met
        error = error.args[0]
    why = getattr(error, "strerror", None) or "the disk or the folder refuses it"
    return CannotWrite(f"{path} cannot be written ({why}): choose another place.")


@contextmanager
def new_book(path: Path) -> Iterator[Any]:
    """Give a workbook of the library to fill, row after row; it is on disk afterwards."""
    folder = tempfile.mkdtemp(prefix="goldenthread-")
    book = xlsxwriter.Workbook(str(path), {**_OPTIONS, "tmpdir": folder})
    book.set_properties({"title": "Golden Thread", "created": _CREATED})
    try:
        yield book
    finally:
        # Even after an error: only closing closes the library's own temporary files.
        try:
            book.close()
        finally:
            shutil.rmtree(folder, ignore_errors=True)
