"""Who sits where: members by bodies, the bodies that share members, and whom a holder joins."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.templating import Jinja2Templates

from api.pages.unchanged import tagged_frame
from api.service.reader import Reader
from graph.facts.identifiers import natural_key
from graph.facts.model import Node
from graph.governance_view import partnership_of
from graph.kinds import NODE_KIND
from graph.places_read import Places, places_read
from graph.sentences import link_verbs
from graph.two_mode import Membership, TwoMode, two_mode
from graph.view import View
from visualisations.pictures.seats_svg import draw


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member and its seats, each with how many empty columns stand before it, and after all."""

    member: Node
    kind: str
    seats: tuple[tuple[int, Membership], ...]
    rest: int


@dataclass(frozen=True, slots=True)
class BesideMembers:
    """A body with who was co-opted, and who comes without being a member, each with how."""

    body: Node
    co_opted: tuple[Node, ...]
    attending: tuple[tuple[str, Node], ...]


def routes(reader: Reader, templates: Jinja2Templates) -> list[BaseRoute]:
    """Return the routes of this page."""

    def page(request: Request) -> Response:
        frame = tagged_frame(reader, request)
        found = reader.derived(frame.view, two_mode)
        rows = reader.derived(frame.view, _rows, reader)
        context = {
            "frame": frame,
            "found": found,
            "rows": rows,
            "joining": [row for row in rows if len(row.seats) > 1],
            "beside": reader.derived(frame.view, _beside),
            "read_in": _read_in(frame.view, found),
            "picture": reader.derived(frame.view, _picture, reader),
            # The same thing stands in many rows: of 2,000 things there are 20,000 links.
            "address_of": cache(frame.to),
        }
        return templates.TemplateResponse(request, "seats.html", context)

    def svg(request: Request) -> Response:
        view = tagged_frame(reader, request).view
        return Response(reader.derived(view, _picture, reader), media_type="image/svg+xml")

    return [Route("/areas/{slug}/seats", page), Route("/areas/{slug}/seats.svg", svg)]


def _picture(view: View, reader: Reader) -> str:
    return draw(reader.derived(view, two_mode), view.snapshot.area.title)


def _rows(view: View, reader: Reader) -> tuple[MemberRow, ...]:
    found = reader.derived(view, two_mode)
    place_of = {body.id: place for place, body in enumerate(found.bodies)}
    return tuple(_row(found, member, place_of) for member in found.members)


def _row(found: TwoMode, member: Node, place_of: Mapping[str, int]) -> MemberRow:
    seats, column = [], 0
    for seat in found.of_member(member.id):
        seats.append((place_of[seat.body] - column, seat))
        column = place_of[seat.body] + 1
    return MemberRow(member, NODE_KIND[member.kind].label, tuple(seats), len(place_of) - column)


def _beside(view: View) -> tuple[BesideMembers, ...]:
    """Return the bodies with co-opted members, or with others who come, by name."""
    partnership = partnership_of(view.firm)
    found = []
    for body in partnership.bodies:
        seats = partnership.own_seats(body.id)
        co_opted = (s.holder for s in seats if s.link.text("seat_kind") == "co_opted")
        others = ((link_verbs(s.link)[0], s.holder) for s in partnership.attending(body.id))
        row = BesideMembers(body, tuple(co_opted), tuple(others))
        if row.co_opted or row.attending:
            found.append(row)
    return tuple(sorted(found, key=lambda row: (natural_key(row.body.name), row.body.id)))


def _read_in(view: View, found: TwoMode) -> list[Places]:
    """Return the places in which the seats were read, those of one seat together, each once."""
    links = (view.snapshot.links[i] for seat in found.seats.values() for i in seat.links)
    return list(dict.fromkeys(places_read(link, view.snapshot) for link in links))
