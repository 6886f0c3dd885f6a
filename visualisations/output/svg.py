"""Our own SVG: the scene as a picture with text that can be selected, searched and printed."""

from collections.abc import Sequence

from visualisations.edges import DrawnEdge
from visualisations.nodes import BAR_ROOM, NodeBox
from visualisations.output import map_shapes
from visualisations.output.map_legend import legend
from visualisations.routing.geometry import Point
from visualisations.scene import Scene
from visualisations.svg_shapes import FONT, escaped, number, quoted, rect, words
from visualisations.text import BOX_LINE_HEIGHT, LINE_HEIGHT, wrap
from visualisations.themes import BADGE_STYLES, EDGE_STYLES, RED, THEMES, WHITE

SIZES = {"a4": (297, 210), "a3": (420, 297), "a1": (841, 594)}
"""Paper, in millimetres: the long side and the short one."""
_LEAST_WIDTH = 40.0  # sizes of the text: for the title, where the map itself is narrower
_SIDE, _APART = 20, 10  # pixels at the sides of title and legend, and above and below the legend
# Sizes of the text: the height of the header, its small print, and base lines from its top.
_HEADER, _SMALL, _TITLE_AT, _UNDER_TITLE_AT = 2.6, 0.9, 1.5, 2.7
_SMALL_LINE = 1.3  # from line to line of the small print, in its size
_MOST_CAUTION = 9  # lines of one caution, which is a sentence or two
# Base lines, in sizes of the text: below the top of a line, and below the middle of one.
_BASE, _MIDDLE = 0.95, 0.35
_STACKED = (7, 3.5)  # pixels that the boxes behind one stand out, the last first
# Pixels at the size of a screen: the radius of a question mark's ring, and its letter; half a
# break, how far its strokes lean, how far apart they are (in halves), and their width.
_RING, _RING_LETTER = 8, 12
_BREAK, _LEAN, _STROKES, _STROKE = 7, 2, 0.7, 2.5


def draw(scene: Scene, hidden: bool = False, size: str = "") -> str:
    """Return the scene as an SVG document.

    hidden says that seats and chairs are drawn too; size, one of SIZES, fits it on that paper.
    """
    theme = THEMES[scene.theme]
    font, scale = theme.font, theme.scale
    left, top, width, height = scene.box
    width = max(width, _LEAST_WIDTH * font)
    inner = width - 2 * _SIDE
    below, below_height = legend(scene, left + _SIDE, top + height + _APART, inner, font)
    small = [line for c in scene.cautions for line in wrap(c, inner, font * _SMALL, _MOST_CAUTION)]
    header = (_HEADER + _SMALL * _SMALL_LINE * len(small)) * font
    box = (left, top - header, width, height + header + below_height + 2 * _APART)
    edges = [edge for edge in scene.edges if hidden or not edge.hidden]
    wide, high = _paper(box[2], box[3], size)
    x, y = left + _SIDE, top - header
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{" ".join(number(v) for v in box)}" '
        f'width="{wide}" height="{high}" role="img" '
        f'aria-labelledby="map-title map-desc" font-family="{FONT}" font-size="{font}">',
        f'<title id="map-title">{escaped(scene.title)}</title>',
        f'<desc id="map-desc">{escaped(" ".join(scene.summary))}</desc>',
        rect(box[0], box[1], box[2], box[3], WHITE, "none", 0),
        words(_header(scene), x, y + _TITLE_AT * font, round(font * 1.2), bold=True),
        *_under_title(small, x, y + _UNDER_TITLE_AT * font, font * _SMALL),
        *(_edge(edge, scale) for edge in edges),
        *(_node(node, font) for node in scene.nodes),
        *(_sign(node, scale) for node in scene.nodes),
        *(
            words(text, h.x, h.y + font * (_BASE + LINE_HEIGHT * i), font, bold=True, halo=True)
            for h in scene.headings
            for i, text in enumerate(h.lines)
        ),
        *(_edge(edge, scale) for edge in scene.missing_edges),
        *(_label(edge, font) for edge in (*edges, *scene.missing_edges)),
        below,
        "</svg>",
    ]
    return "\n".join(part for part in parts if part) + "\n"


def _paper(width: float, height: float, size: str) -> tuple[str, str]:
    """Return the width and height of the document: of the picture, or of a sheet lying or stood."""
    if not size:
        return number(width), number(height)
    long, short = SIZES[size]
    across, down = (long, short) if width >= height else (short, long)
    return f"{across}mm", f"{down}mm"


