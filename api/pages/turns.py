"""What only a few may do at once; the rest wait without holding a thread, and not for ever."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import anyio
from starlette.requests import Request

from api.errors import Busy


class Turns:
    """Lets so many in at once; whoever has waited so many seconds gets Busy with a sentence."""

    def __init__(self, most: int, patience: float, sentence: str) -> None:
        self._room = anyio.Semaphore(most)
        self._patience, self._sentence = patience, sentence

    @asynccontextmanager
    async def one(self) -> AsyncIterator[None]:
        """Wait for a turn and keep it while the block runs; raises Busy."""
        try:
            if self._patience:
                with anyio.fail_after(self._patience):
                    await self._room.acquire()
            else:
                self._room.acquire_nowait()
        except (TimeoutError, anyio.WouldBlock) as error:
            raise Busy(self._sentence) from error
        try:
            yield
        finally:
            self._room.release()


@dataclass(frozen=True)
class ServiceTurns:
    """The turns of one service: of what draws pictures and papers, and of files that are sent."""

    # Each takes a processor for about a second.
    drawing: Turns = field(
        default_factory=lambda: Turns(2, 60.0, "Others have pictures drawn: ask again in a moment.")
    )
    # Each is held in memory, up to 16 MB, and they are read one after the other.
    sending: Turns = field(
        default_factory=lambda: Turns(8, 0.0, "The service is busy: send it again in a moment.")
    )


def turns_of(request: Request) -> ServiceTurns:
    """Return the turns of the service that answers a request."""
    turns: ServiceTurns = request.app.state.turns
    return turns
