"""Every seat of a day: who holds it, on which body, whether it is vacant, and when its term ends.

A seat is a chair or a member's place, as a link between holder and body or as a thing of its own;
who observes or attends has none.
"""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from graph.fact_index import Facts
from graph.facts.dates import PartialDate, Truth
from graph.facts.model import Link, Node
from graph.governance_view import is_seat, seat_links
from graph.selection.attribute_tests import AttributeTest
from graph.selection.selection_base import Selection, Test
from graph.view import View


@dataclass(frozen=True, slots=True)
class ListedSeat:
    """One seat: fact is the link, or the thing that stands for it alone; holder may be unknown.

    vacant is None where it stands alone and nothing says whether anybody holds it. vacant_facts are
    the ids of a vacant post that makes it so. term is the first and the last day on which its term
    can end, None where neither its own end is recorded nor the day it began with the length that
    the body's terms give; term_facts are the ids that say so.
    """

    fact: Link | Node
    holder: Node | None
    body: Node
    vacant: bool | None
    vacant_facts: tuple[str, ...]
    term: tuple[date, date] | None
    term_facts: tuple[str, ...]

    @property
    def id(self) -> str:
        """The id of the fact that is the seat."""
        return self.fact.id

    @property
    def facts(self) -> tuple[str, ...]:
        """The ids of the facts that say what is said of it."""
        return tuple(dict.fromkeys((self.fact.id, *self.vacant_facts, *self.term_facts)))

    def over(self, day: date) -> Truth | None:
        """Say whether its term is over on a day; None: when it ends is not recorded."""
        if self.term is None:
            return None
        first, last = self.term
        if day > last:
            return Truth.YES
        return Truth.MAYBE if day > first else Truth.NO


def listed_seats(facts: Facts) -> list[ListedSeat]:
    """Return the seats among some facts, those of links first, each sort by id."""
    return list(facts.derived(_find))


def _find(facts: Facts) -> list[ListedSeat]:
    return [*_of_links(facts), *_alone(facts)]


def _of_links(facts: Facts) -> Iterator[ListedSeat]:
    for link in seat_links(facts):
        holder, body = facts.nodes[link.from_id], facts.nodes[link.to_id]
        said = (link.id,) if link.flag("vacant") is True else ()
        if not said and holder.flag("vacant") is True:
            said = (holder.id,)
        term, by = term_of(link, body)
        yield ListedSeat(link, holder, body, bool(said), said, term, by)


def _alone(facts: Facts) -> Iterator[ListedSeat]:
    for seat in facts.of_kind("seat"):
        body = facts.nodes.get(seat.text("body") or "")
        if body is None or not _is_members(seat):
            continue
        # No link names a holder, and that says nothing of whether there is one.
        vacant = seat.flag("vacant")
        term, by = term_of(seat, body)
        yield ListedSeat(seat, None, body, vacant, (seat.id,) if vacant else (), term, by)


def _is_members(seat: Node) -> bool:
    attributes = {"seat_kind": kind} if (kind := seat.text("seat_kind")) else {}
    return is_seat(Link(id=seat.id, kind="member_of", from_id="", to_id="", attributes=attributes))


def term_of(seat: Link | Node, body: Node) -> tuple[tuple[date, date] | None, tuple[str, ...]]:
    """Return the first and last day on which the term of a seat can end, and the facts behind it.

    Its own end counts before the day it began with the months that the body's terms give.
    """
    if until := seat.day("term_until"):
        return until.span, (seat.id,)
    chair = isinstance(seat, Link) and seat.kind != "member_of"
    months = body.number("chair_term_months" if chair else "member_term_months")
    if not months or not seat.since:
        return None, ()
    return months_after(seat.since, months), (seat.id, body.id)


def months_after(day: PartialDate, months: int) -> tuple[date, date]:
    """Return the first and the last day that can be some months after a partial date."""
    return _later(day.first, months), _later(day.last, months)


def _later(day: date, months: int) -> date:
    """Return the same day some months later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatSelection(Selection[ListedSeat]):
    """What seats are asked for; see Selection.

    body, holder are ids; term_over asks by the day of the view, and term_until_before by another:
    a term that a partial date leaves open is not over.
    """

    body: str | None = None
    holder: str | None = None
    statuses: frozenset[str] | None = None
    vacant: bool | None = None
    vacancy_recorded: bool | None = None
    term_over: bool | None = None
    term_until_before: date | None = None
    term_recorded: bool | None = None
    attributes: tuple[AttributeTest, ...] = ()

    def own_tests(self, view: View) -> Iterator[Test[ListedSeat]]:
        """Yield the tests of the conditions of its own."""
        if self.body is not None:
            yield lambda seat: seat.body.id == self.body
        if self.holder is not None:
            yield lambda seat: seat.holder is not None and seat.holder.id == self.holder
        if (statuses := self.statuses) is not None:
            yield lambda seat: seat.fact.status.value in statuses
        if self.vacant is not None:
            yield lambda seat: seat.vacant is self.vacant
        if self.vacancy_recorded is not None:
            yield lambda seat: (seat.vacant is not None) is self.vacancy_recorded
        if self.term_over is not None:
            wanted = Truth.YES if self.term_over else Truth.NO
            yield lambda seat: seat.over(view.day) is wanted
        if (day := self.term_until_before) is not None:
            yield lambda seat: seat.term is not None and seat.term[1] < day
        if self.term_recorded is not None:
            yield lambda seat: (seat.term is not None) is self.term_recorded
        for attribute in self.attributes:
            test = attribute.in_area(view.snapshot.area.slug)
            yield lambda seat, test=test: test(seat.fact)  # type: ignore[misc]
