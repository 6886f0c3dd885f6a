"""The web application as data: routes, middleware, error pages. Nothing happens at import."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles
from starlette.templating import Jinja2Templates

from api import pages
from api.errors import EXPECTED, http_status
from api.middleware import SECURITY_HEADERS, SecurityHeaders
from api.pages import demo
from api.pages.frame import nearby
from api.service.demo import OpenStore
from api.service.reader import Reader
from api.service.scratch_folders import sweep_scratch_folders
from api.settings import LOCAL_HOSTS
from graph.store import Store

_HERE = Path(__file__).parent
_TITLES = {
    400: "This address cannot be read",
    404: "Page not found",
    409: "Somebody was first",
    410: "No longer there",
}


def make_templates() -> Jinja2Templates:
    """Return the templates; an undefined name is an error, and every value is escaped."""
    templates = Jinja2Templates(directory=_HERE / "templates")
    templates.env.undefined = StrictUndefined
    templates.env.globals.update(pages.template_globals())
    return templates


def create_app(store: Store, *, keep_in: OpenStore | None = None, debug: bool = False) -> Starlette:
    """Return the service over a store, which the caller opens and closes.

    keep_in opens another store: this one is a demo's, which is thrown away, and each page says so.
    """
    reader = Reader(store)
    templates = make_templates()
    routes: list[BaseRoute] = [
        route for make in pages.ROUTE_MAKERS for route in make(reader, templates)
    ]
    if keep_in:
        templates.env.globals["is_demo"] = True
        routes += demo.routes(reader, templates, keep_in)
    routes.append(Mount("/static", StaticFiles(directory=_HERE / "static"), name="static"))
    handlers: dict[Any, Any] = dict.fromkeys(
        (*EXPECTED, HTTPException, 500), _error_page(reader, templates)
    )
    handlers[ClientDisconnect] = _nobody_listens
    return Starlette(
        debug=debug,
        routes=routes,
        middleware=[
            Middleware(SecurityHeaders),
            # A page elsewhere that points its own name at this machine gets no answer.
            Middleware(TrustedHostMiddleware, allowed_hosts=list(LOCAL_HOSTS), www_redirect=False),
        ],
        exception_handlers=handlers,
        lifespan=_lifespan,
    )


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
) -> Callable[[Request, Exception], Response]:
    def show_error(request: Request, error: Exception) -> Response:
        """Show an expected error's one sentence; of a fault in the program, say nothing of it."""
        headers = dict(SECURITY_HEADERS)
        if isinstance(error, HTTPException):
            status = error.status_code
            headers.update(error.headers or {})
        else:
            status = http_status(error)
        fallback = "The service cannot answer now" if status >= 500 else "This cannot be done"
        context = {
            "status": status,
            "title": _TITLES.get(status, fallback),
            "sentence": str(error) if isinstance(error, EXPECTED) else "",
            "nearby": nearby(reader, request) if status < 500 else None,
        }
        return templates.TemplateResponse(
            request, "error.html", context, status_code=status, headers=headers
        )

    return show_error
