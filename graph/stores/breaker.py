"""After a failure nobody waits for the same one again: a breaker between the work and a store."""

import threading
import time
from collections.abc import Callable

from graph.errors import StoreUnreachable

# Seconds in which whoever asks is refused at once; then one may try whether the store is back.
REFUSED_FOR = 2.0


class Breaker:
    """Remembers that a store does not answer; for any number of threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._sentence = ""
        self._until = 0.0

    def check(self) -> None:
        """Let work begin, or raise StoreUnreachable with what was wrong a moment ago.

        Of those who ask after the time is over the first one tries; the rest wait for its news.
        """
        with self._lock:
            if not self._sentence:
                return
            now = self._clock()
            if now < self._until:
                raise StoreUnreachable(self._sentence)
            self._until = now + REFUSED_FOR

    def failed(self, error: StoreUnreachable) -> None:
        """Refuse for a while, in the words of an error."""
        with self._lock:
            self._sentence, self._until = str(error), self._clock() + REFUSED_FOR

    def answered(self) -> None:
        """Let everybody in again."""
        # Asked of every answer, so without the lock where nothing is to be done.
        if self._sentence:
            with self._lock:
                self._sentence = ""
