"""Our own SVG: the scene as a picture with text that can be selected, searched and printed."""

from collections.abc import Sequence

from visualisations.edges import Line
from visualisations.legend import LegendEntry, unsigned_words
from visualisations.nodes import BAR, BAR_ROOM, Mark
from visualisations.scene import Scene
from visualisations.svg_shapes import FONT as _FONT
from visualisations.svg_shapes import dash as _dashes
from visualisations.svg_shapes import escaped as _text
from visualisations.svg_shapes import number as _n
from visualisations.svg_shapes import quoted as _quoted
from visualisations.svg_shapes import rect as _rect
from visualisations.svg_shapes import words as _words
from visualisations.text import text_width, wrap
from visualisations.themes import (
    BADGES,
    BLACK,
    HIDDEN_BADGES,
    LINE_LOOKS,
    MARK_LOOKS,
    RED,
    THEMES,
    WHITE,
    MarkLook,
)

SIZES = {"a4": (297, 210), "a3": (420, 297), "a1": (841, 594)}
"""Paper, in millimetres: the long side and the short one."""
_DOG_EAR = 11
_LEGEND_ROW = 26
_HEADER = 2.6
_SMALL = 0.9
_INSIDE = f'fill="none" stroke="{WHITE}" stroke-width="2"'


def draw(scene: Scene, hidden: bool = False, size: str = "") -> str:
    """Return the scene as an SVG document.

    hidden says that seats and chairs are drawn too; size, one of SIZES, fits it on that paper.
    """
    theme = THEMES[scene.theme]
    font, scale = theme.font, theme.scale
    left, top, width, height = scene.box
    width = max(width, 40.0 * font)
    legend, legend_height = _legend(scene, left + 20, top + height + 10, width - 40, font)
    told = [line for each in scene.cautions for line in wrap(each, width - 40, font * _SMALL, 9)]
    header = (_HEADER + _SMALL * 1.3 * len(told)) * font
    box = (left, top - header, width, height + header + legend_height + 20)
    lines = [line for line in scene.lines if hidden or not line.hidden]
    wide, high = _paper(box[2], box[3], size)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{" ".join(_n(v) for v in box)}" '
        f'width="{wide}" height="{high}" role="img" '
        f'aria-labelledby="map-title map-desc" font-family="{_FONT}" font-size="{font}">',
        f'<title id="map-title">{_text(scene.title)}</title>',
        f'<desc id="map-desc">{_text(" ".join(scene.summary))}</desc>',
        _rect(box[0], box[1], box[2], box[3], WHITE, "none", 0),
        _words(_header(scene), left + 20, top - header + 1.5 * font, round(font * 1.2), bold=True),
        *_under_title(told, left + 20, top - header + 2.7 * font, font * _SMALL),
        *(_line(line, scale) for line in lines),
        *(_mark(mark, font, scale) for mark in scene.marks),
        *(_sign(mark, scale) for mark in scene.marks),
        *(
            _words(text, h.x, h.y + font * (0.95 + 1.2 * i), font, bold=True, halo=True)
            for h in scene.headings
            for i, text in enumerate(h.lines)
        ),
        *(_line(line, scale) for line in scene.absences),
        *(_label(line, theme.font) for line in (*lines, *scene.absences)),
        legend,
        "</svg>",
    ]
    return "\n".join(part for part in parts if part) + "\n"


def _paper(width: float, height: float, size: str) -> tuple[str, str]:
    """Return the width and height of the document: of the picture, or of a sheet lying or stood."""
    if not size:
        return _n(width), _n(height)
    long, short = SIZES[size]
    across, down = (long, short) if width >= height else (short, long)
    return f"{across}mm", f"{down}mm"


def _header(scene: Scene) -> str:
    return f"{scene.title}{' (treated as complete)' if scene.complete else ''}"


def _under_title(told: Sequence[str], x: float, y: float, size: float) -> list[str]:
    """Return what a reader of the day should keep in mind, as small lines under the title."""
    return [_words(line, x, y + size * 1.3 * i, size) for i, line in enumerate(told)]


