"""Orthogonal routing: the shortest way through the gutters between boxes with the fewest bends.

A grid of lines beside boxes, and Dijkstra over its crossings and the direction of arrival; after
Wybrow, Marriott and Stuckey, "Orthogonal connector routing" (2010), without their nudging.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import heappop, heappush
from itertools import count, pairwise

from visualisations.routing.geometry import Box, Point

# Above these numbers the grid is too large to search while somebody waits: 60 edges among 90 boxes
# take 0.1 s where the boxes stand in columns, 3 s where people moved all of them about.
MOST_BOXES, MOST_EDGES = 90, 60
# Pixels. Columns of the grid run 14 beside boxes, so that an arrow of 11 fits and the narrowest gap
# between columns, 50, has two of them; rows 5 above and below, the middle of the gap of 10 in a
# list. Lines of the grid that are nearer than 4 are one.
_BESIDE, _ABOVE, _NARROW = 14.0, 5.0, 4.0
_CLEAR_ACROSS, _CLEAR_DOWN = 2.0, 3.5  # pixels between an edge and a box that it passes
# A bend costs as much as 60 pixels, so that a line goes a little farther rather than round two more
# corners; a step that others took costs 60 in 100 more for each, at most twice more, so that lines
# spread over gutters but never take a long way round.
_BEND, _SHARED, _SHARED_MOST = 60.0, 0.6, 2
# Pixels by which edges in one gutter are moved apart, by turns: more than the widest line has.
_SHIFTS = (0.0, 4.0, -4.0, 8.0, -8.0)
Crossing = tuple[int, int]
GridStep = tuple[Crossing, Crossing]
Arrival = tuple[Crossing, bool]
"""A crossing, and whether it was reached from the side."""


@dataclass
class OrthogonalGrid:
    """The free ways between boxes: crossings at xs and ys, and how often each step was taken.

    obstacles are the boxes and whatever else no edge may cross, such as headings.
    """

    boxes: Sequence[Box]
    obstacles: Sequence[Box]

    def __post_init__(self) -> None:
        self.used: dict[GridStep, int] = {}
        self.routed = 0

    @cached_property
    def xs(self) -> list[float]:
        """Where edges may run up and down."""
        sides = [x for b in self.boxes for x in (b.left - _BESIDE, b.right + _BESIDE)]
        return _apart(sides)

    @cached_property
    def ys(self) -> list[float]:
        """Where edges may run across: the middles of boxes and the gaps between them."""
        middles = [b.y for b in self.boxes]
        gaps = [y for b in self.obstacles for y in (b.top - _ABOVE, b.bottom + _ABOVE)]
        return _apart([*middles, *gaps], keep=middles)

    @cached_property
    def free(self) -> dict[Crossing, list[Crossing]]:
        """The steps that cross no box, from each crossing."""
        steps: dict[Crossing, list[Crossing]] = {}
        for i, x in enumerate(self.xs):
            beside = _CLEAR_ACROSS
            column = [b for b in self.obstacles if b.left - beside < x < b.right + beside]
            for j, (low, high) in enumerate(pairwise(self.ys)):
                if not any(b.top < high and b.bottom > low for b in column):
                    steps.setdefault((i, j), []).append((i, j + 1))
                    steps.setdefault((i, j + 1), []).append((i, j))
        for j, y in enumerate(self.ys):
            row = [b for b in self.obstacles if b.top - _CLEAR_DOWN < y < b.bottom + _CLEAR_DOWN]
            for i, (low, high) in enumerate(pairwise(self.xs)):
                if not any(b.left < high and b.right > low for b in row):
                    steps.setdefault((i, j), []).append((i + 1, j))
                    steps.setdefault((i + 1, j), []).append((i, j))
        return steps

    def route(self, start: Box, end: Box) -> tuple[Point, ...]:
        """Return the points from one box to the other, or none where there is no way."""
        begins, ends = self._ports(start), self._ports(end)
        way = self._shortest(set(begins), set(ends))
        if not way:
            return ()
        for step in pairwise(way):
            self.used[step] = self.used[step[::-1]] = self.used.get(step, 0) + 1
        shift = _SHIFTS[self.routed % len(_SHIFTS)]
        self.routed += 1
        middle = [(self.xs[i] + shift, self.ys[j]) for i, j in way]
        middle[0] = (middle[0][0], begins[way[0]][1])
        middle[-1] = (middle[-1][0], ends[way[-1]][1])
        return _bends([begins[way[0]], *middle, ends[way[-1]]])

    def _ports(self, box: Box) -> dict[Crossing, Point]:
        """Return the crossings beside a box, each with the point of its edge."""
        row = min(range(len(self.ys)), key=lambda j: abs(self.ys[j] - box.y))
        ports = {}
        for edge, beside in ((box.right, box.right + _BESIDE), (box.left, box.left - _BESIDE)):
            column = min(range(len(self.xs)), key=lambda i: abs(self.xs[i] - beside))
            ports[column, row] = (edge, box.y)
        return ports

    def _shortest(self, begins: set[Crossing], ends: set[Crossing]) -> list[Crossing]:
        """Dijkstra over crossings and directions: length, bends, and steps already taken."""
        order = count()
        queue: list[tuple[float, int, Arrival, Arrival | None]] = [
            (0.0, next(order), (begin, True), None) for begin in sorted(begins)
        ]
        came_from: dict[Arrival, Arrival | None] = {}
        while queue:
            cost, _, arrival, before = heappop(queue)
            if arrival in came_from:
                continue
            came_from[arrival] = before
            here, across = arrival
            if here in ends and across:
                return _back(arrival, came_from)
            if here in ends:
                heappush(queue, (cost + _BEND, next(order), (here, True), arrival))
            for there in self.free.get(here, ()):
                flat = there[1] == here[1]
                length = abs(self.xs[here[0]] - self.xs[there[0]])
                length += abs(self.ys[here[1]] - self.ys[there[1]])
                shared = min(self.used.get((here, there), 0) * _SHARED, _SHARED_MOST) * length
                price = cost + length + shared + (flat != across) * _BEND
                heappush(queue, (price, next(order), (there, flat), arrival))
        return []


def _back(last: Arrival, came_from: Mapping[Arrival, Arrival | None]) -> list[Crossing]:
    way: list[Crossing] = []
    at: Arrival | None = last
    while at is not None:
        if not way or way[-1] != at[0]:
            way.append(at[0])
        at = came_from[at]
    return way[::-1]


def _apart(values: Iterable[float], keep: Iterable[float] = ()) -> list[float]:
    """Sort values and drop those too near another; keep names values that stay."""
    spaced = sorted(set(keep))
    for value in sorted(set(values)):
        if all(abs(value - other) >= _NARROW for other in spaced):
            spaced.append(value)
    return sorted(spaced)


def _bends(points: Sequence[Point]) -> tuple[Point, ...]:
    """Drop the points on straight pieces."""
    bends = [points[0]]
    for (ax, ay), (bx, by), (cx, cy) in zip(points, points[1:], points[2:], strict=False):
        straight = (ax == bx == cx) or (ay == by == cy)
        if not straight and (bx, by) != bends[-1]:
            bends.append((bx, by))
    return (*bends, points[-1])
