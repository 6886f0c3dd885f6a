"""What a spreadsheet would calculate stays a text, on every way out."""

import pytest

from loaders.formula_guard import FORMULA_STARTS, no_formula
from loaders.workbook.reading.cells import neutral


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_an_apostrophe_goes_before_what_begins_like_a_formula(start: str) -> None:
    assert no_formula(f"{start}1+1") == f"'{start}1+1"
    assert start in FORMULA_STARTS


@pytest.mark.parametrize("text", ["", "a=b", "Early Help Board", "'=1"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert no_formula(text) == text


@pytest.mark.parametrize("text", ["=1+1", "-dash", " @home", "'quoted", "none", "plain"])
def test_a_cell_that_reads_back_is_not_guarded_twice(text: str) -> None:
    assert no_formula(neutral(text)) == neutral(text)
