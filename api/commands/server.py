"""The server process: answers until it is told to stop, and says where it is."""

import asyncio
import contextlib
import logging
import os
import signal
import socket
import sys
import threading
import time
import webbrowser
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from types import FrameType

import uvicorn
from starlette.applications import Starlette
from starlette.types import ASGIApp
from uvicorn.config import LOGGING_CONFIG

from api.app import create_app
from api.commands.connections import (
    MOST_CONNECTIONS,
    MOST_MESSAGE,
    PING_EACH,
    TimelyProtocol,
    TimelySockets,
)
from api.commands.listening import Listening
from api.commands.logs import write_logs
from api.commands.memory import settle_memory
from api.commands.output import say
from api.middleware import EncryptedOnly
from api.service.cards_beforehand import cards_beforehand
from api.service.cards_file import CardsFile
from api.service.demo import OpenStore
from api.service.served_backups import ServedBackups
from api.settings import (
    KEPT_BYTES,
    LOCAL_HOSTS,
    STOP_SECONDS,
    kept_bytes,
    log_kind,
    security_contact,
    stop_seconds,
)
from graph.store import Store


class ServiceProcess(uvicorn.Server):
    """Says where it is once it answers, to people and to commands."""

    def __init__(
        self,
        config: uvicorn.Config,
        app: Starlette,
        where: Listening,
        browser: bool,
        announce: Callable[[], None],
        part: Callable[[], Awaitable[None]],
    ) -> None:
        super().__init__(config)
        self.app, self.where, self.browser, self.announce = app, where, browser, announce
        # Says to all who stay connected that the service stops, and waits until they are gone.
        self.part = part

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

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Take no more connections, let what is being answered be done in its time, then stop."""
        self.app.state.is_stopping = True
        await self.part()
        logging.getLogger("uvicorn.error").addFilter(_is_no_end)
        await super().shutdown(sockets)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin to stop; whoever says so again waits for nothing more."""
        if self.should_exit:
            self.force_exit = True
        super().handle_exit(sig, frame)


def _is_no_end(record: logging.LogRecord) -> bool:
    """Leave out where in the program a request was that was ended for taking too long."""
    fault = record.exc_info[1] if record.exc_info else None
    return not isinstance(fault, asyncio.CancelledError) and "CancelledError" not in record.msg


def leave_threads(seconds: float) -> None:
    """End the process where a thread still works on a request, which Python would wait for.

    It is as if the process had been killed: what was acknowledged is on the disk.
    """
    main, until = threading.main_thread(), time.monotonic() + seconds
    for thread in threading.enumerate():
        if thread is not main and not thread.daemon:
            thread.join(max(0.0, until - time.monotonic()))
    left = [t for t in threading.enumerate() if t is not main and not t.daemon]
    if left:
        say("Stopped before all was answered: what was not written yet is not written.", err=True)
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)


def _has_desktop() -> bool:
    on_linux = sys.platform.startswith("linux")
    return not on_linux or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def server_settings(
    app: ASGIApp,
    host: str,
    port: int,
    where: Listening | None = None,
    *,
    stop_seconds: int = STOP_SECONDS,
    log: str = "",
) -> uvicorn.Config:
    """Return how the server answers: what it says of itself, and whom it does not wait for.

    where is what it needs on a network; log is set where write_logs says how lines are written.
    """
    where = where or Listening(host, port)
    return uvicorn.Config(
        app,
        host=host,
        port=port,
        ssl_certfile=where.certificate,
        ssl_keyfile=where.key,
        # Who asks, and by https, is said by the one proxy that was named, and by nobody else.
        proxy_headers=where.proxy is not None,
        forwarded_allow_ips=where.proxy or [],
        log_level="warning",
        log_config=None if log else LOGGING_CONFIG,
        access_log=False,
        server_header=False,
        ws=TimelySockets,
        ws_max_size=MOST_MESSAGE,
        ws_ping_interval=PING_EACH,
        ws_ping_timeout=PING_EACH,
        # Events are small, and what is compressed with each other's events has its memory each.
        ws_per_message_deflate=False,
        timeout_graceful_shutdown=stop_seconds,
        http=TimelyProtocol,
        limit_concurrency=MOST_CONNECTIONS,
    )


@dataclass(frozen=True, slots=True)
class Running:
    """How a service runs, by its settings.

    kept_bytes is how much memory answers may take that are kept to be given again; log says how
    requests are logged ("" for not at all), contact where faults in the security are told.
    """

    kept_bytes: int = KEPT_BYTES
    log: str = ""
    stop_seconds: int = STOP_SECONDS
    contact: str = ""


def running(environ: Mapping[str, str]) -> Running:
    """Return how the settings want a service to run; raises UsageError for what is none."""
    return Running(
        kept_bytes(environ), log_kind(environ), stop_seconds(environ), security_contact(environ)
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
    settings: Running,
    *,
    keep_in: OpenStore | None = None,
    kept: KeptStore | None = None,
    is_shared: bool = False,
) -> bool:
    """Serve a store until the process is told to stop; return whether it was told so twice.

    kept is there for a store that stays; keep_in opens where what a demo shows can be kept.
    is_shared says that other processes write into the store too.
    """
    if settings.log:
        write_logs(settings.log)
    # The server passes a signal on once it has stopped; as an interrupt it lets the store close.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    app = create_app(
        store,
        keep_in=keep_in,
        kept_bytes=settings.kept_bytes,
        backups=kept.backups if kept else None,
        token=kept.token if kept else "",
        network=where.network,
        is_shared=is_shared,
        contact=settings.contact,
        logs_requests=bool(settings.log),
    )
    settle_memory()
    past_proxy = where.proxy is not None and where.host not in LOCAL_HOSTS
    served = EncryptedOnly(app) if past_proxy else app
    config = server_settings(
        served,
        where.host,
        where.port,
        where,
        stop_seconds=settings.stop_seconds,
        log=settings.log,
    )
    announce = kept.announce if kept else _to_nobody
    daily = kept.backups.daily() if kept else contextlib.nullcontext()
    cards = cards_beforehand(app.state.reader, kept.cards if kept else None)
    watched = where.network.watch.watching() if where.network else contextlib.nullcontext()
    server = ServiceProcess(config, app, where, browser, announce, app.state.streams.stop)
    with daily, cards, watched, contextlib.suppress(KeyboardInterrupt):
        server.run()
    return server.force_exit


def _to_nobody() -> None:
    """Tell no command of a store that is thrown away."""
