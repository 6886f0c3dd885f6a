"""The map by a measure: colour, edge, bar and height by how much a thing stands out."""

from graph.measures.catalogue import measured
from graph.measures.measure import TOO_LITTLE, Score
from graph.measures.measure import Reading as Measured
from graph.view import View
from visualisations.overlays.overlay import Band, Overlay, Reading
from visualisations.text import value_words
from visualisations.themes import BLACK, GREY, WHITE

_MOST_LARGER = 0.8
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
    found = measured(view, measure_id)
    measure = found.measure
    return Overlay(
        name=measure.id,
        title=measure.title.lower(),
        heading=measure.title,
        bar=f"Bar: {measure.unit}, {'lowest' if measure.low_first else 'highest'} is full",
        larger="Higher box: stands out more",
        bands=_BANDS,
        readings={score.node_id: _of(score, found) for score in found.scores},
    )


def _of(score: Score, found: Measured) -> Reading:
    said = value_words(score.value)
    sentences = (score.sentence, found.caution)
    if not found.coverage.enough:
        return Reading("unsure", said, (score.sentence, TOO_LITTLE, found.coverage.sentence))
    strength = _strength(score, found)
    band = "much" if strength >= 2 / 3 else "some" if strength >= 1 / 3 else "little"
    words = f"{_BANDS[band].words.lower()}, {said}"
    return Reading(band, words, sentences, strength, 1 + _MOST_LARGER * strength)


def _strength(score: Score, found: Measured) -> float:
    """Return how much a thing stands out, from 0 to 1."""
    values = [each.value for each in found.scores]
    if found.measure.low_first:
        most, least = max(values), min(values)
        return (most - score.value) / (most - least) if most > least else 0.0
    return score.value / max(values) if max(values) > 0 else 0.0
