"""Every command prints on every console: a code page of Windows that lacks our arrows ends nothing.

Tests: api/commands/output.py.
"""

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from itertools import cycle, product
from pathlib import Path

import pytest

from api.cli import COMMANDS, main
from loaders.examples import example_slugs

ENCODINGS = ("cp1252", "cp850", "ascii")
CONSOLES = tuple(product(ENCODINGS, (True, False)))
CHANGES = '{"link": {"from": "sehp", "kind": "reports_to", "to": "cscp"}}'
# What prints most: all text of the bundled records, our arrows and quotation marks, and errors.
ASKED: tuple[list[str], ...] = (
    ["--help"],
    [],
    ["nonsense"],
    ["check", "coventry"],
    ["check", "nowhere\u2192"],
    ["check", "coventry", "--rule", "\udce2"],
    ["check", "coventry", "--format", "csv"],
    ["check", "coventry", "--format", "json"],
    ["engagement", "example-town"],
    ["engagement", "example-town", "--format", "csv"],
    ["partnership", "example-town"],
    ["compare", "example-town", "--from", "2024-04-01", "--to", "2026-04-01"],
    ["measures", "coventry"],
    ["measures", "coventry", "--format", "csv"],
    ["path", "westminster", "panel1", "Early Help Partnership Board"],
    ["what-if", "coventry", "--add", "sehp reports_to cscp"],
    ["what-if", "coventry", "changes.jsonl"],
    ["what-if", "coventry", "nothing\u2192here.jsonl"],
    ["scenarios", "example-town"],
    ["suggest", "coventry", "main-board-core-sectors"],
    ["questions", "coventry"],
    ["decisions", "coventry"],
    ["decisions", "coventry", "\u2192"],
    ["quorum", "coventry"],
    ["history", "coventry"],
    ["user", "list"],
    ["grant", "Nobody\u2192", "viewer"],
    ["token", "Nobody\u2192", "--role", "viewer"],
    ["areas"],
    ["rules"],
    ["rules", "body-has-chair"],
    ["kinds"],
    ["problems"],
    ["verify"],
    ["repair"],
    ["export", "york", "-o", "out.xlsx"],
    ["load", "out.xlsx", "--area", "york", "--dry-run"],
    ["load", "changes.jsonl", "--area", "york", "--dry-run"],
    ["map", "york", "-o", "map.gif"],
    ["map", "york", "-o", "map.svg"],
    ["report", "york", "-o", "report.html"],
    ["template", "-o", "\u2192.xlsx"],
    ["backup", "kept"],
    ["restore", "kept"],
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with a store of the bundled areas and a file of changes, where commands are run."""
    path, before = tmp_path_factory.mktemp("consoles"), Path.cwd()
    (path / "changes.jsonl").write_text(CHANGES, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GOLDENTHREAD_STORE", f"ladybug://{path}/store.lbug")
        os.chdir(path)
        assert printed(patch, ["examples"], "cp1252")[0] == 0
        yield path
        os.chdir(before)


class Console(io.TextIOWrapper):
    """A stream of an encoding; as a terminal, or as a file or pipe."""

    def __init__(self, encoding: str, terminal: bool) -> None:
        self.bytes = io.BytesIO()
        self.terminal = terminal
        super().__init__(self.bytes, encoding=encoding, write_through=True)

    def isatty(self) -> bool:
        return self.terminal


def printed(
    patch: pytest.MonkeyPatch, arguments: list[str], encoding: str, terminal: bool = False
) -> tuple[int, str, str]:
    """Run a command line as its process does; return its exit code and what both streams got."""
    streams = [Console(encoding, terminal) for _ in range(2)]
    patch.setattr(sys, "stdout", streams[0])
    patch.setattr(sys, "stderr", streams[1])
    patch.setattr(sys, "argv", ["goldenthread", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    assert isinstance(ended.value.code, int)
    # click takes a terminal that calls itself ASCII for one of UTF-8 without its settings.
    shown = encoding if terminal and encoding != "ascii" else "utf-8"
    decoded = [s.bytes.getvalue().decode(shown) for s in streams]
    return ended.value.code, decoded[0], decoded[1]


@pytest.mark.usefixtures("folder")
def test_no_command_ends_in_a_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands in turn, each on the next sort of console; all on all takes two minutes."""
    for arguments, (encoding, terminal) in zip(ASKED, cycle(CONSOLES), strict=False):
        code, out, err = printed(monkeypatch, arguments, encoding, terminal)
        assert code in (0, 1, 2, 3), arguments
        assert "Traceback" not in out + err
        assert (out + err).strip(), arguments


def test_every_command_is_tried() -> None:
    # Those that serve print two lines of plain letters; the rest write what a test before reads.
    untried = {"demo", "serve", "examples", "import", "accept", "drop", "question"}
    assert {str(c.name) for c in COMMANDS} - {a[0] for a in ASKED if a} == untried


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_help_is_printed(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for command in COMMANDS:
        code, out, err = printed(monkeypatch, [str(command.name), "--help"], encoding)
        assert (code, err) == (0, "")
        assert out.startswith("Usage: goldenthread")


@pytest.mark.usefixtures("folder")
def test_a_terminal_shows_a_question_mark_and_a_file_has_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = ["path", "westminster", "panel1", "Early Help Partnership Board"]
    whole = printed(monkeypatch, asked, "cp850")[1]
    assert "Family hub support panel 1 of 3 \u2192 Integrated" in whole
    shown = printed(monkeypatch, asked, "cp850", terminal=True)[1]
    assert "Family hub support panel 1 of 3 ? Integrated" in shown


@pytest.mark.parametrize("encoding", ["cp1252", "cp850"])
def test_csv_in_a_file_has_the_mark_of_utf8_and_in_a_pipe_has_none(
    encoding: str, folder: Path
) -> None:
    """As a Windows command prompt runs it: goldenthread check coventry --format csv > FILE."""
    command = [sys.executable, "-c", "from api.cli import main; main()", "check", "coventry"]
    command += ["--format", "csv"]
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    file = folder / f"{encoding}.csv"
    with file.open("wb") as out:
        done = subprocess.run(
            command, stdout=out, stderr=subprocess.PIPE, env=environment, check=False
        )
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr
    piped = subprocess.run(command, capture_output=True, env=environment, check=False)
    assert file.read_bytes().startswith(b"\xef\xbb\xbfarea,")
    assert file.read_bytes()[3:] == piped.stdout
    assert "\u201c" in piped.stdout.decode("utf-8")
    # Behind what is there already a mark would be a letter of a row.
    with file.open("ab") as out:
        subprocess.run(command, stdout=out, stderr=subprocess.DEVNULL, env=environment, check=True)
    assert file.read_bytes()[3:] == piped.stdout * 2


def test_the_bundled_records_have_what_a_code_page_lacks() -> None:
    """Else the tests above could not fail."""
    assert "example-town" in example_slugs()
    with pytest.raises(UnicodeEncodeError):
        "\u2192".encode("cp1252")
