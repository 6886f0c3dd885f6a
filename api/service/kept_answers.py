"""Answers kept to be given again, within so many bytes and a room for each kind; each made once.

Sizes are measured: an area of three hundred things takes 0.5 MB, its findings as much again, and
measuring each takes some 4 ms. Only what is a change away from something measured is taken to be as
large, for a few changes. Facts count with the snapshot that holds them, and not again in what was
made of it.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, TypeVar, cast

from api.service.reads import check_at_hand
from api.service.sizes import bytes_of, objects_of
from graph.cancellation import Cancelled, check_cancelled, result_of
from graph.facts.model import Snapshot

T = TypeVar("T")
# What is kept: the function that gave an answer, and what it was given.
Key = tuple[Callable[..., object], tuple[Hashable, ...]]


class Room(Enum):
    """Where an answer is kept: a room that is full forgets its own least recently used.

    Pages have what the others leave, so many areas are not thrown out by one that is looked at
    closely, nor the other way round.
    """

    CARDS = "what a list of areas shows of each"
    AREAS = "areas as they were read"
    FINDINGS = "their findings on the day they open on"
    PAGES = "views, pictures and all else"


# Of all bytes, how many a room may take. A card has 1 kB, so there is room for thousands of areas;
# of areas with three hundred things, AREAS holds 80 by default, of those with forty all of England.
_MOST = {Room.CARDS: 0.05, Room.AREAS: 0.6, Room.FINDINGS: 0.2, Room.PAGES: 1.0}
# Of all bytes, how many the answers of one function may take in the room of pages: a workshop that
# tries hundreds of changes does not make everybody else's pages slow.
_SHARE = 0.5
# For how many changes in a row sizes are taken over, and from which use on it is measured once
# more: whoever looks at an area right after a change does not wait 20 ms for that.
_TAKEN_OVER, _MEASURED_FROM = 8, 8


@dataclass(slots=True)
class _Kept:
    answer: object
    size: int
    room: Room
    beside: tuple[object, ...]
    uses: int = 1
    # How many times in a row its size was taken over; 0 where it was measured.
    taken_over: int = 0

    def grows(self) -> bool:
        """Say whether it may hold more than was measured: areas and findings stay as they are."""
        return self.room is Room.PAGES and (not self.taken_over or self.uses >= _MEASURED_FROM)


@dataclass(slots=True)
class _Making:
    """An answer that a thread is making, and others may wait for."""

    thread: int = field(default_factory=threading.get_ident)
    future: Future[Any] = field(default_factory=Future)


class _MakerStopped(Exception):
    """Who made an answer was stopped, which says nothing to those who wait for it."""


class KeptAnswers:
    """Keeps answers for any number of threads."""

    def __init__(self, most_bytes: int, constants: Iterable[object] = ()) -> None:
        """Take how many bytes to keep, and what is there anyway and counts in no answer."""
        self._most = most_bytes
        # Held, so that nothing else comes to lie where they are.
        self._constants = tuple(constants)
        self._known = frozenset(id(each) for level in objects_of(self._constants) for each in level)
        self._lock = threading.Lock()
        self._kept: OrderedDict[Key, _Kept] = OrderedDict()
        self._sizes: dict[Callable[..., object], int] = {}
        self._rooms = dict.fromkeys(Room, 0)
        # Sizes to take over, and how many times in a row they will have been.
        self._expected: dict[Key, tuple[int, int]] = {}
        self._making: dict[Key, _Making] = {}
        self._waiting: dict[int, _Making] = {}

    @property
    def bytes(self) -> int:
        """How many bytes are kept, as far as was measured."""
        return sum(self._rooms.values())

    def __len__(self) -> int:
        return len(self._kept)

    def get(
        self,
        key: Key,
        make: Callable[[], T],
        beside: Iterable[object] = (),
        room: Room = Room.PAGES,
    ) -> T:
        """Return the answer of a key, made if it is not kept; whoever asks meanwhile waits for it.

        beside is what the answer holds that is kept by itself: it does not count again, and the
        answer goes when it goes. What making raises, all who wait are told, and nothing is kept.
        But where it was stopped, only its own thread is: one of those who wait makes it instead.
        Raises NotAtHand where nothing is to be waited for.
        """
        while True:
            try:
                return self._get(key, make, beside, room)
            except _MakerStopped:
                continue

    def _get(self, key: Key, make: Callable[[], T], beside: Iterable[object], room: Room) -> T:
        with self._lock:
            entry = self._kept.get(key)
            if entry is not None:
                self._kept.move_to_end(key)
                entry.uses += 1
            else:
                check_at_hand()
                others = self._making.get(key)
                if others is None:
                    mine = self._making[key] = _Making()
                elif not self._leads_here(others):
                    self._waiting[threading.get_ident()] = others
                else:
                    # Made by this thread, or by one that waits for what this thread is making.
                    mine, others = _Making(), None
        if entry is None:
            if others is not None:
                return cast(T, self._wait(others))
            return self._make(key, make, mine, tuple(beside), room)
        # A view grows by what is worked out of it, most at first: so it is measured again after
        # 2, 4, 8, 16 ... uses.
        if entry.uses & (entry.uses - 1) == 0 and entry.grows():
            self._keep(key, entry.answer, entry.beside, entry.room, entry.uses)
        return cast(T, entry.answer)

    def _leads_here(self, making: _Making | None) -> bool:
        """Say whether to wait for what is being made would be to wait for this thread itself."""
        while making is not None:
            if making.thread == threading.get_ident():
                return True
            making = self._waiting.get(making.thread)
        return False

    def _wait(self, making: _Making) -> object:
        try:
            return result_of(making.future)
        except Cancelled as error:
            if making.future.done() and making.future.exception() is error:
                raise _MakerStopped from error
            raise
        finally:
            with self._lock:
                del self._waiting[threading.get_ident()]

    def _make(
        self,
        key: Key,
        make: Callable[[], T],
        making: _Making,
        beside: tuple[object, ...],
        room: Room,
    ) -> T:
        try:
            check_cancelled()
            made = make()
            self._keep(key, made, beside, room)
        except BaseException as error:
            self._end(key, making)
            making.future.set_exception(error)
            raise
        self._end(key, making)
        making.future.set_result(made)
        return made

    def _end(self, key: Key, making: _Making) -> None:
        with self._lock:
            if self._making.get(key) is making:
                del self._making[key]

    def at_hand(self, key: Key) -> object | None:
        """Return the answer of a key if it is kept, without making it; None if not."""
        with self._lock:
            entry = self._kept.get(key)
        return entry.answer if entry else None

    def _keep(
        self, key: Key, answer: object, beside: tuple[object, ...], room: Room, uses: int = 1
    ) -> None:
        with self._lock:
            expected = self._expected.pop(key, (0, 0))
        size, times = expected if uses == 1 else (0, 0)
        if not times:
            given = [each for each in key[1] if _is_itself(each)]
            plain = [each for each in key[1] if not _is_itself(each)]
            size = bytes_of([answer, *plain], (*given, *beside), self._known)
        with self._lock:
            if uses > 1 and key not in self._kept:
                return
            self._take(key)
            share = _SHARE if room is Room.PAGES else _MOST[room]
            if size > self._most * share:
                self._drop_dependent([answer])
                return
            self._kept[key] = _Kept(answer, size, room, beside, uses, times)
            self._sizes[key[0]] = self._sizes.get(key[0], 0) + size
            self._rooms[room] += size
            if room is Room.PAGES and self._sizes[key[0]] > self._most * _SHARE:
                self._shrink(lambda: self._sizes[key[0]] <= self._most * _SHARE, room, key[0])
            self._shrink(lambda: self._rooms[room] <= self._most * _MOST[room], room)
            self._shrink(lambda: self.bytes <= self._most, Room.PAGES)

    def _shrink(
        self,
        fits: Callable[[], bool],
        room: Room,
        made_by: Callable[..., object] | None = None,
    ) -> None:
        """Forget the least recently used of a room, or of one function, until the rest fits."""
        if fits():
            return
        for key in [key for key, kept in self._kept.items() if kept.room is room]:
            if key in self._kept and made_by in (None, key[0]):
                self._drop([key])
                if fits():
                    return

    def succeed(self, before: Hashable, after: Hashable) -> None:
        """Take what will be made of one thing to be as large as what was made of another before.

        For one that a change was made to: the answers of before are still there.
        """
        with self._lock:
            for key in [key for key in self._expected if before in key[1]]:
                del self._expected[key]
            for (maker, given), kept in self._kept.items():
                if kept.taken_over < _TAKEN_OVER and before in given:
                    key = maker, tuple(after if each == before else each for each in given)
                    self._expected[key] = kept.size, kept.taken_over + 1

    def drop(self, is_dead: Callable[[Key], bool]) -> None:
        """Forget the answers whose key is dead, and all that was made of them."""
        with self._lock:
            self._drop([key for key in self._kept if is_dead(key)])

    def _drop(self, keys: Collection[Key]) -> None:
        self._drop_dependent([self._take(key) for key in keys])

    def _drop_dependent(self, gone: list[object]) -> None:
        """Forget what was made of answers that are kept no more: nobody can ask for it again."""
        while places := {id(answer) for answer in gone if _holds(answer)}:
            keys = [
                key
                for key, kept in self._kept.items()
                if any(id(each) in places for each in (*key[1], *kept.beside))
            ]
            gone = [self._take(key) for key in keys]

    def _take(self, key: Key) -> object:
        kept = self._kept.pop(key, None)
        if kept is None:
            return None
        self._sizes[key[0]] -= kept.size
        self._rooms[kept.room] -= kept.size
        return kept.answer

    def grown(self, answer: object) -> None:
        """Measure again an answer that has come to hold more, if it is kept."""
        with self._lock:
            found = [
                (key, kept)
                for key, kept in self._kept.items()
                if kept.answer is answer and kept.grows()
            ]
        for key, kept in found:
            self._keep(key, answer, kept.beside, kept.room, max(2, kept.uses))

    def find(self, fits: Callable[[object], bool]) -> object | None:
        """Return the most recently used answer that fits, without making any; None for none."""
        with self._lock:
            kept = [each.answer for each in reversed(self._kept.values())]
        return next((answer for answer in kept if fits(answer)), None)


def _is_itself(each: object) -> bool:
    """Say whether something is equal to itself alone, as a view is, and so stands for its key."""
    return type(each).__hash__ is object.__hash__ and each is not None


def _holds(each: object) -> bool:
    """Say whether other answers can hold this one."""
    return isinstance(each, Snapshot) or _is_itself(each)
