"""The schema by its shape: what is an area, a page of a list, an argument that names areas or days.

Whoever counts what a question takes asks here, so that new types and fields count by themselves.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from graphql import get_named_type
from graphql.type import GraphQLList, GraphQLNonNull

from api.schema.connections import DEFAULT, MOST

SLUGS, IDS = ("slug", "area", "areas"), ("id", "ids")
WHERE = "where"
# What goes before the first of these in an id is the slug of its area.
_AFTER_SLUG = re.compile(r"[/@~+]")
# A list argument that is left out stands for all there are: eight measures.
_ALL_ITEMS = 8
# An area as of a day has a list in pages for each kind of thing; a thing has one or two of its own.
_MOST_PAGES_OF_A_THING = 4


def is_list(kind: Any) -> bool:
    """Say whether a field of a type gives a list."""
    return isinstance(kind.of_type if isinstance(kind, GraphQLNonNull) else kind, GraphQLList)


def is_page(kind: Any) -> bool:
    """Say whether a type is a page of a list."""
    return "pageInfo" in getattr(kind, "fields", {})


def is_edge(kind: Any) -> bool:
    """Say whether a type is an item of a page with its cursor."""
    return {"cursor", "node"} <= getattr(kind, "fields", {}).keys()


def is_area(kind: Any) -> bool:
    """Say whether a type is an area: it has a slug."""
    return "slug" in getattr(kind, "fields", {})


def is_day_of_area(kind: Any) -> bool:
    """Say whether a type is an area as of a day: it has many lists in pages."""
    fields = getattr(kind, "fields", {}).values()
    pages = sum(1 for one in fields if is_page(get_named_type(one.type)))
    return pages > _MOST_PAGES_OF_A_THING


def is_about_schema(kind: Any) -> bool:
    """Say whether a type is one that the schema tells of itself with."""
    return str(kind).startswith("__")


def is_every_type(kind: Any) -> bool:
    """Say whether a field gives all types of the schema: its other lists of types may be null."""
    return str(kind) == "[__Type!]!"


def days_given(known: Any, given: Mapping[str, Any]) -> dict[str, str]:
    """Return the arguments of a field that say for which days its checks are run."""
    return {
        name: str(given[name])
        for name, argument in known.args.items()
        if given.get(name) is not None
        and (str(get_named_type(argument.type)) == "Date" or name == "complete")
    }


def page_length(given: Mapping[str, Any]) -> int:
    """Return how many items a page has at most; what is no number to ask for counts as the most."""
    numbers = [given[name] for name in ("first", "last") if given.get(name) is not None]
    if not numbers:
        return DEFAULT
    fits = [n for n in numbers if isinstance(n, int) and 0 <= n <= MOST]
    return min(fits) if len(fits) == len(numbers) else MOST


def items_given(given: Mapping[str, Any], name: str) -> int:
    """Return how many items a list argument gives; one item stands for a list of it."""
    value = given.get(name)
    if value is None:
        return _ALL_ITEMS
    return len(value) if isinstance(value, list | tuple) else 1


def conditions_given(given: Mapping[str, Any]) -> int:
    """Return how many conditions the "where" of a list gives, inside of "and", "or", "not" as well.

    An object that is empty is one too, and so are the words of a list together: an item is looked
    for among them at once.
    """
    found, left = 0, [given.get(WHERE)]
    # Not by calling itself: what is sent may be nested a thousand deep.
    while left:
        match left.pop():
            case None:
                pass
            case Mapping() as some if some:
                left += some.values()
            case list() | tuple() as several:
                inner = [one for one in several if isinstance(one, Mapping | list | tuple)]
                left += inner
                found += len(inner) < len(several)
            case _:
                found += 1
    return found


def texts_given(given: Mapping[str, Any], names: Iterable[str]) -> list[str]:
    """Return the texts that some arguments give, each by itself or in a list."""
    return list(_flat(given.get(name) for name in names))


def slug_of(given_id: str) -> str:
    """Return the slug of the area that an id is of."""
    return _AFTER_SLUG.split(given_id, maxsplit=1)[0]


def _flat(values: Iterable[Any]) -> Iterator[str]:
    for value in values:
        if isinstance(value, list | tuple):
            yield from _flat(value)
        elif isinstance(value, str):
            yield value
