"""Pages of a list, forwards and backwards, as Relay's connections describe them.

A list comes in parts, one an area, each made when a page needs it: the first page of a list over
many areas reads the first of them only. Source: the GraphQL Cursor Connections Specification.
"""

import base64
import binascii
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

from api.errors import UsageError
from graph.cancellation import check_cancelled

T = TypeVar("T")
DEFAULT, MOST = 50, 100
_GAP = "\n"


class PageAsked(NamedTuple):
    """Which page is asked for; None: not said. Without first and last the first 50 are meant.

    Of what comes before a cursor, where only that is said, the last 50 are.
    """

    first: int | None = None
    last: int | None = None
    after: str | None = None
    before: str | None = None

    def sizes(self) -> tuple[int | None, int | None]:
        """Return how many to take from the beginning and from the end; raises UsageError."""
        for name, size in (("first", self.first), ("last", self.last)):
            if size is not None and not 0 <= size <= MOST:
                raise UsageError(
                    f"{name} is {size}: ask for 0 to {MOST} at a time, then go on with after, or "
                    "back with before."
                )
        if self.first is None and self.last is None:
            backwards = self.before is not None and self.after is None
            return (None, DEFAULT) if backwards else (DEFAULT, None)
        return self.first, self.last


class ListPart(Generic[T]):
    """The part of a list that one area has; items are worked out when they are asked for."""

    __slots__ = ("_items", "_make", "area")

    def __init__(
        self, area: str, make: Callable[[], Sequence[T]], items: Sequence[T] | None = None
    ) -> None:
        """Take what makes the items, or the items themselves where they are there."""
        self.area, self._make, self._items = area, make, items

    @property
    def items(self) -> Sequence[T]:
        """The items, in their order."""
        if self._items is None:
            check_cancelled()
            self._items = self._make()
        return self._items


class _Place(NamedTuple):
    """A place in a list: before the item of this number of a part."""

    part: int
    item: int


class _Run(NamedTuple):
    """Items of a part that follow each other: from this number up to, not with, that one."""

    part: int
    begins: int
    ends: int


@dataclass(slots=True)
class ListSlice(Generic[T]):
    """The items of a page; cursors, and whether more come, are made when they are asked for.

    To say whether more come may be the work of another area.
    """

    of: "PagedList[T]" = field(repr=False)
    items: list[T]
    begins: _Place
    ends: _Place

    def cursor(self, item: T) -> str:
        """Return the cursor of an item of the page."""
        return self.of.cursor(item)

    @property
    def has_previous(self) -> bool:
        """Whether the list has items before the page."""
        return any(True for _ in self.of.runs_back(self.begins, _Place(0, 0)))

    @property
    def has_next(self) -> bool:
        """Whether the list has items after the page."""
        return any(True for _ in self.of.runs(self.ends, _Place(len(self.of.parts), 0)))

    @property
    def total(self) -> int:
        """How many items the whole list has."""
        return self.of.total()


