"""Pages of a list, in the form Relay clients know, with cursors that survive additions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Annotated, Any, Generic, TypeVar

import strawberry

from api.service.paging import DEFAULT as DEFAULT
from api.service.paging import MOST as MOST
from api.service.paging import ListPart, ListSlice, PageAsked, PagedList

S = TypeVar("S")
T = TypeVar("T")

First = Annotated[
    int | None,
    strawberry.argument(
        description=f"How many at most from the beginning: 0 to {MOST}; {DEFAULT} where neither "
        "first nor last is given."
    ),
]
Last = Annotated[
    int | None,
    strawberry.argument(description=f"How many at most from the end: 0 to {MOST}."),
]
After = Annotated[
    str | None,
    strawberry.argument(description="The cursor to go on from; without it the list begins."),
]
Before = Annotated[
    str | None,
    strawberry.argument(description="The cursor to go back from; without it the list ends."),
]
# What a list of pages is asked for, as arguments: name, type and what it is left out.
PAGE_ARGUMENTS = {"first": First, "last": Last, "after": After, "before": Before}


@strawberry.type(description="Where a page of a list begins and ends.")
class PageInfo:
    has_next_page: bool = strawberry.field(description="Whether more follow.")
    has_previous_page: bool = strawberry.field(description="Whether some came before.")
    start_cursor: str | None = strawberry.field(
        description="The first item's cursor: give it as before to go back."
    )
    end_cursor: str | None = strawberry.field(
        description="The last item's cursor: give it as after to go on."
    )


@dataclass(frozen=True)
class Edge(Generic[T]):
    """An item of a page with its cursor."""

    cursor: str
    node: T


@dataclass(frozen=True)
class PagePlace:
    """What PageInfo is read from; whether more follow is looked up when it is asked for."""

    slice: ListSlice[Any]

    @property
    def has_next_page(self) -> bool:
        """Whether more follow."""
        return self.slice.has_next

    @property
    def has_previous_page(self) -> bool:
        """Whether some came before."""
        return self.slice.has_previous

    @property
    def start_cursor(self) -> str | None:
        """The first item's cursor."""
        items = self.slice.items
        return self.slice.cursor(items[0]) if items else None

    @property
    def end_cursor(self) -> str | None:
        """The last item's cursor."""
        items = self.slice.items
        return self.slice.cursor(items[-1]) if items else None


class Page(Generic[S, T]):
    """What a connection type reads its fields from."""

    def __init__(self, part: ListSlice[S], make: Callable[[S], T]) -> None:
        self._slice, self._make = part, make

    @property
    def edges(self) -> list[Edge[T]]:
        """The items with their cursors."""
        pairs = zip(self._slice.items, self.nodes, strict=True)
        return [Edge(self._slice.cursor(item), node) for item, node in pairs]

    @property
    def nodes(self) -> list[T]:
        """The items without their cursors."""
        return list(map(self._make, self._slice.items))

    @property
    def page_info(self) -> PagePlace:
        """Where the page begins and ends."""
        return PagePlace(self._slice)

    @property
    def total_count(self) -> int:
        """How many items the whole list has."""
        return self._slice.total


def paginate(
    name: str,
    items: Sequence[S],
    asked: PageAsked,
    make: Callable[[S], T],
    key: Callable[[S], str] = attrgetter("id"),
) -> Page[S, T]:
    """Return one page of the items of a list of a name, each known by its key.

    Raises UsageError for a size or a cursor that cannot be.
    """
    listed = PagedList(name, [ListPart("", list, items)], lambda item: ("", key(item)))
    return Page(listed.slice(asked), make)


def connection_of(name: str, node_type: Any) -> Any:
    """Make the connection type of a list; resolvers return a Page for it."""
    edge: Any = _type(
        f"{name}Edge",
        "One item of a page, with its cursor.",
        {
            "cursor": (str, "Marks the item's place in the list."),
            "node": (node_type, "The item."),
        },
    )
    return _type(
        f"{name}Connection",
        "A page of a list, with the number of items in the whole list.",
        {
            "edges": (_list_of(edge), "The items with their cursors."),
            "nodes": (_list_of(node_type), "The items alone, which is shorter to write."),
            "page_info": (PageInfo, "Where the page begins and ends."),
            "total_count": (int, "How many items the whole list has."),
        },
    )


def _type(name: str, description: str, fields: dict[str, tuple[Any, str]]) -> Any:
    content: dict[str, Any] = {"__annotations__": {f: kind for f, (kind, _) in fields.items()}}
    for field, (_, words) in fields.items():
        content[field] = strawberry.field(description=words)
    return strawberry.type(type(name, (), content), name=name, description=description)


def _list_of(item: Any) -> Any:
    return list.__class_getitem__(item)
