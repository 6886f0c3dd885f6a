"""Points, bounding boxes, and the simple routes: elbows, level lines, curves, over the top."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import dist

Point = tuple[float, float]
Rect = tuple[float, float, float, float]
"""Left, top, right and bottom."""
# Pixels. A child indented by less than 40 stands in the list below its parent: indents are 22 to
# 28. One whose top is within 70 of the parent's foot stands in the first row below it.
_INDENTED, _NEAR_BELOW = 40, 70
_SAME_EDGE = 4  # pixels: a child this near its parent's left edge is not indented
_SIDE_BY_SIDE = 24  # pixels of height that two boxes share, or a level line would touch a corner
# How far below a parent the level piece runs: an arrow of 11 pixels and a piece of line above it.
_TIP = 17
# Where in an indent lead lines go down: at 36 in 100, but never more than 12 pixels, for arrows are
# 9 wide and the line that is no lead has its trunk 5.6 to the right.
_TRUNK, _TRUNK_MOST, _TRUNK_APART = 0.36, 12, 1.4
_REACH_BACK, _REACH_LEAST = 46, 24  # pixels that the controls of a curve stand out from its boxes
_GUTTER, _GUTTER_STEP, _GUTTER_HALF = 10, 6, 5  # pixels: where looked for, by which steps, its room
_NOTHING = (0, 0, 400, 200)  # the bounds of an empty picture: enough for its title


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


@dataclass(frozen=True, slots=True)
class Route:
    """The points of an edge, and how they are joined.

    shape is elbow (by straight pieces) or curve (the points are start, two controls, end).
    """

    shape: str
    points: tuple[Point, ...]

    @property
    def middle(self) -> Point:
        """The middle of a curve, or of the longest piece."""
        if self.shape == "curve":
            weights = (1, 3, 3, 1)  # of a cubic Bezier curve half way, in eighths
            x, y = (
                sum(w * p[i] for w, p in zip(weights, self.points, strict=True)) / 8 for i in (0, 1)
            )
            return (x, y)
        (ax, ay), (bx, by) = max(pairwise(self.points), key=lambda piece: dist(*piece))
        return ((ax + bx) / 2, (ay + by) / 2)


def rounded(point: Point) -> Point:
    """Round a point to a tenth of a pixel, as all that is drawn."""
    return (round(point[0], 1), round(point[1], 1))


def overlap(a: Rect, b: Rect) -> bool:
    """Say whether two rectangles share more than an edge."""
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def crosses(a: Point, b: Point, box: Box, margin: float = 0) -> bool:
    """Say whether the straight piece from a to b goes through a box, or within a margin of it."""
    low, high = 0.0, 1.0
    for start, end, least, most in (
        (a[0], b[0], box.left - margin, box.right + margin),
        (a[1], b[1], box.top - margin, box.bottom + margin),
    ):
        length = end - start
        if not length:
            if not least < start < most:
                return False
            continue
        one, two = sorted(((least - start) / length, (most - start) / length))
        low, high = max(low, one), min(high, two)
        if low >= high:
            return False
    return True


def elbow(
    child: Box, parent: Box, shift: float = 0, trunk: float | None = None
) -> tuple[Point, ...] | None:
    """Return the elbow from a box to the one it hangs under, or None where it does not.

    trunk is how far in the line leaves the parent, for children in several columns.
    """
    if child.top <= parent.bottom:
        return None
    if _SAME_EDGE < child.left - parent.left < _INDENTED:
        # Near the edge, so that the tip of a lead line has room beside the other trunk.
        down = min(_TRUNK_MOST, (child.left - parent.left) * _TRUNK)
        x = parent.left + down + shift * _TRUNK_APART
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

    bend keeps edges between the same boxes apart.
    """
    y1, y2 = start.y + bend, end.y + bend
    if end.left >= start.right:
        a, b, pull = (start.right, y1), (end.left, y2), 1.0
    elif end.right <= start.left:
        a, b, pull = (start.left, y1), (end.right, y2), -1.0
    else:
        reach = _REACH_BACK + abs(bend)
        a, b = (start.right, y1), (end.right, y2)
        return (a, (a[0] + reach, a[1]), (b[0] + reach, b[1]), b)
    reach = max(float(_REACH_LEAST), abs(b[0] - a[0]) / 2) * pull
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
        gutter = _clear_gutter(start, boxes)
        first = ((start.right, start.y), (gutter, start.y), (gutter, lane))
    if end.top > min(box.top for box in boxes) + 1:
        side = end.left - beside
        return (*first, (side, lane), (side, end.y), (end.left, end.y))
    return (*first, (end.x, lane), (end.x, end.top))


def _clear_gutter(start: Box, boxes: Sequence[Box]) -> float:
    """Return the nearest x to the right of a box where nothing above it is in the way."""
    x = start.right + _GUTTER
    above = [box for box in boxes if box.top < start.bottom]
    while any(_beside(box, x - _GUTTER_HALF, x + _GUTTER_HALF) for box in above):
        x += _GUTTER_STEP
    return x


def _beside(box: Box, low: float, high: float) -> bool:
    return box.left < high and box.right > low


def bounds(points: Iterable[Point]) -> Rect:
    """Return the bounding box of everything drawn."""
    drawn = list(points)
    if not drawn:
        return _NOTHING
    xs, ys = [x for x, _ in drawn], [y for _, y in drawn]
    return (min(xs), min(ys), max(xs), max(ys))
