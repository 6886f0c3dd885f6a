"""Boxes pushed apart until none overlaps another.

Each box is held against all that follow it at once, by NumPy, but moved one by one: what comes out
is the same as by looking at one pair after the other.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

# The bundled maps settle within 24 rounds of pushing; each tenth round makes all of it a tenth
# wider, so that boxes that push each other in a circle come free. The rest is left as it is.
_ROUNDS, _WIDEN_EACH, _WIDEN_BY = 60, 10, 1.1
_PUSH_TOO_FAR = 0.5  # pixels, or two boxes that touch would be pushed again for their rounding
_Points = NDArray[np.float64]


def push_apart(
    middles: Sequence[tuple[float, float]], sizes: Sequence[tuple[float, float]]
) -> tuple[list[list[float]], bool]:
    """Return the middles of boxes moved until none overlaps, and whether that settled.

    sizes are widths and heights, in the order of the middles.
    """
    at, room = np.array(middles, dtype=np.float64), np.array(sizes, dtype=np.float64)
    for number in range(1, _ROUNDS + 1):
        moved = False
        for one in range(len(at) - 1):
            other = _first_over(at, room, one, one + 1)
            while other is not None:
                moved = True
                _push(at, room, one, other)
                other = _first_over(at, room, one, other + 1)
        if not moved:
            return at.tolist(), True
        if number % _WIDEN_EACH == 0:
            at *= _WIDEN_BY
    return at.tolist(), False


def _first_over(at: _Points, room: _Points, one: int, start: int) -> int | None:
    """Return the first box, from a number on, that overlaps a box where both are by now."""
    over = (room[start:] + room[one]) / 2 - np.abs(at[start:] - at[one])
    found = np.flatnonzero((over > 0).all(axis=1))
    return start + int(found[0]) if found.size else None


def _push(at: _Points, room: _Points, one: int, other: int) -> None:
    """Move two boxes apart by half each, on the axis on which they overlap less."""
    across = at[other] - at[one]
    over = (room[one] + room[other]) / 2 - np.abs(across)
    axis = 0 if over[0] < over[1] else 1
    shift = (over[axis] / 2 + _PUSH_TOO_FAR) * (1 if across[axis] >= 0 else -1)
    at[one, axis] -= shift
    at[other, axis] += shift
