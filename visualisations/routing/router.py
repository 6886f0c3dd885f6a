"""Chooses the way of a line: an elbow where one thing hangs under another, else around the boxes.

In the network lines are straight, and bend where a box is in their way.

Seats and chairs, drawn only when a body is chosen, are curves; so is everything on a map too
large to find ways on.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import pairwise

from visualisations.layout.boxes import Heading
from visualisations.layout.tree import Hook
from visualisations.routing import geometry
from visualisations.routing.geometry import Box, Point
from visualisations.routing.orthogonal import MOST_BOXES, MOST_LINES, Gutters
from visualisations.routing.visibility import MOST_BOXES as MOST_BENT
from visualisations.routing.visibility import around, crosses
from visualisations.themes import Theme

_AWAY = (11.0, 15.0, 19.0)
Way = tuple[str, tuple[Point, ...]]


class Ways:
    """The ways between placed boxes; lines between the same two are kept apart."""

    def __init__(
        self,
        boxes: Mapping[str, Box],
        headings: tuple[Heading, ...],
        hooks: Mapping[str, Hook],
        theme: Theme,
        layout: str,
    ) -> None:
        self.boxes = boxes
        self.headings = headings
        self.hooks = hooks
        self.theme = theme
        self.layout = layout
        self._between: dict[frozenset[str], int] = {}
        self._found = 0

    @cached_property
    def gutters(self) -> Gutters:
        """The gutters between boxes and headings."""
        font, drawn = self.theme.font, list(self.boxes.values())
        for heading in self.headings:
            high = len(heading.lines) * font * 1.2
            wide = self.theme.box_width
            drawn.append(Box(heading.x + wide / 2, heading.y + high / 2, wide, high))
        return Gutters(list(self.boxes.values()), drawn)

    def between(self, from_mark: str, to_mark: str, hook: Hook | None, hidden: bool) -> Way:
        """Return the way from one mark to another; hook says that one hangs under the other."""
        start, end = self.boxes[from_mark], self.boxes[to_mark]
        if hook and self.layout == "columns":
            hung = hook.parent == to_mark
            child, parent = (start, end) if hung else (end, start)
            trunk = self.theme.indent / 2 if hook.parent in self._combs else None
            points = geometry.elbow(child, parent, 0 if hook.lead else 4, trunk)
            if points and self.clear(points, child, parent):
                return "elbow", points if hung else points[::-1]
        bend = self._bend(frozenset((from_mark, to_mark)))
        if self.layout == "network":
            self._found += 1
            near = self.boxes.values() if len(self.boxes) <= MOST_BENT else ()
            return "elbow", around(start, end, near, bend, _AWAY[self._found % len(_AWAY)])
        if not hidden and len(self.boxes) <= MOST_BOXES and self._found < MOST_LINES:
            self._found += 1
            across = geometry.level(start, end)
            if across and not bend and self.clear(across, start, end):
                return "elbow", across
            through = self.gutters.route(start, end)
            if through:
                return "elbow", through
        return "curve", geometry.curve(start, end, bend)

    @cached_property
    def _combs(self) -> frozenset[str]:
        """Name what has children in several columns, some of them deep down."""
        under: dict[str, list[Box]] = {}
        for child, hook in self.hooks.items():
            under.setdefault(hook.parent, []).append(self.boxes[child])
        return frozenset(
            parent
            for parent, boxes in under.items()
            if any(geometry.deep_aside(box, self.boxes[parent]) for box in boxes)
        )

    def not_there(self, start: Box, end: Box, over: tuple[Point, ...]) -> tuple[Point, ...]:
        """Return the way of a line that is not there: over the top where that is clear."""
        if self.layout == "network":
            return around(start, end, self.boxes.values())
        if self.clear(over, start, end) or len(self.boxes) > MOST_BOXES:
            return over
        return self.gutters.route(start, end) or over

    def clear(self, points: Sequence[Point], *ends: Box) -> bool:
        """Say whether no other box is in the way."""
        others = [box for box in self.boxes.values() if box not in ends]
        return not any(crosses(a, b, box) for a, b in pairwise(points) for box in others)

    def _bend(self, pair: frozenset[str]) -> float:
        """Keep the lines between two boxes apart: 0, 7, -7, 14 ..."""
        number = self._between.get(pair, 0)
        self._between[pair] = number + 1
        return (number + 1) // 2 * 7.0 * (1 if number % 2 else -1)