def _header(scene: Scene) -> str:
    return f"{scene.title}{' (treated as complete)' if scene.complete else ''}"


def _under_title(lines: Sequence[str], x: float, y: float, size: float) -> list[str]:
    """Return what a reader of the day should keep in mind, as small lines under the title."""
    return [words(line, x, y + size * _SMALL_LINE * i, size) for i, line in enumerate(lines)]


def _node(node: NodeBox, font: int) -> str:
    style = node.style
    left, top, radius = node.x - node.w / 2, node.y - node.h / 2, style.radius(node.h)
    parts = [f'<g data-id={quoted(node.id)} data-sort="{node.look}">']
    parts.append(f"<title>{escaped(f'{node.name} ({node.kind})')}</title>")
    for behind in _STACKED if node.count > 1 else ():
        x, y = left + behind, top + behind
        parts.append(map_shapes.box(style, x, y, node.w, node.h, style.dashes, radius))
    parts.append(map_shapes.box(style, left, top, node.w, node.h, node.dashes, radius))
    parts.append(map_shapes.bar(node.bar, left, top, node.w, node.h))
    line_height = font * BOX_LINE_HEIGHT
    middle = node.y - (BAR_ROOM / 2 if node.bar is not None else 0)
    first = middle - len(node.lines) * line_height / 2 + font * _BASE
    for i, text in enumerate(node.lines):
        at = first + i * line_height
        parts.append(words(text, node.x, at, font, ink=style.ink, middle=True))
    return "".join([*parts, "</g>"])


def _sign(node: NodeBox, scale: float) -> str:
    """Return the sign at the corner of a box; drawn after all boxes, or a stack above hides it."""
    if not node.badge or BADGE_STYLES[node.badge.look].hidden:
        return ""
    right, top = node.x + node.w / 2, node.y - node.h / 2
    title = f"<title>{escaped(' '.join(node.badge.sentences))}</title>"
    return (
        f"<g data-sign={quoted(node.id)} "
        f'transform="translate({number(right)} {number(top)}) scale({scale:.2f})">{title}'
        f"{map_shapes.badge(node.badge.look, 0, 0)}</g>"
    )


def _edge(edge: DrawnEdge, scale: float) -> str:
    style = EDGE_STYLES[edge.look]
    title = f"<title>{escaped(' '.join(edge.sentences))}</title>"
    drawn = map_shapes.line(_path(edge), style, scale)
    tip = map_shapes.arrow(edge.points, style.colour, scale) if edge.arrow else ""
    end = _break(edge.break_at, scale) if edge.break_at else ""
    if edge.look == "silent" and not edge.to_id:
        end = _question(edge, scale)
    return f'<g data-look="{edge.look}">{title}{drawn}{tip}{end}</g>'


def _path(edge: DrawnEdge) -> str:
    first, *rest = (f"{number(x)} {number(y)}" for x, y in edge.points)
    if edge.shape == "curve":
        return f"M{first}C{' '.join(rest)}"
    return f"M{first}" + "".join(f"L{point}" for point in rest)


def _question(edge: DrawnEdge, scale: float) -> str:
    (ax, _), (bx, y) = edge.points[-2:]
    radius = _RING * scale
    x = bx + (radius if bx > ax else -radius)
    colour, size = EDGE_STYLES[edge.look].colour, _RING_LETTER * scale
    sign = words("?", x, y + map_shapes.LETTER_DOWN * scale, size, ink=colour, middle=True)
    return (
        f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}" fill="{WHITE}" '
        f'stroke="{colour}" stroke-dasharray="2 2"/>{sign}'
    )


def _break(at: Point, scale: float) -> str:
    """Cut a gap's edge in the middle, or it would look like one."""
    (x, y), half, lean = at, _BREAK * scale, _LEAN * scale
    aside = half * _STROKES
    strokes = "".join(
        f"M{number(x + side * half * _STROKES - lean)} {number(y + half)}"
        f"L{number(x + side * half * _STROKES + lean)} {number(y - half)}"
        for side in (-1, 1)
    )
    gap = rect(x - aside, y - aside, 2 * aside, 2 * aside, WHITE, "none", 0)
    width = number(_STROKE * scale)
    return f'{gap}<path d="{strokes}" fill="none" stroke="{RED}" stroke-width="{width}"/>'


def _label(edge: DrawnEdge, size: int) -> str:
    if not edge.label:
        return ""
    x, y = edge.label_at
    ink = EDGE_STYLES[edge.look].colour
    return words(edge.label, x, y + size * _MIDDLE, size, ink=ink, middle=True, halo=True)
