"""The embedded store's own promises: its file, its lock, its schema, its disk.

Tests: graph/stores/ladybug_engine.py, graph/stores/ladybug_errors.py
Tests: graph/stores/ladybug_schema.py, graph/stores/ladybug_pool.py
Tests: graph/stores/whole_disk.py
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from graph.errors import NewerStore, StoreError, StoreLocked, StoreUnreachable
from graph.store import SCHEMA_VERSION
from graph.stores import ladybug_engine, ladybug_schema, statements
from graph.stores.ladybug import LadybugStore
from graph.stores.ladybug_tables import TABLES
from tests.every_kind import every_town
from tests.graph.stores.left import execute
from tests.graph.stores.small import BOARD, CHAIRS, add, post, town

ROOT = Path(__file__).parents[3]


def test_what_was_written_is_there_after_closing(tmp_path: Path) -> None:
    with closing(LadybugStore(tmp_path / "new folder" / "store")) as store:
        before = town(store)
    there = {file.name for file in (tmp_path / "new folder").iterdir()}
    assert there == {"store", "store.journal.jsonl"}
    with closing(LadybugStore(tmp_path / "new folder" / "store")) as store:
        assert store.read("coventry") == before


def test_each_kind_end_attribute_and_word_is_read_back_equal(tmp_path: Path) -> None:
    every = every_town()
    with closing(LadybugStore(tmp_path / "store")) as store:
        store.put(every, ())
    with closing(LadybugStore(tmp_path / "store")) as store:
        assert store.read(every.area.slug).facts() == every.facts()
        assert store.verify() == ()


def test_a_closed_store_says_so(tmp_path: Path) -> None:
    store = LadybugStore(tmp_path / "store")
    store.close()
    store.close()
    with pytest.raises(StoreUnreachable, match="is closed"):
        store.areas()


def test_one_database_for_a_path_in_a_process(tmp_path: Path) -> None:
    one = LadybugStore(tmp_path / "store")
    other = LadybugStore(tmp_path / "." / "store")
    town(one)
    one.close()
    assert [found.area.slug for found in other.areas()] == ["coventry"]
    other.close()


def test_a_store_that_another_process_holds_is_locked(tmp_path: Path) -> None:
    path = tmp_path / "store"
    script = (
        "import sys; from pathlib import Path; from graph.stores.ladybug import LadybugStore; "
        "store = LadybugStore(Path(sys.argv[1])); print('open', flush=True); sys.stdin.read()"
    )
    command, pipe = [sys.executable, "-c", script, str(path)], subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"open\n"
        with pytest.raises(StoreLocked, match=f"in use by process {child.pid}: .* stop it first"):
            LadybugStore(path)
        child.communicate(b"")
    LadybugStore(path).close()


def test_a_newer_store_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "store"
    LadybugStore(path).close()
    execute(path, f"MATCH (m:Meta) SET m.schema_version = {SCHEMA_VERSION + 1}")
    for _ in range(2):
        with pytest.raises(NewerStore, match=f"schema {SCHEMA_VERSION + 1}, .* update the program"):
            LadybugStore(path)


def test_an_older_store_gets_the_tables_and_columns_it_lacks(tmp_path: Path) -> None:
    path = tmp_path / "store"
    with closing(LadybugStore(path)) as store:
        before = town(store)
    execute(
        path,
        "ALTER TABLE Thing DROP cadence_words",
        "ALTER TABLE LINK DROP matter",
        "DROP TABLE ScenarioEnd",
        "MATCH (m:Meta) SET m.tables = 'older'",
    )
    with closing(LadybugStore(path)) as store:
        assert store.read("coventry") == before
        assert store.verify() == ()
    execute(
        path,
        "MATCH (b:Thing) RETURN b.cadence_words",
        "MATCH ()-[c:LINK]->() RETURN c.matter",
        "MATCH (e:ScenarioEnd) RETURN e.id",
    )


def test_the_file_of_another_program_is_refused(tmp_path: Path) -> None:
    execute(tmp_path / "other", "CREATE NODE TABLE Film (title STRING PRIMARY KEY)")
    with pytest.raises(StoreUnreachable, match="of another program"):
        LadybugStore(tmp_path / "other")
    (tmp_path / "letter").write_text("Dear all, this is no store.")
    with pytest.raises(StoreUnreachable, match="no store but some other file"):
        LadybugStore(tmp_path / "letter")
    assert (tmp_path / "letter").read_text() == "Dear all, this is no store."


def test_a_path_that_cannot_be_a_store_gets_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "letter").touch()
    for path, said in (
        (tmp_path, "is a folder"),
        (tmp_path / "letter" / "store", "cannot be opened or written"),
        (Path("/proc/goldenthread/store"), "cannot be opened or written"),
        (Path("/proc/goldenthread"), "cannot be opened or written"),
        (tmp_path / ("long" * 100), "cannot be opened or written"),
        (Path("nul\0byte"), "cannot be opened"),
    ):
        with pytest.raises(StoreUnreachable, match=said) as caught:
            LadybugStore(path)
        assert "\n" not in str(caught.value)


@contextmanager
def mounted(*how: str, at: Path) -> Iterator[None]:
    """Mount something for a test; skips, with the reason, where that is not allowed."""
    done = subprocess.run(["mount", *how, str(at)], capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"needs the right to mount: {done.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", str(at)], check=True)


@pytest.mark.skipif(not shutil.which("mount"), reason="needs mount")
def test_a_read_only_folder_gets_a_sentence_and_loses_nothing(tmp_path: Path) -> None:
    with closing(LadybugStore(tmp_path / "store")) as store:
        before = town(store)
    with mounted("--bind", str(tmp_path), at=tmp_path):
        subprocess.run(["mount", "-o", "remount,ro,bind", str(tmp_path)], check=True)
        for name in ("store", "other"):
            with pytest.raises(StoreUnreachable, match="Read-only file system"):
                LadybugStore(tmp_path / name)
    with closing(LadybugStore(tmp_path / "store")) as store:
        assert store.read("coventry") == before


@pytest.mark.skipif(not shutil.which("mount"), reason="needs mount")
def test_a_disk_that_fills_up_gets_a_sentence_and_loses_nothing(tmp_path: Path) -> None:
    ballast = tmp_path / "ballast"
    with mounted("-t", "tmpfs", "-o", "size=120m", "tmpfs", at=tmp_path):
        with closing(LadybugStore(tmp_path / "store")) as store:
            before = town(store)
            with ballast.open("wb") as file:
                os.posix_fallocate(file.fileno(), 0, 80 * 2**20)
            with pytest.raises(StoreUnreachable, match="nothing was written, make room"):
                add(store, post("coventry/p"))
            assert store.read("coventry") == before
            ballast.unlink()
            assert add(store, post("coventry/p")) == 2
        with ballast.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, 80 * 2**20)
        with pytest.raises(StoreUnreachable, match="make room"):
            LadybugStore(tmp_path / "store")
        ballast.unlink()
        with closing(LadybugStore(tmp_path / "store")) as store:
            assert store.revision("coventry") == 2
            assert store.verify() == ()


class Usage(NamedTuple):
    total: int
    used: int
    free: int


def test_writing_stops_before_the_disk_is_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(LadybugStore(tmp_path / "store")) as store:
        before = town(store)
        monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**9, 10**9 - 5, 5))
        with pytest.raises(StoreUnreachable, match="has 0 MB left"):
            add(store, post("coventry/p"))
        assert store.read("coventry") == before


FILLING = """
import itertools, sys
from pathlib import Path
from graph.stores import ladybug_engine
from graph.stores.ladybug import LadybugStore
from tests.graph.stores.small import COVENTRY, add, body

