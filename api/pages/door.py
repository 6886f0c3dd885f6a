"""The door of a service on a network: says who a request is of, before anything is read of it.

A browser shows the cookie of its session, a program a token in the header Authorization. Whoever
shows neither is a stranger, who has what is open to all and what is published; for the rest pages
lead to where one signs in, and programs are told to.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar
from urllib.parse import quote, urlencode, urlsplit

from anyio import CapacityLimiter, to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.access.lately_known import LatelyKnown
from api.access.network import SESSION_COOKIE, SIGN_IN, NetworkMode, session_cookie
from api.access.persons import NOBODY, Person, acting_as
from api.access.standing import WHO_NOW
from api.errors import NotSignedIn
from api.middleware import SECURITY_HEADERS
from api.pages.guarded_routes import GuardedRoute
from api.pages.uploads import is_same_origin
from graph.errors import StoreError

T = TypeVar("T")
# Where commands of this machine ask, with a token of their own that no account has.
_MACHINE = "/remote/"
_PROGRAMS, _SOCKETS = "/graphql", "graphql-transport-ws"
# What is the same for all, and may be kept by whoever carries it.
_FOR_ALL = ("/static/", "/assets/")
_READING = ("GET", "HEAD", "OPTIONS")
_REALM = 'Bearer realm="Golden Thread"'
_SIGN_IN_FIRST = (
    "Sign in first: send a token in the header Authorization, as Bearer gt_..., or open the pages."
)
_FOREIGN = "This did not come from a page of this service: open the page and send it anew."
# Threads that look up who somebody is; pages that wait for the store have others.
_LOOKING_UP = 8
# Seconds, as api.app says of a store that is away.
_ASK_AGAIN = "2"


class _FromElsewhere(Exception):
    """A page of another service made a browser send something."""


@dataclass(frozen=True, slots=True)
class _Caller:
    """Who asks, what finds out whether they still are, and the new id of their session, if any."""

    person: Person
    again: Callable[[], Person | None]
    cookie: str = field(default="", repr=False)


class Door:
    """Lets requests in, each as whoever it is of."""

    def __init__(self, app: ASGIApp, mode: NetworkMode, routes: Iterable[GuardedRoute]) -> None:
        self.app, self._mode = app, mode
        self._routes = tuple(routes)
        self._threads: list[CapacityLimiter] = []
        self._lately = LatelyKnown[_Caller](mode.book.clock, mode.watch.subscribe)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Say who a request is of, and pass it on or refuse it; nothing of its body is read."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        if scope["path"].startswith(_MACHINE):
            with acting_as(NOBODY):
                await self.app(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        try:
            caller = await self._caller(connection)
            refusal = None if caller.person.account else self._refused(scope, caller.person)
        except NotSignedIn as error:
            refusal = _unknown(scope, str(error), ', error="invalid_token"')
        except _FromElsewhere:
            refusal = _told(scope, _FOREIGN, 403, "FORBIDDEN")
        except StoreError as error:
            refusal = _told(scope, str(error), 503, "STORE_AWAY")
            refusal.headers["Retry-After"] = _ASK_AGAIN
        if refusal is not None:
            await _refuse(refusal, scope, receive, send)
            return
        # What lasts longer than a request asks again whether its person still is who they were.
        scope.setdefault("state", {})[WHO_NOW] = caller.again
        with acting_as(caller.person):
            await self.app(scope, receive, _private(scope, send, caller.cookie))

    async def _caller(self, connection: HTTPConnection) -> _Caller:
        """Return who asks; raises NotSignedIn for a token that is no good, and StoreError."""
        mode = self._mode
        tokens = [t for t in connection.headers.getlist("authorization") if _is_bearer(t)]
        if tokens:
            text = tokens[0].partition(" ")[2].strip() if len(tokens) == 1 else ""

            def by_token() -> _Caller:
                # No partial: what that holds is in its repr, and so in a traceback.
                return _Caller(mode.tokens.look(text).person, lambda: mode.person_of_token(text))

            return await self._found(f"token {text}", by_token)
        session_id = connection.cookies.get(SESSION_COOKIE, "")
        # A browser shows its cookie to whatever page makes it ask. A program that shows nothing is
        # told to sign in, whatever it says of where it comes from.
        is_nobodys = not session_id and connection.scope["path"] == _PROGRAMS
        if not is_nobodys and not _is_own(connection):
            raise _FromElsewhere

        def by_session() -> _Caller:
            held = mode.sessions.look(session_id) if session_id else None
            if held is None:
                return _Caller(mode.stranger(), mode.stranger)
            new = mode.sessions.renew(held) if held.is_stale else ""
            now = new or session_id
            return _Caller(held.person, lambda: mode.person_of_session(now, is_use=False), new)

        return await self._found(f"session {session_id}", by_session)

    async def _found(self, shown: str, look_up: Callable[[], _Caller]) -> _Caller:
        found = self._lately.get(shown)
        if found is not None:
            return found
        changes = self._lately.changes
        found = await self._asked(look_up)
        # A new id is for the one who asks now.
        if not found.cookie:
            self._lately.keep(shown, found, changes)
        return found

    async def _asked(self, work: Callable[[], T]) -> T:
        if not self._threads:  # one belongs to a loop, which is not there before the first request
            self._threads.append(CapacityLimiter(_LOOKING_UP))
        return await to_thread.run_sync(work, limiter=self._threads[0])

    def _refused(self, scope: Scope, stranger: Person) -> Response | None:
        """Return what a stranger is told; None where they may have what they ask for."""
        with acting_as(stranger):
            for route in self._routes:
                match, inside = route.matches(scope)
                if match is Match.FULL:
                    params = inside.get("path_params", {})
                    if route.is_open_to_strangers(scope, params):
                        return None
                    break
        if scope["type"] == "http" and scope["path"] != _PROGRAMS and _is_page(scope):
            return RedirectResponse(f"{SIGN_IN}?{urlencode({'next': _next(scope)})}", 303)
        return _unknown(scope, _SIGN_IN_FIRST)


def _is_bearer(text: str) -> bool:
    return text.partition(" ")[0].lower() == "bearer"


def _is_own(connection: HTTPConnection) -> bool:
    """Say whether what would change something comes from a page of this service."""
    scope = connection.scope
    if scope["type"] == "websocket":
        origin = connection.headers.get("origin", "")
        return not origin or urlsplit(origin).netloc == connection.headers.get("host", "-")
    return scope["method"] in _READING or is_same_origin(connection)


def _is_page(scope: Scope) -> bool:
    """Say whether a browser shows the answer: then it is led to where one signs in."""
    accept = Headers(scope=scope).get("accept", "")
    return scope["method"] in ("GET", "HEAD") or "text/html" in accept


def _next(scope: Scope) -> str:
    """Return where to go on after signing in: a path of this service."""
    path = quote(scope["path"], safe="/~")
    if not path.startswith("/") or path.startswith("//"):
        return "/"
    query = scope.get("query_string", b"").decode("ascii", "ignore")
    return f"{path}?{query}" if query and scope["method"] in ("GET", "HEAD") else path


def _unknown(scope: Scope, sentence: str, more: str = "") -> Response:
    response = _told(scope, sentence, 401, "UNAUTHENTICATED")
    response.headers["WWW-Authenticate"] = f"{_REALM}{more}"
    return response


def _told(scope: Scope, sentence: str, status: int, code: str) -> Response:
    """Say a sentence, to programs with its code."""
    if scope["path"] != _PROGRAMS:
        return PlainTextResponse(f"{sentence}\n", status)
    error = {"message": sentence, "extensions": {"code": code}}
    return Response(json.dumps({"errors": [error]}), status, media_type="application/json")


async def _refuse(refusal: Response, scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await receive()
        if refusal.status_code == 401 and _SOCKETS in scope.get("subprotocols", ()):
            # No browser tells a page why a socket was not opened, but why it was closed.
            await send({"type": "websocket.accept", "subprotocol": _SOCKETS})
            reason = "Unauthorized: sign in, or show a token that is good."
            await send({"type": "websocket.close", "code": 4401, "reason": reason})
            return
        await send({"type": "websocket.close", "code": 1008})
        return
    refusal.headers.update(SECURITY_HEADERS)
    await refusal(scope, receive, _private(scope, send))


def _private(scope: Scope, send: Send, session_id: str = "") -> Send:
    """Return what passes an answer on, with whom it is for, and the new id of their session."""
    if scope["path"].startswith(_FOR_ALL) and not session_id:
        return send

    async def passed_on(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.add_vary_header("Cookie, Authorization")
            headers.setdefault("Cache-Control", "private, no-cache")
            if session_id and not _sets_session(headers):
                headers.append("Set-Cookie", session_cookie(session_id))
        await send(message)

    return passed_on


def _sets_session(headers: MutableHeaders) -> bool:
    """Say whether a page has given the browser another session, or taken its own away."""
    return any(one.startswith(f"{SESSION_COOKIE}=") for one in headers.getlist("set-cookie"))
