"""A measure as bars: what stands out first, with its values, its meaning and its coverage."""

from graph.kinds import NODE_KIND
from graph.measures.measure import TOO_LITTLE, Reading, Score
from visualisations.svg_shapes import document, escaped, quoted, rect, words
from visualisations.text import value_words, wrap
from visualisations.themes import BLACK, GREY, NODE_STYLES, WHITE

# Pixels: the text, a row, the names beside the bars, the longest bar, and room for its value.
_SIZE, _ROW, _SIDE, _BARS, _VALUE = 14, 28, 290, 380, 90
_MARGIN = 20
_LINE = _SIZE * 1.35  # pixels from line to line of a paragraph
_MOST_LINES = 6  # of what a measure means, and of when not to read it: all of them fit
_FILLS = {"body": "#1d70b8", "post": NODE_STYLES["post"].fill, "organisation": "#6f777b"}


def draw(reading: Reading, area: str, most: int = 20) -> str:
    """Return the first bars of a measure as an SVG document; it says how many there are."""
    measure = reading.measure
    title = f"{area}: {measure.title.lower()}"
    shown = reading.scores[:most]
    width = _MARGIN * 2 + _SIDE + _BARS + _VALUE
    means = wrap(measure.means, width - 2 * _MARGIN, _SIZE, _MOST_LINES)
    too_little = () if reading.coverage.enough else (TOO_LITTLE,)
    plainly = reading.caution.removeprefix(TOO_LITTLE).strip()
    caution = (*too_little, *wrap(plainly, width - 2 * _MARGIN, _SIZE, _MOST_LINES))
    top = _MARGIN + 26 + len(means) * _LINE + 14
    bottom = top + _ROW * max(len(shown), 1) + 14
    height = bottom + (len(caution) + 1) * _LINE + _MARGIN
    parts = [words(title, _MARGIN, _MARGIN + 12, _SIZE * 1.2, bold=True)]
    for i, line in enumerate(means):
        parts.append(words(line, _MARGIN, _MARGIN + 36 + i * _LINE, _SIZE))
    longest = max((score.value for score in shown), default=0.0) or 1.0
    for i, score in enumerate(shown):
        parts.append(_bar(score, longest, top + i * _ROW, reading))
    if not shown:
        parts.append(words("Nothing to show: ask what is not recorded.", _MARGIN, top + 18, _SIZE))
    counted = f"{len(shown)} of {len(reading.scores)} shown. Values: {measure.unit}."
    parts.append(words(counted, _MARGIN, bottom + 6, _SIZE, ink=GREY))
    for i, line in enumerate(caution):
        at = bottom + 6 + (i + 1) * _LINE
        parts.append(words(line, _MARGIN, at, _SIZE, bold=line in too_little))
    return document("bars", title, _summary(reading, shown), width, height, parts)


def _summary(reading: Reading, shown: tuple[Score, ...]) -> str:
    first = "; ".join(f"{score.name} {value_words(score.value)}" for score in shown[:5])
    return f"{reading.measure.means} First: {first or 'nothing'}. {reading.caution}"


def _bar(score: Score, longest: float, y: float, reading: Reading) -> str:
    left = _MARGIN + _SIDE
    long = max(_BARS * score.value / longest, 0.0)
    name = wrap(score.name, _SIDE - 10, _SIZE, 1)[0]
    fill = _FILLS.get(score.kind, GREY)
    # Where too little is recorded the bars are hollow: they are not to be read as a ranking.
    if not reading.coverage.enough:
        fill = WHITE
    label = f"{score.name} ({NODE_KIND[score.kind].label}): {score.sentence}"
    return (
        f"<g data-id={quoted(score.node_id)}><title>{escaped(label)}</title>"
        f"{words(name, _MARGIN, y + _ROW / 2 + 5, _SIZE)}"
        f"{rect(left, y + 5, max(long, 1), _ROW - 10, fill, BLACK, 1.5)}"
        f"{words(value_words(score.value), left + long + 8, y + _ROW / 2 + 5, _SIZE)}</g>"
    )
