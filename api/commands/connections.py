"""How long a connection may take: who opens one and says nothing, or little, is not waited for."""

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

# Seconds in which the headers of a request must have come.
HEADERS_WITHIN = 10.0
# Bytes of the headers of one request: browsers and programs send a few thousand.
MOST_OF_HEADERS = 64 * 1024
# Connections at once, each of which takes one of the files that a process may open (often 1,024).
# A browser opens six, and one for each page that listens.
MOST_CONNECTIONS = 512
# Bytes of one message over a websocket: a question has 16,000 and its variables.
MOST_MESSAGE = 64 * 1024
# Seconds between two looks whether the other side of a websocket is still there, and as many until
# it must have said so.
PING_EACH = 20.0
# Seconds that the last bytes of a websocket have to be read, before it is cut off.
PARTED_WITHIN = 10.0


class TimelyProtocol(HttpToolsProtocol):
    """Closes a connection whose headers do not come in time, or are longer than any browser's.

    Of a request that is answered the server itself ends what comes after it within 5 s.
    """

    _waiting: asyncio.TimerHandle | None = None
    _head = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first headers."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Take what comes: the headers whole, a part of them, or of a body."""
        if self._waiting is None and self._has_no_request():
            self._wait()
        super().data_received(data)
        if not self._has_no_request():
            self._wait_no_more()
            self._head = 0
            return
        # The parser reads headers of any length.
        self._head += len(data)
        if self._head > MOST_OF_HEADERS and not self.transport.is_closing():
            self.send_400_response("The headers of the request are too long.")

    def handle_websocket_upgrade(self) -> None:
        """Wait for no further headers: the connection is a websocket's from now on."""
        self._wait_no_more()
        super().handle_websocket_upgrade()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._wait_no_more()
        super().connection_lost(exc)

    def _has_no_request(self) -> bool:
        # It stays None until the first request, whatever uvicorn calls its type.
        return not self.cycle or self.cycle.response_complete

    def _wait(self) -> None:
        self._waiting = self.loop.call_later(HEADERS_WITHIN, self._close)

    def _wait_no_more(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _close(self) -> None:
        self._waiting = None
        if self._has_no_request():
            self.transport.close()


class TimelySockets(WebSocketsSansIOProtocol):
    """Cuts a websocket off whose other side reads nothing more, not even that it is closed."""

    def on_task_complete(self, task: asyncio.Task[None]) -> None:
        """Give it a little to read the rest, once there is nothing more to say."""
        super().on_task_complete(task)
        self.loop.call_later(PARTED_WITHIN, self.transport.abort)

    def keepalive_timeout(self) -> None:
        """Do the same where it does not say that it is there."""
        super().keepalive_timeout()
        self.loop.call_later(PARTED_WITHIN, self.transport.abort)
