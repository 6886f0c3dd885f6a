"""The few shapes that every picture of ours is made of, as SVG."""

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from visualisations.text import NOT_IN_XML
from visualisations.themes import BLACK, GREY, WHITE

FONT = "Arial, 'Liberation Sans', Helvetica, sans-serif"
_HALO = 4  # pixels: two on each side of a letter, so that a line below it does not touch it


def rect(
    x: float,
    y: float,
    w: float,
    h: float,
    fill: str,
    border: str,
    width: float,
    radius: float = 0,
    dashes: Sequence[float] = (),
) -> str:
    """Return a box with its top left corner at a place."""
    return (
        f'<rect x="{number(x)}" y="{number(y)}" width="{number(w)}" height="{number(h)}" '
        f'rx="{number(radius)}" fill="{fill}" stroke="{border}" stroke-width="{width}"'
        f"{dash(dashes)}/>"
    )


def words(
    text: str,
    x: float,
    y: float,
    size: float,
    *,
    ink: str = BLACK,
    bold: bool = False,
    middle: bool = False,
    end: bool = False,
    halo: bool = False,
) -> str:
    """Return a line of text that begins at a place, or has its middle or end there."""
    style = ' font-weight="bold"' if bold else ""
    style += ' text-anchor="middle"' if middle else ' text-anchor="end"' if end else ""
    style += f' paint-order="stroke" stroke="{WHITE}" stroke-width="{_HALO}"' if halo else ""
    ink = ink if ink != WHITE or not halo else GREY
    at = f'x="{number(x)}" y="{number(y)}" font-size="{number(size)}"'
    return f'<text {at} fill="{ink}"{style}>{escaped(text)}</text>'


def line(
    x1: float,
    y1: float,
    x2: float,
    y2: float,
    colour: str = GREY,
    width: float = 1,
    dashes: Sequence[float] = (),
) -> str:
    """Return a straight line."""
    ends = f"M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}"
    return f'<path d="{ends}" fill="none" stroke="{colour}" stroke-width="{width}"{dash(dashes)}/>'


def document(
    name: str, title: str, description: str, width: float, height: float, parts: Sequence[str]
) -> str:
    """Return a picture with a title and a description for those who do not see it.

    name keeps its ids apart from those of other pictures in one page.
    """
    size = f'viewBox="0 0 {number(width)} {number(height)}" width="{number(width)}"'
    head = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} height="{number(height)}" role="img" '
        f'aria-labelledby="{name}-title {name}-desc" font-family="{FONT}" font-size="14">',
        f'<title id="{name}-title">{escaped(title)}</title>',
        f'<desc id="{name}-desc">{escaped(description)}</desc>',
        rect(0, 0, width, height, WHITE, "none", 0),
    ]
    return "\n".join([*head, *(part for part in parts if part), "</svg>"]) + "\n"


def dash(dashes: Sequence[float]) -> str:
    """Return the style of a broken line; "" for a whole one."""
    return f' stroke-dasharray="{" ".join(map(number, dashes))}"' if dashes else ""


def escaped(text: str) -> str:
    """Return a text as SVG may hold it."""
    return escape(text.translate(NOT_IN_XML))


def quoted(text: str) -> str:
    """Return a text as an attribute, with its quotes."""
    return quoteattr(text.translate(NOT_IN_XML))


def number(value: float) -> str:
    """Return a number to one decimal place."""
    return f"{value:.1f}".removesuffix(".0")
