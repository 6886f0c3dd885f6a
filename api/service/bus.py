"""Tells those who follow an area, as soon as it is written, that there is another edition of it.

Whoever writes says so after the commit (telling_store.py). What was written is not said: one task
then asks the store for the editions of all areas, once however many listen, and wakes those whose
area has moved. So it does not matter which door wrote, nor which areas a change touched. A store
that other processes write into is asked each second besides, but only while somebody listens.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Iterator, Mapping

from anyio import to_thread

from api.access.persons import SERVICE, acting_as
from graph.errors import GraphError
from graph.store import Edition

# Seconds between two looks into a store that others write into too.
POLLED_EACH = 1.0

_log = logging.getLogger(__name__)


class Listener:
    """Somebody who follows one area; it belongs to the loop that it was made in."""

    def __init__(self, area: str) -> None:
        self.area = area
        self._newest: Edition | None = None
        self._woken = asyncio.Event()

    def tell(self, newest: Edition | None) -> None:
        """Note the newest edition; None where there is no such area any more."""
        self._newest = newest
        self._woken.set()

    async def other_than(self, known: Edition) -> Edition | None:
        """Wait until there is a later edition than the known one, or one of another life.

        None says that the area is there no more.
        """
        while True:
            await self._woken.wait()
            self._woken.clear()
            newest = self._newest
            if newest is None or is_after(known, newest):
                return newest


def is_after(known: Edition, other: Edition) -> bool:
    """Say whether an edition is later than the known one, or of another life of the store."""
    return known.incarnation != other.incarnation or known.revision < other.revision


class Bus:
    """Wakes those who listen, in the one loop that the service answers in.

    editions asks the store, as the service itself and not as whoever listens. shared says that
    others write into it, so that it is polled.
    """

    def __init__(self, editions: Callable[[], Mapping[str, Edition]], shared: bool) -> None:
        self._editions, self._shared = editions, shared
        self._listeners: set[Listener] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[None] | None = None
        self._written = asyncio.Event()
        self._known: Mapping[str, Edition] = {}

    @property
    def listening(self) -> int:
        """How many listen."""
        return len(self._listeners)

    def tell(self) -> None:
        """Say that something was written and is committed; from any thread, and never in vain."""
        loop = self._loop
        if loop is not None and self._listeners:
            # A loop that was closed meanwhile has nobody to wake.
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(self._written.set)

    @contextlib.contextmanager
    def listen(self, area: str) -> Iterator[Listener]:
        """Have an area followed while the block runs.

        What is read of it inside is of an edition that is told, or of one before: none is missed.
        """
        listener = Listener(area)
        if not self._listeners:
            self._begin()
        self._listeners.add(listener)
        try:
            yield listener
        finally:
            self._listeners.discard(listener)
            if not self._listeners and self._task is not None:
                self._task.cancel()
                self._task = None

    def _begin(self) -> None:
        """Begin to look; a service has one loop, tests begin several after each other."""
        self._loop = asyncio.get_running_loop()
        self._written, self._known = asyncio.Event(), {}
        # Whatever was written before anybody listened is found at the first look.
        self._written.set()
        self._task = self._loop.create_task(self._watch())

    async def _watch(self) -> None:
        while True:
            if self._shared:
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(POLLED_EACH):
                        await self._written.wait()
            else:
                await self._written.wait()
            self._written.clear()
            try:
                found = await to_thread.run_sync(self._look)
            except GraphError:
                # A store that is away: those who listen are told once it is back.
                if not self._shared:
                    await asyncio.sleep(POLLED_EACH)
                    self._written.set()
                continue
            except Exception:
                _log.exception("The store could not be asked for what is new")
                await asyncio.sleep(POLLED_EACH)
                continue
            self._pass_on(found)

    def _look(self) -> Mapping[str, Edition]:
        with acting_as(SERVICE):
            return self._editions()

    def _pass_on(self, found: Mapping[str, Edition]) -> None:
        before, self._known = self._known, found
        for listener in self._listeners:
            newest = found.get(listener.area)
            if newest is None or newest != before.get(listener.area):
                listener.tell(newest)
