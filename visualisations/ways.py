"""Chooses the way of a line: an elbow where one thing hangs under another, else around the boxes.

Seats and chairs, drawn only when a body is chosen, are curves; so is everything on a map too
large to find ways on.
"""

from collections.abc import Mapping
from functools import cached_property

from visualisations import routes
from visualisations.gutters import MOST_BOXES, MOST_LINES, Gutters
from visualisations.hanging import Hook
from visualisations.layouts import Heading
from visualisations.routes import Box, Point
from visualisations.themes import Theme

Way = tuple[str, tuple[Point, ...]]


class Ways:
    """The ways between placed boxes; lines between the same two are kept apart."""

    def __init__(
        self, boxes: Mapping[str, Box], headings: tuple[Heading, ...], theme: Theme, layout: str
    ) -> None:
        self.boxes = boxes
        self.headings = headings
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
            points = routes.elbow(child, parent, 0 if hook.lead else 4)
            if points:
                return "elbow", points if hung else points[::-1]
        bend = self._bend(frozenset((from_mark, to_mark)))
        if self.layout == "network":
            return "elbow", routes.straight(start, end, bend)
        if not hidden and len(self.boxes) <= MOST_BOXES and self._found < MOST_LINES:
            self._found += 1
            around = self.gutters.route(start, end)
            if around:
                return "elbow", around
        return "curve", routes.curve(start, end, bend)

    def _bend(self, pair: frozenset[str]) -> float:
        """Keep the lines between two boxes apart: 0, 7, -7, 14 ..."""
        number = self._between.get(pair, 0)
        self._between[pair] = number + 1
        return (number + 1) // 2 * 7.0 * (1 if number % 2 else -1)
