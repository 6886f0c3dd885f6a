"""The application: error pages in one sentence, health.

Tests: api/pages/about.py.
"""

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from starlette.types import Message

from api.app import create_app
from graph.errors import StoreLocked
from graph.stores.memory import MemoryStore
from tests.api.own_loop import in_own_loop
from tests.api.pages.addresses import path_of, routes
from tests.graph.stores.small import town


@pytest.mark.parametrize(
    ("address", "status", "sentence"),
    [
        ("/nowhere", 404, "Nothing is kept at this address."),
        ("/areas/coventy", 404, "There is no area &#34;coventy&#34;. Did you mean coventry?"),
        ("/areas/coventry/nodes/strategic", 404, "Did you mean"),
        ("/areas/coventry/nodes/sehpp", 404, "Did you mean &#34;Strategic Early Help Partnership"),
        ("/areas/coventry/findings/no-circle", 404, "There is no check &#34;no-circle&#34;."),
        ("/areas/coventry/findings?outcome=bad", 400, "&#34;bad&#34; is no outcome: choose gap,"),
        ("/areas/coventry/findings?group=bad", 400, "&#34;bad&#34; is no group of checks"),
        ("/areas/coventry?asOf=31/03/2024", 400, "is not a day: write it as 2024-03-31."),
        ("/areas/coventry?complete=maybe", 400, "write 1 to treat the map as complete, or 0."),
        ("/areas/coventry/table?sort=size", 400, "The table has no column &#34;size&#34;"),
        ("/areas/coventry/table?order=size", 400, "write up or down."),
        ("/areas/coventry/table?show=size", 400, "write bodies or all."),
        ("/areas/coventry/line-of-sight?from=nobody-here&to=hwb", 404, "There is no thing"),
    ],
)
def test_an_error_is_one_sentence(
    client: TestClient, address: str, status: int, sentence: str
) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert sentence in answer.text
    assert "<h1>" in answer.text
    assert "Traceback" not in answer.text


def test_an_error_within_an_area_leads_back_to_it(client: TestClient) -> None:
    assert 'href="/areas/york"' in client.get("/areas/york?asOf=soon").text
    assert 'href="/areas/york"' in client.get("/areas/york/nodes/zzz").text


def test_a_wrong_method_is_answered_in_the_same_look(client: TestClient) -> None:
    answer = client.post("/rules")
    assert answer.status_code == 405
    assert answer.headers["Allow"]
    assert "does not answer this kind of request" in answer.text


def broken_app(error: Exception) -> Starlette:
    class Broken(MemoryStore):
        def revision(self, slug: str) -> int:
            raise error

    return create_app(Broken())


def test_a_fault_in_the_program_says_nothing_of_itself() -> None:
    app = broken_app(ZeroDivisionError("a secret"))
    answer = TestClient(app, raise_server_exceptions=False, base_url="http://127.0.0.1").get(
        "/areas/york"
    )
    assert answer.status_code == 500
    assert "Something went wrong in the program." in answer.text
    assert "secret" not in answer.text


def test_a_store_that_is_away_is_a_503() -> None:
    app = broken_app(StoreLocked("Another program has the store open."))
    answer = TestClient(app, raise_server_exceptions=False, base_url="http://127.0.0.1").get(
        "/areas/york"
    )
    assert answer.status_code == 503
    assert "Another program has the store open." in answer.text


def test_health(client: TestClient) -> None:
    said = client.get("/health").json()
    assert {name: said[name] for name in ("status", "store", "areas")} == {
        "status": "ok",
        "store": "memory",
        "areas": 8,
    }


def test_health_says_when_the_store_is_away() -> None:
    class Away(MemoryStore):
        def areas(self) -> tuple[()]:
            raise StoreLocked("Another program has the store open.")

    answer = TestClient(create_app(Away()), base_url="http://127.0.0.1").get("/health")
    assert answer.status_code == 503
    assert answer.json()["status"] == "store away"


def test_a_name_that_somebody_points_at_this_machine_gets_no_answer(client: TestClient) -> None:
    answer = client.get("/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert client.get("/", headers={"host": "localhost:8000"}).status_code == 200


FORMS = sorted({path_of(route) for route in routes() if "POST" in (route.methods or ())})


@pytest.mark.parametrize("path", FORMS)
def test_a_browser_that_closes_while_it_sends_is_no_fault_in_the_program(path: str) -> None:
    """A fault would leave the application, and the server would print where it was."""
    store = MemoryStore()  # its own: a form without fields is done all the same
    town(store)
    app = create_app(store)
    given = {"slug": "coventry", "token": "x"}
    headers = [
        (b"host", b"127.0.0.1"),
        (b"origin", b"http://127.0.0.1"),
        (b"content-type", b"multipart/form-data; boundary=x"),
        (b"content-length", b"1000"),
    ]
    scope = {
        "type": "http", "method": "POST", "path": path.format_map(given), "headers": headers,
        "query_string": b"", "scheme": "http", "server": ("127.0.0.1", 80), "app": app,
    }  # fmt: skip
    parts: list[Message] = [{"type": "http.request", "body": b"half", "more_body": True}]
    answers: list[Message] = []

    async def receive() -> Message:
        return parts.pop(0) if parts else {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        answers.append(message)

    in_own_loop(app, scope, receive, send)
    assert answers[0]["status"] < 500


def test_there_are_forms_to_close() -> None:
    assert {"/graphql", "/areas/{slug}/scenarios", "/areas/{slug}/import"} <= set(FORMS)
