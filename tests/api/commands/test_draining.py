"""A service that is told to stop: who is being answered is answered, new ones are not taken.

Tests: api/commands/server.py, api/commands/serving.py, api/commands/logs.py, api/request_log.py.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from graph.stores.ladybug import LadybugStore
from tests.api.commands.test_server import free_port
from tests.graph.stores.small import town

AT_MOST = 30.0
# The service as users start it, but that one page takes as long as it is told to by a file.
SLOW = """
import sys, time, pathlib
from api.pages import about
from starlette.responses import PlainTextResponse
from starlette.routing import Route
held = pathlib.Path(sys.argv.pop())
def wait(request):
    begun = time.monotonic()
    (held / "asked").touch()
    while not (held / "go").exists() and time.monotonic() - begun < 30:
        time.sleep(0.02)
    return PlainTextResponse("answered")
made = about.routes
about.routes = lambda *given: [*made(*given), Route("/wait/{token}", wait)]
import api.pages
api.pages.ROUTE_MAKERS = tuple(m.routes for m in api.pages._MODULES)
from api.cli import main
main()
"""


@contextmanager
def served(folder: Path, **settings: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    store = LadybugStore(folder / "store.lbug")
    town(store)
    store.close()
    port = free_port()
    command = [sys.executable, "-c", SLOW, "serve", "--port", str(port), str(folder)]
    environ = {
        **os.environ,
        "GOLDENTHREAD_STORE": f"ladybug://{folder}/store.lbug",
        "PYTHONUNBUFFERED": "1",
        **settings,
    }
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environ
    ) as process:
        assert process.stdout is not None
        assert f"http://127.0.0.1:{port}/" in process.stdout.readline()
        process.stdout.readline()
        try:
            yield process, port
        finally:
            process.kill()


def asking(port: int, path: str) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port), timeout=AT_MOST)
    connection.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
    return connection


def all_of(connection: socket.socket) -> str:
    answer = b""
    with connection:
        while more := connection.recv(65536):
            answer += more
    return answer.decode()


def until(done: Callable[[], bool]) -> None:
    end = time.monotonic() + AT_MOST
    while not done():
        assert time.monotonic() < end
        time.sleep(0.02)


def is_refused(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=AT_MOST).close()
    except ConnectionRefusedError:
        return True
    return False


@pytest.mark.parametrize("word", [signal.SIGTERM, signal.SIGINT])
def test_what_is_being_answered_is_answered_and_nothing_new_begun(
    word: signal.Signals, tmp_path: Path
) -> None:
    with served(tmp_path, GOLDENTHREAD_LOG="json") as (process, port):
        idle = socket.create_connection(("127.0.0.1", port), timeout=AT_MOST)
        slow = asking(port, "/wait/gt_AbC123-secret?token=hidden")
        until((tmp_path / "asked").exists)
        process.send_signal(word)
        until(lambda: is_refused(port))
        with idle:
            assert idle.recv(100) == b""
        (tmp_path / "go").touch()
        answer = all_of(slow)
        assert answer.startswith("HTTP/1.1 200 ")
        assert answer.endswith("answered")
        out, errors = process.communicate(timeout=AT_MOST)
    assert process.returncode == 0
    assert "area was made" in out
    [line] = [json.loads(each) for each in errors.splitlines()]
    assert line["event"] == "request"
    assert (line["method"], line["path"], line["status"]) == ("GET", "/wait/...", 200)
    assert f"x-request-id: {line['id']}\r\n" in answer
    assert line["ms"] > 0
    assert not any(secret in errors for secret in ("AbC123", "hidden", "token"))


def test_what_takes_longer_than_the_limit_is_left(tmp_path: Path) -> None:
    with served(tmp_path, GOLDENTHREAD_STOP_SECONDS="1") as (process, port):
        slow = asking(port, "/wait/x")
        until((tmp_path / "asked").exists)
        begun = time.monotonic()
        process.send_signal(signal.SIGTERM)
        out, errors = process.communicate(timeout=AT_MOST)
        slow.close()
    assert process.returncode == 0
    assert "area was made" in out
    assert "Stopped before all was answered" in errors
    assert "Traceback" not in errors
    assert 1.0 <= time.monotonic() - begun < 25.0


def test_a_second_signal_stops_at_once(tmp_path: Path) -> None:
    with served(tmp_path) as (process, port):
        slow = asking(port, "/wait/x")
        until((tmp_path / "asked").exists)
        process.send_signal(signal.SIGTERM)
        until(lambda: is_refused(port))
        begun = time.monotonic()
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=AT_MOST)
        slow.close()
    assert process.returncode == 0
    assert "Stopped: no backup was made at the end." in errors
    assert "Traceback" not in errors
    assert time.monotonic() - begun < 10.0
