"""Whether the service can answer now, in one word, for a proxy or whatever runs it."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.templating import Jinja2Templates

from api.middleware import NOT_KEPT
from api.service.reachable import Reachable
from api.service.reader import Reader
from graph.errors import StoreError


def routes(reader: Reader, _: Jinja2Templates) -> list[BaseRoute]:
    """Return the route of this page."""
    store = Reachable(lambda: len(reader.areas()))

    async def ready(request: Request) -> Response:
        word = "ready"
        if request.app.state.is_stopping:
            word = "stopping"
        else:
            try:
                await store.answer()
            except StoreError:
                word = "store"
        return PlainTextResponse(f"{word}\n", 200 if word == "ready" else 503, headers=NOT_KEPT)

    return [Route("/ready", ready)]
