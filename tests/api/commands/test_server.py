"""The service as a process: it says where it is, answers, stops when told, and leaves nothing."""

import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from graph.stores.ladybug import LadybugStore
from loaders.examples import INVENTED


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def demo(folder: Path, word: signal.Signals, **settings: str) -> Iterator[str]:
    """Run a demo as users do, give its address, and stop it with a signal."""
    port = free_port()
    command = [sys.executable, "-c", "from api.cli import main; main()", "demo", "--no-browser"]
    with subprocess.Popen(
        [*command, "--port", str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "TMPDIR": str(folder), "PYTHONUNBUFFERED": "1", **settings},
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("9 bundled areas are open; nothing is kept")
        assert f"http://127.0.0.1:{port}/" in process.stdout.readline()
        yield f"http://127.0.0.1:{port}"
        process.send_signal(word)
        _, errors = process.communicate(timeout=20)
    assert (process.returncode, errors) == (0, "")


@pytest.mark.parametrize("word", [signal.SIGINT, signal.SIGTERM])
def test_demo_serves_and_leaves_nothing_behind(word: signal.Signals, tmp_path: Path) -> None:
    with demo(tmp_path, word) as address:
        with urllib.request.urlopen(f"{address}/areas/coventry", timeout=10) as page:
            assert page.status == 200
        assert list(tmp_path.iterdir())
    assert list(tmp_path.iterdir()) == []


def press_keep(address: str) -> tuple[int, str]:
    """Press the button on the page of the invented town; return the status and the page."""
    headers = {"Origin": address, "Sec-Fetch-Site": "same-origin"}
    body = f"area={INVENTED}".encode()
    request = urllib.request.Request(f"{address}/keep", body, headers)
    try:
        with urllib.request.urlopen(request, timeout=60) as page:
            return page.status, page.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_what_is_kept_of_a_demo_is_in_the_users_own_store(tmp_path: Path) -> None:
    path, temporary = tmp_path / "own.lbug", tmp_path / "temporary"
    temporary.mkdir()
    store = LadybugStore(path)
    settings = {"GOLDENTHREAD_STORE": f"ladybug://{path}"}
    with demo(temporary, signal.SIGINT, **settings) as address:
        status, page = press_keep(address)
        assert status == 503
        assert f"The store {path} is in use by process {os.getpid()}" in page
        store.close()
        status, page = press_keep(address)
        assert (status, str(path) in page) == (200, True)
        store = LadybugStore(path)
        assert [summary.area.slug for summary in store.areas()] == [INVENTED]
        assert (len(store.scenarios(INVENTED)), store.verify()) == (2, ())
        store.close()
