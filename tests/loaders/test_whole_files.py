"""A file is written whole, or what was there stays and nothing is left beside it."""

from pathlib import Path

import pytest

from loaders.whole_files import cannot_write, whole_file


def test_the_file_takes_its_place_once_all_is_written(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    path.write_text("before", encoding="utf-8")
    with whole_file(path) as part:
        part.write_text("after", encoding="utf-8")
        assert path.read_text(encoding="utf-8") == "before"
    assert path.read_text(encoding="utf-8") == "after"
    assert list(tmp_path.iterdir()) == [path]


def test_after_an_error_what_was_there_stays(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    path.write_text("before", encoding="utf-8")
    with pytest.raises(UnicodeEncodeError), whole_file(path) as part:
        part.write_text("half \ud800", encoding="utf-8")
    assert path.read_text(encoding="utf-8") == "before"
    assert list(tmp_path.iterdir()) == [path]


def test_two_that_write_one_file_do_not_share_a_place(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    with whole_file(path) as first, whole_file(path) as second:
        assert first != second
        first.write_text("first", encoding="utf-8")
        second.write_text("second", encoding="utf-8")
    assert path.read_text(encoding="utf-8") == "first"


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (PermissionError(13, "Permission denied"), "Permission denied"),
        (OSError("odd"), "the disk or the folder refuses it"),
    ],
)
def test_the_sentence_says_why(error: OSError, why: str) -> None:
    said = str(cannot_write(Path("out.txt"), error))
    assert said == f"out.txt cannot be written ({why}): choose another place."
