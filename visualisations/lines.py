"""Lines: the links of a map with their looks and routes, and the lines that are not there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from graph.kinds import LINK_KIND
from graph.model import Link
from graph.network import upward_step
from graph.sentences import fact_sentence
from graph.view import View
from visualisations import routes
from visualisations.findings import Absence
from visualisations.hanging import Hook
from visualisations.in_words import doubts
from visualisations.kinds import line_look
from visualisations.routes import Box, Point
from visualisations.text import text_width
from visualisations.themes import LINE_LOOKS
from visualisations.ways import Ways

_TOLD = 6
_STUB = 20
_LABEL = 12


@dataclass(frozen=True, slots=True)
class Line:
    """A line between two marks (to_id is "" where it ends in a question mark).

    look is one of themes.LINE_LOOKS; way is elbow (points are joined by straight pieces) or curve
    (start, two controls, end). kinds names the kinds of link it stands for.
    """

    id: str
    from_id: str
    to_id: str
    kind: str
    look: str
    label: str
    label_at: Point
    sentences: tuple[str, ...]
    upward: bool
    way: str
    points: tuple[Point, ...]

    @property
    def kind_words(self) -> str:
        """The words for its kind of link; none where it is not there."""
        return LINK_KIND[self.kind].label if self.kind else ""


def of_links(
    view: View,
    mark_of: Mapping[str, str],
    hooks: Mapping[str, Hook],
    ways: Ways,
) -> tuple[Line, ...]:
    """Return the lines of all links; parallel links of one kind and look share one."""
    known = view.shown.links
    leads = {(c, h.parent, known[h.link].kind): h for c, h in hooks.items()}
    together: dict[tuple[str, str, str, str, str], list[Link]] = {}
    for link in view.shown.links.values():
        from_mark, to_mark = mark_of[link.from_id], mark_of[link.to_id]
        if from_mark == to_mark:
            continue
        hook = _hook(leads, from_mark, to_mark, link.kind)
        look = line_look(link, bool(hook and hook.lead), view.shown)
        label = _label(view, link) if look == "planned" else ""
        together.setdefault((from_mark, to_mark, link.kind, look, label), []).append(link)
    found = []
    for (from_mark, to_mark, kind, look, label), links in together.items():
        hook = _hook(leads, from_mark, to_mark, kind)
        way, points = ways.between(from_mark, to_mark, hook, LINE_LOOKS[look].hidden)
        found.append(
            Line(
                id=links[0].id,
                from_id=from_mark,
                to_id=to_mark,
                kind=kind,
                look=look,
                label=label,
                label_at=_middle(points, way, label),
                sentences=_told(view, links),
                upward=upward_step(links[0], view.shown) is not None,
                way=way,
                points=_rounded(points),
            )
        )
    return tuple(found)


def of_absences(
    absences: Sequence[Absence], boxes: Mapping[str, Box], hooks: Mapping[str, Hook], layout: str
) -> tuple[Line, ...]:
    """Return the lines that are not there; those of one thing and look share a lane above all."""
    found: list[Line] = []
    lanes: dict[tuple[str, str], float] = {}
    top = min((box.top for box in boxes.values()), default=0)
    for absence in absences:
        start = boxes[absence.from_id]
        if not absence.to_id:
            points, label_at = _stub(start, absence.from_id in hooks, absence.look)
            way = "elbow"
        elif layout == "columns":
            high, side = (26, 14) if absence.look == "silent" else (44, 58)
            lane = lanes.setdefault((absence.from_id, absence.look), top - high - 16 * len(lanes))
            points = routes.over_the_top(
                start, boxes[absence.to_id], list(boxes.values()), lane, side
            )
            way, label_at = "elbow", _last(points)
        else:
            points = routes.straight(start, boxes[absence.to_id])
            way, label_at = "elbow", _middle(points, "elbow", "")
        found.append(_missing_line(absence, way, points, label_at, bool(absence.to_id)))
    return tuple(found)


def _last(points: Sequence[Point]) -> Point:
    """Return the middle of the last piece, the one that no other line shares."""
    (ax, ay), (bx, by) = points[-2:]
    return ((ax + bx) / 2, (ay + by) / 2)


def _stub(start: Box, hung: bool, look: str) -> tuple[tuple[Point, ...], Point]:
    """Return a short line out of a box, where nothing arrives, and the place of its label."""
    edge, sign = (start.right, 1) if hung else (start.left, -1)
    length = _STUB if look == "silent" else _STUB / 2
    end = edge + sign * length
    return ((edge, start.y), (end, start.y)), (end + sign * 24, start.y)


def _missing_line(
    absence: Absence, way: str, points: tuple[Point, ...], label_at: Point, ends: bool
) -> Line:
    words = absence.words if ends and "/missing~" not in absence.to_id else ""
    if absence.look == "gap":
        words = absence.words
    return Line(
        id=f"{absence.from_id}~{absence.look}~{absence.rule}",
        from_id=absence.from_id,
        to_id=absence.to_id,
        kind="",
        look=absence.look,
        label=words,
        label_at=label_at,
        sentences=absence.sentences,
        upward=True,
        way=way,
        points=_rounded(points),
    )


def _hook(
    leads: Mapping[tuple[str, str, str], Hook], from_mark: str, to_mark: str, kind: str
) -> Hook | None:
    """Return the hook that a link of a kind makes between two marks, whichever hangs."""
    return leads.get((from_mark, to_mark, kind)) or leads.get((to_mark, from_mark, kind))


def _label(view: View, link: Link) -> str:
    return ", ".join(doubts(view, link))


def _middle(points: Sequence[Point], way: str, label: str) -> Point:
    if way == "curve":
        weights = (1, 3, 3, 1)
        x, y = (sum(w * p[i] for w, p in zip(weights, points, strict=True)) / 8 for i in (0, 1))
        return (round(x, 1), round(y, 1))
    pieces = list(pairwise(points))
    (ax, ay), (bx, by) = max(pieces, key=lambda p: abs(p[0][0] - p[1][0]) + abs(p[0][1] - p[1][1]))
    beside = 0.0
    if label and ax == bx:
        sign = -1 if ax < points[0][0] else 1
        beside = sign * (text_width(label, _LABEL) / 2 + 4)
    return (round((ax + bx) / 2 + beside, 1), round((ay + by) / 2, 1))


def _rounded(points: Iterable[Point]) -> tuple[Point, ...]:
    return tuple((round(x, 1), round(y, 1)) for x, y in points)


def _told(view: View, links: Sequence[Link]) -> tuple[str, ...]:
    said = [fact_sentence(link, view.snapshot) for link in links[:_TOLD]]
    return (*said, f"and {len(links) - _TOLD} more like it") if len(links) > _TOLD else tuple(said)
