"""Places for the words on edges: never on a box, a heading, a sign or each other.

Words stand on their own edge where it has room, else beside it, else at the nearest free spot.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count, pairwise, takewhile
from math import ceil, cos, dist, floor, pi, sin

from visualisations.edges import DrawnEdge
from visualisations.nodes import NodeBox
from visualisations.routing.geometry import Point, Rect, overlap, rounded
from visualisations.text import LINE_HEIGHT, text_width

_CELL = 120.0  # pixels: most boxes then lie in two to six cells, and a label in one or two
_SPACE = 4.0  # pixels between words and the edge that they stand beside
# Where along a piece words are tried, in parts of its length: its middle first, then by turns.
_ALONG = (0.5, 0.35, 0.65, 0.2, 0.8)
_RING, _TURNS = 10.0, 16  # pixels between rings around a spot, and spots on each
# How many letters high the words may stand from their edge, rather than on another edge.
_NEAR = 6
_STEP = 12.0  # pixels of a slanted edge that one rectangle covers: wider ones would block far more
# Pixels of an edge that must stay in sight beside words on a slanted piece of it, and on a level or
# upright one.
_SEEN, _SEEN_LEVEL = 64.0, 16
_STACKED = 8.0  # pixels that the boxes behind one stand out, for it stands for several
_EDGE = 2  # pixels kept free around a box, a heading and words
# Pixels at the size of a screen: half a badge (9) and its edge; half a break or question mark; and
# how far from the end of a stub its question mark's middle lies.
_BADGE_HALF, _SIGN_HALF, _QUESTION_AT = 11, 9, 8
_SAMPLES = 8  # straight pieces that stand for a curve when looking for room
# What each of its four points weighs at the ends of these pieces (a cubic Bezier curve).
_ALONG_CURVE = [
    ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
    for t in (i / _SAMPLES for i in range(_SAMPLES + 1))
]


class OccupiedSpace:
    """The rectangles that are taken, by cells, so that asking stays fast; owner "" is nobody."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[tuple[Rect, str]]] = {}

    def take(self, rect: Rect, owner: str = "") -> None:
        """Take a rectangle."""
        for cell in _cells(rect):
            self._cells.setdefault(cell, []).append((rect, owner))

    def free(self, rect: Rect, owner: str = "") -> bool:
        """Say whether nothing lies there but what is the owner's own."""
        for cell in _cells(rect):
            for taken, whose in self._cells.get(cell, ()):
                if overlap(taken, rect) and (not whose or whose != owner):
                    return False
        return True


@dataclass(frozen=True, slots=True)
class LabelSizes:
    """The size of the words on edges, and how much larger than on a screen signs are drawn."""

    label: int
    scale: float


def label_rect(text: str, at: Point, size: float) -> Rect:
    """Return the room that words take, with their middle at a point."""
    return _around(at, *_half_room(text, size))


def _half_room(text: str, size: float) -> tuple[float, float]:
    """Return how far the room of words reaches from its middle, across and down."""
    return text_width(text, size) / 2 + _EDGE, size * LINE_HEIGHT / 2


def _around(at: Point, across: float, down: float) -> Rect:
    return (at[0] - across, at[1] - down, at[0] + across, at[1] + down)


def node_rects(node: NodeBox, scale: float) -> list[Rect]:
    """Return the room that a box takes, with the boxes behind it and the sign at its corner."""
    left, top = node.x - node.w / 2 - _EDGE, node.y - node.h / 2 - _EDGE
    right, bottom = node.x + node.w / 2 + _EDGE, node.y + node.h / 2 + _EDGE
    behind = _STACKED if node.count > 1 else 0
    rects = [(left, top, right + behind, bottom + behind)]
    if node.badge:
        reach = _BADGE_HALF * scale
        rects.append((right - reach, top - reach, right + reach, top + reach))
    return rects


def place(
    edges: Sequence[DrawnEdge],
    missing: Sequence[DrawnEdge],
    nodes: Iterable[NodeBox],
    others: Iterable[Rect],
    sizes: LabelSizes,
) -> tuple[tuple[DrawnEdge, ...], tuple[DrawnEdge, ...]]:
    """Return the edges and the missing edges with places for their words.

    others is what else is drawn, such as headings. The words for a kind of link, which are shown
    when a body is chosen, are left out where there is no free spot by the edge.
    """
    taken, crossed = OccupiedSpace(), OccupiedSpace()
    for rect in (*(r for node in nodes for r in node_rects(node, sizes.scale)), *others):
        taken.take(rect)
    for edge in (*edges, *missing):
        for rect in _thin(edge):
            crossed.take(rect, edge.id)
        for rect in _signs(edge, sizes.scale):
            taken.take(rect)
    placed_missing = tuple(_labelled(edge, taken, crossed, sizes.label) for edge in missing)
    placed = [_labelled(edge, taken, crossed, sizes.label) for edge in edges]
    return tuple(_with_kind(edge, taken, sizes.label) for edge in placed), placed_missing


