"""Every store there is, each under the same tests."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from graph.store import Store
from graph.stores.ladybug import LadybugStore
from graph.stores.memory import MemoryStore
from graph.stores.neo4j import Neo4jStore
from tests.conftest import Servers
from tests.graph.stores.neo4j_server import NEWEST, LocalServer

MAKERS: dict[str, Callable[[Path], Store]] = {
    "memory": lambda folder: MemoryStore(),
    "ladybug": lambda folder: LadybugStore(folder / "store"),
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
