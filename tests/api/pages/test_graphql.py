"""POST /graphql: whatever the body holds, a sentence comes back, and never a 5xx."""

import gzip
import json
import threading
from collections.abc import Mapping
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from api.pages.graphql import MOST_BYTES
from graph.errors import StoreUnreachable
from graph.store import Edition
from graph.stores.memory import MemoryStore

JSON = {"Content-Type": "application/json"}
NEWER = "application/graphql-response+json"
AREAS = b'{"query": "{ areas { slug } }"}'


def sentence(answer: Any) -> str:
    (error,) = answer.json()["errors"]
    assert error["extensions"]["code"]
    message = str(error["message"])
    assert message
    assert "\n" not in message
    assert "Traceback" not in message
    return message


def test_a_question_is_answered(client: TestClient) -> None:
    answer = client.post("/graphql", json={"query": '{ area(slug: "york") { name } }'})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json; charset=utf-8"
    assert answer.json() == {"data": {"area": {"name": "York"}}}


def test_variables_and_the_name_of_an_operation(client: TestClient) -> None:
    query = "query A($s: String!) { area(slug: $s) { name } } query B { areas { slug } }"
    body = {"query": query, "variables": {"s": "essex"}, "operationName": "A"}
    assert client.post("/graphql", json=body).json() == {"data": {"area": {"name": "Essex"}}}
    del body["operationName"]
    assert "name it" in sentence(client.post("/graphql", json=body))


BAD_BODIES = {
    "nothing": b"",
    "null": b"null",
    "a number": b"1",
    "a text": b'"a"',
    "true": b"true",
    "a list": b'[{"query": "{ areas { slug } }"}]',
    "no query": b"{}",
    "a null query": b'{"query": null}',
    "an empty query": b'{"query": "  "}',
    "a number for a query": b'{"query": 1}',
    "variables that are a list": b'{"query": "{ areas { slug } }", "variables": []}',
    "an operation name that is a number": b'{"query": "{ areas { slug } }", "operationName": 1}',
    "extensions that are a text": b'{"query": "{ areas { slug } }", "extensions": "x"}',
    "broken JSON": b'{"query": ',
    "two objects": AREAS + AREAS,
    "not a number": b'{"query": NaN}',
    "not UTF-8": b'{"query": "\xff\xfe"}',
    "UTF-16": AREAS.decode().encode("utf-16"),
    "a byte order mark": b"\xef\xbb\xbf" + AREAS,
    "lists nested deep": b"[" * 100_000,
    "objects nested deep": b'{"a":' * 100_000,
    "lists nested deep in variables": b'{"query": "{ areas { slug } }", "variables": {"a": '
    + b"[" * 50_000
    + b"]" * 50_000
    + b"}}",
    "a huge whole number": b'{"query": ' + b"9" * 5_000 + b"}",
    "zeros": b"\0" * 1000,
    "gzip without saying so": gzip.compress(AREAS),
}


@pytest.mark.parametrize("name", BAD_BODIES)
@pytest.mark.parametrize("accept", ["application/json", NEWER])
def test_a_bad_body_is_a_4xx_with_one_sentence(client: TestClient, name: str, accept: str) -> None:
    headers = {**JSON, "Accept": accept}
    answer = client.post("/graphql", content=BAD_BODIES[name], headers=headers)
    assert answer.status_code == 400
    assert answer.headers["content-type"].startswith(accept)
    sentence(answer)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": "application/x-www-form-urlencoded"}, 415),
        ({"Content-Type": "multipart/form-data; boundary=x"}, 415),
        ({"Content-Type": ""}, 415),
        ({"Content-Type": "application/json; charset=utf-16"}, 415),
        ({**JSON, "Content-Encoding": "gzip"}, 415),
        ({**JSON, "Accept": "image/png"}, 406),
        ({**JSON, "Accept": "application/json;q=0"}, 406),
        ({"Content-Type": "application/json; charset=UTF-8"}, 200),
        ({**JSON, "Accept": ""}, 200),
        ({**JSON, "Accept": "application/*;q=0.5, image/png"}, 200),
        ({**JSON, "Accept": "application/json;q=x, */*;q=0.1"}, 200),
    ],
)
def test_headers(client: TestClient, headers: dict[str, str], status: int) -> None:
    answer = client.post("/graphql", content=AREAS, headers=headers)
    assert answer.status_code == status
    if status != 200:
        sentence(answer)


def test_a_body_over_one_mebibyte_is_refused(client: TestClient) -> None:
    fits = json.dumps({"query": "{ areas { slug } }", "x": ""}).encode()
    padded = fits[:-2] + b"x" * (MOST_BYTES - len(fits)) + fits[-2:]
    assert len(padded) == MOST_BYTES
    assert client.post("/graphql", content=padded, headers=JSON).status_code == 200
    answer = client.post("/graphql", content=padded + b" ", headers=JSON)
    assert answer.status_code == 413
    sentence(answer)
    for length in ("9" * 5000, str(MOST_BYTES + 1)):
        headers = {**JSON, "Content-Length": length}
        assert client.post("/graphql", content=b"{}", headers=headers).status_code == 413


def test_a_streamed_body_is_cut_off_too(client: TestClient) -> None:
    chunks = iter([b" " * 65_536] * 17)
    assert client.post("/graphql", content=chunks, headers=JSON).status_code == 413


