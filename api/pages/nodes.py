"""A page for each thing on a map: its place in the partnership, what is missing, its sources."""

from dataclasses import dataclass
from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.templating import Jinja2Templates

from api.pages.frame import Frame
from api.pages.how_it_works import (
    ASKED_OF_BODIES,
    TOLD_TOGETHER,
    escalation_routes,
    how_it_works,
)
from api.pages.link_words import dates, grouped, surroundings, takeovers
from api.pages.unchanged import tagged_frame
from api.reports.quorum import of_body
from api.service.reader import Reader, resolve
from graph.body_kinds import is_top
from graph.decision_rights import matter_words
from graph.facts.dates import day_words
from graph.facts.identifiers import local_of, slugify
from graph.facts.model import Node
from graph.hanging import asks_who_took_over
from graph.history import timeline
from graph.places_read import places_read
from graph.rules.finding import READING_ORDER, Answer, Finding
from graph.sentences import attribute_words, attributes_of, kind_meaning, kind_words
from graph.succession import former_line_words

# What a governance reader asks of a thing; anything else that is not recorded stays unsaid.
_ASKED = {
    "body": ("tier",),
    "plan": ("dated", "next_review"),
    "agreement": ("dated", "next_review"),
    "programme": ("end",),
    "post": ("post_kind", "sector"),
    "organisation": ("sector",),
    "site": ("designated",),
    "commitment": ("due",),
    "action": ("owner", "due"),
}
# What can be succeeded, and has things that hang on it.
ENDABLE = ("body", "organisation", "post", "plan", "programme")
_SAID_ABOVE = ("name_recorded",)


@dataclass(frozen=True, slots=True)
class CheckWords:
    """What a check says about one thing, with one outcome: a sentence for each part of it.

    asked are the key and name of each part that is a question still.
    """

    finding: Finding
    outcome: Answer
    sentences: tuple[str, ...]
    asked: tuple[tuple[str, str], ...] = ()


def routes(reader: Reader, templates: Jinja2Templates) -> list[BaseRoute]:
    """Return the routes of this page."""

    def node_page(request: Request) -> Response:
        frame = tagged_frame(reader, request)
        snapshot = frame.view.snapshot
        node = snapshot.nodes[resolve(snapshot, request.path_params["node"])]
        findings, is_body = reader.findings(frame.view), node.kind == "body"
        context = {
            "frame": frame,
            "node": node,
            "ENDABLE": ENDABLE,
            "on_map": node.id in frame.view.shown.nodes,
            "there_on": there_on(node, frame.day),
            "notes": dates(frame.view, node),
            "takeovers": takeovers(frame.view, node.id),
            "grouped": grouped,
            "around": surroundings(frame.view, node.id),
            "is_top": is_body and is_top(node),
            "has_line": node.kind in ("body", "post"),
            "attributes": described(frame, node),
            "works": how_it_works(node) if is_body else [],
            "ASKED_OF_BODIES": ASKED_OF_BODIES,
            "quorum": reader.derived(frame.view, of_body, node.id) if is_body else None,
            "escalation": escalation_routes(frame.view, node),
            "matter_anchor": matter_anchor(node.id) if node.kind == "matter" else "",
            "meaning": kind_meaning(node),
            "said": said_about(findings, node.id),
            "read_by": read_by(findings, node.id),
            "former_lines": former_line_words(frame.view, node.id),
            "asks_who": asks_who_took_over(snapshot, node),
            "events": timeline(snapshot, node.id),
            "places": places_read(node, snapshot),
        }
        return templates.TemplateResponse(request, "node.html", context)

    return [Route("/areas/{slug}/nodes/{node:path}", node_page)]


def there_on(node: Node, day: date) -> date | None:
    """Return the day nearest to one on which a thing was or is there; None where none is known."""
    if node.until and node.until.last < day:
        return node.until.last
    return node.since.first if node.since and node.since.first > day else None


def described(frame: Frame, node: Node) -> list[tuple[str, str, str]]:
    """Return the attributes of a thing: name, label and plain words.

    The words are "" where one that is asked for is missing, by this page or by somebody. What tells
    how a body works stands together elsewhere. An attribute that names another thing gives its
    name, of a meeting its body and day.
    """
    asked = _ASKED.get(node.kind, ())
    found = []
    for attribute in attributes_of(node).values():
        words = attribute_words(node, attribute.name)
        words = matter_words(frame.view, node) if attribute.several else words
        said = attribute.name in _SAID_ABOVE or words == kind_words(node)
        together = node.kind == "body" and attribute.name in TOLD_TOGETHER
        if together and (words or attribute.name in ASKED_OF_BODIES.values()):
            continue
        wanted = attribute.name in asked or frame.view.question(node.id, attribute=attribute.name)
        if said or not (words or wanted):
            continue
        found.append((attribute.name, attribute.label, _named(frame, words)))
    return found


def matter_anchor(node_id: str) -> str:
    """Return where a matter stands on the page that says who may decide."""
    return f"matter-{slugify(local_of(node_id))}"


def _named(frame: Frame, words: str) -> str:
    """Return the name of a thing, or which meeting it was; other words as they are."""
    meeting = frame.view.snapshot.meetings.get(words)
    if meeting is None:
        return frame.view.name(words)
    return f"{frame.view.name(meeting.body)}, {day_words(meeting.day)}"


def said_about(findings: tuple[Finding, ...], node_id: str) -> list[CheckWords]:
    """Return what the checks say about a thing, in reading order, each check once an outcome."""
    said = []
    for outcome in READING_ORDER:
        for finding in findings:
            about = [s for s in finding.subjects if node_id in (s.id, *s.about)]
            sentences = dict.fromkeys(s.sentence for s in about if s.answer is outcome)
            if sentences:
                silent = [s for s in about if outcome is Answer.SILENT is s.answer]
                parts = tuple(dict.fromkeys((s.key, s.name) for s in silent))
                said.append(CheckWords(finding, outcome, tuple(sentences), parts))
    return said


def read_by(findings: tuple[Finding, ...], node_id: str) -> list[Finding]:
    """Return the findings about other things that read or passed through this one."""
    return [
        finding
        for finding in findings
        if all(node_id not in (s.id, *s.about) for s in finding.subjects)
        and any(node_id in (*s.facts, *s.path, s.target) for s in finding.subjects)
    ]
