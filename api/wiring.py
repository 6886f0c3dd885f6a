"""The only place that chooses a store."""

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime

from platformdirs import user_data_path

from api.settings import ServerAddress, StoreAddress, store_address
from graph.facts.store_dump import Contents
from graph.store import SCHEMA_VERSION, Store, StoreCondition, StoreDescription
from graph.stores import ladybug, ladybug_repair
from graph.stores.ladybug import LadybugStore
from graph.stores.memory import MemoryStore

_log = logging.getLogger(__name__)


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

    login = (address.address, address.user, address.password, address.database)
    return Neo4jStore(*login, keep=lambda contents: _keep(address, contents))


def _keep(address: ServerAddress, contents: Contents) -> None:
    """Write what an older database holds to the user's own backups, before it is brought up."""
    from loaders.backup import write_backup

    now = datetime.now(UTC)
    name = f"schema-{contents.schema_version}-{now:%Y%m%d-%H%M%S}"
    folder = user_data_path("goldenthread", appauthor=False) / "backups" / name
    store = StoreDescription("Neo4j", "", address.address, contents.schema_version)
    write_backup(folder, contents, store, now)
    said = "The store %s is of schema %s and is brought up to %s; a backup of it is in %s."
    _log.warning(said, address.address, contents.schema_version, SCHEMA_VERSION, folder)


def is_there(address: StoreAddress | ServerAddress) -> bool:
    """Say whether there is a store at an address; a server says so when it is asked."""
    return isinstance(address, ServerAddress) or ladybug.is_there(address.path)


def store_condition(address: StoreAddress) -> StoreCondition:
    """Say whether a store is whole, and what can be done where it is not; raises StoreError."""
    return ladybug_repair.condition(address.path)


def repair_store(address: StoreAddress, keep: str) -> str:
    """Let the store or its journal count, and say what was done.

    Raises StoreError, and UnknownThing for what cannot be chosen.
    """
    return ladybug_repair.repair(address.path, keep)


def own_store() -> AbstractContextManager[Store]:
    """Open the store that commands work on where none is named; raises UsageError, StoreError."""
    return open_store(store_address(None, os.environ))


def empty_store() -> Store:
    """Return a store that holds nothing and is kept nowhere: to try a file against."""
    return MemoryStore()


@contextmanager
def throw_away_store(fill: Callable[[Store], object]) -> Iterator[Store]:
    """Open an embedded store that is deleted afterwards, with what fill puts into it.

    What the engine has written it keeps in memory until it is closed, which for the bundled areas
    is 500 MB: so it is closed once, and opened again to be read.
    """
    # Here, as other commands need not wait for it to load.
    from api.service.scratch_folders import scratch_folder

    with scratch_folder() as folder:
        address = StoreAddress(folder / "demo.lbug")
        with open_store(address) as store:
            fill(store)
        with open_store(address) as store:
            yield store
