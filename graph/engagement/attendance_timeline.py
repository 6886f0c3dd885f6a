"""One partner at one body, meeting by meeting: for a strip, a table, or the partner itself."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter

from graph.engagement.ranking import PartnerEngagement, engagement_of
from graph.engagement.register import AttendanceEntry
from graph.fact_index import grouped
from graph.facts.dates import PartialDate
from graph.facts.model import Meeting
from graph.kinds import words
from graph.view import View

CANCELLED, NO_REGISTER, NOT_LISTED = "cancelled", "no_register", "not_listed"
STATES = {
    **{choice.word: choice.label for choice in words.ATTENDANCE},
    NOT_LISTED: "not in the register: ask",
    NO_REGISTER: "no register recorded",
    CANCELLED: "cancelled",
}


@dataclass(frozen=True, slots=True)
class TimelineCell:
    """One meeting: what the register says, or why it says nothing; counts: it is in the score.

    who says whose entry it is, where that is neither the partner itself nor a person; among counts
    the partner's entries in the register, of which this is the best.
    """

    meeting: str
    day: PartialDate
    state: str
    part: bool = False
    counts: bool = True
    who: str = ""
    among: int = 1

    @property
    def words(self) -> str:
        """The cell in words."""
        part = " for part of it" if self.part else ""
        return f"{STATES[self.state]}{part}{'' if self.counts else ' (does not count yet)'}"


@dataclass(frozen=True, slots=True)
class AttendanceTimeline:
    """The meetings of a body that a partner was expected at, oldest first."""

    partner: str
    body: str
    cells: tuple[TimelineCell, ...]


def timelines_of_partner(view: View, partner: str) -> tuple[AttendanceTimeline, ...]:
    """Return a timeline for each body whose meetings a scored partner was expected at."""
    timelines = view.derived(_by_partner).get(partner, {})
    bodies = (body.id for body in view.firm.of_kind("body"))
    return tuple(timelines[body] for body in bodies if body in timelines)


def timelines_of_body(view: View, body: str) -> tuple[AttendanceTimeline, ...]:
    """Return a timeline for each scored partner that was expected at a body, by name."""
    return tuple(view.derived(_by_body).get(body, ()))


def _by_body(view: View) -> dict[str, list[AttendanceTimeline]]:
    timelines = view.derived(_by_partner).values()
    return grouped((one for each in timelines for one in each.values()), attrgetter("body"))


def _by_partner(view: View) -> dict[str, dict[str, AttendanceTimeline]]:
    """Return the timelines of each scored partner by body; each meeting is looked at once."""
    skipped: dict[str, list[TimelineCell]] = defaultdict(list)
    for meeting in view.meetings:
        if meeting.cancelled or not meeting.register:
            state = CANCELLED if meeting.cancelled else NO_REGISTER
            for partner in _expected(view, meeting):
                skipped[partner].append(TimelineCell(meeting.id, meeting.day, state))
    held = {meeting.id: meeting for meeting in view.meetings}
    return {
        partner.id: _timelines(partner.id, _cells(view, partner, skipped[partner.id], held), held)
        for partner in engagement_of(view).partners.values()
    }


def _timelines(
    partner: str, cells: Mapping[str, TimelineCell], held: Mapping[str, Meeting]
) -> dict[str, AttendanceTimeline]:
    """Put the cells of a partner, by meeting, on a timeline for each body, in the order of held."""
    of_body = grouped((held[i] for i in held if i in cells), attrgetter("body"))
    return {
        body: AttendanceTimeline(partner, body, tuple(cells[meeting.id] for meeting in meetings))
        for body, meetings in of_body.items()
    }


def _cells(
    view: View,
    partner: PartnerEngagement,
    skipped: Iterable[TimelineCell],
    held: Mapping[str, Meeting],
) -> dict[str, TimelineCell]:
    """Return a partner's cells by meeting: what a register says before what none says."""
    turnout = partner.turnout
    cells = {cell.meeting: cell for cell in skipped}
    cells |= {i: TimelineCell(i, held[i].day, NOT_LISTED) for i in turnout.unlisted}
    for entries, counts in ((turnout.new, False), (turnout.entries, True)):
        for entry in entries:
            cells[entry.meeting] = TimelineCell(
                entry.meeting,
                held[entry.meeting].day,
                entry.value,
                entry.part,
                counts,
                _who(view, partner.id, entry),
                entry.among,
            )
    return cells


def _who(view: View, partner: str, entry: AttendanceEntry) -> str:
    """Name the post or department of an entry: never a person."""
    holder = view.snapshot.nodes.get(entry.holder)
    named = holder and holder.kind != "person" and holder.id != partner
    return holder.name if holder and named else ""


def _expected(view: View, meeting: Meeting) -> set[str]:
    """Return the partners that had a seat on the day of a meeting."""
    engagement = engagement_of(view)
    day = meeting.day.first
    seats = engagement.registers.expected(meeting)
    owners = (engagement.affiliations.organisation(seat.from_id, day) for seat in seats)
    return {owner for owner in owners if owner}
