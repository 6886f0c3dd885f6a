"""The backups beside a store: the newest few, and nothing that is somebody else's ever goes."""

import errno
import json
import os
import shutil
from collections import namedtuple
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from graph.facts.changes import Changed
from graph.stores.memory import MemoryStore
from loaders.backup import write_backup
from loaders.backup_reading import MANIFEST, read_backup
from loaders.backup_series import MOST_KEPT, KeptBackup, kept_backups, write_next
from loaders.whole_files import CannotWrite
from tests.graph.stores.small import BOARD, batch, town
from tests.graph.stores.test_store_dump import busy

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def store() -> MemoryStore:
    opened = MemoryStore()
    town(opened)
    return opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "store.lbug.backups"


def add_one(folder: Path, store: MemoryStore, now: datetime) -> KeptBackup:
    return write_next(folder, store.contents(), store.describe(), now)


def test_one_says_what_it_is(store: MemoryStore, folder: Path) -> None:
    assert kept_backups(folder) == ()
    kept = add_one(folder, store, NOON)
    assert kept.folder == folder / "2026-11-24-120000"
    assert (kept.made, kept.areas) == (NOON, 1)
    assert kept.bytes == sum(f.stat().st_size for f in kept.folder.rglob("*") if f.is_file())
    assert kept_backups(folder) == (kept,)
    assert read_backup(kept.folder).contents == store.contents()


def test_what_is_on_no_map_is_no_area(folder: Path) -> None:
    memory = MemoryStore()
    busy(memory)
    assert add_one(folder, memory, NOON).areas == len(memory.areas())


def test_names_sort_by_moment_and_never_meet(store: MemoryStore, folder: Path) -> None:
    london = NOON.astimezone(datetime.now().astimezone().tzinfo)
    moments = (NOON, london, NOON - DAY, NOON + DAY)
    names = [add_one(folder, store, moment).folder.name for moment in moments]
    assert names[:2] == ["2026-11-24-120000", "2026-11-24-120001"]
    kept = kept_backups(folder)
    assert [each.folder.name for each in kept] == sorted(names, reverse=True)
    assert [each.made for each in kept] == sorted((each.made for each in kept), reverse=True)


def test_whether_one_holds_the_store_as_it_is(store: MemoryStore, folder: Path) -> None:
    kept = add_one(folder, store, NOON)
    assert kept.holds(store.contents())
    store.keep_places("coventry", "columns", {BOARD.id: (1.0, 2.0)})
    assert not kept.holds(store.contents())
    kept = add_one(folder, store, NOON + DAY)
    assert kept.holds(store.contents())
    store.apply(batch("b", Changed(replace(BOARD, note="changed"))))
    assert not kept.holds(store.contents())


def test_one_that_was_damaged_since_holds_nothing(store: MemoryStore, folder: Path) -> None:
    kept = add_one(folder, store, NOON)
    (area,) = (kept.folder / "areas").iterdir()
    content = bytearray(area.read_bytes())
    content[len(content) // 2] ^= 1
    area.write_bytes(content)
    assert not kept.holds(store.contents())


def test_so_many_are_kept_and_the_oldest_goes(store: MemoryStore, folder: Path) -> None:
    names = [add_one(folder, store, NOON + n * DAY).folder.name for n in range(MOST_KEPT + 3)]
    assert sorted(path.name for path in folder.iterdir()) == names[3:]


def test_many_of_one_day_push_out_no_other_day(store: MemoryStore, folder: Path) -> None:
    week = [add_one(folder, store, NOON + n * DAY).folder.name for n in range(7)]
    for minute in range(20):
        add_one(folder, store, NOON + 7 * DAY + minute * timedelta(minutes=1))
    there = [kept.folder.name for kept in kept_backups(folder)]
    assert len(there) == MOST_KEPT
    assert set(week) <= set(there)
    assert there[0] == "2026-12-01-121900"


def fill_up(folder: Path, store: MemoryStore) -> None:
    for n in range(MOST_KEPT + 1):
        add_one(folder, store, NOON + n * DAY)


def test_what_the_service_did_not_make_is_never_deleted(store: MemoryStore, folder: Path) -> None:
    own = folder / "monday"
    write_backup(own, store.contents(), store.describe(), NOON)
    by_name = folder / "2020-01-01-000000"
    write_backup(by_name, store.contents(), store.describe(), NOON)
    made = add_one(folder, store, datetime(2020, 1, 2, tzinfo=UTC)).folder
    copy = folder / "2020-01-03-000000"
    shutil.copytree(made, copy)
    changed = add_one(folder, store, datetime(2020, 1, 4, tzinfo=UTC)).folder
    manifest = json.loads((changed / MANIFEST).read_text())
    (changed / MANIFEST).write_text(json.dumps(manifest | {"made": "2020-01-04"}))
    empty = folder / "2020-01-05-000000"
    empty.mkdir()
    text = folder / "2020-01-06-000000"
    text.write_text("mine")
    outside = folder.parent / "outside"
    shutil.copytree(made, outside)
    pointer = folder / "2020-01-07-000000"
    pointer.symlink_to(outside)
    fill_up(folder, store)
    for kept in (own, by_name, copy, changed, empty, text, pointer, outside / MANIFEST):
        assert kept.exists(), kept
    assert not made.exists()
    assert len(kept_backups(folder)) == MOST_KEPT


def test_what_a_killed_service_left_half_done_is_swept(store: MemoryStore, folder: Path) -> None:
    folder.mkdir()
    for name in (".2026-11-24-120000.unfinished-ab_9", ".2026-11-23-120000.going-away"):
        (folder / name / "areas").mkdir(parents=True)
    others = [folder / ".monday.unfinished-abc", folder / ".hidden"]
    for other in others:
        other.mkdir()
    kept = add_one(folder, store, NOON)
    assert sorted(folder.iterdir()) == sorted([*others, kept.folder])


def full_disk(*_: Any) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_leaves_the_others_and_nothing_half(
    store: MemoryStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = add_one(folder, store, NOON)
    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(CannotWrite):
        add_one(folder, store, NOON + DAY)
    assert list(folder.iterdir()) == [first.folder]


def test_room_is_left_for_what_is_written_after_it(
    store: MemoryStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(2**40, 2**40, 100 * 2**20))
    with pytest.raises(CannotWrite, match=r"has 100 MB left, and a backup .* takes 128 MB"):
        add_one(folder, store, NOON)
    assert not folder.exists()
