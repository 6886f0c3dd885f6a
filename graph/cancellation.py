"""Work that stops in the middle: what takes too long, or what nobody waits for any more.

Nothing is stopped from outside. Whoever asks begins with `with cancelled_by(token):`; whoever works
calls check_cancelled() where a piece of the work is done: between areas, checks, trials, meetings,
fields. Without a token nothing is ever stopped: commands, pages and whatever writes have none, so
that a change is never left half way. A look takes less than a millionth of a second; a piece should
take no more than a tenth of one.
"""

import math
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, wait
from contextlib import contextmanager
from contextvars import ContextVar
from enum import Enum
from typing import Any

# Seconds between two looks of whoever waits for what another thread makes.
_LOOK = 0.1


class CancelReason(Enum):
    """Why work stops."""

    TOO_LONG = "it takes too long"
    LEFT = "nobody waits for it any more"


class Cancelled(BaseException):
    """Work stops here; answer nothing of it and keep nothing.

    No Exception, so that nobody who expects one thing of many to fail goes on with the next.
    elapsed are the seconds that the work has taken; part leads to the piece of it that took most
    of them, where whoever asked can say.
    """

    def __init__(self, reason: CancelReason, elapsed: float = 0.0) -> None:
        self.reason, self.elapsed = reason, elapsed
        self.part: tuple[str, ...] = ()
        super().__init__(reason.value)


class Cancellation:
    """The token of one piece of work: its deadline in seconds from now, and whether to stop before.

    Its methods may be called from any thread.
    """

    def __init__(
        self, seconds: float | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.seconds, self._clock = seconds, clock
        self.began = clock()
        self._until = math.inf if seconds is None else self.began + seconds
        self._left = False

    @property
    def elapsed(self) -> float:
        """Seconds since the work began."""
        return self._clock() - self.began

    def cancel(self) -> None:
        """Stop the work at its next look: nobody waits for it any more."""
        self._left = True

    def check(self) -> None:
        """Look whether to stop; raises Cancelled."""
        if self._left:
            raise Cancelled(CancelReason.LEFT, self.elapsed)
        if self._clock() >= self._until:
            raise Cancelled(CancelReason.TOO_LONG, self.elapsed)


_token: ContextVar[Cancellation | None] = ContextVar("cancellation", default=None)


@contextmanager
def cancelled_by(token: Cancellation | None) -> Iterator[None]:
    """Have what is done in the block, in this thread, stop when its token says so; None: never."""
    before = _token.set(token)
    try:
        yield
    finally:
        _token.reset(before)


def check_cancelled() -> None:
    """Look whether the work of this thread is to stop; raises Cancelled."""
    token = _token.get()
    if token is not None:
        token.check()


def result_of(future: "Future[Any]") -> Any:
    """Wait for what another thread makes, and look meanwhile whether to stop; raises Cancelled.

    That the other thread was stopped is raised as Cancelled too: look at future.exception().
    """
    if _token.get() is not None:
        while not wait([future], _LOOK).done:
            check_cancelled()
    return future.result()
