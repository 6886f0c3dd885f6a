"""One door for people and CI, on every system: python3 start.py demo (Windows: py start.py demo).

It is one file, since it runs before anything is installed. It needs the standard library only, and
is written so that a Python of 2018 can read it: one that is older than we need is told so in a
sentence.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STATE = VENV / ".installed.json"
CLIENTS, CLIENT_FILES = "tests/api/clients", ("package.json", ".npmrc")
NODE = ROOT / ".node"
OLDEST = (3, 11)
ON_WINDOWS = os.name == "nt"
DOOR = "py start.py" if ON_WINDOWS else "python3 start.py"
WRONG_USE, INTERRUPTED = 2, 130
GO_ON = "Run the same again to go on: what was downloaded is kept."
PIP = ("-m", "pip", "--disable-pip-version-check", "--no-input")


class Part(NamedTuple):
    """What is installed together: the file that says what, in words, and about what it costs."""

    file: str
    words: str
    cost: str


USERS = Part(
    "constraints.txt",
    "what Golden Thread needs",
    "60 MB to download, 250 on the disk, about a minute",
)
ITSELF = Part("pyproject.toml", "Golden Thread itself", "a few seconds")
DEVELOPERS = Part(
    "constraints-dev.txt",
    "what tests and checks need",
    "90 MB to download, 260 on the disk, about a minute",
)


class Stop(Exception):
    """A step failed, so nothing after it is done: the exit code, and what there is to say."""

    def __init__(self, code: int, words: str = "") -> None:
        super().__init__(words)
        self.code = code


def dotted(version: tuple[int, ...]) -> str:
    """Return a version as people write it."""
    return ".".join(str(number) for number in version)


def say(words: str) -> None:
    """Print a line at once, before what is run next prints its own."""
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


class Shell:
    """Runs commands in the project's folder; a dry one only says what it would do."""

    def __init__(self, dry: bool = False) -> None:
        self.dry = dry

    def run(self, *command: str | Path) -> None:
        """Run a command to its end; raises Stop with its exit code where that is not 0."""
        if self._only_says(*command):
            return
        process = subprocess.Popen([str(word) for word in command], cwd=ROOT)
        # Whoever ends this process means the one that does the work.
        before = signal.signal(signal.SIGTERM, lambda *_: process.terminate())
        code = _ended(process)
        signal.signal(signal.SIGTERM, before)
        if code:
            raise Stop(code if code > 0 else 128 - code)

    def pip(self, *arguments: str | Path) -> None:
        """Run pip, and show in one line how far it is; raises Stop with its last words."""
        command = [str(word) for word in (program("python"), *PIP, *arguments)]
        if self._only_says(*command):
            return
        last: deque[str] = deque(maxlen=15)
        pipe = subprocess.PIPE
        with subprocess.Popen(
            command, cwd=ROOT, stdout=pipe, stderr=subprocess.STDOUT, text=True, errors="replace"
        ) as process:
            for line in process.stdout or ():
                last.append(line)
                _show(step_of(line))
        _show(" ")
        if process.returncode:
            sys.stderr.write("".join(last))
            raise Stop(1, f"The install stopped there. {GO_ON}")

    def copy(self, file: Path, folder: Path) -> None:
        """Copy a file into a folder, which is made where it is not there."""
        if not self._only_says("copy", file, folder):
            folder.mkdir(exist_ok=True)
            shutil.copy(file, folder)

    def remove(self, *paths: Path) -> None:
        """Remove files and folders that are there."""
        for path in paths:
            if not path.exists() or self._only_says("remove", path):
                continue
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()

    def write(self, file: Path, text: str) -> None:
        """Write a text file, and its folder."""
        if not self._only_says("write", file):
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")

    def _only_says(self, *words: str | Path) -> bool:
        if self.dry:
            say(" ".join(str(word).replace(f"{ROOT}{os.sep}", "") for word in words))
        return self.dry


def _ended(process: subprocess.Popen[bytes]) -> int:
    """Wait for a process; Ctrl+C reaches it too, and it ends in its own way."""
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue


def step_of(line: str) -> str:
    """Return what a line of pip's tells somebody who waits, or ""."""
    download = re.match(r"\s*(?:Downloading|Using cached) ([^-\s]+)-([^-\s]+)\S* (\(.*\))", line)
    if download:
        return "  {} {} {}".format(*download.groups())
    if line.startswith("Installing collected packages:"):
        return f"  putting {line.count(',') + 1} packages into place"
    return ""


def _show(step: str) -> None:
    """Show a step in place of the one before, where somebody may be looking."""
    if step and sys.stdout.isatty():
        sys.stdout.write(f"\r{step:<70}\r")
        sys.stdout.flush()


def program(name: str, folder: Path | None = None, on_windows: bool = ON_WINDOWS) -> Path:
    """Return where a program lies in a virtual environment."""
    place = folder or VENV
    return place / "Scripts" / f"{name}.exe" if on_windows else place / "bin" / name


