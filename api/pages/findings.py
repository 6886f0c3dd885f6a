"""The findings of an area by group, and one finding whole."""

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.templating import Jinja2Templates

from api.errors import UsageError
from api.pages.frame import area_frame
from api.reader import Reader
from api.words import OUTCOME_TAGS
from graph.rules.finding import READING_ORDER, Finding, Outcome
from graph.rules.registry import GROUPS, rule_by_id
from graph.rules.run import totals


def routes(reader: Reader, templates: Jinja2Templates) -> list[BaseRoute]:
    """Return the routes of these pages."""

    def listed(request: Request) -> Response:
        frame = area_frame(reader, request)
        everything = reader.findings(frame.view)
        outcomes = _outcomes(request.query_params.getlist("outcome"))
        group = _group(request.query_params.get("group", ""))
        context = {
            "frame": frame,
            "outcomes": outcomes,
            "group": group,
            "totals": totals(everything),
            "order": READING_ORDER,
            "groups": by_group(everything, outcomes, group),
            "all": len(everything),
        }
        return templates.TemplateResponse(request, "findings.html", context)

    def one(request: Request) -> Response:
        frame = area_frame(reader, request)
        rule = rule_by_id(request.path_params["rule"])
        finding = next(f for f in reader.findings(frame.view) if f.rule == rule.id)
        context = {"frame": frame, "finding": finding, "rule": rule}
        return templates.TemplateResponse(request, "finding.html", context)

    return [
        Route("/areas/{slug}/findings", listed),
        Route("/areas/{slug}/findings/{rule}", one),
    ]


def by_group(
    findings: Sequence[Finding], outcomes: Sequence[Outcome], group: str
) -> list[tuple[str, list[Finding]]]:
    """Return findings by group in reading order, of these outcomes (none: all) and this group."""
    fitting = [f for f in findings if not outcomes or f.outcome in outcomes]
    ranked = sorted(fitting, key=lambda f: READING_ORDER.index(f.outcome))
    lists = ((name, [f for f in ranked if f.group == name]) for name in GROUPS)
    return [(name, found) for name, found in lists if found and group in ("", name)]


def _outcomes(given: Sequence[str]) -> list[Outcome]:
    known = {outcome.value: outcome for outcome in READING_ORDER}
    wrong = [text for text in given if text and text not in known]
    if wrong:
        raise UsageError(f'"{wrong[0]}" is no outcome: choose {", ".join(OUTCOME_TAGS)}.')
    return [known[text] for text in given if text]


def _group(given: str) -> str:
    if given and given not in GROUPS:
        raise UsageError(f'"{given}" is no group of checks: choose {", ".join(GROUPS)}.')
    return given
