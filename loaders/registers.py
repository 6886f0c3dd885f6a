"""Meetings and their registers: rows of entries, or a grid with days across, become registers."""

from dataclasses import replace
from typing import TYPE_CHECKING

from graph.identifiers import full_id, local_of
from graph.model import Attendance, Meeting
from graph.records import from_record
from loaders.cells import BadCell
from loaders.rows import Row

if TYPE_CHECKING:
    from loaders.building import Builder


class Registers:
    """Collects the entries of each meeting; a meeting that has any gets just these."""

    def __init__(self, builder: "Builder") -> None:
        self.builder = builder
        self._entries: dict[str, list[Attendance]] = {}
        self._by_day: dict[tuple[str, str], str] | None = None

    def _ids(self) -> dict[tuple[str, str], str]:
        if self._by_day is None:
            known = self.builder.meetings().values()
            self._by_day = {(m.body, str(m.day)): m.id for m in known}
        return self._by_day

    def meeting(self, row: Row) -> None:
        """Make a meeting of a row; its register is that of the store until entries come."""
        body = self.builder.named(row, "body", {"body"})
        day = row.text("day")
        meeting_id = self._id(row.text("id"), body, day)
        record = self.builder.filled(row, meeting_id) | {"id": meeting_id, "body": body, "day": day}
        made = self.builder.keep(row, "meeting", record)
        assert isinstance(made, Meeting)
        self._ids()[body, day] = made.id

    def _id(self, given: str, body: str, day: str) -> str:
        if given:
            return full_id(given, self.builder.area)
        made = f"{self.builder.area}/{local_of(body).replace('/', '-')}-{day}"
        return self._ids().get((body, day), made)

    def entry(self, row: Row) -> None:
        """Add the entry of a row, or of each day of a member's row in a grid."""
        holder = self.builder.named(row, "holder")
        part, seat = row.values.get("part") is True, row.text("seat")
        seat = full_id(seat, self.builder.area) if seat else ""
        entries = row.values.get("entries")
        if entries is not None:
            body = self.builder.named(row, "body", {"body"})
            for day, value in entries.items():
                self._add(self._on(row, body, day), Attendance(holder, value, part, seat))
            return
        self._add(self._meant(row), Attendance(holder, row.text("value"), part, seat))

    def _meant(self, row: Row) -> str:
        given = row.text("meeting")
        if given:
            meeting_id = full_id(given, self.builder.area)
            if meeting_id not in self.builder.meetings():
                right = "add it to the sheet Meetings, or give body and day"
                raise BadCell("unknown-name", f'there is no meeting "{given}"', right)
            return meeting_id
        if not row.text("body") or not row.text("day"):
            right = "give the meeting's id, or its body and day"
            raise BadCell("empty-cell", "which meeting is meant is not said", right)
        return self._on(row, self.builder.named(row, "body", {"body"}), row.text("day"))

    def _on(self, row: Row, body: str, day: str) -> str:
        """Return the meeting of a body on a day; a register shows that there was one."""
        known = self._ids().get((body, day))
        if known:
            return known
        meeting_id = self._id("", body, day)
        bare = Row(row.sheet, row.file, row.number, {"body": body, "day": day})
        record = self.builder.filled(bare, meeting_id)
        made = from_record("meeting", record | {"id": meeting_id}, self.builder.area)
        self.builder.facts[made.id] = made
        self._ids()[body, day] = made.id
        return made.id

    def _add(self, meeting_id: str, entry: Attendance) -> None:
        self._entries.setdefault(meeting_id, []).append(entry)

    def finish(self) -> None:
        """Give each meeting the entries that were found for it."""
        meetings = self.builder.meetings()
        for meeting_id, entries in self._entries.items():
            meeting = meetings[meeting_id]
            self.builder.facts[meeting_id] = replace(meeting, register=tuple(entries))
