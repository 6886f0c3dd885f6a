"""Server-sent events: what GraphQL follows, and for pages that an area has another revision.

/graphql with Accept: text/event-stream is "distinct connections mode" of GraphQL over SSE; source:
https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md
"""

import asyncio
import contextlib
from collections.abc import AsyncGenerator
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any

from anyio import CancelScope
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute, Match, Route
from starlette.templating import Jinja2Templates
from starlette.types import Receive, Scope, Send

from api.access.persons import Via, person_here
from api.access.standing import OVER, who_now
from api.pages.callers import caller_of
from api.pages.following import Operation
from api.pages.graphql import BadRequest, read_body, read_json
from api.pages.open_streams import OpenStreams, TooManyOpen, Visit, VisitEnded
from api.pages.socket_messages import BadMessage, read_asked
from api.pages.uploads import is_from_here, is_same_origin
from api.schema.subscribing import AskedOperation, ErrorCode, QueryAnswer, as_json, refused
from api.service.area_changes import event_id, seen_edition
from api.service.bus import Bus, is_after
from api.service.reader import Reader
from graph.errors import UnknownThing
from graph.store import Edition

_KIND = "text/event-stream"
# Seconds between two lines that say nothing but that the stream is there: proxies close silent ones
# after 30 or 60. And after which a browser comes again, in thousandths of one.
BEAT, _AGAIN = 20.0, 3000
# Seconds that somebody may take to read what is sent.
READ_WITHIN = 60.0
_HEADERS = {"cache-control": "no-store", "x-accel-buffering": "no"}
_FOREIGN = (
    "A page elsewhere has asked for this stream: open it from a program, or a page of this one."
)
_ASK_AGAIN = {"retry-after": "10"}


class _StreamRoute(Route):
    """The route of those who would rather have a stream than any other type."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Match only those."""
        if scope["type"] == "http" and prefers_stream(_accept(scope)):
            return super().matches(scope)
        return Match.NONE, {}


def _accept(scope: Scope) -> str:
    given = [value.decode("latin-1") for name, value in scope["headers"] if name == b"accept"]
    return ",".join(given)


def prefers_stream(accept: str) -> bool:
    """Say whether of all types that somebody takes a stream is the first: clients name several."""
    first = accept.split(",", 1)[0].partition(";")[0]
    return first.strip().lower() == _KIND


def routes(reader: Reader, _: Jinja2Templates) -> list[BaseRoute]:
    """Return the route of GraphQL as a stream, and that of the revisions of an area."""

    async def graphql(request: Request) -> Response:
        try:
            asked = await _asked(request)
        except BadRequest as error:
            return _refusal(refused(str(error), error.code), error.status)
        except BadMessage as error:
            return _refusal(refused(str(error)), 400)
        state = request.app.state
        opened = contextlib.ExitStack()
        try:
            visit = opened.enter_context(_visiting(request))
        except TooManyOpen as error:
            return _refusal(refused(str(error), ErrorCode.RATE_LIMITED), 503, _ASK_AGAIN)
        operation = Operation(reader, state.bus, state.callers, visit, asked)
        return _EventStream(_with_beats(_answers(operation), visit, _last_words()), opened)

    async def area_events(request: Request) -> Response:
        state, slug = request.app.state, request.path_params["slug"]
        if not is_from_here(request):
            return Response(_FOREIGN, 403, None, "text/plain")
        opened = contextlib.ExitStack()
        try:
            visit = opened.enter_context(_visiting(request))
        except TooManyOpen as error:
            return Response(str(error), 503, _ASK_AGAIN, "text/plain")
        try:
            # What is not there is told as of any other page, before the stream begins.
            await visit.read(lambda: seen_edition(reader, slug))
        except BaseException:
            opened.close()
            raise
        known = request.headers.get("last-event-id", "")
        revisions = _revisions(reader, state.bus, visit, slug, known)
        return _EventStream(_with_beats(revisions, visit, b""), opened)

    return [
        _StreamRoute("/graphql", graphql, methods=["GET", "POST"]),
        Route("/areas/{slug}/events", area_events),
    ]


def _visiting(request: Request) -> AbstractContextManager[Visit]:
    streams: OpenStreams = request.app.state.streams
    return streams.open(caller_of(request), who_now(request.scope.get("state", {})))


async def _answers(operation: Operation) -> AsyncGenerator[bytes, None]:
    """Yield each answer of an operation as an event, and that it is complete."""
    try:
        async with contextlib.aclosing(operation.answers()) as answers:
            async for answered in answers:
                number = event_id(answered.step.edition) if answered.step else ""
                yield _event("next", answered.body, number)
        yield _event("complete", b"")
    finally:
        operation.stop()


