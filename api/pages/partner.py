"""The page to hand to one partner: its meetings first, each by its register, and whom to tell."""

from dataclasses import dataclass
from datetime import date, timedelta

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.templating import Jinja2Templates

from api.errors import UsageError
from api.pages.frame import Frame
from api.pages.unchanged import tagged_frame
from api.service.citation import evidence
from api.service.reader import Reader, read_day, resolve
from graph.engagement.attendance_timeline import timelines_of_partner
from graph.engagement.explaining import reasons
from graph.engagement.method import BANDS, BOUNDS, HOW, KEY_BAND, RECORD
from graph.engagement.ranking import PartnerEngagement, Unscored, engagement_of
from graph.engagement.scoring import EngagementLabel
from graph.engagement.trend import quarters, trend
from graph.errors import UnknownThing
from graph.facts.identifiers import local_of, natural_key
from graph.facts.unsafe_text import unseen
from graph.governance_view import partnership_of
from graph.sentences import attribute_words
from graph.view import View
from visualisations.pictures.attendance_svg import partner_strips, trend_line

# Long enough to look into one's own diary, short enough not to be put aside.
_TO_ANSWER = timedelta(days=14)
_KEEPER = "whoever keeps this map"
_LONGEST_CONTACT = 120  # letters: a post and how to reach it


@dataclass(frozen=True, slots=True)
class AnswerWanted:
    """By what day, and to which post, a partner is asked to say what is wrong."""

    by: date
    to: str
    posts: tuple[str, ...]


def routes(reader: Reader, templates: Jinja2Templates) -> list[BaseRoute]:
    """Return the routes of these pages."""

    def partner(request: Request) -> Response:
        frame = tagged_frame(reader, request)
        found = _find(frame.view, request.path_params["node"])
        if isinstance(found, Unscored):
            context: dict[str, object] = {"frame": frame, "one": found}
            return templates.TemplateResponse(request, "partner_unscored.html", context)
        answer = read_answer(request.query_params, frame.view, date.today())
        context = {**_partner(reader, frame, found), "answer": answer}
        return templates.TemplateResponse(request, "partner.html", context)

    return [Route("/areas/{slug}/engagement/{node:path}", partner)]


def read_answer(query: QueryParams, view: View, today: date) -> AnswerWanted:
    """Read "by" and "to" of an address; a fortnight and the chair's post where it says neither.

    Raises UsageError.
    """
    to = query.get("to", "").strip()
    odd = unseen(to)
    if odd:
        raise UsageError(f"Whom to tell holds {odd.what}: {odd.right}.")
    if len(to) > _LONGEST_CONTACT:
        raise UsageError(f"Whom to tell is longer than {_LONGEST_CONTACT} letters: name a post.")
    names = {
        p.name for p in partnership_of(view.firm).current_posts() if p.flag("named") is not False
    }
    return AnswerWanted(
        by=read_day(query.get("by")) or today + _TO_ANSWER,
        to=to or _chair(view),
        posts=tuple(sorted(names, key=lambda name: natural_key(name.casefold()))),
    )


def _chair(view: View) -> str:
    """Name the post that chairs a main board: never a person."""
    partnership = partnership_of(view.firm)
    for main in partnership.mains:
        for seat in partnership.chairs(main.id):
            if seat.holder.kind == "post":
                return f"{seat.holder.name} (chair of {main.name})"
            return f"the chair of {main.name}"
    return _KEEPER


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
    score = partner.engagement
    strips = timelines_of_partner(view, partner.id)
    cells = [(strip.body, cell) for strip in strips for cell in strip.cells]
    moves = reader.derived(view, trend, quarters(view.day)) if partner.turnout.entries else {}
    points = moves.get(partner.id, ())
    open_ = [part for part in score.parts if score.shortfall(part) >= 0.005]
    return {
        "frame": frame,
        "partner": partner,
        "sector": attribute_words(view.firm.nodes[partner.id], "sector"),
        "told": partner.label is not EngagementLabel.NOT_ENOUGH,
        "how": HOW,
        "record": RECORD,
        "bounds": BOUNDS,
        "bands": BANDS,
        "key_band": KEY_BAND,
        "key_by": reasons(partner.influence) if partner.has_key_role else (),
        "could_add": sorted(open_, key=score.shortfall, reverse=True),
        "evidence": lambda ids: evidence(ids, view),
        "written": {read.id: read for read in evidence((c.meeting for _, c in cells), view)},
        "strip": partner_strips(view, partner.id) if cells else "",
        "cells": sorted(cells, key=lambda c: (c[1].day.first, c[1].meeting), reverse=True),
        "trend": trend_line(partner.name, points) if points else "",
        "points": points,
    }
