"""The one button that lets the record of an area follow today; it opens on a past day no more."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.templating import Jinja2Templates

from api.access.persons import person_here
from api.pages.uploads import BadUpload, check_same_origin
from api.service.newer_facts import follow_today
from api.service.reader import Reader


def routes(reader: Reader, templates: Jinja2Templates) -> list[BaseRoute]:
    """Return the route of this button."""

    async def follow(request: Request) -> Response:
        slug = request.path_params["slug"]
        try:
            check_same_origin(request)
        except BadUpload as error:
            return PlainTextResponse(str(error), error.status)
        await run_in_threadpool(follow_today, reader.store, slug, person_here().name)
        return RedirectResponse(f"/areas/{slug}", 303)

    return [Route("/areas/{slug}/follow-today", follow, methods=["POST"])]