def test_the_newer_type_says_in_its_status_that_nothing_ran(client: TestClient) -> None:
    for query, status in (("{ nope }", 400), ("{", 400), ("{ areas { slug } }", 200)):
        answer = client.post("/graphql", json={"query": query}, headers={"Accept": NEWER})
        assert answer.status_code == status
        assert answer.headers["content-type"] == f"{NEWER}; charset=utf-8"
        assert ("data" in answer.json()) is (status == 200)
        older = client.post("/graphql", json={"query": query})
        assert older.status_code == 200


def test_a_failing_field_leaves_the_others(client: TestClient) -> None:
    query = '{ area(slug: "york") { view { bodies(first: -1) { totalCount } } } areas { slug } }'
    answer = client.post("/graphql", json={"query": query}, headers={"Accept": NEWER})
    assert answer.status_code == 200
    assert answer.json()["data"]["area"] == {"view": {"bodies": None}}
    assert len(answer.json()["data"]["areas"]) == 8


def test_half_a_character_in_a_message_does_not_break_the_answer(client: TestClient) -> None:
    body = '{"query": "query Q($d: Date) { area(slug: \\"york\\") { view(asOf: $d) \
{ bodies { totalCount } } } }", "variables": {"d": "\\ud800"}}'
    answer = client.post("/graphql", content=body.encode(), headers=JSON)
    assert answer.status_code == 200
    sentence(answer)


def test_get_answers_queries_and_explains_itself_without_one(client: TestClient) -> None:
    given = {
        "query": "query Q($s: String!) { area(slug: $s) { name } }",
        "variables": '{"s":"york"}',
    }
    assert client.get("/graphql", params=given).json() == {"data": {"area": {"name": "York"}}}
    answer = client.get("/graphql")
    assert answer.status_code == 400
    assert "/ask" in sentence(answer)
    page = client.get("/graphql", headers={"Accept": "text/html,*/*;q=0.8"})
    assert '<a href="/ask">' in page.text
    sentence(client.get("/graphql", params={"query": "mutation { a }"}))


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_405(client: TestClient, method: str) -> None:
    assert client.request(method, "/graphql").status_code == 405


def test_a_store_that_is_away_is_said_in_one_sentence(
    client: TestClient, store: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> None:
        raise StoreUnreachable("The store cannot be reached at nowhere.")

    monkeypatch.setattr(store, "editions", away)
    answer = client.post("/graphql", json={"query": '{ area(slug: "york") { name } }'})
    assert answer.status_code == 200
    assert sentence(answer) == "The store cannot be reached at nowhere."
    assert answer.json()["errors"][0]["extensions"] == {"code": "STORE_AWAY"}


def test_questions_are_answered_in_a_thread_of_their_own(
    app: Starlette, client: TestClient, store: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slow store must not hold up the server for others."""
    threads, editions = [], store.editions

    def seen() -> Mapping[str, Edition]:
        threads.append(threading.current_thread().name)
        return editions()

    monkeypatch.setattr(store, "editions", seen)
    client.post("/graphql", json={"query": '{ area(slug: "york") { name } }'})
    assert len(threads) == 1
    assert threads[0].startswith("AnyIO worker")


def test_what_a_program_has_already_is_not_sent_again(client: TestClient) -> None:
    asked = {"query": '{ area(slug: "york") { name } }'}
    first = client.get("/graphql", params=asked)
    tag = first.headers["etag"]
    assert first.headers["cache-control"] == "private, no-cache"
    known = {"If-None-Match": f'"x", {tag}'}
    again = client.get("/graphql", params=asked, headers=known)
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == tag
    # Of another question it has nothing; and whoever sends a question by POST is answered.
    assert client.get("/graphql", params={"query": "{ rules { id } }"}, headers=known).content
    posted = client.post("/graphql", json=asked, headers=known)
    assert (posted.status_code, posted.json()) == (200, first.json())
    assert "etag" not in posted.headers


def test_what_goes_wrong_has_no_tag(client: TestClient) -> None:
    for query in (
        "{ nothing }",
        "{",
        '{ area(slug: "york") { view { things(first: -1) { totalCount } } } }',
    ):
        for _ in range(2):
            assert "etag" not in client.get("/graphql", params={"query": query}).headers


@pytest.mark.parametrize("accept", ["gzip", "identity"])
def test_a_long_answer_is_the_same_compressed_or_not_anew_or_again(
    client: TestClient, accept: str
) -> None:
    query = "{ rules { id title question remedy } }"
    answers = [
        client.post(
            "/graphql",
            json={"query": query},
            headers={"Accept-Encoding": accept, "Cache-Control": control},
        )
        for control in ("no-cache", "", "")
    ]
    bodies = {answer.content for answer in answers}
    assert len(bodies) == 1
    assert len(bodies.pop()) > 10_000
    for answer in answers:
        assert answer.headers.get("content-encoding") == ("gzip" if accept == "gzip" else None)
        assert "Accept-Encoding" in answer.headers["vary"]


def test_whoever_wants_it_worked_out_anew_says_so(
    client: TestClient, store: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = {"query": '{ area(slug: "york") { slug } }'}
    client.post("/graphql", json=query)
    looked = []
    monkeypatch.setattr("api.pages.graphql.as_asked_before", lambda *_: looked.append(1))
    client.post("/graphql", json=query, headers={"Cache-Control": "no-cache"})
    assert looked == []
    client.post("/graphql", json=query)
    assert looked == [1]
