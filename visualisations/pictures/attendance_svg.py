"""Attendance meeting by meeting, and engagement over time, as pictures."""

from collections.abc import Sequence
from itertools import pairwise

from graph.engagement.attendance_timeline import (
    CANCELLED,
    NO_REGISTER,
    NOT_LISTED,
    STATES,
    AttendanceTimeline,
    TimelineCell,
    timelines_of_body,
    timelines_of_partner,
)
from graph.engagement.trend import TrendPoint
from graph.facts.dates import day_words
from graph.view import View
from visualisations.svg_shapes import document, escaped, line, number, rect, words
from visualisations.text import wrap
from visualisations.themes import BLACK, GREY, RED, WHITE

# Pixels: small text; a cell and the step to the next; the corner of the first cell, and a row; the
# least width of the picture, and where a line of its key ends.
_SMALL = 12
_CELL, _STEP = 26.0, 34.0
_LEFT, _TOP, _ROW = 260.0, 96.0, 40.0
_LEAST_WIDTH, _KEY_WIDTH = 760, 740
_MOST = 24  # days: two years of a board that meets each month, and as wide as a page
_LETTER = 6.6  # pixels that a letter of the key is wide, a little more than most are
_BLUE, _GREEN = "#1d70b8", "#005a52"
# Each state has a sign of its own; fill and broken edge only repeat it.
_LOOKS: dict[str, tuple[str, str, str, tuple[int, ...]]] = {
    "present": ("P", _BLUE, WHITE, ()),
    "deputy": ("D", _GREEN, WHITE, ()),
    "apologies_with_input": ("A+", WHITE, BLACK, ()),
    "apologies": ("A", WHITE, BLACK, ()),
    "no_contact": ("N", WHITE, RED, ()),
    NOT_LISTED: ("?", WHITE, BLACK, (3, 3)),
    NO_REGISTER: ("·", WHITE, GREY, (1, 3)),
    CANCELLED: ("C", "#f3f2f1", GREY, (1, 3)),
}
_PART = "½"


def partner_strips(view: View, partner: str) -> str:
    """Return a partner's attendance at each of its bodies as an SVG document."""
    strips = timelines_of_partner(view, partner)
    title = f"{view.name(partner)}: meetings it was expected at"
    return _strips(view, title, [(view.name(strip.body), strip) for strip in strips])


def body_strips(view: View, body: str, name: str = "attendance") -> str:
    """Return the attendance of each scored partner at a body as an SVG document.

    name keeps its ids apart from those of other pictures in one page.
    """
    strips = timelines_of_body(view, body)
    title = f"{view.name(body)}: who was there"
    return _strips(view, title, [(view.name(strip.partner), strip) for strip in strips], name)


def _strips(
    view: View, title: str, rows: Sequence[tuple[str, AttendanceTimeline]], name: str = "attendance"
) -> str:
    # Each day that any of them met is a column, so that rows can be compared.
    met = sorted({(cell.day.first, str(cell.day)) for _, strip in rows for cell in strip.cells})
    shown = [text for _, text in met[-_MOST:]]
    at = {text: _LEFT + i * _STEP for i, text in enumerate(shown)}
    made_up = " (invented)" if view.snapshot.area.invented else ""
    heading = f"{title}, by {day_words(view.day)}{made_up}"
    parts = [words(heading, 20, 34, 17, bold=True), *_days(at)]
    if not rows:
        parts.append(words("No meeting with a register is recorded: ask for them.", 20, 70, 14))
    y = _TOP
    for row, strip in rows:
        lines = wrap(row, _LEFT - 40, _SMALL, most=2)
        for i, text in enumerate(lines):
            parts.append(words(text, 20, y + 17 + (i - (len(lines) - 1) / 2) * 14, _SMALL))
        parts += [_cell(cell, at[str(cell.day)], y) for cell in strip.cells if str(cell.day) in at]
        y += _ROW
    used = {cell.state for _, strip in rows for cell in strip.cells}
    parts += _key(used, y + 16, any(cell.part for _, s in rows for cell in s.cells))
    width = max(_LEFT + len(shown) * _STEP + 30, _LEAST_WIDTH)
    counted = " ".join(f"{row}: {_counted(strip)}." for row, strip in rows)
    more = f" The {_MOST} latest days are drawn." if len(met) > _MOST else ""
    return document(name, title, f"{counted}{more}", width, y + 76, parts)


def _days(at: dict[str, float]) -> list[str]:
    parts = []
    for text, x in at.items():
        turned = f'<g transform="translate({number(x + 17)} {number(_TOP - 8)}) rotate(-40)">'
        parts.append(f"{turned}{words(_day(text), 0, 0, 11)}</g>")
    return parts


