"""Server-sent events through a real server: GraphQL as a stream, and the revisions of an area."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx2
import pytest

from api.access.network import SESSION_COOKIE
from api.access.persons import Role
from api.access.standing import OVER
from api.pages import event_streams
from api.pages.event_streams import prefers_stream
from tests.api.access.quick import somebody
from tests.api.live_service import (
    COMES_WITHIN,
    OTHER,
    TOWN,
    Guests,
    LiveService,
    guarded_service,
    live_service,
    small_store,
)

STREAM = {"accept": "text/event-stream"}


@pytest.fixture(scope="module")
def service() -> Iterator[LiveService]:
    with live_service(small_store()) as running:
        yield running


@pytest.fixture(autouse=True)
def _nobody_is_left(service: LiveService) -> Iterator[None]:
    yield
    assert service.quiet()


class Events:
    """What comes over one stream, event by event."""

    def __init__(self, response: httpx2.Response) -> None:
        self.response = response
        self._lines = response.iter_lines()

    def block(self) -> dict[str, str]:
        """Wait for the next event, or comment (under ""); {} once there is nothing more."""
        found: dict[str, str] = {}
        for line in self._lines:
            if not line and found:
                return found
            if line:
                name, _, value = line.partition(":")
                found[name] = value.removeprefix(" ")
        return found

    def event(self) -> dict[str, str]:
        """Wait for the next event that has data."""
        while "data" not in (block := self.block()):
            assert block, "the stream has ended"
        return block

    def payload(self) -> dict[str, Any]:
        """Wait for the next answer."""
        event = self.event()
        assert event["event"] == "next", event
        answer: dict[str, Any] = json.loads(event["data"])
        return answer


@contextmanager
def streaming(
    service: LiveService, path: str, method: str = "GET", **given: Any
) -> Iterator[Events]:
    given["headers"] = STREAM | given.get("headers", {})
    with (
        httpx2.Client(base_url=service.address, timeout=COMES_WITHIN) as client,
        client.stream(method, path, **given) as response,
    ):
        yield Events(response)


@contextmanager
def following(service: LiveService, since: int | None, **headers: str) -> Iterator[Events]:
    """Follow the town, after a revision."""
    asked = "" if since is None else f", sinceRevision: {since}"
    fields = "revision readAgain changes { id }"
    query = f'subscription {{ areaChanged(area: "{TOWN}"{asked}) {{ {fields} }} }}'
    with streaming(service, "/graphql", "POST", json={"query": query}, headers=headers) as events:
        yield events


def revision_of(answer: dict[str, Any]) -> int:
    revision: int = answer["data"]["areaChanged"]["revision"]
    return revision


def test_what_is_written_comes_as_events_with_their_revisions(service: LiveService) -> None:
    seen = service.store.revision(TOWN)
    with following(service, seen) as events:
        assert events.response.headers["content-type"].startswith("text/event-stream")
        assert events.response.headers["cache-control"] == "no-store"
        assert "default-src 'none'" in events.response.headers["content-security-policy"]
        assert "content-encoding" not in events.response.headers
        for number in (1, 2, 3):
            service.write()
            event = events.event()
            assert event["event"] == "next"
            assert event["id"].partition(".")[0] == str(seen + number)
            assert revision_of(json.loads(event["data"])) == seen + number


def test_who_comes_again_with_the_last_id_misses_nothing(service: LiveService) -> None:
    first = service.store.revision(TOWN)
    with following(service, first) as events:
        service.write()
        last = events.event()["id"]
    for _ in range(5):
        service.write()
    # As a browser does: the same address, and the id of what it was told last.
    with following(service, first, **{"last-event-id": last}) as events:
        assert [revision_of(events.payload()) for _ in range(5)] == list(
            range(first + 2, first + 7)
        )


def test_an_id_of_another_life_of_the_store_is_told_to_read_again(service: LiveService) -> None:
    seen = service.store.revision(TOWN)
    with following(service, None, **{"last-event-id": f"{seen}.0123abcd"}) as events:
        assert events.payload()["data"]["areaChanged"] == {
            "revision": seen,
            "readAgain": True,
            "changes": [],
        }
    service.write()
    with following(service, seen, **{"last-event-id": "no id of ours"}) as events:
        assert revision_of(events.payload()) == seen + 1


def test_a_question_is_answered_as_one_event(service: LiveService) -> None:
    query = "query Named($slug: String!) { area(slug: $slug) { name } }"
    asked = {"query": query, "variables": {"slug": TOWN}, "operationName": "Named"}
    by_get = asked | {"variables": json.dumps(asked["variables"])}
    for method, given in (("POST", {"json": asked}), ("GET", {"params": by_get})):
        with streaming(service, "/graphql", method, **given) as events:
            assert events.payload() == {"data": {"area": {"name": "Nearham"}}}
            assert events.event() == {"event": "complete", "data": ""}
            assert events.block() == {}


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{ nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("{", "GRAPHQL_PARSE_FAILED"),
        ('subscription { areaChanged(area: "nowhere") { revision } }', "NOT_FOUND"),
        ("subscription { nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ('mutation { dropScenario(area: "nearham", name: "A") { revision } }', "BAD_USER_INPUT"),
    ],
)
def test_what_is_wrong_with_a_question_comes_as_an_event(
    service: LiveService, query: str, code: str
) -> None:
    with streaming(service, "/graphql", params={"query": query}) as events:
        assert events.response.status_code == 200
        (error,) = events.payload()["errors"]
        assert error["extensions"]["code"] == code
        assert events.event()["event"] == "complete"


@pytest.mark.parametrize(
    ("method", "given", "status"),
    [
        ("GET", {}, 400),
        ("GET", {"params": {"query": "{ areas { slug } }", "variables": "{"}}, 400),
        ("POST", {"content": "{"}, 415),
        ("POST", {"content": "{", "headers": {"content-type": "application/json"}}, 400),
        ("POST", {"content": b"\xff", "headers": {"content-type": "application/json"}}, 400),
        ("POST", {"json": {"query": 1}}, 400),
        ("POST", {"json": {"query": "{ a }", "variables": 1}}, 400),
        ("POST", {"json": []}, 400),
    ],
)
def test_what_is_no_question_is_refused_with_a_status(
    service: LiveService, method: str, given: dict[str, Any], status: int
) -> None:
    given = {**given, "headers": STREAM | given.get("headers", {})}
    answer = httpx2.request(method, f"{service.address}/graphql", **given)
    assert answer.status_code == status
    (error,) = answer.json()["errors"]
    assert error["message"].endswith(".")


def test_only_who_would_rather_have_a_stream_gets_one(service: LiveService) -> None:
    assert prefers_stream("text/event-stream")
    assert prefers_stream("Text/Event-Stream;q=1, multipart/mixed")
    # As urql asks each question.
    assert not prefers_stream("application/json, text/event-stream, multipart/mixed")
    assert not prefers_stream("")
    headers = {"accept": "application/json, text/event-stream"}
    asked = {"query": "{ areas { slug } }"}
    answer = httpx2.post(f"{service.address}/graphql", json=asked, headers=headers)
    assert answer.json()["data"]["areas"]


def test_pages_are_told_the_revision_of_an_area_and_each_later_one(service: LiveService) -> None:
    seen = service.store.revision(TOWN)
    path = f"/areas/{TOWN}/events"
    with streaming(service, path) as events:
        assert events.block() == {"retry": "3000"}
        first = events.event()
        assert first["data"] == str(seen)
        service.write()
        service.write(OTHER)
        later = events.event()
        assert later["data"] == str(seen + 1)
        assert set(later) == {"data", "id"}


@pytest.mark.parametrize("by_number", [True, False])
def test_a_revision_that_a_page_knows_is_not_told_again(
    service: LiveService, by_number: bool
) -> None:
    path = f"/areas/{TOWN}/events"
    with streaming(service, path) as events:
        told = events.event()
    known = told["data"] if by_number else told["id"]
    with streaming(service, path, headers={"last-event-id": known}) as events:
        assert events.block() == {"retry": "3000"}
        service.write()
        assert int(events.event()["data"]) == int(told["data"]) + 1


def test_an_area_that_is_not_there_has_no_stream(service: LiveService) -> None:
    answer = httpx2.get(f"{service.address}/areas/nowhere/events", headers=STREAM)
    assert answer.status_code == 404


def test_who_asks_for_the_headers_only_gets_these(service: LiveService) -> None:
    answer = httpx2.head(f"{service.address}/areas/{TOWN}/events", headers=STREAM)
    assert answer.headers["content-type"].startswith("text/event-stream")


def test_a_silent_stream_says_that_it_is_there(
    service: LiveService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(event_streams, "BEAT", 0.02)
    with streaming(service, f"/areas/{TOWN}/events") as events:
        events.event()
        assert events.block() == {"": ""}
        assert events.block() == {"": ""}


def test_a_page_elsewhere_gets_no_stream(service: LiveService) -> None:
    headers = STREAM | {"origin": "http://elsewhere.example", "sec-fetch-site": "cross-site"}
    for path in ("/graphql?query={areas{slug}}", f"/areas/{TOWN}/events"):
        answer = httpx2.get(f"{service.address}{path}", headers=headers)
        assert answer.status_code == 403


@pytest.fixture(scope="module")
def guests() -> Iterator[Guests]:
    with guarded_service(small_store()) as running:
        yield running


def test_a_stranger_follows_nothing_but_what_is_published(guests: Guests) -> None:
    address, network = guests.service.address, guests.network
    answer = httpx2.get(f"{address}/graphql?query={{a}}", headers=STREAM)
    assert answer.status_code == 401
    assert answer.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    assert httpx2.get(f"{address}/areas/{TOWN}/events", headers=STREAM).status_code == 303
    network.people.publish(TOWN, "Ola")
    with streaming(guests.service, f"/areas/{TOWN}/events") as events:
        assert events.event()["data"]
        network.people.unpublish(TOWN)
        guests.service.write()
        assert events.block() == {}


@pytest.mark.parametrize("told", [True, False])
def test_a_token_that_ends_ends_its_streams(guests: Guests, told: bool) -> None:
    name, service = f"Ada {told}", guests.service
    shown = guests.let_in(name, TOWN)
    with (
        following(service, service.store_below.revision(TOWN), **shown) as events,
        streaming(service, f"/areas/{TOWN}/events", headers=shown) as revisions,
    ):
        service.write()
        assert events.payload()["data"]
        revisions.event()
        if told:
            guests.revoke(name)
        else:
            guests.clock.pass_by(days=91)
            service.write()
        (error,) = events.payload()["errors"]
        assert error == {"message": OVER, "extensions": {"code": "UNAUTHENTICATED"}}
        assert events.event()["event"] == "complete"
        while revisions.block():
            pass
    query = {"query": "{ a }"}
    answer = httpx2.post(f"{service.address}/graphql", json=query, headers=STREAM | shown)
    assert answer.status_code == 401


def test_a_page_that_only_listens_does_not_keep_its_session(guests: Guests) -> None:
    account = somebody(guests.network, "Idle", Role.VIEWER, TOWN)
    session = guests.network.sessions.begin(account)
    shown = {"cookie": f"{SESSION_COOKIE}={session}"}
    with streaming(guests.service, f"/areas/{TOWN}/events", headers=shown) as events:
        events.event()
        for _ in range(3):
            guests.clock.pass_by(minutes=9)
            guests.service.write()
            assert events.event()["data"]
        guests.clock.pass_by(minutes=4)
        guests.service.write()
        assert events.block() == {}


def test_a_service_that_stops_ends_its_streams() -> None:
    with live_service(small_store()) as stopping, following(stopping, 1) as events:
        stopping.write()
        assert events.payload()["data"]
        stopping.stop()
        assert events.block() == {}
