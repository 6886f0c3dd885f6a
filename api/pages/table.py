"""The map as a table that sorts without scripts, with the same facts in a few sentences."""

from collections.abc import Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.templating import Jinja2Templates

from api.errors import UsageError
from api.pages.frame import Frame, area_frame
from api.pages.link_words import Surroundings, dates, surroundings
from api.reports.wording import STATUS_WORDS
from api.service.reader import Reader
from graph.facts.identifiers import natural_key
from graph.facts.model import Node
from graph.kinds import NODE_KINDS
from graph.sentences import attribute_words, kind_words
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


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the word in the address, the heading, and what it sorts by."""

    word: str
    heading: str
    by: Callable[[TableRow], str]


def _names(part: str) -> Callable[[TableRow], str]:
    return lambda row: ", ".join(said.name for said in getattr(row.around, part))


COLUMNS = (
    Column("name", "Name", lambda row: row.node.name),
    Column("kind", "Kind", lambda row: row.kind),
    Column("tier", "Tier", lambda row: row.tier),
    Column("answers-to", "Answers to", _names("answers_to")),
    Column("answered-by", "Answered to by", _names("answered_to_by")),
    Column("chair", "Chair", _names("chairs")),
    Column("seats", "Who sits", _names("seats")),
    Column("status", "Status", lambda row: row.status),
    Column(
        "source", "Source", lambda row: " ".join(r.document + r.place for r in row.node.sources)
    ),
)
_COLUMN = {column.word: column for column in COLUMNS}
_SHOWN = ("bodies", "all")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the table: where its link sorts, and how the table is sorted now."""

    words: str
    link: str
    now: str


def routes(reader: Reader, templates: Jinja2Templates) -> list[BaseRoute]:
    """Return the routes of this page."""

    def table(request: Request) -> Response:
        frame = area_frame(reader, request)
        query = request.query_params
        sort, down = _sort(query.get("sort", ""), query.get("order", ""))
        has_bodies = bool(frame.view.shown.of_kind("body"))
        show = query.get("show") or ("bodies" if has_bodies else "all")
        if show not in _SHOWN:
            raise UsageError(f'"show" is "{show}": write bodies or all.')
        snapshot = frame.view.snapshot
        context = {
            "frame": frame,
            "show": show,
            "sort": _COLUMN.get(sort),
            "down": down,
            "headings": _headings(frame, sort, down, query.get("show", "")),
            "rows": _sorted(_rows(frame, show == "all"), sort, down),
            "summary": summary(frame.view, reader.findings(frame.view)),
            "sources": sorted(snapshot.sources.values(), key=lambda source: source.document),
        }
        return templates.TemplateResponse(request, "table.html", context)

    return [Route("/areas/{slug}/table", table)]


def _sort(sort: str, order: str) -> tuple[str, bool]:
    if sort and sort not in _COLUMN:
        raise UsageError(f'The table has no column "{sort}": choose {", ".join(_COLUMN)}.')
    if order not in ("", "up", "down"):
        raise UsageError(f'"order" is "{order}": write up or down.')
    return sort, order == "down"


def _headings(frame: Frame, sort: str, down: bool, show: str) -> list[Heading]:
    headings = []
    for column in COLUMNS:
        turn = column.word == sort and not down
        order = "down" if turn else ""
        now = ("descending" if down else "ascending") if column.word == sort else ""
        link = frame.link("table", show=show, sort=column.word, order=order)
        headings.append(Heading(column.heading, link, now))
    return headings


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


def _sorted(rows: list[TableRow], sort: str, down: bool) -> list[TableRow]:
    """Sort by a column; what has nothing in it comes last either way."""
    if not sort:
        return rows
    by = _COLUMN[sort].by
    filled = [row for row in rows if by(row)]
    filled.sort(key=lambda row: natural_key(by(row).casefold()), reverse=down)
    return filled + [row for row in rows if not by(row)]
