"""Documents are read and held against the schema once, and only so many are remembered.

Tests: api/schema/documents.py, api/schema/running.py
"""

from typing import Any

import pytest
from graphql import parse

from api.schema import guard, query
from api.schema.documents import Documents, KnownDocument, documents
from api.schema.execute import answer
from api.service.reader import Reader
from graph.stores.memory import MemoryStore
from tests.graph.stores.small import town


@pytest.fixture(scope="module")
def reader() -> Reader:
    store = MemoryStore()
    town(store)
    return Reader(store)


def known(text: str) -> KnownDocument:
    return KnownDocument(text, parse(text))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("{ a }", {None}),
        ("query A { a }", {None, "A"}),
        ("query A { a } query B { b }", {"A", "B"}),
        ("query A { a } mutation B { b }", {"A"}),
        ("mutation { b }", set()),
        ("fragment F on Q { a }", set()),
    ],
)
def test_queries_are_found_by_name_and_the_only_one_without(text: str, names: set[Any]) -> None:
    assert set(known(text).queries) == names


def test_no_more_are_remembered_than_may_be() -> None:
    some = Documents(most=3, most_text=100)
    for text in ("{ a }", "{ b }", "{ c }"):
        some.keep(known(text))
    assert some.get("{ a }")
    some.keep(known("{ d }"))
    assert some.get("{ b }") is None
    assert some.get("{ a }")
    some.keep(known("{ e" + " " * 95 + "}"))
    assert len(some) == 1
    some.keep(known("{ f" + " " * 200 + "}"))
    assert len(some) == 0


def asked(reader: Reader, text: str, *more: Any, **named: Any) -> list[dict[str, Any]]:
    """Ask a question three times: what is new is answered as what is known."""
    found = [answer(reader, text, *more, **named).content for _ in range(3)]
    assert found[0] == found[1] == found[2]
    return found


def test_what_does_not_fit_is_not_remembered(reader: Reader) -> None:
    for text in ("{ nothing }", "{ areas {", "", "{ areas { slug(a: 1) } }"):
        asked(reader, text)
        assert documents.get(text) is None


def test_a_known_document_is_not_read_again(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = '{ known: area(slug: "coventry") { name } }'
    found = answer(reader, text).content
    assert found == {"data": {"known": {"name": "Coventry"}}}
    monkeypatch.setattr(query.schema, "execute_sync", None)
    assert answer(reader, text).content == found


def test_what_is_too_large_for_these_variables_is_refused_though_it_is_known(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }"
    assert asked(reader, text, {"ids": ["coventry/board"]})[0]["data"]
    assert documents.get(text)
    monkeypatch.setattr(guard, "MAX_VALUES", 20)
    (error,) = asked(reader, text, {"ids": ["coventry/board"] * 50})[0]["errors"]
    assert error["extensions"]["code"] == "TOO_LARGE"
    assert asked(reader, text, {"ids": ["coventry/board"] * 2})[0]["data"]


def test_variables_and_names_are_held_against_a_known_document(reader: Reader) -> None:
    text = "query A($s: String!) { area(slug: $s) { name } } query B { areas { slug } }"
    assert asked(reader, text, {"s": "coventry"}, "A")[0] == {
        "data": {"area": {"name": "Coventry"}}
    }
    assert asked(reader, text, {}, "B")[0] == {"data": {"areas": [{"slug": "coventry"}]}}
    for more in ((), ({"s": 1}, "A"), ({}, "A"), ({"s": None}, "A"), ({}, "C")):
        found = asked(reader, text, *more)[0]
        assert found["errors"]
        assert "data" not in found


def test_a_mutation_is_still_refused_where_none_may_be_run(reader: Reader) -> None:
    text = 'mutation { dropScenario(area: "coventry", name: "x") { problems { message } } }'
    assert asked(reader, text, changing=True)[0]["data"]
    assert "Only a query can be asked here" in asked(reader, text)[0]["errors"][0]["message"]
