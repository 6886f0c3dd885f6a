"""Meetings and their registers: rows of entries, or a grid with days across, become registers."""

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from graph.facts.fact_json import from_record
from graph.facts.identifiers import area_of, full_id, local_of
from graph.facts.model import Attendance, Link, Meeting
from loaders.workbook.reading.cells import BadCell, shown
from loaders.workbook.reading.identity_resolution import home_of
from loaders.workbook.reading.name_index import key_of
from loaders.workbook.reading.provenance import says_source, with_row
from loaders.workbook.reading.rows import RefusedRow, Row

if TYPE_CHECKING:
    from loaders.workbook.reading.fact_builder import Builder

# How the ids end that are made for meetings that only entries tell of.
_MADE = re.compile(r"-\d{4}(-\d\d){0,2}$")


class Registers:
    """Collects the entries of each meeting, and merges them with those on record.

    said are the ids of meetings that rows give, whatever becomes of the rows.
    """

    def __init__(self, builder: "Builder") -> None:
        self.builder = builder
        self.said: set[str] = set()
        self._entries: dict[str, list[tuple[Row, Attendance]]] = {}
        self._seen: dict[tuple[str, str, str], Row] = {}
        self._implied: set[str] = set()
        self._by_day: dict[tuple[str, str], str] | None = None

    def expect(self, rows: Iterable[Row]) -> None:
        """Note the ids that rows of meetings give, so that no made id takes them."""
        self.said |= {full_id(row.text("id"), self.builder.area) for row in rows if row.text("id")}

    def maybe(self, text: str) -> bool:
        """Say whether a text may be a meeting's id: one in file or store, or one of entries."""
        meeting_id = full_id(text, self.builder.area)
        if meeting_id in self.said or self.builder.meeting(meeting_id) is not None:
            return True
        names = self.builder.names
        free = meeting_id not in names.kinds and key_of(text) not in names.by_name
        return free and _MADE.search(text) is not None

    def _ids(self) -> dict[tuple[str, str], str]:
        if self._by_day is None:
            known = self.builder.known.values()
            self._by_day = {(m.body, str(m.day)): m.id for m in known if isinstance(m, Meeting)}
        return self._by_day

    def meeting(self, row: Row) -> None:
        """Make a meeting of a row; its register is that of the store until entries come."""
        given = row.text("id")
        body, day = self.builder.body(row), row.text("day")
        meeting_id = full_id(given, self.builder.area) if given else self._id(body, day)
        try:
            home_of(meeting_id, self.builder, on_map=False)
            known = self.builder.known.get(meeting_id)
            if known is not None and not isinstance(known, Meeting):
                wrong = f'"{local_of(meeting_id)}" is recorded as another kind of thing'
                raise BadCell("other-kind", wrong, "give this one an id of its own")
        except BadCell as bad:
            row.refuse(bad.code, bad.wrong, bad.right, "id")
            return
        record = self.builder.filled(row, meeting_id) | {"id": meeting_id, "body": body, "day": day}
        made = self.builder.keep(row, "meeting", record)
        self._ids()[body, day] = made.id

    def _id(self, body: str, day: str) -> str:
        """Return the id of a body's meeting on a day: that on record, or one no other fact has."""
        known = self._ids().get((body, day))
        if known:
            return known
        area, builder = self.builder.area, self.builder
        home = "" if area_of(body) == area else f"{area_of(body)}-"
        base = f"{area}/{home}{local_of(body)}-{day}"
        number, made = 1, base
        taken: tuple[Container[str], ...]
        taken = (builder.facts, builder.known, builder.names.kinds, self.said)
        while any(made in ids for ids in taken):
            number += 1
            made = f"{base}-{number}"
        return made

    def entry(self, row: Row) -> None:
        """Add the entry of a row, or of each day of a member's row in a grid."""
        holder = self.builder.named(row, "holder", made=True)
        seat = self._seat(row)
        entries = row.values.get("entries")
        if entries is not None:
            body = self.builder.body(row)
            for day, value in entries.items():
                self._add(row, self._on(row, body, day), holder, value, seat)
            return
        self._add(row, self._meant(row), holder, row.text("value"), seat)

    def _seat(self, row: Row) -> str:
        seat = row.text("seat")
        if not seat:
            return ""
        seat_id = full_id(seat, self.builder.area)
        found = self.builder.facts.get(seat_id) or self.builder.known.get(seat_id)
        if not isinstance(found, Link):
            right = "write the id of a link, or empty the cell"
            row.refuse("unknown-name", f'"{shown(seat)}" is no seat\'s id', right, "seat")
            raise RefusedRow
        return seat_id

    def _meant(self, row: Row) -> str:
        given = row.text("meeting")
        if given:
            return self._given(row, given)
        if not row.text("body") or not row.text("day"):
            right = "give the meeting's id, or its body and day"
            raise BadCell("empty-cell", "which meeting is meant is not said", right)
        return self._on(row, self.builder.body(row), row.text("day"))

    def _given(self, row: Row, given: str) -> str:
        meeting_id = full_id(given, self.builder.area)
        meeting = self.builder.meeting(meeting_id)
        if meeting is None:
            if meeting_id in self.said:
                self.builder.refuse_lost(row, meeting_id, "meeting")
            else:
                right = "add it to the sheet Meetings, or give body and day"
                wrong = f'there is no meeting "{shown(given)}"'
                row.refuse("unknown-name", wrong, right, "meeting")
            raise RefusedRow
        right = "correct one of them, or leave only the meeting's id"
        if row.text("body") and self.builder.body(row) != meeting.body:
            wrong = f'the meeting "{shown(given)}" is of another body'
            row.refuse("other-meeting", wrong, right, "body")
            raise RefusedRow
        day, held = row.text("day"), str(meeting.day)
        if day and not (day.startswith(held) or held.startswith(day)):
            wrong = f'the meeting "{shown(given)}" was on another day, {held}'
            row.refuse("other-meeting", wrong, right, "day")
            raise RefusedRow
        return meeting_id

    def _on(self, row: Row, body: str, day: str) -> str:
        """Return the meeting of a body on a day; a register shows that there was one."""
        known = self._ids().get((body, day))
        if known:
            return known
        meeting_id = self._id(body, day)
        bare = Row(row.sheet, row.file, row.number, {"body": body, "day": day})
        record = self.builder.filled(bare, meeting_id)
        made = from_record("meeting", record | {"id": meeting_id}, self.builder.area)
        self.builder.facts[made.id] = made
        self._ids()[body, day] = made.id
        self._implied.add(made.id)
        self.said.add(made.id)
        return made.id

    def _add(self, row: Row, meeting_id: str, holder: str, value: str, seat: str) -> None:
        meeting = self.builder.meeting(meeting_id)
        stored = [e for e in (meeting.register if meeting else ()) if e.holder == holder]
        # A column that is not there changes nothing.
        if "seat" not in row.values and len(stored) == 1:
            seat = stored[0].seat
        part = row.values.get("part") is True
        if "part" not in row.values:
            part = any((e.seat, e.value, e.part) == (seat, value, True) for e in stored)
        before = self._seen.setdefault((meeting_id, holder, seat), row)
        entries = self._entries.setdefault(meeting_id, [])
        if before is not row:
            place = "" if before.file == row.file else f" of {before.file}"
            wrong = f"the same holder stands in row {before.number}{place} for this meeting too"
            raise BadCell("repeated-row", wrong, "take one of them out, or give the seat of each")
        entries.append((row, Attendance(holder, value, part, seat)))

    def drop(self, there: Container[str]) -> bool:
        """Refuse the entries that need what is not there; say whether there were any."""
        dropped = False
        for meeting_id, entries in self._entries.items():
            for row, entry in entries:
                wanted = (meeting_id, entry.holder, *([entry.seat] if entry.seat else ()))
                lost = [i for i in wanted if i not in there]
                if lost and not row.problems:
                    self.builder.refuse_lost(row, lost[0])
                    dropped = True
        for meeting_id, entries in self._entries.items():
            entries[:] = [(row, entry) for row, entry in entries if not row.problems]
            # A meeting that only entries tell of was never one when they are all refused.
            if not entries and meeting_id in self._implied:
                self._implied.remove(meeting_id)
                dropped = self.builder.facts.pop(meeting_id, None) is not None or dropped
        return dropped

    def finish(self) -> None:
        """Give each meeting the entries that were found for it."""
        builder = self.builder
        for meeting_id, entries in self._entries.items():
            meeting = builder.meeting(meeting_id)
            if meeting is None or not entries:
                continue
            found = [entry for _, entry in entries]
            stored = () if builder.replace else meeting.register
            register = _merged(stored, found)
            if register == meeting.register:
                continue
            made = replace(meeting, register=register)
            row = builder.row_of.get(meeting_id)
            told = row is not None and says_source(row)
            if meeting_id in builder.known and not told:
                builder.facts[meeting_id] = with_row(made, entries[0][0], builder)
            else:
                builder.facts[meeting_id] = made


def _merged(stored: Sequence[Attendance], entries: Sequence[Attendance]) -> tuple[Attendance, ...]:
    """Return the stored entries, with each new one in the place of the same holder and seat."""
    found = {(entry.holder, entry.seat): entry for entry in stored}
    return tuple((found | {(entry.holder, entry.seat): entry for entry in entries}).values())