def _last_words() -> bytes:
    """Say to a program that is no longer signed in why there is nothing more."""
    content = refused(OVER, ErrorCode.UNAUTHENTICATED).content
    return _event("next", as_json(content)) + _event("complete", b"")


async def _revisions(
    reader: Reader, bus: Bus, visit: Visit, slug: str, known: str
) -> AsyncGenerator[bytes, None]:
    """Yield the revision of an area, unless it is known, and each later one; ends with the area."""
    yield f"retry: {_AGAIN}\n\n".encode()
    with bus.listen(slug) as listener, contextlib.suppress(UnknownThing):
        newest = await visit.read(lambda: seen_edition(reader, slug))
        if known not in (event_id(newest), str(newest.revision)):
            yield _revision(newest)
        while True:
            told = newest
            if await listener.other_than(told) is None:
                return
            newest = await visit.read(lambda: seen_edition(reader, slug))
            if is_after(told, newest):
                yield _revision(newest)


def _revision(edition: Edition) -> bytes:
    return _event("", str(edition.revision).encode(), event_id(edition))


async def _next(events: AsyncGenerator[bytes, None]) -> bytes:
    return await anext(events)


async def _with_beats(
    events: AsyncGenerator[bytes, None], visit: Visit, last_words: bytes
) -> AsyncGenerator[bytes, None]:
    """Yield events, and a comment where there are none for a while; ends where the visit does."""
    ending = asyncio.create_task(visit.ending.wait())
    following: asyncio.Task[bytes] | None = None
    try:
        while True:
            following = following or asyncio.create_task(_next(events))
            both = {following, ending}
            done, _ = await asyncio.wait(both, timeout=BEAT, return_when=asyncio.FIRST_COMPLETED)
            if following in done:
                yield following.result()
                following = None
            elif ending in done:
                if visit.is_gone:
                    yield last_words
                return
            else:
                yield b":\n\n"
    except StopAsyncIteration:
        return
    except VisitEnded:
        yield last_words
    finally:
        ending.cancel()
        if following is not None:
            following.cancel()
        with CancelScope(shield=True):
            tasks = [task for task in (ending, following) if task is not None]
            await asyncio.gather(*tasks, return_exceptions=True)
            await events.aclose()


class _EventStream(StreamingResponse):
    """A stream that is given up where nobody reads it; opened is closed with it."""

    def __init__(self, events: AsyncGenerator[bytes, None], opened: contextlib.ExitStack) -> None:
        super().__init__(events, headers=_HEADERS, media_type=_KIND)
        self._events, self._opened = events, opened

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it, but to who asks for the headers only."""
        with self._opened:
            try:
                if scope["method"] == "HEAD":
                    await Response(None, 200, _HEADERS, _KIND)(scope, receive, send)
                else:
                    await super().__call__(scope, receive, send)
            finally:
                await self._events.aclose()

    async def stream_response(self, send: Send) -> None:
        """Send the events as they come."""
        start = {"type": "http.response.start", "status": 200, "headers": self.raw_headers}
        await send(start)
        async for block in self._events:
            try:
                async with asyncio.timeout(READ_WITHIN):
                    await send({"type": "http.response.body", "body": block, "more_body": True})
            except TimeoutError:
                # Nobody reads: the server closes the connection, as the answer is not whole.
                return
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _asked(request: Request) -> AskedOperation:
    """Read what is asked; raises BadRequest and BadMessage."""
    if not is_from_here(request):
        raise BadRequest(_FOREIGN, 403, ErrorCode.FORBIDDEN)
    if request.method == "POST":
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind != "application/json":
            raise BadRequest("Send the question as application/json.", 415)
        body = await read_body(request)
        try:
            given = read_json(body.decode("utf-8"), "The body")
        except UnicodeDecodeError:
            raise BadRequest("The body is not UTF-8 text.") from None
    else:
        given = dict[str, Any](request.query_params)
        for name in ("variables", "extensions"):
            if given.get(name):
                given[name] = read_json(given[name], name)
    by_token = person_here().via is Via.TOKEN
    own = request.method == "POST" and (by_token or is_same_origin(request))
    asked = read_asked(given, changing=own)
    # Who comes again by itself, as browsers do, says which event it was told last.
    return replace(asked, told=request.headers.get("last-event-id", ""))


def _event(kind: str, data: bytes, number: str = "") -> bytes:
    """Write an event; its data is one line, as JSON and numbers are."""
    head = f"event: {kind}\n" if kind else ""
    tail = f"\nid: {number}" if number else ""
    return head.encode() + b"data: " + data + tail.encode() + b"\n\n"


def _refusal(answer: QueryAnswer, status: int, headers: dict[str, str] | None = None) -> Response:
    kind = "application/json; charset=utf-8"
    return Response(as_json(answer.content), status, headers, kind)
