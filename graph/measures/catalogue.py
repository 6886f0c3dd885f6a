"""Every measure, by its id."""

from graph.errors import UnknownThing
from graph.measures.centrality import (
    BETWEENNESS,
    CLOSENESS,
    CONSTRAINT,
    DEGREE,
    EFFECTIVE_SIZE,
)
from graph.measures.failure import KNOCK_OUT, REACH, SINGLE_POINTS
from graph.measures.measure import Measure, Reading, reading
from graph.view import View

MEASURES: tuple[Measure, ...] = (
    SINGLE_POINTS,
    KNOCK_OUT,
    REACH,
    DEGREE,
    CLOSENESS,
    BETWEENNESS,
    CONSTRAINT,
    EFFECTIVE_SIZE,
)
_BY_ID = {measure.id: measure for measure in MEASURES}


def measured(view: View, measure_id: str) -> Reading:
    """Return one measure of a view; raises UnknownThing with the nearest names."""
    if measure_id not in _BY_ID:
        raise UnknownThing.nearest_to("measure", measure_id, _BY_ID)
    return reading(_BY_ID[measure_id], view)
