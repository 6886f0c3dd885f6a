"""A measure as bars: what stands out first, with its values, its meaning and its coverage."""

from graph.kinds import NODE_KIND
from graph.measures.measure import TOO_LITTLE, Reading, Score
from visualisations.svg_shapes import FONT, escaped, number, quoted, rect, words
from visualisations.text import value_words, wrap
from visualisations.themes import BLACK, GREY, MARK_LOOKS, WHITE

_SIZE = 14
_ROW = 28
_SIDE = 290
_BARS = 380
_MARGIN = 20
_LINE = _SIZE * 1.35
_FILLS = {"body": "#1d70b8", "post": MARK_LOOKS["post"].fill, "organisation": "#6f777b"}


def draw(found: Reading, area: str, most: int = 20) -> str:
    """Return the first bars of a measure as an SVG document; it says how many there are."""
    measure = found.measure
    title = f"{area}: {measure.title.lower()}"
    shown = found.scores[:most]
    width = _MARGIN * 2 + _SIDE + _BARS + 90
    means = wrap(measure.means, width - 2 * _MARGIN, _SIZE, 6)
    too_little = () if found.coverage.enough else (TOO_LITTLE,)
    plainly = found.caution.removeprefix(TOO_LITTLE).strip()
    caution = (*too_little, *wrap(plainly, width - 2 * _MARGIN, _SIZE, 6))
    top = _MARGIN + 26 + len(means) * _LINE + 14
    bottom = top + _ROW * max(len(shown), 1) + 14
    height = bottom + (len(caution) + 1) * _LINE + _MARGIN
    parts = [words(title, _MARGIN, _MARGIN + 12, _SIZE * 1.2, bold=True)]
    for i, line in enumerate(means):
        parts.append(words(line, _MARGIN, _MARGIN + 36 + i * _LINE, _SIZE))
    longest = max((score.value for score in shown), default=0.0) or 1.0
    for i, score in enumerate(shown):
        parts.append(_bar(score, longest, top + i * _ROW, found))
    if not shown:
        parts.append(words("Nothing to show: ask what is not recorded.", _MARGIN, top + 18, _SIZE))
    said = f"{len(shown)} of {len(found.scores)} shown. Values: {measure.unit}."
    parts.append(words(said, _MARGIN, bottom + 6, _SIZE, ink=GREY))
    for i, line in enumerate(caution):
        at = bottom + 6 + (i + 1) * _LINE
        parts.append(words(line, _MARGIN, at, _SIZE, bold=line in too_little))
    box = f"0 0 {number(width)} {number(height)}"
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" width="{number(width)}" '
            f'height="{number(height)}" role="img" aria-labelledby="bars-title bars-desc" '
            f'font-family="{FONT}" font-size="{_SIZE}">',
            f'<title id="bars-title">{escaped(title)}</title>',
            f'<desc id="bars-desc">{escaped(_summary(found, shown))}</desc>',
            rect(0, 0, width, height, WHITE, "none", 0),
            *parts,
            "</svg>\n",
        ]
    )


def _summary(found: Reading, shown: tuple[Score, ...]) -> str:
    first = "; ".join(f"{score.name} {value_words(score.value)}" for score in shown[:5])
    return f"{found.measure.means} First: {first or 'nothing'}. {found.caution}"


def _bar(score: Score, longest: float, y: float, found: Reading) -> str:
    left = _MARGIN + _SIDE
    long = max(_BARS * score.value / longest, 0.0)
    name = wrap(score.name, _SIDE - 10, _SIZE, 1)[0]
    fill = _FILLS.get(score.kind, GREY)
    # Where too little is recorded the bars are hollow: they are not to be read as a ranking.
    if not found.coverage.enough:
        fill = WHITE
    label = f"{score.name} ({NODE_KIND[score.kind].label}): {score.sentence}"
    return (
        f"<g data-id={quoted(score.node_id)}><title>{escaped(label)}</title>"
        f"{words(name, _MARGIN, y + _ROW / 2 + 5, _SIZE)}"
        f"{rect(left, y + 5, max(long, 1), _ROW - 10, fill, BLACK, 1.5)}"
        f"{words(value_words(score.value), left + long + 8, y + _ROW / 2 + 5, _SIZE)}</g>"
    )
