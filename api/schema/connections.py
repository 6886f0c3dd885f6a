"""Pages of a list, in the form Relay clients know, with cursors that survive additions."""

import base64
import binascii
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Annotated, Any, Generic, TypeVar

import strawberry

from api.errors import UsageError

S = TypeVar("S")
T = TypeVar("T")
DEFAULT, MOST = 50, 100
_MARK = "after "

First = Annotated[
    int | None, strawberry.argument(description=f"How many at most: 0 to {MOST}, else {DEFAULT}.")
]
After = Annotated[
    str | None,
    strawberry.argument(description="The cursor to go on from; without it the list begins."),
]


@strawberry.type(description="Where a page of a list begins and ends.")
class PageInfo:
    has_next_page: bool = strawberry.field(description="Whether more follow.")
    has_previous_page: bool = strawberry.field(description="Whether some came before.")
    start_cursor: str | None = strawberry.field(description="The first item's cursor.")
    end_cursor: str | None = strawberry.field(
        description="The last item's cursor: give it as after to go on."
    )


@dataclass(frozen=True)
class Edge(Generic[T]):
    """An item of a page with its cursor."""

    cursor: str
    node: T


@dataclass(frozen=True)
class Page(Generic[T]):
    """What a connection type reads its fields from."""

    edges: list[Edge[T]]
    page_info: PageInfo
    total_count: int

    @property
    def nodes(self) -> list[T]:
        """The items without their cursors."""
        return [edge.node for edge in self.edges]


def paginate(
    items: Sequence[S],
    first: int | None,
    after: str | None,
    make: Callable[[S], T],
    key: Callable[[S], str] = attrgetter("id"),
) -> Page[T]:
    """Return one page of items, each known by its key; raises UsageError for first or after."""
    first = DEFAULT if first is None else first
    if not 0 <= first <= MOST:
        raise UsageError(f"first is {first}: ask for 0 to {MOST} at a time, then go on with after.")
    start = 0 if after is None else _place([key(item) for item in items], after) + 1
    chosen = items[start : start + first]
    edges = [Edge(cursor_of(key(item)), make(item)) for item in chosen]
    info = PageInfo(
        has_next_page=start + len(chosen) < len(items),
        has_previous_page=start > 0,
        start_cursor=edges[0].cursor if edges else None,
        end_cursor=edges[-1].cursor if edges else None,
    )
    return Page(edges, info, len(items))


def cursor_of(key: str) -> str:
    """Make the cursor of an item; it depends on nothing but the item's own key."""
    return base64.urlsafe_b64encode(f"{_MARK}{key}".encode()).decode().rstrip("=")


def _place(keys: Sequence[str], cursor: str) -> int:
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        text = base64.urlsafe_b64decode(padded.encode("ascii")).decode()
    except (binascii.Error, ValueError):
        text = ""
    wanted = text.removeprefix(_MARK)
    if text.startswith(_MARK) and wanted in keys:
        return keys.index(wanted)
    raise UsageError(f'The cursor "{cursor[:60]}" is not in this list: begin again without after.')


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
