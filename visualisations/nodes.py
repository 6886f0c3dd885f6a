"""Nodes: the things of a map as boxes with words, one for each thing or group of alike things."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from graph.body_kinds import is_top
from graph.facts.identifiers import local_of
from graph.facts.model import Node
from graph.sentences import kind_words
from graph.succession import former_names, successions_of, takeover_words
from graph.view import View
from visualisations.in_words import NodeInWords, node_in_words
from visualisations.layout.boxes import UnplacedBox
from visualisations.layout.grouping import NodeGroup
from visualisations.layout.tree import ParentEdge
from visualisations.looks import heading_of, node_look
from visualisations.open_findings import Badge, MissingBody
from visualisations.overlays.overlay import Overlay, Tint
from visualisations.routing.geometry import Box, Point, rounded
from visualisations.text import BOX_LINE_HEIGHT, wrap
from visualisations.themes import NODE_STYLES, NodeStyle, Theme

_SHOWN = 12  # sentences under a heading of the details, about what their panel shows at once
# Pixels: how high the bar of a measured thing is, and how much room it takes in the box.
BAR, BAR_ROOM = 6, 10
_LONG = 2  # lines of a name; where it takes more, a box has its short name if there is one
_DOUBTFUL = (6, 4)  # pixels: the edge of a box for what is not firm, whatever its look
# How far words stay from the sides of their box, in paddings; farther from round ends.
_INSIDE, _INSIDE_PILL = 1.7, 2.6


@dataclass(frozen=True, slots=True)
class Detail:
    """A heading of the details of a thing, with its sentences."""

    heading: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NodeBox:
    """A box of a map: x and y are its middle; lines is its name as written in it.

    look is one of themes.NODE_LOOKS; members are the ids it stands for; local is the end of its
    page's address ("" for an empty box); former are the names of what it took over from; doubts
    say why it is less than firm, and are written in the box. short is what stands in it in place
    of a long name; "" where the name does.
    """

    id: str
    name: str
    kind: str
    look: str
    node_kind: str
    tier: str
    lines: tuple[str, ...]
    w: float
    h: float
    members: tuple[str, ...]
    local: str
    doubts: tuple[str, ...]
    details: tuple[Detail, ...]
    former: tuple[str, ...] = ()
    x: float = 0
    y: float = 0
    badge: Badge | None = None
    tint: Tint | None = None
    short: str = ""

    @property
    def style(self) -> NodeStyle:
        """How it is drawn, in every output."""
        return self.tint.style if self.tint else NODE_STYLES[self.look]

    @property
    def dashes(self) -> tuple[int, ...]:
        """Those of its edge: of its style, or of all that is not firm."""
        doubtful = self.doubts and self.look != "missing"
        return _DOUBTFUL if doubtful else self.style.dashes

    @property
    def style_name(self) -> str:
        """The name of that style: its look, and its band where an overlay gives it one."""
        return self.tint.name if self.tint else self.look

    @property
    def bar(self) -> float | None:
        """How much of its bar is full, 0 to 1; None where it has no bar."""
        return self.tint.value if self.tint else None

    @property
    def count(self) -> int:
        """How many things it stands for; an empty box stands for none."""
        return len(self.members)

    @property
    def box(self) -> Box:
        """Its place and size, as routes go round them."""
        return Box(self.x, self.y, self.w, self.h)


def of_groups(
    view: View,
    groups: Iterable[NodeGroup],
    missing: Mapping[str, tuple[str, ...]],
    theme: Theme,
    overlay: Overlay | None = None,
) -> list[NodeBox]:
    """Return a box, not yet placed, for each group; missing holds what checks say, by id."""
    boxes, taken = [], former_names(view)
    for group in groups:
        node = view.shown.nodes[group.members[0]]
        in_words = [
            node_in_words(view, view.shown.nodes[i], missing.get(i, ()), cited=True)
            for i in group.members
        ]
        look, doubts = node_look(node), in_words[0].doubts
        reading = overlay.reading(node.id) if overlay else None
        notes = (*doubts, reading.words) if reading else doubts
        short = _short_name(group, node, look, theme)
        lines, w, h = _written(short or group.name, notes, look, theme)
        details = _details(in_words, node.kind == "body", is_top(node))
        if story := _story(view, group.members):
            details = (Detail("Before and after it", story), *details)
        if overlay and reading:
            h = round((h + (BAR_ROOM if reading.value is not None else 0)) * reading.size, 1)
            details = (Detail(overlay.heading, reading.sentences), *details)
        boxes.append(
            NodeBox(
                id=group.id,
                name=group.name,
                kind=kind_words(node),
                look=look,
                node_kind=node.kind,
                tier=node.text("tier") or "",
                lines=lines,
                w=w,
                h=h,
                members=group.members,
                local=_page(view.snapshot.area.slug, node.id),
                doubts=doubts,
                details=details,
                former=tuple(name for i in group.members for name in taken.get(i, ())),
                tint=overlay.tint(node.id, look) if overlay else None,
                short=short,
            )
        )
    return boxes


def _short_name(group: NodeGroup, node: Node, look: str, theme: Theme) -> str:
    """Return what everybody calls a thing, where its name is long for its box; else ""."""
    short = node.text("short_name") or ""
    alone = len(group.members) == 1
    return short if alone and short and len(_wrapped(group.name, look, theme)) > _LONG else ""


def _story(view: View, members: Iterable[str]) -> tuple[str, ...]:
    """Say from whom the things of a box took over, and who is to take over from them."""
    known = successions_of(view)
    return tuple(
        takeover_words(link, view.snapshot, view.day, member).sentence
        for member in (members if known else ())
        for link in (*known.before(member), *known.after(member))
    )


def of_missing(
    slug: str, missing: MissingBody, theme: Theme, overlay: Overlay | None = None
) -> NodeBox:
    """Return the empty box for a kind of body that is not on the map."""
    lines, w, h = _written(missing.name, (missing.words,), "missing", theme)
    return NodeBox(
        id=missing_id(slug, missing),
        name=missing.name,
        kind="not on the map",
        look="missing",
        node_kind="",
        tier="",
        lines=lines,
        w=w,
        h=h,
        members=(),
        local="",
        doubts=(missing.words,),
        details=(
            Detail(
                "What is missing",
                missing.sentences or ("No such body is on the map: ask whether there is one.",),
            ),
        ),
        tint=overlay.tint("", "missing") if overlay else None,
    )


def missing_id(slug: str, missing: MissingBody) -> str:
    """Return the id of the empty box of a kind of body; the "~" keeps it apart from a node's."""
    return f"{slug}/missing~{missing.kind}"


