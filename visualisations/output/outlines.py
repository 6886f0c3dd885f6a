"""Outlines as points: rectangles, circles and the paths of our SVG, whole or cut into dashes."""

import re
from collections.abc import Iterator, Sequence
from itertools import cycle, pairwise
from math import cos, hypot, pi, sin

Point = tuple[float, float]
_PIECES = 16
_STEP = re.compile(r"([A-Za-z])|(-?\d+(?:\.\d+)?)")
_TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "Z": 0}


def rect_points(x: float, y: float, w: float, h: float, radius: float = 0) -> list[Point]:
    """Return the outline of a rectangle, from its top left corner, with round corners or none."""
    r = min(radius, w / 2, h / 2)
    if not r:
        return [(x, y), (x + w, y), (x + w, y + h), (x, y + h)]
    turns = (
        (x + r, y + r, pi),
        (x + w - r, y + r, 1.5 * pi),
        (x + w - r, y + h - r, 0.0),
        (x + r, y + h - r, 0.5 * pi),
    )
    return [
        (
            cx + r * cos(start + step * pi / 2 / _PIECES),
            cy + r * sin(start + step * pi / 2 / _PIECES),
        )
        for cx, cy, start in turns
        for step in range(_PIECES + 1)
    ]


def circle_points(cx: float, cy: float, r: float) -> list[Point]:
    """Return the outline of a circle."""
    return rect_points(cx - r, cy - r, 2 * r, 2 * r, r)


def path_points(path: str) -> list[tuple[list[Point], bool]]:
    """Return each piece of a path (M, L, H, V, C, Z, or small for "from here"), and if it closes.

    Raises KeyError for another letter.
    """
    found: list[tuple[list[Point], bool]] = []
    at: Point = (0.0, 0.0)
    for letter, numbers in _steps(path):
        name, (x0, y0) = letter.upper(), at if letter.islower() else (0.0, 0.0)
        if name == "Z":
            found[-1] = (found[-1][0], True)
            continue
        if name == "M":
            found.append(([], False))
        if name == "H":
            at = (x0 + numbers[0], at[1])
        elif name == "V":
            at = (at[0], y0 + numbers[0])
        elif name == "C":
            a, b, c = ((x0 + numbers[i], y0 + numbers[i + 1]) for i in (0, 2, 4))
            found[-1][0].extend(_curve(at, a, b, c))
            at = c
            continue
        else:
            at = (x0 + numbers[0], y0 + numbers[1])
        found[-1][0].append(at)
    return found


def _steps(path: str) -> Iterator[tuple[str, list[float]]]:
    """Split a path into its letters, each with as many numbers as it takes."""
    parts = _STEP.findall(path)
    i = 0
    while i < len(parts):
        letter = parts[i][0]
        takes = _TAKES[letter.upper()]
        yield letter, [float(number) for _, number in parts[i + 1 : i + 1 + takes]]
        i += 1 + takes


def _curve(a: Point, b: Point, c: Point, d: Point) -> list[Point]:
    points = []
    for step in range(1, _PIECES + 1):
        t = step / _PIECES
        weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
        x, y = (sum(w * p[i] for w, p in zip(weights, (a, b, c, d), strict=True)) for i in (0, 1))
        points.append((x, y))
    return points


def dashed(points: Sequence[Point], dashes: Sequence[float]) -> list[list[Point]]:
    """Cut a line into dashes: lengths of ink and of nothing by turns."""
    pieces: list[list[Point]] = [[points[0]]]
    lengths = cycle(dashes)
    left, inked = next(lengths), True
    for (ax, ay), (bx, by) in pairwise(points):
        length = hypot(bx - ax, by - ay)
        done = 0.0
        while length - done > left:
            done += left
            here = (ax + (bx - ax) * done / length, ay + (by - ay) * done / length)
            if inked:
                pieces[-1].append(here)
            else:
                pieces.append([here])
            left, inked = next(lengths), not inked
        left -= length - done
        if inked:
            pieces[-1].append((bx, by))
    return [piece for piece in pieces if len(piece) > 1]
