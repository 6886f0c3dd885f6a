"""Every measure by its id, and what a change does to them all."""

from dataclasses import dataclass

from graph.errors import UnknownThing
from graph.measures.centrality import (
    BETWEENNESS,
    CLOSENESS,
    COMMUNITIES,
    CONSTRAINT,
    DEGREE,
    EFFECTIVE_SIZE,
)
from graph.measures.failure import KNOCK_OUT, ONE_HOLDER, REACH, SINGLE_POINTS
from graph.measures.measure import Measure, Method, Reading, reading
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
METHODS: tuple[Method, ...] = (*MEASURES, ONE_HOLDER, COMMUNITIES)
_BY_ID = {measure.id: measure for measure in MEASURES}


@dataclass(frozen=True, slots=True)
class ScoreMoved:
    """A value that differs between two views; None where there is none."""

    measure: str
    node_id: str
    name: str
    before: float | None
    after: float | None


def measured(view: View, measure_id: str) -> Reading:
    """Return one measure of a view; raises UnknownThing with the nearest names."""
    if measure_id not in _BY_ID:
        raise UnknownThing.nearest_to("measure", measure_id, _BY_ID)
    return reading(_BY_ID[measure_id], view)


def scores_moved(before: View, after: View) -> tuple[ScoreMoved, ...]:
    """Return the values that differ between two views of one area, measure by measure."""
    found = []
    for measure in MEASURES:
        was = {score.node_id: score for score in reading(measure, before).scores}
        now = {score.node_id: score for score in reading(measure, after).scores}
        for node_id in dict.fromkeys((*was, *now)):
            old, new = was.get(node_id), now.get(node_id)
            one, two = (old.value if old else None), (new.value if new else None)
            named = new or old
            same = one is not None and two is not None and abs(one - two) < 1e-9
            if named and not same:
                found.append(ScoreMoved(measure.id, node_id, named.name, one, two))
    return tuple(found)
