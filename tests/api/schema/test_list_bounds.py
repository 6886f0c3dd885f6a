"""Every list comes in pages, or says how long it can be."""

from typing import Any

import pytest
from graphql import GraphQLEnumType

from api.schema.list_bounds import bound_of, unpaged_lists
from api.schema.query import schema

LISTS = unpaged_lists(schema._schema)


@pytest.mark.parametrize(("name", "field", "item"), LISTS, ids=[name for name, _, _ in LISTS])
def test_a_list_without_pages_says_how_long_it_can_be(name: str, field: Any, item: object) -> None:
    assert field.description.count(" At most ") == 1
    if not isinstance(item, GraphQLEnumType):
        assert bound_of(name.partition(".")[2], str(item)) is not None


def test_lists_are_found() -> None:
    found = {name for name, _, _ in LISTS}
    assert {"Query.rules", "Finding.facts", "Thing.sources"} <= found
    assert not [name for name in found if name.startswith("__")]
