"""GraphQL over HTTP, against a plain Starlette route that sends the same data as JSON.

The service is on an embedded store and answers as the command `serve` does, but that this caller
may ask as much as it likes, in a process of its own; the peer, in another, is a route that runs
json.dumps over the data that GraphQL answered with, and does nothing else: no reading of what was
sent, no middleware. Both get the same bytes by POST over connections that stay open, by turns, from
one asker that reads the length and no more. What is asked anew is asked with Cache-Control:
no-cache, so that no kept answer is sent; what is asked again may have one.
"""

import argparse
import json
import multiprocessing
import selectors
import socket
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from api.app import create_app
from api.commands.memory import settle_memory
from api.commands.server import server_settings
from api.service.callers import Callers
from benchmarks.made_areas import area
from graph.stores.ladybug import LadybugStore
from tests.api.commands.test_server import free_port

AREAS, SIZE = 34, 300
CONNECTIONS = 4
QUESTIONS = {
    "small": '{ area(slug: "area-0") { name } }',
    "200 nested nodes": """
        { area(slug: "area-0") { view { things(first: 40) { nodes { id name kind status
          links(first: 4) { nodes { words other { id name kind } } } } } } } }""",
    "2,040 findings over 34 areas": """
        { areas { slug name view { findings(first: 60) { totalCount nodes {
          id title outcome outcomeWords severity sentence
          citation { source section place } } } } } }""",
}


def fill(path: Path, areas: int, size: int) -> None:
    """Put made areas into a store."""
    with closing(LadybugStore(path)) as store:
        for number in range(areas):
            store.put(area(f"area-{number}", number, size), ())


def service(path: Path, port: int, kept_mb: int) -> None:
    """Serve a store as users do, to a caller who asks more in a minute than others all day."""
    with closing(LadybugStore(path)) as store:
        app = create_app(store, kept_bytes=kept_mb << 20)
        app.state.callers = Callers(budget=10**12, at_once=2 * CONNECTIONS)
        settle_memory()
        uvicorn.Server(server_settings(app, "127.0.0.1", port)).run()


def plain(answers: dict[str, Any], port: int) -> None:
    """Serve each answer under its name: what a route costs that has nothing to work out."""

    async def answer(request: Request) -> JSONResponse:
        return JSONResponse(answers[request.path_params["name"]])

    app = Starlette(routes=[Route("/{name}", answer, methods=["POST"])])
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning")


@dataclass(frozen=True)
class Asker:
    """Asks one question again and again, over connections that stay open for a turn."""

    port: int
    path: str
    body: bytes
    headers: str = ""

    def connection(self) -> socket.socket:
        """Open a connection that sends at once."""
        made = socket.create_connection(("127.0.0.1", self.port))
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return made

    @property
    def request(self) -> bytes:
        """The bytes of one request."""
        head = (
            f"POST {self.path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(self.body)}\r\n"
            f"{self.headers}\r\n"
        )
        return head.encode() + self.body

    def once(self) -> bytes:
        """Ask once and return the body of the answer."""
        with self.connection() as one:
            one.sendall(self.request)
            return receive(one)

    def for_seconds(self, seconds: float) -> int:
        """Ask for some seconds, on all connections at once; return how many were answered."""
        request, answered = self.request, 0
        with ExitStack() as opened, selectors.DefaultSelector() as ready:
            for _ in range(CONNECTIONS):
                made = opened.enter_context(self.connection())
                ready.register(made, selectors.EVENT_READ)
                made.sendall(request)
            waiting, ends = CONNECTIONS, time.perf_counter() + seconds
            while waiting:
                for key, _ in ready.select():
                    assert isinstance(key.fileobj, socket.socket)
                    receive(key.fileobj)
                    answered += 1
                    if time.perf_counter() < ends:
                        key.fileobj.sendall(request)
                    else:
                        waiting -= 1
        return answered


def receive(connection: socket.socket) -> bytes:
    """Read one answer to its end; anything but a 200 ends the run."""
    got = bytearray()
    while (end := got.find(b"\r\n\r\n")) < 0:
        got += some(connection)
    head = bytes(got[:end]).lower()
    assert head.startswith(b"http/1.1 200"), bytes(got)
    length = int(head.partition(b"content-length:")[2].split(b"\r\n")[0])
    body = got[end + 4 :]
    while len(body) < length:
        body += some(connection)
    return bytes(body)


def some(connection: socket.socket) -> bytes:
    """Return what has come; a connection that was closed ends the run."""
    got = connection.recv(2**20)
    assert got, "The connection was closed."
    return got


