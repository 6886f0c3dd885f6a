"""Which meetings up to a day fit what somebody asks for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from graph.facts.model import Meeting
from graph.selection.meeting_record import was_held
from graph.selection.selection_base import Selection, Test
from graph.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingSelection(Selection[Meeting]):
    """What meetings are asked for; see Selection.

    body is an id; holder that of whoever a register speaks of. A meeting of which only the month
    is known is before a day where its last day is, and after one where its first day is.
    """

    body: str | None = None
    holder: str | None = None
    statuses: frozenset[str] | None = None
    before: date | None = None
    after: date | None = None
    held: bool | None = None
    register_recorded: bool | None = None

    def own_tests(self, view: View) -> Iterator[Test[Meeting]]:
        """Yield the tests of the conditions of its own."""
        if self.body is not None:
            yield lambda meeting: meeting.body == self.body
        if self.holder is not None:
            yield lambda meeting: any(one.holder == self.holder for one in meeting.register)
        if (statuses := self.statuses) is not None:
            yield lambda meeting: meeting.status.value in statuses
        if (before := self.before) is not None:
            yield lambda meeting: meeting.day.last < before
        if (after := self.after) is not None:
            yield lambda meeting: meeting.day.first > after
        if self.held is not None:
            yield lambda meeting: was_held(meeting) is self.held
        if self.register_recorded is not None:
            yield lambda meeting: bool(meeting.register) is self.register_recorded
