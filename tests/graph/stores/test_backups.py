"""Backup and restore on every engine: the same facts, history, places and findings."""

import threading
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from graph.facts.changes import Changed, Ended
from graph.facts.dates import PartialDate
from graph.facts.scenarios import propose
from graph.rules.run import run
from graph.store import Store
from graph.stores.ladybug import LadybugStore
from graph.stores.memory import MemoryStore
from graph.view import View, default_day
from loaders.backup import write_backup
from loaders.backup_reading import read_backup
from loaders.examples import example, example_slugs
from tests.graph.stores.small import BOARD, CHAIRS, ESSEX, add, batch, town
from tests.graph.stores.test_maps import ICB
from tests.graph.stores.test_store_dump import busy


def examples(store: Store) -> None:
    """Add the bundled areas, and change and move something in one of them."""
    for slug in example_slugs():
        add(store, *example(slug).snapshot.facts().values(), area=slug)
    coventry = store.read("coventry")
    first = next(iter(coventry.nodes.values()))
    store.apply(batch("moved", Changed(replace(first, note="moved"))), {first.id: 1})
    store.keep_places("coventry", "columns", {first.id: (12.5, -3.0)})
    ends = [Ended(first.id, PartialDate("2025-03"))]
    proposed = propose(store.read("coventry"), "End it", "pat", date(2024, 5, 1), ends)
    store.keep_scenario(proposed)


def check_same(one: Store, other: Store) -> None:
    """Check that two stores answer alike, findings included."""
    assert one.contents() == other.contents()
    for summary in one.areas():
        slug = summary.area.slug
        here, there = one.read(slug), other.read(slug)
        assert here == there
        assert one.history(slug) == other.history(slug)
        for layout in ("columns", "network"):
            assert one.places(slug, layout) == other.places(slug, layout)
        day = default_day(here, date(2026, 11, 24))
        assert run(View(here, day)) == run(View(there, day))
    assert other.verify() == ()


def backed_up(store: Store, folder: Path) -> Path:
    write_backup(folder, store.contents(), store.describe(), datetime.now(UTC))
    return folder


def test_the_bundled_areas_go_from_store_to_store(store: Store, tmp_path: Path) -> None:
    examples(store)
    found = read_backup(backed_up(store, tmp_path / "backup")).contents
    with closing(LadybugStore(tmp_path / "embedded")) as embedded:
        embedded.fill(found)
        check_same(store, embedded)


def test_the_bundled_areas_come_into_a_store(store: Store, tmp_path: Path) -> None:
    memory = MemoryStore()
    examples(memory)
    store.fill(read_backup(backed_up(memory, tmp_path / "backup")).contents)
    check_same(memory, store)


def test_shared_bodies_and_what_is_on_no_map_come_along(store: Store, tmp_path: Path) -> None:
    memory = MemoryStore()
    busy(memory)
    store.fill(read_backup(backed_up(memory, tmp_path / "there")).contents)
    check_same(memory, store)
    again = read_backup(backed_up(store, tmp_path / "back")).contents
    assert again == memory.contents()


def test_a_backup_taken_while_changes_are_written_is_whole(store: Store, tmp_path: Path) -> None:
    town(store)
    add(store, ESSEX, area="essex")
    add(store, ICB, area="shared")
    done = threading.Event()
    written: list[int] = []

    def write() -> None:
        while not done.wait(0.002):
            number = len(written) + 1
            facts = [replace(fact, note=f"note {number}") for fact in (BOARD, CHAIRS, ICB)]
            written.append(store.apply(batch(f"b{number}", *map(Changed, facts))))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        folders = [backed_up(store, tmp_path / f"b{number}") for number in range(4)]
    finally:
        done.set()
        writer.join()
    assert written
    revisions = []
    for folder in folders:
        restored = MemoryStore()
        restored.fill(read_backup(folder).contents)
        assert restored.verify() == ()
        coventry, essex = restored.read("coventry"), restored.read("essex")
        notes = {coventry.nodes[i].note for i in (BOARD.id, ICB.id)}
        assert len(notes | {coventry.links[CHAIRS.id].note}) <= (1 if coventry.revision > 2 else 2)
        assert coventry.nodes[ICB.id] == essex.nodes[ICB.id]
        changes = [record for record in restored.history("coventry") if record.action == "changed"]
        assert len(changes) == 3 * (coventry.revision - 2)
        revisions.append(coventry.revision)
    assert revisions == sorted(revisions)
