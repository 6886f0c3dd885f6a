"""The audit log, which nobody edits: of an area for its owners, of people for the keeper."""

from collections.abc import Iterator
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from api.access.account_book import Deed
from api.errors import UsageError
from api.pages.accounts.account_page import holder_of
from api.pages.accounts.desk import Desk, moment
from api.pages.frame import area_frame
from graph.accounts.account_records import AuditLine

_SHOWN = 100
# What tells of an area's content, or of who worked with it, is for the owners of the area.
_OF_CONTENT = {Deed.WRITTEN.value, Deed.EXPORTED.value, Deed.RESTORED.value, Deed.REFUSED.value}
_MOST_DIGITS = 15


def routes(desk: Desk) -> list[BaseRoute]:
    """Return the routes of these pages."""
    page = _LogPage(desk)
    return [Route("/log", page.of_people), Route("/areas/{slug}/log", page.of_area)]


class _LogPage:
    def __init__(self, desk: Desk) -> None:
        self.desk, self.store = desk, desk.network.store

    def of_area(self, request: Request) -> Response:
        holder_of(self.desk, request)
        frame, before = area_frame(self.desk.reader, request), _before(request)
        lines = list(self.store.audit(before, _SHOWN + 1, frozenset({frame.slug})))
        context = {"frame": frame, **_shown(lines)}
        return self.desk.show(request, "log.html", context)

    def of_people(self, request: Request) -> Response:
        holder_of(self.desk, request)
        lines: list[AuditLine] = []
        for line in self._all(_before(request)):
            if line.what not in _OF_CONTENT:
                lines.append(line)
            if len(lines) > _SHOWN:
                break
        return self.desk.show(request, "log.html", {**_shown(lines)})

    def _all(self, before: int | None) -> Iterator[AuditLine]:
        while lines := self.store.audit(before, _SHOWN):
            yield from lines
            before = lines[-1].number


def _before(request: Request) -> int | None:
    """Return below which line a page begins; raises UsageError."""
    text = request.query_params.get("before", "")
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS):
        raise UsageError(f'"before" is "{text[:40]}": it is the number of a line of the log.')
    return int(text)


def _shown(lines: list[AuditLine]) -> dict[str, Any]:
    shown = lines[:_SHOWN]
    rows = [(moment(line.when), line) for line in shown]
    return {"rows": rows, "older": shown[-1].number if len(lines) > _SHOWN else None}
