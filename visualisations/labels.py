"""Places for the words on lines: never on a box, a heading, a sign or each other.

Words stand on their own line where it has room, else beside it, else at the nearest free spot.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count, pairwise, takewhile
from math import ceil, cos, dist, floor, pi, sin

from visualisations.edges import Line
from visualisations.nodes import Mark
from visualisations.routing.geometry import Point
from visualisations.text import text_width

Rect = tuple[float, float, float, float]
_CELL = 120.0
_SPACE = 4.0
_ALONG = (0.5, 0.35, 0.65, 0.2, 0.8)
_RING, _TURNS = 10.0, 16
# How many letters high the words may stand from their line, rather than on another line.
_NEAR = 6
_STEP = 12.0
# How much of a line must stay in sight beside words on a slanted piece of it.
_SEEN = 64.0
_STACKED = 8.0
LINE_HEIGHT = 1.2


class Ground:
    """What is taken, by cells, so that asking stays fast; owner "" belongs to nobody."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[tuple[Rect, str]]] = {}

    def take(self, rect: Rect, owner: str = "") -> None:
        """Take a rectangle: left, top, right, bottom."""
        for cell in _cells(rect):
            self._cells.setdefault(cell, []).append((rect, owner))

    def free(self, rect: Rect, owner: str = "") -> bool:
        """Say whether nothing lies there but what is the owner's own."""
        left, top, right, bottom = rect
        return not any(
            a < right and left < c and b < bottom and top < d and (not whose or whose != owner)
            for cell in _cells(rect)
            for (a, b, c, d), whose in self._cells.get(cell, ())
        )


@dataclass(frozen=True, slots=True)
class Sizes:
    """The size of the words on lines, and how much larger than on a screen signs are drawn."""

    label: int
    scale: float


def label_rect(text: str, at: Point, size: float) -> Rect:
    """Return the room that words take, with their middle at a point."""
    half, high = text_width(text, size) / 2 + 2, size * LINE_HEIGHT / 2
    return (at[0] - half, at[1] - high, at[0] + half, at[1] + high)


def mark_rects(mark: Mark, scale: float) -> list[Rect]:
    """Return the room that a box takes, with the boxes behind it and the sign at its corner."""
    left, top = mark.x - mark.w / 2 - 2, mark.y - mark.h / 2 - 2
    right, bottom = mark.x + mark.w / 2 + 2, mark.y + mark.h / 2 + 2
    behind = _STACKED if mark.count > 1 else 0
    found = [(left, top, right + behind, bottom + behind)]
    if mark.badge:
        reach = 11 * scale
        found.append((right - reach, top - reach, right + reach, top + reach))
    return found


