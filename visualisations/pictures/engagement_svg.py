"""Influence against engagement: a grid of partners with bounds, and the unscored beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.engagement.ranking import PartnerEngagement, Unscored, engagement_of
from graph.engagement.scoring import ENGAGED_FROM, KEY_FROM, QUIET_BELOW, EngagementLabel
from graph.facts.dates import day_words
from graph.view import View
from visualisations.routing.geometry import Point, Rect, overlap
from visualisations.svg_shapes import document, escaped, line, rect, words
from visualisations.text import text_width, wrap
from visualisations.themes import BLACK, GREY, RED, WHITE

# Pixels: the text of headings and of all else; the corner of the grid and its side; the lists
# beside it; what stands below it (scale and key); and the picture's width.
_FONT, _SMALL = 14, 12
_LEFT, _TOP, _SIDE = 74.0, 76.0, 560.0
_LIST_AT, _LIST_WIDTH = 690.0, 370.0
_BELOW, _WIDTH = 104.0, 1080
_ROW, _LINE = 19.0, 16  # pixels below a heading, and from line to line of a list
_LONGEST_NAME = 190  # pixels: a third of the grid, so that a name fits on one side of its mark
_HALF_MARK = 8  # pixels: half of the largest mark, the diamond
# Names are tried at the ends of their bar, then above and below it in steps of a line, up to 15
# lines away: farther off a name would be nearer to other marks than to its own.
_NAME_STEP, _NAME_STEPS = 15, 15
_BLUE = "#1d70b8"
# Shape says what colour says: squares have been seen less, diamonds in part, circles often.
_LOOKS = {EngagementLabel.QUIET: (RED, "square"), EngagementLabel.MIXED: (BLACK, "diamond")}
_SHOWN = 12  # partners of each list, so that four lists stand beside the grid
_NOTHING = "No partner can be placed yet: ask for registers and actions first."


@dataclass(frozen=True, slots=True)
class _Spot:
    """A partner on the grid: where its mark stands, and where its name begins, or ends there."""

    partner: PartnerEngagement
    x: float
    y: float
    at: Point
    end: bool


def engagement_grid(view: View) -> str:
    """Return the grid of a view's partners as an SVG document."""
    engagement = engagement_of(view)
    partners = list(engagement.partners.values())
    placed = [p for p in partners if _on_grid(p)]
    beside = [p for p in partners if p not in placed]
    lists, height = _lists(beside, engagement.unscored)
    area = view.snapshot.area.title
    title = f"{area}: how key partners are, and how much they have been seen"
    spots = _spots(placed)
    parts = [
        words(f"{title}, {day_words(view.day)}", 20, 34, 17, bold=True),
        *_axes(),
        *(_bar(spot) for spot in spots),
        *(_mark(spot) for spot in spots),
        *(_name(spot) for spot in spots),
        words("" if spots else _NOTHING, _LEFT + 20, _y(0.5), _FONT),
        *_key(),
        *lists,
    ]
    tall = max(_TOP + _SIDE + _BELOW, height + 20)
    return document("engagement", title, _description(placed, beside), _WIDTH, tall, parts)


def _on_grid(partner: PartnerEngagement) -> bool:
    """Say whether a partner has both numbers and a label; the others are listed beside."""
    return partner.key is not None and partner.told


def _x(value: float) -> float:
    return _LEFT + value * _SIDE


def _y(value: float) -> float:
    return _TOP + (1 - value) * _SIDE


