"""Loads files of any format into an area: they become changes and a report; nothing is written."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from graph.facts.model import Snapshot
from loaders.earlier_loads import EarlierLoads
from loaders.formats import tables_of
from loaders.problems import FileError
from loaders.questions import AnswersGiven
from loaders.report import Progress
from loaders.workbook.reading.cells import quoted
from loaders.workbook.reading.load import Loaded, load_tables

_MOST_NAMED = 5  # sheets in a sentence


def load_files(
    paths: Iterable[Path],
    area: str,
    snapshot: Snapshot | None,
    *,
    today: date,
    replace: bool = False,
    earlier: EarlierLoads | None = None,
    progress: Progress | None = None,
    answers: AnswersGiven | None = None,
) -> Loaded:
    """Read files into an area; see load_tables.

    Raises FileError for a file that cannot be read at all, or that holds no rows.
    """
    named = list(paths)
    loaded = load_tables(
        tables_of(named),
        area,
        snapshot,
        today=today,
        replace=replace,
        earlier=earlier,
        files=[path.name for path in named],
        progress=progress,
        answers=answers,
    )
    if not loaded.report.rows and not loaded.report.problems:
        message = "it holds no row to load; fill in a row below the headings."
        if loaded.report.unread:
            names = quoted(loaded.report.unread[:_MOST_NAMED])
            message = (
                f"{names} is no sheet of the workbook, and there is no other row to load; name "
                "sheets, or CSV files, as the template does."
            )
        raise FileError("no-rows", ", ".join(path.name for path in named), message)
    return loaded
