"""Who was looked up a moment ago: a program that asks many small things is not looked up for each.

What is written here takes effect at once, what another process writes within a fifth of a second.
"""

import hashlib
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from time import monotonic
from typing import Generic, TypeVar

T = TypeVar("T")
# For so long somebody is who they were, and for so many at once.
STAYS, MOST = 0.2, 1000


class LatelyKnown(Generic[T]):
    """Remembers what was found for what somebody showed; only a hash of that is held."""

    def __init__(
        self, clock: Callable[[], datetime], subscribe: Callable[[Callable[[], None]], object]
    ) -> None:
        """Take the clock by which sessions end, and what calls after each change of accounts."""
        self._clock, self._lock = clock, threading.Lock()
        self._known: dict[bytes, tuple[float, datetime, T]] = {}
        self._changes = 0
        subscribe(self.forget)

    @property
    def changes(self) -> int:
        """How often everything was forgotten: asked for before something is looked up."""
        return self._changes

    def get(self, shown: str) -> T | None:
        """Return what was found a moment ago; None where it has to be looked up."""
        found = self._known.get(_hash(shown))
        if found is None:
            return None
        since, moment, known = found
        passed = abs(self._clock() - moment)
        fresh = monotonic() - since < STAYS and passed < timedelta(seconds=STAYS)
        return known if fresh else None

    def keep(self, shown: str, found: T, changes: int) -> None:
        """Remember what was found, unless something has changed since it was looked up."""
        with self._lock:
            if changes != self._changes:
                return
            if len(self._known) >= MOST:
                self._known.clear()
            self._known[_hash(shown)] = monotonic(), self._clock(), found

    def forget(self) -> None:
        """Forget everybody: what somebody may has changed."""
        with self._lock:
            self._changes += 1
            self._known.clear()


def _hash(shown: str) -> bytes:
    return hashlib.sha256(shown.encode("utf-8", "surrogatepass")).digest()
