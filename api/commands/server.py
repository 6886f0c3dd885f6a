"""The server process: answers until it is told to stop, and says where it is."""

import contextlib
import os
import signal
import socket
import sys
import webbrowser
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import uvicorn
from starlette.applications import Starlette

from api.app import create_app
from api.commands.connections import (
    MOST_CONNECTIONS,
    MOST_MESSAGE,
    PING_EACH,
    TimelyProtocol,
    TimelySockets,
)
from api.commands.memory import settle_memory
from api.commands.output import say
from api.service.cards_beforehand import cards_beforehand
from api.service.cards_file import CardsFile
from api.service.demo import OpenStore
from api.service.served_backups import ServedBackups
from graph.store import Store


class ServiceProcess(uvicorn.Server):
    """Says where it is once it answers, to people and to commands."""

    def __init__(
        self,
        config: uvicorn.Config,
        address: str,
        browser: bool,
        announce: Callable[[], None],
        part: Callable[[], Awaitable[None]],
    ) -> None:
        super().__init__(config)
        self.address, self.browser, self.announce = address, browser, announce
        # Says to all who stay connected that the service stops, and waits until they are gone.
        self.part = part

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then print the address and open a browser where there is a desktop."""
        await super().startup(sockets)
        if self.should_exit:
            return
        self.announce()
        say(f"Golden Thread is at {self.address} (stop it with Ctrl+C).")
        say("It answers on this machine only, without a login.")
        if self.browser and _has_desktop():
            webbrowser.open(self.address)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let those who stay connected go, then stop."""
        await self.part()
        await super().shutdown(sockets)


def _has_desktop() -> bool:
    on_linux = sys.platform.startswith("linux")
    return not on_linux or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def server_settings(app: Starlette, host: str, port: int) -> uvicorn.Config:
    """Return how the server answers: what it says of itself, and whom it does not wait for."""
    return uvicorn.Config(
        app,
        host=host,
        port=port,
        log_level="warning",
        server_header=False,
        ws=TimelySockets,
        ws_max_size=MOST_MESSAGE,
        ws_ping_interval=PING_EACH,
        ws_ping_timeout=PING_EACH,
        # Events are small, and what is compressed with each other's events has its memory each.
        ws_per_message_deflate=False,
        http=TimelyProtocol,
        limit_concurrency=MOST_CONNECTIONS,
    )


@dataclass(frozen=True, slots=True)
class KeptStore:
    """What a service does for a store that is kept: its backups, and what commands find it by.

    announce says to commands that it answers; token lets them in ("" where they need no service).
    cards is the file of the cards of all areas, None where they are made anew at each start.
    """

    backups: ServedBackups
    token: str
    announce: Callable[[], None]
    cards: CardsFile | None = None


def serve_store(
    store: Store,
    host: str,
    port: int,
    browser: bool,
    kept_bytes: int,
    *,
    keep_in: OpenStore | None = None,
    kept: KeptStore | None = None,
    is_shared: bool = False,
) -> None:
    """Serve a store until the process is told to stop.

    kept is there for a store that stays; keep_in opens where what a demo shows can be kept.
    kept_bytes is how much memory answers may take that are kept to be given again. is_shared says
    that other processes write into the store too.
    """
    # The server passes a signal on once it has stopped; as an interrupt it lets the store close.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    app = create_app(
        store,
        keep_in=keep_in,
        kept_bytes=kept_bytes,
        backups=kept.backups if kept else None,
        token=kept.token if kept else "",
        is_shared=is_shared,
    )
    settle_memory()
    config = server_settings(app, host, port)
    announce = kept.announce if kept else _to_nobody
    daily = kept.backups.daily() if kept else contextlib.nullcontext()
    cards = cards_beforehand(app.state.reader, kept.cards if kept else None)
    with daily, cards, contextlib.suppress(KeyboardInterrupt):
        part = app.state.streams.stop
        ServiceProcess(config, address_of(host, port), browser, announce, part).run()


def address_of(host: str, port: int) -> str:
    """Return the address of a service for a browser."""
    return f"http://{host}:{port}/"


def _to_nobody() -> None:
    """Tell no command of a store that is thrown away."""
