"""Huge queries are refused at once, and ordinary ones are not."""

import time

import pytest
from graphql import get_introspection_query, parse

from api.schema.execute import answer
from api.schema.guard import MAX_TOKENS, size_of
from api.schema.query import schema
from api.service.reader import Reader
from graph.stores.memory import MemoryStore


def chain(length: int) -> str:
    """Fragments that each spread the next one twice: doubling at every step."""
    parts = [f"fragment f{i} on Query {{ ...f{i + 1} ...f{i + 1} }}" for i in range(length)]
    last = f"fragment f{length} on Query {{ areas {{ slug }} }}"
    return " ".join(["{ ...f0 }", *parts, last])


def nested(depth: int) -> str:
    links = "links(first: 1) { nodes { other { " * depth
    return f'{{ node(id: "york/la") {{ {links} id {"} } } " * depth} }} }}'


def days(asked: str) -> str:
    """The same question of one area, for 80 days."""
    lines = (
        asked.replace("DAY", f'"2022-{m:02}-{d:02}"') for m in range(1, 5) for d in range(1, 21)
    )
    return f'{{ area(slug: "york") {{ {" ".join(f"a{n}:{q}" for n, q in enumerate(lines))} }} }}'


WORK = {
    "totals of many days": days("totals(asOf:DAY){count}"),
    "findings of many days": days("findings(asOf:DAY){totalCount}"),
    "proposals of many days": days("whatIf(changes:[],asOf:DAY){dayAfter}"),
    "comparisons of many days": days('compare(from:"2021-01-01",to:DAY){dayAfter}'),
    "measures of many days": days('measures(names:["degree"],asOf:DAY){id}'),
    "findings about things on many days": days("sites(asOf:DAY){nodes{findings{id}}}"),
    "suggestions for areas": '{ areas { suggestions(rule: "body-has-chair") { why } } }',
    "measures of areas": "{ areas { measures { id } } }",
    "findings of areas, again and again": "{"
    + " ".join(f"a{n}: areas {{ totals {{ count }} }}" for n in range(6))
    + "}",
}
REFUSED = {
    **{name: (query, "TOO_LARGE") for name, query in WORK.items()},
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
    found = size_of(schema._schema, parse(query))
    assert (found.depth, found.fields) == (4, 6)
    assert found.cost == 1 + 8 * (1 + 3 * (1 + 1)) + 1 + 8 * 1


@pytest.mark.parametrize(("first", "cost"), [(None, 101), (3, 7), (-5, 201), ("x", 201), (True, 3)])
def test_first_given_as_a_variable_counts(first: object, cost: int) -> None:
    query = 'query Q($n: Int) { area(slug: "york") { bodies(first: $n) { nodes { id } } } }'
    found = size_of(schema._schema, parse(query), {"n": first})
    assert found.cost == 1 + cost


@pytest.mark.parametrize("name", WORK)
def test_work_is_refused_in_one_sentence_that_says_what_to_ask_less_of(
    store: MemoryStore, name: str
) -> None:
    (error,) = answer(Reader(store), WORK[name]).errors
    assert error["message"].startswith("The question takes the work of running all checks ")
    assert "up to 40 is allowed" in error["message"]
    assert "fewer days, areas, measures" in error["message"]


@pytest.mark.parametrize(
    "query",
    [
        '{ area(slug: "york") { nodes(first: 100) { nodes { findings { id } } } } }',
        '{ nodes(ids: ["york/la", "coventry/sehp"]) { findings { id } } }',
        '{ area(slug: "york") { totals { count } findings { totalCount } measures { id } } }',
        '{ areas { measures(names: ["degree"]) { id } } }',
        '{ area(slug: "york") { suggestions(rule: "body-has-chair") { why } } }',
        days("totals(asOf:DAY){count}").replace("2022-03", "2022-01").split("a40:")[0] + "} }",
    ],
)
def test_ordinary_work_passes(store: MemoryStore, query: str) -> None:
    assert answer(Reader(store), query).errors == []


@pytest.mark.parametrize(
    ("names", "runs"), [(["degree"], 2), ("degree", 2), (["a", "b", "c"], 6), (None, 16), ([], 0)]
)
def test_measures_given_as_a_variable_count(names: object, runs: int) -> None:
    query = 'query Q($n: [String!]) { area(slug: "york") { measures(names: $n) { id } } }'
    assert size_of(schema._schema, parse(query), {"n": names}).work == runs