def to_place(
    boxes: Sequence[NodeBox],
    parent_edges: Mapping[str, ParentEdge],
    ending: Collection[str] = (),
) -> list[UnplacedBox]:
    """Return what a layout needs to place boxes; their order ranks the empty ones.

    ending are the bodies whose line ends at an organisation: no list says that they have none.
    """
    parents = {edge.parent for edge in parent_edges.values()}
    unplaced = []
    for number, box in enumerate(boxes):
        edge = parent_edges.get(box.id)
        top = box.look == "board" or (
            box.node_kind == "body" and (box.id in parents or box.id in ending)
        )
        heading = "" if edge or top else heading_of(box.look)
        parent = edge.parent if edge else ""
        rank = number if box.look == "missing" else 0
        unplaced.append(
            UnplacedBox(box.id, box.name, box.look, box.w, box.h, parent, heading, rank)
        )
    return unplaced


def placed(box: NodeBox, middle: Point, badge: Badge | None) -> NodeBox:
    """Return the box at its place, with its badge."""
    x, y = rounded(middle)
    return replace(box, x=x, y=y, badge=badge)


def _written(
    name: str, doubts: Sequence[str], look: str, theme: Theme
) -> tuple[tuple[str, ...], float, float]:
    """Break a name into the lines of its box; doubts follow in lines of their own."""
    lines = list(_wrapped(name, look, theme))
    for doubt in doubts:
        short = doubt if look == "missing" else doubt.partition(":")[0]
        lines += _wrapped(f"({short})", look, theme)
    height = len(lines) * theme.font * BOX_LINE_HEIGHT + 2 * theme.padding
    return tuple(lines), theme.box_width, round(height, 1)


def _wrapped(words: str, look: str, theme: Theme) -> tuple[str, ...]:
    inside = theme.padding * (_INSIDE_PILL if NODE_STYLES[look].shape == "pill" else _INSIDE)
    return wrap(words, theme.box_width - 2 * inside, theme.font)


def _page(slug: str, node_id: str) -> str:
    return local_of(node_id) if node_id.startswith(f"{slug}/") else node_id


def _details(in_words: Sequence[NodeInWords], body: bool, top: bool) -> tuple[Detail, ...]:
    """Put the words of one thing, or of all that share a box, under headings."""

    def collect(values: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
        sentences = tuple(dict.fromkeys(text for several in values for text in several))
        more = len(sentences) - _SHOWN
        return (*sentences[:_SHOWN], f"and {more} more") if more > 0 else sentences

    seats = ("not recorded: ask",) if body else ()
    upward = seats if not top else ()
    parts = [
        ("Stands for", collect((n.name,) for n in in_words) if len(in_words) > 1 else ()),
        ("Answers to", collect(n.answers_to for n in in_words) or upward),
        ("Who answers to it", collect(n.answered_by for n in in_words)),
        ("Who sits on it", collect(n.seats for n in in_words) or seats),
        ("What is missing", collect(n.missing for n in in_words)),
        ("Other links", collect(n.other for n in in_words)),
        ("Read in", collect(n.sources for n in in_words)),
    ]
    return tuple(Detail(heading, sentences) for heading, sentences in parts if sentences)
