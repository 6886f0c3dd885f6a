"""What starting took is given back, and the collector of the service has less to search."""

import ctypes
import gc
import subprocess
import sys
from collections.abc import Iterator

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


@pytest.fixture
def own_collector() -> Iterator[None]:
    """Put the collector back as it was."""
    before = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)


@pytest.mark.usefixtures("own_collector")
def test_what_is_there_at_the_start_is_searched_no_more() -> None:
    assert gc.get_freeze_count() == 0
    memory.settle_memory()
    assert gc.get_freeze_count() > 10_000
    assert gc.get_threshold()[0] >= 10_000
    assert gc.isenabled()
    # What comes later and holds itself is still found.
    ring: list[object] = []
    ring.append(ring)
    del ring
    assert gc.collect() >= 1


@pytest.mark.usefixtures("own_collector")
def test_another_system_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(_: object) -> None:
        raise AssertionError("asked for the library of Linux")

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(ctypes, "CDLL", none)
    memory.settle_memory()
