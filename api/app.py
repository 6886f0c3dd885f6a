"""The web application as data: routes, middleware, error pages. Nothing happens at import."""

import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from anyio import CapacityLimiter, move_on_after, to_thread
from jinja2 import StrictUndefined
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import DEFAULT_EXCLUDED_CONTENT_TYPES, GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount
from starlette.templating import Jinja2Templates

from api import pages
from api.access.guarded_store import GuardedStore
from api.access.network import NetworkMode
from api.errors import EXPECTED, http_status
from api.middleware import NOT_KEPT, IdleBodies, SecurityHeaders, headers_for
from api.pages import accounts as account_pages
from api.pages import backups as backups_page
from api.pages import demo, security_txt
from api.pages.audit_trail import AuditTrail
from api.pages.door import Door
from api.pages.frame import Frame, nearby
from api.pages.guarded_routes import guarded
from api.pages.open_streams import OpenStreams
from api.pages.replays import Replays
from api.pages.roles import role_globals
from api.pages.static_files import StaticAnswers, files_in
from api.pages.turns import ServiceTurns
from api.pages.unchanged import PageTags, Unchanged, unchanged
from api.remote import endpoint
from api.request_log import REQUEST_ID, RequestLog
from api.service.audited_store import audited
from api.service.bus import Bus
from api.service.callers import Callers
from api.service.demo import OpenStore
from api.service.reader import Reader
from api.service.scratch_folders import sweep_scratch_folders
from api.service.served_backups import ServedBackups
from api.service.telling_store import TellingStore
from api.settings import KEPT_BYTES, LOCAL_HOSTS
from graph.store import Store

_HERE = Path(__file__).parent
_TITLES = {
    400: "This address cannot be read",
    403: "Not with your role",
    404: "Page not found",
    408: "The rest did not come",
    409: "Somebody was first",
    410: "No longer there",
}
# Seconds that an error page waits for the name of the area it leads back to.
_PATIENCE = 1.0
# Bytes from which an answer is sent compressed: below, that takes longer than it saves. Of nine
# degrees of effort the sixth leaves 3 % more than the ninth, in half the time.
_SMALLEST, _EFFORT = 10_000, 6
# Word documents and workbooks are compressed already.
_ZIPPED = tuple(
    f"application/vnd.openxmlformats-officedocument.{kind}"
    for kind in ("wordprocessingml.document", "spreadsheetml.sheet")
)
# Files whose names stay while they change: whoever has one asks whether it is the newest.
_ASKED_AGAIN = {"cache-control": "no-cache"}
# Seconds until it is worth asking again, for programs; a failed store is left alone for two.
_ASK_AGAIN = 2


def make_templates() -> Jinja2Templates:
    """Return the templates; an undefined name is an error, and every value is escaped."""
    templates = Jinja2Templates(directory=_HERE / "templates")
    templates.env.undefined = StrictUndefined
    templates.env.globals.update(pages.template_globals())
    return templates


