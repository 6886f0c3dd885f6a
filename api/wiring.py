"""The only place that chooses a store."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from api.settings import ServerAddress, StoreAddress
from graph.store import Store
from graph.stores.ladybug import LadybugStore


@contextmanager
def open_store(address: StoreAddress | ServerAddress) -> Iterator[Store]:
    """Open the store at an address, and close it afterwards."""
    store = _shared(address) if isinstance(address, ServerAddress) else LadybugStore(address.path)
    try:
        yield store
    finally:
        store.close()


def _shared(address: ServerAddress) -> Store:
    # Loading the driver takes longer than most commands: only those who use it wait for it.
    from graph.stores.neo4j import Neo4jStore

    return Neo4jStore(address.address, address.user, address.password, address.database)


@contextmanager
def throw_away_store() -> Iterator[Store]:
    """Open an embedded store in a temporary folder that is deleted afterwards."""
    with (
        tempfile.TemporaryDirectory(prefix="goldenthread-", ignore_cleanup_errors=True) as folder,
        open_store(StoreAddress(Path(folder) / "demo.lbug")) as store,
    ):
        yield store
