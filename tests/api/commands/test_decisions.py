"""goldenthread decisions: what it says is in the report's tests; here how the command asks."""

import json
from pathlib import Path

import pytest

from api.cli import run
from tests.api.commands.test_engagement import kept
from tests.towns import Town


def test_the_command_prints_all_matters_or_one_and_refuses_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    town = Town().body("board", "hwb").node("budget", "matter", name="Pooled budget")
    town.link("board", "has_right_over", "budget", right="decides", limit=5000)
    kept(town, tmp_path, monkeypatch)
    assert run(["decisions", "testham"]) == 0
    assert "Decides: BOARD (up to £5,000) [1]" in capsys.readouterr().out
    assert run(["decisions", "testham", "pooled budget", "--format", "json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)["matters"]
    assert found["sentence"] == "BOARD decides."
    assert run(["decisions", "testham", "pooled budgets"]) == 2
    assert 'There is no matter "pooled budgets"' in capsys.readouterr().err
