"""Backups while a store is served: when one is due, when none is needed, and what goes wrong."""

import errno
import os
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from api.service import served_backups
from api.service.served_backups import ServedBackups, age_words, size_words
from graph.errors import StoreUnreachable
from graph.facts.changes import Changed
from graph.facts.store_dump import Contents
from graph.stores.memory import MemoryStore
from tests.graph.stores.small import BOARD, batch, town

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Clock:
    """Says what time it is, as the test has it."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store() -> MemoryStore:
    opened = MemoryStore()
    town(opened)
    return opened


@pytest.fixture
def anew(store: MemoryStore, clock: Clock, tmp_path: Path) -> Callable[[], ServedBackups]:
    """Return what makes the backups of a service that has just started."""
    return lambda: ServedBackups(store, tmp_path / "backups", clock=clock)


def change(store: MemoryStore, note: str) -> None:
    store.apply(batch(note, Changed(replace(BOARD, note=note))))


def test_one_is_made_and_no_other_where_nothing_has_changed(
    anew: Callable[[], ServedBackups], store: MemoryStore
) -> None:
    backups = anew()
    first = backups.make()
    assert first.made
    assert first.sentence == "A backup of 1 area was made. It was read back and is whole."
    second = backups.make()
    assert second.made is None
    assert second.sentence.startswith("Nothing has changed since the backup of 24 November 2026")
    assert (backups.last, len(backups.kept())) == (second, 1)
    change(store, "changed")
    assert backups.make().made
    assert len(backups.kept()) == 2


def test_one_that_was_damaged_is_made_anew(anew: Callable[[], ServedBackups]) -> None:
    backups = anew()
    made = backups.make().made
    assert made
    (area,) = (made.folder / "areas").iterdir()
    area.write_text("")
    assert backups.make().made


def test_an_empty_store_needs_none(tmp_path: Path) -> None:
    backups = ServedBackups(MemoryStore(), tmp_path / "backups")
    assert "nothing to back up" in backups.make().sentence
    assert list(tmp_path.iterdir()) == []


def test_one_a_day_however_the_machine_slept(
    anew: Callable[[], ServedBackups], store: MemoryStore, clock: Clock
) -> None:
    backups = anew()
    assert backups.make_if_due() is not None
    change(store, "first")
    clock.now += 23 * HOUR
    assert backups.make_if_due() is None
    # Asleep over the weekend: one when it wakes, not three.
    clock.now += 60 * HOUR
    assert backups.make_if_due() is not None
    assert backups.make_if_due() is None
    # Nothing has changed since: it looks once a day, and makes none.
    clock.now += 24 * HOUR
    looked = backups.make_if_due()
    assert looked is not None
    assert looked.made is None
    assert backups.make_if_due() is None
    assert len(backups.kept()) == 2


def test_a_service_that_starts_anew_goes_by_what_is_kept(
    anew: Callable[[], ServedBackups], store: MemoryStore, clock: Clock
) -> None:
    anew().make()
    change(store, "first")
    clock.now += 23 * HOUR
    assert anew().make_if_due() is None
    clock.now += HOUR
    assert anew().make_if_due() is not None


def test_a_backup_of_a_day_to_come_keeps_none_from_being_made(
    anew: Callable[[], ServedBackups], store: MemoryStore, clock: Clock
) -> None:
    clock.now += 24 * 365 * HOUR
    anew().make()
    clock.now = NOON
    change(store, "first")
    backups = anew()
    outcome = backups.make_if_due()
    assert outcome is not None
    assert outcome.made
    assert backups.make_if_due() is None


def full_disk(*_: Any) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_is_a_sentence_and_is_tried_again_in_an_hour(
    anew: Callable[[], ServedBackups], clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    backups = anew()
    with monkeypatch.context() as full:
        full.setattr(os, "fsync", full_disk)
        outcome = backups.make_if_due()
    assert outcome is not None
    assert outcome.failed
    assert outcome.sentence.startswith(f"No backup was made: {backups.folder} cannot be written")
    assert "(no space left on device). Make room there" in outcome.sentence
    assert backups.make_if_due() is None
    clock.now += HOUR
    again = backups.make_if_due()
    assert again is not None
    assert again.made


class AwayStore(MemoryStore):
    """A store that cannot be read."""

    def contents(self) -> Contents:
        raise StoreUnreachable("The server does not answer.")


def test_a_store_that_does_not_answer_says_so_itself(tmp_path: Path) -> None:
    outcome = ServedBackups(AwayStore(), tmp_path).make()
    assert outcome.failed
    assert outcome.sentence == "No backup was made: The server does not answer."


class FaultyStore(MemoryStore):
    """A store in which a fact has a version that its history does not have."""

    def contents(self) -> Contents:
        whole = super().contents()
        return replace(whole, facts=dict(whole.facts) | {BOARD.id: (BOARD, 7)})


def test_faults_of_the_store_are_said(tmp_path: Path) -> None:
    store = FaultyStore()
    town(store)
    outcome = ServedBackups(store, tmp_path / "backups").make()
    assert outcome.made
    assert "the store has faults, which it has too" in outcome.sentence
    assert outcome.faults == (f"{BOARD.id} has version 7, and its history counts 1.",)


def test_it_looks_by_itself_while_the_service_runs(
    anew: Callable[[], ServedBackups], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(served_backups, "_TICK", 0.01)
    looked = threading.Event()
    backups = anew()
    make = backups.make

    def made() -> Any:
        try:
            return make()
        finally:
            looked.set()

    monkeypatch.setattr(backups, "make", made)
    with backups.daily():
        assert looked.wait(30)
    assert len(backups.kept()) == 1
    assert "daily backups" not in [thread.name for thread in threading.enumerate()]


def test_on_a_shared_server_it_does_not(store: MemoryStore, tmp_path: Path) -> None:
    backups = ServedBackups(store, tmp_path, by_itself=False)
    with backups.daily():
        assert "daily backups" not in [thread.name for thread in threading.enumerate()]


def test_ages_and_sizes_in_words() -> None:
    ages = [0, 59, 60, 3599, 3600, 47 * 3600, 48 * 3600, -300]
    words = ["a moment ago", "a moment ago", "1 minute ago", "59 minutes ago", "1 hour ago"]
    words += ["1 day ago", "2 days ago", "a moment ago"]
    assert [age_words(timedelta(seconds=age)) for age in ages] == words
    sizes = {0: "1 kB", 123_400: "123 kB", 1_000_000: "1.0 MB", 25_340_000: "25.3 MB"}
    assert {size: size_words(size) for size in sizes} == sizes
