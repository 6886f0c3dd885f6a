"""How lines run between placed boxes: elbows for what hangs, gentle curves for the rest."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Point = tuple[float, float]
_INDENTED, _NEAR_BELOW, _SIDE_BY_SIDE = 40, 70, 24
_TIP = 17


@dataclass(frozen=True, slots=True)
class Box:
    """A placed box: its middle and its size."""

    x: float
    y: float
    w: float
    h: float

    @property
    def left(self) -> float:
        """The left edge."""
        return self.x - self.w / 2

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.w / 2

    @property
    def top(self) -> float:
        """The upper edge."""
        return self.y - self.h / 2

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.h / 2


def elbow(
    child: Box, parent: Box, shift: float = 0, trunk: float | None = None
) -> tuple[Point, ...] | None:
    """Return the elbow from a box to the one it hangs under, or None where it does not.

    trunk is how far in the line leaves the parent, for children in several columns.
    """
    if child.top <= parent.bottom:
        return None
    if 4 < child.left - parent.left < _INDENTED:
        # Near the edge, so that the tip of a lead line has room beside the other trunk.
        x = parent.left + min(12, (child.left - parent.left) * 0.36) + shift * 1.4
        return ((child.left, child.y + shift), (x, child.y + shift), (x, parent.bottom))
    level = parent.bottom + _TIP + shift
    if trunk is not None:
        down, leaves = child.left - trunk + shift, parent.left + trunk
        start = ((child.left, child.y + shift), (down, child.y + shift), (down, level))
        return (*start, (leaves, level), (leaves, parent.bottom))
    if child.top - parent.bottom > _NEAR_BELOW:
        return None
    return ((child.x, child.top), (child.x, level), (parent.x, level), (parent.x, parent.bottom))


def deep_aside(child: Box, parent: Box) -> bool:
    """Say whether a child stands neither near below its parent nor in the column below it."""
    return child.top - parent.bottom > _NEAR_BELOW and child.left - parent.left >= _INDENTED


def level(start: Box, end: Box) -> tuple[Point, ...]:
    """Return a line straight across between boxes side by side, none where they are not."""
    low, high = max(start.top, end.top), min(start.bottom, end.bottom)
    if high - low < _SIDE_BY_SIDE or (start.left < end.right and end.left < start.right):
        return ()
    y = (low + high) / 2
    a, b = (start.right, end.left) if start.x < end.x else (start.left, end.right)
    return ((a, y), (b, y))


def curve(start: Box, end: Box, bend: float = 0) -> tuple[Point, ...]:
    """Return a curve (start, two controls, end) that leaves and arrives sideways.

    bend keeps lines between the same boxes apart.
    """
    y1, y2 = start.y + bend, end.y + bend
    if end.left >= start.right:
        a, b, pull = (start.right, y1), (end.left, y2), 1.0
    elif end.right <= start.left:
        a, b, pull = (start.left, y1), (end.right, y2), -1.0
    else:
        reach = 46 + abs(bend)
        a, b = (start.right, y1), (end.right, y2)
        return (a, (a[0] + reach, a[1]), (b[0] + reach, b[1]), b)
    reach = max(24.0, abs(b[0] - a[0]) / 2) * pull
    return (a, (a[0] + reach, a[1]), (b[0] - reach, b[1]), b)


def over_the_top(
    start: Box, end: Box, boxes: Sequence[Box], lane: float, beside: float
) -> tuple[Point, ...]:
    """Return a line that leaves sideways, climbs a clear gutter to a lane above all, and drops.

    Where the end is not on the top row the line comes down beside it.
    """
    first: tuple[Point, ...]
    if all(box.top >= start.top - 1 or not _beside(box, start.x, start.x) for box in boxes):
        first = ((start.x + start.w / 4, start.top), (start.x + start.w / 4, lane))
    else:
        gutter = _clear(start, boxes)
        first = ((start.right, start.y), (gutter, start.y), (gutter, lane))
    if end.top > min(box.top for box in boxes) + 1:
        side = end.left - beside
        return (*first, (side, lane), (side, end.y), (end.left, end.y))
    return (*first, (end.x, lane), (end.x, end.top))


def _clear(start: Box, boxes: Sequence[Box]) -> float:
    x = start.right + 10
    while any(box.top < start.bottom and _beside(box, x - 5, x + 5) for box in boxes):
        x += 6
    return x


def _beside(box: Box, low: float, high: float) -> bool:
    return box.left < high and box.right > low


def bounds(points: Iterable[Point]) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of everything drawn."""
    found = list(points)
    if not found:
        return (0, 0, 400, 200)
    xs, ys = [x for x, _ in found], [y for _, y in found]
    return (min(xs), min(ys), max(xs), max(ys))
