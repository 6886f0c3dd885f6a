"""The server process: answers until it is told to stop, and says where it is."""

import contextlib
import os
import signal
import socket
import sys
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass

import uvicorn
from starlette.types import ASGIApp

from api.app import create_app
from api.commands.connections import MOST_CONNECTIONS, TimelyProtocol
from api.commands.listening import Listening
from api.commands.memory import settle_memory
from api.commands.output import say
from api.middleware import EncryptedOnly
from api.service.cards_beforehand import cards_beforehand
from api.service.cards_file import CardsFile
from api.service.demo import OpenStore
from api.service.served_backups import ServedBackups
from api.settings import LOCAL_HOSTS
from graph.store import Store


class _Server(uvicorn.Server):
    """Says where it is once it answers, to people and to commands."""

    def __init__(
        self,
        config: uvicorn.Config,
        where: "Listening",
        browser: bool,
        announce: Callable[[], None],
    ) -> None:
        super().__init__(config)
        self.where, self.browser, self.announce = where, browser, announce

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then print the address and open a browser where there is a desktop."""
        await super().startup(sockets)
        if self.should_exit:
            return
        self.announce()
        say(f"Golden Thread is at {self.where.address} (stop it with Ctrl+C).")
        say(self.where.sentence)
        if self.browser and _has_desktop():
            webbrowser.open(self.where.address)


def _has_desktop() -> bool:
    on_linux = sys.platform.startswith("linux")
    return not on_linux or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def server_settings(
    app: ASGIApp, host: str, port: int, where: Listening | None = None
) -> uvicorn.Config:
    """Return how the server answers: what it says of itself, and whom it does not wait for.

    where is what it needs on a network.
    """
    where = where or Listening(host, port)
    return uvicorn.Config(
        app,
        host=host,
        port=port,
        ssl_certfile=where.certificate,
        ssl_keyfile=where.key,
        # On this machine a proxy is believed, on a network the one that was named.
        proxy_headers=where.network is None or where.proxy is not None,
        forwarded_allow_ips=where.proxy,
        log_level="warning",
        server_header=False,
        ws="none",
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
    where: Listening,
    browser: bool,
    kept_bytes: int,
    *,
    keep_in: OpenStore | None = None,
    kept: KeptStore | None = None,
) -> None:
    """Serve a store until the process is told to stop.

    kept is there for a store that stays; keep_in opens where what a demo shows can be kept.
    kept_bytes is how much memory answers may take that are kept to be given again.
    """
    # The server passes a signal on once it has stopped; as an interrupt it lets the store close.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    app = create_app(
        store,
        keep_in=keep_in,
        kept_bytes=kept_bytes,
        backups=kept.backups if kept else None,
        token=kept.token if kept else "",
        network=where.network,
    )
    settle_memory()
    past_proxy = where.proxy is not None and where.host not in LOCAL_HOSTS
    served = EncryptedOnly(app) if past_proxy else app
    config = server_settings(served, where.host, where.port, where)
    announce = kept.announce if kept else _to_nobody
    daily = kept.backups.daily() if kept else contextlib.nullcontext()
    cards = cards_beforehand(app.state.reader, kept.cards if kept else None)
    watched = where.network.watch.watching() if where.network else contextlib.nullcontext()
    with daily, cards, watched, contextlib.suppress(KeyboardInterrupt):
        _Server(config, where, browser, announce).run()


def _to_nobody() -> None:
    """Tell no command of a store that is thrown away."""
