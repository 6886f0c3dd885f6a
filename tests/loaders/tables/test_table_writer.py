"""Tables out: every cell stays a value, and the file is whole or not there.

Tests: loaders/tables/table_writer.py, loaders/tables/xlsx_output.py
"""

import csv
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from loaders.tables import read_tables
from loaders.tables.table_writer import (
    OutColumn,
    OutSheet,
    OutText,
    write_csv_folder,
    write_xlsx,
)
from loaders.whole_files import CannotWrite
from loaders.workbook.reading.cells import neutral, plain, restored
from tests.loaders.awkward import HOSTILE

NAME = OutColumn("Name", "What it is called.", width=30)


def sheet(*rows: tuple[str, ...], **rest: object) -> OutSheet:
    columns = (NAME, OutColumn("Months", number=True), OutColumn("Tier", "Which.", ("a, b", "c")))
    return OutSheet("Bodies", columns, rows, **rest)  # type: ignore[arg-type]


def cells_of(path: Path, name: str = "Bodies") -> list[list[object]]:
    page = CalamineWorkbook.from_path(str(path)).get_sheet_by_name(name)
    return [list(row) for row in page.to_python(skip_empty_area=False)]


def test_hostile_texts_are_neither_formulas_nor_changed(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    write_xlsx(path, [sheet(*((neutral(text), "", "") for text in HOSTILE))])
    assert [restored(str(row[0])) for row in cells_of(path)[1:]] == list(HOSTILE)
    with zipfile.ZipFile(path) as package:
        xml = package.read("xl/worksheets/sheet1.xml").decode()
        assert not [name for name in package.namelist() if "external" in name.lower()]
    assert "<f>" not in xml
    assert "<hyperlink" not in xml


def test_what_is_read_is_what_was_written(tmp_path: Path) -> None:
    made = sheet(("Board", "12", "a, b"), ("", "0", ""), ("=x", "", "c"))
    write_xlsx(tmp_path / "out.xlsx", [made])
    write_csv_folder(tmp_path / "out", [made], ["Bodies"])
    wanted = [["Name", "Months", "Tier"], ["Board", "12", "a, b"], ["", "0", ""], ["'=x", "", "c"]]
    texts = [
        [str(int(cell)) if isinstance(cell, float) else str(cell) for cell in row]
        for row in cells_of(tmp_path / "out.xlsx")
    ]
    assert texts == wanted
    with (tmp_path / "out" / "Bodies.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == wanted
    for path in (tmp_path / "out.xlsx", tmp_path / "out"):
        table = next(iter(read_tables(path)))
        assert [plain(cells[0]) for _, cells in table.rows] == ["Name", "Board", "", "=x"]


def test_headings_stand_still_with_notes_filters_and_lists(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    columns = (
        NAME,
        OutColumn("Tier", "Which.", ("a, b", "c"), strict=True),
        OutColumn("Scope", "Any.", ("x", "y")),
        OutColumn("Seldom", hidden=True),
    )
    made = OutSheet("Bodies", columns, example=("Example board", "c", "", ""))
    write_xlsx(path, [OutText("Guide", (("title", "Hello"), ("term", "a", "b"))), made])
    with zipfile.ZipFile(path) as package:
        xml = package.read("xl/worksheets/sheet2.xml").decode()
        notes = package.read("xl/comments1.xml").decode()
        book = package.read("xl/workbook.xml").decode()
    assert 'state="frozen"' in xml
    assert "<autoFilter" in xml
    assert xml.count("<dataValidation ") == 1
    assert "Lists!$A$1:$A$2" in xml
    assert 'hidden="1"' in xml
    assert "What it is called." in notes
    assert "Words: x; y." in notes
    assert '<sheet name="Lists" sheetId="3" state="hidden"' in book
    assert cells_of(path, "Guide")[0][0] == "Hello"
    assert cells_of(path)[1][:2] == ["Example board", "c"]


def test_the_same_content_makes_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_xlsx(tmp_path / name, [sheet(("Board", "1", "c"))])
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


@pytest.mark.parametrize("cell", ["x" * 32_768, "a\0b", "\ud800", "\uffff"])
def test_what_cannot_be_kept_is_refused_and_the_old_file_stays(tmp_path: Path, cell: str) -> None:
    path = tmp_path / "out.xlsx"
    path.write_text("before")
    with pytest.raises(CannotWrite, match='Sheet "Bodies", row 3, "Name"'):
        write_xlsx(path, [sheet(("Board", "", ""), (cell, "", ""))])
    assert path.read_text() == "before"
    assert [entry.name for entry in tmp_path.iterdir()] == ["out.xlsx"]


def test_a_folder_is_replaced_whole_unless_it_holds_other_files(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    write_csv_folder(folder, [sheet(), OutSheet("Posts", (NAME,))], ["Bodies", "Posts"])
    write_csv_folder(folder, [sheet(("Board", "", ""))], ["Bodies", "Posts"])
    assert [entry.name for entry in folder.iterdir()] == ["Bodies.csv"]
    (folder / "mine.txt").write_text("mine")
    with pytest.raises(CannotWrite, match=r"mine\.txt"):
        write_csv_folder(folder, [sheet()], ["Bodies", "Posts"])
    assert "Board" in (folder / "Bodies.csv").read_text(encoding="utf-8-sig")
    with pytest.raises(CannotWrite):
        write_csv_folder(folder / "mine.txt", [sheet()], ["Bodies"])
    with pytest.raises(CannotWrite):
        write_csv_folder(tmp_path / "new", [sheet(("a\0", "", ""))], ["Bodies"])
    with pytest.raises(CannotWrite, match="character"):
        write_csv_folder(tmp_path / "new", [sheet(("a\x01", "", ""))], ["Bodies"])
    assert [entry.name for entry in tmp_path.iterdir()] == ["out"]


def test_fifty_thousand_rows_take_little_memory(tmp_path: Path) -> None:
    # The memory is counted over a tenth of them: counting makes it slow.
    def rows(count: int) -> OutSheet:
        made = ((f"Board {number}", str(number), "c") for number in range(count))
        return OutSheet("Bodies", sheet().columns, made)

    write_xlsx(tmp_path / "out.xlsx", [rows(50_000)])
    assert len(cells_of(tmp_path / "out.xlsx")) == 50_001
    tracemalloc.start()
    write_xlsx(tmp_path / "out.xlsx", [rows(5_000)])
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 10 * 2**20
