"""Problems written out: as a list, and as the file with its problem cells marked."""

import csv
import zipfile
from pathlib import Path

import pytest

from loaders.place import Place
from loaders.report import Problem
from loaders.tables.table import RawTable
from loaders.whole_files import CannotWrite
from loaders.workbook.problem_files import HEADINGS, write_problems_csv, write_problems_xlsx

CELL = Problem(
    "not-a-date", Place("in.xlsx", "Bodies", 2, "Since"), "=x", '"=x" is no date', "write one"
)
PAGE = Problem("bad-text", Place("terms.docx", part="page 3"), "", "it is odd", "mend it")


def test_the_list_has_a_row_for_each_problem_and_no_formula(tmp_path: Path) -> None:
    path = tmp_path / "problems.csv"
    write_problems_csv(path, [CELL, PAGE])
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows == [
        list(HEADINGS),
        ["not-a-date", "in.xlsx", "Bodies", "2", "Since", "'=x", '"=x" is no date', "write one"],
        ["bad-text", "terms.docx", "page 3", "", "", "", "it is odd", "mend it"],
    ]


def test_two_problems_of_one_cell_are_one_comment(tmp_path: Path) -> None:
    path = tmp_path / "problems.xlsx"
    other = Problem(CELL.code, CELL.place, CELL.value, "it is odd", "mend it")
    table = RawTable("in.xlsx", "Bodies", iter([(1, ["Name", "Since"]), (2, ["Board", "=x"])]))
    write_problems_xlsx(path, [table], [CELL, other])
    with zipfile.ZipFile(path) as package:
        comments = package.read("xl/comments1.xml").decode()
    assert comments.count("<comment ") == 1
    assert "is no date; write one.\nit is odd; mend it." in comments


def test_where_it_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "nowhere" / "problems.csv"
    with pytest.raises(CannotWrite, match=r"cannot be written .*: choose another place\."):
        write_problems_csv(path, [CELL])
    assert list(tmp_path.iterdir()) == []
