"""The scene as plain JSON data for a page: what vis-network needs, and what we draw ourselves."""

from collections.abc import Callable, Collection
from typing import Any

from visualisations.edges import Line
from visualisations.looks import TIER_WORDS
from visualisations.nodes import Mark
from visualisations.output.pyvis_map import network_data
from visualisations.scene import Scene
from visualisations.themes import (
    BADGES,
    HIDDEN_BADGES,
    LINE_LOOKS,
    MARK_LOOKS,
    SELECTED,
    THEMES,
    MarkLook,
)


def page_data(
    scene: Scene,
    address: Callable[[str], str] | None = None,
    keep_to: str = "",
    opened: Collection[str] = (),
) -> dict[str, Any]:
    """Return everything map_view.mjs draws.

    address makes the address of a thing's own page, keep_to takes the places of moved boxes, and
    opened names the stacks that were opened: a file on its own has none of the three.
    """
    theme, hidden = THEMES[scene.theme], scene.hidden
    return {
        **network_data(scene),
        "area": scene.area,
        "slug": scene.slug,
        "title": scene.title,
        "cautions": list(scene.cautions),
        "day": scene.day.isoformat(),
        "theme": scene.theme,
        "font": theme.font,
        "scale": round(theme.scale, 3),
        "keepTo": keep_to,
        "opened": list(opened),
        "box": list(scene.box),
        "marks": [_mark(mark, address) for mark in scene.marks],
        "lines": [_line(line) for line in scene.lines],
        "absences": [_line(line) for line in scene.absences],
        "headings": [{"lines": h.lines, "x": h.x, "y": h.y} for h in scene.headings],
        "legend": [
            {
                "what": e.what,
                "look": e.look,
                "words": e.words,
                "hidden": e.hidden,
                "arrow": e.arrow,
                "bar": e.bar,
            }
            for e in scene.legend
        ],
        "lineLooks": {
            name: {
                "colour": look.colour,
                "width": round(look.width * theme.scale, 2),
                "dashes": [round(part * theme.scale, 1) for part in look.dashes],
                "hidden": name in hidden,
                "double": look.double,
                "words": look.words,
            }
            for name, look in LINE_LOOKS.items()
        },
        "markLooks": {
            name: {
                "fill": look.fill,
                "border": look.border,
                "borderWidth": look.border_width,
                "shape": look.shape,
                "dashes": look.dashes,
            }
            for name, look in _looks(scene).items()
        },
        "badgeLooks": {
            name: {"fill": fill, "ink": ink, "hidden": name in HIDDEN_BADGES}
            for name, (fill, ink) in BADGES.items()
        },
        "tiers": TIER_WORDS,
        "selected": SELECTED,
        "summary": list(scene.summary),
    }


def _looks(scene: Scene) -> dict[str, MarkLook]:
    """Return the looks of marks by name, an overlay's in place of those it changes."""
    explained = {entry.look: entry.mark for entry in scene.legend if entry.mark}
    return {**MARK_LOOKS, **explained, **{mark.look_name: mark.look for mark in scene.marks}}


def _mark(mark: Mark, address: Callable[[str], str] | None) -> dict[str, Any]:
    details = [{"heading": d.heading, "sentences": list(d.sentences)} for d in mark.details]
    return {
        "id": mark.id,
        "name": mark.name,
        "kind": mark.kind,
        "sort": mark.sort,
        "look": mark.look_name,
        "bar": mark.bar,
        "tier": mark.tier,
        "x": mark.x,
        "y": mark.y,
        "w": mark.w,
        "h": mark.h,
        "count": mark.count,
        "doubts": list(mark.doubts),
        "details": details,
        "badge": {"look": mark.badge.look, "sign": mark.badge.sign} if mark.badge else None,
        "missing": mark.sort == "missing",
        "body": mark.node_kind == "body",
        "href": address(mark.local) if address and mark.local else "",
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "id": line.id,
        "from": line.from_id,
        "to": line.to_id,
        "look": line.look,
        "kind": line.kind_words if line.kind_at else "",
        "kindAt": list(line.kind_at) if line.kind_at else None,
        "label": line.label,
        "at": list(line.label_at),
        "arrow": line.arrow,
        "breakAt": list(line.break_at) if line.break_at else None,
        "way": line.way,
        "points": [list(point) for point in line.points],
        "sentences": list(line.sentences),
    }
