"""What was read of a store since it was last written to; for a store that nobody else writes."""

import threading
from collections.abc import Callable, Hashable, Mapping
from typing import Any, TypeVar, cast

T = TypeVar("T")


class LastRead:
    """Remembers a few answers until the next write."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._writes = 0
        self._kept: dict[Hashable, object] = {}

    def get(self, key: Hashable, read: Callable[[], T]) -> T:
        """Return an answer, read if it is not known."""
        with self._lock:
            if key in self._kept:
                return cast(T, self._kept[key])
            before = self._writes
        answer = read()
        with self._lock:
            # What was read before a write that has ended meanwhile may be of before it.
            if before == self._writes:
                self._kept[key] = answer
        return answer

    def at_hand(self, key: Callable[..., T]) -> T | None:
        """Return an answer that is known; None where it would have to be read."""
        with self._lock:
            return cast(T | None, self._kept.get(key))

    def forget(self, but: Mapping[Hashable, Callable[[Any], object | None]] | None = None) -> None:
        """Forget all: the store has been written to, or may have been.

        but has for some answers what makes of each what would be read now, None where that is not
        known.
        """
        with self._lock:
            self._writes += 1
            known = {
                key: after(self._kept[key])
                for key, after in (but or {}).items()
                if key in self._kept
            }
            self._kept = {key: answer for key, answer in known.items() if answer is not None}