def _mark(mark: Mark, font: int, scale: float) -> str:
    look = mark.look
    left, top = mark.x - mark.w / 2, mark.y - mark.h / 2
    parts = [f'<g data-id={_quoted(mark.id)} data-sort="{mark.sort}">']
    parts.append(f"<title>{_text(f'{mark.name} ({mark.kind})')}</title>")
    for behind in (7, 3.5) if mark.count > 1 else ():
        parts.append(_box(look, left + behind, top + behind, mark.w, mark.h))
    doubtful = bool(mark.doubts) and mark.sort != "missing"
    parts.append(_box(look, left, top, mark.w, mark.h, doubtful))
    parts.append(_bar(mark.bar, left, top, mark.w, mark.h))
    line_height = font * 1.18
    middle = mark.y - (BAR_ROOM / 2 if mark.bar is not None else 0)
    first = middle - len(mark.lines) * line_height / 2 + font * 0.95
    for i, text in enumerate(mark.lines):
        at = first + i * line_height
        parts.append(_words(text, mark.x, at, font, ink=look.ink, middle=True))
    return "".join([*parts, "</g>"])


def _sign(mark: Mark, scale: float) -> str:
    """Return the sign at the corner of a box; drawn after all boxes, or a stack above hides it."""
    if not mark.badge or mark.badge.look in HIDDEN_BADGES:
        return ""
    sign = _badge(mark.badge.look, mark.badge.sign, 0, 0)
    right, top = mark.x + mark.w / 2, mark.y - mark.h / 2
    said = f"<title>{_text(' '.join(mark.badge.sentences))}</title>"
    return (
        f"<g data-sign={_quoted(mark.id)} "
        f'transform="translate({_n(right)} {_n(top)}) scale({scale:.2f})">{said}{sign}</g>'
    )


def _bar(value: float | None, left: float, top: float, w: float, h: float) -> str:
    """Return the bar at the foot of a measured box: what is full of it is black."""
    if value is None:
        return ""
    x, y, wide = left + BAR_ROOM, top + h - BAR_ROOM - BAR / 2, w - 2 * BAR_ROOM
    full = _rect(x, y, wide * value, BAR, BLACK, "none", 0)
    return _rect(x, y, wide, BAR, WHITE, BLACK, 1) + full


def _box(
    look: MarkLook,
    x: float,
    y: float,
    w: float,
    h: float,
    doubtful: bool = False,
    round_by: float = 8,
) -> str:
    dashes = (6, 4) if doubtful else look.dashes
    if look.shape == "paper":
        d = (
            f"M{_n(x)} {_n(y)}H{_n(x + w - _DOG_EAR)}L{_n(x + w)} {_n(y + _DOG_EAR)}"
            f"V{_n(y + h)}H{_n(x)}ZM{_n(x + w - _DOG_EAR)} {_n(y)}V{_n(y + _DOG_EAR)}H{_n(x + w)}"
        )
        return (
            f'<path d="{d}" fill="{look.fill}" stroke="{look.border}" '
            f'stroke-width="{look.border_width}"{_dashes(dashes)}/>'
        )
    radius = {"round": round_by, "pill": min(h / 2, 22.0)}.get(look.shape, 0.0)
    return _rect(x, y, w, h, look.fill, look.border, look.border_width, radius, dashes)


def _badge(look: str, sign: str, x: float, y: float) -> str:
    fill, ink = BADGES[look]
    edge = BLACK if fill == WHITE else fill
    shape = (
        f'<rect x="{_n(x - 10)}" y="{_n(y - 9)}" width="18" height="18" '
        if look == "gap"
        else f'<circle cx="{_n(x - 1)}" cy="{_n(y)}" r="9" '
    )
    sign_text = _words(sign, x - 1, y + 4.5, 13, ink=ink if look == "gap" else BLACK, middle=True)
    return f'{shape}fill="{fill}" stroke="{edge}" stroke-width="1.5"/>{sign_text}'


def _line(line: Line, scale: float) -> str:
    look = LINE_LOOKS[line.look]
    dashes = _dashes([round(part * scale, 1) for part in look.dashes])
    style = f'fill="none" stroke="{look.colour}" stroke-width="{_n(look.width * scale)}"{dashes}'
    said = f"<title>{_text(' '.join(line.sentences))}</title>"
    tip = _arrow(line.points, look.colour, scale) if line.arrow else ""
    end = _break(line.break_at, scale) if line.break_at else ""
    if line.look == "silent" and not line.to_id:
        end = _question(line, scale)
    inside = f'<path d="{_path(line)}" {_INSIDE}/>' if look.double else ""
    drawn = f'<path d="{_path(line)}" {style}/>{inside}'
    return f'<g data-look="{line.look}">{said}{drawn}{tip}{end}</g>'


def _path(line: Line) -> str:
    first, *rest = (f"{_n(x)} {_n(y)}" for x, y in line.points)
    if line.way == "curve":
        return f"M{first}C{' '.join(rest)}"
    return f"M{first}" + "".join(f"L{point}" for point in rest)


