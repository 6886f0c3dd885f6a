"""The history of an area: what each writing added, altered and removed; each day can be opened."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from itertools import takewhile

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.templating import Jinja2Templates

from api.errors import UsageError
from api.pages.link_words import takeovers
from api.pages.unchanged import tagged_frame
from api.reports.field_changes import QUOTED
from api.reports.history import written_batches
from api.service.reader import Reader, resolve
from graph.facts.changes import ChangeRecord
from graph.facts.stamps import moment_of
from graph.history import changes_about

_SHOWN = 100


def routes(reader: Reader, templates: Jinja2Templates) -> list[BaseRoute]:
    """Return the routes of this page."""

    def page(request: Request) -> Response:
        frame = tagged_frame(reader, request)
        query, snapshot = request.query_params, frame.view.snapshot
        thing = resolve(snapshot, query["about"]) if query.get("about") else ""
        everything = reader.history(frame.slug)
        history = known_by(everything, frame.known)
        records = changes_about(history, thing) if thing else history
        number = read_page(query.get("page", "1"))
        newest = list(reversed(records))
        shown = newest[(number - 1) * _SHOWN : number * _SHOWN]
        context = {
            "frame": frame,
            "thing": thing,
            "takeovers": takeovers(frame.view, thing) if thing else (),
            "count": len(records),
            "page": number,
            "pages": max(1, -(-len(records) // _SHOWN)),
            "batches": written_batches(shown, records, everything, snapshot),
            "QUOTED": QUOTED,
        }
        return templates.TemplateResponse(request, "history.html", context)

    return [Route("/areas/{slug}/history", page)]


def known_by(history: Sequence[ChangeRecord], day: date | None) -> tuple[ChangeRecord, ...]:
    """Return the changes that were written by the end of a day (UTC); without a day, all."""
    if day is None:
        return tuple(history)
    end = datetime.combine(day, time.max, UTC)
    return tuple(takewhile(lambda record: moment_of(record) <= end, history))


def read_page(given: str) -> int:
    """Read the number of a page of a long list; raises UsageError."""
    if not given.isascii() or not given.isdecimal() or not 0 < int(given) < 10**6:
        raise UsageError(f'"page" is "{given}": write a number, 1 for the first page.')
    return int(given)
