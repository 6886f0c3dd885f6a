"""Lines that run around boxes: the shortest way through the gutters with the fewest bends."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import heappop, heappush
from itertools import count, pairwise

from visualisations.routing.geometry import Box, Point

MOST_BOXES, MOST_LINES = 90, 60
_AWAY = 14.0
_NARROW = 4.0
_BEND, _SHARED = 60.0, 0.6
_SHIFTS = (0.0, 4.0, -4.0, 8.0, -8.0)
Cross = tuple[int, int]
Step = tuple[Cross, Cross]
State = tuple[Cross, bool]


@dataclass
class Gutters:
    """The free ways between boxes: crossings at xs and ys, and which steps between are blocked."""

    boxes: Sequence[Box]
    obstacles: Sequence[Box]

    def __post_init__(self) -> None:
        self.used: dict[Step, int] = {}
        self.number = 0

    @cached_property
    def xs(self) -> list[float]:
        """Where lines may run up and down."""
        sides = [x for b in self.boxes for x in (b.left - _AWAY, b.right + _AWAY)]
        return _apart(sides)

    @cached_property
    def ys(self) -> list[float]:
        """Where lines may run across: the middles of boxes and the gaps between them."""
        middles = [b.y for b in self.boxes]
        gaps = [y for b in self.obstacles for y in (b.top - 5, b.bottom + 5)]
        return _apart([*middles, *gaps], keep=middles)

    @cached_property
    def free(self) -> dict[Cross, list[Cross]]:
        """The steps that cross no box, from each crossing."""
        found: dict[Cross, list[Cross]] = {}
        for i, x in enumerate(self.xs):
            beside = [b for b in self.obstacles if b.left - 2 < x < b.right + 2]
            for j, (low, high) in enumerate(pairwise(self.ys)):
                if not any(b.top < high and b.bottom > low for b in beside):
                    found.setdefault((i, j), []).append((i, j + 1))
                    found.setdefault((i, j + 1), []).append((i, j))
        for j, y in enumerate(self.ys):
            level = [b for b in self.obstacles if b.top - 3.5 < y < b.bottom + 3.5]
            for i, (low, high) in enumerate(pairwise(self.xs)):
                if not any(b.left < high and b.right > low for b in level):
                    found.setdefault((i, j), []).append((i + 1, j))
                    found.setdefault((i + 1, j), []).append((i, j))
        return found

    def route(self, start: Box, end: Box) -> tuple[Point, ...]:
        """Return the points from one box to the other, or none where there is no way."""
        begins, ends = self._doors(start), self._doors(end)
        way = self._shortest(set(begins), set(ends))
        if not way:
            return ()
        for step in pairwise(way):
            self.used[step] = self.used[step[::-1]] = self.used.get(step, 0) + 1
        shift = _SHIFTS[self.number % len(_SHIFTS)]
        self.number += 1
        middle = [(self.xs[i] + shift, self.ys[j]) for i, j in way]
        middle[0] = (middle[0][0], begins[way[0]][1])
        middle[-1] = (middle[-1][0], ends[way[-1]][1])
        return _corners([begins[way[0]], *middle, ends[way[-1]]])

    def _doors(self, box: Box) -> dict[Cross, Point]:
        """Return the crossings beside a box, each with the point of its edge."""
        row = min(range(len(self.ys)), key=lambda j: abs(self.ys[j] - box.y))
        doors = {}
        for edge, away in ((box.right, box.right + _AWAY), (box.left, box.left - _AWAY)):
            column = min(range(len(self.xs)), key=lambda i: abs(self.xs[i] - away))
            doors[column, row] = (edge, box.y)
        return doors

    def _shortest(self, begins: set[Cross], ends: set[Cross]) -> list[Cross]:
        """Dijkstra over crossings and directions: length, bends, and ways already taken."""
        order = count()
        queue: list[tuple[float, int, State, State | None]] = [
            (0.0, next(order), (begin, True), None) for begin in sorted(begins)
        ]
        came: dict[State, State | None] = {}
        while queue:
            cost, _, state, before = heappop(queue)
            if state in came:
                continue
            came[state] = before
            here, across = state
            if here in ends and across:
                return _back(state, came)
            if here in ends:
                heappush(queue, (cost + _BEND, next(order), (here, True), state))
            for there in self.free.get(here, ()):
                flat = there[1] == here[1]
                length = abs(self.xs[here[0]] - self.xs[there[0]])
                length += abs(self.ys[here[1]] - self.ys[there[1]])
                shared = min(self.used.get((here, there), 0) * _SHARED, 2) * length
                price = cost + length + shared + (flat != across) * _BEND
                heappush(queue, (price, next(order), (there, flat), state))
        return []


def _back(state: State, came: Mapping[State, State | None]) -> list[Cross]:
    way: list[Cross] = []
    at: State | None = state
    while at is not None:
        if not way or way[-1] != at[0]:
            way.append(at[0])
        at = came[at]
    return way[::-1]


def _apart(values: Iterable[float], keep: Iterable[float] = ()) -> list[float]:
    """Sort values and drop those too near another; keep names values that stay."""
    found = sorted(set(keep))
    for value in sorted(set(values)):
        if all(abs(value - other) >= _NARROW for other in found):
            found.append(value)
    return sorted(found)


def _corners(points: Sequence[Point]) -> tuple[Point, ...]:
    """Drop the points on straight pieces."""
    kept = [points[0]]
    for (ax, ay), (bx, by), (cx, cy) in zip(points, points[1:], points[2:], strict=False):
        straight = (ax == bx == cx) or (ay == by == cy)
        if not straight and (bx, by) != kept[-1]:
            kept.append((bx, by))
    return (*kept, points[-1])
