"""The scene: marks and lines with place, look and words; the one thing every output draws."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from graph.facts.dates import day_words
from graph.rules.finding import Finding
from graph.sentences import cautions
from graph.view import View
from visualisations import edges, labels, nodes
from visualisations.edges import Line
from visualisations.in_words import OPEN, missing_by_id, summary
from visualisations.layout import columns
from visualisations.layout.boxes import Heading, Item
from visualisations.layout.grouping import FEWEST, folds
from visualisations.layout.tree import hang
from visualisations.legend import LegendEntry, legend_of
from visualisations.looks import drawn_pairs, on_the_map
from visualisations.nodes import Detail, Mark
from visualisations.open_findings import Badge, absences, badges, missing_bodies
from visualisations.overlays.overlay import Overlay
from visualisations.routing.geometry import Box, bounds
from visualisations.routing.router import Ways
from visualisations.text import text_width
from visualisations.themes import LINE_LOOKS, THEMES, Theme

LAYOUTS = {"columns": "Columns", "network": "Network"}
_ALONE = 10**9
_MOST_FOR_SPRINGS, _MANY = 600, 500
_READABLE = 18

__all__ = ["LAYOUTS", "Badge", "Detail", "Heading", "Line", "Mark", "Scene", "scene_of", "without"]


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture of an area on a day: what to draw, where, and what it says.

    box is left, top, width and height of all of it; absences are the lines that are not there;
    open are the findings that say more than "met"; cautions are what a reader of this day should
    keep in mind, and stand under the title of a picture.
    """

    slug: str
    area: str
    day: date
    complete: bool
    layout: str
    theme: str
    marks: tuple[Mark, ...]
    lines: tuple[Line, ...]
    absences: tuple[Line, ...]
    headings: tuple[Heading, ...]
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
        """The looks of line that wait until a body is chosen."""
        always = {name for name, look in LINE_LOOKS.items() if look.hidden}
        return frozenset(always | {line.look for line in self.lines if line.hidden})

    @property
    def folded(self) -> bool:
        """Say whether a mark stands for several things."""
        return any(mark.count > 1 for mark in self.marks)


def scene_of(
    view: View,
    findings: Iterable[Finding] = (),
    layout: str = "columns",
    theme: str = "screen",
    places: Mapping[str, tuple[float, float]] | None = None,
    fold: bool = True,
    opened: Collection[str] = (),
    overlay: Overlay | None = None,
) -> Scene:
    """Build the scene of a view; places holds kept positions by id and overrides the layout.

    layout is one of LAYOUTS, theme one of themes.THEMES; fold=False draws every single thing,
    and opened names the folds to draw so; an overlay colours and sizes what it has readings of,
    and draws the rest plainly.
    """
    found, sizes = tuple(findings), THEMES[theme]
    facts = on_the_map(view.shown)
    apart = overlay.readings if overlay else ()
    fold_of = folds(facts, FEWEST if fold else _ALONE, opened, apart)
    hooks = hang(facts, fold_of)
    drawn = nodes.of_folds(view, fold_of, missing_by_id(found, cited=True), sizes, overlay)
    missing = missing_bodies(view, found)
    slug = view.snapshot.area.slug
    drawn += [nodes.of_missing(slug, each, sizes, overlay) for each in missing]
    mark_of = {node_id: each.id for node_id, each in fold_of.items()}
    mark_of |= {each.kind: nodes.missing_id(view.snapshot.area.slug, each) for each in missing}
    items = nodes.items_of(drawn, hooks)
    layout, note = _what_fits(layout, len(items))
    absent = absences(view, found, mark_of)
    pairs = [(mark_of[a], mark_of[b]) for a, b in drawn_pairs(view.shown)]
    pairs += [(absence.from_id, absence.to_id) for absence in absent]
    block = columns.LAYOUT[layout](items, pairs, sizes)
    at = _middles(items, block.places, places or {})
    signs = badges(found, mark_of, absent)
    placed = tuple(nodes.placed(m, at[m.id], signs.get(m.id)) for m in drawn)
    boxes = {m.id: Box(m.x, m.y, m.w, m.h) for m in placed}
    ways = Ways(boxes, tuple(block.headings), hooks, sizes, layout)
    drawn_lines = edges.of_links(view, mark_of, hooks, ways)
    not_there = edges.of_absences(absent, drawn_lines, ways)
    drawn_lines, not_there = labels.place(
        drawn_lines,
        not_there,
        placed,
        heading_rects(block.headings, sizes),
        labels.Sizes(sizes.font, sizes.scale),
    )
    box = around(placed, block.headings, (*drawn_lines, *not_there), sizes)
    return Scene(
        slug=view.snapshot.area.slug,
        area=view.snapshot.area.name,
        day=view.day,
        complete=view.complete,
        layout=layout,
        theme=theme,
        marks=placed,
        lines=drawn_lines,
        absences=not_there,
        headings=tuple(block.headings),
        legend=legend_of(placed, drawn_lines, not_there, overlay),
        summary=(
            *(overlay.summary(view.name) if overlay else ()),
            *summary(view, found),
            *cautions(view),
        ),
        box=box,
        note=note or _too_small(theme, box),
        open=tuple(finding for finding in found if finding.outcome in OPEN),
        overlay=overlay,
        cautions=cautions(view),
    )


