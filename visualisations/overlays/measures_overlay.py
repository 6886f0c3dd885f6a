"""The map by a measure: colour, edge, bar and height by how much a thing stands out."""

from graph.measures.catalogue import measured
from graph.measures.measure import TOO_LITTLE, Reading, Score
from graph.view import View
from visualisations.overlays.overlay import Band, Overlay, OverlayReading
from visualisations.text import value_words
from visualisations.themes import BLACK, GREY, WHITE

_MOST_LARGER = 0.8  # of its height: what stands out most, so that boxes still fit their list
# Thirds of the largest value: three bands are told apart by edge and grey at a glance.
_MUCH, _SOME = 2 / 3, 1 / 3
_BANDS = {
    "much": Band("Stands out", "#1d70b8", WHITE, BLACK, 4),
    "some": Band("In part", "#d2e2f1", BLACK, BLACK, 2.5),
    "little": Band("Little or not", WHITE, BLACK, BLACK, 1),
    "unsure": Band("Too little is recorded to compare: ask", WHITE, BLACK, GREY, 2, (2, 3)),
}


def measures_overlay(view: View, measure_id: str) -> Overlay:
    """Return what to draw of each measured thing; raises UnknownThing.

    Where too little is recorded nothing stands out: the values are written, and no more.
    """
    reading = measured(view, measure_id)
    measure = reading.measure
    return Overlay(
        name=measure.id,
        title=measure.title.lower(),
        heading=measure.title,
        bar=f"Bar: {measure.unit}, {'lowest' if measure.low_first else 'highest'} is full",
        larger="Higher box: stands out more",
        bands=_BANDS,
        readings={score.node_id: _of(score, reading) for score in reading.scores},
    )


def _of(score: Score, reading: Reading) -> OverlayReading:
    value = value_words(score.value)
    if not reading.coverage.enough:
        unsure = (score.sentence, TOO_LITTLE, reading.coverage.sentence)
        return OverlayReading("unsure", value, unsure)
    strength = _strength(score, reading)
    band = "much" if strength >= _MUCH else "some" if strength >= _SOME else "little"
    words = f"{_BANDS[band].words.lower()}, {value}"
    size = 1 + _MOST_LARGER * strength
    return OverlayReading(band, words, (score.sentence, reading.caution), strength, size)


def _strength(score: Score, reading: Reading) -> float:
    """Return how much a thing stands out, from 0 to 1."""
    values = [each.value for each in reading.scores]
    if reading.measure.low_first:
        most, least = max(values), min(values)
        return (most - score.value) / (most - least) if most > least else 0.0
    return score.value / max(values) if max(values) > 0 else 0.0