def _axes() -> list[str]:
    quiet_key = rect(_LEFT, _TOP, QUIET_BELOW * _SIDE, (1 - KEY_FROM) * _SIDE, "#f3f2f1", GREY, 1)
    parts = [quiet_key, rect(_LEFT, _TOP, _SIDE, _SIDE, "none", BLACK, 1.5)]
    for value in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0):
        parts.append(words(f"{value:.1f}", _x(value), _TOP + _SIDE + 20, _SMALL, middle=True))
        parts.append(words(f"{value:.1f}", _LEFT - 10, _y(value) + 4, _SMALL, end=True))
    for value in (QUIET_BELOW, ENGAGED_FROM):
        parts.append(line(_x(value), _TOP, _x(value), _TOP + _SIDE, GREY, 1, (4, 4)))
    parts.append(line(_LEFT, _y(KEY_FROM), _LEFT + _SIDE, _y(KEY_FROM), GREY, 1, (4, 4)))
    parts.append(words("Key, and seen less", _LEFT + 8, _TOP + 18, _SMALL, ink=BLACK, bold=True))
    ends = words("Key, and seen often", _LEFT + _SIDE - 8, _TOP + 18, _SMALL, bold=True, end=True)
    axis = "Engagement seen on the record (a stand-in for interest)"
    below = words(axis, _LEFT + _SIDE / 2, _TOP + _SIDE + 42, _FONT, middle=True)
    turned = f'<g transform="translate(26 {_TOP + _SIDE / 2}) rotate(-90)">'
    return [*parts, ends, below, f"{turned}{words('Key role', 0, 0, _FONT, middle=True)}</g>"]


def _spots(partners: Sequence[PartnerEngagement]) -> list[_Spot]:
    """Place each mark, and its name where no other name or mark stands."""
    marks = [(_x(p.engagement.value or 0), _y(p.key or 0)) for p in partners]
    half = _HALF_MARK
    taken: list[Rect] = [(x - half, y - half, x + half, y + half) for x, y in marks]
    bars = [(_x(p.engagement.low), _x(p.engagement.high)) for p in partners]
    taken += [(low, y - 4, high, y + 4) for (low, high), (_, y) in zip(bars, marks, strict=True)]
    spots = []
    for partner, (x, y), bar in zip(partners, marks, bars, strict=True):
        width = text_width(_short(partner.name), _SMALL)
        at, end, room = _free((x, y), bar, width, taken)
        taken.append(room)
        spots.append(_Spot(partner, x, y, at, end))
    return spots


def _free(
    mark: Point, bar: tuple[float, float], width: float, taken: Sequence[Rect]
) -> tuple[Point, bool, Rect]:
    """Return the nearest free place for a name: at an end of its bar, or above and below."""
    x, y = mark
    right, left = max(bar[1], x + _HALF_MARK) + 6, min(bar[0], x - _HALF_MARK) - 6
    options = [(right, y, False), (left, y, True)]
    for step in range(1, _NAME_STEPS + 1):
        for dy in (-step * _NAME_STEP, step * _NAME_STEP):
            options += [(x + 6, y + dy, False), (x - 6, y + dy, True)]
    best: tuple[Point, bool, Rect] | None = None
    for at_x, at_y, end in options:
        left = at_x - width if end else at_x
        room = (left - 2, at_y - 9, left + width + 2, at_y + 6)
        inside = room[0] > _LEFT and room[2] < _LEFT + _SIDE and room[1] > _TOP + 22
        inside = inside and room[3] < _TOP + _SIDE
        if best is None and inside:
            best = (at_x, at_y + 4), end, room
        if inside and not any(overlap(room, other) for other in taken):
            return (at_x, at_y + 4), end, room
    return best or ((x + 13, y + 4), False, (x, y, x, y))


def _bar(spot: _Spot) -> str:
    """Draw how far the missing parts could move a partner."""
    low, high = _x(spot.partner.engagement.low), _x(spot.partner.engagement.high)
    ends = [line(x, spot.y - 5, x, spot.y + 5, GREY, 1.5) for x in (low, high)]
    return line(low, spot.y, high, spot.y, GREY, 1.5) + "".join(ends)


def _mark(spot: _Spot) -> str:
    partner = spot.partner
    colour, shape = _LOOKS.get(partner.label, (_BLUE, "circle"))
    return f"<g><title>{_in_words(partner)}</title>{_shape(shape, spot.x, spot.y, colour)}</g>"


def _shape(shape: str, x: float, y: float, colour: str) -> str:
    if shape == "square":
        return rect(x - 6, y - 6, 12, 12, colour, BLACK, 1)
    if shape == "diamond":
        d = f"M{x:.1f} {y - 8:.1f}l8 8l-8 8l-8 -8Z"
        return f'<path d="{d}" fill="{WHITE}" stroke="{colour}" stroke-width="2.5"/>'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="7" fill="{colour}" stroke="{BLACK}"/>'


