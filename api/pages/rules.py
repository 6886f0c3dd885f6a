"""The catalogue of checks: what each asks, by which guidance, and how it decides."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.templating import Jinja2Templates

from api.reader import Reader
from graph.rules.registry import GROUPS
from graph.rules.run import RULES


def routes(_: Reader, templates: Jinja2Templates) -> list[BaseRoute]:
    """Return the routes of this page."""

    def catalogue(request: Request) -> Response:
        groups = [(name, [rule for rule in RULES if rule.group == name]) for name in GROUPS]
        context = {"groups": groups, "count": len(RULES)}
        return templates.TemplateResponse(request, "rules.html", context)

    return [Route("/rules", catalogue)]
