"""Who may decide: a table of matters and rights, then each matter with its delegations."""

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.templating import Jinja2Templates

from api.pages.frame import Frame
from api.pages.nodes import CheckWords, matter_anchor, said_about
from api.pages.unchanged import tagged_frame
from api.reports.decisions import (
    HEADINGS,
    HOW_TO_RECORD,
    NO_MATTERS,
    UNNAMED,
    MatterWords,
    PassedOn,
    in_words,
    passed_on_unnamed,
)
from api.reports.printing import SourceNumbers
from api.service.reader import Reader
from graph.facts.identifiers import slugify
from graph.places_read import Places


@dataclass(frozen=True, slots=True)
class RouteBranch:
    """A delegation, and those by which its taker passes the power on."""

    step: PassedOn
    below: tuple["RouteBranch", ...]


@dataclass(frozen=True, slots=True)
class MatterBlock:
    """A matter as the page shows it; anchor is where it stands, checks what they say about it."""

    words: MatterWords
    anchor: str
    route: tuple[RouteBranch, ...]
    checks: tuple[CheckWords, ...]


def routes(reader: Reader, templates: Jinja2Templates) -> list[BaseRoute]:
    """Return the routes of this page."""

    def page(request: Request) -> Response:
        frame = tagged_frame(reader, request)
        blocks = _blocks(frame, reader)
        # A right of which no kind is recorded has a column only where there is one.
        rights = [right for right in HEADINGS if right or any(b.words.rights[""] for b in blocks)]
        context = {
            "frame": frame,
            "blocks": blocks,
            "rights": {right: HEADINGS[right] for right in rights},
            "unnamed": branches(passed_on_unnamed(frame.view)),
            "UNNAMED": UNNAMED,
            "NO_MATTERS": NO_MATTERS,
            "HOW_TO_RECORD": HOW_TO_RECORD,
            "numbers": SourceNumbers[Places](),
        }
        return templates.TemplateResponse(request, "decisions.html", context)

    return [Route("/areas/{slug}/decisions", page)]


def _blocks(frame: Frame, reader: Reader) -> list[MatterBlock]:
    findings = reader.findings(frame.view)
    blocks, taken = [], set[str]()
    for words in in_words(frame.view):
        node = words.found.node
        # A matter on the map comes first, so that its own page finds it under its id.
        anchor = matter_anchor(node.id) if node else f"matter-{slugify(words.name)}"
        while anchor in taken:
            anchor += "-"
        taken.add(anchor)
        checks = said_about(findings, node.id) if node else []
        blocks.append(MatterBlock(words, anchor, branches(words.route), tuple(checks)))
    return blocks


def branches(route: Sequence[PassedOn], depth: int = 0) -> tuple[RouteBranch, ...]:
    """Return the steps of a route as branches: each with the steps that go on from it."""
    starts = [place for place, step in enumerate(route) if step.depth == depth]
    ends = [*starts[1:], len(route)][: len(starts)]
    return tuple(
        RouteBranch(route[start], branches(route[start + 1 : end], depth + 1))
        for start, end in zip(starts, ends, strict=True)
    )
