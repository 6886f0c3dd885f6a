"""Rows of a sheet: which are read, which are the template's own, and what lies beside them.

Tests: loaders/load_files.py, loaders/workbook/reading/other_tables.py
"""

from pathlib import Path

import pytest

from graph.facts.model import Node
from loaders.load_files import load_files
from loaders.problems import FileError
from tests.loaders.workbook.loading import BODIES, TODAY, Sheets, load, problems


def test_examples_are_left_out_and_not_counted() -> None:
    loaded = load({"Bodies": [*BODIES, ("", "Example early help board", "main board")]})
    assert (loaded.report.rows, loaded.report.problems) == (1, [])


def test_only_an_example_that_is_as_the_template_has_it_is_left_out() -> None:
    rows = [("Name",), ("Exampleton Parish Council",), ("Example Council",)]
    loaded = load({"Organisations": rows})
    assert [f.name for f in loaded.added if isinstance(f, Node)] == ["Exampleton Parish Council"]
    changed = [("Name", "Sector"), ("Example Council", "police")]
    assert load({"Organisations": changed}).report.rows == 1


def test_sheets_that_are_none_of_ours_are_told_and_block_nothing() -> None:
    sheets: Sheets = {"Bodies": BODIES, "Sheet1": [], "To do": [("Who", "What"), ("Ann", "ring")]}
    report = load(sheets).report
    assert (report.accepted, report.problems) == (1, [])
    (notice,) = report.notices
    assert notice == (
        'facts.xlsx: its sheet "To do" is none of the workbook\'s sheets, with 1 row: not read.'
    )


@pytest.mark.parametrize(
    ("name", "near"), [("Bodys", "Bodies"), ("Boards", "Bodies"), ("Our boards 2024", "Bodies")]
)
def test_a_sheet_that_may_be_ours_under_another_name_is_refused(name: str, near: str) -> None:
    (problem,) = load({name: BODIES}).report.problems
    assert problem.right == f'name it "{near}" if that is meant, or take it out'


def test_where_what_is_gone_ends_every_sheet_counts() -> None:
    sheets: Sheets = {"Bodies": BODIES, "To do": [("Who",), ("Ann",)]}
    assert problems(sheets) == []
    assert [p.code for p in load(sheets, replace=True).report.problems] == ["unknown-sheet"]


AREA = "Area\nTestham\n"
BODIES_CSV = "Name,Kind of body\nEarly Help Board,main board\n"


def folder_of(path: Path, **files: str) -> Path:
    path.mkdir()
    for name, text in files.items():
        (path / name.replace("__", ".")).write_text(text, encoding="utf-8")
    return path


def test_every_table_of_a_folder_is_read_and_what_is_none_is_named(tmp_path: Path) -> None:
    path = folder_of(
        tmp_path / "town",
        Area__csv=AREA,
        Bodies__csv=BODIES_CSV,
        Posts__tsv="Name\tGrade\nHead of Early Help\tsenior\n",
        Seats__txt="Holder\tBody\nHead of Early Help\tEarly Help Board\n",
        readme__txt='A note\n"unfinished',
        Empty__csv="",
        plan__docx="PK",
        __DS_Store="x",
    )
    (path / "old").mkdir()
    report = load_files([path], "testham", None, today=TODAY).report
    assert (report.accepted, report.problems) == (4, [])
    assert report.notices == [
        "town/readme.txt: it is none of the workbook's sheets: not read.",
        "town/old was not read: it is a folder.",
        "town/plan.docx was not read: it is no .csv, .tsv or .txt file.",
    ]


def test_a_broken_table_of_ours_still_refuses_the_folder(tmp_path: Path) -> None:
    path = folder_of(tmp_path / "town", Area__csv=AREA, Bodies__txt='Name\n"Early Help')
    with pytest.raises(FileError, match="quoted text does not end"):
        load_files([path], "testham", None, today=TODAY)


@pytest.mark.parametrize("name", ["Our town - Bodies", "Our-town-Bodies", "2024_Bodies"])
def test_a_file_may_have_the_name_of_its_workbook_before_that_of_its_sheet(
    name: str, tmp_path: Path
) -> None:
    area, bodies = tmp_path / "Our town - Area.csv", tmp_path / f"{name}.csv"
    area.write_text(AREA, encoding="utf-8")
    bodies.write_text(BODIES_CSV, encoding="utf-8")
    report = load_files([area, bodies], "testham", None, today=TODAY).report
    assert (report.accepted, report.problems, report.notices) == (2, [], [])


def test_a_file_of_no_sheet_of_ours_says_what_to_name(tmp_path: Path) -> None:
    path = tmp_path / "to do.csv"
    path.write_text("Who,What\nAnn,ring\n", encoding="utf-8")
    with pytest.raises(FileError, match='"to do" is no sheet of the workbook'):
        load_files([path], "testham", None, today=TODAY)
