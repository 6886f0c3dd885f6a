"""Real GraphQL clients, linters and audits, each a program of Node.js that answers in JSON."""

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import start

FOLDER = Path(__file__).parent
SCHEMA = start.ROOT / "api" / "schema" / "schema.graphql"
# Seconds: ten times the longest on two busy processors.
_ENDS_WITHIN = 300
_OLDEST = 20


@cache
def missing() -> str:
    """Return what this machine lacks to run them, or ""."""
    node = shutil.which("node")
    if node is None:
        return f"no Node.js here: install version {_OLDEST} or later with npm, then make test"
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
    if int(said.strip().removeprefix("v").partition(".")[0]) < _OLDEST:
        return f"Node.js {said.strip()} is too old: install version {_OLDEST} or later"
    if start.clients_wanted() != start.clients_installed():
        return f"the packages of {start.CLIENTS} are not installed: make test installs them"
    return ""


def judge(name: str, given: object) -> Any:
    """Run NAME.js of this folder with what it is given; return what it says.

    Skips the test where Node.js or its packages are missing, but fails in CI.
    """
    if said := missing():
        if os.environ.get("CI"):
            pytest.fail(f"{said}, and CI must not skip the tests with real clients.")
        pytest.skip(said)
    done = subprocess.run(
        ["node", str(FOLDER / f"{name}.js")],
        input=json.dumps(given),
        capture_output=True,
        encoding="utf-8",
        timeout=_ENDS_WITHIN,
        cwd=start.ROOT,
        env={**os.environ, "NODE_PATH": str(start.NODE / "node_modules"), "NODE_ENV": "production"},
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def check_shown(answers: Sequence[dict[str, Any]], least: int) -> None:
    """Fail where a cache shows another value than was sent.

    answers are of judges of caches. Each answer alone in a cache comes back whole; where all are in
    one, a value may be missing, as a client asks for it again then. least is how many values there
    are to be compared in one cache, so that there was something to confuse.
    """
    refused = [f"{each['name']}: {each['errors']}" for each in answers if each.get("errors")]
    assert not refused, "\n".join(["What was refused:", *refused])
    wrong = [
        f"{each['name']} ({how}): {each[how]['wrong']} values, such as {each[how]['first']}"
        for each in answers
        for how in ("alone", "together")
        if each[how]["wrong"]
    ]
    assert not wrong, "\n".join(["Values that differ from what was sent:", *wrong])
    assert [each["name"] for each in answers if each["alone"]["missing"]] == []
    assert sum(each["together"]["values"] for each in answers) >= least