@dataclass
class Measured:
    """Answers a second, and processor seconds of the server for each, turn by turn."""

    a_second: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def turn(self, asker: Asker, server: psutil.Process, seconds: float) -> None:
        """Ask for some seconds and take down what it took."""
        before, began = cpu_of(server), time.perf_counter()
        answered = asker.for_seconds(seconds)
        took = time.perf_counter() - began
        if answered:
            self.a_second.append(answered / took)
            self.cpu.append((cpu_of(server) - before) / answered)

    def __str__(self) -> str:
        """Both medians."""
        rate, cpu = statistics.median(self.a_second), statistics.median(self.cpu)
        return f"{rate:,.0f} a second, {1000 * cpu:,.2f} ms"


def cpu_of(process: psutil.Process) -> float:
    """Return the processor seconds of a process so far."""
    times = process.cpu_times()
    return float(times.user + times.system)


def compare(
    name: str,
    service: tuple[Asker, Asker, psutil.Process],
    peer: tuple[Asker, psutil.Process],
    turns: int,
    seconds: float,
) -> None:
    """Measure a question asked anew, asked again, and the peer, by turns; print a line."""
    anew, again, process = service
    route, other = peer
    for asker in (anew, again, route):
        asker.for_seconds(1)
    found = {"anew": Measured(), "again": Measured(), "plain": Measured()}
    for _ in range(turns):
        found["anew"].turn(anew, process, seconds)
        found["again"].turn(again, process, seconds)
        found["plain"].turn(route, other, seconds)
    base = found["plain"]
    ratios = {
        way: (
            statistics.median(found[way].a_second) / statistics.median(base.a_second),
            statistics.median(base.cpu) / statistics.median(found[way].cpu),
        )
        for way in ("anew", "again")
    }
    said = "; ".join(
        f"{way} {found[way]} (ratio {rate:.3f}, by CPU {cpu:.3f})"
        for way, (rate, cpu) in ratios.items()
    )
    sys.stdout.write(f"{name}: plain {base}; {said}\n")


def main() -> None:
    """Measure every question and print a line for each."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--areas", type=int, default=AREAS)
    asked.add_argument("--size", type=int, default=SIZE, help="things in an area")
    asked.add_argument("--turns", type=int, default=5)
    asked.add_argument("--seconds", type=float, default=2.0, help="of one turn")
    asked.add_argument("--kept-mb", type=int, default=256, help="memory for what is worked out")
    asked.add_argument("--only", default="", help="the question whose name has this in it")
    given = asked.parse_args()
    chosen = {name: text for name, text in QUESTIONS.items() if given.only in name}
    with tempfile.TemporaryDirectory() as folder, ExitStack() as started:
        path = Path(folder) / "store.lbug"
        fill(path, given.areas, given.size)
        port, other_port = free_port(), free_port()
        process = start(started, port, service, path, port, given.kept_mb)
        bodies = {name: json.dumps({"query": text}).encode() for name, text in chosen.items()}
        sent = {name: answered(port, body) for name, body in bodies.items()}
        answers = {str(number): json.loads(text) for number, text in enumerate(sent.values())}
        other = start(started, other_port, plain, answers, other_port)
        for number, (name, body) in enumerate(bodies.items()):
            anew = Asker(port, "/graphql", body, "Cache-Control: no-cache\r\n")
            again, route = Asker(port, "/graphql", body), Asker(other_port, f"/{number}", body)
            assert json.loads(route.once()) == json.loads(anew.once())
            title = f"{name} ({len(sent[name]):,} bytes)"
            compare(title, (anew, again, process), (route, other), given.turns, given.seconds)
        sys.stdout.write(f"the service takes {process.memory_info().rss >> 20} MB then\n")


def answered(port: int, body: bytes) -> bytes:
    """Return an answer; on a busy machine the first one of many areas takes several tries."""
    for _ in range(20):
        sent = Asker(port, "/graphql", body).once()
        if b'"errors"' not in sent:
            return sent
    raise SystemExit(sent.decode())


def start(
    started: ExitStack, port: int, serve: Callable[..., None], *given: object
) -> psutil.Process:
    """Start a server in a process of its own, to be ended at the end; wait until it answers."""
    process = multiprocessing.get_context("spawn").Process(target=serve, args=given, daemon=True)
    process.start()
    started.callback(process.kill)
    wait_for(port)
    return psutil.Process(process.pid)


def wait_for(port: int) -> None:
    """Wait until something answers on a port."""
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise SystemExit("The server did not start.")


if __name__ == "__main__":
    main()
