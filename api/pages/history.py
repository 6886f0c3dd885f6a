"""The history of an area: what was written when, by whom and from what; each day can be opened."""

from dataclasses import dataclass
from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.templating import Jinja2Templates

from api.errors import UsageError
from api.pages.frame import area_frame
from api.reader import Reader, resolve
from graph.changes import ChangeRecord
from graph.history import moment_of, told
from graph.model import Fact, Snapshot
from graph.sentences import fact_sentence

_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Written:
    """One batch of changes: what was written together."""

    revision: int
    day: date
    when: str
    who: str
    source: str
    changes: tuple[tuple[str, str, str], ...]


def routes(reader: Reader, templates: Jinja2Templates) -> list[BaseRoute]:
    """Return the routes of this page."""

    def page(request: Request) -> Response:
        frame = area_frame(reader, request)
        query, snapshot = request.query_params, frame.view.snapshot
        thing = resolve(snapshot, query["about"]) if query.get("about") else ""
        history = reader.history(frame.slug)
        records = told(history, thing) if thing else history
        number = _page(query.get("page", "1"))
        newest = list(reversed(records))
        context = {
            "frame": frame,
            "thing": thing,
            "count": len(records),
            "page": number,
            "pages": max(1, -(-len(records) // _SHOWN)),
            "batches": batches(newest[(number - 1) * _SHOWN : number * _SHOWN], snapshot),
        }
        return templates.TemplateResponse(request, "history.html", context)

    return [Route("/areas/{slug}/history", page)]


def batches(records: list[ChangeRecord], snapshot: Snapshot) -> list[Written]:
    """Return changes by batch, in the order given."""
    found: dict[str, list[ChangeRecord]] = {}
    for record in records:
        found.setdefault(record.batch, []).append(record)
    return [_written(together, snapshot) for together in found.values()]


def _written(records: list[ChangeRecord], snapshot: Snapshot) -> Written:
    first, moment = records[0], moment_of(records[0])
    return Written(
        revision=first.revision,
        day=moment.date(),
        when=f"{moment:%H:%M}",
        who=first.who,
        source=first.source,
        changes=tuple(
            (r.action, _said(r.before, snapshot), _said(r.after, snapshot)) for r in records
        ),
    )


def _said(fact: Fact | None, snapshot: Snapshot) -> str:
    return fact_sentence(fact, snapshot) if fact else ""


def _page(given: str) -> int:
    if not given.isascii() or not given.isdecimal() or not 0 < int(given) < 10**6:
        raise UsageError(f'"page" is "{given}": write a number, 1 for the newest changes.')
    return int(given)
