"""Tables that sort without scripts: what an address may say, where headings lead, empty cells."""

import re

import pytest
from starlette.datastructures import QueryParams

from api.errors import UsageError
from api.pages.sorting import SortHeading, read_sort, sort_headings, sorted_rows

WORDS = {"name": "Name", "size": "Size"}


@pytest.mark.parametrize(
    ("query", "read"),
    [
        ("", ("", False)),
        ("sort=name", ("name", False)),
        ("sort=size&order=up", ("size", False)),
        ("sort=size&order=down", ("size", True)),
    ],
)
def test_what_an_address_may_say(query: str, read: tuple[str, bool]) -> None:
    assert read_sort(QueryParams(query), WORDS) == read


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("sort=colour", 'The table has no column "colour": choose name, size.'),
        ("order=x", '"order" is "x": write up or down.'),
    ],
)
def test_what_it_may_not_say(query: str, said: str) -> None:
    with pytest.raises(UsageError, match=re.escape(said)):
        read_sort(QueryParams(query), WORDS)


def test_a_heading_turns_the_order_of_its_own_column_round() -> None:
    def link(word: str, order: str) -> str:
        return f"{word} {order}"

    assert sort_headings(WORDS, "size", False, link) == [
        SortHeading("Name", "name up", ""),
        SortHeading("Size", "size down", "ascending"),
    ]
    assert sort_headings(WORDS, "size", True, link)[1] == SortHeading(
        "Size", "size up", "descending"
    )


def test_what_has_nothing_there_is_last_either_way_and_equals_keep_their_order() -> None:
    sizes = {"a": 2, "b": None, "c": 1, "d": 2, "e": None}
    assert sorted_rows(sizes, sizes.get, False) == ["c", "a", "d", "b", "e"]
    assert sorted_rows(sizes, sizes.get, True) == ["a", "d", "c", "b", "e"]
