"""Rows and columns that a spreadsheet program hides are read, and said to be.

Tests: loaders/workbook/reading/hidden_cells.py, loaders/tables/hidden.py
Tests: loaders/tables/xls_records.py
"""

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from graph.facts.identifiers import full_id
from loaders.load_files import load_files
from loaders.tables.hidden import find_hidden
from loaders.tables.xls_records import find_xls_hidden
from tests.loaders.tables.making import ods, xls, xls_columns, xls_row

TODAY = date(2026, 11, 24)

HEADINGS = ("Name", "Kind of body", "Note", "Tier")
ROWS = (
    ("Board", "main board", "", ""),
    ("Group", "sub group", "once", ""),
    ("Team", "locality team", "", "locality"),
    ("Panel", "voice panel", "", ""),
)


def workbook(path: Path, rows: tuple[int, ...] = (), columns: tuple[int, ...] = ()) -> Path:
    with xlsxwriter.Workbook(path) as book:
        area = book.add_worksheet("Area")
        area.write_row(0, 0, ("Area",))
        area.write_row(1, 0, ("Testham",))
        page = book.add_worksheet("Bodies")
        for number, row in enumerate((HEADINGS, *ROWS)):
            page.write_row(number, 0, row)
        for number in rows:
            page.set_row(number, None, None, {"hidden": True})
        for column in columns:
            page.set_column(column, column, None, None, {"hidden": True})
    return path


def notices(path: Path) -> tuple[str, ...]:
    loaded = load_files([path], "testham", None, today=TODAY)
    assert not loaded.report.problems
    assert full_id("panel", "testham") in {fact.id for fact in loaded.added}
    return tuple(loaded.report.notices)


@pytest.mark.parametrize(
    ("rows", "columns", "said"),
    [
        ((), (), ()),
        ((4,), (), ('in the sheet "Bodies" row 5 is hidden; it was read too.',)),
        (
            (2, 4),
            (),
            ('in the sheet "Bodies" 2 rows are hidden, the first is row 3; they were read too.',),
        ),
        ((), (2,), ('in the sheet "Bodies" the column "Note" is hidden; it was read too.',)),
        (
            (1,),
            (2, 3),
            (
                'in the sheet "Bodies" row 2 is hidden; it was read too.',
                'in the sheet "Bodies" the columns "Note", "Tier" are hidden; they were read too.',
            ),
        ),
        # Nothing stands there, as in the seldom used columns that our own export hides.
        ((7,), (5, 9), ()),
    ],
)
def test_what_is_hidden_is_told(
    rows: tuple[int, ...], columns: tuple[int, ...], said: tuple[str, ...], tmp_path: Path
) -> None:
    path = workbook(tmp_path / "ours.xlsx", rows, columns)
    assert notices(path) == tuple(f"ours.xlsx: {one}" for one in said)


def test_a_hidden_column_without_an_entry_is_not_told(tmp_path: Path) -> None:
    path = tmp_path / "ours.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Area").write_column(0, 0, ("Area", "Testham"))
        page = book.add_worksheet("Bodies")
        page.write_row(0, 0, HEADINGS)
        page.write_row(1, 0, ("Panel", "voice panel"))
        page.set_column(2, 3, None, None, {"hidden": True})
    assert notices(path) == ()


def test_ods_tells_it_too(tmp_path: Path) -> None:
    cell = "<table:table-cell/>"
    path = ods(
        tmp_path / "a.ods",
        '<table:table-column table:number-columns-repeated="2"/>'
        '<table:table-column table:visibility="collapse"/>'
        f'<table:table-row table:number-rows-repeated="3">{cell}</table:table-row>'
        f'<table:table-row table:visibility="filter">{cell}</table:table-row>'
        '<table:table-row table:visibility="collapse" table:number-rows-repeated="1048572">'
        f"{cell}</table:table-row>",
    )
    (hidden,) = find_hidden(path).values()
    assert [hidden.has_column(n) for n in range(4)] == [False, False, True, False]
    assert hidden.rows == [range(4, 1048577)]
    assert [hidden.has_row(n) for n in (1, 3, 4, 5)] == [False, False, True, True]


def test_xls_tells_it_too(tmp_path: Path) -> None:
    lines = (HEADINGS, *ROWS)
    cells = {(r, c): text for r, line in enumerate(lines) for c, text in enumerate(line) if text}
    inside = xls_columns(0, 1, hidden=False) + xls_columns(2, 3, hidden=True)
    inside += b"".join(xls_row(number, hidden=number in (1, 3)) for number in range(5))
    path = xls(tmp_path / "old.xls", dict(cells), sheet_name="Bodies", inside=inside)
    area = tmp_path / "Area.csv"
    area.write_text("Area\nTestham\n", encoding="utf-8")
    loaded = load_files([area, path], "testham", None, today=TODAY)
    assert not loaded.report.problems
    assert tuple(loaded.report.notices) == (
        'old.xls: in the sheet "Bodies" 2 rows are hidden, the first is row 2; they were read too.',
        'old.xls: in the sheet "Bodies" the columns "Note", "Tier" are hidden; they were read too.',
    )


def test_a_broken_xls_hides_nothing(tmp_path: Path) -> None:
    path = xls(tmp_path / "a.xls", {(0, 0): "Name"}, inside=xls_row(0, hidden=True))
    content = path.read_bytes()
    assert [list(rows) for rows in find_xls_hidden(path)["People"].rows] == [[1]]
    for length in (0, 30, 80, 600, 1600):
        path.write_bytes(content[:length])
        assert all(not found.rows for found in find_xls_hidden(path).values())


def test_a_broken_package_hides_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    assert find_hidden(tmp_path / "a.xlsx") == {}
