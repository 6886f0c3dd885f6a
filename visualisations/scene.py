"""The scene: nodes and edges with place, look and words; the one thing every output draws."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from graph.facts.dates import day_words
from graph.rules.finding import Finding
from graph.sentences import cautions
from graph.view import View
from visualisations import edges, labels, nodes
from visualisations.edges import DrawnEdge
from visualisations.in_words import OPEN, missing_by_id, summary
from visualisations.layout.boxes import ListHeading, UnplacedBox
from visualisations.layout.columns import columns
from visualisations.layout.force_directed import network
from visualisations.layout.grouping import FEWEST, NodeGroup, node_groups
from visualisations.layout.tree import ending_outside, parent_edges
from visualisations.legend import LegendEntry, legend_of, short_words
from visualisations.looks import drawn_pairs, on_the_map
from visualisations.nodes import NodeBox
from visualisations.open_findings import badges, missing_bodies, missing_edges
from visualisations.overlays.overlay import Overlay
from visualisations.routing.geometry import Rect, bounds
from visualisations.routing.router import EdgeRouter
from visualisations.text import BOLD_WIDER, LINE_HEIGHT, text_width
from visualisations.themes import EDGE_STYLES, THEMES, Theme

LAYOUTS = {"columns": "Columns", "network": "Network"}
_NEVER = 10**9  # a group of so many: there is none
# Boxes. From 500 on NetworkX asks for SciPy, which is not there to place more boxes than anybody
# can read; in columns they are too many to read, too.
_MOST_FOR_SPRINGS, _MANY = 499, 500
_HALL_SCREEN = (1920, 1080)  # pixels of a projector
_READABLE = 18  # pixels that letters need, on that screen, for the last row of a hall
# Pixels: around everything that is drawn; beyond the end of a stub, for its question mark; and
# around a heading, as around words.
_MARGIN, _QUESTION_MARK, _EDGE = 16.0, 17, 2


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture of an area on a day: what to draw, where, and what it says.

    box is left, top, width and height of all of it; missing_edges are the edges that no link
    stands behind; open are the findings that say more than "met"; cautions are what a reader of
    this day should keep in mind, and stand under the title of a picture.
    """

    slug: str
    area: str
    day: date
    complete: bool
    layout: str
    theme: str
    nodes: tuple[NodeBox, ...]
    edges: tuple[DrawnEdge, ...]
    missing_edges: tuple[DrawnEdge, ...]
    headings: tuple[ListHeading, ...]
    legend: tuple[LegendEntry, ...]
    summary: tuple[str, ...]
    box: tuple[float, float, float, float]
    note: str = ""
    open: tuple[Finding, ...] = ()
    overlay: Overlay | None = None
    cautions: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The title of the picture."""
        what = self.overlay.title if self.overlay else "who answers to whom"
        return f"{self.area}: {what}, as of {day_words(self.day)}"

    @property
    def hidden(self) -> frozenset[str]:
        """The looks of edge that wait until a body is chosen."""
        always = {look for look, style in EDGE_STYLES.items() if style.hidden}
        return frozenset(always | {edge.look for edge in self.edges if edge.hidden})

    @property
    def has_groups(self) -> bool:
        """Say whether a box stands for several things."""
        return any(node.count > 1 for node in self.nodes)


def scene_of(
    view: View,
    findings: Iterable[Finding] = (),
    layout: str = "columns",
    theme: str = "screen",
    places: Mapping[str, tuple[float, float]] | None = None,
    group_alike: bool = True,
    opened: Collection[str] = (),
    overlay: Overlay | None = None,
    today: date | None = None,
) -> Scene:
    """Build the scene of a view; places holds kept positions by id and overrides the layout.

    layout is one of LAYOUTS, theme one of themes.THEMES; group_alike=False draws every single
    thing, and opened names the groups to draw so; an overlay colours and sizes what it has
    readings of, and draws the rest plainly; with today, the scene says what is dated after its day.
    """
    listed, sizes = tuple(findings), THEMES[theme]
    facts = on_the_map(view.shown)
    apart = overlay.readings if overlay else ()
    group_of = node_groups(facts, FEWEST if group_alike else _NEVER, opened, apart)
    hanging = parent_edges(facts, group_of)
    boxes, box_of = _boxes(view, listed, group_of, sizes, overlay)
    missing = missing_edges(view, listed, box_of)
    unplaced = nodes.to_place(boxes, hanging, ending_outside(facts, group_of))
    layout, note = _what_fits(layout, len(unplaced))
    pairs = [(box_of[a], box_of[b]) for a, b in drawn_pairs(facts)]
    pairs += [(edge.from_id, edge.to_id) for edge in missing]
    block = network(unplaced, pairs, sizes) if layout == "network" else columns(unplaced, sizes)
    at = _middles(unplaced, block.places(), places or {})
    signs = badges(listed, box_of, missing)
    placed = tuple(nodes.placed(box, at[box.id], signs.get(box.id)) for box in boxes)
    headings = block.headings()
    router = EdgeRouter({box.id: box.box for box in placed}, headings, hanging, sizes, layout)
    drawn = edges.of_links(view, facts, box_of, hanging, router)
    drawn, drawn_missing = labels.place(
        drawn,
        edges.of_missing(missing, drawn, router),
        placed,
        heading_rects(headings, sizes),
        labels.LabelSizes(sizes.font, sizes.scale),
    )
    box = bounding_box(placed, headings, (*drawn, *drawn_missing), sizes)
    return Scene(
        slug=view.snapshot.area.slug,
        area=view.snapshot.area.title,
        day=view.day,
        complete=view.complete,
        layout=layout,
        theme=theme,
        nodes=placed,
        edges=drawn,
        missing_edges=drawn_missing,
        headings=headings,
        legend=legend_of(placed, drawn, drawn_missing, overlay),
        summary=(
            *(overlay.summary(view.name) if overlay else ()),
            *summary(view, listed),
            *filter(None, (short_words(placed),)),
            *cautions(view, today),
        ),
        box=box,
        note=note or _too_small(theme, box),
        open=tuple(finding for finding in listed if finding.outcome in OPEN),
        overlay=overlay,
        cautions=cautions(view, today),
    )


def _boxes(
    view: View,
    findings: Sequence[Finding],
    group_of: Mapping[str, NodeGroup],
    sizes: Theme,
    overlay: Overlay | None,
) -> tuple[list[NodeBox], dict[str, str]]:
    """Return the boxes of groups and of missing bodies; and which box is whose, by id or kind."""
    slug = view.snapshot.area.slug
    groups = {group.id: group for group in group_of.values()}.values()
    boxes = nodes.of_groups(view, groups, missing_by_id(findings, cited=True), sizes, overlay)
    bodies = missing_bodies(view, findings)
    boxes += [nodes.of_missing(slug, body, sizes, overlay) for body in bodies]
    box_of = {node_id: group.id for node_id, group in group_of.items()}
    return boxes, box_of | {body.kind: nodes.missing_id(slug, body) for body in bodies}


def _what_fits(layout: str, number: int) -> tuple[str, str]:
    """Return the layout for so many boxes, and what a reader should be told."""
    if layout == "network" and number > _MOST_FOR_SPRINGS:
        return "columns", f"{number} boxes are too many for the network: drawn in columns."
    if number > _MANY:
        return layout, f"This map has {number} boxes: hide some kinds, or read the table."
    return layout, ""


def without(scene: Scene, hidden: Collection[str]) -> Scene:
    """Return the scene without these looks of edges and boxes, nothing moved."""
    boxes = tuple(node for node in scene.nodes if node.look not in hidden)
    there = {box.id for box in boxes} | {""}

    def stays(edge: DrawnEdge) -> bool:
        return edge.look not in hidden and edge.from_id in there and edge.to_id in there

    drawn = tuple(edge for edge in scene.edges if stays(edge))
    missing = tuple(edge for edge in scene.missing_edges if stays(edge))
    legend = legend_of(boxes, drawn, missing, scene.overlay)
    return replace(scene, nodes=boxes, edges=drawn, missing_edges=missing, legend=legend)


def _middles(
    boxes: Iterable[UnplacedBox],
    corners: Mapping[str, tuple[float, float]],
    kept: Mapping[str, tuple[float, float]],
) -> dict[str, tuple[float, float]]:
    """Turn top left corners into middles; a kept place is a middle already."""
    middles = {}
    for box in boxes:
        left, top = corners[box.id]
        middles[box.id] = kept.get(box.id, (left + box.w / 2, top + box.h / 2))
    return middles


def _too_small(theme: str, box: tuple[float, float, float, float]) -> str:
    """Say that a map for a projector holds too much to be read from the back of a hall."""
    wide, high = _HALL_SCREEN
    size = THEMES[theme].font * min(wide / box[2], high / box[3])
    if theme != "projector" or size >= _READABLE:
        return ""
    return (
        f"This map is too large for a hall: as a whole its text is {size:.0f} pixels high on a "
        f"projector of {wide} by {high}, and {_READABLE} can be read "
        "from the back. Zoom in, or hide some kinds."
    )


def heading_rects(headings: Iterable[ListHeading], sizes: Theme) -> list[Rect]:
    """Return the room of each heading; bold letters are wider."""
    return [
        (
            h.x - _EDGE,
            h.y,
            h.x + max(text_width(line, sizes.font) for line in h.lines) * BOLD_WIDER + _EDGE,
            h.y + len(h.lines) * sizes.font * LINE_HEIGHT,
        )
        for h in headings
    ]


def bounding_box(
    placed: Iterable[NodeBox],
    headings: Iterable[ListHeading],
    drawn: Sequence[DrawnEdge],
    sizes: Theme,
) -> tuple[float, float, float, float]:
    """Return left, top, width and height of everything that is drawn, with a margin."""
    rects = heading_rects(headings, sizes)
    rects += [rect for box in placed for rect in labels.node_rects(box, sizes.scale)]
    points = [point for edge in drawn for point in edge.points]
    for edge in drawn:
        if edge.label:
            rects.append(labels.label_rect(edge.label, edge.label_at, sizes.font))
        if edge.kind_at:
            rects.append(labels.label_rect(edge.kind_words, edge.kind_at, sizes.font))
        if edge.missing and not edge.to_id:
            x, y = edge.points[-1]
            reach = _QUESTION_MARK * sizes.scale
            points += [(x - reach, y), (x + reach, y)]
    points += [corner for a, b, c, d in rects for corner in ((a, b), (c, d))]
    left, top, right, bottom = bounds(points)
    wide, high = right - left + 2 * _MARGIN, bottom - top + 2 * _MARGIN
    return (left - _MARGIN, top - _MARGIN, wide, high)
