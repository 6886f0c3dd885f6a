"""The only place that chooses a store."""

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from platformdirs import user_data_path

from api.access import secret_file
from api.remote import token_file
from api.remote.token_file import RunningService
from api.settings import (
    SECRET_VARIABLE,
    ServerAddress,
    StoreAddress,
    secrets_in,
    store_address,
)
from api.store_paths import accounts_path, secret_path, whole_path
from graph.accounts.account_records import AccountsDump
from graph.accounts.accounts_store import AccountsStore
from graph.errors import StoreError, StoreLocked, StoreUnreachable
from graph.facts.store_dump import Contents
from graph.store import SCHEMA_VERSION, Store, StoreCondition, StoreDescription
from graph.stores import ladybug
from graph.stores.ladybug import LadybugStore
from graph.stores.memory import MemoryStore

_log = logging.getLogger(__name__)


@contextmanager
def open_store(address: StoreAddress | ServerAddress) -> Iterator[Store]:
    """Open the store at an address, and close it afterwards.

    An embedded one that a service of this machine has open is used through that service.
    """
    store = _shared(address) if isinstance(address, ServerAddress) else _embedded(address.path)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def open_to_serve(address: StoreAddress | ServerAddress) -> Iterator[Store]:
    """Open the store at an address for a service, and close it afterwards; raises StoreError."""
    store = _shared(address) if isinstance(address, ServerAddress) else _own(address.path)
    try:
        yield store
    finally:
        store.close()


def check_not_served(address: StoreAddress | ServerAddress, right: str) -> None:
    """Refuse what cannot be done while a service has a store open; raises StoreLocked.

    right says what to do instead, in a sentence.
    """
    service = _service(address.path) if isinstance(address, StoreAddress) else None
    if service is None or isinstance(address, ServerAddress):
        return
    try:
        _through(service)
    except StoreUnreachable:
        return  # the lock of the store says who has it
    raise StoreLocked(
        f"The store {whole_path(address.path)} is served at {service.address} "
        f"(process {service.pid}). {right}"
    )


def _service(path: Path) -> RunningService | None:
    """Return the service that may have a store open; whether it has, it says when it is asked."""
    service = token_file.read_token(whole_path(path))
    is_other = service is not None and service.pid != os.getpid()
    return service if service and is_other and token_file.is_alive(service) else None


def _embedded(path: Path) -> Store:
    service = _service(path)
    unanswered: StoreUnreachable | None = None
    if service:
        try:
            return _through(service)
        except StoreUnreachable as error:
            unanswered = error
    try:
        return _own(path)
    except StoreLocked as locked:
        # Whoever has it may be a service that is not understood, or one that has begun just now.
        if unanswered and not _is_gone(unanswered):
            raise unanswered from locked
        begun = _service(path)
        if begun and begun != service:
            try:
                return _through(begun)
            except StoreUnreachable as error:
                if not _is_gone(error):
                    raise
        raise


def _through(service: RunningService) -> Store:
    """Return the store that a service has open; raises StoreError."""
    # Loading HTTP takes a twentieth of a short command: only those wait for it that find a service.
    from api.remote.client import RemoteStore

    return RemoteStore(service)


def _is_gone(error: StoreUnreachable) -> bool:
    """Say whether nobody answered where a service was said to be."""
    from api.remote.client import NoSuchService

    return isinstance(error, NoSuchService)


def _own(path: Path) -> Store:
    store = LadybugStore(path)
    # Nobody else has it, so what a service left there that was ended leads nowhere.
    token_file.sweep_token(whole_path(path))
    return store


def announce(address: StoreAddress | ServerAddress, service: RunningService) -> None:
    """Let commands of this user find the service that has a store open; raises StoreError."""
    if isinstance(address, ServerAddress):
        return
    whole = whole_path(address.path)
    try:
        token_file.write_token(whole, service)
    except OSError as error:
        raise StoreUnreachable(
            f"{token_file.token_path(whole)} cannot be written ({error.strerror or error}), so no "
            "command would find this service: check the folder and its permissions."
        ) from error


def take_leave(address: StoreAddress | ServerAddress, service: RunningService) -> None:
    """Let no command look for a service any more."""
    if isinstance(address, StoreAddress):
        token_file.remove_token(whole_path(address.path), service)


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


@contextmanager
def open_accounts(address: StoreAddress | ServerAddress) -> Iterator[AccountsStore]:
    """Open the accounts of a store, which are made where there are none; raises StoreError.

    Commands and a service may have them open at the same time.
    """
    accounts = _accounts(address)
    try:
        yield accounts
    finally:
        accounts.close()


def has_accounts(address: StoreAddress | ServerAddress) -> bool:
    """Say whether accounts may be kept beside a store; a server says so when it is asked."""
    return isinstance(address, ServerAddress) or accounts_path(address).exists()


def accounts_dump(address: StoreAddress | ServerAddress) -> AccountsDump:
    """Return what a backup keeps of the accounts beside a store; raises StoreError."""
    if not has_accounts(address):
        return AccountsDump()
    with open_accounts(address) as accounts:
        return accounts.dump()


def faults_of_accounts(dump: AccountsDump) -> tuple[str, ...]:
    """Return what is wrong with the accounts of a backup, a sentence each."""
    from graph.stores.accounts_sqlite import SqliteAccounts

    with closing(SqliteAccounts()) as accounts:
        try:
            accounts.fill(dump)
        except StoreError as error:
            return (str(error),)
        return accounts.verify()


def _accounts(address: StoreAddress | ServerAddress) -> AccountsStore:
    # Only what has to do with accounts waits for either to load.
    if isinstance(address, ServerAddress):
        from graph.stores.accounts_neo4j import Neo4jAccounts

        login = (address.address, address.user, address.password, address.database)
        return Neo4jAccounts(*login, keep=lambda contents: _keep(address, contents))
    from graph.stores.accounts_sqlite import SqliteAccounts

    return SqliteAccounts(accounts_path(address))


def service_secrets(address: StoreAddress | ServerAddress) -> tuple[str, ...]:
    """Return the secrets of a service, the newest first; one is made where there is none.

    They are in GOLDENTHREAD_SECRET, else in a file beside the store, or in the user's own data for
    a server, which only its user can read. Raises UsageError, StoreUnreachable.
    """
    given = secrets_in(os.environ.get(SECRET_VARIABLE, ""), SECRET_VARIABLE)
    return given or secret_file.read_or_make(secret_path(address))


def is_there(address: StoreAddress | ServerAddress) -> bool:
    """Say whether there is a store at an address; a server says so when it is asked."""
    return isinstance(address, ServerAddress) or ladybug.is_there(address.path)


def store_condition(address: StoreAddress) -> StoreCondition:
    """Say whether a store is whole, and what can be done where it is not; raises StoreError."""
    from graph.stores import ladybug_repair

    return ladybug_repair.condition(address.path)


def repair_store(address: StoreAddress, keep: str) -> str:
    """Let the store or its journal count, and say what was done.

    Raises StoreError, and UnknownThing for what cannot be chosen.
    """
    from graph.stores import ladybug_repair

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
