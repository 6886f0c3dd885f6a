"""Who holds the network together: what hangs on one thing, then each measure with its caution."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.templating import Jinja2Templates

from api.pages.frame import Frame
from api.pages.sorting import SortHeading, read_sort, sort_headings
from api.pages.unchanged import tagged_frame
from api.reports.measures import (
    NEVER,
    NO_ONE_HOLDER,
    NO_SINGLE_POINT,
    by_holder,
    paper_words,
    seats_of,
    single_points,
)
from api.reports.printing import SourceNumbers
from api.reports.wording import capital
from api.service.reader import Reader
from graph.facts.identifiers import natural_key
from graph.kinds import NODE_KIND
from graph.measures.catalogue import MEASURES, measured
from graph.measures.centrality import COMMUNITIES, communities
from graph.measures.failure import ONE_HOLDER, SINGLE_POINTS, OneHolder, joined_by_one
from graph.measures.measure import TOO_LITTLE, Reading, Score
from graph.places_read import Places, places_read
from graph.sentences import fact_sentence
from visualisations.pictures.measures_svg import draw
from visualisations.text import value_words

_COLUMNS = {"name": "Name", "kind": "Kind", "value": ""}


@dataclass(frozen=True, slots=True)
class HolderSeats:
    """The pairs of bodies that one holder joins, and the seats that do it, with their sources."""

    sentences: tuple[str, ...]
    facts: tuple[tuple[str, str, int], ...]
    sources: tuple[Places, ...]


def routes(reader: Reader, templates: Jinja2Templates) -> list[BaseRoute]:
    """Return the routes of this page."""

    def page(request: Request) -> Response:
        frame = tagged_frame(reader, request)
        reading = _reading(reader, frame, request)
        sort, down = _sort(request, reading)
        points, singles = single_points(frame.view)
        pairs = reader.derived(frame.view, joined_by_one)
        groups = reader.derived(frame.view, communities)
        context = {
            "frame": frame,
            "MEASURES": MEASURES,
            "NEVER": NEVER,
            "NO_ONE_HOLDER": NO_ONE_HOLDER,
            "NO_SINGLE_POINT": NO_SINGLE_POINT,
            "TOO_LITTLE": TOO_LITTLE,
            "found": reading,
            "papers": [paper_words(paper) for paper in reading.measure.papers],
            "points": points,
            "singles": singles,
            "SINGLE_POINTS": SINGLE_POINTS,
            "ONE_HOLDER": ONE_HOLDER,
            "joined": [_joined(frame, together) for together in by_holder(pairs)],
            "COMMUNITIES": COMMUNITIES,
            "groups": groups,
            "picture": draw(reading, frame.name),
            "headings": _headings(frame, reading, sort, down),
            "rows": [(s, NODE_KIND[s.kind].label, value_words(s.value)) for s in
                     _sorted(reading, sort, down)],
        }  # fmt: skip
        return templates.TemplateResponse(request, "measures.html", context)

    def svg(request: Request) -> Response:
        frame = tagged_frame(reader, request)
        picture = draw(_reading(reader, frame, request), frame.name)
        return Response(picture, media_type="image/svg+xml")

    return [Route("/areas/{slug}/measures", page), Route("/areas/{slug}/measures.svg", svg)]


def _reading(reader: Reader, frame: Frame, request: Request) -> Reading:
    """Return the measure that is asked for, else the one that matters most."""
    name = request.query_params.get("measure") or SINGLE_POINTS.id
    return reader.derived(frame.view, measured, name)


def _sort(request: Request, reading: Reading) -> tuple[str, bool]:
    sort, down = read_sort(request.query_params, _COLUMNS)
    return (sort, down) if sort else ("value", not reading.measure.low_first)


def _headings(frame: Frame, reading: Reading, sort: str, down: bool) -> list[SortHeading]:
    measure = reading.measure
    words = {**_COLUMNS, "value": capital(measure.unit)}

    def link(word: str, order: str) -> str:
        return frame.link("measures", measure=measure.id, sort=word, order=order)

    return sort_headings(words, sort, down, link)


def _sorted(found: Reading, sort: str, down: bool) -> list[Score]:
    def by(score: Score) -> tuple[object, ...]:
        if sort == "value":
            return (round(score.value, 9),)
        said = score.name if sort == "name" else NODE_KIND[score.kind].label
        return (natural_key(said.casefold()),)

    return sorted(found.scores, key=by, reverse=down)


def _joined(frame: Frame, together: list[OneHolder]) -> HolderSeats:
    sources = SourceNumbers[Places]()
    snapshot = frame.view.snapshot
    facts = tuple(
        (fact_sentence(seat, snapshot), "", sources.of(places_read(seat, snapshot)))
        for seat in seats_of(together, frame.view)
    )
    return HolderSeats(tuple(pair.sentence for pair in together), facts, sources.places)
