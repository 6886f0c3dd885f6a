"""How much the partners of an area have been seen, and how key their part is."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.templating import Jinja2Templates

from api.pages.engagement_table import COLUMN, coverage_of, headings, partner_rows
from api.pages.frame import Frame
from api.pages.sorting import read_sort
from api.pages.unchanged import tagged_frame
from api.reports.engagement import where_none_is_listed
from api.service.citation import evidence
from api.service.reader import Reader
from graph.engagement.arrangements import deputised_seats, family_arrangements
from graph.engagement.attendance_timeline import timelines_of_body
from graph.engagement.imported_ratings import wilder_results
from graph.engagement.method import BANDS, BOUNDS, KEY_BAND, RECORD
from graph.engagement.ranking import engagement_of, quiet_partners, unrecorded_partners
from graph.engagement.scoring import LABELS
from graph.engagement.trend import TrendPoint, quarters, trend
from graph.facts.model import Node
from graph.view import View
from visualisations.pictures.attendance_svg import body_strips
from visualisations.pictures.engagement_svg import engagement_grid

_SVG = "image/svg+xml"


def routes(reader: Reader, templates: Jinja2Templates) -> list[BaseRoute]:
    """Return the routes of these pages."""

    def area(request: Request) -> Response:
        frame = tagged_frame(reader, request)
        context = {**_area(reader, frame), **_table(frame, request)}
        return templates.TemplateResponse(request, "engagement.html", context)

    def grid(request: Request) -> Response:
        return Response(engagement_grid(tagged_frame(reader, request).view), media_type=_SVG)

    return [
        Route("/areas/{slug}/engagement", area),
        Route("/areas/{slug}/engagement.svg", grid),
    ]


def _area(reader: Reader, frame: Frame) -> dict[str, object]:
    view = frame.view
    engagement = engagement_of(view)
    found = engagement.partners
    coverage = coverage_of(view)
    days = quarters(view.day)
    return {
        "frame": frame,
        "coverage": coverage,
        "record": RECORD,
        "labels": LABELS,
        "grid": engagement_grid(view),
        "quiet": quiet_partners(found),
        "unknown": unrecorded_partners(found),
        "key_words": where_none_is_listed(found),
        "totals": engagement.totals,
        "unscored": engagement.unscored,
        "arrangements": (*family_arrangements(view), *deputised_seats(view)),
        "evidence": lambda ids: evidence(ids, view),
        "strips": reader.derived(view, _strips),
        "days": days,
        "moves": _moves(_trend(reader, view), len(days)) if coverage.registers else [],
        "wilder": wilder_results(view),
        "bounds": BOUNDS,
        "bands": f"{BANDS} {KEY_BAND}",
    }


def _strips(view: View) -> tuple[tuple[Node, str], ...]:
    """Return the bodies whose meetings partners were expected at, each with its picture."""
    bodies = [body for body in view.firm.of_kind("body") if timelines_of_body(view, body.id)]
    return tuple(
        (body, body_strips(view, body.id, f"strip-{number}")) for number, body in enumerate(bodies)
    )


def _table(frame: Frame, request: Request) -> dict[str, object]:
    sort, down = read_sort(request.query_params, COLUMN)
    return {
        "rows": partner_rows(frame.view, sort, down),
        "headings": headings(frame, sort, down),
        "sort": COLUMN.get(sort),
        "down": down,
    }


def _trend(reader: Reader, view: View) -> dict[str, tuple[TrendPoint, ...]]:
    return reader.derived(view, trend, quarters(view.day))


def _moves(
    moves: dict[str, tuple[TrendPoint, ...]], count: int
) -> list[tuple[str, list[TrendPoint | None]]]:
    """Return each partner with its point on every day, in the order of the days.

    A partner of which nothing can be said on any day is left out.
    """
    told = {p: points for p, points in moves.items() if any(x.value is not None for x in points)}
    return [
        (partner, [None] * (count - len(points)) + list(points)) for partner, points in told.items()
    ]
