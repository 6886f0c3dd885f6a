"""The file that lets commands in: whole, for its user alone, and gone when it leads nowhere."""

import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from api.remote.token_file import (
    is_alive,
    new_service,
    read_token,
    remove_token,
    sweep_token,
    token_path,
    write_token,
)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store.lbug"


def test_it_says_where_the_service_is_and_nobody_else_may_read_it(store: Path) -> None:
    service = new_service("http://127.0.0.1:8000/")
    write_token(store, service)
    assert read_token(store) == service
    assert (service.host, service.port, service.pid) == ("127.0.0.1", 8000, os.getpid())
    assert len(service.token) > 40
    assert service.token not in repr(service)
    assert [path.name for path in store.parent.iterdir()] == ["store.lbug.token"]
    if os.name == "posix":
        assert stat.S_IMODE(token_path(store).stat().st_mode) == 0o600


def test_each_start_has_a_token_of_its_own_in_place_of_an_older_one(store: Path) -> None:
    first, second = new_service("http://127.0.0.1:8000/"), new_service("http://127.0.0.1:8000/")
    assert first.token != second.token
    write_token(store, first)
    token_path(store).chmod(0o644)
    write_token(store, second)
    assert read_token(store) == second
    if os.name == "posix":
        assert stat.S_IMODE(token_path(store).stat().st_mode) == 0o600
    remove_token(store, first)
    assert read_token(store) == second
    remove_token(store, second)
    assert list(store.parent.iterdir()) == []


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "{}", '{"address": "http://127.0.0.1:1/", "pid": "1", "token": "x"}',
     '{"address": "file:///", "pid": 1, "token": "x"}', "x" * 100_000],
)  # fmt: skip
def test_what_is_none_of_ours_is_no_service(store: Path, content: str) -> None:
    token_path(store).write_text(content)
    assert read_token(store) is None
    sweep_token(store)
    assert token_path(store).exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in folders")
def test_a_pipe_or_a_folder_in_its_place_is_not_waited_for(store: Path) -> None:
    os.mkfifo(token_path(store))
    assert read_token(store) is None
    token_path(store).unlink()
    token_path(store).mkdir()
    assert read_token(store) is None


def test_what_another_process_left_is_swept_and_ones_own_is_not(store: Path) -> None:
    own = new_service("http://127.0.0.1:8000/")
    write_token(store, own)
    sweep_token(store)
    assert read_token(store) == own
    # Whatever has that number: whoever sweeps has the store open, so that has not.
    write_token(store, replace(own, pid=os.getppid()))
    sweep_token(store)
    assert not token_path(store).exists()


def test_a_process_that_has_ended_is_not_alive() -> None:
    own = new_service("http://127.0.0.1:8000/")
    assert is_alive(own)
    child = os.posix_spawn("/bin/true", ["true"], {}) if os.name == "posix" else 0
    if child:
        os.waitpid(child, 0)
        assert not is_alive(replace(own, pid=child))
