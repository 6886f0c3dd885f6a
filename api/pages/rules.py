"""The catalogue of checks: what each asks and by which guidance; what changed between two days."""

from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.templating import Jinja2Templates

from api.errors import UsageError
from api.pages.frame import Frame
from api.reader import Reader, read_day
from graph.kinds import closed_lists
from graph.rules.finding import Finding
from graph.rules.policy import changes_bearing_on, days_in_words, rules_between
from graph.rules.policy_changes import POLICY
from graph.rules.registry import GROUPS, rule_by_id
from graph.rules.run import RULES

# The years the documents behind the project speak of.
_FIRST = date(2024, 3, 31)


def routes(reader: Reader, templates: Jinja2Templates) -> list[BaseRoute]:
    """Return the routes of these pages."""

    def catalogue(request: Request) -> Response:
        day = read_day(request.query_params.get("asOf")) or date.today()
        groups = [(name, [rule for rule in RULES if rule.group == name]) for name in GROUPS]
        context = {"groups": groups, "count": len(RULES), "day": day}
        return templates.TemplateResponse(request, "rules.html", context)

    def one(request: Request) -> Response:
        rule = rule_by_id(request.path_params["rule"])
        context = {
            "rule": rule,
            "day": date.today(),
            "changes": changes_bearing_on(rule.id, POLICY),
            "days_in_words": days_in_words,
            "answers": [_answer(reader, summary.area.slug, rule.id) for summary in reader.areas()],
        }
        return templates.TemplateResponse(request, "rule.html", context)

    def changes(request: Request) -> Response:
        query = request.query_params
        first = read_day(query.get("from")) or _FIRST
        last = read_day(query.get("to")) or date.today()
        if last < first:
            raise UsageError("The second day lies before the first: put the earlier day first.")
        context = {
            "first": first,
            "last": last,
            "found": rules_between(first, last, RULES, POLICY),
            "happened": [change for change in POLICY if change.within(first, last)],
            "others": [change for change in POLICY if not change.within(first, last)],
            "days_in_words": days_in_words,
            "dated": [c for lst in closed_lists() for c in lst if c.since or c.until],
        }
        return templates.TemplateResponse(request, "rule_changes.html", context)

    return [
        Route("/rules", catalogue),
        Route("/rules/changes", changes),
        Route("/rules/{rule}", one),
    ]


def _answer(reader: Reader, slug: str, rule_id: str) -> tuple[Frame, Finding]:
    """Return what a check says of an area on the day it opens on."""
    view = reader.view(slug)
    found = next(f for f in reader.findings(view) if f.rule == rule_id)
    return Frame(view, f"/areas/{slug}", "", ()), found
