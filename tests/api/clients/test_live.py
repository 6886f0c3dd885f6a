"""Clients of others follow an area, over sockets and streams, and miss nothing when cut off."""

import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from gql import Client, GraphQLRequest
from gql.transport.exceptions import TransportQueryError
from gql.transport.websockets import WebsocketsTransport
from playwright.sync_api import Browser, Page

from tests.api.clients.judges import judge
from tests.api.live_service import COMES_WITHIN, TOWN, LiveService, live_service, small_store, write
from tests.api.own_loop import in_own_loop

# Written before anybody listens, and while they do.
BEFORE, MEANWHILE = 10, 50


@pytest.fixture(scope="module")
def service() -> Iterator[LiveService]:
    store = small_store()
    for _ in range(BEFORE):
        write(store)
    with live_service(store) as running:
        yield running


@pytest.fixture(scope="module")
def said(service: LiveService) -> dict[str, Any]:
    """What clients of Node.js were told, while somebody wrote 50 times."""
    last = service.store.revision(TOWN) + MEANWHILE
    stop = threading.Event()

    def work() -> None:
        while not service.app.state.bus.listening and not stop.wait(0.005):
            pass
        for _ in range(MEANWHILE):
            service.write()
            time.sleep(0.01)

    writer = threading.Thread(target=work)
    writer.start()
    try:
        given = {"area": TOWN, "since": 1, "until": last}
        address = {"url": f"{service.address}/graphql", "socket": service.socket_address}
        return dict(judge("live", given | address))
    finally:
        stop.set()
        writer.join()


def check_whole(service: LiveService, told: list[dict[str, Any]]) -> None:
    """Fail where anything was missed, told twice or out of its order."""
    history = [one for one in service.store.history(TOWN) if one.revision <= 1 + BEFORE + MEANWHILE]
    assert [one["revision"] for one in told] == list(range(2, 2 + BEFORE + MEANWHILE))
    assert [change["id"] for one in told for change in one["changes"]] == [
        one.id for one in history
    ]
    assert not any(one["readAgain"] for one in told)
    assert all(change["after"]["sentence"] for one in told for change in one["changes"])
    assert any(one["opened"] for one in told)


@pytest.mark.parametrize("client", ["cutOff", "asStream", "byApollo", "byUrql"])
def test_it_is_told_each_revision_once(
    service: LiveService, said: dict[str, Any], client: str
) -> None:
    check_whole(service, said[client])


def test_several_things_go_over_one_socket(service: LiveService, said: dict[str, Any]) -> None:
    check_whole(service, said["overOne"]["told"])
    assert said["overOne"]["same"]
    assert {"slug": TOWN} in said["overOne"]["data"]["areas"]
    (error,) = said["overOne"]["refused"]
    assert error["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"


def test_gql_follows_an_area(service: LiveService) -> None:
    query = """subscription Followed($since: Int) {
        areaChanged(area: "nearham", sinceRevision: $since) { revision } }"""

    async def followed(since: int) -> list[int]:
        transport = WebsocketsTransport(
            url=service.socket_address,
            subprotocols=[WebsocketsTransport.GRAPHQLWS_SUBPROTOCOL],
            ping_interval=0.2,
            pong_timeout=COMES_WITHIN,
        )
        found = list[int]()
        async with Client(transport=transport) as session:
            asked = GraphQLRequest(query, variable_values={"since": since})
            async for event in session.subscribe(asked):
                found.append(event["areaChanged"]["revision"])
                if len(found) == 3:
                    break
                if len(found) == 1:
                    service.write()
                    service.write()
            wrong = GraphQLRequest('subscription { areaChanged(area: "none") { revision } }')
            with pytest.raises(TransportQueryError, match="There is no area"):
                async for _ in session.subscribe(wrong):
                    pass
        return found

    service.write()
    seen = service.store.revision(TOWN) - 1
    assert in_own_loop(followed, seen) == [seen + 1, seen + 2, seen + 3]


def wait_for(page: Page, told: int) -> None:
    """Wait until a page was told so many events."""
    until = time.monotonic() + COMES_WITHIN
    while page.evaluate("window.told.length") < told:
        assert time.monotonic() < until, "the event does not come"
        time.sleep(0.02)


def test_a_browser_is_told_that_its_page_is_old_and_comes_again_by_itself(
    service: LiveService, browser: Browser
) -> None:
    context = browser.new_context(base_url=service.address)
    page = context.new_page()
    page.goto(f"/areas/{TOWN}")
    seen = service.store.revision(TOWN)
    page.evaluate(
        """path => { window.told = []; window.source = new EventSource(path);
        window.source.onmessage = event => window.told.push(event.data); }""",
        f"/areas/{TOWN}/events",
    )
    wait_for(page, 1)
    service.write()
    wait_for(page, 2)
    # The service ends it, as when it stops: the browser comes again, and is told what it missed.
    for visit in list(service.app.state.streams._visits):
        visit.end()
    service.write()
    wait_for(page, 3)
    assert page.evaluate("window.told") == [str(seen + number) for number in range(3)]
    context.close()