def create_app(
    store: Store,
    *,
    keep_in: OpenStore | None = None,
    debug: bool = False,
    kept_bytes: int = KEPT_BYTES,
    backups: ServedBackups | None = None,
    token: str = "",
    contact: str = "",
    logs_requests: bool = False,
    network: NetworkMode | None = None,
    is_shared: bool = False,
) -> Starlette:
    """Return the service over a store, which the caller opens and closes.

    keep_in opens another store: this one is a demo's, which is thrown away, and each page says so.
    kept_bytes is how much memory what was worked out may take, to be answered again. backups are
    those of the store; token lets commands that know it use the store through the service.
    contact is where faults in the security are told. logs_requests says whether each request gets
    an id, and a line in the log. network says whom the service knows; without it there is no
    sign-in, and whoever asks may all. is_shared says that other processes write into the store too.
    """
    inner = store
    # Polled where others write into it too; what this process writes it says itself.
    bus = Bus(lambda: inner.editions(), shared=is_shared)
    store = TellingStore(inner, bus.tell)
    seen = audited(GuardedStore(store), network.book) if network else store
    reader = Reader(seen, kept_bytes)
    templates = make_templates()
    templates.env.globals.update(role_globals(network is not None))
    routes: list[BaseRoute] = [
        route for make in pages.ROUTE_MAKERS for route in make(reader, templates)
    ]
    routes += backups_page.routes(reader, templates, backups)
    templates.env.globals["backup_caution"] = lambda: backups_page.caution(backups)
    if token:
        routes += endpoint.routes(store, token)
    if keep_in:
        templates.env.globals["is_demo"] = True
        routes += demo.routes(reader, templates, keep_in)
    routes += security_txt.routes(contact)
    routes.append(
        Mount("/static", StaticAnswers(files_in(_HERE / "static"), _ASKED_AGAIN), name="static")
    )
    doors: list[Middleware] = []
    if network:
        routes += account_pages.routes(reader, templates, network)
        kept = guarded(routes, reader.store)
        doors, routes = [Middleware(Door, mode=network, routes=kept)], [*kept]
    handlers: dict[Any, Any] = dict.fromkeys(
        (*EXPECTED, HTTPException, 500), _error_page(reader, templates)
    )
    handlers[ClientDisconnect] = _nobody_listens
    handlers[Unchanged] = unchanged
    app = Starlette(
        debug=debug,
        routes=routes,
        middleware=[
            *([Middleware(RequestLog)] if logs_requests else []),
            # Before all that answer by themselves.
            Middleware(SecurityHeaders),
            *doors,
            *([Middleware(AuditTrail, book=network.book)] if network else []),
            Middleware(Replays, reader=reader),
            Middleware(
                GZipMiddleware,
                minimum_size=_SMALLEST,
                compresslevel=_EFFORT,
                exclude_content_types=(*DEFAULT_EXCLUDED_CONTENT_TYPES, *_ZIPPED),
            ),
            Middleware(PageTags),
            Middleware(IdleBodies),
            # A page elsewhere that points its own name at this machine gets no answer.
            Middleware(
                TrustedHostMiddleware,
                allowed_hosts=list(network.hosts if network else LOCAL_HOSTS),
                www_redirect=False,
            ),
        ],
        exception_handlers=handlers,
        lifespan=_lifespan,
    )
    app.state.turns, app.state.reader = ServiceTurns(), reader
    app.state.callers, app.state.network, app.state.is_stopping = Callers(), network, False
    app.state.bus, app.state.streams = bus, OpenStreams()
    if network:
        network.watch.subscribe(app.state.streams.look_again)
    return app


async def _nobody_listens(request: Request, error: Exception) -> Response:
    """Answer a browser that was closed while it sent something: nothing is wrong, nobody reads."""
    return Response(status_code=400)


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    """Before the first request, sweep what people sent to processes that were ended."""
    await run_in_threadpool(sweep_scratch_folders)
    yield


def _error_page(
    reader: Reader, templates: Jinja2Templates
) -> Callable[[Request, Exception], Awaitable[Response]]:
    # One of its own: an error is told though every other thread waits for the store.
    own_thread, asking = CapacityLimiter(1), threading.Lock()

    def ask(request: Request) -> Frame | None:
        # A store that has not answered the last time is not asked by a second thread.
        if not asking.acquire(blocking=False):
            return None
        try:
            return nearby(reader, request)
        finally:
            asking.release()

    async def area_of(request: Request, status: int) -> Frame | None:
        if status >= 500 or "slug" not in request.path_params:
            return None
        if reader.view_at_hand(request.path_params["slug"]):
            return nearby(reader, request)
        with move_on_after(_PATIENCE):
            return await to_thread.run_sync(
                ask, request, limiter=own_thread, abandon_on_cancel=True
            )
        return None

    async def show_error(request: Request, error: Exception) -> Response:
        """Show an expected error's one sentence; of a fault in the program, say nothing of it."""
        headers = {**headers_for(request.scope), **NOT_KEPT}
        if isinstance(error, HTTPException):
            status = error.status_code
            headers.update(error.headers or {})
        else:
            status = http_status(error)
        reference = getattr(request.state, REQUEST_ID, "")
        if reference:
            headers["X-Request-ID"] = reference
        if status == 503:
            headers["Retry-After"] = str(_ASK_AGAIN)
        fallback = "The service cannot answer now" if status >= 500 else "This cannot be done"
        context = {
            "status": status,
            "title": _TITLES.get(status, fallback),
            "sentence": str(error) if isinstance(error, EXPECTED) else "",
            "reference": reference if status >= 500 else "",
            "nearby": await area_of(request, status),
        }
        return templates.TemplateResponse(
            request, "error.html", context, status_code=status, headers=headers
        )

    return show_error
