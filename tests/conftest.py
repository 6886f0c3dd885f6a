"""What all tests share: a real Neo4j server, started once, where this machine has what it needs."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling
from xdist.workermanage import WorkerController

from api.access import persons
from tests.graph.stores.neo4j_server import LONG_TERM, Line, LocalServer, Missing, local_server

ROOT = Path(__file__).parent.parent
_missing: dict[Line, str] = {}
# What takes longest, though some of it has few tests: begun first, so that no worker is left with
# one of these while the others have nothing more to do.
_LONGEST = (
    "neo4j",
    "tests/api/pages/test_pages_in_browser.py",
    "tests/api/pages/test_ask_in_browser.py",
    "tests/api/pages/test_links.py",
    "tests/api/test_cli.py",
    "tests/graph/stores/test_ladybug_opening.py",
    "tests/graph/stores/test_kill.py",
    "tests/api/test_invented.py",
    "tests/api/pages/test_map_page.py",
    "tests/api/commands/test_server.py",
    "tests/graph/stores/test_backups.py",
    "tests/graph/stores/test_ladybug.py",
    "tests/api/pages/test_map_in_browser.py",
    "tests/graph/rules/test_monotone.py",
)

# How long an example takes says how busy the machine is, not whether the code is right.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    """Keep the tests of a file together, and all that need a Neo4j server in one process.

    Where the tests run on several processors, each file is one piece of work; what a server is
    started for stays with it.
    """
    gone = [name for name in _LONGEST[1:] if not (ROOT / name).is_file()]
    assert not gone, f"{gone} has another name now"
    return _ByFile(config, log)


class _ByFile(LoadScopeScheduling):  # type: ignore[misc]
    def _assign_work_unit(self, node: WorkerController) -> None:
        first = next((scope for scope in _LONGEST if scope in self.workqueue), None)
        if first:
            self.workqueue.move_to_end(first, last=False)
        super()._assign_work_unit(node)

    def _split_scope(self, nodeid: str) -> str:
        file, _, test = nodeid.partition("::")
        return "neo4j" if "[neo4j" in test or _starts_servers(file) else file


@cache
def _starts_servers(file: str) -> bool:
    return "neo4j_servers" in (ROOT / file).read_text(encoding="utf-8")


class Servers:
    """The servers of one run of the tests, each started when it is first asked for."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._running: dict[tuple[Line, int], LocalServer] = {}

    def get(self, number: int = 0, line: Line = LONG_TERM) -> LocalServer:
        """Return a running server; skips the test where there can be none, but fails in CI."""
        if line not in _missing and (line, number) not in self._running:
            try:
                self._running[line, number] = self._stack.enter_context(local_server(line))
            except Missing as missing:
                _missing[line] = str(missing)
        if line in _missing:
            if os.environ.get("CI") and line == LONG_TERM:
                pytest.fail(f"{_missing[line]}, and CI must not skip the tests on Neo4j.")
            pytest.skip(_missing[line])
        return self._running[line, number]


@pytest.fixture(scope="session")
def neo4j_servers() -> Iterator[Servers]:
    """Real servers, stopped at the end."""
    with ExitStack() as stack:
        yield Servers(stack)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line that tests on Neo4j were skipped, and how to run them."""
    for said in list(_missing.values())[:1]:
        terminalreporter.write_line(f"Tests on Neo4j were skipped: {said}; then make test.")


@pytest.fixture(autouse=True)
def _process_works_for_the_same() -> Iterator[None]:
    """Leave whom the process works for as it was: a command that serves says so for good."""
    before = persons._default
    yield
    persons._default = before
