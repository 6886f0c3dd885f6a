"""Who sits where, as a matrix: members down the side, bodies along the top."""

from graph.facts.model import Node
from graph.kinds import NODE_KIND
from graph.measures.measure import things
from graph.two_mode import Membership, TwoMode
from visualisations.svg_shapes import document, escaped, number, quoted, rect, words
from visualisations.text import text_width, wrap
from visualisations.themes import BLACK, GREY, WHITE

# Pixels: the text, a cell, the names of members, and the edge of the picture.
_SIZE, _CELL, _SIDE, _MARGIN = 14, 30, 350, 20
_OPEN = (4.0, 3.0)  # pixels: the edge of a seat that a partial date leaves open
_ROW_SHADE = "#f3f2f1"
# Names of bodies stand at 53 degrees, so that each begins above its own column and still is read
# without turning the head: they are 230 pixels long at most, and 0.8 of that high (its sine).
_SLANT, _LONGEST_NAME, _RISE = 53, 230.0, 0.8
# Pixels: an empty matrix; the least width, for the legend, and where it has the dashed seat too.
_EMPTY, _LEAST_WIDTH, _LEAST_DOUBTFUL = (480, 90), 560, 780
# The letter repeats what the colour says.
_LOOKS = {
    "chairs": ("C", "chairs", "#1d70b8", WHITE),
    "co_chairs": ("C", "co-chairs", "#1d70b8", WHITE),
    "vice_chairs": ("V", "is vice-chair", "#005a52", WHITE),
    "member_of": ("S", "has a seat", WHITE, BLACK),
}


def draw(seats: TwoMode, area: str) -> str:
    """Return the matrix as an SVG document; a map without members says so."""
    title = f"{area}: who sits where"
    heading = words(title, _MARGIN, _MARGIN + 12, _SIZE * 1.2, bold=True)
    if not seats.members:
        ask = "No seat is recorded: ask."
        return document(
            "matrix", title, ask, *_EMPTY, [heading, words(ask, _MARGIN, _MARGIN + 40, _SIZE)]
        )
    head = _head_height(seats.bodies)
    left, top = _MARGIN + _SIDE, _MARGIN + 30 + head
    height = top + _CELL * len(seats.members) + 70
    wide = left + _CELL * len(seats.bodies) + head * 0.75
    names = {node.id: node.name for node in (*seats.members, *seats.bodies)}
    column_of = {body.id: left + i * _CELL for i, body in enumerate(seats.bodies)}
    parts = [heading]
    parts += [_column(body, column_of[body.id], top) for body in seats.bodies]
    for row, member in enumerate(seats.members):
        y = top + row * _CELL
        if row % 2 == 0:
            across = _SIDE + _CELL * len(seats.bodies)
            parts.append(rect(_MARGIN, y, across, _CELL, _ROW_SHADE, "none", 0))
        name = wrap(member.name, _SIDE - 12, _SIZE, 1)[0]
        text = words(name, _MARGIN + 6, y + _CELL / 2 + 5, _SIZE)
        parts.append(f"<g><title>{escaped(_described(member))}</title>{text}</g>")
        on = seats.of_member(member.id)
        parts += [_cell(seat, names, column_of[seat.body], y) for seat in on]
    doubtful = any(seat.maybe for seat in seats.seats.values())
    parts.append(_legend(_MARGIN, height - 46, doubtful))
    parts.append(words(seats.coverage.sentence, _MARGIN, height - 14, _SIZE, ink=GREY))
    least = _LEAST_DOUBTFUL if doubtful else _LEAST_WIDTH
    return document("matrix", title, _summary(seats), max(wide, least), height, parts)


def _summary(seats: TwoMode) -> str:
    members = things(len(seats.members), "member", "members")
    bodies = things(len(seats.bodies), "body", "bodies")
    pairs = things(len(seats.shared_members), "pair of bodies shares", "pairs of bodies share")
    return f"{members} and {bodies}; {pairs} a member. {seats.coverage.sentence}"


def _described(node: Node) -> str:
    return f"{node.name} ({NODE_KIND[node.kind].label})"


def _head_height(bodies: tuple[Node, ...]) -> float:
    widest = max(text_width(body.name, _SIZE) for body in bodies)
    return min(widest, _LONGEST_NAME) * _RISE + 16


def _column(body: Node, x: float, y: float) -> str:
    """Write the name of a body slantwise above its column."""
    at_x, at_y = x + _CELL / 2 + 4, y - 8
    name = wrap(body.name, _LONGEST_NAME, _SIZE, 1)[0]
    turned = f'transform="rotate(-{_SLANT} {number(at_x)} {number(at_y)})"'
    text = words(name, at_x, at_y, _SIZE)
    described = f"<title>{escaped(_described(body))}</title>"
    return f"<g data-id={quoted(body.id)} {turned}>{described}{text}</g>"


def _cell(seat: Membership, names: dict[str, str], x: float, y: float) -> str:
    letter, _, fill, ink = _LOOKS[seat.kinds[0]]
    sentence = f"{names[seat.member]} {seat.words} {names[seat.body]}"
    sentence += f" ({seat.doubt})" if seat.doubt else ""
    dashes = _OPEN if seat.kinds[0] in seat.maybe else ()
    box = rect(x + 4, y + 4, _CELL - 8, _CELL - 8, fill, BLACK, 1.5, 3, dashes)
    sign = words(letter, x + _CELL / 2, y + _CELL / 2 + 5, _SIZE, ink=ink, bold=True, middle=True)
    return f"<g><title>{escaped(sentence)}</title>{box}{sign}</g>"


def _legend(x: float, y: float, doubtful: bool) -> str:
    parts, at = [], x
    for kind, (letter, words_for_kind, fill, ink) in _LOOKS.items():
        if kind == "co_chairs":
            continue
        label = "chairs or co-chairs" if kind == "chairs" else words_for_kind
        parts.append(rect(at, y - 15, 20, 20, fill, BLACK, 1.5, 3))
        parts.append(words(letter, at + 10, y, 13, ink=ink, bold=True, middle=True))
        parts.append(words(label, at + 28, y, _SIZE))
        at += 48 + text_width(label, _SIZE)
    if doubtful:
        parts.append(rect(at, y - 15, 20, 20, WHITE, BLACK, 1.5, 3, _OPEN))
        parts.append(words("maybe: a partial date leaves it open", at + 28, y, _SIZE))
    return "".join(parts)
