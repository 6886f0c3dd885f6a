"""A store that does not answer stops only what needs it: health, files and error pages are there.

Tests: api/middleware.py, api/pages/about.py, api/pages/static_files.py, api/pages/turns.py.
"""

import threading
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack

import anyio
import httpx2
import pytest
from starlette.applications import Starlette
from starlette.types import Message

from api import middleware
from api.app import create_app
from api.errors import Busy
from api.pages.turns import Turns
from graph.store import Edition
from graph.stores.memory import MemoryStore
from tests.api.browser import serving
from tests.api.own_loop import in_own_loop
from tests.graph.stores.small import town

# Threads that pages share; asked by more than that, some wait before they have one.
THREADS = 40
# Seconds in which what waits for nobody must answer on the busiest machine.
AT_MOST = 20.0


class GatedStore(MemoryStore):
    """A store in memory whose gate can be shut: whoever asks then waits until it is opened."""

    def __init__(self) -> None:
        super().__init__()
        self.gate = threading.Event()
        self.gate.set()
        self.waiting = threading.Semaphore(0)

    def _slugs(self) -> list[str]:
        if not self.gate.is_set():
            self.waiting.release()
            self.gate.wait()
        return super()._slugs()

    # The lock of a store in memory would let one wait for all.
    def edition(self, slug: str) -> Edition:
        self._slugs()
        return super().edition(slug)

    def areas(self) -> tuple:  # type: ignore[type-arg]
        self._slugs()
        return super().areas()


@pytest.fixture
def store() -> GatedStore:
    opened = GatedStore()
    town(opened)
    return opened


@pytest.fixture
def address(store: GatedStore) -> Iterator[str]:
    with serving(create_app(store)) as served:
        yield served


@pytest.fixture
def shut(store: GatedStore, address: str) -> Iterator[str]:
    """Shut the gate once a page was seen, and let more pages wait than there are threads."""
    with httpx2.Client(base_url=address, timeout=AT_MOST) as client:
        assert client.get("/areas/coventry").status_code == 200
    store.gate.clear()
    with ThreadPoolExecutor(THREADS + 10) as askers:
        pages = [
            askers.submit(httpx2.get, f"{address}/areas/coventry", timeout=6 * AT_MOST)
            for _ in range(THREADS + 10)
        ]
        try:
            for _ in range(THREADS):
                assert store.waiting.acquire(timeout=AT_MOST)
            yield address
        finally:
            store.gate.set()
        assert {page.result().status_code for page in pages} == {200}


def test_what_needs_no_store_is_answered_while_all_threads_wait_for_it(shut: str) -> None:
    with httpx2.Client(base_url=shut, timeout=AT_MOST) as client:
        for _ in range(2):
            health = client.get("/health")
            assert (health.status_code, health.json()["status"]) == (503, "store away")
            assert "has not answered within 1 second" in health.json()["sentence"]
        assert client.get("/static/app.css").status_code == 200
        assert client.get("/assets/vis-network.min.js").status_code == 200
        for path, status in (("/nowhere", 404), ("/areas/coventry/nowhere", 404)):
            assert client.get(path).status_code == status
        lost = client.get("/areas/coventry/import/gone/problems.csv/more")
        assert lost.status_code == 404
        assert "<h1>Page not found</h1>" in lost.text


def test_an_error_of_an_area_leads_back_to_it_without_asking_the_store(
    store: GatedStore, address: str
) -> None:
    with httpx2.Client(base_url=address, timeout=AT_MOST) as client:
        # The page of an area nobody has seen asks for its name, but not for ever.
        assert 'href="/areas/coventry"' in client.get("/areas/coventry?asOf=soon").text
        store.gate.clear()
        try:
            answer = client.get("/areas/coventry?asOf=soon")
        finally:
            store.gate.set()
    assert answer.status_code == 400
    assert 'href="/areas/coventry"' in answer.text


def test_health_says_how_much_memory_is_taken(address: str) -> None:
    with httpx2.Client(base_url=address, timeout=AT_MOST) as client:
        said = client.get("/health").json()
        client.get("/areas/coventry/map")
        assert said.keys() == {"status", "store", "areas", "memory_mb", "kept_mb"}
        assert (said["status"], said["areas"]) == ("ok", 1)
        assert 20 < said["memory_mb"] < 5_000


