"""Rows to facts: each row of a workbook becomes a fact by way of its record, or problems."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from graph.errors import InvalidFact
from graph.facts.fact_json import from_record, to_record
from graph.facts.identifiers import full_id, local_of
from graph.facts.integrity import referenced_ids
from graph.facts.model import Area, Fact, Link, Meeting, Node, Snapshot, Source
from graph.facts.validation import check_ends
from graph.kinds import DECLARABLE_LIST, LINK_KIND, node_attributes
from loaders.report import Progress, Report
from loaders.workbook.reading.cells import BadCell, shown
from loaders.workbook.reading.identity_resolution import Claims
from loaders.workbook.reading.links import OWN_KEYS, make_link, no_stray
from loaders.workbook.reading.name_index import Names, key_of
from loaders.workbook.reading.provenance import says_source, sources_of, with_row
from loaders.workbook.reading.registers import Registers
from loaders.workbook.reading.remaining_problems import look_again, references_of
from loaders.workbook.reading.rows import RefusedRow, Row
from loaders.workbook.reading.totals import check_totals

_BODY = ("body",)
_STEP = 500
_READ = ("start_for_life_funded", "transformation_fund", "since", "until")


class Builder:
    """Makes the facts of a file; what the store has already is in known.

    With replace, a register becomes exactly its rows. documents are the sources that are known
    or were asked about.
    """

    def __init__(
        self,
        area: str,
        snapshot: Snapshot | None,
        report: Report,
        today: date,
        replace: bool = False,
    ) -> None:
        self.area = area
        self.known: Mapping[str, Fact] = snapshot.facts() if snapshot else {}
        self.names = Names.of(area, snapshot.nodes if snapshot else {})
        self.report = report
        self.today = today
        self.replace = replace
        self.facts: dict[str, Fact] = {}
        self.documents = {f.document for f in self.known.values() if isinstance(f, Source)}
        self.row_of: dict[str, Row] = {}
        self._references: dict[str, list[tuple[str, str]]] = {}
        self._registers = Registers(self)

    def build(self, rows: Sequence[Row], progress: Progress | None = None) -> None:
        """Make the facts of all rows, and count each row as accepted or refused."""
        by_type: dict[str, list[Row]] = {}
        for row in rows:
            fact_type = row.sheet.fact_type
            if row.sheet.name == "Seats" and not row.text("holder"):
                fact_type = "seat"
            by_type.setdefault(fact_type, []).append(row)
        Claims(self).take(by_type.get("node", ()), by_type.get("seat", ()))
        self._registers.expect(by_type.get("meeting", ()))
        makers: tuple[tuple[str, Callable[[Row], None]], ...] = (
            ("area", self._area),
            ("source", self._source),
            ("node", self._node),
            ("seat", self._node),
            ("meeting", self._registers.meeting),
            ("link", lambda row: make_link(self, row)),
            ("attendance", self._registers.entry),
            ("declaration", self._declaration),
        )
        work = ((row, make) for kind, make in makers for row in by_type.get(kind, ()))
        for done, (row, make) in enumerate(work, start=1):
            self._try(row, make)
            if progress and done % _STEP == 0:
                progress("Checking", done, len(rows))
        while self._drop_what_cannot_stand():
            pass
        self._registers.finish()
        for found in by_type.values():
            for row in found:
                self._count(row)

    def _drop_what_cannot_stand(self) -> bool:
        """Refuse the rows of facts that need what was refused itself; say whether any was."""
        there = {*self.facts, *self.known, self.area}
        dropped = self._registers.drop(there)
        for fact in list(self.facts.values()):
            said = self._references.get(fact.id) or [("", i) for i in referenced_ids(fact)]
            lost = [(i, key) for key, i in said if i not in there]
            if lost:
                del self.facts[fact.id]
                row = self.row_of.get(fact.id)
                if row:
                    self.refuse_lost(row, *lost[0])
                dropped = True
        return dropped

    def refuse_lost(self, row: Row, lost: str, key: str = "") -> None:
        """Refuse a row that needs what came to nothing, or was never there."""
        name = shown(self.names.names.get(lost, local_of(lost)))
        if lost in self.names.kinds or lost in self._registers.said:
            row.refuse("refused-name", f'"{name}" was refused', "correct its own row first", key)
        else:
            right = "correct it, or add it to its own sheet first"
            wrong = f'"{name}" is neither in the file nor in the store'
            row.refuse("unknown-name", wrong, right, key)

    def _try(self, row: Row, make: Callable[[Row], None]) -> None:
        try:
            if not row.problems:
                make(row)
        except RefusedRow:
            pass  # its problem is told already, at its column
        except BadCell as bad:
            row.refuse(bad.code, bad.wrong, bad.right)
        except InvalidFact as error:
            self._invalid(row, error)
        if row.problems:
            look_again(self, row)

    def _invalid(self, row: Row, error: InvalidFact) -> None:
        code = "bad-fact"
        if error.key == "until" and "before" in error.wrong:
            code = "until-before-since"
        elif error.key == "to":
            code = "link-to-itself"
        elif error.key == "kind":
            code = "link-not-allowed"
        key = error.key
        if row.sheet.name == "Seats":
            key = {"from": "holder", "to": "body"}.get(key, key)
        row.refuse(code, _in_words(row, error), error.right, key)

    def _count(self, row: Row) -> None:
        if row.problems:
            self.report.refused += 1
            self.report.problems += row.problems
        else:
            self.report.accepted += 1

    # Rows to facts.

    def keep(self, row: Row, fact_type: str, record: dict[str, Any]) -> Fact:
        """Read a record as a fact and keep it; raises InvalidFact and BadCell."""
        fact = from_record(fact_type, record, self.area)
        if isinstance(fact, Link):
            check_ends(fact, self.node(fact.from_id), self.node(fact.to_id))
        if fact.id in self.facts:
            before = self.row_of.get(fact.id, row)
            raise repeated(before, row)
        known = self.known.get(fact.id)
        if known is not None and fact != known and not says_source(row):
            fact = with_row(fact, row, self)
        self.facts[fact.id] = fact
        self.row_of[fact.id] = row
        return fact

    def filled(self, row: Row, fact_id: str) -> dict[str, Any]:
        """Return the record that a row makes of what is known: its columns over what is there."""
        known = self.known.get(fact_id)
        record = to_record(known) if known else {}
        record.pop("source", None)
        for key, value in row.values.items():
            if key in OWN_KEYS:
                continue
            record.pop(key, None)
            if value is not None:
                record[key] = value
        record["source"] = [
            {"document": r.document, "place": r.place, "heading": r.heading}
            for r in sources_of(row, known, self)
        ]
        return record

    def _area(self, row: Row) -> None:
        given, name = row.text("slug"), row.text("name")
        slug, known = given or self.area, self.known.get(self.area)
        if slug != self.area:
            right = f'load it with --area {slug}, or write "{self.area}"'
            raise BadCell("other-area", f'the sheet is of the area "{shown(slug)}"', right)
        if not given and isinstance(known, Area) and key_of(known.name) != key_of(name):
            right = f'to rename it, write the slug "{slug}" too'
            wrong = f'the area "{slug}" is called "{known.name}", and the sheet is of "{name}"'
            raise BadCell("other-area", wrong, right)
        record = {key: value for key, value in row.values.items() if key not in OWN_KEYS}
        # A name alone needs no source; whether it is funded, and its days, do.
        if known or says_source(row) or any(record.get(key) is not None for key in _READ):
            record = self.filled(row, slug)
        self.keep(row, "area", record | {"slug": slug})

    def _source(self, row: Row) -> None:
        made = Source(area=self.area, document=row.text("id"), title="x")
        known = self.known.get(made.id)
        record = (to_record(known) if known else {}) | row.values
        self.keep(row, "source", record)
        self.documents.add(made.document)

    def _node(self, row: Row) -> None:
        kind, node_id = row.text("kind"), row.text("id")
        no_stray(row, kind, node_attributes(kind))
        check_totals(row)
        said = self._resolve_references(row, kind)
        record = self.filled(row, node_id) | {"id": node_id, "kind": kind}
        self.keep(row, "node", record)
        if said:
            self._references[node_id] = said

    def _resolve_references(self, row: Row, kind: str) -> list[tuple[str, str]]:
        """Put ids for the names of a row; whether those are made too is seen at the end."""
        said = []
        for name in references_of(kind):
            text = row.text(name)
            if not text:
                continue
            if name == "from_meeting" and self._registers.maybe(text):
                row.values[name] = full_id(text, self.area)
            else:
                row.values[name] = self.named(row, name, _BODY if name == "body" else ())
            said.append((name, row.values[name]))
        return said

    def named(self, row: Row, key: str, kinds: Iterable[str] = (), *, made: bool = False) -> str:
        """Return the id of the thing a cell names; the problem is told at its column.

        With made, it must have been made already. A body must be one.
        """
        try:
            found = self.names.find(row.text(key), kinds)
        except BadCell as bad:
            row.refuse(bad.code, bad.wrong, bad.right, key)
            raise RefusedRow from bad
        if kinds is _BODY and self.names.kinds[found] != "body":
            kind = self.names.kinds[found].replace("_", " ")
            wrong = f'"{shown(row.text(key))}" is a thing of the kind {kind}, no body'
            row.refuse("other-kind", wrong, "name a body", key)
        elif made and found not in self.facts and found not in self.known:
            self.refuse_lost(row, found, key)
        if row.problems:
            raise RefusedRow
        return found

    def body(self, row: Row, key: str = "body") -> str:
        """Return the id of the body a cell names."""
        return self.named(row, key, _BODY, made=True)

    def node(self, node_id: str) -> Node:
        """Return a thing of the file or the store."""
        found = self.facts.get(node_id) or self.known.get(node_id)
        if not isinstance(found, Node):
            wrong = f'"{local_of(node_id)}" was refused'
            raise BadCell("refused-name", wrong, "correct its own row first")
        return found

    def _declaration(self, row: Row) -> None:
        listed = DECLARABLE_LIST[row.text("list")]
        subject = self.area
        if not listed.of_area:
            if not row.text("subject"):
                row.refuse("empty-cell", '"Of" is empty', "name the body", "subject")
                return
            subject = self.body(row, "subject")
        probe = {
            "list": listed.name,
            "subject": subject,
            "on": row.text("on"),
            "by": row.text("by"),
        }
        fact = from_record("declaration", probe, self.area)
        self.keep(row, "declaration", self.filled(row, fact.id) | probe)

    def meeting(self, meeting_id: str) -> Meeting | None:
        """Return a meeting of the file or the store."""
        found = self.facts.get(meeting_id) or self.known.get(meeting_id)
        return found if isinstance(found, Meeting) else None

    @property
    def has_area(self) -> bool:
        """Whether the area itself is known or in the file."""
        return isinstance(self.facts.get(self.area, self.known.get(self.area)), Area)


def _in_words(row: Row, error: InvalidFact) -> str:
    """Return what is wrong in the words of the sheet: its heading and the verb of a link."""
    wrong, column = error.wrong, row.sheet.column(error.key)
    if column:
        wrong = wrong.replace(f'"{error.key}"', f'"{column.heading}"')
    kind = LINK_KIND.get(row.text("kind"))
    return wrong.replace(f'"{kind.name}" link', f'"{kind.verb}" link') if kind else wrong


def repeated(before: Row, row: Row) -> BadCell:
    """Return the problem of a row that says what an earlier one says."""
    sheet = "" if before.sheet is row.sheet else f' of the sheet "{before.sheet.name}"'
    file = "" if before.file == row.file else f" of {before.file}"
    wrong = f"it stands in row {before.number}{sheet}{file} too"
    return BadCell("repeated-row", wrong, "take one of them out, or give it an id of its own")
