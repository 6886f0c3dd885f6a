"""An area written out: what each cell says, and that it loads back to the same facts."""

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph.facts.model import Attendance, Link, Node, Reference, Snapshot
from loaders.examples import example, example_slugs
from loaders.load_files import load_files
from loaders.workbook.sheets import SHEET, SHEETS
from loaders.workbook.writing import export_csv, export_workbook, rows_by_sheet
from tests.loaders.workbook.loading import cells_of
from tests.towns import Town

TODAY = date(2024, 5, 1)


def by_heading(snapshot: Snapshot, name: str) -> list[dict[str, str]]:
    """Return the filled cells of each row of a sheet."""
    heads = [column.heading for column in SHEET[name].columns]
    rows = rows_by_sheet(snapshot)[name]
    return [{h: c for h, c in zip(heads, row, strict=True) if c} for row in rows]


def _rows_expected(snapshot: Snapshot) -> int:
    entries = sum(len(meeting.register) for meeting in snapshot.meetings.values())
    return len(snapshot.facts()) + entries


@pytest.mark.parametrize("slug", ["testham", *example_slugs()])
def test_what_is_exported_loads_back_to_the_same_facts(slug: str, tmp_path: Path) -> None:
    snapshot = _many_things() if slug == "testham" else example(slug).snapshot
    tables = rows_by_sheet(snapshot)
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


def test_links_have_their_ids_and_name_things_where_names_mean_one_thing() -> None:
    links = by_heading(_many_things(), "Links")
    ends = {(row["From"], row["Link"], row["To"], row.get("Id", "")) for row in links}
    safe = '\'=Safe "guarding"'
    assert ends == {
        ("Early Help; Board", "reports to", safe, "ehb~reports_to~scp"),
        ("Early Help; Board", "reports to", safe, "ehb~reports_to~scp~again"),
        ("twin-1", "is a sub group of", "Early Help; Board", "twin-1~subgroup_of~ehb"),
        ("ended", "informs", "twin-2", "ended~informs~twin-2"),
        ("Board", "informs", "Early Help; Board", "shared/x~informs~y"),
    }
    assert {row["Id"] for row in by_heading(_many_things(), "Seats")} >= {"head~member_of~ehb"}
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
    tables = rows_by_sheet(snapshot)
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
