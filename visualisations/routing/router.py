"""Chooses the route of an edge: an elbow where one thing hangs under another, else around boxes.

In the network edges are straight, and bend where a box is in their way.

Seats and chairs, drawn only when a body is chosen, are curves; so is everything on a map too
large to find ways on.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import pairwise

from visualisations.layout.boxes import ListHeading
from visualisations.layout.tree import ParentEdge
from visualisations.routing import geometry
from visualisations.routing.box_index import BoxIndex
from visualisations.routing.geometry import Box, Point, Route
from visualisations.routing.orthogonal import MOST_BOXES, MOST_EDGES, OrthogonalGrid
from visualisations.routing.visibility import MOST_BOXES as MOST_BENT
from visualisations.routing.visibility import route_around
from visualisations.text import LINE_HEIGHT
from visualisations.themes import Theme

# Pixels from the corners of boxes, by turns, so that edges round one corner lie beside each other.
_AROUND = (11.0, 15.0, 19.0)
_SECOND_TRUNK = 4  # pixels that the elbow of what is no lead line stands beside that of one
_BESIDE = 7.0  # pixels between edges that join the same two boxes


class EdgeRouter:
    """Routes between placed boxes; those between the same two are kept apart, by their order."""

    def __init__(
        self,
        boxes: Mapping[str, Box],
        headings: tuple[ListHeading, ...],
        parent_edges: Mapping[str, ParentEdge],
        theme: Theme,
        layout: str,
    ) -> None:
        self.boxes = boxes
        self.headings = headings
        self.parent_edges = parent_edges
        self.theme = theme
        self.layout = layout
        self._between: dict[frozenset[str], int] = {}
        self._routed = 0

    @cached_property
    def grid(self) -> OrthogonalGrid:
        """The gutters between boxes and headings."""
        font, obstacles = self.theme.font, list(self.boxes.values())
        for heading in self.headings:
            high = len(heading.lines) * font * LINE_HEIGHT
            wide = self.theme.box_width
            obstacles.append(Box(heading.x + wide / 2, heading.y + high / 2, wide, high))
        return OrthogonalGrid(list(self.boxes.values()), obstacles)

    def between(self, from_box: str, to_box: str, hangs: ParentEdge | None, hidden: bool) -> Route:
        """Return the route from one box to another; hangs says that one hangs under the other."""
        start, end = self.boxes[from_box], self.boxes[to_box]
        if hangs and self.layout == "columns":
            upward = hangs.parent == to_box
            child, parent = (start, end) if upward else (end, start)
            trunk = self.theme.indent / 2 if hangs.parent in self._combs else None
            points = geometry.elbow(child, parent, 0 if hangs.lead else _SECOND_TRUNK, trunk)
            if points and self.clear(points, child, parent):
                return Route("elbow", points if upward else points[::-1])
        bend = self._bend(frozenset((from_box, to_box)))
        if self.layout == "network":
            self._routed += 1
            near = self._index if len(self.boxes) <= MOST_BENT else BoxIndex(())
            away = _AROUND[self._routed % len(_AROUND)]
            return Route("elbow", route_around(start, end, near, bend, away))
        if not hidden and len(self.boxes) <= MOST_BOXES and self._routed < MOST_EDGES:
            self._routed += 1
            across = geometry.level(start, end)
            if across and not bend and self.clear(across, start, end):
                return Route("elbow", across)
            through = self.grid.route(start, end)
            if through:
                return Route("elbow", through)
        return Route("curve", geometry.curve(start, end, bend))

    @cached_property
    def _combs(self) -> frozenset[str]:
        """Name what has children in several columns, some of them deep down."""
        under: dict[str, list[Box]] = {}
        for child, edge in self.parent_edges.items():
            under.setdefault(edge.parent, []).append(self.boxes[child])
        return frozenset(
            parent
            for parent, boxes in under.items()
            if any(geometry.deep_aside(box, self.boxes[parent]) for box in boxes)
        )

    def missing(self, start: Box, end: Box, over: tuple[Point, ...]) -> tuple[Point, ...]:
        """Return the route of an edge that is missing: over the top where that is clear."""
        if self.layout == "network":
            return route_around(start, end, self._index)
        if self.clear(over, start, end) or len(self.boxes) > MOST_BOXES:
            return over
        return self.grid.route(start, end) or over

    def clear(self, points: Sequence[Point], *ends: Box) -> bool:
        """Say whether no other box is in the way."""
        pieces = pairwise(points)
        return all(box in ends for a, b in pieces for box in self._index.crossed(a, b))

    @cached_property
    def _index(self) -> BoxIndex:
        return BoxIndex(self.boxes.values())

    def _bend(self, pair: frozenset[str]) -> float:
        """Keep the edges between two boxes apart: 0, 7, -7, 14 ... pixels."""
        number = self._between.get(pair, 0)
        self._between[pair] = number + 1
        return (number + 1) // 2 * _BESIDE * (1 if number % 2 else -1)
