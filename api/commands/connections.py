"""How a connection is read: in time, within limits, and never in two ways at once.

A request that this service and a proxy in front of it could read differently is refused before
anything is made of it, and its connection is closed: what follows on it would be read as the next
request of somebody else.
"""

import asyncio
import re
from collections.abc import Mapping
from http import HTTPStatus
from urllib.parse import urlsplit

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from api.commands.one_write import OneWrite
from api.middleware import NOT_KEPT, security_headers

# Seconds in which the headers of a request must have come, and what is left of the body of one that
# was answered before its end.
HEADERS_WITHIN = 10.0
# Seconds in which somebody must take some of an answer that is ready.
TAKEN_WITHIN = 60.0
# Seconds in which what still comes on a connection that was refused is thrown away.
READ_ON = 2.0
# Bytes of the headers of one request, with its address, and lines of them: browsers and programs
# send a few thousand, in some twenty lines.
MOST_OF_HEADERS, MOST_LINES = 16 * 1024, 100
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
METHODS = frozenset((b"GET", b"HEAD", b"POST", b"PUT", b"PATCH", b"DELETE", b"OPTIONS", b"TRACE"))
_AMBIGUOUS = "The length of the body is said in a way that can be read in two ways."
_UNREADABLE = "The request cannot be read as HTTP."
# A name or an address, with a port or without.
_HOST = re.compile(rb"(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?")
# Headers that say where a request ends, and of whom it is asked.
_LOOKED_AT = frozenset((b"content-length", b"transfer-encoding", b"host"))
# A name and its value have a colon and a space between them, and end a line.
_BETWEEN = 4


