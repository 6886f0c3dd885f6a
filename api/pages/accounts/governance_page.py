"""For the information governance officer: which personal data are kept, where, and for how long."""

from datetime import timedelta

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from api.access.one_time_links import GOOD_FOR
from api.access.sessions import IDLE, LONGEST
from api.access.slowing import FORGOTTEN
from api.access.tokens import MOST_DAYS
from api.pages.accounts.desk import Desk
from graph.accounts.account_records import LinkPurpose

PATH = "/information-governance"


def routes(desk: Desk) -> list[BaseRoute]:
    """Return the route of this page."""

    def show(request: Request) -> Response:
        council = desk.network.council
        context = {
            "idle": _words(IDLE),
            "longest": _words(LONGEST),
            "forgotten": _words(FORGOTTEN),
            "link": _words(GOOD_FOR[LinkPurpose.SET]),
            "token_days": MOST_DAYS,
            "council": council.name if council else "",
        }
        return desk.show(request, "information_governance.html", context)

    return [Route(PATH, show)]


def _words(span: timedelta) -> str:
    """Return a span of time in words."""
    minutes = int(span.total_seconds() // 60)
    for number, unit in ((minutes // 1440, "day"), (minutes // 60, "hour"), (minutes, "minute")):
        if number > 1:
            return f"{number} {unit}s"
    return "1 minute"
