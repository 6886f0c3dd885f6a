"""Huge queries are refused at once, and ordinary ones are not."""

import time

import pytest
from graphql import get_introspection_query, parse

from api.reader import Reader
from api.schema.guard import MAX_TOKENS, measure
from api.schema.query import schema
from api.schema.run import answer
from graph.stores.memory import MemoryStore


def chain(length: int) -> str:
    """Fragments that each spread the next one twice: doubling at every step."""
    parts = [f"fragment f{i} on Query {{ ...f{i + 1} ...f{i + 1} }}" for i in range(length)]
    last = f"fragment f{length} on Query {{ areas {{ slug }} }}"
    return " ".join(["{ ...f0 }", *parts, last])


def nested(depth: int) -> str:
    links = "links(first: 1) { nodes { other { " * depth
    return f'{{ node(id: "york/la") {{ {links} id {"} } } " * depth} }} }}'


REFUSED = {
    "doubling fragments": (chain(28), "TOO_LARGE"),
    "doubling fragments, many more": (chain(100), "TOO_LARGE"),
    "doubling fragments that nothing spreads": (
        chain(28).replace("...f0", "areas { slug }", 1),
        "TOO_LARGE",
    ),
    "a fragment that spreads itself": ("{ ...a } fragment a on Query { ...a }", "BAD_QUERY"),
    "deep": (nested(8), "TOO_LARGE"),
    "wide": ("{" + "areas { slug } " * 300 + "}", "TOO_LARGE"),
    "large": (
        "{ areas { nodes(first: 100) { nodes { links { nodes { other { name } } } } } } }",
        "TOO_LARGE",
    ),
    "too many tokens": ("{" + "areas { slug } " * MAX_TOKENS + "}", "BAD_QUERY"),
    "brackets without end": ("{a" * 700, "BAD_QUERY"),
    "brackets in a value": ("{ area(slug: " + "[" * 1400, "BAD_QUERY"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_huge_queries_are_refused_quickly(store: MemoryStore, name: str) -> None:
    query, code = REFUSED[name]
    began = time.monotonic()
    found = answer(Reader(store), query)
    assert time.monotonic() - began < 2
    assert found.data is None
    assert not found.ran
    assert {error["extensions"]["code"] for error in found.errors} == {code}
    assert len(found.errors) <= 5


def test_introspection_and_ordinary_depth_pass(store: MemoryStore) -> None:
    for query in (get_introspection_query(), nested(4), chain(3)):
        assert answer(Reader(store), query).errors == []


def test_a_fragment_is_measured_where_it_is_spread() -> None:
    query = (
        "{ areas { ...a } rules { id } } fragment a on Area { bodies(first: 3) { nodes { id } } }"
    )
    found = measure(schema._schema, parse(query))
    assert (found.depth, found.fields) == (4, 6)
    assert found.cost == 1 + 8 * (1 + 3 * (1 + 1)) + 1 + 8 * 1


@pytest.mark.parametrize(("first", "cost"), [(None, 101), (3, 7), (-5, 201), ("x", 201), (True, 3)])
def test_first_given_as_a_variable_counts(first: object, cost: int) -> None:
    query = 'query Q($n: Int) { area(slug: "york") { bodies(first: $n) { nodes { id } } } }'
    found = measure(schema._schema, parse(query), {"n": first})
    assert found.cost == 1 + cost
