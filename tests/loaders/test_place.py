"""How a place is said, whatever sort of file it is in.

Tests: loaders/place.py, loaders/report.py, loaders/problems.py
"""

import pytest

from loaders.place import Place
from loaders.problems import FileError
from loaders.report import Problem

CELL = Place("facts.xlsx", "Bodies", 4, "Name")
ROW = Place("facts.xlsx", "Bodies", 4)
PAGE = Place("terms.docx", part="page 3")
SHAPE = Place("map.drawio", part="shape 12", column="Label")


@pytest.mark.parametrize(
    ("place", "words", "as_reference"),
    [
        (CELL, 'facts.xlsx, sheet "Bodies", row 4, "Name"', "Bodies, row 4"),
        (ROW, 'facts.xlsx, sheet "Bodies", row 4', "Bodies, row 4"),
        (Place("facts.xlsx", "Bodies"), 'facts.xlsx, sheet "Bodies"', "Bodies"),
        (PAGE, "terms.docx, page 3", "page 3"),
        (SHAPE, 'map.drawio, shape 12, "Label"', "shape 12"),
        (Place("facts.xlsx"), "facts.xlsx", ""),
    ],
)
def test_a_place_in_words_and_as_a_reference(place: Place, words: str, as_reference: str) -> None:
    assert (place.words, place.as_reference) == (words, as_reference)


@pytest.mark.parametrize(
    ("reader", "words"),
    [
        (Place("facts.xlsx", "Bodies", 9), "row 4"),
        (Place("facts.xlsx", "Posts", 9), 'row 4 of the sheet "Bodies"'),
        (Place("other.xlsx", "Bodies", 9), "row 4 of facts.xlsx"),
        (Place("other.xlsx", "Posts", 9), 'row 4 of the sheet "Bodies" of facts.xlsx'),
    ],
)
def test_a_place_says_no_more_than_a_reader_elsewhere_needs(reader: Place, words: str) -> None:
    assert ROW.seen_from(reader) == words


def test_another_place_is_seen_from_its_like() -> None:
    assert PAGE.seen_from(Place("minutes.docx", part="page 1")) == "page 3 of terms.docx"


@pytest.mark.parametrize(
    ("place", "wrong", "sentence"),
    [
        (CELL, "it is odd", 'facts.xlsx, sheet "Bodies", row 4, "Name": it is odd; mend it.'),
        (CELL, '"Name" is empty', 'facts.xlsx, sheet "Bodies", row 4: "Name" is empty; mend it.'),
        (PAGE, "it is odd", "terms.docx, page 3: it is odd; mend it."),
    ],
)
def test_a_problem_says_its_place_and_its_column_once(
    place: Place, wrong: str, sentence: str
) -> None:
    assert Problem("bad-text", place, "", wrong, "mend it").sentence == sentence


def test_a_refused_file_says_the_line() -> None:
    assert str(FileError("bad-line", "a.jsonl", "it is odd.", 3)) == "a.jsonl, line 3: it is odd."
    assert str(FileError("bad-line", "a.jsonl", "it is odd.")) == "a.jsonl: it is odd."