def _arrow(points: Sequence[tuple[float, float]], colour: str, scale: float = 1) -> str:
    (ax, ay), (bx, by) = points[-2:]
    length = max(((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5, 0.01)
    ux, uy = (bx - ax) / length, (by - ay) / length
    long = min(11 * scale, max(length, 6))
    wide = long * 0.41
    corners = (
        (bx, by),
        (bx - long * ux - wide * uy, by - long * uy + wide * ux),
        (bx - long * ux + wide * uy, by - long * uy - wide * ux),
    )
    return f'<polygon points="{" ".join(f"{_n(x)},{_n(y)}" for x, y in corners)}" fill="{colour}"/>'


def _question(line: Line, scale: float) -> str:
    (ax, _), (bx, y) = line.points[-2:]
    x = bx + (8 if bx > ax else -8) * scale
    colour = LINE_LOOKS[line.look].colour
    mark = _words("?", x, y + 4.5 * scale, 12 * scale, ink=colour, middle=True)
    return (
        f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(8 * scale)}" fill="{WHITE}" stroke="{colour}" '
        f'stroke-dasharray="2 2"/>{mark}'
    )


def _break(at: tuple[float, float], scale: float) -> str:
    """Cut a gap's line in the middle, or it would look like one."""
    (x, y), half, lean = at, 7 * scale, 2 * scale
    strokes = "".join(
        f"M{_n(x + side * half * 0.7 - lean)} {_n(y + half)}"
        f"L{_n(x + side * half * 0.7 + lean)} {_n(y - half)}"
        for side in (-1, 1)
    )
    return (
        _rect(x - half * 0.7, y - half * 0.7, half * 1.4, half * 1.4, WHITE, "none", 0)
        + f'<path d="{strokes}" fill="none" stroke="{RED}" stroke-width="{_n(2.5 * scale)}"/>'
    )


def _label(line: Line, size: int) -> str:
    if not line.label:
        return ""
    x, y = line.label_at
    ink = LINE_LOOKS[line.look].colour
    return _words(line.label, x, y + size * 0.35, size, ink=ink, middle=True, halo=True)


def _legend(scene: Scene, x: float, y: float, width: float, size: int) -> tuple[str, float]:
    """Lay the legend out in columns below the picture; return it with its height."""
    drawn = [entry for entry in scene.legend if entry.what != "badge" or not entry.hidden]
    words = [f"{entry.words}{' (when chosen)' if entry.hidden else ''}" for entry in drawn]
    column = max((text_width(each, size) for each in words), default=0) + 70
    across = max(1, int(width // column))
    rows = -(-len(drawn) // across)
    row_height = max(_LEGEND_ROW, size * 1.7)
    parts = [_words("What the shapes and lines mean", x, y + size, size, bold=True)]
    for i, entry in enumerate(drawn):
        at_x = x + (i // rows) * column
        at_y = y + size * 1.4 + (i % rows) * row_height + row_height / 2
        parts.append(_sample(entry, at_x, at_y))
        parts.append(_words(words[i], at_x + 46, at_y + size * 0.35, size * 0.95))
    height = size * 1.4 + rows * row_height + 10
    told = unsigned_words(scene.marks)
    if told:
        height += row_height
        parts.append(_words(told, x, y + height - row_height * 0.65, size * 0.95))
    return "".join(parts), height


def _sample(entry: LegendEntry, x: float, y: float) -> str:
    if entry.what == "line":
        look = LINE_LOOKS[entry.look]
        style = f'stroke="{look.colour}" stroke-width="{look.width}"{_dashes(look.dashes)}'
        inside = f'<path d="M{_n(x)} {_n(y)}h36" {_INSIDE}/>' if look.double else ""
        tip = _arrow(((x, y), (x + 36, y)), look.colour) if entry.arrow else ""
        return f'<path d="M{_n(x)} {_n(y)}h36" fill="none" {style}/>{inside}{tip}'
    if entry.what == "badge":
        sign = {"gap": "!", "silent": "?", "planned": "P"}[entry.look]
        return _badge(entry.look, sign, x + 19, y)
    mark = entry.mark or MARK_LOOKS[entry.look]
    behind = _box(mark, x + 4, y - 6, 36, 18) if entry.what == "several" else ""
    sample = behind + _box(mark, x, y - 10, 36, 20, round_by=4)
    return sample + _bar(entry.bar, x - 5, y - 8, 46, 20)
