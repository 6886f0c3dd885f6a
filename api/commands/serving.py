"""Commands that serve the pages and GraphQL on this machine."""

import os
import socket
import sys
import webbrowser

import click
import uvicorn

from api.app import LOCAL_HOSTS, create_app
from api.commands.options import chosen_store, store_option
from api.errors import UsageError
from api.importing import import_archive
from api.wiring import throw_away_store
from graph.store import Store
from loaders.examples import example, example_slugs

HOST = "127.0.0.1"
PORT = 8000


def _is_free(host: str, port: int) -> bool:
    with socket.socket() as probe:
        # As the server does: a port that only waits for old connections to end is free.
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
        hint = f"; {free} is free: use --port {free}" if free else ""
        raise UsageError(f"The port {port} is taken{hint}.")


class _Server(uvicorn.Server):
    """Says where it is once it answers."""

    def __init__(self, config: uvicorn.Config, address: str, browser: bool) -> None:
        super().__init__(config)
        self.address, self.browser = address, browser

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then print the address and open a browser where there is a desktop."""
        await super().startup(sockets)
        if self.should_exit:
            return
        click.echo(f"Golden Thread is at {self.address} (stop it with Ctrl+C).")
        click.echo("It answers on this machine only, without a login.")
        if self.browser and _has_desktop():
            webbrowser.open(self.address)


def _has_desktop() -> bool:
    on_linux = sys.platform.startswith("linux")
    return not on_linux or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def serve_store(store: Store, host: str, port: int, browser: bool) -> None:
    """Serve a store until the process is told to stop."""
    config = uvicorn.Config(
        create_app(store), host=host, port=port, log_level="warning", server_header=False
    )
    _Server(config, f"http://{host}:{port}/", browser).run()


@click.command()
@click.option("--port", type=int, default=PORT, show_default=True, help="The port to answer on.")
@click.option("--no-browser", is_flag=True, help="Do not open a browser.")
def demo(port: int, no_browser: bool) -> None:
    """Show the bundled areas; nothing is kept."""
    check_port(HOST, port)
    with throw_away_store() as store:
        for slug in example_slugs():
            import_archive(store, example(slug), "bundled with Golden Thread", "goldenthread")
        click.echo(f"{len(example_slugs())} bundled areas are open; nothing is kept.")
        serve_store(store, HOST, port, not no_browser)


@click.command()
@store_option
@click.option("--host", default=HOST, show_default=True, help="An address of this machine.")
@click.option("--port", type=int, default=PORT, show_default=True, help="The port to answer on.")
def serve(store_url: str | None, host: str, port: int) -> None:
    """Serve the store's pages and GraphQL on this machine."""
    if host not in LOCAL_HOSTS:
        raise UsageError(
            f'The service has no login yet, so it cannot answer on "{host}"; '
            f"leave --host out, or use {HOST}."
        )
    check_port(host, port)
    with chosen_store(store_url) as store:
        serve_store(store, host, port, browser=False)
