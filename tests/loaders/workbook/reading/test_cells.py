"""Dates, yes and no, and closed lists in the many ways people write them."""

from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.kinds import Choice, words
from graph.kinds.kind_types import ValueType
from loaders.tables import CellError
from loaders.workbook.reading.cells import (
    BadCell,
    joined,
    neutral,
    plain,
    read_cell,
    read_date,
    restored,
    shown,
)
from loaders.workbook.sheets import SHEET, SheetColumn
from tests.loaders.awkward import HOSTILE

TEXTS = st.text(st.sampled_from("';= -+@\t\r\nxEe\xa0"), max_size=7) | st.sampled_from(HOSTILE)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2024", "2024"),
        (2024, "2024"),
        ("2024-03", "2024-03"),
        ("2024-03-14", "2024-03-14"),
        ("2024-03-14T09:30:00", "2024-03-14"),
        ("2024/03/5", "2024-03-05"),
        ("31/03/2024", "2024-03-31"),
        ("1.3.2024", "2024-03-01"),
        ("03/2024", "2024-03"),
        ("Mar-2024", "2024-03"),
        ("Mar-15", "2015-03"),
        ("14 March 2024", "2024-03-14"),
        ("14th March 2024", "2024-03-14"),
        (date(2024, 3, 14), "2024-03-14"),
        (datetime(2024, 3, 14, 9, 30), "2024-03-14"),
        (45365, "2024-03-14"),
        ("45365", "2024-03-14"),
    ],
)
def test_dates_as_people_write_them(written: Any, read: str) -> None:
    assert read_date(written) == read


@pytest.mark.parametrize(
    "written", ["31/02/2024", "2024-13", "soon", "Foo 2024", "14/03", 7, "2024-3-1x"]
)
def test_what_is_no_date(written: Any) -> None:
    with pytest.raises(BadCell) as caught:
        read_date(written)
    assert caught.value.code == "not-a-date"
    assert "that is in the calendar" in caught.value.right


@pytest.mark.parametrize(
    ("number", "read"),
    [
        (1899, None),
        (1900, "1900"),
        (2100, "2100"),
        (2101, None),
        (2024.5, None),
        (19_999, None),
        (20_000, "1954-10-03"),
        (80_000, "2119-01-11"),
        (80_001, None),
    ],
)
def test_a_number_is_a_year_or_the_serial_number_of_a_day(number: float, read: str | None) -> None:
    if read:
        assert read_date(number) == read
        return
    with pytest.raises(BadCell) as caught:
        read_date(number)
    assert caught.value.code == "not-a-date"


def test_a_year_of_two_digits_is_asked_for_in_full() -> None:
    with pytest.raises(BadCell) as caught:
        read_date("14/03/24")
    assert "four digits" in caught.value.right


@pytest.mark.parametrize(
    ("cell", "seen"),
    [
        ("'=a", "=a"),
        ("'tis", "'tis"),
        (None, ""),
        (True, "yes"),
        (False, "no"),
        (3.0, "3"),
        (3.5, "3.5"),
        (7, "7"),
        (date(2024, 3, 14), "2024-03-14"),
        (datetime(2024, 3, 14), "2024-03-14"),
        (datetime(2024, 3, 14, 9, 0), "2024-03-14T09:00:00"),
        (datetime(2024, 3, 14, 0, 30), "2024-03-14T00:30:00"),
        (time(9, 30), "09:30:00"),
    ],
)
def test_a_cell_as_a_person_sees_it(cell: Any, seen: str) -> None:
    assert plain(cell) == seen


@pytest.mark.parametrize(
    ("cell", "code"),
    [(CellError("#REF!"), "formula-error"), ("a\nb", "bad-text"), ("a\0b", "bad-text")],
)
def test_what_no_cell_may_hold(cell: Any, code: str) -> None:
    with pytest.raises(BadCell) as caught:
        read_cell(SheetColumn("x", "X", ""), cell)
    assert caught.value.code == code


def test_only_where_many_lines_are_meant_a_text_has_several() -> None:
    note = SheetColumn("note", "Note", "", many_lines=True)
    assert read_cell(note, "a\nb; c") == "a\nb; c"


