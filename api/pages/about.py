"""The accessibility statement, and the answer to "are you well" for whoever runs the service."""

import psutil
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.templating import Jinja2Templates

from api.access.persons import Role, person_here
from api.service.reachable import Reachable
from api.service.reader import Reader
from graph.errors import StoreError


def routes(reader: Reader, templates: Jinja2Templates) -> list[BaseRoute]:
    """Return the routes of these pages."""

    def accessibility(request: Request) -> Response:
        return templates.TemplateResponse(request, "accessibility.html")

    store, process = Reachable(lambda: len(reader.areas())), psutil.Process()

    async def health(_: Request) -> Response:
        own: dict[str, object] = {"memory_mb": round(process.memory_info().rss / 2**20)}
        own |= {"kept_mb": round(reader.kept_bytes / 2**20)}
        try:
            areas = await store.answer()
        except StoreError as error:
            away = {"status": "store away", "sentence": str(error), **own}
            return JSONResponse(away if _is_told_all() else {"status": "store away"}, 503)
        engine = reader.store.describe().engine
        said = {"status": "ok", "store": engine, "areas": areas, **own}
        return JSONResponse(said if _is_told_all() else {"status": "ok"})

    return [Route("/accessibility", accessibility), Route("/health", health)]


def _is_told_all() -> bool:
    """Say whether somebody may know how large the service is, and what it runs on."""
    rights = person_here().rights
    return rights.keeper or rights.everywhere is Role.OWNER
