"""A store whose files are replaced or deleted while it is open writes nothing more, and says so.

Tests: graph/stores/whole_disk.py, graph/stores/ladybug_commits.py
"""

import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest

from api.cli import run
from graph.errors import StoreUnreachable
from graph.stores.journal_scan import journal_path
from graph.stores.ladybug import LadybugStore
from graph.stores.ladybug_pool import LadybugPool
from graph.stores.ladybug_recovery import log_path
from tests.graph.stores.left import ROOT
from tests.graph.stores.small import BOARD, add, post, town


def replaced(path: Path) -> None:
    """Put a copy of a file in its place, as an editor or a restore does."""
    shutil.copy2(path, path.with_name("copy"))
    path.with_name("copy").replace(path)


OUTSIDE: dict[str, Callable[[Path], None]] = {
    "the file deleted": Path.unlink,
    "the file replaced": replaced,
    "the log deleted": lambda path: log_path(path).unlink(),
    "the log replaced": lambda path: replaced(log_path(path)),
    "the journal deleted": lambda path: journal_path(path).unlink(),
    "the journal replaced": lambda path: replaced(journal_path(path)),
}


@pytest.mark.parametrize("what", OUTSIDE)
def test_nothing_more_is_written(what: str, tmp_path: Path) -> None:
    path = tmp_path / "store"
    store = LadybugStore(path)
    before = town(store)
    OUTSIDE[what](path)
    for write in (
        lambda: add(store, post("coventry/p")),
        lambda: store.keep_places("coventry", "columns", {BOARD.id: (1, 2)}),
        store.close,
    ):
        with pytest.raises(
            StoreUnreachable, match="replaced or deleted by something else while it"
        ):
            write()
    with closing(LadybugStore(path)) as again:
        assert again.read("coventry") == before
        assert add(again, post("coventry/p")) == 2


def test_a_store_put_in_the_place_of_an_open_one_is_left_alone(tmp_path: Path) -> None:
    path, other = tmp_path / "store", tmp_path / "other"
    with closing(LadybugStore(other)) as store:
        town(store)
        add(store, post("coventry/of-the-other"))
    store = LadybugStore(path)
    town(store)
    for file in (path, journal_path(path)):
        shutil.copy2(other.with_name(file.name.replace("store", "other")), file.with_name("copy"))
        file.with_name("copy").replace(file)
    log_path(path).unlink()
    taken = {file: file.read_bytes() for file in (path, journal_path(path))}
    with suppress(StoreUnreachable):
        store.close()
    assert {file: file.read_bytes() for file in taken} == taken
    with closing(LadybugStore(path)) as again:
        assert "coventry/of-the-other" in again.read("coventry").nodes


def test_a_line_is_cut_off_only_where_the_store_does_not_have_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody presses Ctrl+C before the engine commits, or when it just has."""
    path = tmp_path / "store"
    commit = LadybugPool._commit

    def late(pool: LadybugPool, connection: object) -> None:
        monkeypatch.setattr(LadybugPool, "_commit", commit)
        commit(pool, connection)
        raise KeyboardInterrupt

    def early(*_: object) -> None:
        monkeypatch.setattr(LadybugPool, "_commit", commit)
        raise KeyboardInterrupt

    with closing(LadybugStore(path)) as store:
        town(store)
        for name, moment in (("late", late), ("early", early)):
            monkeypatch.setattr(LadybugPool, "_commit", moment)
            with pytest.raises(KeyboardInterrupt):
                add(store, post(f"coventry/{name}"))
        assert set(store.read("coventry").nodes) >= {"coventry/late"}
        assert "coventry/early" not in store.read("coventry").nodes
        assert store.verify() == ()
        assert add(store, post("coventry/p")) == 3
    with closing(LadybugStore(path)) as store:
        assert store.revision("coventry") == 3
        assert store.verify() == ()


@pytest.mark.parametrize("committed", [True, False])
def test_a_commit_that_nobody_knows_of_is_settled_by_the_store(
    committed: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that fills up in the middle: the engine's log may have the commit, and may not."""
    path, commit = tmp_path / "store", LadybugPool._commit

    def fails(pool: LadybugPool, connection: object) -> None:
        monkeypatch.setattr(LadybugPool, "_commit", commit)
        if committed:
            commit(pool, connection)
        pool.broken = True
        # What is read after that comes from a memory that the log does not know.
        monkeypatch.setattr(LadybugPool, "reading", unreadable)
        raise StoreUnreachable("The disk is full.")

    def unreadable(_: LadybugPool) -> None:
        raise StoreUnreachable("The disk is full.")

    store = LadybugStore(path)
    town(store)
    monkeypatch.setattr(LadybugPool, "_commit", fails)
    with pytest.raises(StoreUnreachable, match="is full"):
        add(store, post("coventry/p"))
    with pytest.raises(StoreUnreachable, match="nothing more is written"):
        add(store, post("coventry/q"))
    monkeypatch.undo()
    for file in (path, log_path(path), journal_path(path)):
        shutil.copy2(file, file.with_name(file.name.replace("store", "left")))
    with closing(LadybugStore(tmp_path / "left")) as left:
        assert ("coventry/p" in left.read("coventry").nodes) == committed
        assert left.verify() == ()
        assert add(left, post("coventry/q")) == 2 + committed


# Serves a store until it is told to stop, by which time its file is another one.
_SERVES = """
import sys
from pathlib import Path
from api.cli import run
from api.commands import server

def serve(store, *_, **__):
    path = Path(store.describe().address)
    path.rename(path.with_name("moved"))

server.serve_store = serve
sys.exit(run(["serve", "--port", "8471", "--store", f"ladybug://{sys.argv[1]}"]))
"""


def test_a_service_whose_store_was_moved_ends_with_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "store"
    with closing(LadybugStore(path)) as store:
        town(store)
    command = [sys.executable, "-c", _SERVES, str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert done.stderr.count("\n") == 1
    assert "was replaced or deleted by something else" in done.stderr


def test_a_store_whose_file_is_gone_is_one_to_the_commands(tmp_path: Path) -> None:
    path = tmp_path / "store"
    with closing(LadybugStore(path)) as store:
        town(store)
    path.unlink()
    assert run(["areas", "--store", f"ladybug://{path}"]) == 0
