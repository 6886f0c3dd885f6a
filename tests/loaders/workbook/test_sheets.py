import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from graph.facts.model import Attendance, Link, Node, Reference, Snapshot
from graph.kinds import (
    DECLARABLE_LISTS,
    LINK_KINDS,
    NODE_KINDS,
    Attribute,
    ValueType,
    link_attributes,
    node_attributes,
)
from loaders.examples import example, example_slugs
from loaders.load_files import load_files
from loaders.problems import FileError
from loaders.workbook.guide import guide_lines
from loaders.workbook.reading.cells import folded, read_cell
from loaders.workbook.sheets import EXAMPLE_MARK, SHEET, SHEETS, Sheet
from loaders.workbook.writing import export_csv, export_workbook, tables_of, template
from tests.towns import Town

TODAY = date(2024, 5, 1)


def cells_of(path: Path) -> dict[str, list[list[str]]]:
    book = CalamineWorkbook.from_path(str(path))
    return {
        name: [
            [str(int(cell)) if isinstance(cell, float) else str(cell) for cell in row]
            for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        ]
        for name in book.sheet_names
    }


def by_heading(snapshot: Snapshot, name: str) -> list[dict[str, str]]:
    """Return the filled cells of each row of a sheet."""
    heads = [column.heading for column in SHEET[name].columns]
    rows = tables_of(snapshot)[name]
    return [{h: c for h, c in zip(heads, row, strict=True) if c} for row in rows]


def _expected() -> Iterator[tuple[Sheet, Attribute]]:
    for sheet in SHEETS:
        for kind in sheet.kinds:
            of = node_attributes if sheet.fact_type == "node" else link_attributes
            yield from ((sheet, attribute) for attribute in of(kind).values())
    yield from ((SHEET["Seats"], attribute) for attribute in node_attributes("seat").values())


def test_every_kind_has_one_sheet_and_every_attribute_its_column() -> None:
    placed = Counter(kind for sheet in SHEETS for kind in sheet.kinds)
    kinds = [kind.name for kind in NODE_KINDS] + [kind.name for kind in LINK_KINDS]
    assert placed == Counter(kind for kind in kinds if kind != "seat")
    for sheet, attribute in _expected():
        column = sheet.column(attribute.name)
        assert column is not None, (sheet.name, attribute.name)
        assert (column.heading, column.choices) == (attribute.label, attribute.choices) or (
            column.key == "body"
        )
    assert {c.word for c in SHEET["Declared complete"].columns[0].choices} == {
        item.name for item in DECLARABLE_LISTS
    }


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_headings_and_words_mean_one_thing(sheet: Sheet) -> None:
    heads = [folded(column.heading) for column in sheet.columns]
    assert len(set(heads)) == len(heads)
    for column in sheet.columns:
        for choice in column.choices:
            wanted = [choice.word] if column.type is ValueType.CHOICES else choice.word
            assert read_cell(column, choice.label) == wanted


def test_the_template_has_every_sheet_with_its_headings_and_an_example(tmp_path: Path) -> None:
    template(tmp_path / "t.xlsx")
    found = cells_of(tmp_path / "t.xlsx")
    assert list(found) == ["Guide", *(sheet.name for sheet in SHEETS), "Lists"]
    for sheet in SHEETS:
        heads, shown = found[sheet.name]
        assert heads == [column.heading for column in sheet.columns]
        filled = {column.key: cell for column, cell in zip(sheet.columns, shown, strict=True)}
        assert {key: cell for key, cell in filled.items() if cell} == sheet.example
        assert any(cell.startswith(EXAMPLE_MARK) for cell in shown)
        for column in sheet.columns:
            read_cell(column, filled[column.key])


def test_the_template_has_nothing_to_load(tmp_path: Path) -> None:
    template(tmp_path / "t.xlsx")
    with pytest.raises(FileError, match="no row to load"):
        load_files([tmp_path / "t.xlsx"], "testham", None, today=TODAY)


def test_the_guide_names_every_sheet_and_word() -> None:
    text = "\n".join(cell for line in guide_lines() for cell in line[1:])
    for sheet in SHEETS:
        assert sheet.name in text
        for column in sheet.columns:
            assert all(choice.label in text for choice in column.choices)
    for words in ("--dry-run", '"not recorded"', "head of early help", "; "):
        assert words in text


def _rows_expected(snapshot: Snapshot) -> int:
    entries = sum(len(meeting.register) for meeting in snapshot.meetings.values())
    return len(snapshot.facts()) + entries


@pytest.mark.parametrize("slug", ["testham", *example_slugs()])
def test_what_is_exported_loads_back_to_the_same_facts(slug: str, tmp_path: Path) -> None:
    snapshot = _many_things() if slug == "testham" else example(slug).snapshot
    tables = tables_of(snapshot)
    assert sum(map(len, tables.values())) == _rows_expected(snapshot)
    seats = [link for link in snapshot.links.values() if link.kind in SHEET["Seats"].kinds]
    empty = [node for node in snapshot.nodes.values() if node.kind == "seat"]
    assert len(tables["Seats"]) == len(seats) + len(empty)
    export_workbook(snapshot, tmp_path / "a.xlsx")
    export_csv(snapshot, tmp_path / "a")
    for path in (tmp_path / "a.xlsx", tmp_path / "a"):
        loaded = load_files([path], slug, None, today=TODAY)
        assert not loaded.report.problems
        assert {fact.id: fact for fact in loaded.added} == snapshot.facts()


