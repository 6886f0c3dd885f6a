"""A store after a clean end, after a kill, and with a log that is no log."""

import subprocess
import sys
from pathlib import Path

import pytest

from graph.stores.ladybug import LadybugStore
from graph.stores.ladybug_recovery import is_damaged

_KILLED = """
import os, sys
from pathlib import Path
from graph.stores.ladybug import LadybugStore
from tests.graph.stores.small import town
town(LadybugStore(Path(sys.argv[1])))
os._exit(9)
"""


def log_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.wal")


def test_a_store_that_was_closed_has_no_log_to_replay(tmp_path: Path) -> None:
    path = tmp_path / "store.lbug"
    LadybugStore(path).close()
    assert not log_of(path).exists()
    assert not is_damaged(path)


def test_the_log_of_a_killed_store_is_replayed(tmp_path: Path) -> None:
    path = tmp_path / "store.lbug"
    subprocess.run([sys.executable, "-c", _KILLED, str(path)], check=False)
    assert log_of(path).stat().st_size
    assert not is_damaged(path)
    store = LadybugStore(path)
    assert len(store.read("coventry").facts()) == 4
    store.close()


def test_a_log_that_is_none_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "store.lbug"
    LadybugStore(path).close()
    log_of(path).write_bytes(b"no log at all" * 99)
    assert is_damaged(path)


@pytest.mark.parametrize("code", [-11, 0xC0000005])
def test_a_child_that_dies_each_time_dies_of_the_log(
    code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A crash is a signal, or on Windows a large number; only Python's own ends are 0 and 1."""
    path = tmp_path / "store.lbug"
    log_of(path).write_bytes(b"a log")
    ended = subprocess.CompletedProcess[bytes]([], code, b"", b"")
    monkeypatch.setattr("graph.stores.ladybug_recovery.subprocess.run", lambda *_, **__: ended)
    assert is_damaged(path)
