"""Loads tables: their rows become changes and a report; nothing is written."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from graph.facts.changes import Added, Change, Changed, Ended, Withdrawn
from graph.facts.dates import PartialDate
from graph.facts.difference import difference
from graph.facts.model import Area, Fact, Snapshot
from loaders.earlier_loads import EarlierLoads
from loaders.questions import AnswersGiven
from loaders.report import PROGRESS_STEP, Progress, Report
from loaders.tables import RawTable
from loaders.workbook.reading.cells import shown
from loaders.workbook.reading.fact_builder import FactBuilder
from loaders.workbook.reading.gone_facts import OverFacts, over_by_answers
from loaders.workbook.reading.hanging_facts import hanging_changes
from loaders.workbook.reading.load_state import LoadState
from loaders.workbook.reading.many_endings import ManyEndings, many_endings
from loaders.workbook.reading.replace_missing import ended_by
from loaders.workbook.reading.rows import read_rows


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading files into an area comes to: the report, and the changes it would make.

    ended and withdrawn are facts as they are on record. tells_area says whether the files have a
    row for the area itself, has_area whether it is known from that row or from the store. many is
    what has to be confirmed by its number, where too much would end.
    """

    report: Report
    added: tuple[Fact, ...]
    changed: tuple[Fact, ...]
    ended: tuple[Fact, ...]
    withdrawn: tuple[Fact, ...]
    changes: tuple[Change, ...]
    area: Area
    tells_area: bool
    has_area: bool
    many: ManyEndings | None = None


def load_tables(
    tables: Iterable[RawTable],
    area: str,
    snapshot: Snapshot | None,
    *,
    today: date,
    replace: bool = False,
    earlier: EarlierLoads | None = None,
    files: Iterable[str] = (),
    progress: Progress | None = None,
    answers: AnswersGiven | None = None,
) -> Loaded:
    """Read tables into an area; snapshot is what the store has of it, None for a new one.

    With replace, what the store has and the sheets do not is ended today; with any problem then
    there is no change at all. earlier is what the history of the area tells, files what the files
    are called in it. progress is told now and then what is being done, the rows done and of how
    many (0: unknown). answers settle what the report would ask; see Report.questions.
    """
    report = Report()
    state = LoadState.over(
        snapshot, area, report, today, replace=replace, answers=answers, earlier=earlier
    )
    rows = []
    for row in read_rows(tables, report, every_sheet=replace):
        rows.append(row)
        if progress and len(rows) % PROGRESS_STEP == 0:
            progress("Reading", len(rows), 0)
    state.files = {*files, *(row.place.file for row in rows)}
    FactBuilder(state).build(rows, progress)
    sheets = {row.sheet.name: row.sheet for row in rows}
    over = over_by_answers(state)
    # An unknown sheet or heading may be what the store has: then nothing can be missing.
    if replace and not report.problems:
        day = PartialDate(today.isoformat())
        over.ended = {f.id: day for f in ended_by(state, sheets.values())} | over.ended
    over.ended = {i: day for i, day in over.ended.items() if i not in over.withdrawn}
    hanging = hanging_changes(state, over)
    tells = "Area" in sheets or any(p.place.sheet == "Area" for p in report.problems)
    for text in state.book.unused():
        report.notices.append(f'The answer about "{shown(text)}" fits no question of the file.')
    return _loaded(state, over, hanging, tells)


def _loaded(
    state: LoadState, over: OverFacts, hanging: tuple[Change, ...], tells_area: bool
) -> Loaded:
    has_area = state.has_area
    if not has_area:
        state.facts[state.area] = Area(slug=state.area, name=state.area.replace("-", " ").title())
    facts = {**state.known, **state.facts}
    differs = difference(state.known, facts)
    made_area = facts[state.area]
    assert isinstance(made_area, Area)
    stopped = state.replace and bool(state.report.problems)
    if stopped:
        over, hanging = OverFacts(), ()
    changes: tuple[Change, ...] = (
        *differs.changes,
        *(Ended(fact_id, day) for fact_id, day in over.ended.items()),
        *(Withdrawn(fact_id) for fact_id in over.withdrawn),
        *hanging,
    )
    changes = () if stopped else changes
    # What hangs on a thing was named with it; what is new in the file has no end on record yet.
    along = [c.fact_id for c in hanging if isinstance(c, Ended) and c.fact_id in state.known]
    ended = dict.fromkeys((*over.ended, *along))
    named = over.by_name | set(along)
    many = many_endings(state, (*ended, *over.withdrawn), named) if changes else None
    moved = tuple(c.fact for c in hanging if isinstance(c, Changed) and c.fact.id in state.known)
    return Loaded(
        report=state.report,
        added=(*differs.added, *(c.fact for c in hanging if isinstance(c, Added))),
        changed=(*differs.changed, *moved),
        ended=tuple(state.known[fact_id] for fact_id in ended),
        withdrawn=tuple(over.withdrawn.values()),
        changes=changes,
        area=made_area,
        tells_area=tells_area,
        has_area=has_area,
        many=many,
    )
