"""Who opens a connection and says nothing, or little, is not waited for."""

import contextlib
import re
import socket
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from api.app import create_app
from api.commands import connections
from api.commands.server import server_settings
from api.middleware import SECURITY_HEADERS
from api.pages import open_streams
from graph.stores.memory import MemoryStore

AT_MOST = 20.0
WITHIN = 0.3


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Serve as users do, but for less patience."""
    monkeypatch.setattr(connections, "HEADERS_WITHIN", WITHIN)
    monkeypatch.setattr(connections, "READ_ON", WITHIN)
    settings = server_settings(create_app(MemoryStore()), "127.0.0.1", 0)
    # As with the time, less of it.
    settings.limit_concurrency = 4
    server = uvicorn.Server(settings)
    listener = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
    thread.start()
    until = time.monotonic() + AT_MOST
    while not server.started:
        assert time.monotonic() < until
        time.sleep(0.02)
    yield listener.getsockname()[1]
    server.should_exit = True
    thread.join()
    listener.close()


@contextlib.contextmanager
def connected(port: int) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", port), timeout=AT_MOST) as connection:
        yield connection


REQUEST = b"GET /rules HTTP/1.1\r\nHost: 127.0.0.1\r\n"
# The last one on a connection, so that its answer ends it.
END = b"GET /nowhere HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"


@pytest.mark.parametrize(
    ("said", "told"), [(b"", []), (b"GET /health HT", [408]), (REQUEST, [408])]
)
def test_headers_that_do_not_come_close_the_connection(
    port: int, said: bytes, told: list[int]
) -> None:
    with connected(port) as connection:
        connection.sendall(said)
        assert statuses(all_of(connection)) == told


def test_headers_that_trickle_do_not_begin_the_time_anew(port: int) -> None:
    with connected(port) as connection, contextlib.suppress(OSError):
        connection.sendall(REQUEST)
        until = time.monotonic() + AT_MOST
        while True:
            assert time.monotonic() < until
            connection.sendall(b"X-More: and more\r\n")
            connection.settimeout(WITHIN / 4)
            with contextlib.suppress(TimeoutError):
                assert statuses(connection.recv(1000)) == [408]
                return


def test_a_request_in_time_is_answered_and_the_next_has_its_own_time(port: int) -> None:
    with connected(port) as connection:
        for _ in range(2):
            connection.sendall(REQUEST + b"\r\n")
            answer = connection.recv(100)
            assert answer.startswith(b"HTTP/1.1 200 OK")
            length = int(rest_of_headers(connection, answer))
            assert length > 0
            time.sleep(WITHIN * 1.5)
        connection.sendall(REQUEST)
        assert statuses(all_of(connection)) == [408]


def rest_of_headers(connection: socket.socket, answer: bytes) -> bytes:
    """Read an answer whole; return the length it says."""
    while b"\r\n\r\n" not in answer:
        answer += connection.recv(65536)
    headers, _, body = answer.partition(b"\r\n\r\n")
    length = headers.lower().split(b"content-length: ")[1].split(b"\r\n")[0]
    while len(body) < int(length):
        body += connection.recv(65536)
    return length


@pytest.mark.filterwarnings("default")
def test_beyond_a_number_of_connections_the_rest_are_told_so(port: int) -> None:
    with contextlib.ExitStack() as stack:
        held = [stack.enter_context(connected(port)) for _ in range(4)]
        held[-1].sendall(REQUEST + b"\r\n")
        assert held[-1].recv(100).startswith(b"HTTP/1.1 503")
        # Those who say nothing are closed, and there is room again.
        assert held[0].recv(100) == b""
    with connected(port) as connection:
        connection.sendall(REQUEST + b"\r\n")
        assert connection.recv(100).startswith(b"HTTP/1.1 200")


def test_a_websocket_is_not_taken_for_headers_that_do_not_come(port: int) -> None:
    address = f"ws://127.0.0.1:{port}/graphql"
    with connect(address, subprotocols=[Subprotocol("graphql-transport-ws")]) as socket:
        time.sleep(2 * WITHIN)
        socket.send('{"type": "ping"}')
        assert socket.recv(AT_MOST) == '{"type":"pong"}'


def test_a_websocket_whose_other_side_says_nothing_more_is_cut_off(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "PARTED_WITHIN", WITHIN)
    asked = {
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
        "Sec-WebSocket-Version": "13",
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in asked.items())
    with connected(port) as connection:
        connection.sendall(f"GET /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\n{lines}\r\n".encode())
        # It is closed for want of a protocol, and the closing is never answered.
        answer = b""
        with contextlib.suppress(ConnectionResetError):
            while more := connection.recv(1000):
                answer += more
        assert b"101 Switching Protocols" in answer
        assert b"Subprotocol not acceptable" in answer


def test_a_browser_has_room_and_patience() -> None:
    settings = server_settings(create_app(MemoryStore()), "127.0.0.1", 0)
    assert settings.limit_concurrency == connections.MOST_CONNECTIONS >= 6 * 20
    assert connections.HEADERS_WITHIN == 10.0
    # Those who listen leave room for pages.
    assert open_streams.MOST_OPEN <= connections.MOST_CONNECTIONS - 6 * 16
    assert settings.ws_max_size == 64 * 1024
    assert settings.ws_ping_interval == settings.ws_ping_timeout == 20.0


def test_headers_without_end_close_the_connection(port: int) -> None:
    with connected(port) as connection, contextlib.suppress(ConnectionResetError):
        connection.sendall(REQUEST)
        line = b"X-More: " + b"x" * 4_000 + b"\r\n"
        with contextlib.suppress(BrokenPipeError):
            for _ in range(3 + 2 * connections.MOST_OF_HEADERS // len(line)):
                connection.sendall(line)
        answer = all_of(connection)
        assert answer.startswith(b"HTTP/1.1 431 ")
        assert b"The headers of the request are too long: at most 16 kB" in answer


def all_of(connection: socket.socket) -> bytes:
    """Read to the end of a connection, which the service must close."""
    answer = b""
    with contextlib.suppress(ConnectionResetError):
        while more := connection.recv(65536):
            answer += more
    return answer


def statuses(answer: bytes) -> list[int]:
    return [int(each) for each in re.findall(rb"HTTP/1\.1 (\d{3}) ", answer)]


HOST = b"Host: 127.0.0.1\r\n"
POST = b"POST /graphql HTTP/1.1\r\nContent-Type: application/json\r\n" + HOST
CHUNKED = POST + b"Transfer-Encoding: chunked\r\n\r\n"
# What stands behind is never to be read as a request of its own.
HIDDEN = b"GET /rules HTTP/1.1\r\n" + HOST + b"\r\n"
REFUSED = {
    "two ways to say a length": (
        POST + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400,
    ),
    "the other way round": (
        POST + b"Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n", 400,
    ),
    "two lengths": (POST + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", 400),
    "one length twice": (POST + b"Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}", 400),
    "a list of lengths": (POST + b"Content-Length: 2, 2\r\n\r\n{}", 400),
    "a length below nothing": (POST + b"Content-Length: -1\r\n\r\n", 400),
    "a length with a sign": (POST + b"Content-Length: +2\r\n\r\n{}", 400),
    "a length of many digits": (POST + b"Content-Length: 1" + b"0" * 30 + b"\r\n\r\n", 400),
    "a length of no digits": (POST + b"Content-Length: two\r\n\r\n{}", 400),
    "a name with a space": (POST + b"Content-Length : 2\r\n\r\n{}", 400),
    "an unknown coding": (POST + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 400),
    "no coding": (POST + b"Transfer-Encoding: identity\r\n\r\n", 400),
    "two codings": (POST + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 400),
    "chunked is not the last": (POST + b"Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n", 400),
    "chunked twice": (
        POST + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400,
    ),
    "a coding behind a tab": (POST + b"Transfer-Encoding:\x0bchunked\r\n\r\n0\r\n\r\n", 400),
    "chunks in HTTP/1.0": (
        b"POST /graphql HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400,
    ),
    "a chunk of 0x2": (CHUNKED + b"0x2\r\n{}\r\n0\r\n\r\n", 400),
    "a chunk below nothing": (CHUNKED + b"-2\r\n{}\r\n0\r\n\r\n", 400),
    "a chunk of more than can be": (CHUNKED + b"f" * 17 + b"\r\n{}\r\n0\r\n\r\n", 400),
    "a chunk longer than it says": (CHUNKED + b"1\r\n{}\r\n0\r\n\r\n", 400),
    "a line of a chunk without its half": (CHUNKED + b"2\n{}\r\n0\r\n\r\n", 400),
    "what is said of a chunk without end": (CHUNKED + b"2;" + b"x" * 40_000, 400),
    "lines without their half": (b"GET /rules HTTP/1.1\n" + b"Host: 127.0.0.1\n\n", 400),
    "half a line's end in a value": (REQUEST + b"X-A: b\rX-C: d\r\n\r\n", 400),
    "the other half": (REQUEST + b"X-A: b\nX-C: d\r\n\r\n", 400),
    "a folded line": (REQUEST + b"X-A: b\r\n c\r\n\r\n", 400),
    "a first line that is folded": (b"GET /rules HTTP/1.1\r\n X-A: b\r\n" + HOST + b"\r\n", 400),
    "a NUL in a value": (REQUEST + b"X-A: b\x00c\r\n\r\n", 400),
    "a NUL in a name": (REQUEST + b"X\x00A: b\r\n\r\n", 400),
    "a NUL in the address": (b"GET /ru\x00les HTTP/1.1\r\n" + HOST + b"\r\n", 400),
    "no name": (REQUEST + b": b\r\n\r\n", 400),
    "no colon": (REQUEST + b"nothing\r\n\r\n", 400),
    "no host": (b"GET /rules HTTP/1.1\r\n\r\n", 400),
    "two hosts": (REQUEST + b"Host: localhost\r\n\r\n", 400),
    "a host that is none": (b"GET /rules HTTP/1.1\r\nHost: 127.0.0.1/x@y\r\n\r\n", 400),
    "the address of another": (b"GET http://elsewhere/rules HTTP/1.1\r\n" + HOST + b"\r\n", 400),
    "another scheme": (b"GET file:///rules HTTP/1.1\r\n" + HOST + b"\r\n", 400),
    "a tunnel": (b"CONNECT 127.0.0.1:22 HTTP/1.1\r\n" + HOST + b"\r\n", 501),
    "everything": (b"OPTIONS * HTTP/1.1\r\n" + HOST + b"\r\n", 400),
    "no method": (b"FETCH /rules HTTP/1.1\r\n" + HOST + b"\r\n", 400),
    "a method of others": (b"SOURCE /rules HTTP/1.1\r\n" + HOST + b"\r\n", 501),
    "HTTP/0.9": (b"GET /rules HTTP/0.9\r\n" + HOST + b"\r\n", 505),
    "HTTP/1.2": (b"GET /rules HTTP/1.2\r\n" + HOST + b"\r\n", 400),
    "HTTP/2.0": (b"GET /rules HTTP/2.0\r\n" + HOST + b"\r\n", 505),
    "HTTP/2": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400),
    "no HTTP": (b"\x16\x03\x01\x02\x00\x01\x00", 400),
    "100 kB of headers": (REQUEST + b"X-A: " + b"a" * 100_000 + b"\r\n\r\n", 431),
    "100 kB in lines": (REQUEST + (b"X-A: " + b"a" * 993 + b"\r\n") * 100 + b"\r\n", 431),
    "many lines": (REQUEST + b"X-A: a\r\n" * 101 + b"\r\n", 431),
    "headers of 16 kB and a bit": (REQUEST + b"X-A: " + b"a" * 16_400 + b"\r\n\r\n", 431),
    "an address of 100 kB": (b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\n" + HOST + b"\r\n", 414),
    "lines without end": (b"\r\n" * 40_000, 431),
}  # fmt: skip


@pytest.mark.parametrize(("said", "status"), REFUSED.values(), ids=REFUSED)
def test_what_could_be_read_in_two_ways_or_not_at_all_is_refused(
    port: int, said: bytes, status: int
) -> None:
    with connected(port) as connection, contextlib.suppress(BrokenPipeError, ConnectionResetError):
        connection.sendall(said + HIDDEN)
        answer = all_of(connection)
        assert statuses(answer) == [status]
        head = answer.lower()
        for name in (*SECURITY_HEADERS, "Cache-Control", "Date"):
            assert f"\r\n{name.lower()}: ".encode() in head
        assert b"\r\nconnection: close" in head
        assert b"\r\nserver:" not in head
        assert b"\r\ncontent-type: text/plain; charset=utf-8" in head


TAKEN = {
    "HTTP/1.0": (b"GET /rules HTTP/1.0\r\n" + HOST + b"\r\n", [200]),
    "HTTP/1.0 without a host": (b"GET /rules HTTP/1.0\r\n\r\n", [400]),
    "one behind the other": (HIDDEN * 3 + END, [200] * 3 + [404]),
    "the whole address": (
        b"GET http://127.0.0.1/rules HTTP/1.1\r\n" + HOST + b"\r\n" + END, [200, 404],
    ),
    "another protocol": (REQUEST + b"Connection: Upgrade\r\nUpgrade: h2c\r\n\r\n" + HIDDEN, [200]),
    "chunks": (CHUNKED + b"2;a=b\r\n{}\r\n0\r\n\r\n" + END, [400, 404]),
    "lines before": (b"\r\n" * 3 + HIDDEN + END, [200, 404]),
    "bad behind good": (HIDDEN + REQUEST + b"X\x00: a\r\n\r\n", [200]),
}  # fmt: skip


@pytest.mark.parametrize(("said", "told"), TAKEN.values(), ids=TAKEN)
def test_what_can_be_read_in_one_way_is_answered(port: int, said: bytes, told: list[int]) -> None:
    with connected(port) as connection:
        connection.sendall(said)
        assert statuses(all_of(connection)) == told


def test_headers_behind_a_body_are_left_out(port: int) -> None:
    """They would be added to those of a request that is being answered."""
    query = b'{"query": "{ rules { id } }"}'
    with connected(port) as connection:
        connection.sendall(CHUNKED + b"%x\r\n%s\r\n0\r\n" % (len(query), query))
        connection.sendall(b"Accept: text/nothing\r\nHost: elsewhere\r\n\r\n" + END)
        assert statuses(all_of(connection)) == [200, 404]


def test_what_is_left_of_a_body_that_nobody_reads_is_waited_for_a_while(port: int) -> None:
    with connected(port) as connection:
        connection.sendall(b"POST /rules HTTP/1.1\r\nContent-Length: 9000\r\n" + HOST + b"\r\nhalf")
        assert statuses(all_of(connection)) == [405]


def test_half_a_header_behind_a_request_holds_nothing(port: int) -> None:
    with connected(port) as connection:
        connection.sendall(HIDDEN + REQUEST + b"X-Half")
        # The answer before it may be made when the time is over: then the end says enough.
        assert statuses(all_of(connection)) in ([200, 408], [200])


def test_an_answer_that_nobody_takes_is_waited_for_a_while(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "TAKEN_WITHIN", WITHIN)
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.connect(("127.0.0.1", port))
        connection.settimeout(AT_MOST)
        connection.sendall(HIDDEN * 100)
        time.sleep(WITHIN * 3)
        assert len(statuses(all_of(connection))) < 100
