"""The governance module's questions and barriers for an area, and lists about its partners."""

from collections.abc import Iterable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.templating import Jinja2Templates

from api.pages.frame import Frame
from api.pages.unchanged import tagged_frame
from api.reports.printing import SourceNumbers
from api.reports.wording import LISTS, open_words
from api.service.reader import Reader
from graph import partner_lists
from graph.facts.model import Link
from graph.governance.nine_barriers import BARRIERS
from graph.governance.question import AnsweredQuestion, answers
from graph.governance.twelve_questions import QUESTIONS
from graph.places_read import Places, places_read
from graph.rules.citations import cite
from graph.rules.finding import Finding
from graph.sentences import fact_sentence

_SHOWN = 12


@dataclass(frozen=True, slots=True)
class QuestionFact:
    """A fact that answers a question, as the page shows it; source is a number in its block."""

    sentence: str
    source: int
    intended: bool
    doubt: str


@dataclass(frozen=True, slots=True)
class QuestionBlock:
    """A question with its facts, how many more there are, and the checks that bear on it.

    Facts read in the same place share one of the sources.
    """

    answered: AnsweredQuestion
    facts: tuple[QuestionFact, ...]
    sources: tuple[Places, ...]
    more: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class SourcedChain:
    """Who commissions whom, link by link, and where that was read."""

    links: tuple[Link, ...]
    sources: Places


def routes(reader: Reader, templates: Jinja2Templates) -> list[BaseRoute]:
    """Return the routes of this page."""

    def page(request: Request) -> Response:
        frame = tagged_frame(reader, request)
        view = frame.view
        findings = {finding.rule: finding for finding in reader.findings(view)}
        sectors = partner_lists.by_sector(view)
        context = {
            "frame": frame,
            "questions": _blocks(frame, answers(view, QUESTIONS), findings),
            "barriers": _blocks(frame, answers(view, BARRIERS), findings),
            "citation": cite("000", 75),
            "barrier_citation": cite("000", 47),
            "workshop_citation": cite("002", 132),
            "LISTS": LISTS,
            "seated": [row for row in sectors if row.seats],
            "unlevelled": any(row.at("") for row in sectors),
            "empty": [row for row in sectors if row.sector and not row.seats],
            "unseated": partner_lists.without_seat(view),
            "seated_words": partner_lists.seated_words(view),
            "involvement": partner_lists.by_involvement(view),
            "invited": partner_lists.whom_to_invite(view),
            "chains": [_chain(frame, chain) for chain in partner_lists.commissioning_chains(view)],
            "registers": partner_lists.risks(view),
        }
        return templates.TemplateResponse(request, "partnership.html", context)

    return [Route("/areas/{slug}/partnership", page)]


def _blocks(
    frame: Frame, answered: Iterable[AnsweredQuestion], findings: dict[str, Finding]
) -> list[QuestionBlock]:
    return [_block(frame, one, findings) for one in answered]


def _block(frame: Frame, answered: AnsweredQuestion, findings: dict[str, Finding]) -> QuestionBlock:
    snapshot = frame.view.snapshot
    facts = snapshot.facts()
    sources = SourceNumbers[Places]()
    shown = []
    for said in answered.said[:_SHOWN]:
        fact = facts[said.fact]
        number = sources.of(places_read(fact, snapshot))
        doubt = open_words(frame.day) if frame.view.maybe(fact) else ""
        shown.append(QuestionFact(fact_sentence(fact, snapshot), number, said.intended, doubt))
    bearing = tuple(findings[rule] for rule in answered.asked.rules)
    more = len(answered.said) - len(shown)
    return QuestionBlock(answered, tuple(shown), sources.places, more, bearing)


def _chain(frame: Frame, chain: Iterable[str]) -> SourcedChain:
    snapshot = frame.view.snapshot
    links = [snapshot.links[link] for link in chain]
    read = dict.fromkeys(place for link in links for place in places_read(link, snapshot))
    return SourcedChain(tuple(links), tuple(read))
