"""Rows and statements made of the kinds: every attribute has a column, every name is quoted.

Tests: graph/stores/statements.py
"""

import re
from importlib.resources import files

import pytest

from graph.facts.fields import type_of
from graph.facts.identifiers import link_id
from graph.facts.model import Fact, Link, Node, Value
from graph.kinds import (
    LINK_KINDS,
    NODE_KINDS,
    Attribute,
    ValueType,
    link_attributes,
    node_attributes,
)
from graph.stores import statements
from graph.stores.rows import from_row, to_row


def example(attribute: Attribute) -> Value:
    match attribute.type:
        case ValueType.YES_NO:
            return False
        case ValueType.NUMBER:
            return 0
        case ValueType.CHOICES:
            return attribute.words[:2]
        case ValueType.CHOICE:
            return attribute.words[0]
        case ValueType.DECIMAL:
            return "3.25"
        case ValueType.DATE:
            return "2024-03"
        case ValueType.REFERENCE:
            return "york/other"
        case _:
            return "text"


NODES = [
    Node(id="york/x", kind=kind.name, name="X", attributes={a: example(v) for a, v in own.items()})
    for kind in NODE_KINDS
    for own in (node_attributes(kind.name), {})
]
LINKS = [
    Link(
        id=link_id("york", "york/x", kind.name, "york/y"),
        kind=kind.name,
        from_id="york/x",
        to_id="york/y",
        attributes={a: example(v) for a, v in own.items()},
    )
    for kind in LINK_KINDS
    for own in (link_attributes(kind.name), {})
]


@pytest.mark.parametrize("fact", [*NODES, *LINKS], ids=lambda fact: str(fact.kind))
def test_a_fact_of_any_kind_becomes_a_row_of_its_table_and_comes_back(fact: Fact) -> None:
    row = to_row(fact, 3)
    table = statements.table_of(fact)
    assert set(row) - {"from_id", "to_id"} <= set(table.columns)
    full = dict.fromkeys(table.columns) | row
    assert from_row(type_of(fact), full) == (fact, 3)


def test_no_attribute_takes_the_column_of_something_else() -> None:
    bare = set(to_row(NODES[1], 1)) | set(to_row(LINKS[1], 1))
    named = {a for kind in NODE_KINDS for a in node_attributes(kind.name)}
    named |= {a for kind in LINK_KINDS for a in link_attributes(kind.name)}
    assert bare & named == set()


def test_one_name_has_one_type_in_every_table_that_is_read_together() -> None:
    for tables in (statements.THINGS, statements.LINES):
        types: dict[str, set[statements.ColumnType]] = {}
        for table in tables.values():
            for name, column in table.columns.items():
                types.setdefault(name, set()).add(column)
        assert {name for name, found in types.items() if len(found) > 1} == set()


def test_the_fixed_statements_are_found_by_name() -> None:
    whole = files("graph.stores").joinpath("store.cypher").read_text("utf-8")
    names = re.findall("^// name: (.+)$", whole, re.MULTILINE)
    assert names
    assert len(names) == len(set(names))
    for name in names:
        assert statements.text(name)
        assert "//" not in statements.text(name)
