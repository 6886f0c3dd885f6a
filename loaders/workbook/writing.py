"""The workbook: the empty template, and an area written out as sheets that load back the same."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from graph.facts.fields import FIELDS, Field, FieldType, model_default
from graph.facts.identifiers import area_of, local_of
from graph.facts.model import (
    Declaration,
    Fact,
    Link,
    Meeting,
    Node,
    QuestionState,
    Reference,
    Snapshot,
    Value,
)
from graph.kinds import ValueType
from loaders.tables.table_writer import OutColumn, OutSheet, OutText, write_csv_folder, write_xlsx
from loaders.workbook.guide import guide_lines
from loaders.workbook.reading.cells import EMPTY, NONE, folded, joined, neutral
from loaders.workbook.sheets import GUIDE, SHEET, SHEETS, Sheet, SheetColumn, sheet_of

_SEATS = SHEET["Seats"]
# What only an empty seat has stands after the id: out of sight until it is used.
_SELDOM_FROM = [column.key for column in _SEATS.columns].index("id") + 1
_YES_NO = ("yes", "no")
_WIDE = (
    *("name", "from", "to", "holder", "body", "subject", "by", "note", "title"),
    *("source_heading", "source_quote"),
)
_WIDTHS = {"id": 22, "kind": 20, "aliases": 24, **dict.fromkeys(_WIDE, 36)}

RowsBySheet = dict[str, list[list[str]]]


def template(path: Path) -> None:
    """Write the empty workbook: every sheet with its headings, lists and an example."""
    write_xlsx(path, [_guide(), *(_out(sheet, (), example=True) for sheet in SHEETS)])


def export_workbook(snapshot: Snapshot, path: Path) -> None:
    """Write an area as a workbook; raises CannotWrite for what no workbook can hold."""
    tables = rows_by_sheet(snapshot)
    write_xlsx(path, [_guide(), *(_out(sheet, tables[sheet.name]) for sheet in SHEETS)])


def export_csv(snapshot: Snapshot, folder: Path) -> None:
    """Write an area as a folder of CSVs, a file for each sheet that has rows.

    A folder that is there is replaced, unless it holds other files: CannotWrite.
    """
    tables = rows_by_sheet(snapshot)
    filled = [_out(sheet, tables[sheet.name]) for sheet in SHEETS if tables[sheet.name]]
    write_csv_folder(folder, filled, tuple(SHEET))


def rows_by_sheet(snapshot: Snapshot) -> RowsBySheet:
    """Return the rows of every sheet, without headings, as cells are to stand in the file."""
    tables: RowsBySheet = {sheet.name: [] for sheet in SHEETS}
    words = _Words(snapshot)
    for fact in snapshot.facts().values():
        sheet = sheet_of(fact)
        tables[sheet.name].append(_row(sheet, words.cells(sheet, fact)))
        if isinstance(fact, Meeting):
            attendance = SHEET["Attendance"]
            tables[attendance.name] += (_row(attendance, c) for c in words.register(fact))
    return tables


def _row(sheet: Sheet, cells: Mapping[str, str]) -> list[str]:
    lost = set(cells) - {column.key for column in sheet.columns}
    assert not lost, f"the sheet {sheet.name} has no column for {sorted(lost)}"
    return [cells.get(column.key, "") for column in sheet.columns]


class _Words:
    """Writes what is in a fact as cells: labels for words, names for ids where they are plain."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.area = snapshot.area.slug
        self._nodes = snapshot.nodes
        self._meanings: dict[str, set[str]] = {}
        for node in snapshot.nodes.values():
            for word in (node.id, local_of(node.id), *node.names):
                self._meanings.setdefault(folded(word), set()).add(node.id)

    def short(self, fact_id: str) -> str:
        """Return an id without the area where reading puts just this area before it."""
        local = local_of(fact_id)
        return local if area_of(fact_id) == self.area and "/" not in local else fact_id

    def called(self, node_id: str) -> str:
        """Return a thing's name where it can mean nothing else, or else its id."""
        node = self._nodes.get(node_id)
        if node is None:
            return self.short(node_id)
        short = self.short(node_id)
        for word in (node.name, short):
            if self._meanings[folded(word)] == {node_id} and ("/" not in word or word is short):
                return word
        return node_id

    def cells(self, sheet: Sheet, fact: Fact) -> dict[str, str]:
        """Return the filled cells of a fact's row, by key."""
        cells = self._link(sheet, fact) if isinstance(fact, Link) else {}
        for field in FIELDS[type(fact)]:
            value = getattr(fact, field.name)
            if field.type is FieldType.ATTRIBUTES:
                cells |= self._attributes(sheet, value)
            elif field.type is FieldType.SOURCES:
                cells |= _sources(value)
            elif field.note:
                cells[field.key] = self._field(field, fact, value)
        kind = sheet.column("kind")
        if kind and isinstance(fact, Node) and fact.kind != "seat":
            cells["kind"] = self._value(kind, fact.kind)
        return {key: cell for key, cell in cells.items() if cell}

    def _field(self, field: Field, fact: Fact, value: Any) -> str:
        """Return the cell of a field; empty where it says what an empty cell says anyway."""
        if value is None or value == model_default(type(fact), field.name):
            return ""
        match field.type:
            case FieldType.YES_NO:
                return _yes_no(value)
            case FieldType.DAY | FieldType.DATE:
                return str(value)
            case FieldType.TEXTS:
                return joined(value)
            case FieldType.REFERENCE:
                return neutral(self.called(value))
            case _ if field.choices:
                return next(choice.label for choice in field.choices if choice.word == value)
            case FieldType.IDENTITY if field.name == "id":
                return neutral(self.short(value))
            case FieldType.IDENTITY if isinstance(fact, Declaration):
                return "" if value == fact.area else neutral(self.called(value))
            case FieldType.IDENTITY if isinstance(fact, QuestionState) and field.name == "subject":
                return self._asked_about(value, fact.area)
        return neutral(value)

    def _asked_about(self, subject: str, area: str) -> str:
        """Return the cell for what a question is about; a bare word of a check is in brackets."""
        if subject == area:
            return ""
        if "/" not in subject:
            return f"({subject})"
        base, sign, part = subject.partition("#")
        return neutral(f"{self.called(base)}{sign}{part}")

    def _attributes(self, sheet: Sheet, attributes: Mapping[str, Value]) -> dict[str, str]:
        cells = {}
        for name, value in attributes.items():
            column = sheet.column(name)
            assert column is not None, f"the sheet {sheet.name} has no column for {name}"
            cells[name] = self._value(column, value)
        return cells

    def _link(self, sheet: Sheet, link: Link) -> dict[str, str]:
        start, stop = ("holder", "body") if sheet is _SEATS else ("from", "to")
        return {
            start: neutral(self.called(link.from_id)),
            "kind": _label(sheet, "kind", link.kind),
            stop: neutral(self.called(link.to_id)),
            "id": neutral(self.short(link.id)),
        }

    def _value(self, column: SheetColumn, value: Value) -> str:
        match value:
            case bool():
                return _yes_no(value)
            case int() | float():
                return f"{value:.12g}"
            case tuple() if column.type is ValueType.COUNTS:
                return joined(value) if value else NONE
            case tuple():
                labels = {choice.word: choice.label for choice in column.choices}
                return joined(labels[word] for word in value) if value else NONE
        if column.type is ValueType.REFERENCE or column.key == "body":
            return neutral(self.called(value))
        if column.type is ValueType.CHOICE:
            return next(c.label for c in column.choices if c.word == value)
        return neutral(value) or EMPTY

    def register(self, meeting: Meeting) -> Iterator[dict[str, str]]:
        """Yield the filled cells of each entry of a register."""
        for entry in meeting.register:
            yield {
                "meeting": neutral(self.short(meeting.id)),
                "body": neutral(self.called(meeting.body)),
                "day": str(meeting.day),
                "holder": neutral(self.called(entry.holder)),
                "value": _label(SHEET["Attendance"], "value", entry.value),
                "part": "yes" if entry.part else "",
                "seat": neutral(entry.seat),
            }


