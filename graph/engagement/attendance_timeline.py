"""One partner at one body, meeting by meeting: for a strip, a table, or the partner itself."""

from dataclasses import dataclass

from graph.engagement.ranking import engagement_of
from graph.engagement.register import AttendanceEntry
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
    if partner not in engagement_of(view).partners:
        return ()
    found = (_timeline(view, partner, body.id) for body in view.firm.of_kind("body"))
    return tuple(one for one in found if one.cells)


def timelines_of_body(view: View, body: str) -> tuple[AttendanceTimeline, ...]:
    """Return a timeline for each scored partner that was expected at a body, by name."""
    found = (_timeline(view, partner, body) for partner in engagement_of(view).partners)
    return tuple(one for one in found if one.cells)


def _timeline(view: View, partner: str, body: str) -> AttendanceTimeline:
    turnout = engagement_of(view).registers.of_partner(partner)
    counted = {entry.meeting: entry for entry in turnout.entries}
    new = {entry.meeting: entry for entry in turnout.new}
    cells = []
    for meeting in view.meetings:
        if meeting.body != body:
            continue
        entry = counted.get(meeting.id) or new.get(meeting.id)
        if entry:
            who = _who(view, partner, entry)
            cells.append(
                TimelineCell(
                    meeting.id,
                    meeting.day,
                    entry.value,
                    entry.part,
                    meeting.id in counted,
                    who,
                    entry.among,
                )
            )
        elif meeting.id in turnout.unlisted:
            cells.append(TimelineCell(meeting.id, meeting.day, NOT_LISTED))
        elif (meeting.cancelled or not meeting.register) and _expected(view, partner, meeting):
            state = CANCELLED if meeting.cancelled else NO_REGISTER
            cells.append(TimelineCell(meeting.id, meeting.day, state))
    return AttendanceTimeline(partner, body, tuple(cells))


def _who(view: View, partner: str, entry: AttendanceEntry) -> str:
    """Name the post or department of an entry: never a person."""
    holder = view.snapshot.nodes.get(entry.holder)
    named = holder and holder.kind != "person" and holder.id != partner
    return holder.name if holder and named else ""


def _expected(view: View, partner: str, meeting: Meeting) -> bool:
    engagement = engagement_of(view)
    day = meeting.day.first
    seats = engagement.registers.expected(meeting)
    return any(engagement.affiliations.organisation(s.from_id, day) == partner for s in seats)