def fingerprint(part: Part) -> str:
    """Return what changes when a part is to be installed anew."""
    return hashlib.sha256((ROOT / part.file).read_bytes()).hexdigest()


def read_state() -> dict[str, str]:
    """Return what is noted of .venv: its place, what is installed, and what is being put there."""
    try:
        state = json.loads(STATE.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return state if isinstance(state, dict) else {}


def is_sound(state: dict[str, str]) -> bool:
    """Say whether .venv can be built on: nothing half done, not moved, its Python still there."""
    if "placing" in state or state.get("place", str(VENV)) != str(VENV):
        return False
    if not program("python").exists():
        return False
    if state:
        return True
    # Others made it: is it new enough, and does it have pip?
    asked = f"import pip, sys; sys.exit(sys.version_info < {OLDEST})"
    asking = [str(program("python")), "-c", asked]
    return not subprocess.run(asking, capture_output=True, check=False).returncode


def install(shell: Shell, parts: Sequence[Part]) -> None:
    """Install what is not there yet.

    A download that was interrupted is gone on with. Where packages were being put into place,
    nobody knows which is half there: .venv is made anew.
    """
    state = read_state()
    if not is_sound(state):
        left = ": it was moved, or left half done" if VENV.exists() else ""
        say(f"Making .venv anew{left}.")
        state = {"place": str(VENV)}
        shell.remove(VENV)
        shell.write(STATE, json.dumps({**state, "placing": "pip"}))
        shell.run(sys.executable, "-m", "venv", VENV)
        shell.write(STATE, json.dumps(state))
    for part in parts:
        if state.get(part.file) == fingerprint(part):
            continue
        say(f"Installing {part.words} into .venv, once: {part.cost}...")
        wheels = VENV / ".wheels"
        install_it = ["install", "--no-index", "--no-deps"]
        if not sys.dont_write_bytecode:
            # Python compiles what is used when it is first used; most of it never is.
            install_it.append("--no-compile")
        if part is ITSELF:
            install_it += ["--no-build-isolation", "--editable", "."]
        else:
            pinned = ["--require-hashes", "--requirement", part.file]
            shell.pip("download", "--no-deps", "--progress-bar", "off", "--dest", wheels, *pinned)
            install_it += ["--find-links", str(wheels), *pinned]
        shell.write(STATE, json.dumps({**state, "placing": part.file}))
        shell.pip(*install_it)
        state = {"place": str(VENV), **state, part.file: fingerprint(part)}
        shell.write(STATE, json.dumps(state))
        shell.remove(wheels)


def clients_wanted() -> str:
    """Return what changes when the GraphQL clients of the tests are to be installed anew."""
    files = (ROOT / CLIENTS / name for name in CLIENT_FILES)
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def clients_installed() -> str:
    """Return that of what is installed, or ""."""
    noted = NODE / ".installed"
    return noted.read_text(encoding="utf-8") if noted.exists() else ""


def install_clients(shell: Shell) -> None:
    """Install the GraphQL clients that some tests ask the service with, where there is Node.js.

    Those tests say so themselves; whoever works on something else goes on without them.
    """
    if clients_installed() == clients_wanted():
        return
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        say("There is no Node.js with npm here, so tests with real GraphQL clients are skipped.")
        return
    say("Installing the GraphQL clients of the tests into .node, once: 250 MB, half a minute...")
    for name in CLIENT_FILES:
        shell.copy(ROOT / CLIENTS / name, NODE)
    try:
        shell.run(npm, "install", "--prefix", NODE)
    except Stop as stop:
        if stop.code == INTERRUPTED:
            raise
        say(
            "That failed, so tests with real GraphQL clients are skipped; the next run tries again."
        )
        return
    shell.write(NODE / ".installed", clients_wanted())


def demo(shell: Shell, rest: Sequence[str]) -> None:
    """Serve the bundled areas."""
    shell.run(program("goldenthread"), "demo", *rest)


def serve(shell: Shell, rest: Sequence[str]) -> None:
    """Serve the user's own store."""
    shell.run(program("goldenthread"), "serve", *rest)


def neo4j(shell: Shell, rest: Sequence[str]) -> None:
    """Run a Neo4j server."""
    shell.run(program("python"), "-m", "tests.graph.stores.neo4j_server", *rest)


def test(shell: Shell, rest: Sequence[str]) -> None:
    """Run the tests, on as many processors as there are."""
    install_clients(shell)
    spread = ("-n", "auto", "--dist", "loadscope")
    shell.run(program("python"), "-m", "pytest", *spread, *rest)


def check(shell: Shell, rest: Sequence[str]) -> None:
    """Run what reads the code without running it."""
    shell.run(program("ruff"), "check", ".")
    shell.run(program("ruff"), "format", "--check", ".")
    shell.run(program("mypy"))
    shell.run(program("lint-imports"), "--no-logo")


def format_code(shell: Shell, rest: Sequence[str]) -> None:
    """Put the code into its form."""
    shell.run(program("ruff"), "check", "--fix", ".")
    shell.run(program("ruff"), "format", ".")


def constraints(shell: Shell, rest: Sequence[str]) -> None:
    """Pin the newest versions for every system, each package in the first list that needs it."""
    folder = ROOT / ".venv-constraints"
    shell.run(sys.executable, "-m", "venv", "--clear", folder)
    shell.run(program("python", folder), *PIP, "--quiet", "install", "uv")
    compiled = [str(program("python", folder)), "-m", "uv", "pip", "compile", "--quiet"]
    compiled += ["--upgrade", "--universal", "--python-version", dotted(OLDEST)]
    # The same versions for every Python, so that all talk of the same program.
    compiled += ["--fork-strategy", "fewest", "--generate-hashes", "--no-header", "--no-annotate"]
    compiled += ["pyproject.toml", "--extra", "build"]
    users, all_of_it = folder / USERS.file, folder / DEVELOPERS.file
    shell.run(*compiled, "--output-file", users)
    shell.run(*compiled, "--extra", "dev", "--constraints", users, "--output-file", all_of_it)
    if not shell.dry:
        pinned = pins(users)
        rest_of_it = [pin for pin in pins(all_of_it) if pin not in pinned]
        for part, listed in ((USERS, pinned), (DEVELOPERS, rest_of_it)):
            file = ROOT / part.file
            heading = file.read_text(encoding="utf-8").splitlines(keepends=True)[:2]
            file.write_text("".join([*heading, *listed]), encoding="utf-8", newline="\n")
    shell.remove(folder)


def pins(file: Path) -> list[str]:
    """Return the pins of a list, each a package with its hashes."""
    text = file.read_text(encoding="utf-8")
    return re.findall(r"^[^#\s].*\n(?:\s+--hash.*\n)*", text, re.MULTILINE)


def clean(shell: Shell, rest: Sequence[str]) -> None:
    """Remove what the others made."""
    caches = [ROOT / f".{name}_cache" for name in ("pytest", "mypy", "ruff", "import_linter")]
    others = [ROOT / name for name in (".venv-constraints", ".hypothesis", ".coverage")]
    shell.remove(VENV, NODE, *caches, *others)


class Task(NamedTuple):
    """What this script can do: in words, what it needs, and if it takes further arguments."""

    name: str
    words: str
    act: Callable[[Shell, Sequence[str]], None]
    parts: tuple[Part, ...] = ()
    passes_on: bool = False


TO_USE, TO_CHANGE = (USERS, ITSELF), (USERS, ITSELF, DEVELOPERS)
TASKS = (
    Task("demo", "Show nine maps, one invented (--port 8001: on another port)", demo, TO_USE, True),
    Task("serve", "Show the maps of your own store", serve, TO_USE, True),
    Task("test", "Run the tests, or those named", test, TO_CHANGE, True),
    Task("check", "Run ruff, mypy and import-linter", check, TO_CHANGE),
    Task("format", "Put the code into its usual form", format_code, TO_CHANGE),
    Task("neo4j", "Start a Neo4j server to try (Java 17 and Maven)", neo4j, TO_USE),
    Task("constraints", "Pin the newest versions of what is installed", constraints),
    Task("clean", "Remove what these made", clean),
)


def usage() -> str:
    """Return what there is to do."""
    tasks = "".join(f"  {task.name:<12} {task.words}\n" for task in TASKS)
    return f"{DOOR} [--dry-run] TASK, or make TASK where there is make:\n{tasks}"


def too_old(version: tuple[int, ...]) -> str:
    """Return why a version of Python will not do, or ""."""
    if version >= OLDEST:
        return ""
    newer = "py -3.13 start.py" if ON_WINDOWS else "python3.13 start.py"
    return (
        f"Golden Thread needs Python {dotted(OLDEST)} or later, and this is {dotted(version)}: "
        f"install a newer one and name it, as in {newer} demo."
    )


def main(arguments: Sequence[str]) -> int:
    """Do the task that is named; return the exit code."""
    dry = list(arguments[:1]) == ["--dry-run"]
    name, *rest = arguments[1 if dry else 0 :] or ["--help"]
    task = next((task for task in TASKS if task.name == name), None)
    if name in ("-h", "--help"):
        say(usage().rstrip())
        return 0
    refusal = too_old(sys.version_info[:2])
    if task is None:
        refusal = f'There is no task "{name}".\n{usage().rstrip()}'
    elif rest and not task.passes_on:
        refusal = f"{DOOR} {name} takes nothing more: {' '.join(rest)}"
    if task is None or refusal:
        sys.stderr.write(f"{refusal}\n")
        return WRONG_USE
    shell = Shell(dry)
    try:
        install(shell, task.parts)
        task.act(shell, rest)
    except Stop as stop:
        sys.stderr.write(f"{stop}\n" if str(stop) else "")
        return stop.code
    except KeyboardInterrupt:
        sys.stderr.write(f"\nStopped. {GO_ON}\n")
        return INTERRUPTED
    except OSError as error:
        sys.stderr.write(f"{error}: close what uses it, or give it room, and run this again.\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
