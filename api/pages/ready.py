"""Whether the service can answer now, in one word, for a proxy or whatever runs it."""

from collections.abc import MutableSequence

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.templating import Jinja2Templates

from api.access.network import NetworkMode
from api.middleware import NOT_KEPT
from api.service.reachable import Reachable
from api.service.reader import Reader
from graph.errors import StoreError


def routes(reader: Reader, _: Jinja2Templates) -> list[BaseRoute]:
    """Return the route of this page."""
    store = Reachable(lambda: len(reader.areas()))
    accounts: list[Reachable[int]] = []

    async def ready(request: Request) -> Response:
        word = "ready"
        if request.app.state.is_stopping:
            word = "stopping"
        else:
            word = await _away(request, store, accounts) or "ready"
        return PlainTextResponse(f"{word}\n", 200 if word == "ready" else 503, headers=NOT_KEPT)

    return [Route("/ready", ready)]


async def _away(
    request: Request, store: Reachable[int], accounts: MutableSequence[Reachable[int]]
) -> str:
    """Return which of the two stores does not answer, "" where both do."""
    network: NetworkMode | None = request.app.state.network
    if network and not accounts:
        accounts.append(Reachable(network.store.changes))
    for word, kept in (("store", store), *(("accounts", each) for each in accounts)):
        try:
            await kept.answer()
        except StoreError:
            return word
    return ""
