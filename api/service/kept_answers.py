"""Answers kept to be given again, within so many bytes; the least recently used go first.

Sizes are measured, not guessed: an area of eighty things takes 0.25 MB, its view with all findings
0.8 MB, and measuring that 6 ms. What several answers share counts in each, so less is kept than
may be, never more.
"""

import gc
import sys
import threading
import types
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Iterable
from dataclasses import dataclass
from typing import TypeVar, cast

T = TypeVar("T")
# What is kept: the function that gave an answer, and what it was given.
Key = tuple[Callable[..., object], tuple[Hashable, ...]]

# Of all bytes, how many the answers of one function may take: a workshop that tries hundreds of
# changes does not make everybody else's pages slow.
_SHARE = 0.5
_PROGRAM = (
    type,
    types.ModuleType,
    types.FunctionType,
    types.BuiltinFunctionType,
    types.MethodType,
    types.CodeType,
)


@dataclass(slots=True)
class _Kept:
    answer: object
    size: int
    uses: int = 1


class KeptAnswers:
    """Keeps answers for any number of threads."""

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._lock = threading.Lock()
        self._kept: OrderedDict[Key, _Kept] = OrderedDict()
        self._sizes: dict[Callable[..., object], int] = {}

    @property
    def bytes(self) -> int:
        """How many bytes are kept, as far as was measured."""
        return sum(self._sizes.copy().values())

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Key, make: Callable[[], T], beside: Iterable[object] = ()) -> T:
        """Return the answer of a key, made if it is not kept.

        beside is what the answer holds that is kept by itself, and so does not count again.
        """
        with self._lock:
            entry = self._kept.get(key)
            if entry is not None:
                self._kept.move_to_end(key)
                entry.uses += 1
        if entry is None:
            made = make()
            self._keep(key, made, beside)
            return made
        # A view grows by what is worked out of it, most at first: so it is measured again after
        # 2, 4, 8, 16 ... uses.
        if entry.uses & (entry.uses - 1) == 0:
            self._keep(key, entry.answer, beside, entry.uses)
        return cast(T, entry.answer)

    def _keep(self, key: Key, answer: object, beside: Iterable[object], uses: int = 1) -> None:
        given = [each for each in key[1] if _is_itself(each)]
        plain = [each for each in key[1] if not _is_itself(each)]
        size = bytes_of([answer, *plain], (*given, *beside))
        with self._lock:
            if uses > 1 and key not in self._kept:
                return
            self._take(key)
            if size > self._most * _SHARE:
                self._drop_dependent([answer])
                return
            self._kept[key] = _Kept(answer, size, uses)
            self._sizes[key[0]] = self._sizes.get(key[0], 0) + size
            if self._sizes[key[0]] > self._most * _SHARE:
                self._shrink(self._most * _SHARE, key[0])
            self._shrink(self._most)

    def _shrink(self, most: float, made_by: Callable[..., object] | None = None) -> None:
        """Forget the least recently used, of all or of one function, until the rest fits."""
        for key in list(self._kept):
            size = sum(self._sizes.values()) if made_by is None else self._sizes[made_by]
            if size <= most:
                return
            if key in self._kept and made_by in (None, key[0]):
                self._drop([key])

    def drop(self, is_dead: Callable[[Key], bool]) -> None:
        """Forget the answers whose key is dead, and all that was made of them."""
        with self._lock:
            self._drop([key for key in self._kept if is_dead(key)])

    def _drop(self, keys: Collection[Key]) -> None:
        self._drop_dependent([self._take(key) for key in keys])

    def _drop_dependent(self, gone: list[object]) -> None:
        """Forget what was made of answers that are kept no more: nobody can ask for it again."""
        while places := {id(answer) for answer in gone if _is_itself(answer)}:
            keys = [key for key in self._kept if any(id(each) in places for each in key[1])]
            gone = [self._take(key) for key in keys]

    def _take(self, key: Key) -> object:
        kept = self._kept.pop(key, None)
        if kept is None:
            return None
        self._sizes[key[0]] -= kept.size
        return kept.answer

    def find(self, fits: Callable[[object], bool]) -> object | None:
        """Return the most recently used answer that fits, without making any; None for none."""
        with self._lock:
            kept = [each.answer for each in reversed(self._kept.values())]
        return next((answer for answer in kept if fits(answer)), None)


def _is_itself(each: object) -> bool:
    """Say whether something is equal to itself alone, as a view is, and so stands for its key."""
    return type(each).__hash__ is object.__hash__ and each is not None


def bytes_of(roots: Iterable[object], beside: Iterable[object] = ()) -> int:
    """Return how many bytes objects take with all they hold, but for the program and beside."""
    seen = {id(each) for each in beside}
    total, level = 0, list(roots)
    while level:
        holders = []
        for each in level:
            if id(each) in seen or isinstance(each, _PROGRAM):
                continue
            seen.add(id(each))
            total += sys.getsizeof(each)
            holders.append(each)
        level = gc.get_referents(*holders)
    return total
