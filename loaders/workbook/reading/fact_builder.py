"""Rows to facts: each row of a workbook becomes a fact by way of its record, or problems."""

from collections.abc import Callable, Iterable, Sequence

from graph.errors import InvalidFact
from graph.facts.fact_json import from_record, to_record
from graph.facts.fields import FIELDS
from graph.facts.identifiers import document_of, full_id, source_id
from graph.facts.integrity import referenced_ids
from graph.facts.model import Area, Node
from graph.kinds import DECLARABLE_LIST, LINK_KIND, NODE_KIND, node_attributes
from graph.name_keys import name_key
from loaders.questions import OPEN_QUESTION
from loaders.report import PROGRESS_STEP, Progress
from loaders.workbook.reading.brought_in import brought_in, sorts_of
from loaders.workbook.reading.cells import BadCell, shown
from loaders.workbook.reading.coming_back import what_comes_back
from loaders.workbook.reading.gone_facts import ask_what_is_gone
from loaders.workbook.reading.identity_resolution import Identities
from loaders.workbook.reading.links import make_link
from loaders.workbook.reading.load_state import LoadState
from loaders.workbook.reading.moved_links import moved_links
from loaders.workbook.reading.provenance import drop_unused_files, says_source
from loaders.workbook.reading.question_rows import make_question
from loaders.workbook.reading.references import (
    BODY,
    named,
    named_body,
    references_of,
    refuse_lost,
    refuse_unknown_classes,
)
from loaders.workbook.reading.registers import RegisterEntries
from loaders.workbook.reading.remaining_problems import look_again
from loaders.workbook.reading.renamed_rows import renamed_things
from loaders.workbook.reading.row_facts import (
    OWN_KEYS,
    filled_record,
    keep_fact,
    keep_new,
    new_fields,
    refuse_wrong_columns,
)
from loaders.workbook.reading.rows import RefusedRow, SheetRow
from loaders.workbook.reading.terms import given_link_id
from loaders.workbook.reading.totals import check_totals
from loaders.workbook.reading.vacant_seats import read_vacancies

# What an area's row says that was read somewhere; its name alone needs no source.
_READ = tuple(field.key for field in FIELDS[Area] if field.sourced)


