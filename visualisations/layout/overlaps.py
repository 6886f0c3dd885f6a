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
_Numbers = NDArray[np.float64]


def push_apart(
    middles: Sequence[tuple[float, float]], sizes: Sequence[tuple[float, float]]
) -> tuple[list[list[float]], bool]:
    """Return the middles of boxes moved until none overlaps, and whether that settled.

    sizes are widths and heights, in the order of the middles.
    """
    at = np.array(middles, dtype=np.float64).reshape(-1, 2).T.copy()
    room = np.array(sizes, dtype=np.float64).reshape(-1, 2).T
    # How far apart two middles must be, across and down, for each box and each other.
    apart = (room[:, :, None] + room[:, None, :]) / 2
    for number in range(1, _ROUNDS + 1):
        moved = False
        for one in range(len(middles) - 1):
            other = _first_over(at, apart, one, one + 1)
            while other is not None:
                moved = True
                _push(at, apart, one, other)
                other = _first_over(at, apart, one, other + 1)
        if not moved:
            return at.T.tolist(), True
        if number % _WIDEN_EACH == 0:
            at *= _WIDEN_BY
    return at.T.tolist(), False


def _first_over(at: _Numbers, apart: _Numbers, one: int, start: int) -> int | None:
    """Return the first box, from a number on, that overlaps a box where both are by now."""
    (x, y), (wide, high) = at, apart
    over = np.abs(x[start:] - x[one]) < wide[one, start:]
    over &= np.abs(y[start:] - y[one]) < high[one, start:]
    first = int(over.argmax()) if over.size else 0
    return start + first if over.size and over[first] else None


def _push(at: _Numbers, apart: _Numbers, one: int, other: int) -> None:
    """Move two boxes apart by half each, on the axis on which they overlap less."""
    across = at[:, other] - at[:, one]
    over = apart[:, one, other] - np.abs(across)
    axis = 0 if over[0] < over[1] else 1
    shift = (over[axis] / 2 + _PUSH_TOO_FAR) * (1 if across[axis] >= 0 else -1)
    at[axis, one] -= shift
    at[axis, other] += shift
