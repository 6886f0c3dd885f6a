"""A store after a clean end, after a kill, and with a log that is no log, seen by a child."""

import subprocess
from pathlib import Path

import pytest

from graph.stores.ladybug import LadybugStore
from graph.stores.ladybug_recovery import examine_in_child, log_path
from tests.graph.stores.left import killed


def test_the_log_of_a_killed_store_is_replayed(tmp_path: Path) -> None:
    path = tmp_path / "store.lbug"
    killed(path)
    assert log_path(path).stat().st_size
    seen = examine_in_child(path)
    assert (seen.state, seen.at, seen.differs) == ("sound", 5, ())
    assert not log_path(path).exists()
    store = LadybugStore(path)
    assert len(store.read("coventry").nodes) == 5
    store.close()


def test_a_log_that_is_none_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "store.lbug"
    LadybugStore(path).close()
    log_path(path).write_bytes(b"no log at all" * 99)
    assert examine_in_child(path).state in ("damaged", "damaged log")


def test_what_somebody_has_open_is_locked(tmp_path: Path) -> None:
    store = LadybugStore(tmp_path / "store")
    assert examine_in_child(tmp_path / "store").state == "locked"
    store.close()


@pytest.mark.parametrize("code", [-11, 0xC0000005])
def test_a_child_that_dies_each_time_dies_of_the_files(
    code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A crash is a signal, or on Windows a large number; only Python's own ends are 0 and 1."""
    ended = subprocess.CompletedProcess[bytes]([], code, b"", b"")
    monkeypatch.setattr("graph.stores.ladybug_recovery.subprocess.run", lambda *_, **__: ended)
    assert examine_in_child(tmp_path / "store").state == "damaged"
