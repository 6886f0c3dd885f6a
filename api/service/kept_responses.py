"""Answers as they were sent, to be sent again while all that they were made of is still so."""

import gzip
import hashlib
import threading
import uuid
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from api.service.reads import Reads
from graph.store import Edition

# Another process may be of another version, and answer the same question otherwise.
_PROCESS = uuid.uuid4().hex
# Of all bytes, how many one answer may take; and what one takes besides its texts.
_SHARE, _BESIDE = 0.25, 2_000
# As in api.app: of nine degrees of effort the sixth leaves 3 % more than the ninth, in half the
# time. Bytes from which it is worth it.
EFFORT, SMALLEST = 6, 10_000


@dataclass(frozen=True, slots=True)
class ResponseKey:
    """What was asked, by whom: whoever may see the same gets the same answer to the same text.

    variables are as they were sent, as text; who tells apart those who may see different things.
    """

    document: str
    variables: str
    operation: str
    who: str


@dataclass(slots=True, weakref_slot=True, eq=False)
class KeptResponse:
    """An answer as bytes, with a tag that is another one wherever the answer may be another one."""

    body: bytes
    tag: str
    day: date
    reads: Reads
    zipped: bytes | None = None

    @property
    def size(self) -> int:
        """How many bytes it takes."""
        editions = len(self.reads.now or ()) if self.reads.listed else len(self.reads.editions)
        return len(self.body) + len(self.zipped or b"") + 200 * editions + _BESIDE


class KeptResponses:
    """Keeps answers for any number of threads, within so many bytes; the latest asked for stay."""

    def __init__(self, most_bytes: int) -> None:
        self._most, self.bytes = most_bytes, 0
        self._lock = threading.Lock()
        self._kept: OrderedDict[ResponseKey, KeptResponse] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def find(
        self, question: ResponseKey, day: date, now: Mapping[str, Edition]
    ) -> KeptResponse | None:
        """Return the answer to a question where it would be the same; now has all editions."""
        with self._lock:
            found = self._kept.get(question)
            if found is None:
                return None
            if found.day == day and found.reads.hold(now):
                self._kept.move_to_end(question)
                return found
            self._drop(question)
        return None

    def asks_for(self, question: ResponseKey) -> bool:
        """Say whether there is an answer to a question, which may be out of date."""
        return question in self._kept

    def keep(
        self, question: ResponseKey, body: bytes, day: date, reads: Reads
    ) -> KeptResponse | None:
        """Keep an answer and return it with its tag; None where it cannot be told to be the same.

        One that is too large has a tag and is not kept.
        """
        if reads.other:
            return None
        made = KeptResponse(body, _tag(question, day, reads), day, reads)
        size = made.size + _length(question)
        with self._lock:
            self._drop(question)
            if size <= self._most * _SHARE:
                self._kept[question] = made
                self.bytes += size
                self._shrink()
        return made

    def zipped(self, question: ResponseKey, kept: KeptResponse) -> bytes:
        """Return an answer compressed: done once, kept beside it."""
        if kept.zipped is not None:
            return kept.zipped
        zipped = gzip.compress(kept.body, EFFORT, mtime=0)
        with self._lock:
            self._take(question, kept, zipped)
        return zipped

    def _take(self, question: ResponseKey, kept: KeptResponse, zipped: bytes) -> None:
        """Count what was compressed once: another thread may have been as quick."""
        if kept.zipped is None:
            kept.zipped = zipped
            if self._kept.get(question) is kept:
                self.bytes += len(zipped)
                self._shrink()

    def _shrink(self) -> None:
        while self.bytes > self._most and self._kept:
            self._drop(next(iter(self._kept)))

    def _drop(self, question: ResponseKey) -> None:
        gone = self._kept.pop(question, None)
        if gone is not None:
            self.bytes -= gone.size + _length(question)


def _length(question: ResponseKey) -> int:
    """Return how many bytes the texts of a question take at most, but for rare characters."""
    return 2 * (len(question.document) + len(question.variables))


def _tag(question: ResponseKey, day: date, reads: Reads) -> str:
    """Return a tag of all that an answer was made of, which is shorter than the answer."""
    read = reads.now if reads.listed else reads.editions
    parts = (_PROCESS, question, day, reads.listed, sorted((read or {}).items()))
    return f'W/"{hashlib.sha256(repr(parts).encode()).hexdigest()[:32]}"'
