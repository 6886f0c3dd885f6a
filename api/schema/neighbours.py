"""What joins a thing to others, by name and only where it makes sense: chairs, members, owners.

Each is a list of its links as seen from it, so that every neighbour comes with its source.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from api.schema.connections import After, Before, First, Last, paginate
from api.schema.context import AreaOnDay
from api.schema.fields import field
from api.schema.links import NodeLinkConnection, SeenLink, page_of_links
from api.schema.list_wheres import read_findings, read_links
from api.schema.listed import thing_in
from api.schema.meetings import MeetingConnection, MeetingType
from api.schema.paths import Intended, LineOfSightType, To, Via, line_on
from api.schema.seats import ListedSeatConnection, ListedSeatType
from api.schema.vocabulary import word_of
from api.service.paging import PageAsked
from graph.facts.model import Link
from graph.governance_view import CHAIR_LINKS, is_seat, partnership_of
from graph.network import upward_step
from graph.rules.finding import Finding
from graph.selection.chairs_held import chairs_held
from graph.selection.lines_reached import should_answer
from graph.selection.meeting_record import last_met
from graph.selection.seat_list import ListedSeat, listed_seats
from graph.selection.when_held import Holding, links_held, of_record

_Seen = Iterable[tuple[Link, bool]]


def _linked(outward: bool, *kinds: str) -> Callable[[AreaOnDay, str], _Seen]:
    """Return what finds the links of these kinds on one side of a thing."""

    def found(at: AreaOnDay, thing: str) -> _Seen:
        shown = at.view.shown
        links = shown.out_links(thing, *kinds) if outward else shown.in_links(thing, *kinds)
        return [(link, outward) for link in links]

    return found


def _members(at: AreaOnDay, body: str) -> _Seen:
    links = at.view.shown.in_links(body, "member_of")
    return [(link, False) for link in links if is_seat(link)]


def _lines(up: bool) -> Callable[[AreaOnDay, str], _Seen]:
    def found(at: AreaOnDay, thing: str) -> _Seen:
        shown = at.view.shown
        for outward, links in ((True, shown.out_links(thing)), (False, shown.in_links(thing))):
            for link in links:
                step = upward_step(link, shown)
                if step and step[0 if up else 1] == thing:
                    yield link, outward

    return found


def _neighbours(name: str, description: str, find: Callable[[AreaOnDay, str], _Seen]) -> Any:
    @field(description, graphql_type=NodeLinkConnection)
    def resolve(
        self: Any,
        first: First = None,
        last: Last = None,
        after: After = None,
        before: Before = None,
    ) -> Any:
        seen = [
            (at, link, outward) for at in self.at.maps for link, outward in find(at, self.record.id)
        ]
        return page_of_links(name, seen, PageAsked(first, last, after, before))

    return resolve


def _seats(name: str, description: str, of: Callable[[AreaOnDay, ListedSeat, str], bool]) -> Any:
    @field(description, graphql_type=ListedSeatConnection)
    def resolve(
        self: Any,
        first: First = None,
        last: Last = None,
        after: After = None,
        before: Before = None,
    ) -> Any:
        seats = [
            ListedSeatType(record=seat, at=at)
            for at in self.at.maps
            for seat in listed_seats(at.view.shown)
            if of(at, seat, self.record.id)
        ]
        asked = PageAsked(first, last, after, before)
        return paginate(name, seats, asked, lambda seat: seat, lambda seat: seat.record.id)

    return resolve


def _held_through(at: AreaOnDay, seat: ListedSeat, organisation: str) -> bool:
    """Say whether a seat is an organisation's, itself or through who it employs."""
    if seat.holder is None:
        return False
    owner = partnership_of(at.view.shown).organisation_of(seat.holder)
    return organisation in (seat.holder.id, owner)


def links_of_thing(at: AreaOnDay, thing: str, where: Any, holding: Any) -> list[SeenLink]:
    """Return the links of a thing that fit, those that leave it before those that arrive at it."""
    when = Holding.NOW if holding is None else Holding(word_of(holding))
    every = at.view.shown if when is Holding.NOW else of_record(at.view)
    seen = [(at, link, True) for link in every.out_links(thing)]
    seen += [(at, link, False) for link in every.in_links(thing)]
    if when is not Holding.NOW:
        held = links_held(at.view, when)
        seen = [one for one in seen if one[1].id in held]
    if where is not None:
        fits = read_links(where, lambda text: thing_in(at, text)).fitting(at.view)
        seen = [one for one in seen if fits(one[1])]
    return seen


def findings_that_fit(at: AreaOnDay, where: Any) -> list[Finding]:
    """Return the findings of a view that fit."""
    if where is None:
        return list(at.findings())
    fits = read_findings(where, lambda text: thing_in(at, text)).fitting(at.view)
    return [finding for finding in at.findings() if fits(finding)]


