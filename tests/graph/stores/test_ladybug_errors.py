"""What the embedded engine complains about, said in sentences of ours."""

import os
import re
import sys
from pathlib import Path

import pytest

from graph.errors import StoreUnreachable
from graph.stores.ladybug import LadybugStore
from graph.stores.ladybug_errors import classify


@pytest.mark.parametrize(
    ("engine_says", "said"),
    [
        (
            "Runtime exception: Corrupted page 17 at 0x3f",
            "as where its file is damaged",
        ),
        ("Buffer manager exception: Mmap for size 8589934592 failed.", "or memory is short"),
        (
            "IO exception: Cannot write. fileDescriptor: 3. Illegal seek",
            "opened or written:",
        ),
        ("IO exception: Cannot open file /x: Permission denied", "written (Permission denied):"),
    ],
)
def test_the_engines_inner_words_stay_inside(engine_says: str, said: str) -> None:
    sentence = str(classify(RuntimeError(engine_says), Path("/x")))
    assert said in sentence
    assert "exception" not in sentence
    assert not re.search("page 17|Mmap|fileDescriptor", sentence)


def test_what_may_be_damage_names_the_newest_backup(tmp_path: Path) -> None:
    store = tmp_path / "store"
    inner = RuntimeError("Runtime exception: Corrupted page 17")
    assert "no backup lies beside it" in str(classify(inner, store))
    # The last is one that is being written.
    for number, name in enumerate(("of Monday", "of Tuesday", ".of Wednesday.unfinished-1")):
        folder = tmp_path / "store.backups" / name
        folder.mkdir(parents=True)
        (folder / "manifest.json").touch()
        os.utime(folder, (number, number))
    folder = tmp_path / "store.backups" / "of Tuesday"
    assert f"the newest backup is {folder}: restore it" in str(classify(inner, store))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes")
def test_a_device_or_a_pipe_is_no_place_for_a_store(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "device").symlink_to("/dev/zero")
    for name in ("pipe", "device"):
        with pytest.raises(StoreUnreachable, match="is a device or a pipe, no file"):
            LadybugStore(tmp_path / name)
