"""Every store there is, each under the same tests."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any, cast

import pytest

from api.app import create_app
from api.remote.client import RemoteStore
from api.remote.token_file import RunningService, new_service
from graph.store import Store
from graph.stores.ladybug import LadybugStore
from graph.stores.memory import MemoryStore
from graph.stores.neo4j import Neo4jStore
from tests.api.browser import serving
from tests.conftest import Servers
from tests.graph.stores.neo4j_server import NEWEST, LocalServer


class AnyStore:
    """The store that a service of the tests has open, another one for each test."""

    def __init__(self) -> None:
        self.now: Store = MemoryStore()

    def __getattr__(self, verb: str) -> Any:
        return getattr(self.now, verb)


_services = ExitStack()
_idle: list[tuple[AnyStore, RunningService]] = []


def idle_service() -> tuple[AnyStore, RunningService]:
    """Return a service that no store uses: to start and end one for each test takes longer."""
    if not _idle:
        held, token = AnyStore(), new_service("").token
        app = create_app(cast(Store, held), token=token)
        address = _services.enter_context(serving(app))
        _idle.append((held, replace(new_service(address), token=token)))
    return _idle.pop()


@pytest.fixture(scope="session", autouse=True)
def _services_end() -> Iterator[None]:
    yield
    _services.close()


class ServedStore(RemoteStore):
    """An empty store in a service, and the way to it."""

    def __init__(self) -> None:
        self._held, service = idle_service()
        self._held.now = MemoryStore()
        super().__init__(service)

    def close(self) -> None:
        if not self._closed:
            _idle.append((self._held, self._service))
        super().close()


MAKERS: dict[str, Callable[[Path], Store]] = {
    "memory": lambda folder: MemoryStore(),
    "ladybug": lambda folder: LadybugStore(folder / "store"),
    "remote": lambda folder: ServedStore(),
}
ENGINES = (*MAKERS, "neo4j")


def emptied(server: LocalServer) -> Store:
    """Return a store on a server with nothing in it."""
    server.wipe()
    return Neo4jStore(*server.login())


def makers(engine: str, request: pytest.FixtureRequest) -> Callable[[Path], Store]:
    """Return what makes empty stores of an engine in a folder."""
    if engine in MAKERS:
        return MAKERS[engine]
    servers: Servers = request.getfixturevalue("neo4j_servers")
    if engine == "neo4j newest":
        return lambda folder: emptied(servers.get(0, NEWEST))
    # A Community server has one database: a second store at the same time takes a second server.
    numbers = count()
    return lambda folder: emptied(servers.get(next(numbers)))


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """The name of an engine; a test module may name others."""
    return str(request.param)


@pytest.fixture
def new_store(
    engine: str, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Callable[[], Store]]:
    """Make empty stores of one engine; they are closed at the end."""
    made: list[Store] = []
    maker = makers(engine, request)

    def make() -> Store:
        made.append(maker(tmp_path / str(len(made))))
        return made[-1]

    yield make
    for store in made:
        store.close()


@pytest.fixture
def store(new_store: Callable[[], Store]) -> Store:
    """An empty store."""
    return new_store()