class FactBuilder:
    """Makes the facts of a file's rows, in an order in which each finds what it needs."""

    def __init__(self, state: LoadState) -> None:
        self.state = state
        self._references: dict[str, list[tuple[str, str]]] = {}
        self._entries = RegisterEntries(state)

    def build(self, rows: Sequence[SheetRow], progress: Progress | None = None) -> None:
        """Make the facts of all rows, and count each row as accepted or refused."""
        read_vacancies(self.state, rows)
        by_type: dict[str, list[SheetRow]] = {}
        for row in rows:
            # A holder that could not be read leaves no seat empty.
            holder = row.text("holder") or (row.raw.get("holder") and not row.nobody)
            fact_type = row.sheet.fact_type
            if row.sheet.name == "Seats" and not holder:
                fact_type = "seat"
            by_type.setdefault(fact_type, []).append(row)
        self._note_given_links(by_type.get("link", ()))
        Identities(self.state).resolve(by_type.get("node", ()), by_type.get("seat", ()))
        self._entries.note_meeting_ids(by_type.get("meeting", ()))
        makers: tuple[tuple[str, Callable[[SheetRow], None]], ...] = (
            ("area", self._area),
            ("source", self._source),
            ("node", self._node),
            ("seat", self._node),
            ("meeting", self._entries.make_meeting),
            ("link", lambda row: make_link(self.state, row)),
            ("attendance", self._entries.add_entries),
            ("declaration", self._declaration),
            ("question", lambda row: make_question(self.state, row)),
        )
        work = ((row, make) for kind, make in makers for row in by_type.get(kind, ()))
        for done, (row, make) in enumerate(work, start=1):
            self._try(row, make)
            if progress and done % PROGRESS_STEP == 0:
                progress("Checking", done, len(rows))
        self._drop_all_that_cannot_stand()
        self._ask(rows)
        self._entries.write_registers()
        for same_type in by_type.values():
            for row in same_type:
                self._count(row)
        self.state.report.questions[:0] = self.state.ids.questions()

    def _ask(self, rows: Sequence[SheetRow]) -> None:
        """Ask what only a person can say of rows that came to something, and take the answers."""
        state, sorts = self.state, sorts_of(rows)
        what_comes_back(state)
        self._drop_all_that_cannot_stand()
        if renamed_things(state, brought_in(state, sorts & NODE_KIND.keys(), state.seen)):
            self._drop_all_that_cannot_stand()
        before = brought_in(state, sorts, state.seen | state.facts.keys())
        if moved_links(state, before):
            self._drop_all_that_cannot_stand()
        if not state.replace:
            unread = [row for row in rows if any(p.code != OPEN_QUESTION for p in row.problems)]
            ask_what_is_gone(state, before, sorts_of(unread))
        drop_unused_files(state)

    def _drop_all_that_cannot_stand(self) -> None:
        while self._drop_what_cannot_stand():
            pass

    def _note_given_links(self, rows: Iterable[SheetRow]) -> None:
        given = (row.text("id") for row in rows)
        area = self.state.area
        self.state.given_links.update(given_link_id(text, area) for text in given if text)
        self.state.seen |= self.state.given_links.keys()

    def _drop_what_cannot_stand(self) -> bool:
        """Refuse the rows of facts that need what was refused itself; say whether any was."""
        state = self.state
        there = {*state.facts, *state.known, state.area}
        dropped = self._entries.drop_lost(there)
        for fact in list(state.facts.values()):
            needed = self._references.get(fact.id) or [("", i) for i in referenced_ids(fact)]
            lost = [(i, key) for key, i in needed if i not in there]
            if lost:
                del state.facts[fact.id]
                row = state.row_of.get(fact.id)
                if row:
                    refuse_lost(state, row, *lost[0])
                dropped = True
        return dropped

    def _try(self, row: SheetRow, make: Callable[[SheetRow], None]) -> None:
        try:
            if not row.problems and row.same_as is None:
                make(row)
        except RefusedRow:
            pass  # its problem is told already, at its column, or an answer leaves it out
        except BadCell as bad:
            row.refuse(bad.code, bad.wrong, bad.right)
        except InvalidFact as error:
            _refuse_invalid(row, error)
        if row.problems:
            look_again(self.state, row)

    def _count(self, row: SheetRow) -> None:
        report = self.state.report
        if row.same_as and row.same_as.problems and not row.problems:
            where = row.same_as.place.seen_from(row.place)
            wrong, right = f"it says the same as {where}, which was refused", "correct that row"
            waits = all(problem.code == OPEN_QUESTION for problem in row.same_as.problems)
            row.refuse(OPEN_QUESTION if waits else "refused-name", wrong, right, "name")
        if row.problems:
            report.refused += 1
            report.problems += row.problems
        else:
            report.accepted += 1

    def _area(self, row: SheetRow) -> None:
        area = self.state.area
        given, name = row.text("slug"), row.text("name")
        slug, known = given or area, self.state.known.get(area)
        if slug != area:
            right = f'load it with --area {slug}, or write "{area}"'
            raise BadCell("other-area", f'the sheet is of the area "{shown(slug)}"', right)
        if not given and isinstance(known, Area) and name_key(known.name) != name_key(name):
            right = f'to rename it, write the slug "{slug}" too'
            wrong = f'the area "{slug}" is called "{known.name}", and the sheet is of "{name}"'
            raise BadCell("other-area", wrong, right)
        record = {key: value for key, value in row.values.items() if key not in OWN_KEYS}
        if known or says_source(row) or any(record.get(key) is not None for key in _READ):
            record = filled_record(self.state, row, slug)
        keep_fact(self.state, row, "area", record | {"slug": slug})

    def _source(self, row: SheetRow) -> None:
        made_id = source_id(self.state.area, row.text("id"))
        document = document_of(self.state.ids.given(made_id, row.text("id"), row.place))
        row.values["id"] = document
        known = self.state.known.get(source_id(self.state.area, document))
        record = (to_record(known) if known else {}) | row.values
        keep_fact(self.state, row, "source", record)
        self.state.note_documents([document])

    def _node(self, row: SheetRow) -> None:
        kind, node_id = row.text("kind"), row.text("id")
        refuse_wrong_columns(row, kind, node_attributes(kind))
        check_totals(row)
        references = self._resolve_references(row, kind)
        refuse_unknown_classes(self.state, row)
        is_new = node_id not in self.state.known and row.text("name").strip()
        fields = new_fields(self.state, row, Node, kind, node_id) if is_new else None
        if fields:
            keep_new(self.state, row, Node(id=node_id, kind=kind, **fields))
        else:
            record = filled_record(self.state, row, node_id) | {"id": node_id, "kind": kind}
            keep_fact(self.state, row, "node", record)
        if references:
            self._references[node_id] = references

    def _resolve_references(self, row: SheetRow, kind: str) -> list[tuple[str, str]]:
        """Put ids for the names of a row; whether those are made too is seen at the end."""
        references = []
        for name in references_of(kind):
            text = row.text(name)
            if not text:
                continue
            if name == "from_meeting" and self._entries.may_be_meeting(text):
                row.values[name] = full_id(text, self.state.area)
            elif name == "from_meeting" and kind == "decision":
                right = "write the id of a meeting on the sheet Meetings, or empty the cell"
                row.refuse("unknown-name", f'"{shown(text)}" is no meeting', right, name)
                raise RefusedRow
            else:
                of_body = name == "body" or (kind == "decision" and name == "by")
                row.values[name] = named(self.state, row, name, BODY if of_body else ())
            references.append((name, row.values[name]))
        return references

    def _declaration(self, row: SheetRow) -> None:
        area = self.state.area
        listed = DECLARABLE_LIST[row.text("list")]
        subject = area
        if not listed.of_area:
            if not row.text("subject"):
                row.refuse("empty-cell", '"Of" is empty', "name the body", "subject")
                return
            subject = named_body(self.state, row, "subject")
        identity = {
            "list": listed.name,
            "subject": subject,
            "on": row.text("on"),
            "by": row.text("by"),
        }
        fact = from_record("declaration", identity, area)
        keep_fact(
            self.state, row, "declaration", filled_record(self.state, row, fact.id) | identity
        )


def _refuse_invalid(row: SheetRow, error: InvalidFact) -> None:
    code = "bad-fact"
    if error.key == "until" and "before" in error.wrong:
        code = "until-before-since"
    elif error.key == "to" and row.sheet.fact_type == "link":
        code = "link-to-itself"
    elif error.key == "kind":
        code = "link-not-allowed"
    key = error.key
    if row.sheet.name == "Seats":
        key = {"from": "holder", "to": "body"}.get(key, key)
    row.refuse(code, _in_words(row, error), error.right, key)


def _in_words(row: SheetRow, error: InvalidFact) -> str:
    """Return what is wrong in the words of the sheet: its heading and the verb of a link."""
    wrong, column = error.wrong, row.sheet.column(error.key)
    if column:
        wrong = wrong.replace(f'"{error.key}"', f'"{column.heading}"')
    kind = LINK_KIND.get(row.text("kind"))
    return wrong.replace(f'"{kind.name}" link', f'"{kind.verb}" link') if kind else wrong
