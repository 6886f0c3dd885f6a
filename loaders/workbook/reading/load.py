"""Loads tables: their rows become changes and a report; nothing is written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from graph.facts.changes import Change, Ended
from graph.facts.dates import PartialDate
from graph.facts.difference import difference
from graph.facts.model import Area, Fact, Snapshot
from loaders.questions import AnswersGiven
from loaders.report import PROGRESS_STEP, Progress, Report
from loaders.tables import RawTable
from loaders.workbook.reading.fact_builder import FactBuilder
from loaders.workbook.reading.load_state import LoadState
from loaders.workbook.reading.replace_missing import ended_by
from loaders.workbook.reading.rows import read_rows


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading files into an area comes to: the report, and the changes it would make.

    tells_area says whether the files have a row for the area itself, has_area whether it is known
    from that row or from the store.
    """

    report: Report
    added: tuple[Fact, ...]
    changed: tuple[Fact, ...]
    ended: tuple[Fact, ...]
    changes: tuple[Change, ...]
    area: Area
    tells_area: bool
    has_area: bool


def load_tables(
    tables: Iterable[RawTable],
    area: str,
    snapshot: Snapshot | None,
    *,
    today: date,
    replace: bool = False,
    former: Mapping[str, str] | None = None,
    progress: Progress | None = None,
    answers: AnswersGiven | None = None,
) -> Loaded:
    """Read tables into an area; snapshot is what the store has of it, None for a new one.

    With replace, what the store has and the sheets do not is ended today; with any problem then
    there is no change at all. former maps names that things had before to their ids.
    progress is told now and then what is being done, the rows done and of how many (0: unknown).
    answers settle what the report would ask; see Report.questions.
    """
    report = Report()
    state = LoadState.over(snapshot, area, report, today, replace=replace, answers=answers)
    for name, fact_id in (former or {}).items():
        if fact_id in state.known:
            state.names.add_former(name, fact_id)
    rows = []
    for row in read_rows(tables, report, every_sheet=replace):
        rows.append(row)
        if progress and len(rows) % PROGRESS_STEP == 0:
            progress("Reading", len(rows), 0)
    FactBuilder(state).build(rows, progress)
    has_area = state.has_area
    if not has_area:
        state.facts[area] = Area(slug=area, name=area.replace("-", " ").title())
    facts = {**state.known, **state.facts}
    differs = difference(state.known, facts)
    # An unknown sheet or heading may be what the store has: then nothing can be missing.
    may_replace = replace and not report.problems
    sheets = {row.sheet.name: row.sheet for row in rows}
    ended = ended_by(state, sheets.values()) if may_replace else []
    made_area = facts[area]
    assert isinstance(made_area, Area)
    changes = (*differs.changes, *(Ended(fact.id, _until(today)) for fact in ended))
    if replace and report.problems:
        changes = ()
    tells = "Area" in sheets or any(p.place.sheet == "Area" for p in report.problems)
    lists = (differs.added, differs.changed, tuple(ended))
    return Loaded(report, *lists, changes, made_area, tells, has_area)


def _until(today: date) -> PartialDate:
    return PartialDate(today.isoformat())
