"""The history of an area: what each writing added, altered and removed; each day can be opened."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import takewhile

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.templating import Jinja2Templates

from api.errors import UsageError
from api.pages.link_words import takeovers
from api.pages.unchanged import tagged_frame
from api.reports.field_changes import QUOTED, Altered, altered, with_former_names
from api.reports.question_moves import written_sentence
from api.reports.wording import count_words
from api.service.reader import Reader, resolve
from graph.facts.changes import ChangeRecord
from graph.facts.model import Snapshot
from graph.facts.stamps import moment_of
from graph.history import changes_about

_SHOWN = 100
# What a change is called, and under which heading it stands: in the order of reading.
_HEADINGS = {
    "added": "Added",
    "changed": "Altered",
    "ended": "Ended: so until a day, and kept on record",
    "withdrawn": "Removed, as recorded in error",
}
_CALLED = {"added": "added", "changed": "altered", "ended": "ended", "withdrawn": "removed"}


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change: the fact in a sentence, and what of it reads otherwise than before."""

    sentence: str
    altered: tuple[Altered, ...]


@dataclass(frozen=True, slots=True)
class WrittenBatch:
    """One batch of changes, written together: summary counts all, groups hold those shown."""

    revision: int
    day: date
    when: str
    who: str
    source: str
    summary: str
    caution: str
    elsewhere: int
    groups: tuple[tuple[str, tuple[ChangeLine, ...]], ...]


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
            "batches": batches(shown, records, with_former_names(snapshot, everything)),
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


def batches(
    shown: Sequence[ChangeRecord], records: Sequence[ChangeRecord], snapshot: Snapshot
) -> list[WrittenBatch]:
    """Return the changes shown by batch, in the order given; records hold whole batches."""
    counted: dict[str, Counter[str]] = {}
    for record in records:
        counted.setdefault(record.batch, Counter())[record.action] += 1
    found: dict[str, list[ChangeRecord]] = {}
    for record in shown:
        found.setdefault(record.batch, []).append(record)
    return [_written(some, counted[batch], snapshot) for batch, some in found.items()]


def _written(
    records: list[ChangeRecord], counted: Counter[str], snapshot: Snapshot
) -> WrittenBatch:
    first, moment = records[0], moment_of(records[0])
    # The newest stands first on the page, but within one writing its own order is easier to follow.
    inside = list(reversed(records))
    said = [f"{count_words(counted[a], 'fact')} {_CALLED[a]}" for a in _CALLED if counted[a]]
    lists = (
        (heading, tuple(_line(r, snapshot) for r in inside if r.action == action))
        for action, heading in _HEADINGS.items()
    )
    return WrittenBatch(
        revision=first.revision,
        day=moment.date(),
        when=f"{moment:%H:%M}",
        who=first.who,
        source=first.source,
        summary=", ".join(said),
        caution=first.caution,
        elsewhere=counted.total() - len(records),
        groups=tuple((heading, lines) for heading, lines in lists if lines),
    )


def _line(record: ChangeRecord, snapshot: Snapshot) -> ChangeLine:
    before, after = record.before, record.after
    fact = after or before
    sentence = written_sentence(fact, snapshot) if fact else record.fact_id
    return ChangeLine(sentence, altered(before, after, snapshot) if before and after else ())


def read_page(given: str) -> int:
    """Read the number of a page of a long list; raises UsageError."""
    if not given.isascii() or not given.isdecimal() or not 0 < int(given) < 10**6:
        raise UsageError(f'"page" is "{given}": write a number, 1 for the first page.')
    return int(given)