def _labelled(
    edge: DrawnEdge, taken: OccupiedSpace, crossed: OccupiedSpace, size: float
) -> DrawnEdge:
    """Place the label where nothing is taken, and where no other edge runs if that is near."""
    if not edge.label:
        return edge
    half = _half_room(edge.label, size)
    spots = [rounded(at) for at in _spots(edge, edge.label, size)]
    open_spots = [at for at in spots if taken.free(_around(at, *half))]

    def clear(at: Point) -> bool:
        rect = _around(at, *half)
        return taken.free(rect) and crossed.free(rect, edge.id)

    near = takewhile(lambda at: dist(at, spots[0]) <= _NEAR * size, _rings(spots[0]))
    at = next(filter(clear, chain(open_spots, near)), None) or next(iter(open_spots), None)
    if at is None:
        around = _rings(spots[0])
        at = next(at for at in around if taken.free(_around(at, *half)))
    taken.take(_around(at, *half))
    return replace(edge, label_at=at)


def _with_kind(edge: DrawnEdge, taken: OccupiedSpace, size: float) -> DrawnEdge:
    """Place the words for the kind; edges from or to the same box are shown together."""
    if not edge.kind_words or edge.label:
        return edge
    half = _half_room(edge.kind_words, size)
    for at in map(rounded, _spots(edge, edge.kind_words, size)):
        rect = _around(at, *half)
        if taken.free(rect):
            taken.take(rect)
            return replace(edge, kind_at=at)
    return edge


def _spots(edge: DrawnEdge, text: str, size: float) -> Iterator[Point]:
    """Yield the places by an edge where its words could stand, the best first.

    They are rounded before they are looked at: rounded later, words could touch by a hair.
    """
    wide, high = text_width(text, size) / 2 + _SPACE, size * LINE_HEIGHT / 2 + 2
    if not edge.to_id:
        (ax, _), (bx, by) = edge.points[-2:]
        sign = 1 if bx > ax else -1
        yield (bx + sign * wide, by)
    pieces = [(dist(a, b), a, b) for a, b in pairwise(_flattened(edge))]
    if edge.missing:
        pieces.reverse()
    else:
        pieces.sort(key=lambda piece: -piece[0])
    whole = sum(length for length, *_ in pieces)
    beside: list[Point] = []
    for length, (ax, ay), (bx, by) in pieces:
        across, down = abs(bx - ax), abs(by - ay)
        under = _under(wide, high, across, down)
        fits, level = length > under + _SEEN_LEVEL, not across or not down
        if not level:
            fits = length > 2 * high + _SEEN_LEVEL and whole - under > max(whole / 2, _SEEN)
        for part in _ALONG:
            x, y = ax + (bx - ax) * part, ay + (by - ay) * part
            if fits and not edge.break_at:
                yield (x, y)
            over = high + (wide * down / across if across else 0)
            aside = wide + (high * across / down if down else 0)
            sides = [[(x, y - over), (x, y + over)], [(x + aside, y), (x - aside, y)]]
            if across <= down:
                sides.reverse()
            beside += sides[0]
            # Along an edge that is nearly level or upright the other sides would lead far off.
            if not level and max(over - high, aside - wide) < _NEAR * size:
                beside += sides[1]
    yield from beside


def _under(wide: float, high: float, across: float, down: float) -> float:
    """Return how much of a piece lies under words on it: what is left must look like a line."""
    length = dist((0, 0), (across, down))
    return min(2 * wide * length / (across or 0.01), 2 * high * length / (down or 0.01))


def _rings(at: Point) -> Iterator[Point]:
    """Yield points ever farther away: somewhere there is room."""
    for ring in count(1):
        for turn in range(_TURNS):
            angle = 2 * pi * turn / _TURNS
            yield rounded((at[0] + ring * _RING * cos(angle), at[1] + ring * _RING * sin(angle)))


def _flattened(edge: DrawnEdge) -> Sequence[Point]:
    if edge.shape != "curve":
        return edge.points
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = edge.points
    return [
        (a * ax + b * bx + c * cx + d * dx, a * ay + b * by + c * cy + d * dy)
        for a, b, c, d in _ALONG_CURVE
    ]


def _thin(edge: DrawnEdge) -> Iterator[Rect]:
    """Yield an edge as small rectangles."""
    if edge.hidden:
        return
    for (ax, ay), (bx, by) in pairwise(_flattened(edge)):
        slanted = ax != bx and ay != by
        parts = max(1, ceil(dist((ax, ay), (bx, by)) / _STEP)) if slanted else 1
        for i in range(parts):
            x, x2 = ax + (bx - ax) * i / parts, ax + (bx - ax) * (i + 1) / parts
            y, y2 = ay + (by - ay) * i / parts, ay + (by - ay) * (i + 1) / parts
            yield (min(x, x2) - 1, min(y, y2) - 1, max(x, x2) + 1, max(y, y2) + 1)


def _signs(edge: DrawnEdge, scale: float) -> list[Rect]:
    """Return the room of the break in a gap, and of a question mark at an end."""
    reach = _SIGN_HALF * scale
    if edge.break_at:
        x, y = edge.break_at
        return [(x - reach, y - reach, x + reach, y + reach)]
    if edge.missing and not edge.to_id and edge.look == "silent":
        (ax, _), (bx, y) = edge.points[-2:]
        x = bx + (_QUESTION_AT if bx > ax else -_QUESTION_AT) * scale
        return [(x - reach, y - reach, x + reach, y + reach)]
    return []


def _cells(rect: Rect) -> Iterator[tuple[int, int]]:
    left, top, right, bottom = (floor(value / _CELL) for value in rect)
    for column in range(left, right + 1):
        for row in range(top, bottom + 1):
            yield column, row
