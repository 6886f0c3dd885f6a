"""What an honest workbook says arrives: values, places, several sheets.

Tests: loaders/tables/__init__.py, loaders/tables/table_reader.py, loaders/tables/table.py
Tests: loaders/tables/workbooks.py, loaders/tables/xls_records.py
"""

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest
import xlsxwriter

from loaders.tables import CellError, CellValue, read_tables
from loaders.tables.recognition import look_at, spreadsheet_kind
from loaders.tables.table import column_letters
from loaders.tables.xls_records import find_xls_errors
from tests.loaders.tables.making import ods, ods_cell, row, sheet_xml, text_cell, xls, xlsx

Rows = list[tuple[int, list[CellValue]]]


def read(path: Path) -> dict[str, Rows]:
    return {table.sheet: list(table.rows) for table in read_tables(path)}


@pytest.fixture
def two_sheets(tmp_path: Path) -> Path:
    """Two sheets, the first with its entries in B3:F6 and a chart between the two."""
    path = tmp_path / "hub.xlsx"
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        clock = book.add_format({"num_format": "hh:mm"})
        hours = book.add_format({"num_format": "[h]:mm"})
        sheet = book.add_worksheet("People")
        sheet.write_row("B3", ["007", "  Ann \n B  C ", 3.0, 3.5, True])
        sheet.write_datetime("B4", datetime.datetime(2024, 3, 1), day)
        sheet.write_datetime("C4", datetime.datetime(2024, 3, 1, 10, 30), moment)
        sheet.write_datetime("D4", datetime.time(10, 30), clock)
        sheet.write_number("E4", 1.5, hours)
        sheet.write_string("C5", "   ")
        sheet.write_formula("B6", "=A1&A2", None, "ab")
        sheet.write_formula("D6", "=1/0", None, "#DIV/0!")
        sheet.write_formula("H6", "=A1", None, "#REF!")
        sheet.write_string("E6", "#REF!")
        book.add_chartsheet("Chart")
        book.add_worksheet("Bodies").write("A1", "name")
    return path


def test_the_values_of_an_xlsx(two_sheets: Path) -> None:
    assert read(two_sheets) == {
        "People": [
            (3, [None, "007", "Ann \n B  C", 3, 3.5, True]),
            (
                4,
                [
                    None,
                    datetime.date(2024, 3, 1),
                    datetime.datetime(2024, 3, 1, 10, 30),
                    datetime.time(10, 30),
                    "36:00:00",
                ],
            ),
            (
                6,
                [
                    *(None, "ab", None, CellError("#DIV/0!")),
                    *("#REF!", None, None, CellError("#REF!")),
                ],
            ),
        ],
        "Bodies": [(1, ["name"])],
    }


def test_whole_numbers_are_int_and_true_is_no_number(two_sheets: Path) -> None:
    cells = read(two_sheets)["People"][0][1]
    assert [type(cell) for cell in cells] == [type(None), str, str, int, float, bool]


def test_the_values_of_an_xls(tmp_path: Path) -> None:
    path = xls(tmp_path / "a.xls", {(2, 1): "007", (2, 2): 3.0, (3, 3): True, (4, 1): " Łucja "})
    assert spreadsheet_kind(look_at(path)) == "xls"
    assert read(path) == {
        "People": [
            (3, [None, "007", 3]),
            (4, [None, None, None, True]),
            (5, [None, "Łucja"]),
        ]
    }


def test_failed_formulas_of_an_xls(tmp_path: Path) -> None:
    failed = {(1, 1): CellError("#N/A"), (2, 0): CellError("#REF!")}
    path = xls(tmp_path / "a.xls", {(0, 0): "name", (1, 0): "Ann", **failed, (3, 0): False})
    assert read(path)["People"] == [
        (1, ["name"]),
        (2, ["Ann", CellError("#N/A")]),
        (3, [CellError("#REF!")]),
        (4, [False]),
    ]


def test_a_broken_xls_has_no_failed_formulas_and_breaks_nothing(tmp_path: Path) -> None:
    path = xls(tmp_path / "a.xls", {(0, 0): "name", (1, 0): CellError("#REF!")})
    whole = path.read_bytes()
    assert find_xls_errors(path) == {"People": {(1, 0): "#REF!"}}
    for at in range(0, 2048, 3):
        path.write_bytes(whole[:at] + b"\xfe\xff\xff\x7f" + whole[at + 4 :])
        find_xls_errors(path)
        path.write_bytes(whole[:at])
        assert find_xls_errors(path) == {} or at > 512


def test_the_values_of_an_ods(tmp_path: Path) -> None:
    cells = (
        "<table:table-cell/>"
        + ods_cell("string", "007")
        + ods_cell("float", "3", office_value="3")
        + ods_cell("date", "1 March", office_date_value="2024-03-01")
        + ods_cell("boolean", "TRUE", office_boolean_value="true")
    )
    failed = ods_cell("float", "#DIV/0!", office_value="0", calcext_value_type="error")
    path = ods(
        tmp_path / "a.ods",
        '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
        f"<table:table-row>{cells}</table:table-row>"
        f'<table:table-row><table:table-cell table:number-columns-repeated="2"/>{failed}'
        "</table:table-row>"
        '<table:table-row table:number-rows-repeated="1048572"><table:table-cell/>'
        "</table:table-row>",
    )
    assert spreadsheet_kind(look_at(path)) == "ods"
    assert read(path) == {
        "People": [
            (3, [None, "007", 3, datetime.date(2024, 3, 1), True]),
            (4, [None, None, CellError("#DIV/0!")]),
        ]
    }


