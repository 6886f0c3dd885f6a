"""Who sits where, as a matrix: members down the side, bodies along the top."""

from graph.facts.model import Node
from graph.kinds import NODE_KIND
from graph.measures.measure import things
from graph.two_mode import Membership, TwoMode
from visualisations.svg_shapes import FONT, escaped, number, quoted, rect, words
from visualisations.text import text_width, wrap
from visualisations.themes import BLACK, GREY, WHITE

_SIZE = 14
_CELL = 30
_SIDE = 350
_MARGIN = 20
_OPEN = (4.0, 3.0)
_ROW_SHADE = "#f3f2f1"
# The letter repeats what the colour says.
_LOOKS = {
    "chairs": ("C", "chairs", "#1d70b8", WHITE),
    "co_chairs": ("C", "co-chairs", "#1d70b8", WHITE),
    "vice_chairs": ("V", "is vice-chair", "#005a52", WHITE),
    "member_of": ("S", "has a seat", WHITE, BLACK),
}


def draw(found: TwoMode, area: str) -> str:
    """Return the matrix as an SVG document; a map without members says so."""
    title = f"{area}: who sits where"
    if not found.members:
        return _document(title, "No seat is recorded: ask.", 480, 90, [])
    head = _head_height(found.bodies)
    left, top = _MARGIN + _SIDE, _MARGIN + 30 + head
    height = top + _CELL * len(found.members) + 70
    wide = left + _CELL * len(found.bodies) + head * 0.75
    names = {node.id: node.name for node in (*found.members, *found.bodies)}
    parts = [words(title, _MARGIN, _MARGIN + 12, _SIZE * 1.2, bold=True)]
    parts += [_column(body, left + i * _CELL, top) for i, body in enumerate(found.bodies)]
    for row, member in enumerate(found.members):
        y = top + row * _CELL
        if row % 2 == 0:
            across = _SIDE + _CELL * len(found.bodies)
            parts.append(rect(_MARGIN, y, across, _CELL, _ROW_SHADE, "none", 0))
        said = wrap(member.name, _SIDE - 12, _SIZE, 1)[0]
        text = words(said, _MARGIN + 6, y + _CELL / 2 + 5, _SIZE)
        parts.append(f"<g><title>{escaped(_described(member))}</title>{text}</g>")
        for column, body in enumerate(found.bodies):
            seat = found.seats.get((member.id, body.id))
            if seat:
                parts.append(_cell(seat, names, left + column * _CELL, y))
    doubtful = any(seat.maybe for seat in found.seats.values())
    parts.append(_legend(_MARGIN, height - 46, doubtful))
    parts.append(words(found.coverage.sentence, _MARGIN, height - 14, _SIZE, ink=GREY))
    return _document(title, _summary(found), max(wide, 780 if doubtful else 560), height, parts)


def _document(title: str, summary: str, width: float, height: float, parts: list[str]) -> str:
    box = f"0 0 {number(width)} {number(height)}"
    shown = parts or [
        words(title, _MARGIN, _MARGIN + 12, _SIZE * 1.2, bold=True),
        words(summary, _MARGIN, _MARGIN + 40, _SIZE),
    ]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" width="{number(width)}" '
            f'height="{number(height)}" role="img" aria-labelledby="matrix-title matrix-desc" '
            f'font-family="{FONT}" font-size="{_SIZE}">',
            f'<title id="matrix-title">{escaped(title)}</title>',
            f'<desc id="matrix-desc">{escaped(summary)}</desc>',
            rect(0, 0, width, height, WHITE, "none", 0),
            *shown,
            "</svg>\n",
        ]
    )


def _summary(found: TwoMode) -> str:
    members = things(len(found.members), "member", "members")
    bodies = things(len(found.bodies), "body", "bodies")
    pairs = things(len(found.shared_members), "pair of bodies shares", "pairs of bodies share")
    return f"{members} and {bodies}; {pairs} a member. {found.coverage.sentence}"


def _described(node: Node) -> str:
    return f"{node.name} ({NODE_KIND[node.kind].label})"


def _head_height(bodies: tuple[Node, ...]) -> float:
    widest = max(text_width(body.name, _SIZE) for body in bodies)
    return min(widest, 230.0) * 0.8 + 16


def _column(body: Node, x: float, y: float) -> str:
    """Write the name of a body slantwise above its column, with a line down the column."""
    at_x, at_y = x + _CELL / 2 + 4, y - 8
    said = wrap(body.name, 230, _SIZE, 1)[0]
    turned = f'transform="rotate(-53 {number(at_x)} {number(at_y)})"'
    text = words(said, at_x, at_y, _SIZE)
    described = f"<title>{escaped(_described(body))}</title>"
    return f"<g data-id={quoted(body.id)} {turned}>{described}{text}</g>"


def _cell(seat: Membership, names: dict[str, str], x: float, y: float) -> str:
    letter, _, fill, ink = _LOOKS[seat.kinds[0]]
    said = f"{names[seat.member]} {seat.words} {names[seat.body]}"
    said += f" ({seat.doubt})" if seat.doubt else ""
    dashes = _OPEN if seat.kinds[0] in seat.maybe else ()
    box = rect(x + 4, y + 4, _CELL - 8, _CELL - 8, fill, BLACK, 1.5, 3, dashes)
    sign = words(letter, x + _CELL / 2, y + _CELL / 2 + 5, _SIZE, ink=ink, bold=True, middle=True)
    return f"<g><title>{escaped(said)}</title>{box}{sign}</g>"


def _legend(x: float, y: float, doubtful: bool) -> str:
    parts, at = [], x
    for kind, (letter, said, fill, ink) in _LOOKS.items():
        if kind == "co_chairs":
            continue
        label = "chairs or co-chairs" if kind == "chairs" else said
        parts.append(rect(at, y - 15, 20, 20, fill, BLACK, 1.5, 3))
        parts.append(words(letter, at + 10, y, 13, ink=ink, bold=True, middle=True))
        parts.append(words(label, at + 28, y, _SIZE))
        at += 48 + text_width(label, _SIZE)
    if doubtful:
        parts.append(rect(at, y - 15, 20, 20, WHITE, BLACK, 1.5, 3, _OPEN))
        parts.append(words("maybe: a partial date leaves it open", at + 28, y, _SIZE))
    return "".join(parts)
