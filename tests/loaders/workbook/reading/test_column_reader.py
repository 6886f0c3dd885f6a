"""What is taken at once is what looking at the cell would give, in every column of ours."""

from contextlib import suppress

import pytest

from loaders.workbook.reading.cells import BadCell, is_empty, read_cell
from loaders.workbook.reading.column_reader import ColumnReader, TableColumns
from loaders.workbook.reading.headers import read_header
from loaders.workbook.sheets import SHEET, SHEETS, Sheet, SheetColumn
from tests.loaders.awkward import HOSTILE

TEXTS = (
    *HOSTILE,
    *("x", "Early Help Board", "Early Help Board ", " Early Help Board", "page 3", "A&B", "a ; b"),
    *("None", "NONE", "'none", "'", "''", "'x'", "x'", "nine", "none; none", "\u00a0x", "x\u00ad"),
    *(
        "\u2018Quote\u2019",
        "Chair",
        "chair",
        "reports to",
        "main board",
        "stated",
        "operating",
        "Ended",
    ),
    *("yes", "No", "'yes", "TRUE", "7", "007", "42.0", "1,000", "3.4", "3,4", "2024-03", "Mar-24"),
    *(
        "14/03/2024",
        "31 March 2024",
        "45000",
        "2024-02-30",
        "14/3/24",
        "soon",
        "x" * 200,
        "0",
        "no",
    ),
)
COLUMNS = [(sheet, column) for sheet in SHEETS for column in sheet.columns]


def looked_at(column: SheetColumn, text: str) -> object:
    """Return what reading a cell gives: its value and the sort of that, or its problem."""
    try:
        value = read_cell(column, text)
    except BadCell as bad:
        return bad.code, bad.wrong, bad.right
    return type(value), value


@pytest.mark.parametrize(
    ("sheet", "column"), COLUMNS, ids=[f"{sheet.name} {c.key}" for sheet, c in COLUMNS]
)
def test_what_is_taken_at_once_is_what_a_look_gives(sheet: Sheet, column: SheetColumn) -> None:
    reader = ColumnReader(column)
    for text in [text for text in TEXTS if not is_empty(text)] * 2:
        value = reader.at_once(text)
        if value is None:
            with suppress(BadCell):
                value = reader.read(text)
        if value is not None:
            assert (type(value), value) == looked_at(column, text), text


def column(sheet: str, key: str) -> SheetColumn:
    found = SHEET[sheet].column(key)
    assert found
    return found


@pytest.mark.parametrize(
    ("sheet", "key", "text", "value"),
    [
        ("Links", "kind", "reports to", "reports_to"),
        ("Links", "since", "March 2021", "2021-03"),
        ("Seats", "voting", "no", False),
        ("Attendance totals", "expected", "0", 0),
    ],
)
def test_a_word_a_date_a_number_is_read_once(
    sheet: str, key: str, text: str, value: object
) -> None:
    reader = ColumnReader(column(sheet, key))
    assert reader.at_once(text) is None
    assert reader.read(text) == reader.at_once(text) == value


def test_what_is_wrong_is_looked_at_each_time() -> None:
    reader = ColumnReader(column("Links", "kind"))
    for _ in range(2):
        assert reader.at_once("rumours") is None
        with pytest.raises(BadCell):
            reader.read("rumours")


def test_two_rows_never_share_a_list() -> None:
    reader = ColumnReader(column("Bodies", "aliases"))
    first, second = reader.at_once("EHB"), reader.at_once("EHB")
    assert first == second == ["EHB"]
    assert first is not second


@pytest.mark.parametrize(
    ("headings", "bare"),
    [(["From", "Link", "To"], 3), (["From", "", "Link", "To"], 1), (["", "From"], 0), ([], 0)],
)
def test_a_stray_cell_is_at_the_first_place_without_a_heading_or_later(
    headings: list[str], bare: int
) -> None:
    sheet = SHEET["Links"]
    assert TableColumns(sheet, read_header(sheet, headings)).first_bare == bare
