"""What a command prints never commands the terminal, whatever a file or an old store holds."""

import re
from pathlib import Path

import pytest

import api
from api.cli import run
from tests.graph.facts.test_unsafe_text import BELL, older

FOLDER = Path(api.__file__).parent


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "coventry"],
        ["map", "coventry"],
        ["measures", "coventry"],
        ["path", "coventry", "odd", "hwb"],
        ["path", "coventry", BELL, "\x1b[2J"],
        ["check", BELL],
    ],
)
def test_an_older_name_is_printed_without_what_commands(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    older(tmp_path).close()
    run([*arguments, "--store", f"ladybug://{tmp_path / 'store'}"])
    captured = capsys.readouterr()
    assert (captured.out + captured.err).strip()
    assert "\x1b" not in captured.out + captured.err
    assert "\x07" not in captured.out + captured.err


def test_commands_print_by_say_alone() -> None:
    printing = {
        path.relative_to(FOLDER).as_posix()
        for path in FOLDER.rglob("*.py")
        if re.search(r"click\.s?echo\(|\bprint\(", path.read_text())
    }
    # The two lines that a terminal writes over are made of words that say's own cleaner has seen.
    assert printing == {"commands/output.py", "commands/progress.py", "commands/safety.py"}
