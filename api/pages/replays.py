"""A request that is the same as one before, byte for byte, gets the same answer without more ado.

Of a small answer nearly all the time goes into finding out what is asked: reading headers and JSON,
choosing a route, waiting for a thread. A whole request says all that was found out then: its
address, its headers with whoever asks, its body. What is sent again is what the service keeps, and
only while nothing that it was made of has changed; a small answer that is not kept is worked out
anew. Where the store would have to be asked for that, and so might make others wait, the request
goes the usual way.

Who asks is known before a request comes here, and is asked for each time: the same headers get the
same answer only while whoever sent them may see the same.
"""

import asyncio
import threading
import weakref
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api import middleware
from api.errors import RateLimited
from api.pages.callers import at_once, caller_of
from api.pages.unchanged import may_see
from api.service.callers import Asking, Callers
from api.service.kept_responses import KeptResponse, ResponseKey
from api.service.reader import Reader

# How many requests are remembered, and how long each may be with its headers, in bytes: some 4 MB.
MOST_REQUESTS, LONGEST = 256, 16 * 1024
KEPT, ANEW = "kept_response", "answered_anew"
_Key = tuple[Any, ...]


class _Made(Protocol):
    """What was worked out."""

    body: bytes


# Works an answer out anew for a request that is the same; None where that takes its time.
Anew = Callable[[Request, Asking], _Made | None]


@dataclass(frozen=True, slots=True)
class _Answered:
    """How a request was answered: by what was kept, and the first message of the answer."""

    question: ResponseKey
    kept: "weakref.ref[KeptResponse]"
    start: Message
    zipped: bool
    who: str


@dataclass(frozen=True, slots=True)
class _WorkedOut:
    """How a request was answered: by what worked it out, and the first message but its length."""

    anew: Anew
    start: Message


class Replays:
    """Remembers the requests that were answered with what is kept, for the path of GraphQL."""

    def __init__(self, app: ASGIApp, reader: Reader, path: str = "/graphql") -> None:
        self.app, self._reader, self._path = app, reader, path
        self._lock = threading.Lock()
        self._answered: OrderedDict[_Key, _Answered | _WorkedOut] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer at once what was answered before, else pass it on and take note."""
        if scope["type"] != "http" or scope["path"] != self._path or scope["method"] != "POST":
            await self.app(scope, receive, send)
            return
        if _has_come(receive):
            first = await receive()
        else:
            try:
                async with asyncio.timeout(middleware.IDLE_BODY):
                    first = await receive()
            except TimeoutError:
                await self.app(scope, _nothing_came, send)
                return
        body = first.get("body", b"")
        if first["type"] != "http.request" or first.get("more_body") or len(body) > LONGEST:
            await self.app(scope, _with_first(first, receive), send)
            return
        key = (scope["query_string"], scope["scheme"], tuple(scope["headers"]), body)
        again = self._again(key, Request(scope))
        if again is not None:
            start, sent = again
            await send(start)
            await send({"type": "http.response.body", "body": sent})
            return
        await self.app(scope, _with_first(first, receive), self._noting(key, scope, send))

    def _again(self, key: _Key, request: Request) -> tuple[Message, bytes] | None:
        answered = self._answered.get(key)
        if isinstance(answered, _WorkedOut):
            return self._anew(answered, request)
        if answered is None or answered.who != may_see():
            return None
        now = self._reader.editions_at_hand()
        kept = answered.kept()
        if now is None or kept is None:
            return None
        found = self._reader.responses.find(answered.question, self._reader.today(), now)
        if found is not kept:
            return None
        sent = kept.zipped if answered.zipped else kept.body
        if sent is None:
            return None
        callers: Callers = request.app.state.callers
        try:
            callers.charge(caller_of(request), 1)
        except RateLimited:
            return None
        # Whoever sends it on may add to it.
        return {**answered.start, "headers": list(answered.start["headers"])}, sent

    def _anew(self, before: _WorkedOut, request: Request) -> tuple[Message, bytes] | None:
        try:
            found = at_once(request, before.anew)
        except RateLimited:
            return None
        if found is None:
            return None
        length = (b"content-length", str(len(found.body)).encode())
        return {**before.start, "headers": [*before.start["headers"], length]}, found.body

    def _noting(self, key: _Key, scope: Scope, send: Send) -> Send:
        """Return what passes an answer on, and takes note of it where it is one that is kept."""
        start: Message | None = None

        async def note(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
            elif start is not None and not message.get("more_body"):
                self._note(key, scope, start, message.get("body", b""))
            await send(message)

        return note

    def _note(self, key: _Key, scope: Scope, start: Message, body: bytes) -> None:
        state = scope.get("state", {})
        if start["status"] != 200:
            return
        if ANEW in state:
            names = [name for name, _ in start["headers"]]
            if b"content-encoding" not in names:
                headers = [pair for pair in start["headers"] if pair[0] != b"content-length"]
                self._remember(key, _WorkedOut(state[ANEW], {**start, "headers": headers}))
        elif KEPT in state:
            question, kept = state[KEPT]
            if body is kept.body or body is kept.zipped:
                first = {**start, "headers": list(start["headers"])}
                zipped, who = body is kept.zipped, may_see()
                self._remember(key, _Answered(question, weakref.ref(kept), first, zipped, who))

    def _remember(self, key: _Key, answered: _Answered | _WorkedOut) -> None:
        with self._lock:
            self._answered[key] = answered
            self._answered.move_to_end(key)
            while len(self._answered) > MOST_REQUESTS:
                self._answered.popitem(last=False)


def _has_come(receive: Receive) -> bool:
    """Say whether the server has the whole body: to watch the clock takes longer than that."""
    return getattr(getattr(receive, "__self__", None), "more_body", True) is False


def _with_first(first: Message, receive: Receive) -> Receive:
    """Return what gives the first message, which was read, and then the rest."""
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return first

    return again


async def _nothing_came() -> Message:
    """Say what api.middleware says of a body that does not come."""
    raise HTTPException(408, headers={"connection": "close"})
