"""The shapes of a map that its legend shows too, as SVG: boxes, bars, signs and arrows."""

from collections.abc import Sequence

from visualisations.nodes import BAR, BAR_ROOM
from visualisations.routing.geometry import Point
from visualisations.svg_shapes import dash, number, rect, words
from visualisations.themes import BADGE_STYLES, BLACK, WHITE, EdgeStyle, NodeStyle

LETTER_DOWN = 4.5
"""Pixels from the middle of a sign to the base line of its letter."""
_DOG_EAR = 11  # pixels: as wide as a letter, so that it is seen and hides none
_SIGN, _SIGN_LETTER = 18, 13  # pixels: of a sign and its letter
# Pixels: how long an arrow is, and at least; and half its width, in its length.
_ARROW, _ARROW_LEAST, _ARROW_WIDE = 11, 6, 0.41
_INSIDE = f'fill="none" stroke="{WHITE}" stroke-width="2"'


def box(
    style: NodeStyle,
    x: float,
    y: float,
    w: float,
    h: float,
    dashes: Sequence[float],
    radius: float,
) -> str:
    """Return a box with its top left corner at a place."""
    if style.shape == "paper":
        d = (
            f"M{number(x)} {number(y)}H{number(x + w - _DOG_EAR)}"
            f"L{number(x + w)} {number(y + _DOG_EAR)}V{number(y + h)}H{number(x)}Z"
            f"M{number(x + w - _DOG_EAR)} {number(y)}V{number(y + _DOG_EAR)}H{number(x + w)}"
        )
        return (
            f'<path d="{d}" fill="{style.fill}" stroke="{style.border}" '
            f'stroke-width="{style.border_width}"{dash(dashes)}/>'
        )
    return rect(x, y, w, h, style.fill, style.border, style.border_width, radius, dashes)


def bar(value: float | None, left: float, top: float, w: float, h: float) -> str:
    """Return the bar at the foot of a measured box: what is full of it is black."""
    if value is None:
        return ""
    x, y, wide = left + BAR_ROOM, top + h - BAR_ROOM - BAR / 2, w - 2 * BAR_ROOM
    full = rect(x, y, wide * value, BAR, BLACK, "none", 0)
    return rect(x, y, wide, BAR, WHITE, BLACK, 1) + full


def badge(look: str, x: float, y: float) -> str:
    """Return a sign: a square for a gap, a circle for the others."""
    style, half = BADGE_STYLES[look], _SIGN / 2
    edge = BLACK if style.fill == WHITE else style.fill
    shape = (
        f'<rect x="{number(x - half - 1)}" y="{number(y - half)}" width="{_SIGN}" height="{_SIGN}" '
        if look == "gap"
        else f'<circle cx="{number(x - 1)}" cy="{number(y)}" r="{number(half)}" '
    )
    ink = style.ink if look == "gap" else BLACK
    letter = words(style.sign, x - 1, y + LETTER_DOWN, _SIGN_LETTER, ink=ink, middle=True)
    return f'{shape}fill="{style.fill}" stroke="{edge}" stroke-width="1.5"/>{letter}'


def line(path: str, style: EdgeStyle, scale: float = 1) -> str:
    """Return an edge along a path; a double one with a white line along its middle."""
    dashes = dash([round(part * scale, 1) for part in style.dashes])
    width = number(style.width * scale)
    drawn = f'<path d="{path}" fill="none" stroke="{style.colour}" stroke-width="{width}"{dashes}/>'
    return drawn + (f'<path d="{path}" {_INSIDE}/>' if style.double else "")


def arrow(points: Sequence[Point], colour: str, scale: float = 1) -> str:
    """Return the tip of an edge, at its last point."""
    (ax, ay), (bx, by) = points[-2:]
    length = max(((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5, 0.01)
    ux, uy = (bx - ax) / length, (by - ay) / length
    # Never longer than the piece it ends, or it would point from within the box before.
    long = min(_ARROW * scale, max(length, _ARROW_LEAST))
    wide = long * _ARROW_WIDE
    corners = (
        (bx, by),
        (bx - long * ux - wide * uy, by - long * uy + wide * ux),
        (bx - long * ux + wide * uy, by - long * uy - wide * ux),
    )
    path = " ".join(f"{number(x)},{number(y)}" for x, y in corners)
    return f'<polygon points="{path}" fill="{colour}"/>'
