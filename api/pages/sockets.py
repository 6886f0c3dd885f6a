"""/graphql as a websocket: graphql-transport-ws, for subscriptions, questions and changes.

Strawberry's own handler answers in the loop that all requests share, knows no deadline, and does
not ask again who somebody is: this one is small.
"""

import asyncio
import contextlib
import logging

from anyio import CancelScope
from starlette.routing import BaseRoute, WebSocketRoute
from starlette.templating import Jinja2Templates
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from api.access.persons import Via
from api.access.standing import OVER, who_now
from api.pages.callers import caller_of
from api.pages.following import Operation
from api.pages.open_streams import OpenStreams, TooManyOpen, Visit, VisitEnded
from api.pages.socket_messages import (
    PROTOCOL,
    BadMessage,
    Close,
    of_operation,
    plain,
    read_asked,
    read_message,
    reason_of,
)
from api.pages.uploads import is_same_origin
from api.schema.subscribing import ErrorCode, as_json, refused
from api.service.reader import Reader

# Seconds in which a program has to begin, once its socket is open.
BEGUN_WITHIN = 5.0
# What may run on one socket at once, and seconds that somebody may take to read an answer.
MOST_OPERATIONS, READ_WITHIN = 20, 60.0
_CLOSED_WITHIN = 5.0
_log = logging.getLogger(__name__)


def routes(reader: Reader, _: Jinja2Templates) -> list[BaseRoute]:
    """Return the route of the socket."""

    async def graphql(websocket: WebSocket) -> None:
        if "origin" in websocket.headers and not is_same_origin(websocket):
            # A page elsewhere would listen as whoever looks at it. Before it is open: a plain 403.
            await websocket.close()
            return
        offered = PROTOCOL in websocket.scope.get("subprotocols", ())
        await websocket.accept(PROTOCOL if offered else None)
        if not offered:
            await _close(websocket, Close.SUBPROTOCOL, "Subprotocol not acceptable")
            return
        streams: OpenStreams = websocket.app.state.streams
        try:
            now = who_now(websocket.scope.get("state", {}))
            with streams.open(caller_of(websocket), now) as visit:
                await _Conversation(reader, websocket, visit).run()
        except TooManyOpen as error:
            await _close(websocket, Close.TRY_LATER, str(error))

    return [WebSocketRoute("/graphql", graphql)]


