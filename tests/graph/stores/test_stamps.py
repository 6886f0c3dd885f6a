"""Stamps in every store: they follow the order of writing, whatever a clock says.

Tests: graph/facts/stamps.py
"""

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from graph.facts.changes import Changed, ChangeRecord
from graph.facts.stamps import moment_of, stamped
from graph.history import known_at
from graph.store import Store
from graph.stores.ladybug import LadybugStore
from graph.stores.memory import MemoryStore
from loaders.archive import parse_archive, write_archive
from tests.graph.stores.small import BOARD, COVENTRY, ESSEX, add, batch, town
from tests.graph.stores.test_maps import ICB
from tests.graph.stores.test_migrations import execute

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
NEXT = timedelta(microseconds=1)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def write(store: Store, number: int, when: datetime, area: str = "coventry") -> ChangeRecord:
    """Change a note of the board, and return the line of the history that tells of it."""
    changed = batch(f"{area} {number}", Changed(replace(BOARD, note=f"{number}")), area=area)
    store.apply(replace(changed, when=when))
    return store.history("coventry")[-1]


def test_a_clock_that_goes_back_or_stands_still_never_puts_a_change_before_another(
    store: Store,
) -> None:
    town(store)
    clock = [NOON, NOON - HOUR, NOON, NOON + HOUR, NOON + HOUR]
    stamps = [moment_of(write(store, number, when)) for number, when in enumerate(clock)]
    later = NOON + HOUR
    assert stamps == [NOON, NOON + NEXT, NOON + 2 * NEXT, later, later + NEXT]
    for number, stamp in enumerate(stamps):
        known = known_at(store.history("coventry"), "coventry", stamp)
        assert known is not None
        assert known.nodes[BOARD.id].note == f"{number}"
    assert {record.caution for record in store.history("coventry")[-4:]} == {""}


def test_a_clock_that_is_more_than_a_day_off_leaves_a_caution_on_the_batch(store: Store) -> None:
    town(store)
    assert write(store, 1, NOON).caution.startswith("Written 701 days after")
    assert write(store, 2, NOON - DAY).caution == ""
    late = write(store, 3, NOON - 3 * DAY - HOUR)
    assert late.caution == (
        "The clock said 27 February 2026, 11:00 (UTC), 4 days before the change that was written "
        "before it: one of the two days is wrong. The order of writing counts."
    )
    assert moment_of(late) == NOON + 2 * NEXT
    # An archive takes it along, and one of before that says nothing of it is read as it is.
    snapshot, history = store.read("coventry"), store.history("coventry")
    lines = list(write_archive(snapshot, history))
    assert parse_archive(lines, "x").history == history
    assert sum('"caution"' in line for line in lines) == 2
    assert store.verify() == ()


def test_each_area_counts_its_own_moments(store: Store) -> None:
    """A clock that was ahead in one area moves no other; what they share is of both."""
    town(store)
    add(store, ESSEX, area="essex")
    add(store, ICB, area="shared")
    assert moment_of(write(store, 1, NOON + 3650 * DAY)) == NOON + 3650 * DAY
    note = batch("essex", Changed(replace(ESSEX, name="Essex County")), area="essex")
    store.apply(replace(note, when=NOON))
    assert moment_of(store.history("essex")[-1]) == NOON
    both = batch("both", Changed(replace(ICB, note="x")), area="shared")
    store.apply(replace(both, when=NOON + HOUR))
    assert moment_of(store.history("essex")[-1]) == NOON + 3650 * DAY + NEXT
    assert moment_of(write(store, 2, NOON)) == NOON + 3650 * DAY + 2 * NEXT


def test_what_comes_in_whole_keeps_its_stamps_and_is_followed(store: Store) -> None:
    there = MemoryStore()
    town(there)
    write(there, 1, NOON)
    store.put(there.read("coventry"), there.history("coventry"))
    assert store.history("coventry") == there.history("coventry")
    assert moment_of(write(store, 2, NOON - HOUR)) == NOON + NEXT


def test_what_is_restored_keeps_its_stamps_and_is_followed(store: Store) -> None:
    there = MemoryStore()
    town(there)
    write(there, 1, NOON)
    store.fill(there.contents())
    assert store.contents() == there.contents()
    assert moment_of(write(store, 2, NOON - HOUR)) == NOON + NEXT


def test_a_store_that_kept_no_stamps_is_followed(tmp_path: Path) -> None:
    path = tmp_path / "store"
    with closing(LadybugStore(path)) as store:
        town(store)
        write(store, 1, NOON)
    execute(path, "ALTER TABLE Revision DROP stamp")
    execute(path, "ALTER TABLE `Change` DROP caution")
    execute(path, "MATCH (m:Meta) SET m.tables = 'of before'")
    with closing(LadybugStore(path)) as store:
        assert moment_of(write(store, 2, NOON - HOUR)) == NOON + NEXT


@pytest.mark.parametrize(
    "when", [datetime(2026, 3, 2, 12), datetime.fromisoformat("2026-03-02T14:00:00+02:00")]
)
def test_a_moment_without_a_zone_is_in_utc_and_any_zone_is_compared(when: datetime) -> None:
    store = MemoryStore()
    add(store, COVENTRY, BOARD)
    assert moment_of(write(store, 1, NOON - NEXT)) == NOON - NEXT
    assert moment_of(write(store, 2, when)) == NOON
    (record,) = stamped([store.history("coventry")[-1]], when, [NOON])
    assert moment_of(record) == NOON + NEXT
    assert stamped([record], NOON, [None]) == (record,)
