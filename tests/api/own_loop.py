"""Runs what is asynchronous in a thread of its own.

Playwright keeps a loop running in the thread of the tests for as long as its browser is open, and
one thread has one loop: a test in the same process could start no other.
"""

from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar, TypeVarTuple

import anyio

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


def in_own_loop(work: Callable[[*Ts], Awaitable[T]], *arguments: *Ts) -> T:
    """Run asynchronous work to its end, whatever loop this thread has; raises what it raises."""

    def run() -> T:
        return anyio.run(work, *arguments)

    with ThreadPoolExecutor(1) as threads:
        return threads.submit(run).result()
