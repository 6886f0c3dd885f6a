"""Every store there is, each under the same tests."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graph.store import Store
from graph.stores.ladybug import LadybugStore
from graph.stores.memory import MemoryStore

MAKERS: dict[str, Callable[[Path], Store]] = {
    "memory": lambda folder: MemoryStore(),
    "ladybug": lambda folder: LadybugStore(folder / "store"),
    # A store on a server goes here: "neo4j": lambda folder: ... an empty database of a server.
}


@pytest.fixture(params=sorted(MAKERS))
def new_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], Store]]:
    """Make empty stores of one engine; they are closed at the end."""
    made: list[Store] = []

    def make() -> Store:
        made.append(MAKERS[request.param](tmp_path / str(len(made))))
        return made[-1]

    yield make
    for store in made:
        store.close()


@pytest.fixture
def store(new_store: Callable[[], Store]) -> Store:
    """An empty store."""
    return new_store()