def _what_fits(layout: str, number: int) -> tuple[str, str]:
    """Return the layout for so many boxes, and what a reader should be told."""
    if layout == "network" and number > _MOST_FOR_SPRINGS:
        return "columns", f"{number} boxes are too many for the network: drawn in columns."
    if number > _MANY:
        return layout, f"This map has {number} boxes: hide some kinds, or read the table."
    return layout, ""


def without(scene: Scene, hidden: Collection[str]) -> Scene:
    """Return the scene without these looks of line and sorts of mark, nothing moved."""
    kept = tuple(mark for mark in scene.marks if mark.sort not in hidden)
    there = {mark.id for mark in kept} | {""}

    def stays(line: Line) -> bool:
        return line.look not in hidden and line.from_id in there and line.to_id in there

    drawn = tuple(line for line in scene.lines if stays(line))
    absent = tuple(line for line in scene.absences if stays(line))
    legend = legend_of(kept, drawn, absent, scene.overlay)
    return replace(scene, marks=kept, lines=drawn, absences=absent, legend=legend)


def _middles(
    items: Iterable[Item],
    corners: Mapping[str, tuple[float, float]],
    kept: Mapping[str, tuple[float, float]],
) -> dict[str, tuple[float, float]]:
    """Turn top left corners into middles; a kept place is a middle already."""
    found = {}
    for item in items:
        left, top = corners[item.id]
        found[item.id] = kept.get(item.id, (left + item.w / 2, top + item.h / 2))
    return found


def _too_small(theme: str, box: tuple[float, float, float, float]) -> str:
    """Say that a map for a projector holds too much to be read from the back of a hall."""
    size = THEMES[theme].font * min(columns.SCREEN[0] / box[2], columns.SCREEN[1] / box[3])
    if theme != "projector" or size >= _READABLE:
        return ""
    return (
        f"This map is too large for a hall: as a whole its text is {size:.0f} pixels high on a "
        f"projector of {columns.SCREEN[0]} by {columns.SCREEN[1]}, and {_READABLE} can be read "
        "from the back. Zoom in, or hide some kinds."
    )


def heading_rects(headings: Iterable[Heading], sizes: Theme) -> list[labels.Rect]:
    """Return the room of each heading; bold letters are wider."""
    return [
        (
            h.x - 2,
            h.y,
            h.x + max(text_width(line, sizes.font) for line in h.lines) * 1.08 + 2,
            h.y + len(h.lines) * sizes.font * 1.2,
        )
        for h in headings
    ]


def around(
    placed: Iterable[Mark], headings: Iterable[Heading], drawn: Sequence[Line], sizes: Theme
) -> tuple[float, float, float, float]:
    """Return the room of everything that is drawn, with an edge."""
    rects = heading_rects(headings, sizes)
    rects += [rect for mark in placed for rect in labels.mark_rects(mark, sizes.scale)]
    points = [point for line in drawn for point in line.points]
    for line in drawn:
        if line.label:
            rects.append(labels.label_rect(line.label, line.label_at, sizes.font))
        if line.kind_at:
            rects.append(labels.label_rect(line.kind_words, line.kind_at, sizes.font))
        if line.absent and not line.to_id:
            x, y = line.points[-1]
            reach = 17 * sizes.scale
            points += [(x - reach, y), (x + reach, y)]
    points += [corner for a, b, c, d in rects for corner in ((a, b), (c, d))]
    left, top, right, bottom = bounds(points)
    edge = 16.0
    return (left - edge, top - edge, right - left + 2 * edge, bottom - top + 2 * edge)
