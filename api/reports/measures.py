"""Measures of an area as text, JSON and CSV, each with its paper, coverage and caution."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from api.reports.printing import csv_text, json_text, wrapped
from api.reports.wording import cautions
from graph.facts.dates import day_words
from graph.facts.model import Link
from graph.measures.catalogue import measured
from graph.measures.centrality import COMMUNITIES, communities
from graph.measures.failure import ONE_HOLDER, SINGLE_POINTS, OneHolder, joined_by_one
from graph.measures.measure import Method, Paper, Reading, Score
from graph.sentences import fact_sentence, source_words
from graph.view import View
from visualisations.text import value_words

_SHOWN = 10
_block = partial(wrapped, indent="  ", hang="", width=100)
_COLUMNS = (
    *("area", "as_of", "measure", "unit", "id", "name", "kind", "value", "sentence"),
    *("enough_recorded", "coverage"),
)
NEVER = (
    "Measured are bodies, posts and organisations. People, families, young people, and voluntary "
    "and faith groups are never ranked."
)
NO_SINGLE_POINT = "No single point of failure is found among the lines on record."
NO_ONE_HOLDER = "No two bodies are found that only one seat-holder joins."


def paper_words(paper: Paper) -> str:
    """Name a paper: "title" (authors, year)."""
    return f"“{paper.title}” ({paper.authors}, {paper.year})"


def single_points(view: View) -> tuple[Reading, list[Score]]:
    """Return the reading of single points of failure, and those through which any body goes."""
    found = measured(view, SINGLE_POINTS.id)
    return found, [score for score in found.scores if score.value]


def by_holder(pairs: Iterable[OneHolder]) -> list[list[OneHolder]]:
    """Bring together the pairs that one holder joins."""
    found: dict[str, list[OneHolder]] = {}
    for pair in pairs:
        found.setdefault(pair.holder or pair.sentence, []).append(pair)
    return list(found.values())


def seats_of(pairs: Iterable[OneHolder], view: View) -> list[Link]:
    """Return the seats that make these pairs."""
    ids = dict.fromkeys(link for pair in pairs for link in pair.links)
    return [view.snapshot.links[i] for i in ids]


def as_text(view: View, readings: Sequence[Reading]) -> str:
    """Return what hangs on one thing as sentences, then each measure and the groups."""
    lines = [f"{view.snapshot.area.title} as of {day_words(view.day)}", *cautions(view)]
    lines += _block(NEVER, indent="")
    found, points = single_points(view)
    lines += ["", f"{SINGLE_POINTS.title} ({len(points) or 'none'})"]
    lines += _block(found.caution)
    for score in points:
        lines += _block(f"{score.name}: {score.sentence}")
    if not points:
        lines += _block(NO_SINGLE_POINT)
    pairs = joined_by_one(view)
    lines += ["", f"{ONE_HOLDER.title} ({len(pairs) or 'none'})", *_block(ONE_HOLDER.caution)]
    for together in by_holder(pairs):
        for pair in together:
            lines += _block(pair.sentence)
        for seat in seats_of(together, view):
            said, source = fact_sentence(seat, view.snapshot), source_words(seat, view.snapshot)
            lines += _block(f"{said} Source: {source}.", indent="      ")
    if not pairs:
        lines += _block(NO_ONE_HOLDER)
    for reading in readings:
        lines += _measure_lines(reading)
    lines += ["", COMMUNITIES.title, *_block(f"{COMMUNITIES.means} {COMMUNITIES.caution}")]
    for number, group in enumerate(communities(view), 1):
        lines += _block(f"{number}. {'; '.join(view.name(i) for i in group)}")
    return "\n".join(lines) + "\n"


def _measure_lines(reading: Reading) -> list[str]:
    measure = reading.measure
    lines = ["", f"{measure.title} ({measure.id}; {measure.unit})", *_block(measure.means)]
    lines += _block(f"When not to read it: {reading.caution}")
    lines += _block(f"From: {'; '.join(map(paper_words, measure.papers))}.")
    for score in reading.scores[:_SHOWN]:
        lines += _block(f"{value_words(score.value):>6}  {score.name}: {score.sentence}")
    more = len(reading.scores) - _SHOWN
    return [*lines, f"  and {more} more"] if more > 0 else lines


def as_json(view: View, readings: Sequence[Reading]) -> str:
    """Return the measures as one JSON object."""
    answer = {
        "area": view.snapshot.area.slug,
        "asOf": view.day.isoformat(),
        "cautions": list(cautions(view)),
        "measures": [_measure(reading) for reading in readings],
        "oneHolder": [
            {
                "bodies": [pair.one, pair.other],
                "holder": pair.holder or None,
                "sentence": pair.sentence,
                "links": list(pair.links),
            }
            for pair in joined_by_one(view)
        ],
        "communities": [list(group) for group in communities(view)],
    }
    return json_text(answer)


def _measure(reading: Reading) -> dict[str, Any]:
    return {
        **_method(reading.measure),
        "unit": reading.measure.unit,
        "coverage": {
            "known": reading.coverage.known,
            "of": reading.coverage.of,
            "enough": reading.coverage.enough,
            "sentence": reading.coverage.sentence,
        },
        "caution": reading.caution,
        "scores": [
            {
                "id": score.node_id,
                "name": score.name,
                "kind": score.kind,
                "value": score.value,
                "sentence": score.sentence,
            }
            for score in reading.scores
        ],
    }


def _method(method: Method) -> dict[str, Any]:
    return {
        "id": method.id,
        "title": method.title,
        "means": method.means,
        "papers": [paper_words(paper) for paper in method.papers],
    }


def as_csv(view: View, readings: Sequence[Reading]) -> str:
    """Return a row for each thing and measure."""
    rows = [
        (
            *(view.snapshot.area.slug, view.day.isoformat()),
            *(reading.measure.id, reading.measure.unit),
            *(score.node_id, score.name, score.kind),
            *(f"{score.value:.6g}", score.sentence),
            *("yes" if reading.coverage.enough else "no", reading.coverage.sentence),
        )
        for reading in readings
        for score in reading.scores
    ]
    return csv_text(_COLUMNS, rows)


FORMATS: dict[str, Callable[[View, Sequence[Reading]], str]] = {
    "text": as_text,
    "json": as_json,
    "csv": as_csv,
}
