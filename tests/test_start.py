"""The door: what it would run, what it installs and when, and what it says to an old Python."""

import ast
import json
import re
import shutil
import signal
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest

import start
from start import DEVELOPERS, ITSELF, TASKS, TO_CHANGE, TO_USE, USERS, Shell, Stop

ROOT = Path(__file__).parent.parent
SOURCE = (ROOT / "start.py").read_text(encoding="utf-8")


def test_any_python_since_2018_can_read_it_and_needs_nothing_else() -> None:
    tree = ast.parse(SOURCE, feature_version=(3, 7))
    modules = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    for node in ast.walk(tree):
        modules |= {name.name for name in node.names} if isinstance(node, ast.Import) else set()
    assert {module.split(".")[0] for module in modules} <= sys.stdlib_module_names


def test_an_old_python_is_told_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 18))
    assert start.main(["demo"]) == 2
    said = capsys.readouterr().err
    assert "needs Python 3.11 or later, and this is 3.9: install a newer one" in said
    assert said.count("\n") == 1
    assert start.too_old((3, 11)) == start.too_old((3, 14)) == ""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["requires-python"] == f">={start.dotted(start.OLDEST)}"


def dry(*arguments: str) -> list[str]:
    """Return what the script says it would do, a line each."""
    command = [sys.executable, "start.py", "--dry-run", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.replace("\\", "/").splitlines()


@pytest.mark.parametrize(
    ("arguments", "runs"),
    [
        (["demo"], "goldenthread demo"),
        (["demo", "--port", "8001"], "goldenthread demo --port 8001"),
        (["serve"], "goldenthread serve"),
        (
            ["test", "tests/graph", "-k", "x"],
            "python -m pytest -n auto --dist loadscope tests/graph -k x",
        ),
        (["check"], "lint-imports --no-logo"),
        (["format"], "ruff format ."),
        (["neo4j"], "python -m tests.graph.stores.neo4j_server"),
    ],
)
def test_what_a_task_runs_last(arguments: list[str], runs: str) -> None:
    assert dry(*arguments)[-1] == f".venv/bin/{runs}"


def test_a_dry_run_removes_and_writes_nothing() -> None:
    assert ".venv" in [line.removeprefix("remove ") for line in dry("clean")]
    assert dry("constraints")[-1].endswith("constraints-dev.txt")
    assert Path(sys.prefix).is_dir()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["chekc"], 'There is no task "chekc".'), (["check", "api"], "takes nothing more: api")],
)
def test_what_cannot_be_done_is_said(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert start.main(arguments) == 2
    assert said in capsys.readouterr().err


def test_the_usage_the_makefile_and_the_readme_have_the_same_tasks(
    capsys: pytest.CaptureFixture[str],
) -> None:
    names = {task.name for task in TASKS}
    assert start.main([]) == 0
    assert re.findall(r"^  ([a-z0-9]+) +\S", capsys.readouterr().out, re.MULTILINE) == [
        task.name for task in TASKS
    ]
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z0-9 ]+):", makefile, re.MULTILINE)
    assert {name for line in targets for name in line.split()} == names | {"help"}
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"(?:make|start\.py) ([a-z0-9]+)", readme)) <= names
    for door in ("python3 start.py demo", "py start.py demo", "make demo PORT=8001"):
        assert door in readme


