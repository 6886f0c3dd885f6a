"""What starting took is given back where the C library would hold it."""

import ctypes
import subprocess
import sys

import pytest

from api.commands import memory

# Takes 200 MB in pieces with a small one between them, lets the large ones go, and says what is
# held before and after settling, in MB.
SCRIPT = """
import psutil
from api.commands.memory import settle_memory

held = [bytes(100_000) for _ in range(2_000)]
del held[::2], held[1::2]
process = psutil.Process()
before = process.memory_info().rss
settle_memory()
print((before - process.memory_info().rss) // 2**20)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only the C library of Linux holds it")
def test_what_is_free_goes_back_to_the_machine() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, check=True)
    assert int(done.stdout) >= 30


def test_another_system_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(_: object) -> None:
        raise AssertionError("asked for the library of Linux")

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(ctypes, "CDLL", none)
    memory.settle_memory()
