"""What all tests share: a real Neo4j server, started once, where this machine has what it needs."""

import os
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from hypothesis import settings

from tests.graph.stores.neo4j_server import LONG_TERM, Line, LocalServer, Missing, local_server

_missing: dict[Line, str] = {}

# How long an example takes says how busy the machine is, not whether the code is right.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


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
