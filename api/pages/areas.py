"""The areas, and the overview of one: what to act on, what to ask, what is recorded."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.templating import Jinja2Templates

from api.pages.findings import by_group
from api.pages.unchanged import tagged_frame
from api.reports.wording import kind_count
from api.service.area_cards import area_cards
from api.service.question_states import questions_of
from api.service.reader import Reader
from graph.fact_index import Facts
from graph.facts.model import Node, Snapshot
from graph.governance_view import partnership_of
from graph.kinds import NODE_KINDS
from graph.places_read import Places, places_read
from graph.remarks import Remark, remarks
from graph.rules.asking import MAIN_BOARD, OpenQuestion
from graph.rules.finding import READING_ORDER, Answer, Finding, Severity
from graph.rules.question_list import counted, counts_words
from graph.rules.run import answers
from graph.sentences import fact_sentence, funding_words

_COUNTED = ("body", "post", "organisation", "site")
_FIRST_QUESTIONS = 5
_READ_AT_ONCE = 8
_MATTERS_FIRST = tuple(Severity)


@dataclass(frozen=True, slots=True)
class OutcomeSection:
    """The findings of one outcome: first is what to read now, groups all of a long list."""

    outcome: Answer
    findings: list[Finding]
    first: list[Finding]
    groups: list[tuple[str, list[Finding]]]


def routes(reader: Reader, templates: Jinja2Templates) -> list[BaseRoute]:
    """Return the routes of these pages."""

    def areas(request: Request) -> Response:
        # What is made up comes first: it shows most of what there is to see.
        cards = sorted(area_cards(reader), key=lambda card: not card.area.invented)
        context = {"cards": cards, "sizes_words": sizes_words}
        return templates.TemplateResponse(request, "areas.html", context)

    def overview(request: Request) -> Response:
        frame = tagged_frame(reader, request)
        findings, snapshot = reader.findings(frame.view), frame.view.snapshot
        to_ask = reader.questions(frame.view)
        context = {
            "frame": frame,
            "totals": answers(findings),
            "sections": [section(o, findings, to_ask) for o in READING_ORDER],
            "has_main": bool(partnership_of(frame.view.intended).mains),
            "has_bodies": bool(frame.view.shown.of_kind("body")),
            "first_questions": to_ask[:_FIRST_QUESTIONS],
            "question_counts": counts_words(
                counted(questions_of(reader, frame.view), reader.today())
            ),
            "MAIN_BOARD": MAIN_BOARD,
            "opens": {question.finding.rule: len(question.opens) for question in to_ask},
            "remarks": [
                (remark.sentence, _read_by(remark, snapshot))
                for remark in frame.view.derived(remarks)
            ],
            "recorded": recorded(frame.view.shown),
            "funding": funding_words(snapshot.area),
            "funding_read": places_read(snapshot.area, snapshot),
            "sources": sorted(snapshot.sources.values(), key=lambda s: s.document),
        }
        return templates.TemplateResponse(request, "overview.html", context)

    return [Route("/", areas), Route("/areas/{slug}", overview)]


def _read_by(remark: Remark, snapshot: Snapshot) -> list[tuple[str, Places]]:
    """Return each fact that a remark read, in a sentence and with where it was read."""
    known = snapshot.facts()
    facts = (known[fact_id] for fact_id in remark.facts)
    return [(fact_sentence(fact, snapshot), places_read(fact, snapshot)) for fact in facts]


def sizes_words(sizes: Mapping[str, int]) -> str:
    """Say how much is on a map; that there is no body is always said."""
    named = [kind for kind in _COUNTED if sizes.get(kind) or kind == "body"]
    return ", ".join(kind_count(kind, sizes.get(kind, 0)) for kind in named)


def recorded(facts: Facts) -> list[tuple[str, list[Node]]]:
    """Return what is on the map by kind, bodies first, each list by name; no empty kinds."""
    order = ["body", *(kind.name for kind in NODE_KINDS if kind.name != "body")]
    lists = ((kind, sorted(facts.of_kind(kind), key=lambda n: n.name.casefold())) for kind in order)
    return [(kind, nodes) for kind, nodes in lists if nodes]


def section(
    outcome: Answer, findings: Sequence[Finding], asked: Sequence[OpenQuestion]
) -> OutcomeSection:
    """Return the findings of an outcome; a long list by group, with what to act on or ask first."""
    found = [f for f in findings if f.answer is outcome]
    if outcome is Answer.SILENT:
        found = [question.finding for question in asked]
    acted_on = outcome in (Answer.GAP, Answer.PLANNED, Answer.SILENT, Answer.UNKNOWN)
    if acted_on and len(found) <= _READ_AT_ONCE:
        return OutcomeSection(outcome, found, found, [])
    first = found if outcome is Answer.SILENT else _by_severity(found)
    return OutcomeSection(
        outcome, found, first[:_FIRST_QUESTIONS] if acted_on else [], by_group(found)
    )


def _by_severity(findings: Iterable[Finding]) -> list[Finding]:
    """Put an Act's expectation before guidance, and guidance before practice."""
    return sorted(findings, key=lambda f: _MATTERS_FIRST.index(f.severity))
