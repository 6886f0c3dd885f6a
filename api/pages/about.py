"""The accessibility statement, and the answer to "are you well" for whoever runs the service."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.templating import Jinja2Templates

from api.service.reader import Reader
from graph.errors import StoreError


def routes(reader: Reader, templates: Jinja2Templates) -> list[BaseRoute]:
    """Return the routes of these pages."""

    def accessibility(request: Request) -> Response:
        return templates.TemplateResponse(request, "accessibility.html")

    def health(_: Request) -> Response:
        try:
            areas = len(reader.areas())
            engine = reader.store.describe().engine
        except StoreError as error:
            return JSONResponse({"status": "store away", "sentence": str(error)}, 503)
        return JSONResponse({"status": "ok", "store": engine, "areas": areas})

    return [Route("/accessibility", accessibility), Route("/health", health)]
