"""goldenthread quorum: what it says is in the report's tests; here how the command asks."""

import json
from pathlib import Path

import pytest

from api.cli import run
from tests.api.commands.test_engagement import kept
from tests.towns import Town


def test_the_command_prints_all_bodies_or_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    town = Town().organisation("council", "la_corporate", name="Council")
    for local in ("exec", "board"):
        town.body(local, "executive_group", name=local.title(), quorum=1)
        town.link("council", "member_of", local)
    kept(town, tmp_path, monkeypatch)
    assert run(["quorum", "testham"]) == 0
    printed = capsys.readouterr().out
    assert printed.count("One absence is enough to stop it.") == 2
    assert run(["quorum", "testham", "exec", "--format", "json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)["bodies"]
    assert found["stops"]["in_all"] == ["Council"]
    assert run(["quorum", "testham", "no such board at all"]) == 2
