"""What a command writes over: pictures and pages it makes anew, never what a person worked on."""

from pathlib import Path

import pytest

from api.cli import run
from api.service.load_archive import with_history
from graph.facts.changes import ChangeRecord
from graph.stores.memory import MemoryStore
from tests.graph.stores.small import add, post, town


@pytest.fixture
def store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Path:
    path = tmp_path / "store.lbug"
    monkeypatch.setenv("GOLDENTHREAD_STORE", f"ladybug://{path}")
    assert run(["examples", "york"]) == 0
    capsys.readouterr()
    return path


@pytest.mark.parametrize(
    ("command", "name"),
    [
        ("export", "york.xlsx"),
        ("export", "york.jsonl"),
        ("report", "york.docx"),
    ],
)
@pytest.mark.usefixtures("store")
def test_a_file_that_a_person_may_have_edited_is_kept(
    command: str, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / name
    arguments = [command, "york", "-o", str(file)]
    assert run(arguments) == 0
    file.write_text("edited", encoding="utf-8")
    capsys.readouterr()
    assert run(arguments) == 2
    said = f"{file} is there already: name a new one, or write over it with --force.\n"
    assert capsys.readouterr().err == said
    assert file.read_text(encoding="utf-8") == "edited"
    assert run([*arguments, "--force"]) == 0
    assert file.read_bytes() != b"edited"


@pytest.mark.usefixtures("store")
def test_a_folder_of_sheets_is_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "york"
    folder.mkdir()
    arguments = ["export", "york", "--format", "csv", "-o", str(folder)]
    assert run(arguments) == 0  # an empty folder holds nothing to lose
    sheet = folder / "Area.csv"
    sheet.write_text("edited", encoding="utf-8")
    assert run(arguments) == 2
    assert "--force" in capsys.readouterr().err
    assert sheet.read_text(encoding="utf-8") == "edited"
    assert run([*arguments, "--force"]) == 0
    assert sheet.read_text(encoding="utf-8") != "edited"


@pytest.mark.parametrize(("command", "name"), [("map", "york.svg"), ("report", "york.html")])
@pytest.mark.usefixtures("store")
def test_a_picture_and_a_page_are_made_anew(command: str, name: str, tmp_path: Path) -> None:
    file = tmp_path / name
    for _ in range(2):
        assert run([command, "york", "-o", str(file)]) == 0
        assert "York" in file.read_text(encoding="utf-8")
        file.write_text("older", encoding="utf-8")


class BusyStore(MemoryStore):
    """A store to which somebody writes between two readings, as through a service."""

    left = 2

    def history(self, slug: str, about: str | None = None) -> tuple[ChangeRecord, ...]:
        if self.left:
            self.left -= 1
            add(self, post(f"coventry/p{self.left}"))
        return super().history(slug, about)


def test_an_area_and_its_history_are_of_one_moment_whoever_writes() -> None:
    store = BusyStore()
    town(store)
    snapshot, history = with_history(store, "coventry")
    assert snapshot.revision == history[-1].revision == 3
    assert {record.fact_id for record in history} == set(snapshot.facts())
