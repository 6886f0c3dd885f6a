"""The catalogue of checks: what each asks and by which guidance; what changed between two days."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cache
from urllib.parse import urlencode

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.templating import Jinja2Templates

from api.errors import UsageError
from api.pages.frame import Frame, read_switch, viewpoint_of
from api.service.reader import Reader, read_day
from graph.kinds import closed_lists
from graph.rules.finding import Citation, Finding, Severity
from graph.rules.policy import (
    PolicyChange,
    changes_bearing_on,
    days_in_words,
    rules_between,
    unread_words,
)
from graph.rules.policy_changes import POLICY
from graph.rules.registry import GROUPS, Rule, rule_by_id
from graph.rules.run import RULES

# The years the documents behind the project speak of.
_FIRST = date(2024, 3, 31)


@dataclass(frozen=True, slots=True)
class CatalogueViewpoint:
    """The day, switch and knowledge that the page was opened with, kept in all it links to."""

    given: date | None
    complete: bool
    known: date | None

    @property
    def day(self) -> date:
        """The day on which checks are described: the one given, or today."""
        return self.given or date.today()

    @property
    def viewpoint(self) -> dict[str, str]:
        """What every address keeps."""
        return viewpoint_of(self.given.isoformat() if self.given else "", self.complete, self.known)

    def link(self, page: str = "") -> str:
        """Return the address of a page of the catalogue, with these kept."""
        path = f"/rules/{page}".rstrip("/")
        return f"{path}?{urlencode(self.viewpoint)}" if self.viewpoint else path


@dataclass(frozen=True, slots=True)
class CitedGuidance:
    """A document as one of its citations names it, with the checks and changes that cite it."""

    citation: Citation
    rules: tuple[Rule, ...]
    changes: tuple[PolicyChange, ...]


def read_viewpoint(query: QueryParams) -> CatalogueViewpoint:
    """Read asOf, complete and known of an address; raises UsageError."""
    complete = read_switch(query.get("complete", ""))
    return CatalogueViewpoint(read_day(query.get("asOf")), complete, read_day(query.get("known")))


def routes(reader: Reader, templates: Jinja2Templates) -> list[BaseRoute]:
    """Return the routes of these pages."""

    def catalogue(request: Request) -> Response:
        seen = read_viewpoint(request.query_params)
        groups = [(name, [rule for rule in RULES if rule.group == name]) for name in GROUPS]
        counted = Counter(rule.severity_on(seen.day) for rule in RULES)
        severities = [(severity, counted[severity]) for severity in Severity]
        context = {
            "groups": groups,
            "unread": unread_words(POLICY, seen.day),
            "count": len(RULES),
            "seen": seen,
            "day": seen.day,
            "severities": severities,
            "begins_or_ends": [rule for rule in RULES if rule.valid_from or rule.valid_to],
        }
        return templates.TemplateResponse(request, "rules.html", context)

    def one(request: Request) -> Response:
        rule, seen = rule_by_id(request.path_params["rule"]), read_viewpoint(request.query_params)
        slugs = [summary.area.slug for summary in reader.areas()]
        answers = [_answer(reader, slug, rule.id, seen) for slug in slugs]
        context = {
            "rule": rule,
            "seen": seen,
            "day": seen.day,
            "changes": changes_bearing_on(rule.id, POLICY),
            "days_in_words": days_in_words,
            "answers": [one for one in answers if one],
            "unknown_then": answers.count(None),
        }
        return templates.TemplateResponse(request, "rule.html", context)

    def changes(request: Request) -> Response:
        query, seen = request.query_params, read_viewpoint(request.query_params)
        first = read_day(query.get("from")) or _FIRST
        last = read_day(query.get("to")) or date.today()
        if last < first:
            raise UsageError("The second day lies before the first: put the earlier day first.")
        context = {
            "seen": seen,
            "first": first,
            "last": last,
            "unread": unread_words(POLICY, last),
            "found": rules_between(first, last, RULES, POLICY),
            "happened": [change for change in POLICY if change.within(first, last)],
            "others": [change for change in POLICY if not change.within(first, last)],
            "days_in_words": days_in_words,
            "dated": [c for lst in closed_lists() for c in lst if c.since or c.until],
        }
        return templates.TemplateResponse(request, "rule_changes.html", context)

    def documents(request: Request) -> Response:
        seen = read_viewpoint(request.query_params)
        context = {"seen": seen, "day": seen.day, "documents": cited_documents()}
        return templates.TemplateResponse(request, "rule_documents.html", context)

    return [
        Route("/rules", catalogue),
        Route("/rules/changes", changes),
        Route("/rules/documents", documents),
        Route("/rules/{rule}", one),
    ]


@cache
def cited_documents() -> list[CitedGuidance]:
    """Return the documents that checks and changes of policy cite, by title, each with those."""
    by_tag: dict[str, Citation] = {}
    rules: dict[str, dict[str, Rule]] = {}
    changes: dict[str, dict[str, PolicyChange]] = {}
    for rule in RULES:
        for citation in rule.citations:
            by_tag.setdefault(citation.document, citation)
            rules.setdefault(citation.document, {})[rule.id] = rule
    for change in POLICY:
        for citation in change.citations:
            by_tag.setdefault(citation.document, citation)
            changes.setdefault(citation.document, {})[change.id] = change
    found = [
        CitedGuidance(c, tuple(rules.get(tag, {}).values()), tuple(changes.get(tag, {}).values()))
        for tag, c in by_tag.items()
    ]
    return sorted(found, key=lambda each: each.citation.source)


def _answer(
    reader: Reader, slug: str, rule_id: str, seen: CatalogueViewpoint
) -> tuple[Frame, Finding] | None:
    """Return what a check says of an area, on the day given or the one it opens on.

    None where nothing was recorded of the area by the day asked for.
    """
    try:
        view = reader.view(slug, seen.given, seen.complete, seen.known)
    except UsageError:
        return None
    found = next(f for f in reader.findings(view) if f.rule == rule_id)
    return Frame(view, f"/areas/{slug}", seen.viewpoint.get("asOf", ""), (), seen.known), found
