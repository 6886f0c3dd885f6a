"""Pages as Relay's specification has them, over parts that are made where a page needs them."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.errors import UsageError
from api.service.paging import ListPart, PageAsked, PagedList, cursor_of

Item = tuple[str, str]


def listed(*parts: Sequence[str], name: str = "bodies", made: list[str] | None = None) -> Any:
    """Return a list of which each part is an area a, b, c ...; made notes which are made."""

    def part(area: str, keys: Sequence[str]) -> ListPart[Item]:
        def make() -> list[Item]:
            if made is not None:
                made.append(area)
            return [(area, key) for key in keys]

        return ListPart(area, make)

    return PagedList(name, [part(a, keys) for a, keys in zip("abcdef", parts, strict=False)], _key)


def _key(item: Item) -> Item:
    return item


def at(area: str, key: str) -> str:
    return cursor_of("bodies", area, key)


def read(found: Any, **asked: Any) -> tuple[str, bool, bool]:
    page = found.slice(PageAsked(**asked))
    return "".join(key for _, key in page.items), page.has_previous, page.has_next


@pytest.mark.parametrize(
    ("asked", "page"),
    [
        ({"first": 2}, ("12", False, True)),
        ({"first": 2, "after": at("a", "2")}, ("34", True, True)),
        ({"first": 9, "after": at("b", "4")}, ("56", True, False)),
        ({"last": 2}, ("56", True, False)),
        ({"last": 2, "before": at("b", "4")}, ("23", True, True)),
        ({"last": 9, "before": at("a", "2")}, ("1", False, True)),
        ({"first": 3, "before": at("a", "3")}, ("12", False, True)),
        ({"last": 3, "after": at("b", "4")}, ("56", True, False)),
        ({"first": 4, "last": 2}, ("34", True, True)),
        ({"first": 4, "after": at("a", "1"), "before": at("b", "4")}, ("23", True, True)),
        ({"first": 0}, ("", False, True)),
        ({"last": 0}, ("", True, False)),
        ({"before": at("b", "5")}, ("1234", False, True)),
        ({}, ("123456", False, False)),
        # An end before its beginning: nothing, and more on either side.
        ({"first": 2, "after": at("b", "4"), "before": at("a", "2")}, ("", True, True)),
    ],
)
def test_pages(asked: dict[str, Any], page: tuple[str, bool, bool]) -> None:
    found = listed("123", "456")
    assert read(found, **asked) == page
    assert found.total() == 6


def test_a_page_makes_no_part_that_it_does_not_need() -> None:
    made: list[str] = []
    found = listed("12", "34", "56", made=made)
    assert read(found, first=1) == ("1", False, True)
    assert made == ["a"]
    # Whether more follow may be the next area's to say, and is worked out where it is asked.
    page = found.slice(PageAsked(first=2))
    assert ([key for _, key in page.items], made) == (["1", "2"], ["a"])
    assert (page.has_next, made) == (True, ["a", "b"])
    assert read(found, first=1, after=at("b", "3")) == ("4", True, True)
    assert made == ["a", "b", "c"]
    others: list[str] = []
    assert read(listed("12", "34", "56", made=others), last=1) == ("6", True, False)
    assert others == ["c"]


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"first": -1}, "first is -1: ask for 0 to 100"),
        ({"last": 1_000_000}, "last is 1000000: ask for 0 to 100"),
        ({"after": "abc"}, "is not in this list: begin again without after"),
        ({"before": ""}, "is not in this list: begin again without before"),
        ({"after": "\ud800"}, "is not in this list"),
        ({"after": at("a", "nobody")}, "is not in this list"),
        ({"after": at("b", "1")}, "is not in this list"),
        (
            {"after": cursor_of("links", "a", "1")},
            'is not in this list: it is one of "links", and this is "bodies"',
        ),
    ],
)
def test_what_cannot_be_is_one_sentence(asked: dict[str, Any], says: str) -> None:
    with pytest.raises(UsageError, match=says):
        listed("12").slice(PageAsked(**asked))


def test_sorted_over_areas_with_what_has_no_value_last_either_way() -> None:
    found = listed("3x1", "2")
    order = {"1": 1, "2": 2, "3": 3}

    def number(item: Item) -> int | None:
        return order.get(item[1])

    up, down = found.sorted_by(number), found.sorted_by(number, descending=True)
    assert read(up) == ("123x", False, False)
    assert read(down, first=2) == ("32", False, True)
    # A cursor of one order is one of the other: it is of the item, not of its place.
    assert read(down, first=2, after=at("b", "2")) == ("1x", True, False)


@given(st.lists(st.integers(0, 4), max_size=4), st.integers(1, 3), st.booleans())
def test_walking_either_way_gives_everything_once(
    sizes: list[int], step: int, forwards: bool
) -> None:
    keys = iter("0123456789ABCDEFGH")
    found = listed(*("".join(next(keys) for _ in range(size)) for size in sizes))
    walked, cursor = "", None
    for _ in range(sum(sizes) + 1):
        asked = (
            PageAsked(first=step, after=cursor) if forwards else PageAsked(last=step, before=cursor)
        )
        page = found.slice(asked)
        text = "".join(key for _, key in page.items)
        walked = walked + text if forwards else text + walked
        if not (page.has_next if forwards else page.has_previous):
            break
        cursor = page.cursor(page.items[-1 if forwards else 0])
    assert walked == "0123456789ABCDEFGH"[: sum(sizes)]


def test_a_cursor_stays_where_others_are_added() -> None:
    page = listed("24").slice(PageAsked(first=1))
    cursor = page.cursor(page.items[0])
    assert read(listed("12345"), after=cursor) == ("345", True, False)
