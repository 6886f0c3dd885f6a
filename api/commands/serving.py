"""Commands that serve the pages and GraphQL on this machine."""

import os
import socket
from pathlib import Path

import click

from api.access.names import local_person
from api.access.persons import NOBODY, Via, acting_as, process_works_for
from api.commands.listening import Listening
from api.commands.network_start import (
    NetworkOptions,
    fingerprint,
    is_network,
    network_listening,
)
from api.commands.options import store_option
from api.commands.output import say
from api.errors import UsageError
from api.remote.token_file import RunningService, new_service
from api.service.load_archive import import_example
from api.service.served_backups import ServedBackups
from api.settings import ServerAddress, StoreAddress, store_address
from api.store_paths import backup_folder, cards_path
from api.wiring import (
    accounts_dump,
    announce,
    check_not_served,
    open_to_serve,
    own_store,
    take_leave,
    throw_away_store,
)
from graph.errors import StoreError
from graph.store import Store
from loaders.examples import example_slugs

HOST = "127.0.0.1"
PORT = 8000
_FILE = click.Path(path_type=Path)
# Seconds that threads have to end once nobody waits for what they do.
_LEFT_WITHIN = 2.0
_NO_BACKUP = "Stopped: no backup was made at the end."


def _is_free(host: str, port: int) -> bool:
    with socket.socket() as probe:
        # As the server does: a port that only waits for old connections to end is free. On Windows
        # the same option would share a port that another program answers on.
        if os.name == "posix":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def check_port(host: str, port: int) -> None:
    """Refuse a port that is taken, with the next free one."""
    if not 1 <= port <= 65535:
        raise UsageError(f"The port {port} is not one: choose a number from 1 to 65535.")
    if not _is_free(host, port):
        free = next((p for p in range(port + 1, 65536) if _is_free(host, p)), None)
        hint = f"; {free} is free: use --port {free} (make demo PORT={free})" if free else ""
        raise UsageError(f"The port {port} is taken{hint}.")


@click.command()
@click.option("--port", type=int, default=PORT, show_default=True, help="The port to answer on.")
@click.option("--no-browser", is_flag=True, help="Do not open a browser.")
def demo(port: int, no_browser: bool) -> None:
    """Show the bundled areas; nothing is kept."""
    check_port(HOST, port)
    # Half a second to load, which a taken port need not wait.
    from api.commands.server import leave_threads, running, serve_store

    settings = running(os.environ)

    with throw_away_store(_put_examples) as store:
        count = len(example_slugs())
        say(f"{count} bundled areas are open; nothing is kept, unless you press Keep on a page.")
        process_works_for(local_person(os.environ, Via.PAGE))
        serve_store(store, Listening(HOST, port), not no_browser, settings, keep_in=own_store)
    leave_threads(_LEFT_WITHIN)


def _put_examples(store: Store) -> None:
    for slug in example_slugs():
        import_example(store, slug)


@click.command()
@store_option
@click.option("--host", default=HOST, show_default=True, help="An address of this machine.")
@click.option("--port", type=int, default=PORT, show_default=True, help="The port to answer on.")
@click.option("--login", is_flag=True, help="Let people sign in, behind a proxy on this machine.")
@click.option(
    "--allowed-host",
    "hosts",
    multiple=True,
    metavar="NAME",
    help="A name that the service is asked for, such as hubs.example.org; the first is in links.",
)
@click.option(
    "--certificate", metavar="FILE", type=_FILE, help="The certificate for https, as PEM; with it"
)
@click.option("--key", metavar="FILE", type=_FILE, help="the key of the certificate.")
@click.option(
    "--behind-proxy",
    "proxy",
    default="",
    metavar="ADDRESS",
    help="The proxy in front that has the certificate: the address from which it asks.",
)
def serve(
    store_url: str | None,
    host: str,
    port: int,
    login: bool,
    hosts: tuple[str, ...],
    certificate: Path | None,
    key: Path | None,
    proxy: str,
) -> None:
    """Serve the store's pages and GraphQL on this machine, or on a network to whoever signs in.

    The other commands work on the same store meanwhile. Of a store in a file backups are made
    daily and when this is stopped, if anything has changed. On an address that other machines
    reach people sign in, and it takes https, host names and an account that owns an area.
    """
    options = NetworkOptions(login, hosts, certificate, key, proxy)
    on_network = is_network(host, options)
    address = store_address(store_url, os.environ)
    check_not_served(address, "Open that address, or stop that service first.")
    check_port(host, port)
    if not on_network:
        person = local_person(os.environ, Via.PAGE)
        process_works_for(person)
        _serve(address, Listening(host, port))
        return
    # Nobody may anything here but who signs in, and what says itself that it acts for the service.
    process_works_for(NOBODY)
    with network_listening(address, host, port, options) as where, acting_as(NOBODY):
        _serve(address, where)


def _serve(address: StoreAddress | ServerAddress, where: Listening) -> None:
    """Serve a store until the process is told to stop, and keep it safe."""
    # Half a second to load, which a refusal before it need not wait.
    from api.commands.server import KeptStore, leave_threads, running, serve_store
    from api.service.cards_file import CardsFile

    settings = running(os.environ)
    service = new_service(where.address, fingerprint(where.certificate))
    with open_to_serve(address) as store:
        is_file = isinstance(address, StoreAddress)
        backups = ServedBackups(
            store,
            backup_folder(address),
            by_itself=is_file,
            accounts=lambda: accounts_dump(address),
        )
        token = service.token if is_file else ""
        beside = cards_path(address)
        announced = KeptStore(
            backups,
            token,
            lambda: _announce(address, service),
            CardsFile(beside) if beside else None,
        )
        try:
            at_once = serve_store(
                store, where, False, settings, kept=announced, is_shared=not is_file
            )
        finally:
            take_leave(address, service)
        if is_file and at_once:
            say(_NO_BACKUP, err=True)
        elif is_file:
            _back_up_at_the_end(backups)
        # With the store still open: it is not to be closed under a thread that reads it.
        leave_threads(0.0 if at_once else _LEFT_WITHIN)


def _announce(address: StoreAddress | ServerAddress, service: RunningService) -> None:
    """Let commands find the service; where that cannot be, its pages are served all the same."""
    try:
        announce(address, service)
    except StoreError as error:
        say(str(error), err=True)


def _back_up_at_the_end(backups: ServedBackups) -> None:
    """Make one more backup where something has changed; who presses Ctrl+C again goes without."""
    try:
        outcome = backups.make()
    except KeyboardInterrupt:
        say(_NO_BACKUP, err=True)
        return
    if outcome.made:
        say(f"{outcome.sentence} It is in {outcome.made.folder}.")
    for trouble in (*([outcome.sentence] if outcome.failed else []), *outcome.faults):
        say(trouble, err=True)
