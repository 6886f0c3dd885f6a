"""A store as a whole: all that it keeps at one moment, written into an empty one, and checked."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from graph.facts.journal_entries import Note, to_nobody
from graph.facts.model import Link
from graph.facts.scenarios import Scenario, ScenarioEnd
from graph.facts.store_dump import Contents
from graph.store import SCHEMA_VERSION
from graph.stores import migrations, operations, statements
from graph.stores.memory import MemoryStore
from graph.stores.preconditions import check_contents
from graph.stores.rows import end_row, from_end_row, from_scenario_row, scenario_row
from graph.stores.statements import text
from graph.stores.write_facts import FactWrite, write_facts

# So many rows a statement: one of everything would hold it all in memory twice.
_MANY = 2_000
Item = TypeVar("Item")


def contents(run: operations.Run, schema_version: int = SCHEMA_VERSION) -> Contents:
    """Return everything that is kept; the rows are of that version of the schema."""
    kept: dict[tuple[str, str], dict[str, tuple[float, float]]] = {}
    for row in run(text("all_places"), {}):
        kept.setdefault((row["area"], row["layout"]), {})[row["thing"]] = (row["x"], row["y"])
    rows, ends = run(text("all_scenarios"), {}), run(text("all_scenario_ends"), {})
    return Contents(
        schema_version=schema_version,
        facts=operations.read_facts(run, statements.READ_ALL, {}),
        revisions={row["id"]: row["number"] for row in run(text("all_revisions"), {})},
        history=operations.all_changes(run, "", {}),
        places=kept,
        scenarios=tuple(sorted(map(from_scenario_row, rows), key=_of_area)),
        ends=tuple(sorted(map(from_end_row, ends), key=_of_area)),
    )


def _of_area(scenario: Scenario | ScenarioEnd) -> tuple[str, str]:
    return scenario.area, scenario.name


def fill(run: operations.Run, whole: Contents) -> Contents:
    """Write everything into an empty store; return it as this version of the schema has it."""
    changes = int(run(text("count_changes"), {})[0]["changes"])
    check_contents(whole, operations.slugs_of(run), changes)
    # Before it is written: the embedded engine does not live to read much that is not committed.
    current = brought_up(whole)
    write_whole(run, current)
    return current


def brought_up(whole: Contents) -> Contents:
    """Return what an older version of the program kept as this one keeps it."""
    if whole.schema_version == SCHEMA_VERSION:
        return whole
    store = MemoryStore()
    store.fill(whole)
    return store.contents()


def write_whole(run: operations.Run, whole: Contents) -> None:
    """Write everything into an empty store, as it was checked when it was first written."""
    facts = {fact_id: fact for fact_id, (fact, _) in whole.facts.items()}
    writes = [FactWrite(None, fact, version) for fact, version in whole.facts.values()]
    for some in _slices(sorted(writes, key=lambda write: isinstance(write.after, Link))):
        write_facts(run, some, operations.kinds_of(facts, operations.FactLookup(run)))
    for records in _slices(whole.history):
        operations.write_history(
            run, records, {}, {record.batch: record.revision for record in records}
        )
    operations.write_history(run, (), whole.revisions, {})
    for (slug, layout), kept in whole.places.items():
        operations.keep_places(run, slug, layout, kept)
    if whole.scenarios:
        run(text("keep_scenarios"), {"rows": [scenario_row(one) for one in whole.scenarios]})
    if whole.ends:
        run(text("keep_scenario_ends"), {"rows": [end_row(one) for one in whole.ends]})


def migrate(run: operations.Run, schema_version: int, note: Note = to_nobody) -> None:
    """Bring what is kept up from an older version of the schema; the tables are as now."""
    migrations.migrate(
        schema_version, lambda: contents(run), lambda batch: operations.apply(run, batch, {}, note)
    )


def _slices(items: Sequence[Item]) -> Iterable[Sequence[Item]]:
    return (items[start : start + _MANY] for start in range(0, len(items), _MANY))


def verify(run: operations.Run) -> tuple[str, ...]:
    """Check that what is stored is whole."""
    return contents(run).faults()
