"""Edges: the links of a map with their looks and routes, and the edges that are missing."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from graph.fact_index import Facts
from graph.facts.model import Link
from graph.kinds import LINK_KIND
from graph.network import ends_outside, upward_step
from graph.sentences import fact_sentence
from graph.view import View
from visualisations.in_words import MAYBE, doubts
from visualisations.layout.tree import ParentEdge
from visualisations.looks import link_look
from visualisations.open_findings import MissingEdge
from visualisations.routing import geometry
from visualisations.routing.geometry import Box, Point, Route, crosses, overlap, rounded
from visualisations.routing.router import EdgeRouter
from visualisations.themes import EDGE_STYLES, Theme

_SENTENCES = 6  # of links that share an edge; more is a list, which stands on their pages
_MOST_OTHER = 12  # links that are no lines; an organigram with more of them shows little else
_STUB = 15  # pixels from a box to its question mark: three dashes; a gap's stub is half as long
# Pixels: how far beyond a stub its sign's middle lies, and what room both take with an edge round
# them, beyond the stub's length and in all.
_SIGN_HALF, _SIGN_ROOM, _SIGN_HIGH = 9, 14, 20
# How high above all boxes an edge that is missing runs, and how far beside the box it comes down
# to, in pixels: a gap farther than what is not recorded, for words stand on it.
_LANE_SILENT, _LANE_GAP = (26, 14), (44, 58)
_LANE_APART = 4  # pixels between the words of two lanes


@dataclass(frozen=True, slots=True)
class DrawnEdge:
    """An edge between two boxes (to_id is "" where it ends in a question mark).

    look is one of themes.EDGE_STYLES; shape and points are those of its Route. kind names the kind
    of link it stands for; "" says that it is missing, and break_at is then where a gap is cut. A
    hidden edge is shown when one of its ends is chosen, or on demand. label_at is the middle of
    its words, kind_at of those for its kind.
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
    shape: str
    points: tuple[Point, ...]
    arrow: bool = False
    hidden: bool = False
    break_at: Point | None = None
    kind_at: Point | None = None

    @property
    def missing(self) -> bool:
        """Whether no link stands behind it."""
        return not self.kind

    @property
    def kind_words(self) -> str:
        """The words for its kind of link; none where it is missing."""
        return LINK_KIND[self.kind].label if self.kind else ""


def of_links(
    view: View,
    facts: Facts,
    box_of: Mapping[str, str],
    parent_edges: Mapping[str, ParentEdge],
    router: EdgeRouter,
) -> tuple[DrawnEdge, ...]:
    """Return the edges of the links that are drawn; parallel ones of one kind and look share one.

    facts are those of the view that a map draws.
    """
    known = facts.links
    hanging = {(c, e.parent, known[e.link].kind): e for c, e in parent_edges.items()}
    alike: dict[tuple[str, str, str, str, str], list[Link]] = {}
    for link in facts.links.values():
        from_box, to_box = box_of[link.from_id], box_of[link.to_id]
        if from_box == to_box:
            continue
        hangs = _hangs(hanging, from_box, to_box, link.kind)
        look = link_look(link, bool(hangs and hangs.lead), facts)
        label = ", ".join(doubts(view, link)) if look == "planned" else ""
        alike.setdefault((from_box, to_box, link.kind, look, label), []).append(link)
    hidden = _hidden(Counter(look for _, _, _, look, _ in alike), router.layout)
    edges = []
    for (from_box, to_box, kind, look, label), links in alike.items():
        hangs = _hangs(hanging, from_box, to_box, kind)
        route = router.between(from_box, to_box, hangs, look in hidden)
        # A lead line points at what is answered to, whichever way its link is written.
        turned = look == "lead" and LINK_KIND[kind].inverse
        points = route.points[::-1] if turned else route.points
        edges.append(
            DrawnEdge(
                id=links[0].id,
                from_id=from_box,
                to_id=to_box,
                kind=kind,
                look=look,
                label=label,
                label_at=rounded(Route(route.shape, points).middle),
                sentences=_sentences(view, links),
                upward=_is_upward(links[0], facts),
                shape=route.shape,
                points=_rounded(points),
                arrow=EDGE_STYLES[look].arrow,
                hidden=look in hidden,
            )
        )
    return tuple(edges)


def _is_upward(link: Link, facts: Facts) -> bool:
    return upward_step(link, facts) is not None or ends_outside(link, facts)


def _hidden(looks: Mapping[str, int], layout: str) -> frozenset[str]:
    """Name the looks that wait until a body is chosen."""
    waiting = {look for look, style in EDGE_STYLES.items() if style.hidden}
    if layout == "columns" and looks["link"] > _MOST_OTHER:
        waiting.add("link")
    return frozenset(waiting)


