"""An area is followed at a service in a process of its own, whoever writes: itself, or another.

Tests: api/commands/server.py, api/service/bus.py
"""

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from api.cli import run
from graph.stores.ladybug import LadybugStore
from graph.stores.neo4j import Neo4jStore
from tests.api.commands.test_loading import GOOD, folder
from tests.api.commands.test_served import SERVE
from tests.api.commands.test_server import free_port
from tests.api.live_service import TOWN, Talk, small_store, talking, write
from tests.conftest import Servers
from tests.graph.stores.neo4j_server import PASSWORD
from tests.towns import Town

PLAN = """mutation { keepScenario(area: "nearham", name: "Plan", changes: [
    {addBody: {name: "Parents' forum"}}]) { problems { message } } }"""
ACCEPT = (
    'mutation { acceptScenario(area: "nearham", name: "Plan") { revision problems { message } } }'
)


@contextmanager
def serving(url: str, home: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Serve a store in a process of its own; gives its address."""
    port, pipe = free_port(), subprocess.PIPE
    environment = {
        **os.environ,
        "GOLDENTHREAD_STORE": url,
        "GOLDENTHREAD_STORE_PASSWORD": PASSWORD,
        "XDG_DATA_HOME": str(home),
        "PYTHONUNBUFFERED": "1",
    }
    command = [*SERVE, "--port", str(port)]
    with subprocess.Popen(command, stdout=pipe, text=True, env=environment) as process:
        try:
            assert process.stdout is not None
            assert f"http://127.0.0.1:{port}/" in process.stdout.readline()
            yield f"http://127.0.0.1:{port}", process
        finally:
            process.kill()


def change(address: str, query: str) -> None:
    """Change something as a page of a service does."""
    with talking(address, origin=address) as talk:
        talk.ask(query)
        (answer,) = talk.hear()["payload"]["data"].values()
        assert answer["problems"] == []


def test_two_services_on_one_server_see_what_either_writes(
    neo4j_servers: Servers, tmp_path: Path
) -> None:
    server = neo4j_servers.get()
    server.wipe()
    with closing(Neo4jStore(*server.login())) as store:
        store.fill(small_store().contents())
        with (
            serving(server.url, tmp_path) as (one, _),
            serving(server.url, tmp_path) as (other, _),
            talking(one) as here,
            talking(other) as there,
        ):
            both: tuple[Talk, Talk] = (here, there)
            for talk in both:
                talk.follow(1)
            change(other, PLAN)
            change(other, ACCEPT)
            told = [talk.event() for talk in both]
            assert [event["revision"] for event in told] == [2, 2]
            assert told[0]["changes"] == told[1]["changes"] != []
            # And a program that is no service at all.
            assert write(store) == 3
            assert [talk.event()["revision"] for talk in both] == [3, 3]
            # The store is emptied and filled: another text, whatever its revision.
            server.wipe()
            for talk in both:
                heard = talk.hear()
                assert heard["type"] == "error"
                assert heard["payload"][0]["message"] == f'There is no area "{TOWN}".'


def test_what_a_command_writes_is_told_and_a_service_that_stops_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"ladybug://{tmp_path / 'store.lbug'}"
    with closing(LadybugStore(tmp_path / "store.lbug")) as store:
        store.put(Town("testham").main("board").snapshot(), ())
    monkeypatch.setenv("GOLDENTHREAD_STORE", url)
    files = folder(tmp_path / "in", **GOOD)
    with serving(url, tmp_path) as (address, process), talking(address) as talk:
        talk.follow(1, "testham")
        assert run(["load", str(files), "--area", "testham"]) == 0
        event = talk.event()
        assert event["revision"] == 2
        assert len(event["changes"]) > 3
        process.send_signal(signal.SIGTERM)
        assert talk.closed() == (1001, "The service stops: connect again in a moment.")
        assert process.wait(60) == 0
