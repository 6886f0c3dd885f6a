"""How far a long command is: a line at a terminal, lines now and then elsewhere."""

import time

import pytest

from api.commands import progress
from api.commands.progress import ProgressLine


def test_elsewhere_than_at_a_terminal_lines_come_now_and_then(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    quick = ProgressLine()
    quick.tell("Reading", 500)
    with quick.waiting("Writing 3 changes"):
        pass
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(progress, "_ELSEWHERE", 0.01)
    slow = ProgressLine()
    time.sleep(0.02)
    slow.tell("Reading", 500)
    time.sleep(0.02)
    slow.tell("Checking", 250, 1000)
    with slow.waiting("Writing 3 changes"):
        time.sleep(0.1)
    lines = capsys.readouterr().err.splitlines()
    assert lines[:2] == ["Reading 500 rows", f"Checking [{'#' * 7}{'-' * 23}] 250 of 1,000 rows"]
    assert set(lines[2:]) == {"Writing 3 changes: 0 s"}


def test_at_a_terminal_it_is_one_line_that_goes(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    monkeypatch.setattr(progress, "_AT_A_TERMINAL", 0.0)
    shown = ProgressLine()
    shown.tell("Checking", 1000, 1000)
    shown.tell("Reading", 500)
    shown.clear()
    text = capsys.readouterr().err
    assert "\n" not in text
    assert text.split("\r")[1:3] == [
        f"Checking [{'#' * 30}] 1,000 of 1,000 rows",
        "Reading 500 rows".ljust(61),
    ]
    assert text.endswith(f"\r{' ' * 61}\r")
