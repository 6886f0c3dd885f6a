"""Kills in a stream of changes on a server: nothing acknowledged is lost, and work goes on.

By hand, with as many kills of the program and of the server as you have patience for:
python -m tests.graph.stores.test_neo4j_kill 50 10
"""

import itertools
import random
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from graph.errors import StoreUnreachable
from graph.facts.changes import Added, Batch
from graph.stores.neo4j import Neo4jStore
from tests.conftest import Servers
from tests.graph.stores.neo4j_server import PASSWORD, LocalServer, local_server
from tests.graph.stores.small import COVENTRY, add, batch, body

ROOT = Path(__file__).parents[3]
KILLS = 4
# Adds one body a batch and prints the number of each that is acknowledged; starts where told.
CHILD = """
import itertools, sys
from graph.stores.neo4j import Neo4jStore
from tests.graph.stores.small import COVENTRY, add, body

address, password, start = sys.argv[1:]
store = Neo4jStore(address, "neo4j", password, "neo4j")
add(store, COVENTRY)
for number in itertools.count(int(start)):
    add(store, body(f"coventry/b{number}", note="x" * 2000))
    print(number, flush=True)
"""


def acknowledged_until_killed(address: str, start: int, changes: int, after: float) -> list[int]:
    """Run the child, kill it some time after so many changes; return all it acknowledged."""
    command = [sys.executable, "-c", CHILD, address, PASSWORD, str(start)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as child:
        assert child.stdout is not None
        said = [child.stdout.readline() for _ in range(changes)]
        time.sleep(after)
        child.kill()
        return [int(line) for line in (*said, *child.stdout) if line.endswith("\n")]


def test_every_acknowledged_change_survives_the_kill_of_a_program(neo4j_servers: Servers) -> None:
    kill_programs(neo4j_servers.get(), KILLS)


def kill_programs(server: LocalServer, kills: int) -> int:
    """Kill programs that write; check that all they acknowledged is there, and return how many."""
    server.wipe()
    chance = random.Random(7)
    acknowledged: list[int] = []
    for kill in range(kills):
        changes, after = chance.randint(1, 12), chance.uniform(0.0, 0.05)
        start = (kill + 1) * 10_000
        new = acknowledged_until_killed(server.login()[0], start, changes, after)
        assert len(new) >= changes
        acknowledged += new
        with closing(Neo4jStore(*server.login())) as store:
            kept = set(store.read("coventry").nodes)
            assert {f"coventry/b{number}" for number in acknowledged} <= kept
            # One may have been written that the child did not live to acknowledge.
            assert len(kept) <= len(acknowledged) + kill + 1
            assert store.verify() == ()
    return len(acknowledged)


def test_changes_go_on_when_the_server_is_killed_and_comes_back(neo4j_servers: Servers) -> None:
    kill_servers(neo4j_servers.get(1), 1)


def kill_servers(server: LocalServer, kills: int) -> int:
    """Kill a server below two writers, check that nothing is lost; return how many changes.

    Through routing and without; a reader beside; the same store objects all the time.
    """
    server.wipe()
    acknowledged: list[str] = []
    enough = threading.Event()
    failures: list[Exception] = []
    stores = [Neo4jStore(*server.login(scheme)) for scheme in ("bolt", "neo4j")]
    reading = Neo4jStore(*server.login())
    add(stores[0], COVENTRY)

    def write(number: int) -> None:
        for change in itertools.count():
            if enough.is_set():
                return
            made = f"coventry/b{number}-{change}"
            try:
                send(stores[number], batch(made, Added(body(made))), made)
            except Exception as error:
                failures.append(error)
                return
            acknowledged.append(made)

    def send(store: Neo4jStore, change: Batch, made: str) -> None:
        """Send a change again as long as it is refused: a busy machine takes long to start."""
        while True:
            try:
                store.apply(change, {made: 0})
            except StoreUnreachable:
                if enough.wait(0.5):
                    raise
            else:
                return

    writers = [threading.Thread(target=write, args=(number,)) for number in (0, 1)]
    for writer in writers:
        writer.start()
    for _ in range(kills):
        wait_for(acknowledged, len(acknowledged) + 10)
        server.kill()
        began = time.monotonic()
        with pytest.raises(StoreUnreachable, match="does not answer"):
            reading.areas()
        # Tried again for 5 s; with the driver's own patience it was 63 and more.
        assert time.monotonic() - began < 30
        server.start()
        server.wait()
        wait_for(acknowledged, len(acknowledged) + 10)
    enough.set()
    for writer in writers:
        writer.join()
    assert failures == []
    for store in (*stores, reading):
        assert set(store.read("coventry").nodes) == set(acknowledged)
        # Each was written once, whether or not its first answer was lost.
        assert len(store.history("coventry")) == len(acknowledged) + 1
        assert store.revision("coventry") == len(acknowledged) + 1
        assert store.verify() == ()
        store.close()
    return len(acknowledged)


def wait_for(made: list[str], count: int) -> None:
    until = time.monotonic() + 90
    while len(made) < count:
        assert time.monotonic() < until, f"{len(made)} of {count} changes were made"
        time.sleep(0.01)


if __name__ == "__main__":
    programs, servers = map(int, sys.argv[1:])
    with local_server() as started:
        changes = kill_programs(started, programs)
        sys.stdout.write(f"{programs} programs killed, {changes} acknowledged, none lost\n")
        changes = kill_servers(started, servers)
        sys.stdout.write(f"{servers} times the server killed, {changes} acknowledged, none lost\n")