def _label(sheet: Sheet, key: str, word: str) -> str:
    column = sheet.column(key)
    assert column is not None
    return next(choice.label for choice in column.choices if choice.word == word)


def _yes_no(value: bool) -> str:
    return _YES_NO[0] if value else _YES_NO[1]


def _sources(references: Sequence[Reference]) -> dict[str, str]:
    """Return five cells with their parts in the same order; NONE says that there is no source."""
    if not references:
        return {"source_document": NONE}
    places = [reference.place for reference in references]
    headings = [reference.heading for reference in references]
    pages = ["" if r.page is None else str(r.page) for r in references]
    quotes = [reference.quote for reference in references]
    return {
        "source_document": joined(reference.document for reference in references),
        "source_place": joined(places) if any(places) else "",
        "source_heading": joined(headings) if any(headings) else "",
        "source_page": joined(pages) if any(pages) else "",
        "source_quote": joined(quotes) if any(quotes) else "",
    }


def _guide() -> OutText:
    return OutText(GUIDE, guide_lines())


def _out(sheet: Sheet, rows: Sequence[Sequence[str]], example: bool = False) -> OutSheet:
    used = [any(row[position] for row in rows) for position in range(len(sheet.columns))]
    columns = tuple(
        _out_column(column, hidden=sheet is _SEATS and i >= _SELDOM_FROM and not used[i])
        for i, column in enumerate(sheet.columns)
    )
    shown = tuple(sheet.example.get(c.key, "") for c in sheet.columns) if example else ()
    return OutSheet(sheet.name, columns, rows, shown)


def _out_column(column: SheetColumn, hidden: bool) -> OutColumn:
    words = tuple(choice.label for choice in column.choices)
    if column.type is ValueType.YES_NO:
        words = _YES_NO
    width = _WIDTHS.get(column.key, 26 if words and words != _YES_NO else 16)
    return OutColumn(
        column.heading,
        f"{column.note} Must be filled." if column.required else column.note,
        words,
        strict=bool(words) and not column.several,
        width=width,
        number=column.type in (ValueType.NUMBER, ValueType.POUNDS, ValueType.PER_CENT),
        hidden=hidden,
    )