class _Conversation:
    """What is said on one socket, from the first message to the last."""

    def __init__(self, reader: Reader, websocket: WebSocket, visit: Visit) -> None:
        self._reader, self._websocket, self._visit = reader, websocket, visit
        self._begun = self._admitted = False
        self._changing = is_same_origin(websocket)
        self._running: dict[str, tuple[Operation, asyncio.Task[None]]] = {}
        # Set once nothing more can be said: it was closed, or nobody reads.
        self._over = asyncio.Event()

    async def run(self) -> None:
        """Take messages until the socket is closed by either side."""
        tasks = [asyncio.create_task(work) for work in (self._watch(), self._receive())]
        try:
            await self._over.wait()
        finally:
            for operation, task in self._running.values():
                operation.stop()
                tasks.append(task)
            for task in tasks:
                task.cancel()
            with CancelScope(shield=True):
                await asyncio.gather(*tasks, return_exceptions=True)

    async def _receive(self) -> None:
        try:
            while not self._over.is_set():
                message = await self._websocket.receive()
                if message["type"] == "websocket.disconnect":
                    return
                await self._take(message.get("text"))
        except ConnectionError:
            return
        except Exception:
            _log.exception("A socket failed")
            await self._close(Close.INTERNAL, "Something went wrong inside Golden Thread.")
        finally:
            self._over.set()

    async def _watch(self) -> None:
        """Close the socket where it does not begin in time, and where it is to end."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(BEGUN_WITHIN):
                await self._visit.ending.wait()
        if not self._visit.ending.is_set() and not self._begun:
            await self._close(Close.INIT_TIMEOUT, "Connection initialisation timeout")
            return
        await self._visit.ending.wait()
        if self._visit.is_gone:
            await self._close(Close.UNAUTHORISED, OVER)
        else:
            await self._close(Close.GOING_AWAY, "The service stops: connect again in a moment.")

    async def _take(self, text: str | None) -> None:
        try:
            message = read_message(text)
            match message["type"]:
                case "connection_init":
                    await self._begin()
                case "ping":
                    await self._send(plain("pong", message.get("payload")))
                case "subscribe":
                    await self._subscribe(message["id"], message.get("payload"))
                case "complete":
                    self._stop(message["id"])
        except BadMessage as error:
            await self._close(Close.BAD_MESSAGE, str(error))

    async def _begin(self) -> None:
        if self._begun:
            await self._close(Close.TOO_MANY_INITS, "Too many initialisation requests")
            return
        self._begun = True
        try:
            person = await self._visit.person()
        except VisitEnded:
            await self._close(Close.UNAUTHORISED, OVER)
            return
        # A program that shows its token is no page elsewhere.
        self._changing = self._changing or person.via is Via.TOKEN
        self._admitted = True
        await self._send(plain("connection_ack"))

    async def _subscribe(self, name: str, payload: object) -> None:
        asked = read_asked(payload, changing=self._changing)
        if not self._admitted:
            await self._close(Close.UNAUTHORISED, "Unauthorized")
        elif name in self._running:
            await self._close(Close.ALREADY_EXISTS, f"Subscriber for {name} already exists")
        elif len(self._running) >= MOST_OPERATIONS:
            said = f"At most {MOST_OPERATIONS} run on one socket: end one, or open another socket."
            await self._refuse(name, said, ErrorCode.RATE_LIMITED)
        else:
            state = self._websocket.app.state
            operation = Operation(self._reader, state.bus, state.callers, self._visit, asked)
            task = asyncio.create_task(self._operate(name, operation))
            self._running[name] = (operation, task)

    def _stop(self, name: str) -> None:
        """End what somebody no longer waits for; what is unknown was answered already."""
        running = self._running.pop(name, None)
        if running:
            operation, task = running
            operation.stop()
            task.cancel()

    async def _operate(self, name: str, operation: Operation) -> None:
        try:
            async with contextlib.aclosing(operation.answers()) as answers:
                async for answered in answers:
                    if not answered.ran:
                        self._forget(name)
                        await self._send(of_operation("error", name, answered.errors))
                        return
                    await self._send(of_operation("next", name, answered.body))
            self._forget(name)
            await self._send(of_operation("complete", name))
        except VisitEnded:
            await self._close(Close.UNAUTHORISED, OVER)
        except ConnectionError:
            self._over.set()
        except Exception:
            _log.exception("What runs on a socket failed")
            self._forget(name)
            said = "Something went wrong inside Golden Thread, and it was written down."
            await self._refuse(name, said, ErrorCode.INTERNAL_SERVER_ERROR)

    def _forget(self, name: str) -> None:
        """Let its id be used again: whoever is told that it is over may do so at once."""
        running = self._running.get(name)
        if running and running[1] is asyncio.current_task():
            del self._running[name]

    async def _refuse(self, name: str, sentence: str, code: ErrorCode) -> None:
        errors = as_json(refused(sentence, code).errors)
        await self._send(of_operation("error", name, errors))

    async def _send(self, text: str) -> None:
        if self._websocket.application_state is not WebSocketState.CONNECTED:
            return
        try:
            async with asyncio.timeout(READ_WITHIN):
                await self._websocket.send_text(text)
        except (TimeoutError, WebSocketDisconnect):
            # Nobody reads: the connection is of no use to anybody.
            raise ConnectionAbortedError from None

    async def _close(self, code: Close, reason: str) -> None:
        await _close(self._websocket, code, reason)
        self._over.set()


async def _close(websocket: WebSocket, code: Close, reason: str) -> None:
    if websocket.application_state is WebSocketState.CONNECTED:
        with contextlib.suppress(TimeoutError, WebSocketDisconnect):
            async with asyncio.timeout(_CLOSED_WITHIN):
                await websocket.close(int(code), reason_of(reason))