@pytest.mark.parametrize(
    ("written", "read"), [("Yes", True), ("n", False), (True, True), (0, False), ("", None)]
)
def test_yes_and_no(written: Any, read: bool | None) -> None:
    assert read_cell(SheetColumn("x", "X", "", ValueType.YES_NO), written) is read


def test_an_apostrophe_keeps_a_text_exact_even_an_empty_one() -> None:
    column = SheetColumn("x", "X", "")
    cells = (" two ", "' two '", "'", " ", "", None, 7.0)
    assert [read_cell(column, cell) for cell in cells] == ["two", " two ", "", *[None] * 3, "7"]


def test_what_is_neither_yes_nor_no() -> None:
    with pytest.raises(BadCell) as caught:
        read_cell(SheetColumn("x", "X", "", ValueType.YES_NO), "maybe")
    assert caught.value.code == "not-yes-or-no"


def test_a_date_in_its_column_is_read_as_one() -> None:
    column = SheetColumn("x", "X", "", ValueType.DATE)
    assert [read_cell(column, cell) for cell in (date(2024, 3, 14), 45365, "Mar-15")] == [
        *("2024-03-14", "2024-03-14", "2015-03")
    ]


@pytest.mark.parametrize(
    ("kind", "longest", "too_long"),
    [
        (ValueType.NUMBER, "999999", "1000000"),
        (ValueType.DECIMAL, "999999.1234", "1000000"),
        (ValueType.DECIMAL, "0,1234", "0.12345"),
    ],
)
def test_numbers_have_so_many_digits(kind: ValueType, longest: str, too_long: str) -> None:
    column = SheetColumn("x", "X", "", kind)
    assert str(read_cell(column, longest)) == longest.replace(",", ".")
    with pytest.raises(BadCell) as caught:
        read_cell(column, too_long)
    assert caught.value.code == "not-a-number"


def test_a_short_list_is_told_whole_and_of_a_long_one_the_nearest() -> None:
    def right(choices: tuple[Choice, ...], text: str) -> str:
        with pytest.raises(BadCell) as caught:
            read_cell(SheetColumn("x", "X", "", ValueType.CHOICE, choices), text)
        return caught.value.right

    nine = tuple(Choice(f"w{number}", f"word {number}") for number in range(1, 10))
    eight = " or ".join(f'"word {number}"' for number in range(1, 9))
    assert right(nine[:8], "word 9") == f"choose {eight}"
    assert right(nine, "wrd 9") == 'choose "word 9"'
    # A list is never cut off: of a long one the sheet that has all of it is named.
    listed = "choose a word of the column's list; the sheet Guide says what each means"
    assert right(nine, "!?") == listed


def test_a_word_is_answered_by_what_it_is_another_name_of() -> None:
    def right(choices: tuple[Choice, ...], text: str) -> str:
        with pytest.raises(BadCell) as caught:
            read_cell(SheetColumn("x", "X", "", ValueType.CHOICE, choices), text)
        return caught.value.right

    steering = right(words.BODY_KINDS, "Steering Group")
    assert steering == (
        'choose "transformation group" (Leads a change for a limited time) or "programme board" '
        "(Steers a programme until it ends)"
    )
    assert '"safeguarding adults board" (Keeps adults' in right(words.BODY_KINDS, "SAB")
    assert '"integrated care board (NHS)"' in right(words.SECTORS, "CCG")
    assert '"agreed" (It was agreed)' in right(words.DECISION_OUTCOMES, "resolved")


def test_pounds_shares_and_quorums_are_read_as_people_write_them() -> None:
    def read(kind: ValueType, text: str) -> Any:
        return read_cell(SheetColumn("x", "X", "", kind, several=kind is ValueType.COUNTS), text)

    pounds = ("250000", "£250,000", "£ 250,000.00", "999999999999")
    assert [read(ValueType.POUNDS, text) for text in pounds] == [250000] * 3 + [999999999999]
    shares = ("33.33", "50%", "50 %", "100", "0")
    assert [read(ValueType.PER_CENT, text) for text in shares] == [33.33, 50, 50, 100, 0]
    assert read(ValueType.COUNTS, "council: 1; icb: 1") == ["council: 1", "icb: 1"]
    for kind, text in (
        (ValueType.POUNDS, "250k"),
        (ValueType.POUNDS, "1,00"),
        (ValueType.POUNDS, "2.50"),
        (ValueType.PER_CENT, "101"),
        (ValueType.PER_CENT, "33.333"),
        (ValueType.PER_CENT, "a third"),
    ):
        with pytest.raises(BadCell) as caught:
            read(kind, text)
        assert caught.value.code == "not-a-number"


