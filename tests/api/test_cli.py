"""The command line as a user runs it: what it prints, its exit codes, one sentence per error.

Tests: api/commands/area_views.py, api/commands/asking.py, api/commands/checking.py,
api/commands/drawing.py, api/commands/serving.py, api/errors.py, api/reports/findings.py,
api/service/load_archive.py.
"""

import csv
import io
import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from api.cli import COMMANDS, run
from api.commands.serving import check_port
from api.errors import UsageError
from graph.rules import run as engine
from graph.rules.finding import Outcome
from graph.rules.run import RULES
from graph.stores.ladybug import LadybugStore
from graph.view import View
from loaders.examples import example
from tests.towns import DAY


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "store.lbug"
    monkeypatch.setenv("GOLDENTHREAD_STORE", f"ladybug://{path}")
    return path


@pytest.fixture
def filled(store: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    assert run(["examples", "coventry", "westminster", "york"]) == 0
    capsys.readouterr()
    return store


def said(capsys: pytest.CaptureFixture[str]) -> str:
    captured = capsys.readouterr()
    assert captured.err == ""
    return captured.out


def refused(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 2) -> str:
    assert run(arguments) == code
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert "Traceback" not in captured.err
    return captured.err.strip()


def counts(slug: str) -> dict[Outcome, int]:
    """Count the answers for a bundled area; tests/graph/rules/right_answers.md says which."""
    return engine.totals(engine.run(View(example(slug).snapshot, DAY)))


@pytest.mark.usefixtures("store")
def test_examples_come_in_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert "goldenthread examples" in refused(capsys, "areas")
    assert run(["examples"]) == 0
    assert said(capsys).count("(revision 1)") == 9
    assert run(["examples", "york"]) == 0
    assert said(capsys) == "york: nothing changed (revision 1).\n"
    assert run(["areas"]) == 0
    assert "coventry             Coventry                37 things, 39 links" in said(capsys)


@pytest.mark.usefixtures("filled")
class TestCheck:
    def test_the_readers_order(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["check", "coventry"]) == 0
        text = said(capsys)
        assert text.startswith("Coventry as of 31 March 2024 (the day its record describes)\n")
        counted = counts("coventry")
        order = [
            f"Not recorded: ask ({counted[Outcome.SILENT]})",
            f"Met ({counted[Outcome.MET]})",
            f"Waits until something is recorded ({counted[Outcome.NOT_APPLICABLE] - 1})",
            "Does not apply (1)",
        ]
        places = [text.index(heading) for heading in order]
        assert places == sorted(places)
        assert "[1] Family hub governance case studies" in text

    def test_json_has_the_keys_of_the_interface(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["check", "westminster", "--format", "json"]) == 0
        answer = json.loads(said(capsys))
        keys = ["area", "asOf", "complete", "revision", "cautions", "totals", "findings"]
        assert list(answer) == [*keys, "waiting", "toAsk", "remarks"]
        assert answer["toAsk"][0]["rule"] == "main-board-core-sectors"
        assert len(answer["toAsk"]) == answer["totals"]["silent"]
        reasons = [f["notApplicableBecause"] for f in answer["findings"]]
        assert reasons.count("waits") == answer["waiting"] > 0
        assert reasons.count("excluded") == 1
        told = [f["because"] for f in answer["findings"]]
        assert [bool(words) for words in told] == [bool(reason) for reason in reasons]
        assert "which decides" in answer["remarks"][0]["sentence"]
        assert (answer["area"], answer["asOf"], answer["revision"]) == (
            "westminster",
            "2024-03-31",
            1,
        )
        assert sum(answer["totals"].values()) == len(answer["findings"]) == len(RULES)
        wanted = {"rule", "outcome", "severity", "title", "sentence", "citation", "subjects"}
        for finding in answer["findings"]:
            assert wanted | {"facts", "remedy", "wouldChange"} <= set(finding)
            assert set(finding["citation"]) == {"source", "section", "url", "place"}

    def test_csv_has_a_row_a_subject(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["check", "coventry", "--format", "csv", "--rule", "body-has-chair"]) == 0
        rows = list(csv.DictReader(io.StringIO(said(capsys))))
        assert len(rows) == 15
        assert {row["subject_outcome"] for row in rows} == {"silent"}

    @pytest.mark.parametrize(
        ("arguments", "code"),
        [
            (["--fail-on", "gap", "--complete"], 1),
            (["--fail-on", "gap"], 0),
            (["--fail-on", "gap", "--rule", "body-has-chair"], 0),
            (["--fail-on", "silent", "--rule", "body-has-chair"], 1),
            (["--fail-on", "gap", "--rule", "body-has-chair", "--complete"], 1),
        ],
    )
    def test_fail_on(
        self, arguments: list[str], code: int, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run(["check", "coventry", *arguments]) == code
        said(capsys)

    def test_another_day(self, capsys: pytest.CaptureFixture[str]) -> None:
        rule = ["--rule", "single-accountable-leader"]
        assert run(["check", "york", "--as-of", "2026-04-01", *rule]) == 0
        assert "Cannot tell if it applies (1)" in said(capsys)


@pytest.mark.usefixtures("filled")
class TestPath:
    def test_a_line(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["path", "westminster", "panel1", "Early Help Partnership Board"]) == 0
        text = said(capsys)
        names = "Family hub support panel 1 of 3 → Integrated leadership team, locality 1"
        assert f"{names} → Early Help Partnership Board." in text
        assert "source: Family hub governance case studies" in text

    def test_the_nearest_point(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["path", "coventry", "coventry/ehdg", "health and wellbeing board"]) == 1
        text = said(capsys)
        assert "reaches Coventry Safeguarding Children's Partnership" in text
        assert "A reporting line from Coventry Safeguarding Children's Partnership" in text

    def test_via(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["path", "coventry", "fm1", "forum1", "--via", "held_at, voice_for"]) == 0
        assert "no line of accountability throughout" in said(capsys)


@pytest.mark.usefixtures("filled")
class TestBadInput:
    @pytest.mark.parametrize(
        ("arguments", "sentence"),
        [
            (["check", "coventri"], 'There is no area "coventri". Did you mean coventry?'),
            (["check", "york", "--rule", "body-has-chiar"], "Did you mean body-has-chair?"),
            (["check", "york", "--as-of", "31/03/2024"], "write it as 2024-03-31"),
            (["check"], "Missing argument 'SLUG'. See \"goldenthread check --help\"."),
            (["chek", "york"], "No such command 'chek'"),
            (["path", "coventry", "sehb", "cscp"], "(coventry/sehp)"),
            (["path", "coventry", "sehp", "cscp", "--via", "report_to"], "reports_to"),
            (["rules", "body-has-chiar"], "Did you mean body-has-chair?"),
            (["examples", "yrok"], "Did you mean york?"),
            (["export", "york", "-o", "/nowhere/york.jsonl"], "no such file or directory"),
            (["import", "/nowhere/york.jsonl"], "there is no such file"),
            (["map", "york", "-o", "york.pdf"], "ends in none of .html, .svg and .png"),
            (["report", "york", "-o", "york.pdf"], "ends in neither .docx nor .html"),
            (["serve", "--host", "0.0.0.0"], "needs https there"),
            (["serve", "--port", "0"], "from 1 to 65535"),
            (["areas", "--store", "postgres://x"], "write ladybug:///path/to/store"),
        ],
    )
    def test_is_one_sentence(
        self, arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert sentence in refused(capsys, *arguments)

    def test_folders_and_foreign_files(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert "this is a folder" in refused(capsys, "import", str(tmp_path))
        foreign = tmp_path / "boards.csv"
        foreign.write_text("Name,Kind\n", encoding="utf-8")
        assert "not a Golden Thread archive" in refused(capsys, "import", str(foreign))
        assert "is a folder" in refused(capsys, "export", "york", "-o", str(tmp_path))

    def test_a_bad_archive_writes_nothing(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        file = tmp_path / "york.jsonl"
        assert run(["export", "york", "-o", str(file)]) == 0
        said(capsys)
        lines = file.read_text(encoding="utf-8").splitlines()
        file.write_text("\n".join([*lines[:9], lines[9][:40]]), encoding="utf-8")
        assert "line 10: the line stops short" in refused(capsys, "import", str(file))
        newer = lines[0].replace('"version": 1', '"version": 2')
        file.write_text(newer, encoding="utf-8")
        assert "update Golden Thread" in refused(capsys, "import", str(file))
        bad_link = '{"link": {"from": "la", "kind": "chairs", "to": "fhtf"}}'
        file.write_text("\n".join([*lines[:18], bad_link]), encoding="utf-8")
        assert "allowed is organisation or person or post to body" in refused(
            capsys, "import", str(file)
        )
        assert run(["areas"]) == 0
        assert "15 things, 6 links, revision 1" in said(capsys)

    def test_a_file_of_another_area(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        file = tmp_path / "york.jsonl"
        assert run(["export", "york", "-o", str(file)]) == 0
        said(capsys)
        sentence = refused(capsys, "import", str(file), "--area", "coventry")
        assert 'of the area "york", not "coventry"' in sentence

    def test_a_store_that_another_process_holds(
        self, filled: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        holder = (
            "import sys, pathlib; from graph.stores.ladybug import LadybugStore; "
            f"s = LadybugStore(pathlib.Path({str(filled)!r})); "
            "print('open', flush=True); sys.stdin.read()"
        )
        with subprocess.Popen(
            [sys.executable, "-c", holder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "open\n"
            sentence = refused(capsys, "areas", code=3)
            process.communicate("")
        assert str(process.pid) in sentence

    def test_a_store_that_cannot_be(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (tmp_path / "file").write_text("x", encoding="utf-8")
        below = f"ladybug://{tmp_path}/file/store.lbug"
        assert "cannot be opened" in refused(capsys, "examples", "--store", below, code=3)


def test_asking_of_an_empty_store_says_what_to_do(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    LadybugStore(store).close()
    assert 'run "goldenthread examples" first' in refused(capsys, "check", "york")


def test_a_taken_port_is_named_with_the_next_free_one() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(UsageError, match=f"The port {port} is taken; .* is free: use --port"):
            check_port("127.0.0.1", port)


@pytest.mark.usefixtures("filled")
def test_what_is_exported_comes_back_with_its_history(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, again, other = tmp_path / "a.jsonl", tmp_path / "b.jsonl", tmp_path / "other.lbug"
    assert run(["export", "coventry", "-o", str(file)]) == 0
    assert run(["import", str(file), "--store", f"ladybug://{other}"]) == 0
    assert run(["export", "coventry", "-o", str(again), "--store", f"ladybug://{other}"]) == 0
    assert file.read_text(encoding="utf-8") == again.read_text(encoding="utf-8")
    capsys.readouterr()
    assert run(["check", "coventry", "--format", "json"]) == 0
    here = said(capsys)
    assert run(["check", "coventry", "--format", "json", "--store", f"ladybug://{other}"]) == 0
    assert said(capsys) == here


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("suffix", ["html", "svg"])
def test_a_map_is_one_file_without_a_foreign_address(
    tmp_path: Path, suffix: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / f"map.{suffix}"
    assert run(["map", "coventry", "-o", str(file)]) == 0
    assert "the map of Coventry" in said(capsys)
    text = file.read_text(encoding="utf-8")
    assert "Strategic Early Help" in text
    assert "Partnership" in text
    assert 'src="http' not in text
    assert 'href="http' not in text


@pytest.mark.usefixtures("filled")
def test_a_file_never_takes_the_place_of_a_pipe(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pipe = tmp_path / "pipe.jsonl"
    os.mkfifo(pipe)
    assert "is no file" in refused(capsys, "export", "york", "-o", str(pipe))
    assert pipe.is_fifo()


def printed_to(output: int | None, *arguments: str) -> tuple[int, str]:
    """Run a command in a process of its own with its output there; return its code and errors."""
    command = [sys.executable, "-c", "from api.cli import main; main()", *arguments]
    done = subprocess.run(command, stdout=output, stderr=subprocess.PIPE, text=True, check=False)
    return done.returncode, done.stderr


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="there is no full device here")
def test_what_cannot_be_printed_is_one_sentence() -> None:
    with Path("/dev/full").open("wb") as full:
        code, errors = printed_to(full.fileno(), "rules")
    assert code == 2
    assert errors == (
        "What is printed cannot be read or written (No space left on device): "
        "choose another place.\n"
    )


def test_a_reader_that_has_gone_is_not_an_answer_of_no() -> None:
    there, here = os.pipe()
    os.close(there)
    assert printed_to(here, "rules") == (2, "")
    os.close(here)


def test_a_question_of_the_parser_ends_as_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert "'--format'? See" in refused(capsys, "check", "york", "--formats", "csv")


def test_every_command_has_a_help_text(capsys: pytest.CaptureFixture[str]) -> None:
    for command in COMMANDS:
        assert command.name
        assert run([command.name, "--help"]) == 0
        assert "Usage: goldenthread" in said(capsys)
        assert command.help
    assert run(["--version"]) == 0
    assert said(capsys).startswith("goldenthread ")
