"""Boxes by their left edge: a piece of a line is held against those beside it only, not all."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from visualisations.routing.geometry import Box, Point, crosses

# Pixels by which what is looked at is wider than what can be crossed: any sum is rounded by less.
_SLACK = 1.0


class BoxIndex:
    """Finds which of many boxes a straight piece goes through."""

    def __init__(self, boxes: Iterable[Box]) -> None:
        numbered = enumerate(boxes)
        self._boxes = sorted(
            (box.left, box.right, box.top, box.bottom, number, box) for number, box in numbered
        )
        self._lefts = [left for left, *_ in self._boxes]
        self._widest = max((box.w for *_, box in self._boxes), default=0.0)

    def crossed(self, a: Point, b: Point, margin: float = 0) -> list[Box]:
        """Return the boxes that a piece from a to b goes through, in the order they were given.

        margin counts boxes as so many pixels larger on each side.
        """
        return [box for _, box in sorted(self._near(a, b, margin)) if crosses(a, b, box, margin)]

    def _near(self, a: Point, b: Point, margin: float) -> Iterator[tuple[int, Box]]:
        """Yield the boxes that share both a column and a row with the piece."""
        low, high = min(a[0], b[0]) - margin - _SLACK, max(a[0], b[0]) + margin + _SLACK
        over, under = min(a[1], b[1]) - margin - _SLACK, max(a[1], b[1]) + margin + _SLACK
        first = bisect_left(self._lefts, low - self._widest)
        last = bisect_right(self._lefts, high)
        for _, right, top, bottom, number, box in self._boxes[first:last]:
            if right >= low and top <= under and bottom >= over:
                yield number, box
