"""Who asks the schema, how much at once, and how much within ten minutes.

A caller is an address for now: whoever knows accounts gives the account's name instead. Nothing
is kept of a caller but numbers, and these only until the window is over.

The budget is in milliseconds of the service's time, as the guard counts a question before it runs.
A window gives half of one processor's time: a reviewer who asks one question of four seconds after
the other for five minutes has not met it, nor has one who asks for small things eight times a
second all day; a program that asks the largest questions in a loop has within five minutes.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from math import ceil

from api.errors import RateLimited
from graph.cancellation import Cancellation

# Seconds that a question may take. People wait so long for what they know to be large.
DEADLINE = 10.0
# Questions that one caller may have running: a browser with two pages open, and no more.
AT_ONCE = 2
# Seconds of a window, and what one caller may ask for in it, in milliseconds.
WINDOW, BUDGET = 600.0, 300_000
# Callers of whom numbers are kept before those of past windows are thrown away.
_MOST_KEPT = 1000


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a caller may ask for in a window, and what is left of it until when."""

    limit: int
    remaining: int
    reset_at: datetime


@dataclass(slots=True)
class _Caller:
    """The numbers of one caller."""

    began: float
    spent: int = 0
    running: int = 0


@dataclass(slots=True)
class Asking:
    """One question that somebody asks: its token, and what it costs once that is known."""

    callers: "Callers"
    caller: str
    token: Cancellation | None = None
    cost: int = 0
    at_once: bool = False

    @classmethod
    def of_nobody(cls) -> "Asking":
        """Return that of who is not limited: the command line, and tests."""
        return cls(Callers(), "")

    def charge(self, cost: int) -> None:
        """Take what a question costs from its caller's budget, once; raises RateLimited."""
        if not self.cost:
            self.callers.charge(self.caller, cost, at_once=self.at_once)
            self.cost = cost

    @property
    def seconds(self) -> float | None:
        """How long the question may take; None: as long as it takes."""
        return self.token.seconds if self.token else None

    @property
    def allowance(self) -> Allowance:
        """What the caller may still ask for."""
        return self.callers.allowance(self.caller)


class Callers:
    """Counts for each caller what it has running, and what it has asked for in this window."""

    def __init__(
        self,
        clock: Callable[[], float] = time.time,
        budget: int = BUDGET,
        at_once: int = AT_ONCE,
    ) -> None:
        """Take what one caller may ask; a benchmark, which asks for many, gives itself more."""
        self._clock, self._budget, self._at_once = clock, budget, at_once
        self._lock = threading.Lock()
        self._callers: dict[str, _Caller] = {}

    @contextmanager
    def asking(self, caller: str) -> Iterator[Asking]:
        """Let a caller ask while the block runs; raises RateLimited where it has enough running."""
        with self._lock:
            known = self._with_room(caller)
            known.running += 1
        try:
            yield Asking(self, caller, Cancellation(DEADLINE))
        finally:
            with self._lock:
                known.running -= 1

    def asking_at_once(self, caller: str) -> Asking:
        """Let a caller ask what is answered before anybody asks anything else.

        Taking its cost raises RateLimited as above, too.
        """
        return Asking(self, caller, at_once=True)

    def _with_room(self, caller: str) -> _Caller:
        known = self._of(caller)
        if known.running >= self._at_once:
            raise RateLimited(
                f"You have {self._at_once} questions running already: ask again when one of "
                "them is answered.",
                1,
            )
        return known

    def running(self, caller: str) -> int:
        """Return how many questions a caller has running."""
        with self._lock:
            return self._of(caller).running

    def charge(self, caller: str, cost: int, *, at_once: bool = False) -> None:
        """Take so many milliseconds from a caller's budget; raises RateLimited where it is empty.

        at_once says that it is not among what the caller has running, which is looked at here then.

        The last question may cost more than is left, so that none is too large for what is left.
        """
        with self._lock:
            known = self._with_room(caller) if at_once else self._of(caller)
            if known.spent >= self._budget:
                seconds = max(ceil(known.began + WINDOW - self._clock()), 1)
                raise RateLimited(
                    "Your questions have taken as much of the service's time as one caller may "
                    f"have in {WINDOW / 60:.0f} minutes: ask again in {_in_words(seconds)}.",
                    seconds,
                )
            known.spent += cost

    def allowance(self, caller: str) -> Allowance:
        """Return what a caller may still ask for."""
        with self._lock:
            known = self._of(caller)
            left = max(self._budget - known.spent, 0)
            until = datetime.fromtimestamp(int(known.began + WINDOW), UTC)
            return Allowance(self._budget, left, until)

    def _of(self, caller: str) -> _Caller:
        now = self._clock()
        if len(self._callers) > _MOST_KEPT:
            over = [c for c, n in self._callers.items() if not n.running and self._is_over(n, now)]
            for one in over:
                del self._callers[one]
        known = self._callers.setdefault(caller, _Caller(now))
        if self._is_over(known, now):
            known.began, known.spent = now, 0
        return known

    @staticmethod
    def _is_over(known: _Caller, now: float) -> bool:
        # A clock that was put back begins a new window too.
        return not known.began <= now < known.began + WINDOW


def _in_words(seconds: int) -> str:
    if seconds <= 90:
        return "1 second" if seconds == 1 else f"{seconds} seconds"
    return f"{ceil(seconds / 60)} minutes"
