"""The same request again gets the same answer, for as long as it would be worked out so."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.pages import graphql, replays
from graph.facts.changes import Changed
from graph.stores.ladybug import LadybugStore
from tests.graph.stores.small import BOARD, batch, town

ASKED = {"query": '{ area(slug: "coventry") { name revision } rules { id title question } }'}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[LadybugStore]:
    opened = LadybugStore(tmp_path / "store.lbug")
    town(opened)
    yield opened
    opened.close()


@pytest.fixture
def client(store: LadybugStore) -> Iterator[TestClient]:
    with TestClient(create_app(store), base_url="http://127.0.0.1") as opened:
        yield opened


def worked_out(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Count the requests that come as far as the page."""
    seen: list[int] = []
    asked = graphql._asked

    def count(*given: Any, **more: Any) -> Any:
        seen.append(1)
        return asked(*given, **more)

    monkeypatch.setattr(graphql, "_asked", count)
    return seen


@pytest.mark.parametrize("coding", ["gzip", "identity"])
def test_the_third_time_it_is_sent_as_it_was_with_all_its_headers(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, coding: str
) -> None:
    seen = worked_out(client, monkeypatch)
    headers = {"Accept-Encoding": coding}
    first, second, third, fourth = (
        client.post("/graphql", json=ASKED, headers=headers) for _ in range(4)
    )
    assert len(seen) == 2
    assert second.headers == third.headers == fourth.headers
    assert first.content == second.content == third.content == fourth.content
    assert third.headers["x-content-type-options"] == "nosniff"
    assert third.headers.get("content-encoding") == ("gzip" if coding == "gzip" else None)


def test_after_a_change_it_is_worked_out_anew(client: TestClient, store: LadybugStore) -> None:
    revisions = []
    for number in range(4):
        found = [client.post("/graphql", json=ASKED).json()["data"]["area"] for _ in range(3)]
        revisions.append({one["revision"] for one in found})
        renamed = Changed(replace(BOARD, name=f"Board {number}"))
        store.apply(batch(f"change {number}", renamed))
    assert revisions == [{1}, {2}, {3}, {4}]


def test_another_request_is_another_request(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        client.post("/graphql", json=ASKED)
    seen = worked_out(client, monkeypatch)
    newer = client.post(
        "/graphql", json=ASKED, headers={"Accept": "application/graphql-response+json"}
    )
    assert newer.headers["content-type"].startswith("application/graphql-response+json")
    assert (
        client.post("/graphql", json=ASKED, headers={"Host": "elsewhere.example"}).status_code
        == 400
    )
    assert (
        client.post("/graphql", json=ASKED, headers={"Content-Type": "text/plain"}).status_code
        == 415
    )
    assert client.post("/graphql", json=ASKED, headers={"Cache-Control": "no-cache"}).json()
    assert len(seen) == 2


def test_what_goes_wrong_or_changes_something_is_worked_out_each_time(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = worked_out(client, monkeypatch)
    own = {"Origin": "http://127.0.0.1", "Sec-Fetch-Site": "same-origin"}
    drop = 'mutation { dropScenario(area: "coventry", name: "x") { problems { message } } }'
    for query in ("{ nothing }", drop, '{ area(slug: "coventry") { scenarios { name } } }'):
        for _ in range(4):
            client.post("/graphql", json={"query": query}, headers=own)
    assert len(seen) == 12


def test_only_so_many_requests_are_remembered(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replays, "MOST_REQUESTS", 2)
    seen = worked_out(client, monkeypatch)
    for number in range(3):
        for _ in range(2):
            client.post("/graphql", json=ASKED, headers={"X-Number": str(number)})
    before = len(seen)
    client.post("/graphql", json=ASKED, headers={"X-Number": "2"})
    assert len(seen) == before
    client.post("/graphql", json=ASKED, headers={"X-Number": "0"})
    assert len(seen) == before + 1
    long = {**ASKED, "extensions": {"long": " " * replays.LONGEST}}
    for _ in range(4):
        assert client.post("/graphql", json=long).json()["data"]
    assert len(seen) == before + 5


def test_what_the_service_no_longer_keeps_is_not_held_by_a_request(client: TestClient) -> None:
    for _ in range(3):
        client.post("/graphql", json=ASKED)
    app: Any = client.app
    responses = app.state.reader.responses
    ((question, kept),) = responses._kept.items()
    held = sys.getrefcount(kept)
    with responses._lock:
        responses._drop(question)
    assert sys.getrefcount(kept) == held - 1
    assert client.post("/graphql", json=ASKED).json()["data"]
