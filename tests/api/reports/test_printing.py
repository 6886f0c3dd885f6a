"""How all reports print: lines within a width, sources by number, cells that are no formulas."""

import csv
import io
import json

from api.reports.printing import SourceNumbers, csv_text, json_text, wrapped


def test_a_long_line_hangs_under_its_first_word() -> None:
    text = "- one two three four"
    assert wrapped(text, width=14) == ["    - one two", "      three", "      four"]
    assert wrapped(text, "", hang="", width=14) == ["- one two", "three four"]


def test_a_place_keeps_the_number_it_was_met_with() -> None:
    numbers = SourceNumbers[str]()
    assert numbers.lines() == []
    assert [numbers.of(place) for place in ("a", "b", "a")] == [1, 2, 1]
    assert numbers.places == ("a", "b")
    assert numbers.lines() == ["", "Sources of the facts", "    [1] a", "    [2] b"]


def test_json_keeps_letters_as_they_are_written() -> None:
    assert json.loads(json_text({"name": "Zoë"})) == {"name": "Zoë"}
    assert "Zoë" in json_text({"name": "Zoë"})


def test_a_cell_that_begins_like_a_formula_is_text() -> None:
    text = csv_text(("a", "b"), [["=1+1", 'said "so", twice'], ["plain", "-1"]])
    assert list(csv.reader(io.StringIO(text))) == [
        ["a", "b"],
        ["'=1+1", 'said "so", twice'],
        ["plain", "'-1"],
    ]