@dataclass(slots=True)
class PagedList(Generic[T]):
    """A list of a name, in parts; key tells its items apart within their area."""

    name: str
    parts: Sequence[ListPart[T]]
    key: Callable[[T], tuple[str, str]]

    def total(self) -> int:
        """Return how many items the whole list has."""
        return sum(len(part.items) for part in self.parts)

    def slice(self, asked: PageAsked) -> ListSlice[T]:
        """Return a page; raises UsageError for a size or a cursor that is none of this list."""
        first, last = asked.sizes()
        start, end = _Place(0, 0), _Place(len(self.parts), 0)
        if len(self.parts) == 1 and asked.after is None and asked.before is None and last is None:
            # What nearly all ask for, of hundreds of things in one answer.
            items = self.parts[0].items[:first]
            return ListSlice(self, list(items), start, _Place(0, len(items)))
        if asked.after is not None:
            at = self._place("after", asked.after)
            start = _Place(at.part, at.item + 1)
        if asked.before is not None:
            end = self._place("before", asked.before)
        if first is None:
            assert last is not None
            runs = _last(last, self.runs_back(end, start))
        else:
            runs = _first(first, self.runs(start, end))
            # Both at once: of the first so many the last so many.
            runs = runs if last is None else _last(last, reversed(runs))
        found = [item for run in runs for item in self._items(run)]
        begins = _Place(runs[0].part, runs[0].begins) if runs else end if first is None else start
        ends = _Place(runs[-1].part, runs[-1].ends) if runs else begins
        return ListSlice(self, found, begins, ends)

    def cursor(self, item: T) -> str:
        """Make the cursor of an item: of the list's name and the item's own key, nothing else."""
        return cursor_of(self.name, *self.key(item))

    def sorted_by(
        self, order: Callable[[T], object], *, descending: bool = False
    ) -> "PagedList[T]":
        """Return the list in another order, over all areas; what has no value comes last."""

        def make() -> list[T]:
            every = [(order(item), item) for part in self.parts for item in part.items]
            some = [pair for pair in every if pair[0] is not None]
            some.sort(key=lambda pair: pair[0], reverse=descending)  # type: ignore[arg-type, return-value]
            return [item for _, item in (*some, *(pair for pair in every if pair[0] is None))]

        return PagedList(self.name, [ListPart("", make)], self.key)

    def _items(self, run: _Run) -> Sequence[T]:
        return self.parts[run.part].items[run.begins : run.ends]

    def runs(self, start: _Place, end: _Place) -> Iterator[_Run]:
        """Yield the items from a place to another, which is left out: a run for each part."""
        for part in range(start.part, min(end.part + 1, len(self.parts))):
            begins = start.item if part == start.part else 0
            ends = end.item if part == end.part else len(self.parts[part].items)
            if begins < ends:
                yield _Run(part, begins, ends)

    def runs_back(self, end: _Place, start: _Place) -> Iterator[_Run]:
        """Yield the same from the last part to the first."""
        for part in range(min(end.part, len(self.parts) - 1), start.part - 1, -1):
            begins = start.item if part == start.part else 0
            ends = end.item if part == end.part else len(self.parts[part].items)
            if begins < ends:
                yield _Run(part, begins, ends)

    def _place(self, argument: str, cursor: str) -> _Place:
        name, _, rest = _read(cursor).partition(_GAP)
        area, _, key = rest.partition(_GAP)
        if name and name != self.name:
            raise UsageError(
                f'The cursor in {argument} is not in this list: it is one of "{name}", and this '
                f'is "{self.name}".'
            )
        for number, part in enumerate(self.parts):
            if name and part.area in ("", area):
                wanted = (area, key)
                found = (i for i, item in enumerate(part.items) if self.key(item) == wanted)
                if (item := next(found, None)) is not None:
                    return _Place(number, item)
        raise UsageError(
            f'The cursor "{cursor[:60]}" is not in this list: begin again without {argument}.'
        )


def _first(most: int, runs: Iterable[_Run]) -> list[_Run]:
    """Return the first so many items; no run is looked at that is not needed.

    It may be the work of another area.
    """
    found: list[_Run] = []
    for run in runs if most else ():
        found.append(run._replace(ends=min(run.ends, run.begins + most)))
        most -= found[-1].ends - run.begins
        if not most:
            break
    return found


def _last(most: int, runs: Iterable[_Run]) -> list[_Run]:
    """Return the last so many items of runs that come backwards."""
    found: list[_Run] = []
    for run in runs if most else ():
        found.append(run._replace(begins=max(run.begins, run.ends - most)))
        most -= run.ends - found[-1].begins
        if not most:
            break
    return found[::-1]


def cursor_of(name: str, area: str, key: str) -> str:
    """Make the cursor of an item of a list."""
    text = _GAP.join((name, area, key))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read(cursor: str) -> str:
    """Return what a cursor says; "" for what is none."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        text = base64.urlsafe_b64decode(padded.encode("ascii")).decode()
    except (binascii.Error, ValueError):
        return ""
    return text if text.count(_GAP) == 2 else ""
