"""The sheets of the workbook, its template and its guide.

Tests: loaders/workbook/sheets.py, loaders/workbook/sheet_words.py, loaders/workbook/guide.py
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from graph.kinds import (
    DECLARABLE_LISTS,
    LINK_KINDS,
    NODE_KINDS,
    Attribute,
    ValueType,
    link_attributes,
    node_attributes,
)
from loaders.load_files import load_files
from loaders.problems import FileError
from loaders.workbook.guide import guide_lines
from loaders.workbook.reading.cells import folded, read_cell
from loaders.workbook.sheets import EXAMPLE_MARK, SHEET, SHEETS, Sheet
from loaders.workbook.writing import template
from tests.loaders.workbook.loading import cells_of

TODAY = date(2024, 5, 1)


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
        # A class of a quorum stands with its number.
        for choice in column.choices if column.type is not ValueType.COUNTS else ():
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
