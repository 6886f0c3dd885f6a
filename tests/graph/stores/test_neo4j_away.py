"""A server that goes away or falls silent: all are told soon, and find it when it is back.

Tests: graph/stores/watched.py.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

import pytest

from graph.errors import StoreUnreachable
from graph.facts.changes import Changed
from graph.stores import neo4j_engine
from graph.stores.breaker import REFUSED_FOR
from graph.stores.neo4j import Neo4jStore
from graph.stores.watched import FellSilent, Watched
from tests.conftest import Servers
from tests.graph.stores.neo4j_server import LocalServer
from tests.graph.stores.small import BOARD, batch, body, town

# Seconds after which a silent server is given up here, where a user waits 20.
SILENCE = 1.0
# Seconds in which it must be over on the busiest machine; it was for ever.
AT_MOST = 15.0
# Seconds in which a server must be there again.
BACK_WITHIN = 120.0


@pytest.fixture
def server(neo4j_servers: Servers) -> LocalServer:
    found = neo4j_servers.get(1)
    found.wipe()
    return found


@pytest.fixture
def store(server: LocalServer) -> Iterator[Neo4jStore]:
    with closing(Neo4jStore(*server.login())) as opened:
        town(opened)
        yield opened


def refusal(work: Callable[[], object]) -> float:
    """Return the seconds until a store says that its server does not answer."""
    began = time.monotonic()
    with pytest.raises(StoreUnreachable, match="does not answer"):
        work()
    return time.monotonic() - began


@contextmanager
def paused(server: LocalServer) -> Iterator[None]:
    """Let the server be silent in the block, and nobody wait for it for long."""
    server.pause()
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(neo4j_engine, "SILENCE", SILENCE)
            yield
    finally:
        server.go_on()


def until_answered(work: Callable[[], object]) -> None:
    until = time.monotonic() + BACK_WITHIN
    while True:
        try:
            work()
        except StoreUnreachable:
            assert time.monotonic() < until
            time.sleep(0.1)
        else:
            return


def test_a_silent_server_is_given_up_then_refused_at_once_then_back(
    server: LocalServer, store: Neo4jStore
) -> None:
    with paused(server):
        assert refusal(store.areas) < AT_MOST
        # Nothing is asked of it now, though ten ask.
        assert sum(refusal(lambda: store.read("coventry")) for _ in range(10)) < REFUSED_FOR
    until_answered(store.areas)
    assert store.revision("coventry") == 1


def test_a_change_that_was_given_up_is_not_made_behind_somebodys_back(
    server: LocalServer, store: Neo4jStore
) -> None:
    change = batch("given up", Changed(body(BOARD.id, note="late")))
    with paused(server):
        assert refusal(lambda: store.apply(change)) < AT_MOST
    until_answered(lambda: store.apply(batch("next", Changed(body(BOARD.id, note="next")))))
    assert store.revision("coventry") == 2
    assert store.read("coventry").nodes[BOARD.id].note == "next"


def test_what_speaks_now_and_then_is_waited_for() -> None:
    def work(watch: Watched[str]) -> str:
        until = time.monotonic() + 3.0
        while time.monotonic() < until:
            time.sleep(0.02)
            watch.heard()
        return "done"

    assert Watched(work, silence=2.0).do() == "done"


def test_what_is_silent_is_left_and_ends_with_the_next_word() -> None:
    go_on, ended = threading.Event(), threading.Event()
    last: list[str] = []

    def work(watch: Watched[None]) -> None:
        go_on.wait()
        try:
            watch.heard()
            last.append("made final")
        finally:
            ended.set()

    with pytest.raises(FellSilent):
        Watched(work, silence=0.05).do()
    go_on.set()
    assert ended.wait(AT_MOST)
    assert last == []


def test_its_errors_are_those_of_the_work() -> None:
    def work(_: Watched[None]) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Watched(work, silence=AT_MOST).do()
