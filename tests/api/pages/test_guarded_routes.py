"""A route asks the table before it answers; what is in no table is closed, sockets too."""

import pytest
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.types import Message
from starlette.websockets import WebSocket

from api.access.needs import VIEWER
from api.access.page_needs import PAGE_NEEDS
from api.access.persons import ALL_RIGHTS, Person, Rights, Role, Via, acting_as
from api.pages.guarded_routes import GuardedRoute
from graph.stores.memory import MemoryStore
from tests.api.own_loop import in_own_loop

BEA = Person("Bea", Rights(by_area={"york": Role.VIEWER}), Via.PAGE, "bea")
OLU = Person("Olu", ALL_RIGHTS, Via.PAGE, "olu")


async def _accepts(socket: WebSocket) -> None:
    await socket.accept()


def opened(person: Person, path: str) -> list[str]:
    """Open a socket as somebody; return what they are sent."""
    sent: list[str] = []

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    async def send(message: Message) -> None:
        sent.append(message["type"])

    async def open_it() -> None:
        route = GuardedRoute(WebSocketRoute("/areas/{slug}/live", _accepts), MemoryStore())
        scope = {"type": "websocket", "path": path, "headers": [], "subprotocols": []}
        _, inside = route.matches(scope)
        with acting_as(person):
            await route.handle({**scope, **inside}, receive, send)

    in_own_loop(open_it)
    return sent


def test_a_socket_is_opened_only_to_who_may(monkeypatch: pytest.MonkeyPatch) -> None:
    closed, open_ = ["websocket.close"], ["websocket.accept"]
    assert opened(OLU, "/areas/york/live") == closed
    monkeypatch.setitem(PAGE_NEEDS, "/areas/{slug}/live", {"WEBSOCKET": VIEWER})
    assert opened(BEA, "/areas/york/live") == open_
    assert opened(BEA, "/areas/hull/live") == closed


def test_a_route_in_no_table_is_found_by_nobody() -> None:
    sent: list[Message] = []

    async def receive() -> Message:
        raise AssertionError("It was read.")

    async def send(message: Message) -> None:
        sent.append(message)

    async def ask() -> None:
        route = GuardedRoute(Route("/new", lambda _: PlainTextResponse("told")), MemoryStore())
        scope = {"type": "http", "method": "GET", "path": "/new", "headers": []}
        with acting_as(OLU):
            await route.handle({**scope, **route.matches(scope)[1]}, receive, send)

    with pytest.raises(HTTPException, match="404"):
        in_own_loop(ask)
    assert sent == []
