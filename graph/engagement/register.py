"""Attendance from registers: of an organisation and of one seat, recent meetings counting more.

A deputy counts for the organisation nearly as much as the member. A meeting that was cancelled
counts for nobody, one without a register is skipped, and being there for part is being there.
Values after the inventories of participation measures (Granner and Sharpe 2004).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from math import fsum, sqrt
from operator import attrgetter

from graph.body_kinds import in_scope
from graph.engagement.affiliation import Affiliations, is_new
from graph.fact_index import grouped, is_firm
from graph.facts.dates import PartialDate, Truth, day_words
from graph.facts.model import Attendance, Link, Meeting, Node
from graph.kinds import words
from graph.view import View

# How much of being there each word of a register is, from 0 to 1: a deputy speaks for nearly all of
# it, and words sent along with apologies for some.
VALUES = {
    "present": 1.0,
    "deputy": 0.8,
    "apologies_with_input": 0.3,
    "apologies": 0.1,
    "no_contact": 0.0,
}
# Two meetings back, where a body meets each quarter.
HALF_LIFE_DAYS = 180
# One meeting attended out of two, before anything is seen: a single register says little.
PRIOR_SUM, PRIOR_COUNT = 1.0, 2.0
# Standard deviations on each side that hold the middle 80 % of a normal distribution.
_SPREAD = 1.28
_SAID = {choice.word: choice.label for choice in words.ATTENDANCE}


@dataclass(frozen=True, slots=True)
class AttendanceEntry:
    """What a register says of one partner or seat: the meeting, its day, and the value.

    holder is whose line it is; among counts the lines of the same register it is the best of. Where
    the day is not exactly known, it is the first it may have been, and met says what is known.
    """

    meeting: str
    body: str
    day: date
    value: str
    part: bool = False
    holder: str = ""
    met: PartialDate | None = None
    among: int = 1

    @property
    def words(self) -> str:
        """The entry in words: "15 September 2026, apologies"."""
        part = " for part of it" if self.part else ""
        return f"{day_words(self.met or self.day)}, {_SAID[self.value]}{part}"


@dataclass(frozen=True, slots=True)
class Turnout:
    """Attendance on a day: the entries that count, oldest first.

    new holds entries of seats younger than 90 days, which do not count; unlisted the meetings
    whose register leaves out a seat that was held. why_not says why it is never scored.
    """

    day: date
    entries: tuple[AttendanceEntry, ...] = ()
    new: tuple[AttendanceEntry, ...] = ()
    unlisted: tuple[str, ...] = ()
    why_not: str = ""

    @property
    def scored(self) -> bool:
        """Say whether it may be judged at all."""
        return not self.why_not

    @property
    def registers(self) -> int:
        """How many registers it was seen in."""
        return len(self.entries)

    @property
    def weight(self) -> float:
        """The weights of the entries, added: how much there is to go by."""
        return fsum(recency(self.day, entry.day) for entry in self.entries)

    @property
    def value(self) -> float | None:
        """The mean, shrunk towards one in two; None without a register."""
        if not self.entries:
            return None
        seen = fsum(recency(self.day, e.day) * VALUES[e.value] for e in self.entries)
        return round((PRIOR_SUM + seen) / (PRIOR_COUNT + self.weight), 9)

    @property
    def margin(self) -> float:
        """How far the value may be off, each way; 0 without a register."""
        if not self.entries:
            return 0.0
        mean = self.value or 0.0
        # The variance of a Beta distribution with the prior's meetings and those that were seen.
        return _SPREAD * sqrt(mean * (1 - mean) / (PRIOR_COUNT + self.weight + 1))

    @property
    def bounds(self) -> tuple[float, float] | None:
        """The ends of what the value may be; None without a register."""
        if self.value is None:
            return None
        return max(0.0, self.value - self.margin), min(1.0, self.value + self.margin)

    @property
    def words(self) -> str:
        """The value with how far it may be off: "0.36, give or take 0.26, by 5 registers"."""
        if self.value is None:
            return "no register"
        registers = "1 register" if self.registers == 1 else f"{self.registers} registers"
        return f"{self.value:.2f}, give or take {self.margin:.2f}, by {registers}"

    @property
    def last_seen(self) -> AttendanceEntry | None:
        """The latest meeting that somebody came to."""
        came = [entry for entry in self.entries if entry.value in ("present", "deputy")]
        return came[-1] if came else None


def recency(day: date, met: date) -> float:
    """Return the weight of a meeting: halved for every 180 days that have passed."""
    return float(2 ** (-(day - met).days / HALF_LIFE_DAYS))


def turnout(day: date, entries: Iterable[AttendanceEntry]) -> Turnout:
    """Return the attendance that entries come to, the best one of each meeting."""
    return Turnout(day, _best(entries))


def _best(entries: Iterable[AttendanceEntry]) -> tuple[AttendanceEntry, ...]:
    """Keep one entry a meeting: whoever of an organisation came, the organisation was there."""
    by_meeting = grouped(entries, attrgetter("meeting")).values()
    best = (replace(max(lines, key=_rank), among=len(lines)) for lines in by_meeting)
    return tuple(sorted(best, key=lambda entry: (entry.day, entry.meeting)))


def _rank(entry: AttendanceEntry) -> tuple[float, bool, str]:
    return VALUES[entry.value], not entry.part, entry.holder


class AttendanceRegisters:
    """Every register that counts on a day, sorted by seat and by organisation."""

    def __init__(self, view: View, affiliations: Affiliations) -> None:
        self.day = view.day
        self.affiliations = affiliations
        self.meetings = [m for m in view.meetings if _counts(m, affiliations.nodes)]
        self._of_seat: dict[str, list[AttendanceEntry]] = defaultdict(list)
        self._of_partner: dict[str, list[tuple[AttendanceEntry, bool]]] = defaultdict(list)
        for meeting in self.meetings:
            day = meeting.day.first
            for written in meeting.register:
                self._take(meeting, day, written)

    @cached_property
    def _held(self) -> Mapping[tuple[str, str], list[Link]]:
        """Every seat by body and holder."""
        found: dict[tuple[str, str], list[Link]] = defaultdict(list)
        for seats in self.affiliations.seats_on.values():
            for seat in seats:
                found[seat.to_id, seat.from_id].append(seat)
        return found

    def _take(self, meeting: Meeting, day: date, written: Attendance) -> None:
        entry = AttendanceEntry(
            meeting.id, meeting.body, day, written.value, written.part, written.holder, meeting.day
        )
        ever, held = self._seats(meeting, day, written)
        if ever and not held:
            return  # it had a seat at another time, so nobody expected it here
        for seat in held:
            self._of_seat[seat.id].append(entry)
        partner = self.affiliations.organisation(written.holder, day)
        if partner is None or any(self.affiliations.speaks_for_people(s, day) for s in held):
            return
        new = bool(held) and all(is_new(seat, self.day) for seat in held)
        self._of_partner[partner].append((entry, new))

    def _seats(
        self, meeting: Meeting, day: date, written: Attendance
    ) -> tuple[list[Link], list[Link]]:
        """Return the seats an entry may be of, whenever held, and those held on the day."""
        ever: list[Link] = []
        if written.seat:
            on_body = self.affiliations.seats_on[meeting.body]
            ever = [seat for seat in on_body if seat.id == written.seat]
        if not ever:
            behind = self.affiliations.behind(written.holder, day)
            ever = [s for one in behind for s in self._held.get((meeting.body, one), ())]
        return ever, [seat for seat in ever if seat.holds(day) is not Truth.NO]

    def expected(self, meeting: Meeting) -> list[Link]:
        """Return the seats that were held on the day of a meeting."""
        day = meeting.day.first
        seats = self.affiliations.seats_on[meeting.body]
        return [s for s in seats if s.holds(day) is not Truth.NO and self.affiliations.filled(s)]

    @cached_property
    def _unlisted(self) -> Mapping[str, list[str]]:
        """The meetings where an organisation had a seat, and the register says nothing of it."""
        unlisted: dict[str, list[str]] = defaultdict(list)
        for meeting in self.meetings:
            day = meeting.day.first
            listed = {self.affiliations.organisation(e.holder, day) for e in meeting.register}
            seats = [
                seat
                for seat in self.expected(meeting)
                if not is_new(seat, self.day) and not self.affiliations.speaks_for_people(seat, day)
            ]
            partners = {self.affiliations.organisation(seat.from_id, day) for seat in seats}
            for partner in sorted(p for p in partners - listed if p):
                unlisted[partner].append(meeting.id)
        return unlisted

    def of_partner(self, partner: str) -> Turnout:
        """Return an organisation's attendance; seats of families on it are left out.

        Who came in a seat younger than 90 days came for it where it was expected anyhow.
        """
        entries = self._of_partner.get(partner)
        unlisted = tuple(self._unlisted.get(partner, ()))
        if not entries:
            return Turnout(self.day, unlisted=unlisted)
        expected_at = {entry.meeting for entry, new in entries if not new}
        settled = _best(entry for entry, _ in entries if entry.meeting in expected_at)
        new = _best(entry for entry, _ in entries if entry.meeting not in expected_at)
        return Turnout(self.day, settled, new, unlisted)

    def of_seat(self, seat: Link) -> Turnout | None:
        """Return the attendance of one seat; None where no register speaks of it."""
        written = self._of_seat.get(seat.id)
        if not written:
            return None
        entries = _best(written)
        if self.affiliations.speaks_for_people(seat, self.day):
            return Turnout(self.day, entries, why_not="it is a seat of families or a community")
        if is_new(seat, self.day):
            return Turnout(self.day, entries, why_not="the seat is younger than 90 days")
        return Turnout(self.day, entries)

    def of_people(self, body: str) -> list[AttendanceEntry]:
        """Return what registers say of the seats of families and communities on a body."""
        people = [
            seat
            for seat in self.affiliations.seats_on[body]
            if self.affiliations.speaks_for_people(seat, self.day)
        ]
        return [entry for seat in people for entry in self._of_seat[seat.id]]


def _counts(meeting: Meeting, nodes: Mapping[str, Node]) -> bool:
    body = nodes.get(meeting.body)
    return bool(
        meeting.register and not meeting.cancelled and is_firm(meeting) and body and in_scope(body)
    )
