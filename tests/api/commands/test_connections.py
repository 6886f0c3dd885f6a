"""Who opens a connection and says nothing, or little, is not waited for."""

import contextlib
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
from api.pages import open_streams
from graph.stores.memory import MemoryStore

AT_MOST = 20.0
WITHIN = 0.3


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Serve as users do, but for less patience."""
    monkeypatch.setattr(connections, "HEADERS_WITHIN", WITHIN)
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


@pytest.mark.parametrize("said", [b"", b"GET /health HT", REQUEST])
def test_headers_that_do_not_come_close_the_connection(port: int, said: bytes) -> None:
    with connected(port) as connection:
        connection.sendall(said)
        assert connection.recv(1000) == b""


def test_headers_that_trickle_do_not_begin_the_time_anew(port: int) -> None:
    with connected(port) as connection, contextlib.suppress(OSError):
        connection.sendall(REQUEST)
        until = time.monotonic() + AT_MOST
        while True:
            assert time.monotonic() < until
            connection.sendall(b"X-More: and more\r\n")
            connection.settimeout(WITHIN / 4)
            with contextlib.suppress(TimeoutError):
                assert connection.recv(1000) == b""
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
        assert connection.recv(1000) == b""


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
            for _ in range(1 + 2 * connections.MOST_OF_HEADERS // len(line)):
                connection.sendall(line)
        answer = b""
        while more := connection.recv(65536):
            answer += more
        assert answer.startswith(b"HTTP/1.1 400")
        assert b"The headers of the request are too long." in answer


@pytest.mark.filterwarnings("default")
def test_a_body_of_two_lengths_is_refused(port: int) -> None:
    with connected(port) as connection:
        connection.sendall(
            b"POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 4\r\n"
            b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
        )
        assert connection.recv(1000).startswith(b"HTTP/1.1 400")
        assert connection.recv(1000) == b""
