"""The tuple of formats: each is known by what is in it, and what is added to it is taken up.

Tests: loaders/formats/__init__.py, loaders/formats/file_format.py, loaders/formats/own_archive.py
Tests: loaders/formats/own_csv.py, loaders/formats/own_workbook.py, loaders/load_files.py
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from graph.facts.model import Node, Reference
from loaders import formats
from loaders.archive import read_archive
from loaders.examples import example
from loaders.formats import FORMATS, READERS, WRITERS, FileFormat, FormatReader, name_of_format
from loaders.load_files import load_files
from loaders.problems import PROBLEM_KINDS, FileError
from loaders.tables import RawTable
from loaders.tables.recognition import RIGHT, FileStart, look_at
from loaders.tables.table import RawRow

TODAY = date(2026, 11, 24)
ROOT = Path(__file__).parents[3]
README = ROOT / "api" / "README.md"
WRITTEN = [known for known in FORMATS if known.writer]


@pytest.mark.parametrize("known", WRITTEN, ids=lambda known: str(known.name))
def test_what_a_format_writes_is_known_whatever_its_name(known: FileFormat, tmp_path: Path) -> None:
    assert known.writer is not None
    york = example("york")
    path = tmp_path / f"york{known.writer.suffix}"
    known.writer.write(york.snapshot, york.history, path)
    start = look_at(path.rename(tmp_path / "a.bin"))
    assert [each.name for each in FORMATS if each.recognises(start)] == [known.name]


@pytest.mark.parametrize("known", WRITTEN, ids=lambda known: str(known.name))
def test_what_a_format_writes_reads_back(known: FileFormat, tmp_path: Path) -> None:
    assert known.writer is not None
    york = example("york")
    path = tmp_path / f"york{known.writer.suffix}"
    known.writer.write(york.snapshot, york.history, path)
    if known.writer.keeps_history:
        assert read_archive(path) == york
    else:
        assert name_of_format(path) == known.name
        assert load_files([path], "york", york.snapshot, today=TODAY).changes == ()


@pytest.mark.parametrize("name", ["york.jsonl", "york.csv"])
def test_an_archive_holds_no_tables_to_load(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    york = example("york")
    WRITERS["jsonl"].write(york.snapshot, (), path)
    with pytest.raises(FileError, match="this is no spreadsheet, whatever its name says"):
        load_files([path], "york", None, today=TODAY)


def test_names_and_ends_are_one_formats_own() -> None:
    names = [each.name for each in FORMATS]
    suffixes = [writer.suffix for writer in WRITERS.values()]
    ends = [end for reader in READERS.values() for _, ends in reader.files for end in ends]
    for unique in (names, suffixes, ends):
        assert len(set(unique)) == len(unique)


@pytest.mark.parametrize(
    ("command", "names"), [("load", tuple(READERS)), ("export", tuple(WRITERS))]
)
def test_the_readme_of_the_commands_names_them(command: str, names: tuple[str, ...]) -> None:
    lines = README.read_text(encoding="utf-8").splitlines()
    (line,) = [line for line in lines if line.startswith(f"| `{command} ")]
    choices = "\\|".join(names)
    assert f"[--format {choices}]" in line


def _recognises_list(start: FileStart) -> bool:
    return start.head.startswith(b"name:")


def _read_list(path: Path) -> Iterator[RawTable]:
    lines = path.read_text(encoding="utf-8").splitlines()
    rows: list[RawRow] = [
        (number, [*line.split("|")]) for number, line in enumerate(lines, start=1)
    ]
    parts = {number: f"line {number}" for number, _ in rows}
    yield RawTable(path.name, "Bodies", iter(rows), parts=parts)


def test_a_format_that_is_added_is_recognised_and_read_and_says_its_own_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = FormatReader(words="a list", files=(("LIST", (".list",)),), read=_read_list)
    added = FileFormat(name="list", recognises=_recognises_list, reader=reader)
    monkeypatch.setattr(formats, "FORMATS", (added, *FORMATS))
    monkeypatch.setitem(formats.READERS, "list", reader)
    path = tmp_path / "bodies.csv"
    path.write_text("name:|since\nEarly Help Board|2024\nYouth Forum|x\n", encoding="utf-8")
    assert name_of_format(path) == "list"
    loaded = load_files([path], "testham", None, today=TODAY)
    (node,) = [fact for fact in loaded.added if isinstance(fact, Node)]
    assert (node.name, node.sources) == ("Early Help Board", (Reference("bodies.csv", "line 2"),))
    (problem,) = loaded.report.problems
    assert problem.sentence.startswith('bodies.csv, line 3, "Since": "x" is no date;')


def test_what_can_be_loaded_is_named_wherever_people_are_told_to_choose() -> None:
    """These texts stand below the formats, so they are held to them here."""
    kinds = {kind.code: kind for kind in PROBLEM_KINDS}
    told = {
        "loaders/tables/recognition.py": RIGHT,
        "loaders/problems.py": kinds["not-a-spreadsheet"].remedy,
        "loaders/README.md": (ROOT / "loaders" / "README.md").read_text(encoding="utf-8"),
    }
    files = [name for known in FORMATS if known.reader for name, _ in known.reader.files]
    missing = {place: [n for n in files if n not in words] for place, words in told.items()}
    assert {place: names for place, names in missing.items() if names} == {}, "name them there"
