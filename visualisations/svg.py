"""Our own SVG: the scene as a picture with text that can be selected, searched and printed."""

from collections.abc import Iterable

from visualisations.drawing import FONT as _FONT
from visualisations.drawing import dash as _dashes
from visualisations.drawing import escaped as _text
from visualisations.drawing import number as _n
from visualisations.drawing import quoted as _quoted
from visualisations.drawing import rect as _rect
from visualisations.drawing import words as _words
from visualisations.legend import LegendEntry
from visualisations.lines import Line
from visualisations.marks import Mark
from visualisations.scene import Scene
from visualisations.themes import BADGES, BLACK, LINE_LOOKS, MARK_LOOKS, THEMES, WHITE

_DOG_EAR = 11
_LEGEND_ROW = 26
_HEADER = 2.6


def draw(scene: Scene, hidden: bool = False) -> str:
    """Return the scene as an SVG document; hidden says that seats and chairs are drawn too."""
    font = THEMES[scene.theme].font
    left, top, width, height = scene.box
    width = max(width, 40.0 * font)
    legend, legend_height = _legend(scene.legend, left + 20, top + height + 10, width - 40, font)
    header = _HEADER * font
    box = (left, top - header, width, height + header + legend_height + 20)
    lines = [line for line in scene.lines if hidden or not LINE_LOOKS[line.look].hidden]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{" ".join(_n(v) for v in box)}" '
        f'width="{_n(box[2])}" height="{_n(box[3])}" role="img" '
        f'aria-labelledby="map-title map-desc" font-family="{_FONT}" font-size="{font}">',
        f'<title id="map-title">{_text(scene.title)}</title>',
        f'<desc id="map-desc">{_text(" ".join(scene.summary))}</desc>',
        _rect(box[0], box[1], box[2], box[3], WHITE, "none", 0),
        _words(_header(scene), left + 20, top - header + 1.5 * font, round(font * 1.2), bold=True),
        *(_line(line) for line in lines),
        *(_mark(mark, font) for mark in scene.marks),
        *(
            _words(text, h.x, h.y + font * (0.95 + 1.2 * i), font, bold=True, halo=True)
            for h in scene.headings
            for i, text in enumerate(h.lines)
        ),
        *(_line(line) for line in scene.absences),
        *(_label(line, font) for line in (*lines, *scene.absences)),
        legend,
        "</svg>",
    ]
    return "\n".join(part for part in parts if part) + "\n"


def _header(scene: Scene) -> str:
    return f"{scene.title}{' (treated as complete)' if scene.complete else ''}"


def _mark(mark: Mark, font: int) -> str:
    look = MARK_LOOKS[mark.sort]
    left, top = mark.x - mark.w / 2, mark.y - mark.h / 2
    parts = [f'<g data-id={_quoted(mark.id)} data-sort="{mark.sort}">']
    parts.append(f"<title>{_text(f'{mark.name} ({mark.kind})')}</title>")
    for behind in (7, 3.5) if mark.count > 1 else ():
        parts.append(_box(mark.sort, left + behind, top + behind, mark.w, mark.h))
    doubtful = bool(mark.doubts) and mark.sort != "missing"
    parts.append(_box(mark.sort, left, top, mark.w, mark.h, doubtful))
    line_height = font * 1.18
    first = mark.y - len(mark.lines) * line_height / 2 + font * 0.95
    for i, text in enumerate(mark.lines):
        at = first + i * line_height
        parts.append(_words(text, mark.x, at, font, ink=look.ink, middle=True))
    if mark.badge:
        sign = _badge(mark.badge.look, mark.badge.sign, 0, 0)
        moved = f"translate({_n(left + mark.w)} {_n(top)}) scale({font / 14:.2f})"
        parts.append(f'<g transform="{moved}">{sign}</g>')
    return "".join([*parts, "</g>"])


def _box(
    sort: str, x: float, y: float, w: float, h: float, doubtful: bool = False, round_by: float = 8
) -> str:
    look = MARK_LOOKS[sort]
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


