"""Line of sight between two things: how far accountability is recorded, step by step."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.templating import Jinja2Templates

from api.pages.frame import BODY_KINDS, Frame
from api.pages.unchanged import tagged_frame
from api.service.reader import Reader, resolve
from graph.fact_index import Facts
from graph.facts.model import Node
from graph.governance_view import partnership_of
from graph.paths import LineOfSight, PathStep, line_of_sight
from graph.places_read import Places, places_read
from graph.rules.finding import Answer
from graph.sentences import fact_sentence

_ASKED_FIRST = ("safeguarding_partnership", "hwb", "icp")
_ON = ("1", "true", "yes", "on")


@dataclass(frozen=True, slots=True)
class StepWords:
    """A step in words: the thing it arrives at, what it is, and each link with its sources."""

    from_id: str
    to_id: str
    nature: str
    links: tuple[tuple[str, Places], ...]


@dataclass(frozen=True, slots=True)
class LineOfSightWords:
    """A line of sight as the page says it."""

    line: LineOfSight
    outcome: Answer
    steps: tuple[StepWords, ...]
    contact: tuple[StepWords, ...]
    with_planned: bool


def routes(reader: Reader, templates: Jinja2Templates) -> list[BaseRoute]:
    """Return the routes of this page."""

    def page(request: Request) -> Response:
        frame = tagged_frame(reader, request)
        query, snapshot = request.query_params, frame.view.snapshot
        start, end = query.get("from", "").strip(), query.get("to", "").strip()
        from_id = resolve(snapshot, start) if start else ""
        to = end if not end or end in BODY_KINDS else resolve(snapshot, end)
        planned = query.get("planned", "").lower() in _ON
        context = {
            "frame": frame,
            "from_id": from_id,
            "to": to,
            "planned": planned,
            "starts": _starts(frame.view.intended),
            "ends": _bodies(frame.view.intended),
            "body_kinds": BODY_KINDS,
            "suggested": suggested(frame),
            "problem": _problem(start, end),
            "answer": answer(frame, from_id, to, planned) if from_id and to else None,
        }
        return templates.TemplateResponse(request, "line_of_sight.html", context)

    return [Route("/areas/{slug}/line-of-sight", page)]


def answer(frame: Frame, from_id: str, to: str, planned: bool) -> LineOfSightWords:
    """Follow the line; an end that is only planned or wished for takes planned lines in too."""
    view = frame.view
    ends = {from_id, to} - set(BODY_KINDS)
    with_planned = planned or any(
        i in view.intended.nodes and i not in view.firm.nodes for i in ends
    )
    line = line_of_sight(view, from_id, to, intended=with_planned)
    if line.reached:
        outcome = Answer.PLANNED if line.intended else Answer.MET
    else:
        outcome = Answer.GAP if line.recorded or view.complete else Answer.SILENT
    return LineOfSightWords(
        line=line,
        outcome=outcome,
        steps=_words(frame, line.steps),
        contact=_words(frame, line.joined_by),
        with_planned=with_planned,
    )


def _words(frame: Frame, steps: tuple[PathStep, ...]) -> tuple[StepWords, ...]:
    snapshot = frame.view.snapshot
    return tuple(
        StepWords(
            step.from_id,
            step.to_id,
            step.words,
            tuple(
                (
                    fact_sentence(snapshot.links[i], snapshot),
                    places_read(snapshot.links[i], snapshot),
                )
                for i in step.links
            ),
        )
        for step in steps
    )


def suggested(frame: Frame) -> list[tuple[str, str, str]]:
    """Return lines worth asking for, as (sentence, from, to): from each main board to the tops."""
    mains = partnership_of(frame.view.firm).mains
    return [
        (f"From {main.name} to the {BODY_KINDS[kind]}", main.id, kind)
        for main in mains
        for kind in _ASKED_FIRST
    ]


def _problem(start: str, end: str) -> str:
    if end and not start:
        return "Choose where the line should begin."
    return ""


def _bodies(facts: Facts) -> list[Node]:
    return sorted(facts.of_kind("body"), key=lambda node: node.name.casefold())


def _starts(facts: Facts) -> list[tuple[str, list[Node]]]:
    posts = sorted(facts.of_kind("post"), key=lambda node: node.name.casefold())
    lists = (("Boards, groups and forums", _bodies(facts)), ("Posts", posts))
    return [(words, nodes) for words, nodes in lists if nodes]
