"""How many bytes something takes with all that it holds."""

import gc
import sys
import types
from collections.abc import Collection, Iterable, Iterator
from enum import Enum
from typing import get_args

from graph.facts.model import Fact, Snapshot

_PROGRAM = (
    type,
    types.ModuleType,
    types.FunctionType,
    types.BuiltinFunctionType,
    types.MethodType,
    types.CodeType,
    Enum,
)
_RECORDS = (Snapshot, *get_args(Fact))


def bytes_of(
    roots: Iterable[object], beside: Iterable[object] = (), known: Collection[int] = ()
) -> int:
    """Return how many bytes objects take with all they hold, but for the program and beside.

    Where something is kept beside, facts do not count: they count with the snapshot they are of.
    known has the places of more that does not count.
    """
    levels = objects_of(roots, beside, known)
    return sum(sum(map(sys.getsizeof, level)) for level in levels)


def objects_of(
    roots: Iterable[object], beside: Iterable[object] = (), known: Collection[int] = ()
) -> Iterator[list[object]]:
    """Yield objects, then what those hold, and so on, each once; see bytes_of."""
    seen = {*known, *map(id, beside)}
    counts = _Counted((*_PROGRAM, *_RECORDS) if beside else _PROGRAM)
    level = list(roots)
    while level:
        here = {id(each): each for each in level}
        for place in here.keys() & seen:
            del here[place]
        seen.update(here)
        holders = [each for each in here.values() if counts[type(each)]]
        yield holders
        level = gc.get_referents(*holders)


class _Counted(dict[type, bool]):
    """Whether objects of a type count, looked up once for each type."""

    def __init__(self, apart: tuple[type, ...]) -> None:
        self._apart = apart

    def __missing__(self, kind: type) -> bool:
        self[kind] = not issubclass(kind, self._apart)
        return self[kind]