def place(
    lines: Sequence[Line],
    absences: Sequence[Line],
    marks: Iterable[Mark],
    others: Iterable[Rect],
    sizes: Sizes,
) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Return the lines and the absences with places for their words.

    others is what else is drawn, such as headings. The words for a kind of link, which are shown
    when a body is chosen, are left out where there is no free spot by the line.
    """
    ground, drawn = Ground(), Ground()
    for rect in (*(r for mark in marks for r in mark_rects(mark, sizes.scale)), *others):
        ground.take(rect)
    for line in (*lines, *absences):
        for rect in _thin(line):
            drawn.take(rect, line.id)
        for rect in _signs(line, sizes.scale):
            ground.take(rect)
    placed_absences = tuple(_labelled(line, ground, drawn, sizes.label) for line in absences)
    placed = [_labelled(line, ground, drawn, sizes.label) for line in lines]
    return tuple(_with_kind(line, ground, sizes.label) for line in placed), placed_absences


def _labelled(line: Line, ground: Ground, drawn: Ground, size: float) -> Line:
    if not line.label:
        return line
    spots = [_rounded(at) for at in _spots(line, line.label, size)]
    open_spots = [at for at in spots if ground.free(label_rect(line.label, at, size))]

    def clear(at: Point) -> bool:
        rect = label_rect(line.label, at, size)
        return ground.free(rect) and drawn.free(rect, line.id)

    near = takewhile(lambda at: dist(at, spots[0]) <= _NEAR * size, _rings(spots[0]))
    at = next(filter(clear, chain(open_spots, near)), None) or next(iter(open_spots), None)
    if at is None:
        around = _rings(spots[0])
        at = next(at for at in around if ground.free(label_rect(line.label, at, size)))
    ground.take(label_rect(line.label, at, size))
    return replace(line, label_at=at)


def _with_kind(line: Line, ground: Ground, size: float) -> Line:
    """Place the words for the kind; lines from or to the same box are shown together."""
    if not line.kind_words or line.label:
        return line
    for at in map(_rounded, _spots(line, line.kind_words, size)):
        rect = label_rect(line.kind_words, at, size)
        if ground.free(rect):
            ground.take(rect)
            return replace(line, kind_at=at)
    return line


def _spots(line: Line, text: str, size: float) -> Iterator[Point]:
    """Yield the places by a line where its words could stand, the best first."""
    wide, high = text_width(text, size) / 2 + _SPACE, size * LINE_HEIGHT / 2 + 2
    if not line.to_id:
        (ax, _), (bx, by) = line.points[-2:]
        sign = 1 if bx > ax else -1
        yield (bx + sign * wide, by)
    pieces = list(pairwise(_flattened(line)))
    if line.absent:
        pieces.reverse()
    else:
        pieces.sort(key=lambda piece: -dist(*piece))
    whole = sum(dist(*piece) for piece in pieces)
    beside: list[Point] = []
    for (ax, ay), (bx, by) in pieces:
        across, down = abs(bx - ax), abs(by - ay)
        length = dist((ax, ay), (bx, by))
        under = _under(wide, high, across, down)
        fits, level = length > under + 16, not across or not down
        if not level:
            fits = length > 2 * high + 16 and whole - under > max(whole / 2, _SEEN)
        for part in _ALONG:
            x, y = ax + (bx - ax) * part, ay + (by - ay) * part
            if fits and not line.break_at:
                yield (x, y)
            over = high + (wide * down / across if across else 0)
            aside = wide + (high * across / down if down else 0)
            ways = [[(x, y - over), (x, y + over)], [(x + aside, y), (x - aside, y)]]
            if across <= down:
                ways.reverse()
            beside += ways[0]
            # Along a line that is nearly level or upright the other way would lead far off.
            if not level and max(over - high, aside - wide) < _NEAR * size:
                beside += ways[1]
    yield from beside


def _under(wide: float, high: float, across: float, down: float) -> float:
    """Return how much of a piece lies under words on it: what is left must look like a line."""
    length = dist((0, 0), (across, down))
    return min(2 * wide * length / (across or 0.01), 2 * high * length / (down or 0.01))


def _rounded(at: Point) -> Point:
    """Round a place before it is looked at: rounded later, words could touch by a hair."""
    return (round(at[0], 1), round(at[1], 1))


def _rings(at: Point) -> Iterator[Point]:
    """Yield points ever farther away: somewhere there is room."""
    for ring in count(1):
        for turn in range(_TURNS):
            angle = 2 * pi * turn / _TURNS
            yield _rounded((at[0] + ring * _RING * cos(angle), at[1] + ring * _RING * sin(angle)))


def _flattened(line: Line) -> Sequence[Point]:
    if line.way != "curve":
        return line.points
    a, b, c, d = line.points
    found = []
    for i in range(9):
        t = i / 8
        weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
        x, y = (sum(w * p[k] for w, p in zip(weights, (a, b, c, d), strict=True)) for k in (0, 1))
        found.append((x, y))
    return found


def _thin(line: Line) -> Iterator[Rect]:
    """Yield a line as small rectangles."""
    if line.hidden:
        return
    for (ax, ay), (bx, by) in pairwise(_flattened(line)):
        slanted = ax != bx and ay != by
        parts = max(1, ceil(dist((ax, ay), (bx, by)) / _STEP)) if slanted else 1
        for i in range(parts):
            x, x2 = ax + (bx - ax) * i / parts, ax + (bx - ax) * (i + 1) / parts
            y, y2 = ay + (by - ay) * i / parts, ay + (by - ay) * (i + 1) / parts
            yield (min(x, x2) - 1, min(y, y2) - 1, max(x, x2) + 1, max(y, y2) + 1)


def _signs(line: Line, scale: float) -> list[Rect]:
    """Return the room of the break in a gap, and of a question mark at an end."""
    if line.break_at:
        (x, y), reach = line.break_at, 9 * scale
        return [(x - reach, y - reach, x + reach, y + reach)]
    if line.absent and not line.to_id and line.look == "silent":
        (ax, _), (bx, y) = line.points[-2:]
        x, reach = bx + (8 if bx > ax else -8) * scale, 9 * scale
        return [(x - reach, y - reach, x + reach, y + reach)]
    return []


def _cells(rect: Rect) -> Iterator[tuple[int, int]]:
    left, top, right, bottom = (floor(value / _CELL) for value in rect)
    for column in range(left, right + 1):
        for row in range(top, bottom + 1):
            yield column, row
