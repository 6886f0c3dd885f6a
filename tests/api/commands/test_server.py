"""The service as a process: it says where it is, answers, stops when told, and leaves nothing."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.parametrize("word", [signal.SIGINT, signal.SIGTERM])
def test_demo_serves_and_leaves_nothing_behind(word: signal.Signals, tmp_path: Path) -> None:
    port = free_port()
    command = [sys.executable, "-c", "from api.cli import main; main()", "demo", "--no-browser"]
    with subprocess.Popen(
        [*command, "--port", str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "TMPDIR": str(tmp_path), "PYTHONUNBUFFERED": "1"},
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("9 bundled areas are open; nothing is kept")
        assert f"http://127.0.0.1:{port}/" in process.stdout.readline()
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/areas/coventry", timeout=10) as page:
            assert page.status == 200
        assert list(tmp_path.iterdir())
        process.send_signal(word)
        _, errors = process.communicate(timeout=20)
    assert (process.returncode, errors) == (0, "")
    assert list(tmp_path.iterdir()) == []
