"""A backup is read back exactly, and refused with one sentence where anything of it is changed.

Tests: loaders/backup.py, loaders/backup_reading.py
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from graph.store import SCHEMA_VERSION, Store
from graph.stores.memory import MemoryStore
from loaders.archive import read_archive, write_archive
from loaders.backup import write_backup
from loaders.backup_reading import MANIFEST, read_backup, seal
from loaders.problems import PROBLEM_KINDS, FileError
from loaders.whole_files import CannotWrite
from tests.graph.stores.small import BOARD, CHAIRS, add, body, link
from tests.graph.stores.test_maps import ICB, POLICE
from tests.graph.stores.test_store_dump import busy

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)


@pytest.fixture
def store() -> MemoryStore:
    made = MemoryStore()
    busy(made)
    return made


@pytest.fixture
def folder(store: Store, tmp_path: Path) -> Path:
    write_backup(tmp_path / "backup", store.contents(), store.describe(), NOW)
    return tmp_path / "backup"


def test_it_reads_back_exactly(store: Store, folder: Path) -> None:
    found = read_backup(folder)
    assert found.contents == store.contents()
    assert found.made == "2026-11-24T15:00:00+00:00"
    assert found.store.startswith("memory")
    assert found.files == sum(1 for path in folder.rglob("*") if path.is_file())
    assert [path.name for path in folder.parent.iterdir()] == ["backup"]


def test_each_area_is_an_archive_by_itself(store: Store, folder: Path) -> None:
    for slug in ("coventry", "essex", "york"):
        archive = read_archive(folder / "areas" / f"{slug}.jsonl")
        assert archive.snapshot.facts() == store.read(slug).facts()
        assert archive.history == store.history(slug)
        # The link of the chair was withdrawn and added anew.
        assert archive.snapshot.versions.get(CHAIRS.id, 1) == 1


def test_a_faulty_store_is_kept_as_it_is(store: Store, tmp_path: Path) -> None:
    contents = store.contents()
    facts = dict(contents.facts)
    facts[BOARD.id] = (replace(BOARD, note="forged"), 7)
    faulty = replace(contents, facts=facts, revisions={"coventry": 4})
    write_backup(tmp_path / "faulty", faulty, store.describe(), NOW)
    found = read_backup(tmp_path / "faulty").contents
    assert found == faulty
    assert found.faults() == faulty.faults() != ()


def test_a_link_between_shared_bodies_keeps_its_id_in_an_archive(tmp_path: Path) -> None:
    store = MemoryStore()
    busy(store)
    both = link(POLICE.id, "coordinates_with", ICB.id, area="shared")
    add(store, both, area="shared")
    file = tmp_path / "essex.jsonl"
    file.write_text("".join(write_archive(store.read("essex"), store.history("essex"))))
    assert read_archive(file).snapshot.links == {both.id: both}


def test_a_text_with_odd_line_ends_stays_whole(tmp_path: Path) -> None:
    store = MemoryStore()
    busy(store)
    odd = body("coventry/odd", "Odd", note="a\u2028b\rc")
    add(store, odd)
    write_backup(tmp_path / "backup", store.contents(), store.describe(), NOW)
    assert read_backup(tmp_path / "backup").contents == store.contents()
    assert read_archive(tmp_path / "backup/areas/coventry.jsonl").snapshot.nodes[odd.id] == odd


def edited(folder: Path, change: Callable[[dict[str, Any]], object], sealed: bool) -> None:
    manifest = json.loads((folder / MANIFEST).read_text())
    change(manifest)
    if sealed:
        manifest["sha256"] = seal(manifest)
    (folder / MANIFEST).write_text(json.dumps(manifest))


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-20])


def drop_line(path: Path) -> None:
    path.write_text("\n".join(path.read_text().split("\n")[1:]))


def rename_board(path: Path) -> None:
    path.write_text(path.read_text().replace("Early Help Board", "Early Harm Board"))


DAMAGES: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "missing": (lambda f: (f / "areas/york.jsonl").unlink(), "damaged-backup", "is missing"),
    "cut short": (lambda f: cut(f / "areas/york.jsonl"), "damaged-backup", "the backup wrote"),
    "a line less": (
        lambda f: drop_line(f / "store.jsonl"),
        "damaged-backup",
        r"store.jsonl: it has \d+ lines, and the backup wrote",
    ),
    "edited": (lambda f: rename_board(f / "areas/coventry.jsonl"), "damaged-backup", "was changed"),
    "empty": (lambda f: (f / "store.jsonl").write_text(""), "damaged-backup", "has 0 lines"),
    "no manifest": (lambda f: (f / MANIFEST).unlink(), "not-a-backup", "never finished"),
    "cut manifest": (lambda f: cut(f / MANIFEST), "damaged-backup", "stops short"),
    "edited manifest": (
        lambda f: edited(f, lambda m: m.update(made="2020-01-01"), sealed=False),
        "damaged-backup",
        "manifest.json: it was changed",
    ),
    "another folder's file": (
        lambda f: edited(
            f,
            lambda m: m.update(files=[{"name": "../x.jsonl", "rows": 0, "sha256": ""}]),
            sealed=True,
        ),
        "damaged-backup",
        "which no backup has",
    ),
    "an area left out": (
        lambda f: edited(f, lambda m: m["files"].pop(0), sealed=True),
        "damaged-backup",
        "are not those of the areas",
    ),
    "no revisions": (
        lambda f: edited(f, lambda m: m.pop("revisions"), sealed=True),
        "damaged-backup",
        "does not fit the other files",
    ),
    "no store": (
        lambda f: edited(f, lambda m: m.pop("store"), sealed=True),
        "damaged-backup",
        "does not fit the other files",
    ),
    "newer": (
        lambda f: edited(f, lambda m: m.update(schema_version=SCHEMA_VERSION + 1), sealed=True),
        "newer-backup",
        "update Golden Thread",
    ),
    "some other folder": (
        lambda f: (f / MANIFEST).write_text('{"format": "photos"}'),
        "not-a-backup",
        "no backup",
    ),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_is_damaged_is_refused(folder: Path, damage: str) -> None:
    spoil, code, said = DAMAGES[damage]
    spoil(folder)
    with pytest.raises(FileError, match=said) as caught:
        read_backup(folder)
    assert caught.value.code == code
    assert code in {kind.code for kind in PROBLEM_KINDS}
    assert str(caught.value).endswith(".")
    assert "\n" not in str(caught.value)


def test_no_single_byte_can_change_unnoticed(folder: Path) -> None:
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = path.read_bytes()
        for place in range(0, len(content), max(1, len(content) // 25)):
            path.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
            with pytest.raises(FileError):
                read_backup(folder)
        path.write_bytes(content)
    read_backup(folder)


def test_only_a_new_or_empty_folder_is_written_to(store: Store, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter").write_text("x")
    (tmp_path / "empty").mkdir()
    for name, said in (("file", "is a file"), ("full", "is not empty")):
        with pytest.raises(CannotWrite, match=said):
            write_backup(tmp_path / name, store.contents(), store.describe(), NOW)
    with pytest.raises(CannotWrite, match="cannot be written"):
        write_backup(tmp_path / "file" / "in it", store.contents(), store.describe(), NOW)
    write_backup(tmp_path / "empty", store.contents(), store.describe(), NOW)
    write_backup(tmp_path / "new" / "one", store.contents(), store.describe(), NOW)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty", "file", "full", "new"]


# What it writes it reads from a backup: to import the tests that make it took longer than the rest.
CHILD = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from graph.stores.memory import MemoryStore
from loaders.backup import write_backup
from loaders.backup_reading import read_backup

store = MemoryStore()
store.fill(read_backup(Path(sys.argv[1])).contents)
print("go", flush=True)
for number in range(1000):
    folder = Path(sys.argv[2]) / str(number)
    write_backup(folder, store.contents(), store.describe(), datetime.now(UTC))
    print(number, flush=True)
"""


def test_a_kill_leaves_no_half_backup_that_restore_would_take(
    store: Store, folder: Path, tmp_path: Path
) -> None:
    whole = store.contents()
    for kill in range(12):
        made = tmp_path / str(kill)
        made.mkdir()
        command = [sys.executable, "-c", CHILD, str(folder), str(made)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == "go\n"
            time.sleep(kill * 0.004)
            child.kill()
            done = [int(line) for line in child.stdout if line.endswith("\n")]
        for number in done:
            assert read_backup(made / str(number)).contents == whole
        for path in made.iterdir():
            refused = ""
            try:
                assert read_backup(path).contents == whole
            except FileError as error:
                refused = error.code
            # A kill may come while the manifest itself is written; nothing half has a plain name.
            half = ("not-a-backup", "damaged-backup") if path.name.startswith(".") else ()
            assert refused in ("", *half)
