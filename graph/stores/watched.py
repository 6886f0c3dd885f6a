"""Work on a server that may fall silent: it is given up where nothing is heard of it for too long.

The driver waits for an answer without end, and a thread that waits cannot be told to stop. So the
work has a thread of its own; whoever gave it goes on without it.
"""

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

Answer = TypeVar("Answer")


class FellSilent(Exception):
    """Nothing was heard of some work for as long as was to be waited."""


class Watched(Generic[Answer]):
    """One piece of work, done once by do().

    It calls heard() with each answer it gets and before it makes anything final; that ends it where
    it was given up meanwhile.
    """

    def __init__(self, work: Callable[["Watched[Answer]"], Answer], silence: float) -> None:
        self._work, self._silence = work, silence
        self._changed = threading.Condition()
        self._last = time.monotonic()
        self._given_up = self._ended = False
        self._answers: list[Answer] = []
        self._error: BaseException | None = None

    def heard(self) -> None:
        """Note that the other side is there; raises FellSilent where nobody waits any more."""
        with self._changed:
            if self._given_up:
                raise FellSilent
            self._last = time.monotonic()

    def do(self) -> Answer:
        """Do the work and return its answer; raises what it raises, or FellSilent."""
        threading.Thread(target=self._do, daemon=True).start()
        with self._changed:
            while not self._ended:
                left = self._last + self._silence - time.monotonic()
                if left <= 0:
                    self._given_up = True
                    raise FellSilent
                self._changed.wait(left)
        if self._error is not None:
            raise self._error
        return self._answers[0]

    def _do(self) -> None:
        try:
            self._answers.append(self._work(self))
        except BaseException as error:
            self._error = error
        with self._changed:
            self._ended = True
            self._changed.notify_all()
