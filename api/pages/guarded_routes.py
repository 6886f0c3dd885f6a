"""Routes of a service on a network: each asks the table of needs before its page is made."""

from collections.abc import Iterable

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import URLPath
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute, Match
from starlette.types import Receive, Scope, Send

from api.access.needs import Admission, Level, Need, asked, forbidden
from api.access.page_needs import PAGE_NEEDS
from api.access.persons import person_here
from graph.store import Store


class GuardedRoute(BaseRoute):
    """A route that answers whoever may have what it leads to; for others nothing is there.

    Raises Forbidden for what they see and may not do, UnknownThing for an area they do not see.
    """

    def __init__(self, route: BaseRoute, store: Store) -> None:
        self.route, self._store = route, store
        self.path: str = getattr(route, "path", "")

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Say whether a request is for this route."""
        return self.route.matches(scope)

    def url_path_for(self, name: str, /, **path_params: object) -> URLPath:
        """Return the path of this route."""
        return self.route.url_path_for(name, **path_params)

    def need(self, method: str) -> Need | None:
        """Return what a method needs here; None where that is not on record."""
        return PAGE_NEEDS.get(self.path, {}).get("GET" if method == "HEAD" else method)

    def is_open_to_strangers(self, scope: Scope, params: dict[str, object]) -> bool:
        """Say whether whoever is at work may have it though nobody knows them."""
        need = self.need(_method(scope))
        if need is not None and need.level is Level.MACHINE:
            return True
        return asked(need, person_here(), str(params.get("slug", ""))) is Admission.MAY

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Admission a request, where whoever is at work may have that."""
        method, slug = _method(scope), str(scope.get("path_params", {}).get("slug", ""))
        need = self.need(method)
        if need is None and not self._answers(method):
            # The route itself says which methods it knows, to those who may have one of them.
            need = self.need("GET") or self.need("POST")
        if need is not None and need.level is Level.MACHINE:
            await self.route.handle(scope, receive, send)
            return
        answer = asked(need, person_here(), slug)
        if answer is not Admission.MAY and scope["type"] == "websocket":
            # A socket that is closed before it is opened is answered with 403.
            await receive()
            await send({"type": "websocket.close", "code": 1008})
            return
        if answer is Admission.FORBIDDEN:
            assert need is not None
            raise forbidden(need, slug)
        if answer is Admission.HIDDEN:
            if need is not None and slug:
                # It says in its own words that there is no such area.
                await run_in_threadpool(self._store.edition, slug)
            raise HTTPException(404)
        await self.route.handle(scope, receive, send)

    def _answers(self, method: str) -> bool:
        methods = getattr(self.route, "methods", None)
        return methods is None or method in methods


def guarded(routes: Iterable[BaseRoute], store: Store) -> "list[GuardedRoute]":
    """Return routes that ask what whoever is at work may have; store is the guarded one."""
    return [GuardedRoute(route, store) for route in routes]


def _method(scope: Scope) -> str:
    return str(scope.get("method", "WEBSOCKET"))