def _day(text: str) -> str:
    """Say a day briefly: 15 Sep 26, or what there is of it."""
    year, *rest = text.split("-")
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    month = [months[int(rest[0]) - 1]] if rest else []
    day = [str(int(rest[1]))] if len(rest) > 1 else []
    return " ".join([*day, *month, year[2:] if rest else year])


def _cell(cell: TimelineCell, x: float, y: float) -> str:
    title = f"<title>{escaped(f'{day_words(cell.day)}: {cell.words}')}</title>"
    return f"<g>{title}{_box(cell.state, x, y, cell.part)}</g>"


def _box(state: str, x: float, y: float, part: bool = False) -> str:
    sign, fill, ink, dashes = _LOOKS[state]
    radius = _CELL / 2 if state == "deputy" else 2
    edge = ink if fill == WHITE else BLACK
    box = rect(x, y, _CELL, _CELL, fill, edge, 1.5, radius, dashes)
    if part:
        # Half of the box is left white: there, and not for all of it.
        box += rect(x + _CELL / 2, y + 1, _CELL / 2 - 1, _CELL - 2, WHITE, "none", 0)
        return box + words(_PART, x + _CELL * 0.75, y + 18, 13, bold=True, middle=True)
    return box + words(sign, x + _CELL / 2, y + 18, 13, ink=ink, bold=True, middle=True)


def _key(used: set[str], y: float, part: bool) -> list[str]:
    parts, x = [], 20.0
    samples = [(state, STATES[state], False) for state in _LOOKS if state in used]
    samples += [("present", "there for part of it", True)] if part else []
    for state, meaning, half in samples:
        width = _CELL + 12 + len(meaning) * _LETTER
        if x + width > _KEY_WIDTH:
            x, y = 20.0, y + 32
        parts += [_box(state, x, y, half), words(meaning, x + _CELL + 6, y + 17, _SMALL)]
        x += width + 10
    return parts


def _counted(strip: AttendanceTimeline) -> str:
    counts: dict[str, int] = {}
    for cell in strip.cells:
        counts[cell.words] = counts.get(cell.words, 0) + 1
    return ", ".join(f"{state} {count}" for state, count in counts.items())


# Pixels: the size of the curve, and its corner.
_WIDE, _HIGH = 560.0, 220.0
_TREND_LEFT, _TREND_TOP = 60.0, 64.0


def trend_line(name: str, points: Sequence[TrendPoint]) -> str:
    """Return a partner's engagement over time, with its bounds, as an SVG document."""
    title = f"{name}: how much it has been seen, over time"
    parts = [words(title, 20, 34, 17, bold=True)]
    for value in (0.0, 0.25, 0.5, 0.75, 1.0):
        y = _level(value)
        parts.append(line(_TREND_LEFT, y, _TREND_LEFT + _WIDE, y, "#b1b4b6", 1, (2, 4)))
        parts.append(words(f"{value:.2f}", _TREND_LEFT - 8, y + 4, 11, end=True))
    step = _WIDE / max(len(points), 1)
    spots = [(_TREND_LEFT + step * (i + 0.5), point) for i, point in enumerate(points)]
    known = [(x, p.value) for x, p in spots if p.value is not None]
    for (x, value), (to_x, to) in pairwise(known):
        parts.append(line(x, _level(value), to_x, _level(to), BLACK, 2))
    for x, point in spots:
        parts += _point(x, point)
    parts.append(_trend_key())
    in_words = " ".join(map(_in_words, points))
    width, height = _TREND_LEFT + _WIDE + 30, _TREND_TOP + _HIGH + 76
    return document("trend", title, in_words, width, height, parts)


def _in_words(point: TrendPoint) -> str:
    value = "too little recorded to say" if point.value is None else f"{point.value:.2f}"
    return f"{day_words(point.day)}: {value}, between {point.low:.2f} and {point.high:.2f}."


def _level(value: float) -> float:
    return _TREND_TOP + (1 - value) * _HIGH


def _point(x: float, point: TrendPoint) -> list[str]:
    low, high = _level(point.low), _level(point.high)
    parts = [line(x, low, x, high, GREY, 1.5)]
    parts += [line(x - 5, y, x + 5, y, GREY, 1.5) for y in (low, high)]
    day = words(_day(point.day.isoformat()), x, _TREND_TOP + _HIGH + 22, 11, middle=True)
    if point.value is None:
        middle = (low + high) / 2
        return [*parts, words("?", x, middle + 4, 14, bold=True, middle=True, halo=True), day]
    y = _level(point.value)
    dot = f'<circle cx="{number(x)}" cy="{number(y)}" r="5" fill="{BLACK}"/>'
    label = words(f"{point.value:.2f}", x + 9, y - 6, _SMALL, bold=True, halo=True)
    return [*parts, dot, label, day]


def _trend_key() -> str:
    y = _TREND_TOP + _HIGH + 52
    key = "Bars say how far what is not known could move it; ? means too little to say."
    return words(key, _TREND_LEFT - 8, y, _SMALL)
