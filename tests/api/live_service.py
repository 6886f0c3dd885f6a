"""A service as users start it, on a free port, over a small town that tests write into."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from typing import Any

import uvicorn
from starlette.applications import Starlette
from websockets.sync.client import ClientConnection, connect

from api.access.guarded_store import GuardedStore
from api.access.network import NetworkMode
from api.access.persons import Role
from api.app import create_app
from api.commands.listening import Listening
from api.commands.server import ServiceProcess, server_settings
from graph.facts.changes import Added, Batch, Changed
from graph.facts.model import Node
from graph.store import Store
from graph.stores.memory import MemoryStore
from tests.api.access.quick import SetClock, quick_network, somebody
from tests.towns import Town

STARTS_WITHIN = 20.0
# Seconds that a message may take to come, on a busy machine.
COMES_WITHIN = 20.0
TOWN, OTHER = "nearham", "farham"
_numbers = count(1)


def small_store() -> MemoryStore:
    """Return a store with two towns of a board each."""
    store = MemoryStore()
    for slug in (TOWN, OTHER):
        store.put(Town(slug).main("board").snapshot(), ())
    return store


class LiveService:
    """A running service, its store, and what is needed to see it from inside."""

    def __init__(self, app: Starlette, address: str, stop: Callable[[], None]) -> None:
        self.app, self.address, self.stop = app, address, stop
        self.store: Store = app.state.reader.store

    @property
    def store_below(self) -> Store:
        """The store of a service on a network, below its guard."""
        found = self.store
        return found._store if isinstance(found, GuardedStore) else found

    @property
    def socket_address(self) -> str:
        return socket_address(self.address)

    def write(self, slug: str = TOWN) -> int:
        """Add a body to a town; return the revision."""
        return write(self.store_below, slug)

    def quiet(self) -> bool:
        """Wait until nobody listens any more; say whether that came to be."""
        until = time.monotonic() + COMES_WITHIN
        while time.monotonic() < until:
            if not self.app.state.bus.listening and not len(self.app.state.streams):
                return True
            time.sleep(0.01)
        return False


def socket_address(service: LiveService | str) -> str:
    """Return where a service answers over sockets."""
    address = service if isinstance(service, str) else service.address
    return f"{address.replace('http', 'ws', 1)}/graphql"


def write(store: Store, slug: str = TOWN, who: str = "pat") -> int:
    """Add a body to a town; return the revision."""
    name = f"added{next(_numbers)}"
    (body,) = (
        fact
        for fact in Town(slug).body(name, "safeguarding_partnership").facts.values()
        if isinstance(fact, Node)
    )
    return store.apply(_batch(slug, name, Added(body), who))


def write_note(store: Store, slug: str = TOWN) -> int:
    """Change the note of a town's board; return the revision."""
    board = store.read(slug).nodes[f"{slug}/board"]
    name = f"note {next(_numbers)}"
    return store.apply(_batch(slug, name, Changed(replace(board, note=name)), "pat"))


def _batch(slug: str, name: str, change: Added | Changed, who: str) -> Batch:
    now = datetime.now(UTC)
    return Batch(id=name, area=slug, who=who, when=now, source="minutes", changes=(change,))


@contextmanager
def live_service(store: Store, **given: Any) -> Iterator[LiveService]:
    """Serve a store by the settings of users; gives the service."""
    app = create_app(store, **given)
    listener = socket.create_server(("127.0.0.1", 0))
    address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    settings = server_settings(app, "127.0.0.1", 0)
    where = Listening("127.0.0.1", 0)
    server = ServiceProcess(settings, app, where, False, lambda: None, app.state.streams.stop)
    thread = threading.Thread(target=uvicorn.Server.run, args=(server, [listener]), daemon=True)
    thread.start()
    until = time.monotonic() + STARTS_WITHIN
    while not server.started:
        assert time.monotonic() < until, "the server did not start"
        time.sleep(0.01)

    def stop() -> None:
        server.should_exit = True
        thread.join(STARTS_WITHIN)
        listener.close()
        assert not thread.is_alive(), "the server did not stop"

    try:
        yield LiveService(app, address, stop)
    finally:
        stop()


class Talk:
    """What is said over one socket of graphql-transport-ws."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection

    def say(self, kind: str, **more: Any) -> None:
        self.connection.send(json.dumps({"type": kind, **more}))

    def hear(self) -> dict[str, Any]:
        heard: dict[str, Any] = json.loads(self.connection.recv(COMES_WITHIN))
        return heard

    def begin(self, payload: dict[str, Any] | None = None) -> None:
        """Begin, and hear that it has begun."""
        self.say("connection_init", **({} if payload is None else {"payload": payload}))
        assert self.hear() == {"type": "connection_ack"}

    def ask(self, query: str, name: str = "1", **more: Any) -> None:
        self.say("subscribe", id=name, payload={"query": query, **more})

    def follow(self, since: int, slug: str = TOWN, name: str = "1") -> None:
        """Follow an area after a revision: its revisions, and the ids of what was written."""
        fields = "revision readAgain changes { id }"
        asked = f'areaChanged(area: "{slug}", sinceRevision: {since}) {{ {fields} }}'
        self.ask(f"subscription {{ {asked} }}", name)

    def event(self) -> dict[str, Any]:
        """Hear the next event of an area."""
        heard = self.hear()
        assert heard["type"] == "next", heard
        event: dict[str, Any] = heard["payload"]["data"]["areaChanged"]
        return event

    def closed(self) -> tuple[int, str]:
        """Wait until the socket is closed; return why."""
        while True:
            try:
                self.connection.recv(COMES_WITHIN)
            except TimeoutError:
                raise AssertionError("the socket stays open") from None
            except Exception:
                close = self.connection.protocol.close_rcvd
                return (close.code, close.reason) if close else (1006, "")


@contextmanager
def talking(service: LiveService | str, begun: bool = True, **given: Any) -> Iterator[Talk]:
    """Open a socket to a service, or to its address, and begin."""
    given.setdefault("subprotocols", ["graphql-transport-ws"])
    with connect(socket_address(service), **given) as connection:
        talk = Talk(connection)
        if begun:
            talk.begin()
        yield talk


class Guests:
    """A service on a network, and tokens of people whose rights change while they listen."""

    def __init__(self, service: LiveService, network: NetworkMode, clock: SetClock) -> None:
        self.service, self.network, self.clock = service, network, clock

    def let_in(self, name: str, *areas: str) -> dict[str, str]:
        """Add somebody who may review some areas; return the headers that show their token."""
        account = somebody(self.network, name, Role.REVIEWER, *areas)
        text, _ = self.network.tokens.issue(account, Role.REVIEWER)
        return {"Authorization": f"Bearer {text}"}

    def revoke(self, name: str) -> None:
        """Revoke the tokens of somebody."""
        account = self.network.people.named(name)
        for token in self.network.tokens.of(account.id):
            self.network.tokens.revoke(account.id, token.id)

    def take_back(self, name: str, area: str) -> None:
        """Take somebody's role on an area away."""
        self.network.people.take_back(self.network.people.named(name), Role.REVIEWER, area)


@contextmanager
def guarded_service(store: Store) -> Iterator[Guests]:
    """Serve a store to whoever has an account."""
    clock = SetClock()
    network = quick_network(clock)
    with live_service(store, network=network) as service:
        yield Guests(service, network, clock)