def test_a_long_text_is_cut_in_a_sentence() -> None:
    assert shown("x" * 80) == "x" * 80
    assert shown("x" * 81) == "x" * 79 + "…"


def test_words_of_a_list_by_word_or_label_whatever_their_case_and_dashes() -> None:
    column = SheetColumn("x", "X", "", ValueType.CHOICE, words.BODY_KINDS)
    for written in ("hwb", "Health and Wellbeing Board", "health-and-wellbeing board"):
        assert read_cell(column, written) == "hwb"
    several = SheetColumn("x", "X", "", ValueType.CHOICES, words.SCOPES, several=True)
    assert read_cell(several, "Early help; family_hubs") == ["early_help", "family_hubs"]


@given(TEXTS)
def test_a_text_comes_back_exactly_from_its_cell(text: str) -> None:
    cell = neutral(text)
    assert restored(cell) == text
    assert cell == cell.strip()
    assert not cell.startswith(("=", "+", "-", "@"))


@given(st.lists(TEXTS.filter(lambda text: "\x01" not in text), max_size=4))
def test_several_texts_come_back_exactly_from_one_cell(texts: list[str]) -> None:
    cell = joined(texts)
    assert cell == cell.strip()
    column = SheetColumn("aliases", "", "", several=True, many_lines=True)
    assert (read_cell(column, cell) or []) == texts


def test_none_and_an_empty_cell_are_told_apart() -> None:
    column = SheetColumn("aliases", "", "", several=True)
    assert read_cell(column, "None") == []
    assert read_cell(column, "some") == ["some"]
    assert read_cell(column, "'none") == ["none"]
    assert read_cell(column, " ") is None
    assert read_cell(column, "a;; b;; ; c") == ["a; b;", "c"]
    assert read_cell(column, "; b") == ["", "b"]


@pytest.mark.parametrize(
    ("key", "sheet", "cell", "value"),
    [
        ("cadence_days", "Bodies", "42.0", 42),
        ("cadence_days", "Bodies", "1,234", 1234),
        ("cadence_days", "Bodies", "42.", 42),
        ("since", "Bodies", "2024\u201103\u201114", "2024-03-14"),
        ("since", "Bodies", "14\u00a0March\u00a02024.", "2024-03-14"),
        ("in_scope", "Bodies", "Yes.", True),
        ("in_scope", "Bodies", "\u200bno", False),
        ("body_kind", "Bodies", "sub\u2011group", "sub_group"),
        ("name", "Bodies", "\u200b", None),
        ("name", "Bodies", "\u00a0", None),
        ("note", "Bodies", "A \u2013 B.", "A \u2013 B."),
    ],
)
def test_words_numbers_and_dates_are_read_whatever_their_signs(
    key: str, sheet: str, cell: str, value: Any
) -> None:
    column = SHEET[sheet].column(key)
    assert column is not None
    assert read_cell(column, cell) == value


@pytest.mark.parametrize("text", ["a\u200bb", "a\u00a0b", "Cafe\u0301", "x\u2011y", "\u200b"])
def test_a_text_on_record_with_marks_that_nobody_sees_comes_back_the_same(text: str) -> None:
    column = SHEET["Bodies"].column("name")
    assert column is not None
    assert neutral(text) == f"'{text}"
    assert read_cell(column, neutral(text)) == text


def test_a_formula_that_was_never_calculated_says_what_to_do() -> None:
    column = SHEET["Seats"].column("holder")
    assert column is not None
    with pytest.raises(BadCell) as bad:
        read_cell(column, CellError(""))
    assert (bad.value.code, "open the file" in bad.value.right) == ("formula-not-calculated", True)