@pytest.mark.skipif(not shutil.which("make"), reason="there is no make here")
@pytest.mark.parametrize(
    ("words", "runs"),
    [
        (["demo"], "python3 start.py demo "),
        (["demo", "PORT=8001"], "python3 start.py demo --port 8001"),
        (["serve"], "python3 start.py serve "),
        (["test", "ARGS=-k x"], "python3 start.py test -k x"),
        (["check", "PYTHON=python3.13"], "python3.13 start.py check"),
    ],
)
def test_make_calls_the_script(words: list[str], runs: str) -> None:
    command = ["make", "--dry-run", "--no-print-directory", *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.rstrip("\n") == runs


def test_programs_lie_elsewhere_on_windows() -> None:
    folder = Path("C:/gt/.venv")
    assert start.program("ruff", folder, on_windows=True) == folder / "Scripts" / "ruff.exe"
    assert start.program("ruff", folder, on_windows=False) == folder / "bin" / "ruff"


class Recorder(Shell):
    """Notes what would be run, makes the folder that venv would, and fails where it is told to."""

    def __init__(self, fails_at: str = "") -> None:
        super().__init__()
        self.fails_at = fails_at
        self.done: list[str] = []

    def run(self, *command: str | Path) -> None:
        if "npm" in str(command[0]):
            if self.fails_at == "npm":
                raise Stop(1)
            self.done.append("npm")
            return
        self.done.append("venv")
        start.program("python").parent.mkdir(parents=True)
        start.program("python").write_text("", encoding="utf-8")

    def pip(self, *arguments: str | Path) -> None:
        words = [str(word) for word in arguments]
        step = f"{words[0]} {words[-1]}"
        if step == self.fails_at:
            raise Stop(1, "pip said no")
        self.done.append(step)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project without its packages, where there is no environment yet."""
    for part in TO_CHANGE:
        shutil.copy(ROOT / part.file, tmp_path)
    monkeypatch.setattr(start, "ROOT", tmp_path)
    monkeypatch.setattr(start, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(start, "STATE", tmp_path / ".venv" / ".installed.json")
    monkeypatch.setattr(start, "NODE", tmp_path / ".node")
    shutil.copytree(ROOT / start.CLIENTS, tmp_path / start.CLIENTS)
    return tmp_path


FOR_USERS = ["download constraints.txt", "install constraints.txt", "install ."]
FOR_DEVELOPERS = ["download constraints-dev.txt", "install constraints-dev.txt"]


def steps(*parts: start.Part, fails_at: str = "") -> list[str]:
    shell = Recorder(fails_at)
    try:
        start.install(shell, parts)
    except Stop:
        shell.done.append("failed")
    return shell.done


def test_users_get_what_they_need_and_developers_the_rest(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert steps(*TO_USE) == ["venv", *FOR_USERS]
    assert "what Golden Thread needs into .venv, once: 60 MB" in capsys.readouterr().out
    assert steps(*TO_USE) == []
    assert steps(*TO_CHANGE) == FOR_DEVELOPERS
    assert steps(*TO_CHANGE) == steps(*TO_USE) == []
    assert set(json.loads(start.STATE.read_text())) == {"place", *(part.file for part in TO_CHANGE)}


def test_only_what_changed_is_installed_anew(project: Path) -> None:
    steps(*TO_CHANGE)
    (project / ITSELF.file).write_text("", encoding="utf-8")
    assert steps(*TO_CHANGE) == ["install ."]
    (project / USERS.file).write_text("", encoding="utf-8")
    assert steps(*TO_CHANGE) == FOR_USERS[:2]


@pytest.mark.usefixtures("project")
def test_a_download_that_stopped_is_gone_on_with() -> None:
    assert steps(*TO_USE, fails_at=FOR_USERS[0]) == ["venv", "failed"]
    assert steps(*TO_USE) == FOR_USERS
    assert steps(*TO_CHANGE, fails_at=FOR_DEVELOPERS[0]) == ["failed"]
    assert steps(*TO_USE) == []


@pytest.mark.usefixtures("project")
def test_what_was_left_half_in_place_is_made_anew(capsys: pytest.CaptureFixture[str]) -> None:
    assert steps(*TO_USE, fails_at=FOR_USERS[1]) == ["venv", FOR_USERS[0], "failed"]
    capsys.readouterr()
    assert steps(*TO_USE) == ["venv", *FOR_USERS]
    assert "Making .venv anew: it was moved, or left half done." in capsys.readouterr().out
    assert steps(*TO_CHANGE, fails_at=FOR_DEVELOPERS[1]) == [FOR_DEVELOPERS[0], "failed"]
    assert steps(*TO_USE) == ["venv", *FOR_USERS]


def test_a_folder_that_was_moved_or_lost_its_python_is_made_anew(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps(*TO_USE)
    start.program("python").unlink()
    assert steps(*TO_USE) == ["venv", *FOR_USERS]
    (project / ".venv").rename(project / "moved")
    monkeypatch.setattr(start, "VENV", project / "moved")
    monkeypatch.setattr(start, "STATE", project / "moved" / ".installed.json")
    assert steps(*TO_USE) == ["venv", *FOR_USERS]


def test_a_folder_of_others_is_kept_where_it_will_do(project: Path) -> None:
    python = start.program("python")
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    assert steps(*TO_USE) == FOR_USERS
    shutil.rmtree(start.VENV)
    python.parent.mkdir(parents=True)
    python.symlink_to("/bin/false")
    assert steps(*TO_USE) == ["venv", *FOR_USERS]


def clients(fails_at: str = "") -> list[str]:
    shell = Recorder(fails_at)
    start.install_clients(shell)
    return shell.done


@pytest.fixture
def npm(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with Node.js and npm."""
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")


@pytest.mark.usefixtures("npm")
def test_the_clients_of_the_tests_are_installed_once(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert clients() == ["npm"]
    assert "Installing the GraphQL clients of the tests into .node" in capsys.readouterr().out
    assert (project / ".node" / "package.json").is_file()
    assert (project / ".node" / ".npmrc").is_file()
    assert clients() == []
    assert start.clients_installed() == start.clients_wanted()
    (project / start.CLIENTS / "package.json").write_text("{}", encoding="utf-8")
    assert clients() == ["npm"]
    assert (project / ".node" / "package.json").read_text(encoding="utf-8") == "{}"


@pytest.mark.usefixtures("npm", "project")
def test_clients_that_could_not_be_installed_are_tried_again(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert clients(fails_at="npm") == []
    assert "tests with real GraphQL clients are skipped; the next run" in capsys.readouterr().out
    assert start.clients_installed() == ""
    assert clients() == ["npm"]


@pytest.mark.usefixtures("project")
def test_a_machine_without_node_is_told_what_is_left_out(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: "/usr/bin/npm" if name == "npm" else None)
    assert clients() == []
    said = capsys.readouterr().out
    assert said == (
        "There is no Node.js with npm here, so tests with real GraphQL clients are skipped.\n"
    )
    assert not start.NODE.exists()


@pytest.mark.parametrize(
    ("line", "step"),
    [
        ("  Downloading numpy-2.4.6-cp311-manylinux.whl (16.9 MB)\n", "  numpy 2.4.6 (16.9 MB)"),
        ("  Using cached h11-0.16.0-py3-none-any.whl (37 kB)\n", "  h11 0.16.0 (37 kB)"),
        ("Installing collected packages: a, b, c\n", "  putting 3 packages into place"),
        ("Collecting anyio==4.16.0 (from -r constraints.txt (line 1))\n", ""),
    ],
)
def test_what_a_line_of_pips_tells(line: str, step: str) -> None:
    assert start.step_of(line) == step


def test_pips_last_words_are_shown_where_it_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(start, "program", lambda name: sys.executable)
    monkeypatch.setattr(start, "PIP", ("-c", "print('no such host'); raise SystemExit(1)"))
    with pytest.raises(Stop, match="Run the same again to go on"):
        Shell().pip("download")
    assert capsys.readouterr().err == "no such host\n"


def test_the_code_of_what_fails_is_ours_and_nothing_is_run_after_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    code = [sys.executable, "-c", "raise SystemExit(7)"]
    monkeypatch.setattr(start, "TASKS", [start.Task("x", "", lambda shell, rest: shell.run(*code))])
    assert start.main(["x"]) == 7


def test_whoever_ends_the_door_ends_what_it_runs() -> None:
    sleeper = "import time; print('here', flush=True); time.sleep(60)"
    door = f"import start, sys; start.Shell().run(sys.executable, '-c', {sleeper!r})"
    with subprocess.Popen(
        [sys.executable, "-c", door], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"here\n"
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)
    assert process.returncode
    assert time.monotonic() - began < 30


def pinned(part: start.Part) -> dict[str, str]:
    """Return the pins of a list by package."""
    pins = start.pins(ROOT / part.file)
    text = (ROOT / part.file).read_text(encoding="utf-8")
    assert text == "".join([*text.splitlines(keepends=True)[:2], *pins])
    return {pin.split("==")[0]: pin for pin in pins}


def required(words: list[str]) -> set[str]:
    return {re.split(r"[=<>,[]", word)[0] for word in words}


def test_the_lists_pin_what_users_and_developers_need_each_once() -> None:
    users, developers = pinned(USERS), pinned(DEVELOPERS)
    assert not set(users) & set(developers)
    for pin in (*users.values(), *developers.values()):
        assert re.match(r"[a-z0-9-]+==[\w.]+( ; .*?)? \\\n    --hash=sha256:[0-9a-f]{64}", pin)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extra = project["optional-dependencies"]
    assert required(project["dependencies"]) | required(extra["build"]) <= set(users)
    assert required(extra["dev"]) <= set(developers)


def test_the_lists_are_for_windows_too() -> None:
    """Click prints with colorama there; whoever remakes a list on Linux alone forgets it."""
    assert "sys_platform == 'win32'" in pinned(USERS)["colorama"]
    assert "sys_platform != 'win32'" in pinned(USERS)["pexpect"]


def test_what_is_installed_here_lacks_nothing() -> None:
    """The lists are installed without their own look at what they need: pip looks here."""
    command = [sys.executable, "-m", "pip", "check"]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
