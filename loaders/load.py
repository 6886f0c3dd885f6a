"""Loads workbooks and folders of CSVs: files become changes and a report; nothing is written."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from graph.changes import Change, Ended
from graph.dates import PartialDate
from graph.difference import difference
from graph.model import Area, Fact, Snapshot
from loaders.building import Builder
from loaders.problems import FileError
from loaders.report import Report
from loaders.rows import read_rows
from loaders.tables import Table, read_tables


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading files into an area comes to: the report, and the changes it would make."""

    report: Report
    added: tuple[Fact, ...]
    changed: tuple[Fact, ...]
    ended: tuple[Fact, ...]
    changes: tuple[Change, ...]
    area: Area


def load_files(
    paths: Iterable[Path],
    area: str,
    snapshot: Snapshot | None,
    *,
    today: date,
    replace: bool = False,
    former: Mapping[str, str] | None = None,
    progress: Callable[[int], None] | None = None,
) -> Loaded:
    """Read files into an area; see load_tables.

    Raises FileError for a file that cannot be read at all, or that holds no rows.
    """
    named = list(paths)
    tables = (table for path in named for table in read_tables(path))
    loaded = load_tables(
        tables, area, snapshot, today=today, replace=replace, former=former, progress=progress
    )
    if not loaded.report.rows and not loaded.report.problems:
        message = "it holds no row to load; fill in a row below the headings."
        raise FileError("no-rows", ", ".join(map(str, named)), message)
    return loaded


def load_tables(
    tables: Iterable[Table],
    area: str,
    snapshot: Snapshot | None,
    *,
    today: date,
    replace: bool = False,
    former: Mapping[str, str] | None = None,
    progress: Callable[[int], None] | None = None,
) -> Loaded:
    """Read tables into an area; snapshot is what the store has of it, None for a new one.

    With replace, what the store has and the sheets do not is ended today. former maps names that
    things had before to their ids.
    """
    report = Report()
    builder = Builder(area, snapshot, report, today)
    builder.names.former = {name: i for name, i in (former or {}).items() if i in builder.known}
    rows = []
    for row in read_rows(tables, report):
        rows.append(row)
        if progress and len(rows) % 500 == 0:
            progress(len(rows))
    builder.build(rows)
    if not builder.has_area:
        builder.facts[area] = Area(slug=area, name=area.replace("-", " ").title())
    facts = {**builder.known, **builder.facts}
    found = difference(builder.known, facts)
    ended = _ended(builder, {row.sheet.fact_type for row in rows}) if replace else []
    made = facts[area]
    assert isinstance(made, Area)
    changes = (*found.changes, *(Ended(fact.id, _until(today)) for fact in ended))
    return Loaded(report, found.added, found.changed, tuple(ended), changes, made)


def _until(today: date) -> PartialDate:
    return PartialDate(today.isoformat())


def _ended(builder: Builder, fact_types: set[str]) -> list[Fact]:
    """Return what the store has, the file's sheets do not, and is not over yet."""
    covered = fact_types & {"node", "link", "meeting", "declaration"}
    return [
        fact
        for fact_id, fact in builder.known.items()
        if type(fact).__name__.lower() in covered
        and fact_id not in builder.facts
        and getattr(fact, "until", None) is None
    ]
