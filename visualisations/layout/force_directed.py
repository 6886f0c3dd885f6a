"""The network: linked boxes placed by springs between them, then pushed apart.

NetworkX's spring layout from a fixed start, after Fruchterman and Reingold, "Graph drawing by
force-directed placement" (1991); the same things stand in the same places every time.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import networkx as nx

from graph.network import graph_of
from visualisations.layout.boxes import PlacedBlock, UnplacedBox, alone, fitted, in_order
from visualisations.themes import Theme

_SEED = 1
# How far apart boxes begin, in mean boxes times the root of their number, and how much wider than
# tall the whole is. Each pair is tried, for which fills the room best depends on the links.
_SPREADS = ((0.55, 1.25), (0.4, 1.25), (0.4, 1.9), (0.28, 2.6), (0.28, 4.0), (0.2, 6.0))
# Pushing apart compares each box with each other: of more boxes only the first pair is tried.
_MOST_TRIED = 120
# Widths of the rows in which components stand, as parts of that which has the room's proportions.
_ROW_WIDTHS = (1.05, 0.95, 1.15, 1.3, 1.5)
# The space kept around a box, in column gaps: beside and below it, where edges need less of it.
_ROOM_ACROSS, _ROOM_DOWN = 0.85, 0.7
_ROW_GAP = 0.8  # column gaps between rows of components
_FLATTER = 0.9  # boxes begin this much closer from top to bottom, as screens are wide
BoxSizes = Mapping[str, tuple[float, float]]
Spun = Mapping[str, Sequence[float]]
"""Points of the boxes of a component, by id in their order; only how they lie to each other says
anything."""


def network(
    boxes: Iterable[UnplacedBox], links: Iterable[tuple[str, str]], theme: Theme
) -> PlacedBlock:
    """Place linked boxes by springs between them, and the rest in rows below."""
    by_id = {box.id: box for box in in_order(boxes)}
    pairs = sorted({(a, b) for a, b in links if a != b and a in by_id and b in by_id})
    tried = _SPREADS if len(by_id) <= _MOST_TRIED else _SPREADS[:1]
    spun = [_spun(ids, pairs) for ids in _components(pairs)]
    blocks = (_by_components(by_id, spun, theme, *spread) for spread in tried)
    return max(blocks, key=lambda block: fitted(block, theme))


def _by_components(
    boxes: Mapping[str, UnplacedBox],
    spun: Sequence[Spun],
    theme: Theme,
    spread: float,
    stretch: float,
) -> PlacedBlock:
    """Set out each connected component, then all of them in rows, the largest first."""
    across, down = theme.column_gap * _ROOM_ACROSS, theme.column_gap * _ROOM_DOWN
    sizes = {i: (b.w + across, b.h + down) for i, b in boxes.items()}
    parts = []
    for component in spun:
        middles = _set_out({i: sizes[i] for i in component}, component, spread, stretch)
        corners = {i: (x - boxes[i].w / 2, y - boxes[i].h / 2) for i, (x, y) in middles.items()}
        left, top = (min(corner[axis] for corner in corners.values()) for axis in (0, 1))
        part = PlacedBlock()
        for box_id, (x, y) in corners.items():
            part.put(alone(boxes[box_id]), x - left, y - top)
        parts.append(part)
    parts.sort(key=lambda part: -part.w * part.h)
    linked = {box_id for component in spun for box_id in component}
    parts += [alone(box) for box in boxes.values() if box.id not in linked]
    area = sum((part.w + theme.column_gap) * (part.h + theme.column_gap) for part in parts)
    widest = max((part.w for part in parts), default=0)
    like_room = (area * theme.room[0] / theme.room[1]) ** 0.5
    rows = (_in_rows(parts, max(widest, like_room * factor), theme) for factor in _ROW_WIDTHS)
    return max(rows, key=lambda block: fitted(block, theme))


def _components(pairs: Sequence[tuple[str, str]]) -> list[set[str]]:
    """Return the connected components, each as a set of ids."""
    ids = sorted({end for pair in pairs for end in pair})
    return [set(part) for part in nx.connected_components(graph_of(ids, pairs))]


def _spun(ids: set[str], pairs: Sequence[tuple[str, str]]) -> Spun:
    """Return where springs between the linked boxes of a component pull them."""
    inside = [pair for pair in pairs if pair[0] in ids]
    middles = nx.spring_layout(graph_of(sorted(ids), inside), seed=_SEED, scale=None)
    return dict(middles)


def _in_rows(parts: Iterable[PlacedBlock], width: float, theme: Theme) -> PlacedBlock:
    """Put parts side by side in rows of a width, in their order."""
    block, x, y = PlacedBlock(), 0.0, 0.0
    for part in parts:
        if x and x + part.w > width:
            x, y = 0.0, block.h + theme.column_gap * _ROW_GAP
        block.put(part, x, y)
        x += part.w + theme.column_gap
    return block


def _set_out(
    sizes: BoxSizes, spun: Spun, spread: float, stretch: float
) -> dict[str, tuple[float, float]]:
    """Return the middle of each box, so far apart that no two of these sizes overlap."""
    # NumPy takes a tenth of a second to come: only who draws a network waits for it.
    from visualisations.layout.overlaps import push_apart

    ids = list(sizes)
    middles = nx.rescale_layout_dict(spun, scale=math.sqrt(len(ids)) * spread).values()
    wide = sum(w for w, _ in sizes.values()) / len(sizes)
    high = sum(h for _, h in sizes.values()) / len(sizes)
    begun = ((float(x) * (wide * stretch), float(y) * (high * _FLATTER)) for x, y in middles)
    moved, settled = push_apart(list(begun), [sizes[i] for i in ids])
    at = dict(zip(ids, moved, strict=True))
    if not settled:
        _set_out_in_rows(ids, at, sizes)
    return {box_id: (round(x, 1), round(y, 1)) for box_id, (x, y) in at.items()}


def _set_out_in_rows(ids: Sequence[str], at: dict[str, list[float]], sizes: BoxSizes) -> None:
    """Keep heights, grouped in rows of one height, and set each row out without overlaps."""
    high = max(h for _, h in sizes.values())
    rows: dict[int, list[str]] = {}
    for box_id in sorted(ids, key=lambda i: (at[i][0], i)):
        rows.setdefault(round(at[box_id][1] / high), []).append(box_id)
    for row, members in rows.items():
        for box_id in members:
            at[box_id][1] = row * high
        for one, other in pairwise(members):
            least = (sizes[one][0] + sizes[other][0]) / 2
            at[other][0] = max(at[other][0], at[one][0] + least)
