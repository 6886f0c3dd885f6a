"""Commands on an embedded store that a service has open: they work through it, and show at once.

Tests: api/wiring.py, api/commands/serving.py.
"""

import json
import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from api.cli import run
from api.remote.token_file import new_service, read_token, token_path, write_token
from api.service.cards_file import CardsFile
from api.service.demo import keep_areas
from api.service.load_archive import import_example
from api.wiring import own_store
from graph.stores.journal_scan import journal_path
from graph.stores.ladybug import LadybugStore
from graph.stores.memory import MemoryStore
from loaders.backup import write_backup
from loaders.backup_reading import read_backup
from loaders.examples import INVENTED
from tests.api.commands.test_loading import GOOD, folder
from tests.api.commands.test_server import free_port
from tests.graph.stores.small import WHEN, town

SERVE = [sys.executable, "-c", "from api.cli import main; main()", "serve"]


@dataclass
class Served:
    """A service in a process of its own, on a store that this process does not have open."""

    store: Path
    address: str
    process: subprocess.Popen[str]

    def page(self, path: str) -> str:
        with urllib.request.urlopen(f"{self.address}{path}", timeout=20) as page:
            return str(page.read().decode())

    def press(self, path: str) -> str:
        headers = {"Origin": self.address, "Sec-Fetch-Site": "same-origin"}
        request = urllib.request.Request(f"{self.address}{path}", b"", headers)
        with urllib.request.urlopen(request, timeout=60) as page:
            return str(page.read().decode())

    def stop(self, word: signal.Signals = signal.SIGINT) -> tuple[int, str, str]:
        """Stop it, and return its exit code and what it printed since it said where it is."""
        self.process.send_signal(word)
        out, errors = self.process.communicate(timeout=60)
        return self.process.returncode, out, errors


@contextmanager
def served(store: Path) -> Iterator[Served]:
    port = free_port()
    with subprocess.Popen(
        [*SERVE, "--port", str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "GOLDENTHREAD_STORE": f"ladybug://{store}", "PYTHONUNBUFFERED": "1"},
    ) as process:
        assert process.stdout is not None
        assert f"http://127.0.0.1:{port}/" in process.stdout.readline()
        assert "without a login" in process.stdout.readline()
        try:
            yield Served(store, f"http://127.0.0.1:{port}", process)
        finally:
            process.kill()


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    store = tmp_path_factory.mktemp("served") / "store.lbug"
    assert run(["examples", "york", "--store", f"ladybug://{store}"]) == 0
    with served(store) as running:
        yield running


@pytest.fixture
def own(service: Served, monkeypatch: pytest.MonkeyPatch) -> Served:
    monkeypatch.setenv("GOLDENTHREAD_STORE", f"ladybug://{service.store}")
    return service


def test_a_command_reads_what_is_served(own: Served, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["areas"]) == 0
    assert run(["check", "york", "--format", "json"]) == 0
    captured = capsys.readouterr()
    assert captured.out.startswith("york ")
    assert captured.err == ""