class TimelyProtocol(HttpToolsProtocol):
    """Closes a connection whose headers do not come in time, or are not to be read in one way."""

    _waiting: asyncio.TimerHandle | None = None
    _untaken: asyncio.TimerHandle | None = None
    # Whether headers, or a body after them, are being read, and whether anything still is.
    _in_head = _in_body = _is_over = False
    # Bytes since the last head ended that have not been counted as its body.
    _unread = _body = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first headers."""
        self.url = b""
        super().connection_made(OneWrite(transport, self.loop))
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Take what comes, in pieces no longer than headers may be."""
        if self._waiting is None and self._has_no_request():
            self._wait()
        for start in range(0, len(data), MOST_OF_HEADERS):
            if self._is_over or self.transport.is_closing():
                return
            self._take(data[start : start + MOST_OF_HEADERS])

    def _take(self, piece: bytes) -> None:
        self._unread += len(piece)
        super().data_received(piece)
        if self._is_over or self.transport.is_closing():
            return
        # The parser reads headers, and what stands between the pieces of a body, of any length.
        if self._unread > MOST_OF_HEADERS + 16 * self._body:
            self._refuse_length()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._is_over = True
        self._wait_no_more()
        self.resume_writing()
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        """Begin to read headers: they have their own time, also where an answer is being made."""
        if self._is_over:
            return
        self._in_head, self._unread, self._body = True, 0, 0
        if self._waiting is None:
            self._wait()
        super().on_message_begin()

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header; those behind a body are left out, as they could change what was asked."""
        if self._in_head:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Answer a request whose headers are whole, or refuse it."""
        if self._is_over:
            return
        self._in_head, self._unread = False, 0
        self._wait_no_more()
        refused = self._refusal()
        if refused:
            self._refuse(*refused)
            return
        super().on_headers_complete()
        self._in_body = True
        if self.parser.should_upgrade() and not self._should_upgrade():
            # What follows would be in another language.
            self.cycle.keep_alive = False
            self._is_over = not self._has_body()

    def on_body(self, body: bytes) -> None:
        """Take a part of a body."""
        self._unread = max(0, self._unread - len(body))
        self._body += len(body)
        if not self._is_over:
            super().on_body(body)

    def on_message_complete(self) -> None:
        """Take note that a request is whole."""
        self._in_body, self._unread = False, 0
        if not self._waits_for_nothing():
            super().on_message_complete()

    def on_response_complete(self) -> None:
        """Wait a while for what is left of a body that nobody reads."""
        super().on_response_complete()
        if self._in_body and self._waiting is None and not self.transport.is_closing():
            self._wait()

    def pause_writing(self) -> None:
        """Wait a while for somebody to take what is ready."""
        super().pause_writing()
        self._untaken = self.loop.call_later(TAKEN_WITHIN, self.transport.abort)

    def resume_writing(self) -> None:
        """Go on writing."""
        if self._untaken is not None:
            self._untaken.cancel()
            self._untaken = None
        super().resume_writing()

    def handle_websocket_upgrade(self) -> None:
        """Leave what follows to whoever reads frames, and wait for no further headers."""
        self._is_over = True
        self._wait_no_more()
        if isinstance(self.transport, OneWrite):
            self.transport = self.transport.inner
        super().handle_websocket_upgrade()

    def send_400_response(self, msg: str) -> None:
        """Refuse what the parser could not read."""
        self._refuse(400, _UNREADABLE)

    def _unsupported_upgrade_warning(self) -> None:
        """Say nothing of it: the request is answered as it stands."""

    def _waits_for_nothing(self) -> bool:
        """Say whether there is no request, or one that was refused."""
        return self._is_over and (self.cycle is None or self.cycle.response_complete)

    def _has_no_request(self) -> bool:
        # It stays None until the first request, whatever uvicorn calls its type.
        return not self.cycle or self.cycle.response_complete

    def _has_body(self) -> bool:
        return any(name in (b"content-length", b"transfer-encoding") for name, _ in self.headers)

    def _refusal(self) -> tuple[int, str] | None:
        """Return the status and sentence for headers that are not to be answered."""
        given: dict[bytes, list[bytes]] = {}
        length = len(self.url)
        for name, value in self.headers:
            length += len(name) + len(value) + _BETWEEN
            if name in _LOOKED_AT:
                given.setdefault(name, []).append(value)
        if length > MOST_OF_HEADERS or len(self.headers) > MOST_LINES:
            return self._too_long()
        version = self.parser.get_http_version()
        if version not in ("1.0", "1.1"):
            return 505, "This service speaks HTTP/1.1."
        if self.parser.get_method() not in METHODS:
            return 501, "This service does not know the method of the request."
        if not _is_one_length(given, version):
            return 400, _AMBIGUOUS
        if not _is_one_host(given, version):
            return 400, "The request must name its host once, as in Host: localhost:8000."
        if not self._is_own_address(given):
            return 400, "The address of the request must be a path of this service."
        if self.limit_concurrency is not None and len(self.connections) >= self.limit_concurrency:
            self.logger.warning("Exceeded concurrency limit.")
            return 503, "The service has as many connections as it takes: ask again in a moment."
        return None

    def _is_own_address(self, given: Mapping[bytes, list[bytes]]) -> bool:
        if self.url.startswith(b"/"):
            return True
        # A proxy may be given the whole address: it is read where it says the same host.
        parts = urlsplit(self.url.decode("latin-1"))
        host = parts.netloc.lower().encode("latin-1")
        return parts.scheme in ("http", "https") and [host] == [
            each.lower() for each in given.get(b"host", [])
        ]

    def _too_long(self) -> tuple[int, str]:
        most = f"{MOST_OF_HEADERS // 1024} kB"
        if len(self.url) > MOST_OF_HEADERS // 2:
            return 414, f"The address of the request is too long: with the headers at most {most}."
        return (
            431,
            f"The headers of the request are too long: at most {most} in {MOST_LINES} lines.",
        )

    def _refuse_length(self) -> None:
        if self._in_body:
            self._refuse(400, _UNREADABLE)
        else:
            self._refuse(*self._too_long())

    def _refuse(self, status: int, sentence: str) -> None:
        """Answer with a sentence and read nothing more; an answer that is under way goes first."""
        if self._is_over:
            return
        self._is_over = True
        self._wait_no_more()
        if not self._has_no_request():
            if not self._in_body:
                # The requests before it are answered, and then the connection is closed.
                self.cycle.keep_alive = False
                return
            self.cycle.disconnected = True
            self.cycle.message_event.set()
            if self.pipeline or self.cycle.response_started:
                # Something may be half written: nothing else can be said on this connection.
                self.transport.close()
                return
        self._say(status, sentence)

    def _say(self, status: int, sentence: str) -> None:
        body = f"{sentence}\n".encode("ascii")
        headers = {
            **security_headers(self.scheme or "http", ""),
            **NOT_KEPT,
            "Content-Type": "text/plain; charset=utf-8",
            "Content-Length": str(len(body)),
            "Connection": "close",
        }
        if status == 503:
            headers["Retry-After"] = "2"
        lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        own = [name + b": " + value for name, value in self.server_state.default_headers]
        head = b"\r\n".join([*(line.encode("ascii") for line in lines), *own])
        self.transport.write(head + b"\r\n\r\n" + body)
        if not self.transport.can_write_eof():
            self.transport.close()
            return
        # Closed at once while more comes, the connection would be reset, and the sentence lost.
        self.transport.write_eof()
        self._waiting = self.loop.call_later(READ_ON, self.transport.close)

    def _wait(self) -> None:
        self._waiting = self.loop.call_later(HEADERS_WITHIN, self._close)

    def _wait_no_more(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _close(self) -> None:
        self._waiting = None
        if self._in_head:
            seconds = f"{HEADERS_WITHIN:g} s"
            self._refuse(408, f"The headers of the request did not come within {seconds}.")
        elif self._has_no_request():
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


def _is_one_length(given: Mapping[bytes, list[bytes]], version: str) -> bool:
    """Say whether all who read a request read the same length of its body."""
    lengths, codings = given.get(b"content-length", []), given.get(b"transfer-encoding", [])
    if not codings:
        return len(lengths) <= 1 and all(re.fullmatch(rb"\d{1,18}", each) for each in lengths)
    return not lengths and version == "1.1" and [c.lower() for c in codings] == [b"chunked"]


def _is_one_host(given: Mapping[bytes, list[bytes]], version: str) -> bool:
    hosts = given.get(b"host", [])
    if not hosts:
        return version == "1.0"
    return len(hosts) == 1 and _HOST.fullmatch(hosts[0]) is not None
