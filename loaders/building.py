"""Rows to facts: each row of a workbook becomes a fact by way of its record, or problems."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from graph.check import check_ends
from graph.errors import InvalidFact
from graph.identifiers import full_id, is_node_id, link_id, local_of
from graph.kinds import DECLARABLE_LIST, LINK_KIND, ValueType, link_attributes, node_attributes
from graph.model import Area, Fact, Link, Meeting, Node, Snapshot, Source
from graph.records import from_record, to_record
from graph.whole import needs
from loaders.cells import BadCell
from loaders.names import Names
from loaders.registers import Registers
from loaders.report import Report
from loaders.rows import RefusedRow, Row
from loaders.sourcing import SOURCE_KEYS, sources_of

_OWN_KEYS = (*SOURCE_KEYS, "id", "kind", "holder", "entries")


class Builder:
    """Makes the facts of a file; what the store has already is in known."""

    def __init__(self, area: str, snapshot: Snapshot | None, report: Report, today: date) -> None:
        self.area = area
        self.known: Mapping[str, Fact] = snapshot.facts() if snapshot else {}
        self.names = Names.of(area, snapshot.nodes if snapshot else {})
        self.report = report
        self.today = today
        self.facts: dict[str, Fact] = {}
        self._rows: dict[str, Row] = {}
        self._row_of: dict[str, Row] = {}

    def build(self, rows: Iterable[Row]) -> None:
        """Make the facts of all rows, and count each row as accepted or refused."""
        by_type: dict[str, list[Row]] = {}
        for row in rows:
            fact_type = row.sheet.fact_type
            if row.sheet.name == "Seats" and not row.text("holder"):
                fact_type = "seat"
            by_type.setdefault(fact_type, []).append(row)
        registers = Registers(self)
        for row in (*by_type.get("node", ()), *by_type.get("seat", ())):
            self._claim(row)
        makers: tuple[tuple[str, Callable[[Row], None]], ...] = (
            ("area", self._area),
            ("source", self._source),
            ("meeting", registers.meeting),
            ("attendance", registers.entry),
            ("node", self._node),
            ("seat", self._node),
            ("link", self._link),
            ("declaration", self._declaration),
        )
        for fact_type, make in makers:
            for row in by_type.get(fact_type, ()):
                self._try(row, make)
        registers.finish()
        while self._drop_what_cannot_stand():
            pass
        for found in by_type.values():
            for row in found:
                self._count(row)

    def _drop_what_cannot_stand(self) -> bool:
        """Refuse the rows of facts that need what was refused itself; say whether any was."""
        dropped = False
        there = {*self.facts, *self.known, self.area}
        for fact in list(self.facts.values()):
            lost = [i for i in needs(fact) if i not in there]
            if lost:
                del self.facts[fact.id]
                row = self._row_of.get(fact.id)
                if row:
                    wrong = f'"{self.names.names.get(lost[0], lost[0])}" was refused'
                    row.refuse("refused-name", wrong, "correct its own row first")
                dropped = True
        return dropped

    def _try(self, row: Row, make: Callable[[Row], None]) -> None:
        if row.problems:
            return
        try:
            make(row)
        except RefusedRow:
            pass  # its problem is told already, at its column
        except BadCell as bad:
            row.refuse(bad.code, bad.wrong, bad.right)
        except InvalidFact as error:
            self._invalid(row, error)

    def _invalid(self, row: Row, error: InvalidFact) -> None:
        code = "bad-fact"
        if error.key == "until" and "before" in error.wrong:
            code = "until-before-since"
        elif error.key == "to":
            code = "link-to-itself"
        elif error.key == "kind":
            code = "link-not-allowed"
        row.refuse(code, error.wrong, error.right, error.key)

    def _count(self, row: Row) -> None:
        if row.problems:
            self.report.refused += 1
            self.report.problems += row.problems
        else:
            self.report.accepted += 1

    # The same names and ids for every row: claimed before any fact is made.

    def _claim(self, row: Row) -> None:
        kind = "seat" if row.sheet.name == "Seats" else self.kind_of(row)
        name, given = row.text("name"), row.text("id")
        if kind == "seat" and not name:
            name = f"Empty seat on {row.text('body')}"
        try:
            node_id = self._own_id(row, kind, name, given)
        except BadCell as bad:
            row.refuse(bad.code, bad.wrong, bad.right, "id" if given else "name")
        if row.problems:
            self.names.refuse(name, f'{row.file}, sheet "{row.sheet.name}", row {row.number}')
            return
        self._hint(row, kind, name, node_id)
        row.values |= {"id": node_id, "kind": kind, "name": name}
        self._rows[node_id] = row
        self.names.add(node_id, kind, name, row.values.get("aliases") or ())

    def kind_of(self, row: Row) -> str:
        """Return the kind a row says, or else the first of its sheet."""
        return row.text("kind") or row.sheet.kinds[0]

    def _own_id(self, row: Row, kind: str, name: str, given: str) -> str:
        node_id = full_id(given, self.area) if given else self.names.same(kind, name)
        if node_id is None:
            return self.names.new_id(name)
        if not is_node_id(node_id):
            right = "use letters, digits, dots, dashes and underscores"
            raise BadCell("bad-id", f'"{given}" cannot be an id', right)
        before = self._rows.get(node_id)
        if before is not None:
            wrong = f'"{local_of(node_id)}" stands in sheet "{before.sheet.name}", row '
            right = "take one of them out, or give it an id of its own"
            raise BadCell("repeated-id", f"{wrong}{before.number} too", right)
        known = self.known.get(node_id)
        if known is not None and getattr(known, "kind", "") != kind:
            wrong = f'"{local_of(node_id)}" is recorded as another kind of thing'
            raise BadCell("other-kind", wrong, "give this one an id of its own")
        return node_id

    def _hint(self, row: Row, kind: str, name: str, node_id: str) -> None:
        near = None if node_id in self.known else self.names.alike(kind, name)
        if near:
            where = f'{row.file}, sheet "{row.sheet.name}", row {row.number}'
            self.report.hints.append(f'{where}: "{name}" is nearly "{near}"; are they the same?')

    # Rows to facts.

    def keep(self, row: Row, fact_type: str, record: dict[str, Any]) -> Fact:
        """Read a record as a fact and keep it; raises InvalidFact and BadCell."""
        fact = from_record(fact_type, record, self.area)
        if isinstance(fact, Link):
            check_ends(fact, self.node(fact.from_id), self.node(fact.to_id))
        if fact.id in self.facts:
            right = "take one of them out, or give it an id of its own"
            raise BadCell("repeated-row", "the same fact stands in another row too", right)
        self.facts[fact.id] = fact
        self._row_of[fact.id] = row
        return fact

    def filled(self, row: Row, fact_id: str) -> dict[str, Any]:
        """Return the record that a row makes of what is known: its columns over what is there."""
        known = self.known.get(fact_id)
        record = to_record(known) if known else {}
        record.pop("source", None)
        for key, value in row.values.items():
            if key in _OWN_KEYS:
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
        slug = row.text("slug") or self.area
        if slug != self.area:
            right = f'load it with --area {slug}, or write "{self.area}"'
            raise BadCell("other-area", f'the sheet is of the area "{slug}"', right)
        record = to_record(self.known[slug]) if slug in self.known else {}
        record |= dict(row.values)
        record["slug"] = slug
        self.keep(row, "area", record)

    def _source(self, row: Row) -> None:
        made = Source(area=self.area, document=row.text("id"), title="x")
        known = self.known.get(made.id)
        record = (to_record(known) if known else {}) | row.values
        self.keep(row, "source", record)

    def _node(self, row: Row) -> None:
        kind, node_id = row.text("kind"), row.text("id")
        self.no_stray(row, kind, set(node_attributes(kind)))
        self._resolve_references(row, kind)
        record = self.filled(row, node_id) | {"id": node_id, "kind": kind}
        self.keep(row, "node", record)

    def _resolve_references(self, row: Row, kind: str) -> None:
        for name, attribute in node_attributes(kind).items():
            text = row.text(name)
            if attribute.type is not ValueType.REFERENCE or not text:
                continue
            meeting = full_id(text, self.area)
            is_meeting = name == "from_meeting" and meeting in self.meetings()
            row.values[name] = meeting if is_meeting else self.named(row, name)

    def no_stray(self, row: Row, kind: str, allowed: set[str]) -> None:
        """Refuse a value in a column that this kind of thing does not have."""
        fixed = {"status", "since", "until", "confidence", "note", "name", "aliases", "maps"}
        ends = {"from", "to", "body", "holder", *_OWN_KEYS}
        for key, value in row.values.items():
            if value is not None and key not in allowed | fixed | ends:
                column = row.sheet.column(key)
                heading = column.heading if column else key
                word = kind.replace("_", " ")
                row.refuse("wrong-column", f'"{heading}" is not for {word}', "empty the cell", key)
        if row.problems:
            raise RefusedRow

    def _link(self, row: Row) -> None:
        kind = self.kind_of(row)
        pairs = LINK_KIND[kind].pairs
        self.no_stray(row, kind, set(link_attributes(kind)))
        starts, stops = ("holder", "body") if row.sheet.name == "Seats" else ("from", "to")
        start = self.named(row, starts, {pair[0] for pair in pairs})
        stop = self.named(row, stops, {pair[1] for pair in pairs})
        made = link_id(self.area, start, kind, stop)
        own = full_id(row.text("id"), self.area) if row.text("id") else made
        record = self.filled(row, own)
        for key in ("body", "holder", "name"):
            record.pop(key, None)
        record |= {"from": start, "kind": kind, "to": stop}
        if own != made:
            record["id"] = own
        self.keep(row, "link", record)

    def named(self, row: Row, key: str, kinds: set[str] | None = None) -> str:
        """Return the id of the thing a cell names; the problem is told at its column."""
        try:
            return self.names.find(row.text(key), kinds or ())
        except BadCell as bad:
            row.refuse(bad.code, bad.wrong, bad.right, key)
            raise RefusedRow from bad

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
            subject = self.named(row, "subject", {"body"})
        probe = {
            "list": listed.name,
            "subject": subject,
            "on": row.text("on"),
            "by": row.text("by"),
        }
        fact = from_record("declaration", probe, self.area)
        self.keep(row, "declaration", self.filled(row, fact.id) | probe)

    def meetings(self) -> dict[str, Meeting]:
        """Return the meetings of the store and the file, by id."""
        both = {**self.known, **self.facts}
        return {i: fact for i, fact in both.items() if isinstance(fact, Meeting)}

    @property
    def has_area(self) -> bool:
        """Whether the area itself is known or in the file."""
        return isinstance(self.facts.get(self.area, self.known.get(self.area)), Area)