ladybug_engine._SPARE = -(2**40)
store = LadybugStore(Path(sys.argv[1]))
add(store, COVENTRY)
for number in itertools.count():
    add(store, body(f"coventry/b{number}", note="x" * 9000))
    print(number, flush=True)
"""


@pytest.mark.skipif(not shutil.which("mount"), reason="needs mount")
def test_even_a_disk_that_others_fill_loses_nothing_acknowledged(tmp_path: Path) -> None:
    with mounted("-t", "tmpfs", "-o", "size=2m", "tmpfs", at=tmp_path):
        command = [sys.executable, "-c", FILLING, str(tmp_path / "store")]
        ended = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
        # Of the line of the journal or the engine's log, whichever meets the end of the disk first.
        assert "DiskFull: The disk of the store" in ended.stderr
        subprocess.run(["mount", "-o", "remount,size=200m", str(tmp_path)], check=True)
        with closing(LadybugStore(tmp_path / "store")) as store:
            kept = store.read("coventry").nodes
            assert len(ended.stdout.split()) > 50
            assert all(f"coventry/b{number}" in kept for number in ended.stdout.split())
            assert store.verify() == ()


def test_a_log_that_ends_in_half_a_record_is_read_up_to_there(tmp_path: Path) -> None:
    store = LadybugStore(tmp_path / "store")
    town(store)
    add(store, post("coventry/p"))
    for name in ("store", "store.wal"):  # as a power cut would leave them
        shutil.copy(tmp_path / name, tmp_path / f"cut-{name}")
    store.close()
    log = tmp_path / "cut-store.wal"
    os.truncate(log, log.stat().st_size - 10)
    with closing(LadybugStore(tmp_path / "cut-store")) as cut:
        assert cut.revision("coventry") == 1
        assert add(cut, post("coventry/q")) == 2
        assert cut.verify() == ()


def test_an_error_of_the_engine_ends_its_transaction_and_only_that(tmp_path: Path) -> None:
    with closing(LadybugStore(tmp_path / "store")) as store:
        before = town(store)
        engine = ladybug_engine.open_engine(tmp_path / "store")

        def half() -> None:
            with engine.writing() as writing:
                writing.run("MATCH (b:Body) SET b.note = 'half'", {})
                writing.run("CREATE (:Body {id: $id})", {"id": BOARD.id})

        with pytest.raises(StoreError, match="could not do its work"):
            half()
        ladybug_engine.leave_engine(engine)
        assert store.read("coventry") == before
        assert add(store, post("coventry/p")) == 2


def test_verify_tells_of_what_was_changed_past_the_store(tmp_path: Path) -> None:
    path = tmp_path / "store"
    with closing(LadybugStore(path)) as store:
        town(store)
    execute(
        path,
        "MATCH (b:Thing {kind: 'body'}) SET b.note = 'forged'",
        "MATCH (p:Thing {kind: 'post'}) SET p.version = 9",
        "MATCH ()-[c:LINK {kind: 'chairs'}]->() DELETE c",
        "CREATE (:Meeting {id: 'coventry/m', area: 'coventry', body: 'coventry/gone', day: '2024', "
        "cancelled: false, status: 'operating', confidence: 'stated', note: '', version: 0})",
    )
    with closing(LadybugStore(path)) as store:
        assert {each for each in store.verify() if "journal" not in each} == {
            f"{BOARD.id} reads otherwise than its last change says.",
            "coventry/chair has version 9, and its history counts 1.",
            f"{CHAIRS.id} is not there, though the history does not withdraw it.",
            "coventry/m needs coventry/gone, which is not there.",
            "coventry/m has version 0, and the first is 1.",
        }


def test_every_table_is_made_under_a_label_of_its_own() -> None:
    for tables in (TABLES, statements.ALL_TABLES):
        labels = [table.label for table in tables]
        assert len({label.casefold() for label in labels}) == len(labels)
    assert len(list(ladybug_schema.creations())) == len(TABLES)