@pytest.mark.parametrize("path", ["/static/app.css", "/assets/map_view.css"])
def test_a_file_that_the_browser_has_is_not_sent_again(address: str, path: str) -> None:
    with httpx2.Client(base_url=address, timeout=AT_MOST) as client:
        first = client.get(path)
        assert first.headers["content-type"].startswith("text/css")
        again = client.get(path, headers={"if-none-match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert client.get(path, headers={"if-none-match": '"other"'}).content == first.content
        head = client.head(path)
        # Of what was sent, which is compressed where it is long.
        assert (head.content, head.headers["content-length"]) == (
            b"",
            first.headers["content-length"],
        )
        assert client.post(path).status_code == 405
        assert client.get("/static/../app.py").status_code == 404
        assert client.get("/static/nothing.css").status_code == 404


def test_a_few_have_their_turn_and_the_rest_are_told_to_come_again() -> None:
    async def work() -> None:
        turns = Turns(2, 0.05, "Ask again.")
        async with turns.one(), turns.one():
            with pytest.raises(Busy, match=r"^Ask again\.$"):
                async with turns.one():
                    pass
        async with turns.one():
            pass
        at_once = Turns(1, 0.0, "Ask again.")
        async with AsyncExitStack() as held:
            await held.enter_async_context(at_once.one())
            with pytest.raises(Busy):
                await held.enter_async_context(at_once.one())

    in_own_loop(work)


OWN = {"Origin": "http://127.0.0.1", "Sec-Fetch-Site": "same-origin"}


def test_the_ninth_file_at_once_is_told_that_the_service_is_busy(store: GatedStore) -> None:
    app = create_app(store)

    async def send(client: httpx2.AsyncClient) -> httpx2.Response:
        return await client.post(
            "/areas/coventry/import", files={"file": ("Bodies.csv", "Name\nNew\n")}, headers=OWN
        )

    async def work() -> None:
        transport = httpx2.ASGITransport(app)
        base = "http://127.0.0.1"
        async with httpx2.AsyncClient(transport=transport, base_url=base) as client:
            async with AsyncExitStack() as others:
                for _ in range(8):
                    await others.enter_async_context(app.state.turns.sending.one())
                refused = await send(client)
            assert refused.status_code == 503
            assert refused.headers["retry-after"] == "2"
            assert "The service is busy: send it again in a moment." in refused.text
            assert (await send(client)).status_code == 303

    in_own_loop(work)


def test_pictures_and_papers_wait_for_the_two_before_them(store: GatedStore) -> None:
    app = create_app(store)

    async def work() -> None:
        app.state.turns.drawing._patience = 0.05
        transport = httpx2.ASGITransport(app)
        base = "http://127.0.0.1"
        async with httpx2.AsyncClient(transport=transport, base_url=base) as client:
            async with app.state.turns.drawing.one(), app.state.turns.drawing.one():
                for path in ("map.png", "report.docx"):
                    refused = await client.get(f"/areas/coventry/{path}")
                    assert refused.status_code == 503
                    assert "Others have pictures drawn" in refused.text
                assert (await client.get("/areas/coventry/map.svg")).status_code == 200
            drawn = await client.get("/areas/coventry/map.png")
            assert drawn.content.startswith(b"\x89PNG")

    in_own_loop(work)


def test_a_body_that_does_not_come_is_given_up(
    store: GatedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(middleware, "IDLE_BODY", 0.05)
    answers = in_own_loop(half_a_body, create_app(store))
    assert answers[0]["status"] == 408
    headers = dict(answers[0]["headers"])
    assert headers[b"connection"] == b"close"
    assert b"Nothing more of what was sent has come" in answers[1]["body"]


async def half_a_body(app: Starlette) -> list[Message]:
    """Send half of a form and then nothing; return what the service answers."""
    pieces = pieces_of(b"--x\r\n")
    answers: list[Message] = []

    async def receive() -> Message:
        async for piece in pieces:
            return piece
        await anyio.sleep_forever()
        raise AssertionError

    async def send(message: Message) -> None:
        answers.append(message)

    headers = {"host": "127.0.0.1", "content-type": "multipart/form-data; boundary=x", **OWN}
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": "/areas/coventry/import",
        "raw_path": b"/areas/coventry/import",
        "query_string": b"",
        "root_path": "",
        "headers": [(k.lower().encode(), v.encode()) for k, v in headers.items()],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }
    with anyio.fail_after(AT_MOST):
        await app(scope, receive, send)
    return answers


async def pieces_of(body: bytes) -> AsyncIterator[Message]:
    yield {"type": "http.request", "body": body, "more_body": True}