def _name(spot: _Spot) -> str:
    x, y = spot.at
    moved = abs(y - 4 - spot.y) > 1
    near = x + 3 if spot.end else x - 3
    thread = line(spot.x, spot.y, near, y - 4, GREY, 0.8) if moved else ""
    bold = spot.partner.quiet_but_key
    name = words(_short(spot.partner.name), x, y, _SMALL, end=spot.end, halo=True, bold=bold)
    return thread + name


def _key() -> list[str]:
    """Explain shapes and bars below the grid."""
    y = _TOP + _SIDE + 72
    marks = (
        ("square", RED, "has been seen less"),
        ("diamond", BLACK, "seen in part"),
        ("circle", _BLUE, "seen often"),
    )
    parts, x = [], _LEFT
    for shape, colour, meaning in marks:
        parts += [_shape(shape, x, y, colour), words(meaning, x + 14, y + 4, _SMALL)]
        x += 30 + text_width(meaning, _SMALL) + 14
    parts += [line(x, y, x + 30, y, GREY, 1.5), line(x, y - 5, x, y + 5, GREY, 1.5)]
    parts.append(line(x + 30, y - 5, x + 30, y + 5, GREY, 1.5))
    parts.append(words("how far what is not known could move it", x + 38, y + 4, _SMALL))
    return parts


def _lists(
    beside: Sequence[PartnerEngagement], unscored: Sequence[Unscored]
) -> tuple[list[str], float]:
    """List those that are not on the grid, with why; return the lists and where they end."""
    key = [p for p in beside if p.key_but_unrecorded]
    few = [p for p in beside if p.label is EngagementLabel.TOO_FEW and p not in key]
    rest = [p for p in beside if p not in key and p not in few]
    groups = (
        ("Key, and we do not know: ask for registers", [(p.name, _known(p)) for p in key]),
        ("Too few registers to say", [(p.name, _attended(p)) for p in few]),
        ("Not enough recorded to say", [(p.name, _covered(p)) for p in rest]),
        ("Not scored", [(one.name, one.why) for one in unscored]),
    )
    parts, y = [], _TOP + 6
    for heading, rows in groups:
        if not rows:
            continue
        parts.append(words(f"{heading} ({len(rows)})", _LIST_AT, y, _FONT, bold=True))
        y += _ROW
        for name, why in rows[:_SHOWN]:
            for text in wrap(f"{name}: {why}", _LIST_WIDTH, _SMALL):
                parts.append(words(text, _LIST_AT, y, _SMALL))
                y += _LINE
            y += 3
        if len(rows) > _SHOWN:
            more = f"and {len(rows) - _SHOWN} more, in the table"
            parts.append(words(more, _LIST_AT, y, _SMALL))
            y += _ROW
        y += 14
    return parts, y


def _covered(partner: PartnerEngagement) -> str:
    return f"{partner.engagement.coverage:.0%} of the evidence on record"


def _known(partner: PartnerEngagement) -> str:
    return _attended(partner) if partner.label is EngagementLabel.TOO_FEW else _covered(partner)


def _attended(partner: PartnerEngagement) -> str:
    return f"attendance {partner.turnout.words}" if partner.turnout.entries else "no register"


def _short(name: str) -> str:
    return wrap(name, _LONGEST_NAME, _SMALL, most=1)[0]


def _in_words(partner: PartnerEngagement) -> str:
    score = partner.engagement
    how = " (whatever is not known)" if partner.confirmed else ""
    label = f"{partner.name} {partner.label_words}{how}: engagement {score.value or 0:.2f} "
    bounds = f"({score.low:.2f} to {score.high:.2f}), key role {partner.key or 0:.2f}"
    return escaped(f"{label}{bounds}, {_covered(partner)}.")


def _description(placed: Sequence[PartnerEngagement], beside: Sequence[PartnerEngagement]) -> str:
    key = [p.name for p in placed if p.quiet_but_key]
    grid = f"A grid of {len(placed)} partners, engagement across and key role upward, 0 to 1."
    names = f" Key and seen less: {', '.join(key)}." if key else " None is key and seen less."
    listed = f" {len(beside)} more are listed beside it, for too little is recorded of them."
    return f"{grid}{names}{listed if beside else ''} The table says the same in words."
