"""The legend below a map, as SVG."""

from visualisations.legend import LegendEntry, short_words, unsigned_words
from visualisations.output.map_shapes import arrow, badge, bar, box, line
from visualisations.scene import Scene
from visualisations.svg_shapes import number, words
from visualisations.text import text_width, wrap
from visualisations.themes import EDGE_STYLES, NODE_STYLES

_ROW, _ROW_TEXT = 26, 1.7  # pixels at least, and sizes of the text
_FOOT = 10  # pixels below the last row
# Sizes of the text: the room of the heading; the words of an entry, how far below its middle they
# stand, and the part of a row below what is said of signs that are not shown.
_HEAD, _TEXT, _MIDDLE, _UNSIGNED = 1.4, 0.95, 0.35, 0.65
_SAMPLE, _WORDS, _BESIDE = 36, 46, 70  # pixels: a sample, where words start, all beside the words
_MOST_NAMED = 12  # lines of short names
_HIGH, _ROUND = 20, 4.0  # pixels: a sample's height, and its corners, half as round as a box's


def legend(scene: Scene, x: float, y: float, width: float, size: int) -> tuple[str, float]:
    """Lay the legend out in columns below the picture; return it with its height."""
    entries = [entry for entry in scene.legend if entry.what != "badge" or not entry.hidden]
    texts = [f"{entry.words}{' (when chosen)' if entry.hidden else ''}" for entry in entries]
    column = max((text_width(each, size) for each in texts), default=0) + _BESIDE
    across = max(1, int(width // column))
    rows = -(-len(entries) // across)
    row_height = max(_ROW, size * _ROW_TEXT)
    parts = [words("What the shapes and lines mean", x, y + size, size, bold=True)]
    for i, entry in enumerate(entries):
        at_x = x + (i // rows) * column
        at_y = y + size * _HEAD + (i % rows) * row_height + row_height / 2
        parts.append(_sample(entry, at_x, at_y))
        parts.append(words(texts[i], at_x + _WORDS, at_y + size * _MIDDLE, size * _TEXT))
    height = size * _HEAD + rows * row_height + _FOOT
    unsigned = unsigned_words(scene.nodes)
    if unsigned:
        height += row_height
        parts.append(words(unsigned, x, y + height - row_height * _UNSIGNED, size * _TEXT))
    named = short_words(scene.nodes)
    for text in wrap(named, width, size * _TEXT, _MOST_NAMED) if named else ():
        height += row_height
        parts.append(words(text, x, y + height - row_height * _UNSIGNED, size * _TEXT))
    return "".join(parts), height


def _sample(entry: LegendEntry, x: float, y: float) -> str:
    if entry.what == "line":
        style = EDGE_STYLES[entry.look]
        tip = arrow(((x, y), (x + _SAMPLE, y)), style.colour) if entry.arrow else ""
        return line(f"M{number(x)} {number(y)}h{_SAMPLE}", style) + tip
    if entry.what == "badge":
        return badge(entry.look, x + _SAMPLE / 2 + 1, y)
    look = entry.style or NODE_STYLES[entry.look]
    sample = box(look, x, y - _HIGH / 2, _SAMPLE, _HIGH, look.dashes, look.radius(_HIGH, _ROUND))
    if entry.what == "several":
        high = _HIGH - 2
        sample = box(look, x + 4, y - 6, _SAMPLE, high, look.dashes, look.radius(high)) + sample
    return sample + bar(entry.bar, x - 5, y - 8, _WORDS, _HIGH)
