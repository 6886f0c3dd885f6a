"""Meetings and their registers: rows of entries, or a grid with days across, become registers."""

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import replace

from graph.facts.fact_json import from_record
from graph.facts.identifiers import area_of, full_id, local_of
from graph.facts.model import Attendance, Fact, Link, Meeting
from loaders.workbook.reading.cells import BadCell, shown
from loaders.workbook.reading.identity_resolution import check_home
from loaders.workbook.reading.load_state import LoadState
from loaders.workbook.reading.name_index import key_of
from loaders.workbook.reading.provenance import says_source, with_row
from loaders.workbook.reading.references import named, named_body, refuse_lost
from loaders.workbook.reading.row_facts import filled_record, keep_fact
from loaders.workbook.reading.rows import RefusedRow, SheetRow

# How the ids end that are made for meetings that only entries tell of.
_MADE = re.compile(r"-\d{4}(-\d\d){0,2}$")


class RegisterEntries:
    """Collects the entries of each meeting, and merges them with those on record."""

    def __init__(self, state: LoadState) -> None:
        self.state = state
        self._entries: dict[str, list[tuple[SheetRow, Attendance]]] = {}
        self._seen: dict[tuple[str, str, str], SheetRow] = {}
        self._implied: set[str] = set()
        self._by_day: dict[tuple[str, str], str] | None = None

    def note_meeting_ids(self, rows: Iterable[SheetRow]) -> None:
        """Note the ids that rows of meetings give, so that no made id takes them."""
        given = (row.text("id") for row in rows)
        self.state.meeting_ids |= {full_id(text, self.state.area) for text in given if text}

    def may_be_meeting(self, text: str) -> bool:
        """Say whether a text may be a meeting's id: one in file or store, or one of entries."""
        meeting_id = full_id(text, self.state.area)
        if meeting_id in self.state.meeting_ids or self.state.meeting(meeting_id) is not None:
            return True
        names = self.state.names
        free = meeting_id not in names.kinds and key_of(text) not in names.by_name
        return free and _MADE.search(text) is not None

    def _known_by_day(self) -> dict[tuple[str, str], str]:
        if self._by_day is None:
            known = self.state.known.values()
            self._by_day = {(m.body, str(m.day)): m.id for m in known if isinstance(m, Meeting)}
        return self._by_day

    def make_meeting(self, row: SheetRow) -> None:
        """Make a meeting of a row; its register is that of the store until entries come."""
        given = row.text("id")
        body, day = named_body(self.state, row), row.text("day")
        meeting_id = full_id(given, self.state.area) if given else self._id_on(body, day)
        try:
            check_home(self.state, meeting_id, on_map=False)
            known = self.state.known.get(meeting_id)
            if known is not None and not isinstance(known, Meeting):
                wrong = f'"{local_of(meeting_id)}" is recorded as another kind of thing'
                raise BadCell("other-kind", wrong, "give this one an id of its own")
        except BadCell as bad:
            row.refuse(bad.code, bad.wrong, bad.right, "id")
            return
        own = {"id": meeting_id, "body": body, "day": day}
        record = filled_record(self.state, row, meeting_id) | own
        meeting = keep_fact(self.state, row, "meeting", record)
        self._known_by_day()[body, day] = meeting.id

    def _id_on(self, body: str, day: str) -> str:
        """Return the id of a body's meeting on a day: that on record, or one no other fact has."""
        known = self._known_by_day().get((body, day))
        if known:
            return known
        state = self.state
        home = "" if area_of(body) == state.area else f"{area_of(body)}-"
        base = f"{state.area}/{home}{local_of(body)}-{day}"
        number, new_id = 1, base
        taken: tuple[Container[str], ...]
        taken = (state.facts, state.known, state.names.kinds, state.meeting_ids)
        while any(new_id in ids for ids in taken):
            number += 1
            new_id = f"{base}-{number}"
        return new_id

    def add_entries(self, row: SheetRow) -> None:
        """Add the entry of a row, or of each day of a member's row in a grid."""
        holder = named(self.state, row, "holder", made=True)
        seat = self._seat(row)
        entries = row.values.get("entries")
        if entries is not None:
            body = named_body(self.state, row)
            for day, value in entries.items():
                self._add_entry(row, self._meeting_on(row, body, day), holder, value, seat)
            return
        self._add_entry(row, self._meeting_of(row), holder, row.text("value"), seat)

    def _seat(self, row: SheetRow) -> str:
        seat = row.text("seat")
        if not seat:
            return ""
        seat_id = full_id(seat, self.state.area)
        if not isinstance(self.state.fact(seat_id), Link):
            right = "write the id of a link, or empty the cell"
            row.refuse("unknown-name", f'"{shown(seat)}" is no seat\'s id', right, "seat")
            raise RefusedRow
        return seat_id

    def _meeting_of(self, row: SheetRow) -> str:
        given = row.text("meeting")
        if given:
            return self._meeting_given(row, given)
        if not row.text("body") or not row.text("day"):
            right = "give the meeting's id, or its body and day"
            raise BadCell("empty-cell", "which meeting is meant is not said", right)
        return self._meeting_on(row, named_body(self.state, row), row.text("day"))

    def _meeting_given(self, row: SheetRow, given: str) -> str:
        meeting_id = full_id(given, self.state.area)
        meeting = self.state.meeting(meeting_id)
        if meeting is None:
            if meeting_id in self.state.meeting_ids:
                refuse_lost(self.state, row, meeting_id, "meeting")
            else:
                right = "add it to the sheet Meetings, or give body and day"
                wrong = f'there is no meeting "{shown(given)}"'
                row.refuse("unknown-name", wrong, right, "meeting")
            raise RefusedRow
        right = "correct one of them, or leave only the meeting's id"
        if row.text("body") and named_body(self.state, row) != meeting.body:
            wrong = f'the meeting "{shown(given)}" is of another body'
            row.refuse("other-meeting", wrong, right, "body")
            raise RefusedRow
        day, held = row.text("day"), str(meeting.day)
        if day and not (day.startswith(held) or held.startswith(day)):
            wrong = f'the meeting "{shown(given)}" was on another day, {held}'
            row.refuse("other-meeting", wrong, right, "day")
            raise RefusedRow
        return meeting_id

    def _meeting_on(self, row: SheetRow, body: str, day: str) -> str:
        """Return the meeting of a body on a day; a register shows that there was one."""
        known = self._known_by_day().get((body, day))
        if known:
            return known
        meeting_id = self._id_on(body, day)
        bare = SheetRow(row.sheet, row.place, {"body": body, "day": day})
        record = filled_record(self.state, bare, meeting_id)
        meeting = from_record("meeting", record | {"id": meeting_id}, self.state.area)
        self.state.facts[meeting.id] = meeting
        self._known_by_day()[body, day] = meeting.id
        self._implied.add(meeting.id)
        self.state.meeting_ids.add(meeting.id)
        return meeting.id

    def _add_entry(
        self, row: SheetRow, meeting_id: str, holder: str, value: str, seat: str
    ) -> None:
        meeting = self.state.meeting(meeting_id)
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
            place = before.place.seen_from(row.place)
            wrong = f"the same holder stands in {place} for this meeting too"
            raise BadCell("repeated-row", wrong, "take one of them out, or give the seat of each")
        entries.append((row, Attendance(holder, value, part, seat)))

    def drop_lost(self, there: Container[str]) -> bool:
        """Refuse the entries that need what is not there; say whether there were any."""
        dropped = False
        for meeting_id, entries in self._entries.items():
            for row, entry in entries:
                needed = (meeting_id, entry.holder, *([entry.seat] if entry.seat else ()))
                lost = [i for i in needed if i not in there]
                if lost and not row.problems:
                    refuse_lost(self.state, row, lost[0])
                    dropped = True
        for meeting_id, entries in self._entries.items():
            entries[:] = [(row, entry) for row, entry in entries if not row.problems]
            # A meeting that only entries tell of was never one when they are all refused.
            if not entries and meeting_id in self._implied:
                self._implied.remove(meeting_id)
                dropped = self.state.facts.pop(meeting_id, None) is not None or dropped
        return dropped

    def write_registers(self) -> None:
        """Give each meeting the entries that were found for it."""
        state = self.state
        for meeting_id, entries in self._entries.items():
            meeting = state.meeting(meeting_id)
            if meeting is None or not entries:
                continue
            stored = () if state.replace else meeting.register
            register = _merged(stored, [entry for _, entry in entries])
            if register == meeting.register:
                continue
            fact: Fact = replace(meeting, register=register)
            row = state.row_of.get(meeting_id)
            has_source = row is not None and says_source(row)
            if meeting_id in state.known and not has_source:
                fact = with_row(state, fact, entries[0][0])
            state.facts[meeting_id] = fact


def _merged(stored: Sequence[Attendance], entries: Sequence[Attendance]) -> tuple[Attendance, ...]:
    """Return the stored entries, with each new one in the place of the same holder and seat."""
    return tuple({(entry.holder, entry.seat): entry for entry in (*stored, *entries)}.values())
