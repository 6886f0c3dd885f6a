"""Whether what the service rests on answers, asked so that nobody else waits for it."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from anyio import CapacityLimiter, move_on_after, to_thread

from graph.errors import StoreUnreachable

T = TypeVar("T")
# Seconds to wait: whoever watches a service asks every few seconds.
PATIENCE = 1.0
SLOW = f"The store has not answered within {PATIENCE:.0f} second."


class Reachable(Generic[T]):
    """Asks a store something in a thread of its own, however many pages wait for the store."""

    def __init__(self, ask: Callable[[], T]) -> None:
        self._ask, self._asking = ask, threading.Lock()
        self._thread = CapacityLimiter(1)

    async def answer(self) -> T:
        """Return what it says; raises StoreError where it is away or says nothing in time."""
        with move_on_after(PATIENCE):
            return await to_thread.run_sync(
                self._one_by_one, limiter=self._thread, abandon_on_cancel=True
            )
        raise StoreUnreachable(SLOW)

    def _one_by_one(self) -> T:
        # A store that has not answered the last time is not asked by a second thread.
        if not self._asking.acquire(blocking=False):
            raise StoreUnreachable(SLOW)
        try:
            return self._ask()
        finally:
            self._asking.release()
