"""Backup, restore and verify as a user runs them.

Tests: api/commands/options.py, api/wiring.py.
"""

import json
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from api.cli import run
from graph.facts.changes import Changed
from graph.store import SCHEMA_VERSION
from graph.stores.ladybug import LadybugStore
from graph.stores.memory import MemoryStore
from loaders.backup import write_backup
from tests.conftest import Servers
from tests.graph.stores.neo4j_server import PASSWORD
from tests.graph.stores.small import BOARD, batch, town
from tests.graph.stores.test_migrations import check_brought_up, older_database
from tests.loaders.test_backup import NOW


@pytest.fixture
def store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Path:
    path = tmp_path / "store.lbug"
    monkeypatch.setenv("GOLDENTHREAD_STORE", f"ladybug://{path}")
    assert run(["examples", "coventry", "york"]) == 0
    capsys.readouterr()
    return path


def said(capsys: pytest.CaptureFixture[str]) -> str:
    captured = capsys.readouterr()
    assert captured.err == ""
    return captured.out


def refused(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 2) -> str:
    assert run(arguments) == code
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    return captured.err.strip()


def elsewhere(tmp_path: Path) -> str:
    return f"ladybug://{tmp_path / 'other.lbug'}"


def test_there_and_back(store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "backups" / "monday"
    assert run(["backup", str(folder)]) == 0
    counts = "2 areas, 2 sources, 52 things, 45 links, 101 changes"
    assert said(capsys) == f"{folder}: {counts}, in 4 files, read back and whole.\n"
    manifest = json.loads((folder / "manifest.json").read_text())
    assert manifest["store"]["address"] == str(store)
    assert manifest["schema_version"] == SCHEMA_VERSION
    assert run(["verify", "--backup", str(folder)]) == 0
    checked = said(capsys)
    assert checked.startswith(f"{folder}: made 20")
    assert "4 files, each as the backup wrote it." in checked
    assert run(["restore", str(folder), "--store", elsewhere(tmp_path)]) == 0
    assert f"other.lbug: {counts}, as of 20" in said(capsys)
    with (
        closing(LadybugStore(store)) as one,
        closing(LadybugStore(tmp_path / "other.lbug")) as other,
    ):
        assert one.contents() == other.contents()


def test_verify_says_what_it_checked(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["verify"]) == 0
    lines = said(capsys).splitlines()
    assert lines[0].startswith(f"{store}: LadybugDB ")
    assert lines[0].endswith(f"schema {SCHEMA_VERSION}.")
    assert lines[1] == "2 areas, 2 sources, 52 things, 45 links, 101 changes."
    assert lines[2].startswith("Checked: every fact has what it needs")
    assert lines[3] == "No fault was found."


def test_faults_are_told_and_a_faulty_store_is_backed_up_all_the_same(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    memory = MemoryStore()
    town(memory)
    contents = memory.contents()
    facts = dict(contents.facts)
    facts[BOARD.id] = (BOARD, 3)
    folder = tmp_path / "faulty"
    write_backup(folder, replace(contents, facts=facts), memory.describe(), NOW)
    fault = f"  {BOARD.id} has version 3, and its history counts 1."
    assert run(["verify", "--backup", str(folder)]) == 1
    assert fault in said(capsys).splitlines()
    assert run(["restore", str(folder), "--store", elsewhere(tmp_path)]) == 1
    assert fault in said(capsys).splitlines()
    assert run(["verify", "--store", elsewhere(tmp_path)]) == 1
    assert fault in said(capsys).splitlines()
    assert run(["backup", str(tmp_path / "again"), "--store", elsewhere(tmp_path)]) == 1
    assert fault in said(capsys).splitlines()
    assert (tmp_path / "again" / "manifest.json").exists()


def test_what_no_store_would_take_is_told_without_restoring(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    memory = MemoryStore()
    town(memory)
    contents = memory.contents()
    facts = {i: kept for i, kept in contents.facts.items() if i != BOARD.id}
    folder = tmp_path / "torn"
    write_backup(folder, replace(contents, facts=facts), memory.describe(), NOW)
    assert run(["verify", "--backup", str(folder)]) == 1
    assert f'"{BOARD.id}" is not recorded' in said(capsys)
    said_why = refused(capsys, "restore", str(folder), "--store", elsewhere(tmp_path))
    assert f'"{BOARD.id}" is not recorded' in said_why
    assert run(["areas", "--store", elsewhere(tmp_path)]) == 0
    assert "No areas yet" in said(capsys)


@pytest.mark.usefixtures("store")
def test_a_damaged_backup_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "backup"
    assert run(["backup", str(folder)]) == 0
    capsys.readouterr()
    file = folder / "areas" / "york.jsonl"
    file.write_text(file.read_text().replace("City of York", "Town of York"))
    sentence = f"{file}: it was changed since the backup was made; restore from another backup."
    assert refused(capsys, "restore", str(folder), "--store", elsewhere(tmp_path)) == sentence
    assert not (tmp_path / "other.lbug").exists()
    assert run(["verify", "--backup", str(folder)]) == 1
    assert sentence in said(capsys)


def test_what_would_lose_something_is_refused(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "backup"
    assert run(["backup", str(folder)]) == 0
    capsys.readouterr()
    assert "is not empty" in refused(capsys, "backup", str(folder))
    there = refused(capsys, "restore", str(folder))
    assert "already has coventry, york, so nothing was restored" in there
    assert "no such folder" in refused(capsys, "restore", str(tmp_path / "nowhere"))
    assert "it is no backup" in refused(capsys, "restore", str(tmp_path))
    assert "it is no backup" in refused(capsys, "verify", "--backup", str(tmp_path))
    LadybugStore(tmp_path / "other.lbug").close()
    nothing = refused(capsys, "backup", str(tmp_path / "b"), "--store", elsewhere(tmp_path))
    assert "has no areas" in nothing
    assert not (tmp_path / "b").exists()
    assert refused(capsys, "restore", str(folder), "--store", "ladybug:///proc/x/y", code=3)


def test_what_was_changed_after_the_backup_is_not_in_it(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "backup"
    assert run(["backup", str(folder)]) == 0
    with closing(LadybugStore(store)) as opened:
        node = next(iter(opened.read("york").nodes.values()))
        opened.apply(batch("late", Changed(replace(node, note="late")), area="york"))
    assert run(["restore", str(folder), "--store", elsewhere(tmp_path)]) == 0
    capsys.readouterr()
    with closing(LadybugStore(tmp_path / "other.lbug")) as restored:
        assert restored.read("york").nodes[node.id] == node
        assert restored.revision("york") == 1


def test_an_older_database_is_backed_up_to_the_users_folder_before_it_is_brought_up(
    neo4j_servers: Servers,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    server = neo4j_servers.get()
    older_database(server)
    url = server.url
    monkeypatch.setenv("GOLDENTHREAD_STORE_PASSWORD", PASSWORD)
    monkeypatch.setattr("api.wiring.user_data_path", lambda *_, **__: tmp_path)
    assert run(["verify", "--store", url]) == 0
    assert f"schema {SCHEMA_VERSION}.\n" in said(capsys)
    (folder,) = (tmp_path / "backups").iterdir()
    assert f"is brought up to {SCHEMA_VERSION}; a backup of it is in {folder}." in caplog.text
    assert json.loads((folder / "manifest.json").read_text())["schema_version"] == 1
    assert run(["restore", str(folder), "--store", elsewhere(tmp_path)]) == 0
    with closing(LadybugStore(tmp_path / "other.lbug")) as restored:
        check_brought_up(restored)
    # And from the embedded store to the server.
    server.wipe()
    assert run(["backup", str(tmp_path / "new"), "--store", elsewhere(tmp_path)]) == 0
    assert run(["restore", str(tmp_path / "new"), "--store", url]) == 0
    assert run(["verify", "--store", url]) == 0
    capsys.readouterr()
    assert len(list((tmp_path / "backups").iterdir())) == 1


READING = [
    ["verify"],
    ["backup", "FOLDER"],
    ["areas"],
    ["check", "york"],
    ["map", "york", "-o", "FOLDER.svg"],
    ["path", "york", "a", "hwb"],
    ["report", "york", "-o", "FOLDER.html"],
    ["export", "york", "-o", "FOLDER.jsonl"],
    ["compare", "york", "--from", "2024-01-01", "--to", "2025-01-01"],
    ["measures", "york"],
    ["engagement", "york"],
    ["suggest", "york", "body-has-chair"],
    ["what-if", "york", "--add", "a reports_to b"],
    ["scenarios", "york"],
    ["drop", "york", "a"],
]


@pytest.mark.parametrize("arguments", READING, ids=" ".join)
def test_a_mistyped_address_is_told_and_nothing_is_made_there(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [part.replace("FOLDER", str(tmp_path / "out")) for part in arguments]
    wrong = f"ladybug://{tmp_path / 'folder' / 'stroe.lbug'}"
    said = refused(capsys, *given, "--store", wrong)
    assert said.startswith(f"There is no store at {wrong}: correct the address")
    assert list(tmp_path.iterdir()) == []