def _many_things() -> Snapshot:
    town = Town().main("ehb", name="Early Help; Board", scope=[], cadence_days=31)
    town.body("scp", "safeguarding_partnership", name='=Safe "guarding"')
    town.body("twin-1", "sub_group", name="Twin").body("twin-2", "sub_group", name="TWIN")
    town.body("ended", "sub_group", name="scp", status="ended", until="2023")
    town.post("head", name="'Head of help", vacant=False)
    town.node("seat-1", "seat", name="Empty seat", body="ehb", vacant=True)
    town.node("do", "action", name="-do", owner="head", from_meeting="m1", due="2024-06")
    town.link("ehb", "reports_to", "scp", frequency_days=90, via="", required=False)
    town.link("ehb", "reports_to", "scp", status="planned", since="2024-07")
    town.link("twin-1", "subgroup_of", "ehb").link("ended", "informs", "twin-2")
    town.link("head", "member_of", "ehb", speaks_for=[], confidence="inferred")
    town.meet("m1", "ehb", "2024-03-01").declare("members", of="ehb").declare("bodies")
    facts: dict[str, Any] = dict(town.facts)
    meeting, board = facts["testham/m1"], facts["testham/ehb"]
    register = (
        Attendance("testham/head", "present", True, "testham/head~member_of~ehb"),
        Attendance("testham/scp", "apologies_with_input"),
    )
    facts["testham/m1"] = replace(meeting, register=register)
    sources = (Reference("a;b"), Reference("minutes", "p 1", "x; y"), Reference("none", "", "z"))
    facts["testham/ehb"] = replace(
        board, sources=sources, note=" two\nlines ", aliases=("none",), maps=("york",)
    )
    shared = Node(id="shared/icb", kind="body", name="Board", maps=("testham",))
    facts[shared.id] = shared
    away = Link(id="shared/x~informs~y", kind="informs", from_id=shared.id, to_id="testham/ehb")
    facts[away.id] = away
    town.facts = facts
    return town.snapshot()


def test_links_name_things_where_names_mean_one_thing() -> None:
    links = by_heading(_many_things(), "Links")
    ends = {(row["From"], row["Link"], row["To"], row.get("Id", "")) for row in links}
    safe = '\'=Safe "guarding"'
    assert ends == {
        ("Early Help; Board", "reports to", safe, ""),
        ("Early Help; Board", "reports to", safe, "ehb~reports_to~scp~again"),
        ("twin-1", "is a sub group of", "Early Help; Board", ""),
        ("ended", "informs", "twin-2", ""),
        ("Board", "informs", "Early Help; Board", "shared/x~informs~y"),
    }
    holders = {row.get("Holder") for row in by_heading(_many_things(), "Seats")}
    assert holders == {"''Head of help", None}
    assert {row["Body"] for row in by_heading(_many_things(), "Seats")} == {"Early Help; Board"}


def test_cells_say_what_is_recorded_and_what_is_not() -> None:
    board = next(r for r in by_heading(_many_things(), "Bodies") if r["Id"] == "ehb")
    assert board["Name"] == "Early Help; Board"
    assert board["Kind of body"] == "main board"
    assert board["Scope"] == "none"
    assert board["Days between meetings"] == "31"
    assert board["Note"] == "' two\nlines '"
    assert board["Other names"] == "'none"
    assert board["Source"] == "a;;b; minutes; none"
    assert board["Place in source"] == "; p 1;"
    assert board["Passage"] == "; x;; y; z"
    assert "Status" not in board
    assert "Tier" not in board
    shared = next(r for r in by_heading(_many_things(), "Bodies") if r["Id"] == "shared/icb")
    assert shared["Source"] == "none"
    action = by_heading(_many_things(), "Actions")[0]
    assert (action["Owner"], action["From meeting"]) == ("''Head of help", "m1")
    assert by_heading(_many_things(), "Attendance")[0] == {
        "Meeting": "m1",
        "Body": "Early Help; Board",
        "Day": "2024-03-01",
        "Holder": "''Head of help",
        "Attendance": "present",
        "For part of it": "yes",
        "Seat": "testham/head~member_of~ehb",
    }
    lists = [(r["List"], r.get("Of")) for r in by_heading(_many_things(), "Declared complete")]
    assert sorted(lists, key=str) == [("bodies", None), ("members", "Early Help; Board")]
    reports = next(r for r in by_heading(_many_things(), "Links") if r.get("Required"))
    assert (reports["Required"], reports["Through"]) == ("no", "'")


def test_the_same_cells_are_in_the_workbook_and_in_the_csvs(tmp_path: Path) -> None:
    snapshot = _many_things()
    tables = tables_of(snapshot)
    assert sum(map(len, tables.values())) == _rows_expected(snapshot)
    export_workbook(snapshot, tmp_path / "a.xlsx")
    export_csv(snapshot, tmp_path / "a")
    found = cells_of(tmp_path / "a.xlsx")
    for sheet in SHEETS:
        heads = [column.heading for column in sheet.columns]
        assert found[sheet.name] == [heads, *tables[sheet.name]]
        path = tmp_path / "a" / f"{sheet.name}.csv"
        assert path.exists() == bool(tables[sheet.name])
        if path.exists():
            with path.open(encoding="utf-8-sig", newline="") as file:
                assert list(csv.reader(file)) == [heads, *tables[sheet.name]]


def test_a_name_that_begins_like_an_example_is_told_from_one() -> None:
    snapshot = Town().body("trust", "network", name="Example Trust").snapshot()
    assert by_heading(snapshot, "Bodies")[0]["Name"] == "'Example Trust"
