"""Meetings and their registers: rows of entries, or a grid with days across, become registers."""

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import replace

from graph.facts.fact_json import from_record
from graph.facts.identifiers import area_of, full_id, local_of, natural_key
from graph.facts.model import Attendance, Fact, Link, Meeting
from graph.name_keys import name_key
from loaders.workbook.reading.cells import BadCell, quoted, shown
from loaders.workbook.reading.identity_resolution import check_home
from loaders.workbook.reading.load_state import LoadState
from loaders.workbook.reading.provenance import says_source, with_row
from loaders.workbook.reading.references import named, named_body, refuse_lost
from loaders.workbook.reading.row_facts import filled_record, keep_fact
from loaders.workbook.reading.rows import RefusedRow, SheetRow
from loaders.workbook.reading.terms import given_link_id

# How the ids end that are made for meetings that only entries tell of.
_MADE = re.compile(r"-\d{4}(-\d\d){0,2}$")


class RegisterEntries:
    """Collects the entries of each meeting, and merges them with those on record."""

    def __init__(self, state: LoadState) -> None:
        self.state = state
        self._entries: dict[str, list[tuple[SheetRow, Attendance]]] = {}
        self._seen: dict[tuple[str, str, str], SheetRow] = {}
        self._implied: set[str] = set()
        self._by_day: dict[tuple[str, str], list[str]] | None = None
        self._rows_on: dict[tuple[str, str], list[SheetRow]] = {}
        self._given: set[str] = set()

    def note_meeting_ids(self, rows: Iterable[SheetRow]) -> None:
        """Note the ids that rows of meetings give, so that no made id takes them."""
        given = (row.text("id") for row in rows)
        self._given = {full_id(text, self.state.area) for text in given if text}
        self.state.meeting_ids |= self._given

    def may_be_meeting(self, text: str) -> bool:
        """Say whether a text may be a meeting's id: one in file or store, or one of entries."""
        meeting_id = full_id(text, self.state.area)
        if meeting_id in self.state.meeting_ids or self.state.meeting(meeting_id) is not None:
            return True
        names = self.state.names
        free = meeting_id not in names.kinds and name_key(text) not in names.by_name
        return free and _MADE.search(text) is not None

    def _on(self, body: str, day: str) -> list[str]:
        """Return the meetings of a body on a day, those on record first, each in its order."""
        if self._by_day is None:
            self._by_day = {}
            known = [m for m in self.state.known.values() if isinstance(m, Meeting)]
            for meeting in sorted(known, key=lambda m: natural_key(m.id)):
                self._by_day.setdefault((meeting.body, str(meeting.day)), []).append(meeting.id)
        return self._by_day.setdefault((body, day), [])

    def make_meeting(self, row: SheetRow) -> None:
        """Make a meeting of a row; its register is that of the store until entries come."""
        given = row.text("id")
        body, day = named_body(self.state, row), row.text("day")
        try:
            meeting_id = self._id_given(row, given) if given else self._id_by_order(row, body, day)
            check_home(self.state, meeting_id, on_map=False)
            known = self.state.known.get(meeting_id)
            if known is not None and not isinstance(known, Meeting):
                wrong = f'"{local_of(meeting_id)}" is recorded as another kind of thing'
                raise BadCell("other-kind", wrong, "give this one an id of its own")
        except BadCell as bad:
            row.refuse(bad.code, bad.wrong, bad.right, "" if bad.code == "repeated-row" else "id")
            return
        own = {"id": meeting_id, "body": body, "day": day}
        record = filled_record(self.state, row, meeting_id) | own
        meeting = keep_fact(self.state, row, "meeting", record)
        if meeting.id not in self._on(body, day):
            self._on(body, day).append(meeting.id)

    def _id_given(self, row: SheetRow, given: str) -> str:
        meeting_id = self.state.ids.given(full_id(given, self.state.area), given, row.place)
        self.state.meeting_ids.add(meeting_id)
        return meeting_id

    def _id_by_order(self, row: SheetRow, body: str, day: str) -> str:
        """Return the id of a meeting that gives none: of several on a day, by their order."""
        before = self._rows_on.setdefault((body, day), [])
        same = next((other for other in before if other.values == row.values), None)
        if same is not None:
            wrong = f"it stands in {same.place.seen_from(row.place)} too"
            raise BadCell("repeated-row", wrong, "take one of them out, or give each an id")
        free = [i for i in self._on(body, day) if i not in self._given]
        if before:
            name = self.state.names.names[body]
            self.state.report.notices.append(
                f'{row.place.words}: taken for meeting {len(before) + 1} of "{name}" on {day}.'
            )
        before.append(row)
        return free[len(before) - 1] if len(before) <= len(free) else self._new_id(body, day)

    def _made_id(self, body: str, day: str, which: int) -> str:
        """Return the id that is made for a body's meeting of a day, the first or a later one."""
        home = "" if area_of(body) == self.state.area else f"{area_of(body)}-"
        base = f"{self.state.area}/{home}{local_of(body)}-{day}"
        return base if which == 1 else f"{base}-{which}"

    def _new_id(self, body: str, day: str, which: int = 1) -> str:
        """Return the first made id from there on that no other fact has."""
        state = self.state
        taken: tuple[Container[str], ...]
        taken = (state.facts, state.known, state.names.kinds, state.meeting_ids)
        while any(self._made_id(body, day, which) in ids for ids in taken):
            which += 1
        return self._made_id(body, day, which)

    def add_entries(self, row: SheetRow) -> None:
        """Add the entry of a row, or of each day of a member's row in a grid."""
        holder = named(self.state, row, "holder", made=True)
        seat = self._seat(row)
        entries = row.values.get("entries")
        if entries is not None:
            body = named_body(self.state, row)
            for (day, which, count), value in entries.items():
                meeting_id = self._meeting_on(row, body, day, which, count)
                self._add_entry(row, meeting_id, holder, value, seat)
            return
        self._add_entry(row, self._meeting_of(row), holder, row.text("value"), seat)

    def _seat(self, row: SheetRow) -> str:
        seat = row.text("seat")
        if not seat:
            return ""
        seat_id = given_link_id(seat, self.state.area)
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
        if self.state.meeting(meeting_id) is None:
            meeting_id = self._alike(row, given)
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

    def _alike(self, row: SheetRow, given: str) -> str:
        """Return the meeting that an id alike to others means; raises RefusedRow where asked."""
        try:
            return self.state.ids.meant(full_id(given, self.state.area), given, row.place)
        except BadCell as bad:
            row.refuse(bad.code, bad.wrong, bad.right, "meeting")
            raise RefusedRow from bad

    def _meeting_on(
        self, row: SheetRow, body: str, day: str, which: int = 1, count: int = 1
    ) -> str:
        """Return a meeting of a body on a day; a register shows that there was one.

        which says which of the count that a register has on that day.
        """
        known = self._on(body, day)
        if count < len(known):
            wrong = f"there are {len(known)} meetings of that body on {day}"
            right = f"write the meeting's id: {quoted(map(local_of, known))}"
            raise BadCell("ambiguous-name", wrong, right)
        return self._in_order(body, day, count)[which - 1] or self._implied_by(
            row, body, day, which
        )

    def _in_order(self, body: str, day: str, count: int) -> list[str]:
        """Return the meetings of a day in the order of a register's columns; "" where none is yet.

        Those with made ids stand where these say; the others fill what is left.
        """
        known = self._on(body, day)
        made = [self._made_id(body, day, which) for which in range(1, count + 1)]
        others = iter([i for i in known if i not in made])
        return [i if i in known else next(others, "") for i in made]

    def _implied_by(self, row: SheetRow, body: str, day: str, which: int) -> str:
        """Make a meeting that only entries tell of."""
        meeting_id = self._new_id(body, day, which)
        bare = SheetRow(row.sheet, row.place, {"body": body, "day": day})
        record = filled_record(self.state, bare, meeting_id)
        meeting = from_record("meeting", record | {"id": meeting_id}, self.state.area)
        self.state.facts[meeting.id] = meeting
        self._on(body, day).append(meeting.id)
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
            right = "take one of them out, or give the seat or the meeting's id of each"
            raise BadCell("repeated-row", wrong, right)
        entries.append((row, Attendance(holder, value, part, seat)))

    def drop_lost(self, there: Container[str]) -> bool:
        """Refuse the entries that need what is not there; say whether there were any."""
        dropped = False
        for meeting_id, entries in self._entries.items():
            for row, entry in entries:
                needed = (meeting_id, entry.holder, *([entry.seat] if entry.seat else ()))
                lost = [i for i in needed if i not in there]
                if lost and not row.problems and not row.left_out:
                    refuse_lost(self.state, row, lost[0])
                    dropped = True
        for meeting_id, entries in self._entries.items():
            entries[:] = [
                (row, entry) for row, entry in entries if not row.problems and not row.left_out
            ]
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
