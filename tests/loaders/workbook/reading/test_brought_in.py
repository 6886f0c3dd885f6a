"""What a file had before is known by its name, or by the rows that it has in common."""

import pytest

from graph.facts.model import Node
from loaders.place import Place
from loaders.workbook.reading.brought_in import came_from
from tests.loaders.workbook.loading import KeptArea, Sheets, load

NAMES = [f"Group {letter}" for letter in "ABCD"]


def bodies(*names: str) -> Sheets:
    return {"Bodies": [("Name",), *((name,) for name in names)]}


@pytest.mark.parametrize(
    ("file", "names", "asked"),
    [
        ("facts.xlsx", NAMES[:1], 3),  # its name
        ("copy.xlsx", NAMES[:2], 2),  # half of the rows
        ("copy.xlsx", NAMES[:1], 0),
        ("copy.xlsx", ["Other", "Others"], 0),
    ],
)
def test_the_same_file_is_known_by_its_name_or_by_half_of_its_rows(
    file: str, names: list[str], asked: int
) -> None:
    area = KeptArea()
    area.write(bodies(*NAMES))
    questions = area.look(bodies(*names), file).report.questions
    assert [question.code for question in questions] == ["gone"] * asked


def test_only_the_sheets_that_the_file_has_and_what_goes_on() -> None:
    area = KeptArea()
    posts: Sheets = {"Posts": [("Name",), ("Head",)]}
    area.write({**bodies(*NAMES), **posts})
    assert area.look(posts).report.questions == []
    area.write(bodies(*NAMES[:3]), ended=["group-d=2024"])
    assert area.look(bodies(*NAMES[:3])).report.questions == []


def test_several_files_of_one_load_are_each_known() -> None:
    area = KeptArea()
    area.write(bodies(*NAMES), "first.xlsx, second.xlsx")
    assert [q.code for q in area.look(bodies(NAMES[0]), "second.xlsx").report.questions] == [
        "gone"
    ] * 3


def test_a_thing_whose_source_is_its_row_is_known_by_the_place() -> None:
    loaded = load(bodies("Group A"))
    (row,) = [fact for fact in loaded.added if isinstance(fact, Node)]
    assert row.sources[0].place == "Bodies, row 2"
    assert came_from(row, Place("facts.xlsx", "Bodies", 2))
    assert not came_from(row, Place("facts.xlsx", "Bodies", 3))
    assert not came_from(row, Place("other.xlsx", "Bodies", 2))
