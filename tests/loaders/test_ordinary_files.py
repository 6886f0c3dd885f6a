"""One guard of every path that is read: no device, pipe or folder, and nothing beyond its size."""

import os
import socket
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from api.cli import run
from graph.stores.memory import MemoryStore
from loaders.archive import MOST_BYTES, read_archive
from loaders.backup import write_backup
from loaders.backup_reading import read_backup
from loaders.ordinary_files import open_ordinary, read_ordinary
from loaders.problems import PROBLEM_KINDS, FileError
from loaders.tables import read_tables
from tests.graph.stores.small import town

RIGHT = "take less."
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes")


def refused(read: Callable[[], object]) -> FileError:
    with pytest.raises(FileError) as caught:
        read()
    assert caught.value.code in {kind.code for kind in PROBLEM_KINDS}
    assert "\n" not in str(caught.value)
    return caught.value


@pytest.fixture(params=["pipe", "device", "socket"])
def strange(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """What is no file and would never end, or keep a reader waiting for ever."""
    path = tmp_path / "strange"
    if request.param == "device":
        path.symlink_to("/dev/zero")
    elif request.param == "pipe":
        os.mkfifo(path)
    else:
        with socket.socket(socket.AF_UNIX) as bound:
            # The path of a socket may not be long.
            before = Path.cwd()
            os.chdir(tmp_path)
            bound.bind(path.name)
            os.chdir(before)
            yield path
        return
    yield path


def test_an_ordinary_file_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"x\r\ny" * 10)
    assert read_ordinary(path, "a", 40, RIGHT) == b"x\r\ny" * 10
    link = tmp_path / "link"
    link.symlink_to(path)
    assert read_ordinary(link, "link", 40, RIGHT) == b"x\r\ny" * 10
    error = refused(lambda: read_ordinary(path, "a", 39, RIGHT))
    assert (error.code, "at most 1 MB are read; take less." in str(error)) == ("too-large", True)


def test_what_is_no_file_is_refused(strange: Path, tmp_path: Path) -> None:
    error = refused(lambda: read_ordinary(strange, "strange", 9, RIGHT))
    assert error.code == "not-a-file"
    assert str(error) == "strange: this is a device or a pipe; name an ordinary file."
    assert refused(lambda: read_ordinary(tmp_path, "here", 9, RIGHT)).code == "not-a-file"
    for gone in (tmp_path / "gone", tmp_path / "gone" / "further"):
        assert refused(partial(read_ordinary, gone, "x", 9, RIGHT)).code == "no-such-file"


def test_a_pipe_that_takes_the_place_between_two_looks_holds_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, pipe = tmp_path / "a", tmp_path / "pipe"
    path.write_bytes(b"x")
    os.mkfifo(pipe)
    opened = os.open

    def swapped(asked: Path, flags: int) -> int:
        return opened(pipe if asked == path else asked, flags)

    with monkeypatch.context() as patched:
        patched.setattr(os, "open", swapped)
        error = refused(lambda: open_ordinary(path, "a", 9, RIGHT))
    assert error.code == "not-a-file"


def test_every_reader_asks_the_guard(strange: Path, tmp_path: Path) -> None:
    assert refused(lambda: read_archive(strange)).code == "not-a-file"
    assert refused(lambda: list(read_tables(strange))).code == "not-a-file"
    assert refused(lambda: read_backup(strange)).code == "not-a-backup"
    store = MemoryStore()
    town(store)
    folder = tmp_path / "backup"
    write_backup(folder, store.contents(), store.describe(), datetime.now(UTC))
    for name in ("manifest.json", "store.jsonl", "areas/coventry.jsonl"):
        kept = (folder / name).rename(tmp_path / "kept")
        (folder / name).symlink_to(strange)
        error = refused(lambda: read_backup(folder))
        assert error.code == ("not-a-backup" if name == "manifest.json" else "damaged-backup")
        (folder / name).unlink()
        kept.rename(folder / name)
    assert read_backup(folder).contents == store.contents()


def test_each_command_that_reads_a_file_ends_in_one_sentence(
    strange: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("GOLDENTHREAD_STORE", f"ladybug://{tmp_path / 'store'}")
    assert run(["examples", "york"]) == 0
    capsys.readouterr()
    for arguments in (
        ("import", str(strange)),
        ("load", str(strange), "--area", "york"),
        ("what-if", "york", str(strange)),
        ("verify", "--backup", str(strange)),
        ("restore", str(strange)),
        ("areas", "--store", f"ladybug://{strange}"),
    ):
        assert run(arguments) in (2, 3)
        printed = capsys.readouterr()
        assert (printed.out, printed.err.count("\n")) == ("", 1)
        assert "exception" not in printed.err


@pytest.mark.parametrize("command", ["import", "what-if"])
def test_a_file_beyond_its_size_is_not_read(
    command: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("GOLDENTHREAD_STORE", f"ladybug://{tmp_path / 'store'}")
    assert run(["examples", "york"]) == 0
    capsys.readouterr()
    # A hole of that size takes no room on the disk.
    large = tmp_path / "large.jsonl"
    large.touch()
    os.truncate(large, MOST_BYTES + 1)
    assert run([*{"import": ["import"], "what-if": ["what-if", "york"]}[command], str(large)]) == 2
    assert "MB are read" in capsys.readouterr().err
