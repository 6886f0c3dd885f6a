"""Tables that sort without scripts: each heading is a link, and the address says the order."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from starlette.datastructures import QueryParams

from api.errors import UsageError

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class SortColumn(Generic[Row]):
    """A column: the word in the address, the heading, and what it sorts by; None comes last."""

    word: str
    heading: str
    by: Callable[[Row], Any]


@dataclass(frozen=True, slots=True)
class SortHeading:
    """A heading of a table: where its link sorts, and how the table is sorted now, if by it."""

    words: str
    link: str
    now: str


def read_sort(query: QueryParams, words: Collection[str]) -> tuple[str, bool]:
    """Read by which column an address sorts ("": as it stands) and whether downward.

    Raises UsageError.
    """
    sort, order = query.get("sort", ""), query.get("order", "")
    if sort and sort not in words:
        raise UsageError(f'The table has no column "{sort}": choose {", ".join(words)}.')
    if order not in ("", "up", "down"):
        raise UsageError(f'"order" is "{order}": write up or down.')
    return sort, order == "down"


def sort_headings(
    headings: Mapping[str, str], sort: str, down: bool, link: Callable[[str, str], str]
) -> list[SortHeading]:
    """Return the headings of columns by their words; link makes an address of word and order."""
    return [
        SortHeading(
            heading,
            link(word, "down" if word == sort and not down else "up"),
            ("descending" if down else "ascending") if word == sort else "",
        )
        for word, heading in headings.items()
    ]


def sorted_rows(rows: Iterable[Row], by: Callable[[Row], Any], down: bool) -> list[Row]:
    """Sort by what a column says of a row; where it says None the row comes last either way."""
    keyed = [(by(row), row) for row in rows]
    filled = sorted((each for each in keyed if each[0] is not None), key=_key, reverse=down)
    return [row for _, row in filled] + [row for key, row in keyed if key is None]


def _key(keyed: tuple[Any, object]) -> Any:
    return keyed[0]
