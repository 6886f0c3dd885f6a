"""POST /keep, in a demo only: bring what it shows into the user's own store."""

import os

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.templating import Jinja2Templates

from api.errors import EXPECTED, http_status
from api.pages.uploads import BadUpload, check_same_origin, read_form
from api.service.demo import KeptAreas, OpenStore, keep_areas
from api.service.reader import Reader

# The same door as the demo's, as people type it.
_DOOR = "py start.py" if os.name == "nt" else "python3 start.py"


def routes(reader: Reader, templates: Jinja2Templates, own: OpenStore) -> list[BaseRoute]:
    """Return the route of this page; own opens the store in which areas are kept."""

    def show(
        request: Request, done: KeptAreas | None, problem: str = "", status: int = 200
    ) -> Response:
        context = {"done": done, "problem": problem, "door": _DOOR}
        return templates.TemplateResponse(request, "demo_kept.html", context, status_code=status)

    def keep(request: Request, slug: str) -> Response:
        try:
            return show(request, keep_areas(reader.store, own, slug))
        except EXPECTED as error:
            return show(request, None, str(error), http_status(error))

    async def take(request: Request) -> Response:
        try:
            check_same_origin(request)
            fields = await read_form(request)
        except BadUpload as error:
            return await run_in_threadpool(show, request, None, str(error), error.status)
        return await run_in_threadpool(keep, request, fields.get("area", ""))

    return [Route("/keep", take, methods=["POST"])]
