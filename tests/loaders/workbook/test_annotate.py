"""The copy of a file with its problem cells marked."""

import datetime
import zipfile
from pathlib import Path

from python_calamine import CalamineWorkbook

from loaders.tables.table import RawTable
from loaders.workbook.annotate import write_marked
from tests.loaders.tables.test_table_writer import cells_of


def test_marked_cells_say_why_and_the_copy_reads_the_same(tmp_path: Path) -> None:
    day = datetime.date(2024, 3, 14)
    rows = [
        (1, ["Name", "cadence_days", "Since", "Own"]),
        (3, ["=x", 31, day, None]),
        (4, ["'=y", "often", day, True]),
    ]
    table = RawTable("in.xlsx", "Bodies", iter(rows))  # type: ignore[arg-type]
    wrong = {(4, "Days between meetings"): "no number; write 31.", (4, "Until"): "odd."}
    marks = {("in.xlsx", "bodies"): wrong}
    listed = [("Sheet", "What is wrong", "What is right"), ("Bodies", "=no number", "write 31")]
    path = tmp_path / "out.xlsx"
    write_marked(path, [table], marks, listed)
    assert cells_of(path, "Problems")[1] == ["Bodies", "'=no number", "write 31"]
    assert cells_of(path) == [
        ["Name", "cadence_days", "Since", "Own"],
        ["", "", "", ""],
        ["'=x", 31, day, ""],
        ["'=y", "often", day, True],
    ]
    with zipfile.ZipFile(path) as package:
        comments = package.read("xl/comments1.xml").decode()
    assert 'ref="B4"' in comments
    assert "no number; write 31." in comments
    assert 'ref="A4"' in comments


def test_sheet_names_that_no_workbook_takes_are_made_to_fit(tmp_path: Path) -> None:
    names = ["a/b", "A-B", "Guide", "Problems", "x" * 40]
    tables = [RawTable("in", name, iter([(1, ["Name"])])) for name in names]
    write_marked(tmp_path / "out.xlsx", tables, {}, [("Sheet",)])
    made = CalamineWorkbook.from_path(str(tmp_path / "out.xlsx")).sheet_names
    assert made == ["Problems", "a-b", "A-B (2)", "x" * 31]