def _chaired(at: AreaOnDay, holder: str) -> _Seen:
    links = at.snapshot.links
    bodies = chairs_held(at.view).get(holder, {})
    found = dict.fromkeys(i for ids in bodies.values() for i in ids)
    return [(links[i], True) for i in found if links[i].kind in CHAIR_LINKS]


_ANSWERS_TO = _neighbours(
    "answersTo",
    "What it answers to, one step up: its lines of accountability, never a working contact.",
    _lines(up=True),
)
_ANSWERED_BY = _neighbours(
    "answeredBy", "What answers to it, one step down: lines of accountability.", _lines(up=False)
)
# Of the kinds that can chair, in an interface of their own.
MAY_CHAIR = ("post", "person", "organisation")
CHAIR_OF = _neighbours(
    "chairOf",
    "The bodies that it chairs or co-chairs, each by the link that says so; a person chairs what "
    "the posts chair that they hold. A vacant chair, or one only planned, is none.",
    _chaired,
)
_OWN_SEATS = _seats(
    "seats",
    "Its own seats and chairs, vacant ones too.",
    lambda _, seat, own: seat.holder is not None and seat.holder.id == own,
)


@field(
    "Whether a line of accountability leads from it to a thing or a kind of body, and how far it "
    "gets; null for a shared thing over all its maps."
)
def _line_of_sight(
    self: Any, to: To, via: Via = None, intended: Intended = False
) -> LineOfSightType | None:
    if len(self.at.maps) > 1 or self.at.view_id is None:
        return None
    found = line_on(self.at, self.record.id, to, via, intended)
    return LineOfSightType(record=found, at=self.at)


@field(
    "The meetings of it up to the day, oldest first: last: 3 gives the newest three.",
    graphql_type=MeetingConnection,
)
def _meetings(
    self: Any, first: First = None, last: Last = None, after: After = None, before: Before = None
) -> Any:
    held = [
        MeetingType(record=meeting, at=at)
        for at in self.at.maps
        for meeting in at.view.meetings_of(self.record.id)
    ]
    asked = PageAsked(first, last, after, before)
    return paginate("meetings", held, asked, lambda one: one, lambda one: one.record.id)


@field(
    "Its last meeting on record that was held, up to the day; null: none is on record, which says "
    "nothing of whether it has met."
)
def _last_met(self: Any) -> MeetingType | None:
    return max(_last_of_each(self), key=lambda one: one.record.day.last, default=None)


def _last_of_each(thing: Any) -> Iterator[MeetingType]:
    for at in thing.at.maps:
        if meeting := last_met(at.view, thing.record.id):
            yield MeetingType(record=meeting, at=at)


@field(
    "Whether it is one that should answer to something: it operates, and is no top, panel or forum "
    "of families, case meeting, informal network or neighbour."
)
def _should_answer(self: Any) -> bool:
    return any(should_answer(at.view, self.record) for at in self.at.maps)


NEIGHBOURS: dict[str, dict[str, Any]] = {
    "body": {
        "chairs": _neighbours(
            "chairs", "Who chairs or co-chairs it.", _linked(False, *CHAIR_LINKS)
        ),
        "members": _neighbours(
            "members", "Who has a member's seat on it; who observes or attends has none.", _members
        ),
        "seats": _seats(
            "seats",
            "Its seats: chairs, members' places and those that stand by themselves.",
            lambda _, seat, own: seat.body.id == own,
        ),
        "answers_to": _ANSWERS_TO,
        "answered_by": _ANSWERED_BY,
        "should_answer": _should_answer,
        "line_of_sight": _line_of_sight,
        "meetings": _meetings,
        "last_met": _last_met,
    },
    "post": {
        "seats": _OWN_SEATS,
        "held_by": _neighbours("heldBy", "Who is in the post.", _linked(False, "holds")),
        "answers_to": _ANSWERS_TO,
        "answered_by": _ANSWERED_BY,
        "line_of_sight": _line_of_sight,
    },
    "person": {
        "posts": _neighbours("posts", "The posts that it holds.", _linked(True, "holds")),
        "seats": _OWN_SEATS,
    },
    "organisation": {
        "seats": _seats(
            "seats",
            "Its seats and chairs: its own, and those of the posts and people it employs, in its "
            "departments too.",
            _held_through,
        ),
        "employs": _neighbours(
            "employs",
            "Who is employed by it, and what is part of it.",
            _linked(False, "employed_by", "part_of"),
        ),
    },
    "plan": {
        "owners": _neighbours(
            "owners", "Who owns it; empty: nobody is on record, ask.", _linked(False, "owns")
        )
    },
    "site": {
        "governed_by": _neighbours(
            "governedBy", "The bodies responsible for it.", _linked(False, "governs")
        )
    },
}
