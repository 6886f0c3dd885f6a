"""A new workbook on disk: whole or not at all, without formulas, the same bytes for the same."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from loaders.whole_files import cannot_write, whole_file

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


@contextmanager
def new_book(path: Path) -> Iterator[Any]:
    """Give a workbook of the library to fill, row after row; it is on disk afterwards.

    Raises CannotWrite where the disk or the folder refuses.
    """
    try:
        folder = tempfile.mkdtemp(prefix="goldenthread-")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with whole_file(path) as part:
                book = xlsxwriter.Workbook(str(part), {**_OPTIONS, "tmpdir": folder})
                book.set_properties({"title": "Golden Thread", "created": _CREATED})
                # Even after an error: only closing closes the library's own temporary files.
                with closing(book):
                    yield book
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    except FileCreateError as error:
        raise cannot_write(path, error.args[0]) from error
    except OSError as error:
        raise cannot_write(path, error) from error
