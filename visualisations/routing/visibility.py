"""Straight edges that bend around boxes: the shortest way by the corners of what is between.

A search of the visibility graph (the corners of boxes, joined where they see each other) by A*,
which looks only at the boxes that hide the end; after Lozano-Perez and Wesley, "An algorithm for
planning collision-free paths among polyhedral obstacles" (1979).
"""

from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count
from math import dist

from visualisations.routing.box_index import BoxIndex
from visualisations.routing.geometry import Box, Point

MOST_BOXES = 150
"""On a larger map edges run straight through boxes: one of 145 takes 2.6 s of a processor."""
_AROUND = 11.0  # pixels from the corner of a box to the bend, as much as an arrow is long
_CLEAR = 6.0  # pixels between an edge and a box that it passes; less than _AROUND, or it saw none
_MOST_STEPS = 250  # bends looked at before an edge runs straight; the bundled maps need up to 79
_BEND = 25.0  # pixels that a bend costs, so that a line with fewer bends is taken though longer


def route_around(
    start: Box, end: Box, boxes: BoxIndex, shift: float = 0, away: float = _AROUND
) -> tuple[Point, ...]:
    """Return the points of a line from edge to edge that crosses no other box.

    shift moves it sideways, to keep edges between the same two apart; away says how far from the
    corners of boxes it bends. Where no way is found the line is straight.
    """
    between = _Obstacles(boxes, (start, end))
    length = max(dist((start.x, start.y), (end.x, end.y)), 0.01)
    aside = ((end.y - start.y) / length * shift, (start.x - end.x) / length * shift)
    first = (start.x + aside[0], start.y + aside[1])
    last = (end.x + aside[0], end.y + aside[1])
    way = _shortest(first, last, between, away)
    return (_port(start, way[0], way[1]), *way[1:-1], _port(end, way[-1], way[-2]))


@dataclass(frozen=True, slots=True)
class _Obstacles:
    """All boxes but the two that are joined."""

    boxes: BoxIndex
    joined: tuple[Box, Box]

    def between(self, a: Point, b: Point) -> list[Box]:
        """Return what a piece passes too near; of a piece from a point to itself, what it is in."""
        return [box for box in self.boxes.crossed(a, b, _CLEAR) if box not in self.joined]


def _shortest(first: Point, last: Point, boxes: _Obstacles, away: float) -> list[Point]:
    order = count()
    queue: list[tuple[float, float, int, tuple[Point, ...]]] = [
        (dist(first, last), 0.0, next(order), (first,))
    ]
    done: set[Point] = set()
    for _ in range(_MOST_STEPS):
        if not queue:
            break
        _, cost, _, way = heappop(queue)
        here = way[-1]
        if here == last:
            return list(way)
        if here in done:
            continue
        done.add(here)
        for there in _visible(here, last, boxes, away):
            if there not in done:
                price = cost + dist(here, there) + _BEND
                heappush(queue, (price + dist(there, last), price, next(order), (*way, there)))
    return [first, last]


def _visible(here: Point, last: Point, boxes: _Obstacles, away: float) -> list[Point]:
    """Return the end where it is in sight, else the corners of what hides it, and hides those."""
    hiding = boxes.between(here, last)
    if not hiding:
        return [last]
    corners, looked = [], set[Box]()
    while hiding:
        box = hiding.pop()
        if box in looked:
            continue
        looked.add(box)
        for corner in _corners(box, boxes, away):
            before = boxes.between(here, corner)
            if not before:
                corners.append(corner)
            hiding += [other for other in before if other not in looked]
    return corners


def _corners(box: Box, boxes: _Obstacles, away: float) -> list[Point]:
    corners = [
        (x, y)
        for x in (box.left - away, box.right + away)
        for y in (box.top - away, box.bottom + away)
    ]
    return [p for p in corners if not boxes.between(p, p)]


def _port(box: Box, inside: Point, outside: Point) -> Point:
    """Return where the piece from a point in a box to one outside leaves it."""
    dx, dy = outside[0] - inside[0], outside[1] - inside[1]
    steps = [1.0]
    if dx:
        steps.append(((box.right if dx > 0 else box.left) - inside[0]) / dx)
    if dy:
        steps.append(((box.bottom if dy > 0 else box.top) - inside[1]) / dy)
    step = max(0.0, min(steps))
    return (inside[0] + dx * step, inside[1] + dy * step)