def test_what_is_loaded_is_on_the_pages_and_in_the_journal_at_once(
    own: Served, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = folder(tmp_path / "in", **GOOD)
    assert "Testham" not in own.page("/")
    assert run(["load", str(files), "--area", "testham"]) == 0
    assert "6 facts added" in capsys.readouterr().out
    assert "Testham" in own.page("/")
    assert "Early Help Board" in own.page("/areas/testham")
    assert "Early Help Board" in journal_path(own.store).read_text().splitlines()[-1]
    again = folder(tmp_path / "again", **GOOD)
    (again / "Bodies.csv").write_text("Id,Name,Kind of body\nehb,Early Aid Board,main board\n")
    (again / "Links.csv").unlink()
    assert run(["load", str(again), "--area", "testham"]) == 0
    assert "Early Aid Board" in own.page("/areas/testham")


def test_what_is_refused_is_refused_in_the_same_words(
    own: Served, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", "yorc"]) == 2
    assert 'There is no area "yorc". Did you mean york?' in capsys.readouterr().err


def test_an_area_goes_out_and_a_backup_is_made(
    own: Served, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["export", "york", "-o", str(tmp_path / "york.jsonl")]) == 0
    assert run(["backup", str(tmp_path / "monday")]) == 0
    assert run(["verify"]) == 0
    out = capsys.readouterr().out
    assert f"{own.store}: LadybugDB" in out
    assert "No fault was found." in out
    assert "york" in read_backup(tmp_path / "monday").contents.slugs()
    # Into a store that holds something nothing is restored, served or not.
    assert run(["restore", str(tmp_path / "monday")]) == 2
    assert "name an empty store with --store" in capsys.readouterr().err


def test_scenarios_are_tried_kept_and_accepted(
    own: Served, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--new", "A board of ours", "body", "--keep", "Ours"]
    assert run(["what-if", "york", *arguments]) == 0
    assert "Ours" in own.page("/areas/york/scenarios")
    assert run(["accept", "york", "Ours"]) == 0
    assert run(["accept", "york", "Ours"]) == 2
    assert "was accepted a moment ago" in capsys.readouterr().err
    assert "A board of ours" in own.page("/areas/york/table?show=all&asOf=2099-01-01")


def test_what_a_demo_keeps_goes_through_the_service(own: Served) -> None:
    demo = MemoryStore()
    import_example(demo, INVENTED)
    done = keep_areas(demo, own_store)
    assert done.address == str(own.store)
    assert done.kept[0] in own.page("/")
    assert len(demo.scenarios(INVENTED)) == 2
    assert demo.scenarios(INVENTED)[0].name in own.page(f"/areas/{INVENTED}/scenarios")
    assert keep_areas(demo, own_store).kept == ()


@pytest.mark.parametrize("port", ["the same", "another"])
def test_a_second_service_is_told_where_the_first_one_is(
    own: Served, port: str, capsys: pytest.CaptureFixture[str]
) -> None:
    number = own.address.rpartition(":")[2] if port == "the same" else str(free_port())
    assert run(["serve", "--port", number]) == 3
    error = capsys.readouterr().err
    assert f"is served at {own.address}/ (process {own.process.pid}). Open that" in error
    assert error.count("\n") == 1


def test_what_only_one_may_do_says_to_stop_the_service(
    own: Served, capsys: pytest.CaptureFixture[str]
) -> None:
    for arguments in (["repair"], ["repair", "--keep", "store"]):
        assert run(arguments) == 3
        assert "Stop that service first" in capsys.readouterr().err


def test_a_service_of_another_version_is_said_to_be_one(
    own: Served, capsys: pytest.CaptureFixture[str]
) -> None:
    place = token_path(own.store)
    before = place.read_text()
    place.write_text(json.dumps(json.loads(before) | {"shape": "older"}))
    try:
        assert run(["areas"]) == 3
        assert "another version of Golden Thread" in capsys.readouterr().err
    finally:
        place.write_text(before)


def test_the_token_is_in_nothing_that_is_shown_or_kept(own: Served) -> None:
    service = read_token(own.store)
    assert service is not None
    for path in ("/", "/backups", "/health", "/areas/york", "/ask/schema.graphql"):
        assert service.token not in own.page(path)
    own.press("/backups")
    for file in own.store.parent.rglob("*"):
        if file.is_file() and file not in (token_path(own.store), own.store):
            assert service.token.encode() not in file.read_bytes(), file


def test_the_button_makes_a_backup_and_says_so(own: Served) -> None:
    assert run(["examples", "salford"]) == 0
    page = own.press("/backups")
    assert "It was read back and is whole." in page
    (folder,) = re.findall(r"<dd><code>([^<]+)</code>", page)
    assert "salford" in read_backup(Path(folder)).contents.slugs()
    assert "Nothing has changed since the backup of" in own.press("/backups")
    assert run(["verify", "--backup", folder]) == 0


def test_after_a_kill_the_store_is_opened_and_at_the_end_one_more_backup_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    store = tmp_path / "store.lbug"
    monkeypatch.setenv("GOLDENTHREAD_STORE", f"ladybug://{store}")
    town_store = MemoryStore()
    town(town_store)
    write_backup(tmp_path / "town", town_store.contents(), town_store.describe(), WHEN)
    with served(store) as running:
        assert "No area is in the store yet" in running.page("/")
        assert run(["restore", str(tmp_path / "town")]) == 0
        assert "Early Help Board" in running.page("/areas/coventry")
        assert running.stop(signal.SIGKILL)[0] == -signal.SIGKILL
    assert token_path(store).exists()
    assert run(["areas"]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("coventry ")
    # Whoever has the store open knows that no service has.
    assert not token_path(store).exists()
    with served(store) as running:
        code, out, errors = running.stop(signal.SIGTERM)
    assert (code, errors) == (0, "")
    backups = store.with_name("store.lbug.backups")
    (kept,) = backups.iterdir()
    assert out == f"A backup of 1 area was made. It was read back and is whole. It is in {kept}.\n"
    assert read_backup(kept).contents.slugs() == ("coventry",)
    assert not token_path(store).exists()
    with served(store) as running:
        assert "Coventry" in running.page("/")
        assert running.stop() == (0, "", "")
    assert list(backups.iterdir()) == [kept]
    # What the list of areas showed is kept for the next start.
    cards = CardsFile(store.with_name("store.lbug.cards.json"))
    with own_store() as opened:
        assert [edition.area for edition, _ in cards.read(opened.areas())] == ["coventry"]


def test_a_process_that_has_the_number_of_a_dead_service_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """After the machine was started again, numbers of processes come anew."""
    store = tmp_path / "store.lbug"
    monkeypatch.setenv("GOLDENTHREAD_STORE", f"ladybug://{store}")
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        dead = new_service(f"http://127.0.0.1:{free_port()}/")
        for port_of in (dead.address, "http://127.0.0.1:1/"):
            write_token(store, type(dead)(port_of, other.pid, dead.token))
            assert run(["examples", "york"]) == 0
            assert not token_path(store).exists()
        other.kill()


def test_a_service_that_does_not_answer_keeps_the_store_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A store in use is never opened beside, whatever the token says."""
    store = tmp_path / "store.lbug"
    code = (
        "import sys; from pathlib import Path; from graph.stores.ladybug import LadybugStore; "
        "LadybugStore(Path(sys.argv[1])); print('open', flush=True); input()"
    )
    monkeypatch.setenv("GOLDENTHREAD_STORE", f"ladybug://{store}")
    with subprocess.Popen(
        [sys.executable, "-c", code, str(store)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"open\n"
        for address in ("", f"http://127.0.0.1:{free_port()}/"):
            if address:
                write_token(store, type(new_service(""))(address, other.pid, "token"))
            assert run(["areas"]) == 3
            assert f"is in use by process {other.pid}" in capsys.readouterr().err
        other.kill()


def test_a_store_that_this_process_serves_is_used_directly(tmp_path: Path) -> None:
    store = tmp_path / "store.lbug"
    opened = LadybugStore(store)
    write_token(store, new_service("http://127.0.0.1:1/"))
    assert run(["examples", "york", "--store", f"ladybug://{store}"]) == 0
    assert [summary.area.slug for summary in opened.areas()] == ["york"]
    assert token_path(store).exists()
    opened.close()
