"""More than a third of a sheet ends only when somebody says how many."""

import pytest

from tests.loaders.workbook.loading import KeptArea, Sheets

COLUMNS = ("Name", "Until")
NAMES = [f"Group {letter}" for letter in "ABCDEFGHI"]


def bodies(*names: str, until: str = "") -> Sheets:
    return {"Bodies": [COLUMNS, *((name, until) for name in names)]}


@pytest.fixture
def area() -> KeptArea:
    area = KeptArea()
    area.write(bodies(*NAMES))
    return area


def test_up_to_a_third_of_a_sheet_may_end_without_a_number(area: KeptArea) -> None:
    assert area.look(bodies(*NAMES[:6]), replace=True).many is None
    many = area.look(bodies(*NAMES[:5]), replace=True).many
    assert many
    assert many.count == 4
    assert many.sentence == ('4 facts would end or be withdrawn, 4 of the 9 on the sheet "Bodies"')


def test_however_they_end(area: KeptArea) -> None:
    by_all = area.look(bodies(*NAMES[:5]), ended=["all=2024"]).many
    by_rows = area.look(bodies(*NAMES[:4], until="2024")).many
    by_name = area.look(bodies(*NAMES[:5]), mistake=["group-f", "group-g", "group-h", "group-i"])
    assert [many and many.count for many in (by_all, by_rows, by_name.many)] == [4, 4, 4]


def test_two_that_somebody_named_need_no_number() -> None:
    area = KeptArea()
    area.write(bodies("A", "B", "C"))
    assert area.look(bodies("A"), ended=["b=2024", "c=2024"]).many is None
    assert area.look(bodies("A"), ended=["all=2024"]).many is not None
