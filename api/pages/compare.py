"""Two days, two areas, a scenario or two states of the record side by side: words and a picture."""

from dataclasses import dataclass, replace
from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.templating import Jinja2Templates

from api.access.persons import Role, person_here
from api.pages.frame import Frame, area_frame
from api.reports.comparison import (
    FOUND,
    NO_SHARED_FACTS,
    moved_words,
    subject_words,
    told_fact,
    told_quote,
)
from api.reports.printing import SourceNumbers
from api.reports.question_moves import question_moves
from api.reports.wording import cautions
from api.service.comparisons import Asked, Compared, comparable, compared, drawn_over_each_other
from api.service.reader import Reader, read_day
from graph.compare import FindingMoved, line_words, took_over_words
from graph.facts.model import Fact
from graph.history import change_days
from graph.places_read import Places, places_read
from graph.rules.finding import READING_ORDER, Finding
from graph.rules.run import answers
from graph.view import View
from visualisations.output.svg import draw

_MOST_DRAWN = 600


@dataclass(frozen=True, slots=True)
class SourcedFacts:
    """Facts under one heading, each with the number of the place it was read in, and the places."""

    heading: str
    facts: tuple[tuple[str, str, int], ...]
    sources: tuple[Places, ...]


@dataclass(frozen=True, slots=True)
class MovedFindingWords:
    """A finding that moved, with the finding as it is after."""

    moved: FindingMoved
    now: Finding
    words: str
    subjects: tuple[tuple[str, str, str], ...]


def routes(reader: Reader, templates: Jinja2Templates) -> list[BaseRoute]:
    """Return the routes of this page."""

    def page(request: Request) -> Response:
        frame = area_frame(reader, request)
        asked = _asked(request, frame)
        sides = compared(reader, frame.view, asked)
        own, areas = frame.view.snapshot.area, [summary.area for summary in reader.areas()]
        context = {
            "frame": frame,
            "after": _after(frame, sides, asked),
            "asked": asked,
            "today": date.today(),
            "compared": sides,
            "areas": [a for a in areas if a.slug != own.slug and comparable(own, a)],
            "scenarios": _scenario_names(reader, frame.slug),
            "days": change_days(frame.view.snapshot),
            "NO_SHARED_FACTS": NO_SHARED_FACTS,
            "picture": _picture(reader, sides),
            # The page itself begins with those of the day shown.
            "cautions": [c for c in sides.cautions if not c.endswith(cautions(frame.view))],
            **_words(sides),
        }
        return templates.TemplateResponse(request, "compare.html", context)

    def svg(request: Request) -> Response:
        frame = area_frame(reader, request)
        found = compared(reader, frame.view, _asked(request, frame))
        return Response(_picture(reader, found), media_type="image/svg+xml")

    return [Route("/areas/{slug}/compare", page), Route("/areas/{slug}/compare.svg", svg)]


def _scenario_names(reader: Reader, slug: str) -> list[str]:
    """Return the names of the scenarios of an area; none to who may not read them."""
    may = person_here().rights.may(Role.EDITOR, slug)
    return [one.name for one in reader.store.scenarios(slug)] if may else []


def _asked(request: Request, frame: Frame) -> Asked:
    """Read what to compare; without an answer the year up to the day shown."""
    query = request.query_params
    asked = Asked(
        first=read_day(query.get("from")),
        last=read_day(query.get("to")),
        area=query.get("with", ""),
        scenario=query.get("scenario", ""),
        beside=query.get("beside", ""),
        known_first=read_day(query.get("knownFrom")),
        known_last=read_day(query.get("knownTo")),
    )
    return asked if asked != Asked() else Asked(_year_before(frame.day), frame.day)


def _after(frame: Frame, compared: Compared, asked: Asked) -> Frame:
    """Return the frame in which things after are named; a scenario's are linked as they are now."""
    if compared.found.after.snapshot.revision > frame.view.snapshot.revision and compared.one_area:
        return frame
    view = compared.found.after
    known = asked.known_last or frame.known
    return replace(frame, view=view, given_day=view.day.isoformat(), known=known)


def _year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year - 1, day=28)


def _words(compared: Compared) -> dict[str, object]:
    found = compared.found
    changed = [
        (
            told_fact(new, found.after),
            f"{told_fact(old, found.before)} {told_quote(old, new)}".rstrip(),
            new,
        )
        for old, new in found.changed
    ]
    added = [(told_fact(fact, found.after), "", fact) for fact in found.added]
    ended = [(told_fact(fact, found.before), "", fact) for fact in found.ended]
    now = {finding.rule: finding for finding in found.findings_after}
    was, after = answers(found.findings_before), answers(found.findings_after)
    return {
        "told": (
            _told("Added", added, found.after),
            _told("Ended", ended, found.before),
            _told("Changed", changed, found.after),
        ),
        "took_over": took_over_words(found),
        "questions": question_moves(found),
        "lines": [line_words(line, found) for line in found.lines],
        "findings": [
            (heading, [_moved(moved, now[moved.rule]) for moved in getattr(found, part)])
            for part, heading in FOUND.items()
        ],
        "totals": [(outcome, was[outcome], after[outcome]) for outcome in READING_ORDER],
        "counts": found.counts,
    }


def _told(heading: str, facts: list[tuple[str, str, Fact]], view: View) -> SourcedFacts:
    sources = SourceNumbers[Places]()
    shown = []
    for said, was, fact in facts:
        shown.append((said, was, sources.of(places_read(fact, view.snapshot))))
    return SourcedFacts(heading, tuple(shown), sources.places)


def _moved(moved: FindingMoved, now: Finding) -> MovedFindingWords:
    subjects = tuple(
        (subject.name, subject_words(subject.before, subject.after), subject.sentence)
        for subject in moved.subjects
        if subject.sentence != moved.sentence
    )
    return MovedFindingWords(moved, now, moved_words(moved), subjects)


def _picture(reader: Reader, compared: Compared) -> str:
    """Return the picture; "" for two areas, which share no map, and for maps too large to draw."""
    found = compared.found
    number = len(found.before.shown.nodes) + len(found.ended)
    if not compared.one_area or number > _MOST_DRAWN:
        return ""
    return draw(drawn_over_each_other(reader, compared))
