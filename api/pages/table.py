"""The map as a table that sorts without scripts, with the same facts in a few sentences."""

from collections.abc import Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.templating import Jinja2Templates

from api.errors import UsageError
from api.pages.frame import Frame
from api.pages.link_words import Surroundings, dates, surroundings
from api.pages.sorting import SortColumn, SortHeading, read_sort, sort_headings, sorted_rows
from api.pages.unchanged import tagged_frame
from api.reports.wording import STATUS_WORDS
from api.service.reader import Reader
from graph.facts.identifiers import natural_key
from graph.facts.model import Node
from graph.kinds import NODE_KINDS
from graph.sentences import attribute_words, kind_words, place_words
from visualisations.in_words import summary


@dataclass(frozen=True, slots=True)
class TableRow:
    """A thing on the map: its words, its links, and what a reader must know of it."""

    node: Node
    kind: str
    tier: str
    around: Surroundings
    status: str
    notes: tuple[str, ...]


def _names(part: str) -> Callable[[TableRow], str]:
    return lambda row: ", ".join(said.name for said in getattr(row.around, part))


def _column(word: str, heading: str, said: Callable[[TableRow], str]) -> SortColumn[TableRow]:
    """Return a column that sorts by words as people do, what is empty last."""
    return SortColumn(word, heading, lambda row: natural_key(said(row).casefold()) or None)


COLUMNS = (
    _column("name", "Name", lambda row: row.node.name),
    _column("kind", "Kind", lambda row: row.kind),
    _column("tier", "Tier", lambda row: row.tier),
    _column("answers-to", "Answers to", _names("answers_to")),
    _column("answered-by", "Answered to by", _names("answered_to_by")),
    _column("chair", "Chair", _names("chairs")),
    _column("seats", "Who sits", _names("seats")),
    _column("status", "Status", lambda row: row.status),
    _column(
        "source",
        "Source",
        lambda row: " ".join(r.document + place_words(r) for r in row.node.sources),
    ),
)
_COLUMN = {column.word: column for column in COLUMNS}
_SHOWN = ("bodies", "all")


def routes(reader: Reader, templates: Jinja2Templates) -> list[BaseRoute]:
    """Return the routes of this page."""

    def table(request: Request) -> Response:
        frame = tagged_frame(reader, request)
        query = request.query_params
        sort, down = read_sort(query, _COLUMN)
        chosen = _COLUMN.get(sort)
        has_bodies = bool(frame.view.shown.of_kind("body"))
        show = query.get("show") or ("bodies" if has_bodies else "all")
        if show not in _SHOWN:
            raise UsageError(f'"show" is "{show}": write bodies or all.')
        rows = _rows(frame, show == "all")
        snapshot = frame.view.snapshot
        context = {
            "frame": frame,
            "show": show,
            "sort": chosen,
            "down": down,
            "headings": _headings(frame, sort, down, query.get("show", "")),
            "rows": sorted_rows(rows, chosen.by, down) if chosen else rows,
            "summary": summary(frame.view, reader.findings(frame.view)),
            "sources": sorted(snapshot.sources.values(), key=lambda source: source.document),
        }
        return templates.TemplateResponse(request, "table.html", context)

    return [Route("/areas/{slug}/table", table)]


def _headings(frame: Frame, sort: str, down: bool, show: str) -> list[SortHeading]:
    def link(word: str, order: str) -> str:
        return frame.link("table", show=show, sort=word, order="" if order == "up" else order)

    return sort_headings({c.word: c.heading for c in COLUMNS}, sort, down, link)


def _rows(frame: Frame, everything: bool) -> list[TableRow]:
    """Return the rows as they stand unsorted: bodies first, then the other kinds, by name."""
    order = ["body", *(kind.name for kind in NODE_KINDS if kind.name != "body")]
    nodes = [n for n in frame.view.shown.nodes.values() if everything or n.kind == "body"]
    nodes.sort(key=lambda n: (order.index(n.kind), natural_key(n.name.casefold()), n.id))
    return [_row(frame, node) for node in nodes]


def _row(frame: Frame, node: Node) -> TableRow:
    return TableRow(
        node=node,
        kind=kind_words(node),
        tier=attribute_words(node, "tier") if node.kind == "body" else "",
        around=surroundings(frame.view, node.id),
        status=STATUS_WORDS[node.status],
        notes=dates(frame.view, node),
    )
