"""The scene as plain JSON data for a page: what vis-network needs, and what we draw ourselves."""

from collections.abc import Callable, Collection
from typing import Any

from visualisations.edges import DrawnEdge
from visualisations.looks import TIER_WORDS
from visualisations.nodes import NodeBox
from visualisations.output.pyvis_map import network_data
from visualisations.scene import Scene
from visualisations.themes import (
    BADGE_STYLES,
    EDGE_STYLES,
    NODE_STYLES,
    SELECTED,
    THEMES,
    NodeStyle,
)


def page_data(
    scene: Scene,
    address: Callable[[str], str] | None = None,
    keep_to: str = "",
    opened: Collection[str] = (),
    details_at: str = "",
) -> dict[str, Any]:
    """Return everything map_view.mjs draws.

    address makes the address of a thing's own page, keep_to takes the places of moved boxes, opened
    names the stacks that were opened, and details_at gives the details of a box that is chosen: a
    file on its own has none of the four, and its details inside. The drawing in the browser says
    marks, lines and absences for nodes, edges and missing edges.
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
        "detailsAt": details_at,
        "box": list(scene.box),
        "marks": [_node(node, address, not details_at) for node in scene.nodes],
        "lines": [_edge(edge) for edge in scene.edges],
        "absences": [_edge(edge) for edge in scene.missing_edges],
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
            look: {
                "colour": style.colour,
                "width": round(style.width * theme.scale, 2),
                "dashes": [round(part * theme.scale, 1) for part in style.dashes],
                "hidden": look in hidden,
                "double": style.double,
                "words": style.words,
            }
            for look, style in EDGE_STYLES.items()
        },
        "markLooks": {
            name: {
                "fill": style.fill,
                "border": style.border,
                "borderWidth": style.border_width,
                "shape": style.shape,
                "dashes": style.dashes,
            }
            for name, style in _node_styles(scene).items()
        },
        "badgeLooks": {
            look: {"fill": style.fill, "ink": style.ink, "hidden": style.hidden}
            for look, style in BADGE_STYLES.items()
        },
        "tiers": TIER_WORDS,
        "selected": SELECTED,
        "summary": list(scene.summary),
    }


def _node_styles(scene: Scene) -> dict[str, NodeStyle]:
    """Return the styles of boxes by name, an overlay's in place of those it changes."""
    explained = {entry.look: entry.style for entry in scene.legend if entry.style}
    return {**NODE_STYLES, **explained, **{node.style_name: node.style for node in scene.nodes}}


def details_of(node: NodeBox) -> list[dict[str, Any]]:
    """Return what is known of a box: headings, each with its sentences."""
    return [{"heading": d.heading, "sentences": list(d.sentences)} for d in node.details]


def _node(node: NodeBox, address: Callable[[str], str] | None, whole: bool) -> dict[str, Any]:
    return {
        "id": node.id,
        "name": node.name,
        "kind": node.kind,
        "sort": node.look,
        "look": node.style_name,
        "bar": node.bar,
        "tier": node.tier,
        "x": node.x,
        "y": node.y,
        "w": node.w,
        "h": node.h,
        "count": node.count,
        "doubts": list(node.doubts),
        "details": details_of(node) if whole else None,
        "badge": {"look": node.badge.look, "sign": node.badge.sign} if node.badge else None,
        "missing": node.look == "missing",
        "body": node.node_kind == "body",
        "href": address(node.local) if address and node.local else "",
        # By which people still look for it; most things took over from nothing.
        **({"former": list(node.former)} if node.former else {}),
    }


def _edge(edge: DrawnEdge) -> dict[str, Any]:
    return {
        "id": edge.id,
        "from": edge.from_id,
        "to": edge.to_id,
        "look": edge.look,
        "kind": edge.kind_words if edge.kind_at else "",
        "kindAt": list(edge.kind_at) if edge.kind_at else None,
        "label": edge.label,
        "at": list(edge.label_at),
        "arrow": edge.arrow,
        "breakAt": list(edge.break_at) if edge.break_at else None,
        "way": edge.shape,
        "points": [list(point) for point in edge.points],
        "sentences": list(edge.sentences),
    }
