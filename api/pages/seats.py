"""Who sits where: members by bodies, the bodies that share members, and whom a holder joins."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.templating import Jinja2Templates

from api.pages.unchanged import tagged_frame
from api.service.reader import Reader
from graph.facts.model import Node
from graph.kinds import NODE_KIND
from graph.sentences import NO_SOURCE, source_words
from graph.two_mode import Membership, TwoMode, two_mode
from graph.view import View
from visualisations.pictures.seats_svg import draw


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member and what it does on each body, in the order of the columns (None: no seat)."""

    member: Node
    kind: str
    cells: tuple[Membership | None, ...]

    @property
    def seats(self) -> tuple[Membership, ...]:
        """Its seats."""
        return tuple(cell for cell in self.cells if cell)


def routes(reader: Reader, templates: Jinja2Templates) -> list[BaseRoute]:
    """Return the routes of this page."""

    def page(request: Request) -> Response:
        frame = tagged_frame(reader, request)
        found = _found(reader, frame.view)
        rows = [_row(found, member) for member in found.members]
        context = {
            "frame": frame,
            "found": found,
            "rows": rows,
            "joining": [row for row in rows if len(row.seats) > 1],
            "sources": _sources(frame.view, found),
            "picture": draw(found, frame.name),
        }
        return templates.TemplateResponse(request, "seats.html", context)

    def svg(request: Request) -> Response:
        frame = tagged_frame(reader, request)
        picture = draw(_found(reader, frame.view), frame.name)
        return Response(picture, media_type="image/svg+xml")

    return [Route("/areas/{slug}/seats", page), Route("/areas/{slug}/seats.svg", svg)]


def _found(reader: Reader, view: View) -> TwoMode:
    return reader.derived(view, two_mode)


def _row(found: TwoMode, member: Node) -> MemberRow:
    cells = tuple(found.seats.get((member.id, body.id)) for body in found.bodies)
    return MemberRow(member, NODE_KIND[member.kind].label, cells)


def _sources(view: View, found: TwoMode) -> list[str]:
    """Return the places in which the seats were read, each once."""
    links = (view.snapshot.links[i] for seat in found.seats.values() for i in seat.links)
    said = (source_words(link, view.snapshot) or NO_SOURCE for link in links)
    return list(dict.fromkeys(said))