def of_missing(
    missing: Sequence[MissingEdge], drawn: Sequence[DrawnEdge], router: EdgeRouter
) -> tuple[DrawnEdge, ...]:
    """Return the edges that are missing; those of one thing and look share a lane above all."""
    edges: list[DrawnEdge] = []
    lanes: dict[tuple[str, str], float] = {}
    boxes, theme = router.boxes, router.theme
    top = min((box.top for box in boxes.values()), default=0)
    seen = [edge.points for edge in drawn if edge.shape == "elbow" and not edge.hidden]
    pieces = [piece for points in seen for piece in pairwise(points)]
    for each in missing:
        start = boxes[each.from_id]
        if not each.to_id:
            points = _stub(start, each, pieces, router)
        else:
            end = boxes[each.to_id]
            high, side = _LANE_SILENT if each.look == "silent" else _LANE_GAP
            above = high * theme.scale + (theme.font + _LANE_APART) * len(lanes)
            lane = lanes.setdefault((each.from_id, each.look), top - above)
            over = geometry.over_the_top(start, end, list(boxes.values()), lane, side)
            points = router.missing(start, end, over)
        edges.append(_missing_edge(each, points))
    return tuple(edges)


def _stub(
    start: Box, missing: MissingEdge, pieces: Sequence[tuple[Point, Point]], router: EdgeRouter
) -> tuple[Point, ...]:
    """Return a short line out of a box, where nothing arrives, at the emptier of its sides.

    pieces are those of the edges that are seen.
    """
    length = (_STUB if missing.look == "silent" else _STUB / 2) * router.theme.scale
    signs = (1, -1) if missing.from_id in router.parent_edges else (-1, 1)
    others = [_rect(box) for box in router.boxes.values() if box != start]

    def taken(sign: int) -> int:
        room = _stub_room(start, sign, length, router.theme)
        crossed = sum(crosses(a, b, room) for a, b in pieces)
        beside = _rect(room)
        return crossed + sum(overlap(other, beside) for other in others)

    sign = min(signs, key=taken)
    edge = start.x + sign * start.w / 2
    return ((edge, start.y), (edge + sign * length, start.y))


def _stub_room(start: Box, sign: int, length: float, theme: Theme) -> Box:
    """Return the room of a stub with its sign, on the right (1) or left (-1) of a box."""
    edge, half = start.x + sign * start.w / 2, _SIGN_HALF * theme.scale
    middle = edge + sign * (length / 2 + half)
    return Box(middle, start.y, length + _SIGN_ROOM * theme.scale, _SIGN_HIGH * theme.scale)


def _rect(box: Box) -> geometry.Rect:
    return (box.left, box.top, box.right, box.bottom)


def _missing_edge(missing: MissingEdge, points: tuple[Point, ...]) -> DrawnEdge:
    ends = bool(missing.to_id)
    words = missing.words if ends and "/missing~" not in missing.to_id else ""
    if missing.look == "gap":
        words = missing.words
    # The last piece is the one that no other edge shares.
    middle = rounded(Route("elbow", points[-2:]).middle)
    return DrawnEdge(
        id=missing.id,
        from_id=missing.from_id,
        to_id=missing.to_id,
        kind="",
        look=missing.look,
        label=words,
        label_at=middle,
        sentences=missing.sentences,
        upward=True,
        shape="elbow",
        points=_rounded(points),
        break_at=middle if missing.look == "gap" and ends else None,
    )


def _hangs(
    hanging: Mapping[tuple[str, str, str], ParentEdge], from_box: str, to_box: str, kind: str
) -> ParentEdge | None:
    """Return the parent edge that a link of a kind makes between two boxes, whichever hangs."""
    return hanging.get((from_box, to_box, kind)) or hanging.get((to_box, from_box, kind))


def _rounded(points: Iterable[Point]) -> tuple[Point, ...]:
    return tuple(map(rounded, points))


def _sentence(view: View, link: Link) -> str:
    sentence = fact_sentence(link, view.snapshot)
    return f"{sentence} {MAYBE[:1].upper()}{MAYBE[1:]}." if view.maybe(link) else sentence


def _sentences(view: View, links: Sequence[Link]) -> tuple[str, ...]:
    sentences = [_sentence(view, link) for link in links[:_SENTENCES]]
    if len(links) > _SENTENCES:
        sentences.append(f"and {len(links) - _SENTENCES} more like it")
    return tuple(sentences)
