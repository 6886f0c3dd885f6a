"""Folders of a process: gone with it, and swept where it was ended before it could."""

import subprocess
import sys
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.service.scratch_folders import ScratchFolder, scratch_folder, sweep_scratch_folders
from graph.stores.memory import MemoryStore

SENT = "what somebody sent"
CHILD = f"""
import sys
from api.pages.uploads import Uploads
uploads = Uploads()
print(uploads.keep("york", "Bodies.csv", b"{SENT}", replace=False).path, flush=True)
sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of temporary files of the test's own."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return tmp_path


def test_a_folder_goes_when_its_block_ends(folder: Path) -> None:
    with scratch_folder() as made:
        (made / "a").write_text(SENT, encoding="utf-8")
        assert made.parent == folder
    assert list(folder.iterdir()) == []


def test_a_folder_goes_when_nobody_has_it_any_more(folder: Path) -> None:
    made = ScratchFolder()
    assert made.path.is_dir()
    del made
    assert list(folder.iterdir()) == []


def test_what_a_killed_process_was_sent_is_swept_when_the_next_one_serves(folder: Path) -> None:
    with _uploading() as dead, _uploading() as alive:
        paths = [Path(p.stdout.readline().strip()) for p in (dead, alive) if p.stdout]
        assert [path.read_text(encoding="utf-8") for path in paths] == [SENT, SENT]
        dead.kill()
        dead.wait()
        assert paths[0].exists()
        with TestClient(create_app(MemoryStore())):
            assert [path.exists() for path in paths] == [False, True]
        alive.communicate("")
    assert list(folder.iterdir()) == []


def _uploading() -> "subprocess.Popen[str]":
    """Start a process that keeps what somebody sent, says where, and waits."""
    return subprocess.Popen(
        [sys.executable, "-c", CHILD], text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )


@pytest.mark.skipif(sys.platform == "win32", reason="needs symbolic links")
def test_only_what_is_ours_is_swept(folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "a").touch()
    (folder / "goldenthread-1").symlink_to(elsewhere)
    (folder / "goldenthread-1.in-use").touch()
    (folder / "goldenthread-2.in-use").symlink_to(elsewhere / "a")
    (folder / "goldenthread-2").mkdir()
    (folder / "goldenthread-3").mkdir()
    sweep_scratch_folders()
    # What a link leads to stays, and so does what says nothing of whose it is.
    assert (elsewhere / "a").exists()
    assert (folder / "goldenthread-2").exists()
    assert (folder / "goldenthread-3").exists()
