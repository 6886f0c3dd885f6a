"""NetworkX's spring layout from a fixed start, then boxes pushed apart.

After Fruchterman and Reingold, "Graph drawing by force-directed placement" (1991); the same
things stand in the same places every time.
"""

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise

import networkx as nx

from graph.network import graph_of

_SEED = 1
_PUSHES = 60
Sizes = Mapping[str, tuple[float, float]]


def together(pairs: Sequence[tuple[str, str]]) -> list[set[str]]:
    """Return what hangs together by the pairs, each as a set of names."""
    names = sorted({end for pair in pairs for end in pair})
    return [set(found) for found in nx.connected_components(graph_of(names, pairs).to_undirected())]


def places(
    sizes: Sizes, pairs: Sequence[tuple[str, str]], spread: float, stretch: float
) -> dict[str, tuple[float, float]]:
    """Return the middle of each box; no two boxes of these sizes overlap.

    spread says how far apart they begin, before boxes that overlap are pushed apart, and stretch
    how much wider than tall.
    """
    if not sizes:
        return {}
    names = sorted(sizes)
    reach = math.sqrt(len(names)) * spread
    middles = nx.spring_layout(graph_of(names, pairs), seed=_SEED, scale=reach)
    at = {name: [float(x), float(y)] for name, (x, y) in middles.items()}
    wide = sum(w for w, _ in sizes.values()) / len(sizes)
    high = sum(h for _, h in sizes.values()) / len(sizes)
    for point in at.values():
        # Screens are wide.
        point[0] *= wide * stretch
        point[1] *= high * 0.9
    _push_apart(names, at, sizes)
    return {name: (round(x, 1), round(y, 1)) for name, (x, y) in at.items()}


def _push_apart(names: Sequence[str], at: dict[str, list[float]], sizes: Sizes) -> None:
    """Move overlapping boxes apart; where that does not settle, lay out the rest in rows."""
    for number in range(_PUSHES):
        moved = False
        for i, one in enumerate(names):
            for other in names[i + 1 :]:
                dx, dy = at[other][0] - at[one][0], at[other][1] - at[one][1]
                over_x = (sizes[one][0] + sizes[other][0]) / 2 - abs(dx)
                over_y = (sizes[one][1] + sizes[other][1]) / 2 - abs(dy)
                if over_x <= 0 or over_y <= 0:
                    continue
                moved = True
                axis, over, sign = (0, over_x, dx) if over_x < over_y else (1, over_y, dy)
                shift = (over / 2 + 0.5) * (1 if sign >= 0 else -1)
                at[one][axis] -= shift
                at[other][axis] += shift
        if not moved:
            return
        if number % 10 == 9:
            for point in at.values():
                point[0] *= 1.1
                point[1] *= 1.1
    _rows(names, at, sizes)


def _rows(names: Sequence[str], at: dict[str, list[float]], sizes: Sizes) -> None:
    """Keep heights, grouped in rows of one height, and set each row out without overlaps."""
    high = max(h for _, h in sizes.values())
    rows: dict[int, list[str]] = {}
    for name in sorted(names, key=lambda n: (at[n][0], n)):
        rows.setdefault(round(at[name][1] / high), []).append(name)
    for row, members in rows.items():
        for name in members:
            at[name][1] = row * high
        for one, other in pairwise(members):
            least = (sizes[one][0] + sizes[other][0]) / 2
            at[other][0] = max(at[other][0], at[one][0] + least)
