"""An area taken out as a workbook and brought back, as it was and with one body renamed.

Tests: loaders/workbook/writing.py, loaders/workbook/reading/renamed_rows.py
"""

from collections.abc import Callable

import pytest

from api.service.load_archive import import_example
from api.service.load_workbook import earlier_loads
from graph.facts.identifiers import local_of
from graph.facts.model import Node, Snapshot
from graph.stores.memory import MemoryStore
from loaders.examples import example_slugs
from loaders.questions import AnswersGiven
from loaders.tables import RawTable
from loaders.workbook.reading.cells import neutral
from loaders.workbook.reading.load import Loaded, load_tables
from loaders.workbook.sheets import SHEET
from loaders.workbook.writing import rows_by_sheet
from tests.loaders.workbook.loading import TODAY

Sheets = dict[str, list[list[str]]]
# What a person's own list has not: the ids of things and links. Sources and meetings have theirs.
_KEEP_IDS = ("Sources", "Meetings")
_RENAMED = "Partnership under a new name"


@pytest.fixture(params=example_slugs())
def store(request: pytest.FixtureRequest) -> MemoryStore:
    store = MemoryStore()
    import_example(store, request.param)
    return store


def snapshot_of(store: MemoryStore) -> Snapshot:
    return store.read(store.areas()[0].area.slug)


def sheets_of(snapshot: Snapshot, *, ids: bool) -> Sheets:
    sheets = {}
    for name, rows in rows_by_sheet(snapshot).items():
        columns = SHEET[name].columns
        kept = [
            i
            for i, column in enumerate(columns)
            if ids or name in _KEEP_IDS or column.key not in ("id", "seat")
        ]
        if rows:
            headings = [columns[i].heading for i in kept]
            sheets[name] = [headings, *([row[i] for i in kept] for row in rows)]
    return sheets


def loading(
    store: MemoryStore, sheets: Sheets, change: Callable[[str], str] = str, **answers: list[str]
) -> Loaded:
    """Load sheets as a file, with each cell changed."""
    tables = [
        RawTable(
            "area.xlsx",
            name,
            iter([(n, [change(cell) for cell in row]) for n, row in enumerate(rows, 1)]),
        )
        for name, rows in sheets.items()
    ]
    snapshot = snapshot_of(store)
    slug = snapshot.area.slug
    given = AnswersGiven.of_options(answers)
    earlier = earlier_loads(store, slug)
    return load_tables(tables, slug, snapshot, today=TODAY, earlier=earlier, answers=given)


@pytest.mark.parametrize("ids", [True, False])
def test_unchanged_it_changes_nothing_and_asks_nothing(store: MemoryStore, ids: bool) -> None:
    loaded = loading(store, sheets_of(snapshot_of(store), ids=ids))
    assert loaded.report.problems == []
    assert (loaded.report.questions, loaded.changes) == ([], ())


def bodies_of(snapshot: Snapshot) -> list[Node]:
    """Return the bodies whose name nothing else has: of two of one name nobody could say which."""
    names = [node.name for node in snapshot.nodes.values()]
    own = snapshot.area.slug
    bodies = [node for node in snapshot.nodes.values() if node.kind == "body"]
    return [b for b in bodies if names.count(b.name) == 1 and b.id.startswith(f"{own}/")]


def renaming(body: Node) -> Callable[[str], str]:
    written = neutral(body.name)
    return lambda cell: _RENAMED if cell == written else cell


def test_with_ids_any_one_body_that_is_renamed_is_one_changed_fact(store: MemoryStore) -> None:
    sheets = sheets_of(snapshot_of(store), ids=True)
    for body in bodies_of(snapshot_of(store)):
        loaded = loading(store, sheets, renaming(body))
        assert (loaded.report.problems, loaded.report.questions) == ([], [])
        assert [fact.id for fact in loaded.changed] == [body.id]
        assert (loaded.added, loaded.ended, loaded.withdrawn) == ((), (), ())


def test_without_ids_it_is_one_changed_fact_once_it_is_answered(store: MemoryStore) -> None:
    snapshot = snapshot_of(store)
    sheets = sheets_of(snapshot, ids=False)
    for body in bodies_of(snapshot)[:6]:
        asked = loading(store, sheets, renaming(body))
        assert [question.code for question in asked.report.questions] == ["renamed"]
        assert (asked.added, asked.changed) == ((), ())
        answer = f"{local_of(body.id)}={_RENAMED}"
        loaded = loading(store, sheets, renaming(body), renamed=[answer])
        assert (loaded.report.problems, loaded.report.questions) == ([], [])
        assert [fact.id for fact in loaded.changed] == [body.id]
        assert (loaded.added, loaded.ended, loaded.withdrawn) == ((), (), ())
