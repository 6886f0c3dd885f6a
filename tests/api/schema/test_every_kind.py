"""GraphQL gives whatever the vocabulary lets anybody record of things and links.

Tests: api/schema/nodes.py, api/schema/links.py
"""

from typing import Any

import pytest

from api.schema.execute import answer
from api.service.reader import Reader
from graph.kinds import LINK_KINDS, NODE_KINDS
from graph.sentences import attribute_words, attributes_of
from graph.stores.memory import MemoryStore
from tests.every_kind import every_town

TOWN = every_town()
_FIELDS = "attributes { name words } sources { quote page }"


@pytest.fixture(scope="module")
def reader() -> Reader:
    store = MemoryStore()
    store.put(TOWN, ())
    return Reader(store)


def asked(reader: Reader, query: str) -> dict[str, Any]:
    found = answer(reader, query)
    assert found.errors == []
    assert found.data is not None
    return found.data


def held(record: dict[str, Any]) -> tuple[set[str], set[tuple[int, str | None]]]:
    """Return the attributes of an answer that have words, and the pages and sentences."""
    told = {one["name"] for one in record["attributes"] if one["words"]}
    return told, {(one["page"], one["quote"]) for one in record["sources"]}


@pytest.mark.parametrize("kind", [kind.name for kind in NODE_KINDS])
def test_each_attribute_of_a_thing_is_given(reader: Reader, kind: str) -> None:
    thing = TOWN.nodes[f"{TOWN.area.slug}/{kind}-1"]
    found = asked(reader, f'{{ node(id: "{thing.id}") {{ ... on Thing {{ kind {_FIELDS} }} }} }}')[
        "node"
    ]
    assert found["kind"] == kind.upper()
    words = {name for name in attributes_of(thing) if attribute_words(thing, name)}
    # What a register says names who came.
    quote = None if kind == "attendance_total" else "Three members form a quorum."
    assert held(found) == (words, {(4, quote)})


@pytest.mark.parametrize("kind", [kind.name for kind in LINK_KINDS])
def test_each_attribute_of_a_link_is_given(reader: Reader, kind: str) -> None:
    links = {one.id: one for one in TOWN.links.values() if one.kind == kind}
    where = f"where: {{kinds: [{kind.upper()}]}}"
    query = f"links({where}, first: 100) {{ nodes {{ id: localId {_FIELDS} }} }}"
    whole = f'{{ area(slug: "{TOWN.area.slug}") {{ view {{ {query} }} }} }}'
    area = asked(reader, whole)["area"]["view"]
    found = {one["id"]: held(one) for one in area["links"]["nodes"]}
    assert found == {
        link.id: (set(attributes_of(link)), {(4, "Three members form a quorum.")})
        for link in links.values()
    }
