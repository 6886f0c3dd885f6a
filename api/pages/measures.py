"""Who holds the network together: what hangs on one thing, then each measure with its caution."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.templating import Jinja2Templates

from api.errors import UsageError
from api.pages.frame import Frame, area_frame
from api.pages.table import Heading
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
from api.service.reader import Reader
from graph.facts.identifiers import natural_key
from graph.kinds import NODE_KIND
from graph.measures.catalogue import MEASURES, measured
from graph.measures.centrality import COMMUNITIES, communities
from graph.measures.failure import ONE_HOLDER, SINGLE_POINTS, OneHolder, joined_by_one
from graph.measures.measure import TOO_LITTLE, Reading, Score
from visualisations.pictures.measures_svg import draw, value_words

_COLUMNS = {"name": "Name", "kind": "Kind", "value": ""}


@dataclass(frozen=True, slots=True)
class Joined:
    """The pairs of bodies that one holder joins, and the seats that do it, with their sources."""

    sentences: tuple[str, ...]
    facts: tuple[tuple[str, str, int], ...]
    sources: tuple[str, ...]


def routes(reader: Reader, templates: Jinja2Templates) -> list[BaseRoute]:
    """Return the routes of this page."""

    def page(request: Request) -> Response:
        frame = area_frame(reader, request)
        found = _reading(reader, frame, request)
        sort, down = _sort(request, found)
        points, singles = single_points(frame.view)
        pairs = reader.kept(frame.view, "one holder", lambda: joined_by_one(frame.view))
        groups = reader.kept(frame.view, "communities", lambda: communities(frame.view))
        context = {
            "frame": frame,
            "MEASURES": MEASURES,
            "NEVER": NEVER,
            "NO_ONE_HOLDER": NO_ONE_HOLDER,
            "NO_SINGLE_POINT": NO_SINGLE_POINT,
            "TOO_LITTLE": TOO_LITTLE,
            "found": found,
            "papers": [paper_words(paper) for paper in found.measure.papers],
            "points": points,
            "singles": singles,
            "SINGLE_POINTS": SINGLE_POINTS,
            "ONE_HOLDER": ONE_HOLDER,
            "joined": [_joined(frame, together) for together in by_holder(pairs)],
            "COMMUNITIES": COMMUNITIES,
            "groups": groups,
            "picture": draw(found, frame.name),
            "headings": _headings(frame, found, sort, down),
            "rows": [(s, NODE_KIND[s.kind].label, value_words(s.value)) for s in
                     _sorted(found, sort, down)],
        }  # fmt: skip
        return templates.TemplateResponse(request, "measures.html", context)

    def svg(request: Request) -> Response:
        frame = area_frame(reader, request)
        picture = draw(_reading(reader, frame, request), frame.name)
        return Response(picture, media_type="image/svg+xml")

    return [Route("/areas/{slug}/measures", page), Route("/areas/{slug}/measures.svg", svg)]


def _reading(reader: Reader, frame: Frame, request: Request) -> Reading:
    """Return the measure that is asked for, else the one that matters most."""
    name = request.query_params.get("measure") or SINGLE_POINTS.id
    return reader.kept(frame.view, f"measure {name}", lambda: measured(frame.view, name))


def _sort(request: Request, found: Reading) -> tuple[str, bool]:
    query = request.query_params
    sort, order = query.get("sort", ""), query.get("order", "")
    if sort and sort not in _COLUMNS:
        raise UsageError(f'The table has no column "{sort}": choose {", ".join(_COLUMNS)}.')
    if order not in ("", "up", "down"):
        raise UsageError(f'"order" is "{order}": write up or down.')
    if not sort:
        return "value", not found.measure.low_first
    return sort, order == "down"


def _headings(frame: Frame, found: Reading, sort: str, down: bool) -> list[Heading]:
    headings = []
    for word, words in _COLUMNS.items():
        order = "down" if word == sort and not down else "up"
        now = ("descending" if down else "ascending") if word == sort else ""
        link = frame.link("measures", measure=found.measure.id, sort=word, order=order)
        unit = found.measure.unit
        headings.append(Heading(words or f"{unit[0].upper()}{unit[1:]}", link, now))
    return headings


def _sorted(found: Reading, sort: str, down: bool) -> list[Score]:
    def by(score: Score) -> tuple[object, ...]:
        if sort == "value":
            return (round(score.value, 9),)
        said = score.name if sort == "name" else NODE_KIND[score.kind].label
        return (natural_key(said.casefold()),)

    return sorted(found.scores, key=by, reverse=down)


def _joined(frame: Frame, together: list[OneHolder]) -> Joined:
    sources = SourceNumbers()
    facts = tuple((said, "", sources.of(source)) for said, source in seats_of(together, frame.view))
    return Joined(tuple(pair.sentence for pair in together), facts, sources.places)
