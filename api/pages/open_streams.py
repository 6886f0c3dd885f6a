"""Sockets and streams that stay open: how many, whose, and when they end.

They end where whoever they are of is no longer signed in (looked at before each event, every 20
seconds, and at once where a session or token is ended in this process), and when the service stops.
"""

import asyncio
import contextlib
import logging
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TypeVar

from anyio import CapacityLimiter, to_thread

from api.access.persons import Person, acting_as
from api.access.standing import OVER, PersonNow

# Sockets and streams at once, each some 60 kB of memory and one of the connections of
# api.commands.connections. One caller may have as many as are left to all others.
MOST_OPEN = 400
# Seconds between two looks whether those who listen are still who they were.
LOOKED_EACH = 20.0
# What is read for events at once: pages have threads of their own, and do not wait for these.
_READ_AT_ONCE = 2
# Seconds that a service which stops waits for them to have ended.
_ENDED_WITHIN = 2.0
T = TypeVar("T")
_log = logging.getLogger(__name__)


class TooManyOpen(Exception):
    """Somebody wants to stay connected, and too many are already."""

    def __init__(self) -> None:
        super().__init__("Too many listen already: close some pages or programs, then try again.")


class VisitEnded(Exception):
    """Whoever stays connected is no longer who they were when they came."""

    def __init__(self) -> None:
        super().__init__(OVER)


class Visit:
    """One socket or stream that stays open, and who it is of."""

    def __init__(self, caller: str, now: PersonNow, threads: CapacityLimiter) -> None:
        self.caller, self.now, self._threads = caller, now, threads
        # Set when it is to end: because the service stops, or because who it is of is gone.
        self.ending, self.is_gone = asyncio.Event(), False

    def end(self, *, is_gone: bool = False) -> None:
        """Have it end; is_gone says that who it is of is no longer who they were."""
        if not self.ending.is_set():
            self.is_gone = is_gone
            self.ending.set()

    async def read(self, work: Callable[[], T]) -> T:
        """Do work in a thread, as who it is of just then.

        Raises VisitEnded, and what the work raises.
        """
        return await to_thread.run_sync(self.acting(work), limiter=self._threads)

    def acting(self, work: Callable[[], T]) -> Callable[[], T]:
        """Return the same work, done as who it is of when it is done; it raises VisitEnded."""

        def done() -> T:
            with acting_as(self._person()):
                return work()

        return done

    async def person(self) -> Person:
        """Return who it is of just now; raises VisitEnded."""
        return await to_thread.run_sync(self._person, limiter=self._threads)

    def _person(self) -> Person:
        found = self.now()
        if found is None:
            raise VisitEnded
        return found


class OpenStreams:
    """All sockets and streams of a service; its methods belong to the loop but look_again."""

    def __init__(self, most: int = MOST_OPEN) -> None:
        self._most, self._stopping = most, False
        self._visits: set[Visit] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[None] | None = None
        self._look = asyncio.Event()
        self._threads: CapacityLimiter | None = None

    def __len__(self) -> int:
        return len(self._visits)

    @contextlib.contextmanager
    def open(self, caller: str, now: PersonNow) -> Iterator[Visit]:
        """Let somebody stay connected while the block runs; raises TooManyOpen."""
        held = Counter(visit.caller for visit in self._visits)[caller]
        if self._stopping or held >= self._most - len(self._visits):
            raise TooManyOpen
        if not self._visits:
            self._begin()
        assert self._threads is not None
        visit = Visit(caller, now, self._threads)
        self._visits.add(visit)
        try:
            yield visit
        finally:
            self._visits.discard(visit)
            if not self._visits and self._task is not None:
                self._task.cancel()
                self._task = None

    def look_again(self) -> None:
        """Look at once whether all are still who they were; from any thread."""
        if self._loop is not None and self._visits:
            with contextlib.suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._look.set)

    async def stop(self) -> None:
        """Have all end, and let nobody in any more; returns once they have ended."""
        self._stopping = True
        for visit in list(self._visits):
            visit.end()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_ENDED_WITHIN):
                while self._visits:
                    await asyncio.sleep(0.01)

    def _begin(self) -> None:
        """Begin to look; a service has one loop, tests begin several after each other."""
        self._loop = asyncio.get_running_loop()
        self._look, self._threads = asyncio.Event(), CapacityLimiter(_READ_AT_ONCE)
        self._task = self._loop.create_task(self._watch())

    async def _watch(self) -> None:
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(LOOKED_EACH):
                    await self._look.wait()
            self._look.clear()
            for visit in await to_thread.run_sync(_gone, tuple(self._visits)):
                visit.end(is_gone=True)


def _gone(visits: tuple[Visit, ...]) -> list[Visit]:
    """Return those who are no longer who they were; of whom nobody can say is asked later again."""
    found = []
    for visit in visits:
        try:
            is_gone = visit.now() is None
        except Exception:
            _log.exception("Nobody could say who it is that listens")
            continue
        if is_gone:
            found.append(visit)
    return found
