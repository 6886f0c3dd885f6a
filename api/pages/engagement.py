"""How much partners have been seen and how key their part is: of an area, and of one partner."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.templating import Jinja2Templates

from api.pages.engagement_table import COLUMN, coverage_of, headings, partner_rows
from api.pages.frame import Frame, area_frame
from api.pages.sorting import read_sort
from api.service.citation import evidence
from api.service.reader import Reader, resolve
from graph.engagement.arrangements import deputised_seats, family_arrangements
from graph.engagement.attendance_timeline import timelines_of_body, timelines_of_partner
from graph.engagement.imported_ratings import wilder_results
from graph.engagement.method import BANDS, BOUNDS, HOW, RECORD, SEEN
from graph.engagement.ranking import (
    PartnerEngagement,
    Unscored,
    engagement_of,
    quiet_partners,
    unrecorded_partners,
)
from graph.engagement.scoring import LABELS, EngagementLabel
from graph.engagement.trend import TrendPoint, quarters, trend
from graph.errors import UnknownThing
from graph.facts.identifiers import local_of
from graph.sentences import attribute_words
from graph.view import View
from visualisations.pictures.attendance_svg import body_strips, partner_strips, trend_line
from visualisations.pictures.engagement_svg import engagement_grid

_SVG = "image/svg+xml"


def routes(reader: Reader, templates: Jinja2Templates) -> list[BaseRoute]:
    """Return the routes of these pages."""

    def area(request: Request) -> Response:
        frame = area_frame(reader, request)
        context = {**_area(reader, frame), **_table(frame, request)}
        return templates.TemplateResponse(request, "engagement.html", context)

    def grid(request: Request) -> Response:
        return Response(engagement_grid(area_frame(reader, request).view), media_type=_SVG)

    def partner(request: Request) -> Response:
        frame = area_frame(reader, request)
        found = _find(frame.view, request.path_params["node"])
        if isinstance(found, Unscored):
            context = {"frame": frame, "one": found}
            return templates.TemplateResponse(request, "partner_unscored.html", context)
        return templates.TemplateResponse(request, "partner.html", _partner(reader, frame, found))

    return [
        Route("/areas/{slug}/engagement", area),
        Route("/areas/{slug}/engagement.svg", grid),
        Route("/areas/{slug}/engagement/{node:path}", partner),
    ]


def _area(reader: Reader, frame: Frame) -> dict[str, object]:
    view = frame.view
    engagement = engagement_of(view)
    found = engagement.partners
    coverage = coverage_of(view)
    bodies = [body for body in view.firm.of_kind("body") if timelines_of_body(view, body.id)]
    days = quarters(view.day)
    return {
        "frame": frame,
        "coverage": coverage,
        "record": RECORD,
        "labels": LABELS,
        "seen": SEEN,
        "grid": engagement_grid(view),
        "quiet": quiet_partners(found),
        "unknown": unrecorded_partners(found),
        "unscored": engagement.unscored,
        "arrangements": (*family_arrangements(view), *deputised_seats(view)),
        "evidence": lambda ids: evidence(ids, view),
        "strips": [
            (body, body_strips(view, body.id, f"strip-{number}"))
            for number, body in enumerate(bodies)
        ],
        "days": days,
        "moves": _moves(_trend(reader, view), len(days)) if coverage.registers else [],
        "wilder": wilder_results(view),
        "bounds": BOUNDS,
        "bands": BANDS,
    }


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


def _find(view: View, text: str) -> PartnerEngagement | Unscored:
    """Return the organisation an address names: nobody else has such a page."""
    engagement = engagement_of(view)
    node_id = resolve(view.snapshot, text)
    if node_id in engagement.partners:
        return engagement.partners[node_id]
    for one in engagement.unscored:
        if one.id == node_id:
            return one
    known = [local_of(partner) for partner in engagement.partners]
    where = f"in {view.snapshot.area.name} on that day: only organisations have this page"
    raise UnknownThing.nearest_to("partner", text, known, where)


def _partner(reader: Reader, frame: Frame, partner: PartnerEngagement) -> dict[str, object]:
    view = frame.view
    node = view.firm.nodes[partner.id]
    score = partner.engagement
    strips = timelines_of_partner(view, partner.id)
    cells = [(strip.body, cell) for strip in strips for cell in strip.cells]
    points = _trend(reader, view).get(partner.id, ()) if partner.turnout.entries else ()
    open_ = [part for part in score.parts if score.shortfall(part) >= 0.005]
    return {
        "frame": frame,
        "partner": partner,
        "sector": attribute_words(node, "sector"),
        "told": partner.label is not EngagementLabel.NOT_ENOUGH,
        "seen": SEEN,
        "how": HOW,
        "record": RECORD,
        "bounds": BOUNDS,
        "bands": BANDS,
        "could_add": sorted(open_, key=score.shortfall, reverse=True),
        "evidence": lambda ids: evidence(ids, view),
        "strip": partner_strips(view, partner.id) if cells else "",
        "cells": sorted(cells, key=lambda c: (c[1].day.first, c[1].meeting), reverse=True),
        "trend": trend_line(partner.name, points) if points else "",
        "points": points,
    }
