"""What one answer was made of: which edition of which areas, and whether of anything else.

A reader takes it down while a question is worked out, so that what was answered can be given again
for as long as all of it is still so. One question sees all areas as they were when it first asked.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from graph.store import Edition


@dataclass(slots=True)
class Reads:
    """What was read of a store for one question; it lives in one thread.

    now has the editions of all areas as they were when the question began, None before anybody
    asked. editions has those that were read, None for an area that is not there. listed says that
    the list of all areas was read, other that something was read that no edition
    stands for, or written: then whatever is read is asked of the store anew. at_hand says that
    nothing is to be waited for: what is not known here is NotAtHand.
    """

    now: Mapping[str, Edition] | None = None
    editions: dict[str, Edition | None] = field(default_factory=dict)
    listed: bool = False
    other: bool = False
    at_hand: bool = False

    def hold(self, now: Mapping[str, Edition]) -> bool:
        """Say whether all that was read would be read again, with these editions of all areas."""
        if self.other:
            return False
        if self.listed and now != self.now:
            return False
        return all(now.get(slug) == edition for slug, edition in self.editions.items())

    def list(self, now: Mapping[str, Edition]) -> None:
        """Take down that the list of all areas was read, with their editions."""
        moved = self.listed and now != self.now
        if moved or any(now.get(slug) != edition for slug, edition in self.editions.items()):
            # Somebody wrote in between: what was read is of two moments.
            self.other = True
        self.now, self.listed = now, True


class NotAtHand(BaseException):
    """Something would have to be read or worked out, and nothing is to be waited for.

    No Exception, so that nobody takes it for a question that cannot be answered.
    """


_reads: ContextVar[Reads | None] = ContextVar("reads", default=None)


@contextmanager
def taken_down(reads: Reads) -> Iterator[None]:
    """Have what readers read in the block, in this thread, taken down."""
    token = _reads.set(reads)
    try:
        yield
    finally:
        _reads.reset(token)


def reads_here() -> Reads | None:
    """Return where what is read in this thread is taken down, if anywhere."""
    return _reads.get()


def not_to_be_kept() -> None:
    """Say that what is being answered depends on something that no edition stands for.

    Raises NotAtHand where nothing is to be waited for: it may well be read of the store.
    """
    reads = _reads.get()
    if reads is not None:
        if reads.at_hand:
            raise NotAtHand
        reads.other = True


def check_at_hand() -> None:
    """Say that something is to be read or worked out now; raises NotAtHand where none is."""
    reads = _reads.get()
    if reads is not None and reads.at_hand:
        raise NotAtHand
