"""Over HTTP: two questions at once for each caller, and nothing goes on for who has left."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx2
import pytest
from starlette.applications import Starlette

from api.app import create_app
from api.service.callers import AT_ONCE, Callers
from graph.cancellation import Cancelled, check_cancelled
from graph.facts.model import Snapshot
from graph.store import AreaSummary
from graph.stores.memory import MemoryStore
from loaders.examples import example
from tests.api.browser import serving

# Seconds in which anything here happens on the busiest machine.
PATIENCE = 20.0
TOTALS = '{ area(slug: "york") { view { totals { count } } } }'
BODY = json.dumps({"query": TOTALS}).encode()
JSON = {"Content-Type": "application/json"}


class Endless(MemoryStore):
    """A store that reads York on and on while it is slow, until the work is stopped."""

    def __init__(self) -> None:
        super().__init__()
        for archive in map(example, ("york", "salford")):
            self.put(archive.snapshot, archive.history)
        self.slow, self.stopped = threading.Event(), threading.Event()
        self.reading = threading.Semaphore(0)
        self.listed = super().areas()

    def areas(self) -> tuple[AreaSummary, ...]:
        return self.listed

    def read(self, slug: str) -> Snapshot:
        if self.slow.is_set() and slug == "york":
            self.reading.release()
            try:
                while self.slow.is_set():
                    check_cancelled()
            except Cancelled:
                self.stopped.set()
                raise
        return super().read(slug)


@pytest.fixture
def store() -> Endless:
    return Endless()


@pytest.fixture
def served_app(store: Endless) -> Starlette:
    return create_app(store)


@pytest.fixture
def address(store: Endless, served_app: Starlette) -> Iterator[str]:
    with serving(served_app) as served:
        try:
            yield served
        finally:
            store.slow.clear()


def post(address: str, **more: Any) -> httpx2.Response:
    return httpx2.post(
        f"{address}/graphql", content=BODY, headers=JSON | more, timeout=3 * PATIENCE
    )


def raw(address: str, request: bytes) -> socket.socket:
    """Send bytes on a connection of their own."""
    host, _, port = address.removeprefix("http://").partition(":")
    connection = socket.create_connection((host, int(port)), timeout=PATIENCE)
    connection.sendall(request)
    return connection


def head(*lines: str) -> bytes:
    return "\r\n".join([*lines, "", ""]).encode()


REQUESTS: dict[str, Callable[[], bytes]] = {
    "a program": lambda: (
        head(
            "POST /graphql HTTP/1.1",
            "Host: 127.0.0.1",
            "Content-Type: application/json",
            f"Content-Length: {len(BODY)}",
        )
        + BODY
    ),
    "a program by address": lambda: head(
        f"GET /graphql?query={httpx2.QueryParams({'q': TOTALS})['q'].replace(' ', '+')} HTTP/1.1",
        "Host: 127.0.0.1",
    ),
}


@pytest.mark.parametrize("who", REQUESTS)
def test_the_work_stops_when_the_caller_leaves(store: Endless, address: str, who: str) -> None:
    store.slow.set()
    connection = raw(address, REQUESTS[who]())
    assert store.reading.acquire(timeout=PATIENCE)
    assert not store.stopped.is_set()
    connection.close()
    assert store.stopped.wait(PATIENCE)
    # And the turn is given back.
    store.slow.clear()
    assert post(address).status_code == 200


def test_more_questions_than_two_are_refused_at_once(
    store: Endless, served_app: Starlette, address: str
) -> None:
    store.slow.set()
    with ThreadPoolExecutor(AT_ONCE) as askers:
        running = [askers.submit(post, address) for _ in range(AT_ONCE)]
        # One reads, and the other waits for what it reads.
        until = time.monotonic() + PATIENCE
        while served_app.state.callers.running("127.0.0.1") < AT_ONCE:
            assert time.monotonic() < until
        refused = post(address)
        newer = post(address, Accept="application/graphql-response+json")
        page = httpx2.get(f"{address}/ask?area=salford&question=gaps", timeout=PATIENCE)
        store.slow.clear()
        assert {one.result(PATIENCE).status_code for one in running} == {200}
    for answer in (refused, newer):
        assert answer.status_code == 429
        assert answer.headers["retry-after"] == "1"
        (error,) = answer.json()["errors"]
        assert error["extensions"] == {"code": "RATE_LIMITED"}
        assert "You have 2 questions running already" in error["message"]
    assert newer.headers["content-type"].startswith("application/graphql-response+json")
    assert page.status_code == 429
    assert page.headers["retry-after"] == "1"
    assert "You have 2 questions running already" in page.text
    assert post(address).status_code == 200


def test_a_budget_that_is_spent_is_429_with_when_to_ask_again(
    served_app: Starlette, address: str
) -> None:
    served_app.state.callers = Callers(budget=1)
    assert post(address).status_code == 200
    refused = post(address)
    assert refused.status_code == 429
    assert 590 < int(refused.headers["retry-after"]) <= 600
    assert refused.json()["errors"][0]["extensions"] == {"code": "RATE_LIMITED"}
    page = httpx2.get(f"{address}/ask?area=salford&question=gaps", timeout=PATIENCE)
    assert page.status_code == 429
    assert int(page.headers["retry-after"]) > 500
    assert "ask again in 10 minutes" in page.text
    # The rest of the service is there.
    assert httpx2.get(f"{address}/areas/york", timeout=PATIENCE).status_code == 200


def test_a_body_of_ten_megabytes_is_refused_without_reading_it(address: str) -> None:
    begun = head(
        "POST /graphql HTTP/1.1",
        "Host: 127.0.0.1",
        "Content-Type: application/json",
        f"Content-Length: {10 * 2**20}",
        "Connection: close",
    )
    with raw(address, begun + b'{"query": "') as connection:
        answered = connection.makefile("rb").read()
    assert answered.startswith(b"HTTP/1.1 413 ")
    assert b'"code":"TOO_LARGE"' in answered