def _line(line: Line) -> str:
    look = LINE_LOOKS[line.look]
    style = f'fill="none" stroke="{look.colour}" stroke-width="{look.width}"{_dashes(look.dashes)}'
    said = f"<title>{_text(' '.join(line.sentences))}</title>"
    tip = _arrow(line, look.colour) if look.arrow else ""
    end = _break(line) if line.look == "gap" and line.to_id else ""
    if line.look == "silent" and not line.to_id:
        end = _question(line)
    return f'<g data-look="{line.look}">{said}<path d="{_path(line)}" {style}/>{tip}{end}</g>'


def _path(line: Line) -> str:
    first, *rest = (f"{_n(x)} {_n(y)}" for x, y in line.points)
    if line.way == "curve":
        return f"M{first}C{' '.join(rest)}"
    return f"M{first}" + "".join(f"L{point}" for point in rest)


def _arrow(line: Line, colour: str) -> str:
    (ax, ay), (bx, by) = line.points[-2:]
    length = max(((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5, 0.01)
    ux, uy = (bx - ax) / length, (by - ay) / length
    corners = (
        (bx, by),
        (bx - 10 * ux - 4 * uy, by - 10 * uy + 4 * ux),
        (bx - 10 * ux + 4 * uy, by - 10 * uy - 4 * ux),
    )
    return f'<polygon points="{" ".join(f"{_n(x)},{_n(y)}" for x, y in corners)}" fill="{colour}"/>'


def _question(line: Line) -> str:
    (ax, _), (bx, y) = line.points[-2:]
    x = bx + (8 if bx > ax else -8)
    colour = LINE_LOOKS[line.look].colour
    return (
        f'<circle cx="{_n(x)}" cy="{_n(y)}" r="8" fill="{WHITE}" stroke="{colour}" '
        f'stroke-dasharray="2 2"/>{_words("?", x, y + 4.5, 12, ink=colour, middle=True)}'
    )


def _break(line: Line) -> str:
    """Cut a gap's line in the middle, or it would look like one."""
    x, y = line.label_at
    return (
        _rect(x - 24, y - 8, 48, 16, WHITE, "none", 0)
        + f'<path d="M{_n(x - 28)} {_n(y - 7)}l4 14M{_n(x + 24)} {_n(y - 7)}l4 14" '
        f'stroke="{LINE_LOOKS["gap"].colour}" stroke-width="2.5"/>'
    )


def _label(line: Line, font: int) -> str:
    if not line.label:
        return ""
    x, y = line.label_at
    size = 12 if line.look == "gap" else max(12, font - 2)
    ink = LINE_LOOKS[line.look].colour
    return _words(line.label, x, y + size * 0.35, size, ink=ink, middle=True, halo=True)


def _legend(
    entries: Iterable[LegendEntry], x: float, y: float, width: float, font: int
) -> tuple[str, float]:
    """Lay the legend out in columns below the picture; return it with its height."""
    drawn = list(entries)
    size = font
    column = size * 21.0
    across = max(1, int(width // column))
    rows = -(-len(drawn) // across)
    row_height = max(_LEGEND_ROW, size * 1.7)
    parts = [_words("What the shapes and lines mean", x, y + size, size, bold=True)]
    for i, entry in enumerate(drawn):
        at_x = x + (i // rows) * column
        at_y = y + size * 1.4 + (i % rows) * row_height + row_height / 2
        parts.append(_sample(entry, at_x, at_y))
        words = f"{entry.words}{' (when chosen)' if entry.hidden else ''}"
        parts.append(_words(words, at_x + 46, at_y + size * 0.35, size * 0.95))
    return "".join(parts), size * 1.4 + rows * row_height + 10


def _sample(entry: LegendEntry, x: float, y: float) -> str:
    if entry.what == "line":
        look = LINE_LOOKS[entry.look]
        style = f'stroke="{look.colour}" stroke-width="{look.width}"{_dashes(look.dashes)}'
        return f'<path d="M{_n(x)} {_n(y)}h36" fill="none" {style}/>'
    if entry.what == "badge":
        sign = {"gap": "!", "silent": "?", "planned": "P"}[entry.look]
        return _badge(entry.look, sign, x + 19, y)
    behind = _box(entry.look, x + 4, y - 6, 36, 18) if entry.what == "several" else ""
    return behind + _box(entry.look, x, y - 10, 36, 20, round_by=4)