def test_what_is_no_number_is_an_error(tmp_path: Path) -> None:
    cells = '<c r="A1"><v>NaN</v></c><c r="B1"><v>1e300</v></c>'
    path = xlsx(tmp_path / "a.xlsx", sheet_xml(row(1, cells)))
    assert read(path) == {"S1": [(1, [CellError("#NUM!"), 1e300])]}


def test_prefixed_xml_and_an_error_without_a_place(tmp_path: Path) -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = (
        f'<x:worksheet xmlns:x="{main}"><x:sheetData><x:row r="1">'
        '<x:c t="e" r="A1"><x:f>B9</x:f><x:v>#N/A</x:v></x:c>'
        '<x:c r="B1"><x:v>2</x:v></x:c><x:c t="e"><x:v>#REF!</x:v></x:c>'
        "</x:row></x:sheetData></x:worksheet>"
    )
    assert read(xlsx(tmp_path / "a.xlsx", sheet)) == {"S1": [(1, [CellError("#N/A"), 2])]}


def test_failed_formulas_below_the_last_value(tmp_path: Path) -> None:
    cell = '<c r="B4" t="e"><v>#NAME?</v></c>'
    path = xlsx(tmp_path / "a.xlsx", sheet_xml(row(1, text_cell("A1", "x")) + row(4, cell)))
    assert read(path) == {"S1": [(1, ["x"]), (4, [None, CellError("#NAME?")])]}


def test_a_claimed_dimension_counts_for_nothing(tmp_path: Path) -> None:
    sheet = sheet_xml(row(1, text_cell("A1", "x")))
    claimed = sheet.replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')
    assert read(xlsx(tmp_path / "a.xlsx", claimed)) == {"S1": [(1, ["x"])]}


def test_the_format_goes_by_content_not_by_name(two_sheets: Path) -> None:
    named_csv = two_sheets.rename(two_sheets.with_suffix(".csv"))
    assert spreadsheet_kind(look_at(named_csv)) == "xlsx"
    assert list(read(named_csv)) == ["People", "Bodies"]


def test_tables_may_be_kept_and_read_later(two_sheets: Path) -> None:
    people, bodies = read_tables(two_sheets)
    assert [number for number, _ in bodies.rows] == [1]
    assert [number for number, _ in people.rows] == [3, 4, 6]


def test_the_first_table_alone_may_be_read(two_sheets: Path) -> None:
    first = next(read_tables(two_sheets))
    assert (first.file, first.sheet) == ("hub.xlsx", "People")
    assert [number for number, _ in first.rows] == [3, 4, 6]


def test_a_long_sheet_comes_whole(tmp_path: Path) -> None:
    count = 1_234
    lines = "".join(row(n, text_cell(f"A{n}", f"person {n}")) for n in range(1, count + 1))
    path = xlsx(tmp_path / "a.xlsx", sheet_xml(lines), sheet_xml(row(1, text_cell("A1", "x"))))
    rows = [row for table in read_tables(path) for row in table.rows]
    assert rows == [(n, [f"person {n}"]) for n in range(1, count + 1)] + [(1, ["x"])]


@pytest.mark.parametrize(
    ("column", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (16_383, "XFD")]
)
def test_columns_have_the_names_of_a_spreadsheet(column: int, letters: str) -> None:
    assert column_letters(column) == letters


def test_nothing_is_left_running(two_sheets: Path) -> None:
    tables: Iterator[object] = read_tables(two_sheets)
    next(tables)
    del tables  # an unclosed pipe or process would be a warning, and so an error


def test_a_formula_that_nobody_calculated_is_no_empty_cell(tmp_path: Path) -> None:
    cells = (
        '<c r="A1"><f>B1*2</f></c><c r="B1"><v>2</v></c>'
        '<c r="C1"><f>B1</f><v>2</v></c><c r="D1" t="str"><f>""</f><v></v></c>'
    )
    ((_, found),) = read(xlsx(tmp_path / "a.xlsx", sheet_xml(row(1, cells))))["S1"]
    # D1 was calculated, and gives a text of no letters.
    assert found == [CellError(""), 2, 2]


@pytest.mark.parametrize("value", ["", "<v></v>", "<v/>", '<v xml:space="preserve"> </v>'])
def test_however_a_program_leaves_a_formula_it_is_no_empty_cell(tmp_path: Path, value: str) -> None:
    cells = f'<c r="A2" s="1"><f>B1</f>{value}</c><c r="B2"><f t="shared" si="0"/>{value}</c>'
    sheet = sheet_xml(row(1, text_cell("C1", "x")) + row(2, cells))
    assert read(xlsx(tmp_path / "a.xlsx", sheet))["S1"][1] == (2, [CellError(""), CellError("")])


def test_an_ods_formula_that_was_never_calculated_is_no_empty_cell(tmp_path: Path) -> None:
    bare = '<table:table-cell table:formula="of:=[.B1]"/>'
    given = '<table:table-cell table:formula="of:=2" office:value-type="float" office:value="2"/>'
    empty = ods_cell("string", "", table_formula="of:=&quot;&quot;")
    name = ods_cell("string", "Ann")
    path = ods(tmp_path / "a.ods", f"<table:table-row>{name}{bare}{given}{empty}</table:table-row>")
    assert read(path)["People"] == [(1, ["Ann", CellError(""), 2])]
