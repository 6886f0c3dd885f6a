"""Lines: the links of a map with their looks and routes, and the lines that are not there."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import dist

from graph.facts.model import Link
from graph.kinds import LINK_KIND
from graph.network import upward_step
from graph.sentences import fact_sentence
from graph.view import View
from visualisations.in_words import MAYBE, doubts
from visualisations.layout.tree import Hook
from visualisations.looks import line_look
from visualisations.open_findings import Absence
from visualisations.routing import geometry
from visualisations.routing.geometry import Box, Point
from visualisations.routing.router import Ways
from visualisations.routing.visibility import crosses
from visualisations.themes import LINE_LOOKS

_TOLD = 6
_STUB = 15
_MOST_OTHER = 12


@dataclass(frozen=True, slots=True)
class Line:
    """A line between two marks (to_id is "" where it ends in a question mark).

    look is one of themes.LINE_LOOKS; way is elbow (points are joined by straight pieces) or curve
    (start, two controls, end). kind names the kind of link it stands for; "" says that it is not
    there, and break_at is then where a gap is cut. A hidden line is shown when one of its ends is
    chosen, or on demand. label_at is the middle of its words, kind_at of those for its kind.
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
    arrow: bool = False
    hidden: bool = False
    break_at: Point | None = None
    kind_at: Point | None = None

    @property
    def absent(self) -> bool:
        """Whether it is a line that is not there."""
        return not self.kind

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
    hidden = _hidden(Counter(look for _, _, _, look, _ in together), ways.layout)
    found = []
    for (from_mark, to_mark, kind, look, label), links in together.items():
        hook = _hook(leads, from_mark, to_mark, kind)
        way, points = ways.between(from_mark, to_mark, hook, look in hidden)
        # A lead line points at what is answered to, whichever way its link is written.
        if look == "lead" and LINK_KIND[kind].inverse:
            points = points[::-1]
        found.append(
            Line(
                id=links[0].id,
                from_id=from_mark,
                to_id=to_mark,
                kind=kind,
                look=look,
                label=label,
                label_at=_middle(points, way),
                sentences=_told(view, links),
                upward=upward_step(links[0], view.shown) is not None,
                way=way,
                points=_rounded(points),
                arrow=LINE_LOOKS[look].arrow,
                hidden=look in hidden,
            )
        )
    return tuple(found)


def _hidden(looks: Mapping[str, int], layout: str) -> frozenset[str]:
    """Name the looks that wait until a body is chosen.

    An organigram with many links that are no lines would show little else.
    """
    found = {name for name, look in LINE_LOOKS.items() if look.hidden}
    if layout == "columns" and looks["link"] > _MOST_OTHER:
        found.add("link")
    return frozenset(found)


def of_absences(absences: Sequence[Absence], drawn: Sequence[Line], ways: Ways) -> tuple[Line, ...]:
    """Return the lines that are not there; those of one thing and look share a lane above all."""
    found: list[Line] = []
    lanes: dict[tuple[str, str], float] = {}
    boxes, theme = ways.boxes, ways.theme
    top = min((box.top for box in boxes.values()), default=0)
    for absence in absences:
        start = boxes[absence.from_id]
        if not absence.to_id:
            points = _stub(start, absence, drawn, ways)
        else:
            end = boxes[absence.to_id]
            high, side = (26, 14) if absence.look == "silent" else (44, 58)
            above = high * theme.scale + (theme.font + 4) * len(lanes)
            lane = lanes.setdefault((absence.from_id, absence.look), top - above)
            over = geometry.over_the_top(start, end, list(boxes.values()), lane, side)
            points = ways.not_there(start, end, over)
        found.append(_missing_line(absence, points))
    return tuple(found)


def _stub(start: Box, absence: Absence, drawn: Sequence[Line], ways: Ways) -> tuple[Point, ...]:
    """Return a short line out of a box, where nothing arrives, at the emptier of its sides."""
    scale = ways.theme.scale
    length = (_STUB if absence.look == "silent" else _STUB / 2) * scale
    signs = (1, -1) if absence.from_id in ways.hooks else (-1, 1)

    def taken(sign: int) -> int:
        edge = start.x + sign * start.w / 2
        room = Box(edge + sign * (length / 2 + 9 * scale), start.y, length + 14 * scale, 20 * scale)
        lines = [line for line in drawn if line.way == "elbow" and not line.hidden]
        return sum(crosses(a, b, room) for line in lines for a, b in pairwise(line.points)) + sum(
            abs(box.x - room.x) < (box.w + room.w) / 2
            and abs(box.y - room.y) < (box.h + room.h) / 2
            for box in ways.boxes.values()
            if box != start
        )

    sign = min(signs, key=taken)
    edge = start.x + sign * start.w / 2
    return ((edge, start.y), (edge + sign * length, start.y))


def _missing_line(absence: Absence, points: tuple[Point, ...]) -> Line:
    ends = bool(absence.to_id)
    words = absence.words if ends and "/missing~" not in absence.to_id else ""
    if absence.look == "gap":
        words = absence.words
    # The last piece is the one that no other line shares.
    middle = _middle(points[-2:], "elbow")
    return Line(
        id=absence.id,
        from_id=absence.from_id,
        to_id=absence.to_id,
        kind="",
        look=absence.look,
        label=words,
        label_at=middle,
        sentences=absence.sentences,
        upward=True,
        way="elbow",
        points=_rounded(points),
        break_at=middle if absence.look == "gap" and ends else None,
    )


def _hook(
    leads: Mapping[tuple[str, str, str], Hook], from_mark: str, to_mark: str, kind: str
) -> Hook | None:
    """Return the hook that a link of a kind makes between two marks, whichever hangs."""
    return leads.get((from_mark, to_mark, kind)) or leads.get((to_mark, from_mark, kind))


def _label(view: View, link: Link) -> str:
    return ", ".join(doubts(view, link))


def _middle(points: Sequence[Point], way: str) -> Point:
    """Return the middle of a curve, or of the longest piece."""
    if way == "curve":
        weights = (1, 3, 3, 1)
        x, y = (sum(w * p[i] for w, p in zip(weights, points, strict=True)) / 8 for i in (0, 1))
        return (round(x, 1), round(y, 1))
    (ax, ay), (bx, by) = max(pairwise(points), key=lambda piece: dist(*piece))
    return (round((ax + bx) / 2, 1), round((ay + by) / 2, 1))


def _rounded(points: Iterable[Point]) -> tuple[Point, ...]:
    return tuple((round(x, 1), round(y, 1)) for x, y in points)


def _sentence(view: View, link: Link) -> str:
    said = fact_sentence(link, view.snapshot)
    return f"{said} {MAYBE[:1].upper()}{MAYBE[1:]}." if view.maybe(link) else said


def _told(view: View, links: Sequence[Link]) -> tuple[str, ...]:
    said = [_sentence(view, link) for link in links[:_TOLD]]
    return (*said, f"and {len(links) - _TOLD} more like it") if len(links) > _TOLD else tuple(said)
