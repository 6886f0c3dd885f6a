"""Ids: each identifies one thing in one view, and node(id) gives the same again.

Tests: api/schema/node_interface.py, api/schema/lookup.py, api/schema/makers.py
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from api.schema.execute import answer
from api.service.reader import Reader
from graph.facts.model import Node
from graph.facts.view_ids import split_view
from graph.stores.memory import MemoryStore
from loaders.examples import example
from tests.towns import Town

VIEW = "testham@2024-03-31+complete"
EVERYTHING = """{ area(slug: "testham") { id revision
  changes { nodes { id subject { id } } }
  view(asOf: "2024-03-31", complete: true) { id
    things { nodes { id __typename localId view { id } area { id } } }
    links { nodes { id __typename localId } }
    findings(first: 100) { nodes { id __typename localId subjects { subject { id __typename } } } }
    meetings { nodes { id __typename } } sources { nodes { id __typename } }
    declarations { id __typename subject { id __typename } } } }
  rules { id __typename localId } policyChanges { id __typename } }"""


def with_shared(made: Town, *maps: str) -> Town:
    body = made.body("icb", "icb_board", name="ICB").facts.pop(f"{made.slug}/icb")
    assert isinstance(body, Node)
    made.facts["shared/icb"] = replace(body, id="shared/icb", maps=maps)
    return made


@pytest.fixture(scope="module")
def reader() -> Reader:
    """Two towns that share a body, and a bundled area."""
    first, second = Town().main("board", since="2021"), Town("otherham").main("board")
    first.body("scp", "safeguarding_partnership", name="SCP").meet("m1", "board", "2024-01-10")
    first.link("board", "reports_to", "scp", since="2022").declare("members", of="board")
    first.declare("bodies")
    maps = ("testham", "otherham")
    store = MemoryStore()
    for made in (with_shared(first, *maps), with_shared(second, *maps)):
        made.link("board", "reports_to", "shared/icb")
        store.put(made.snapshot(), ())
    found = example("coventry")
    store.put(found.snapshot, found.history)
    return Reader(store)


def ask(reader: Reader, query: str, **given: Any) -> Any:
    found = answer(reader, query, given)
    assert found.errors == []
    return found.data


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """Yield whatever has an id in an answer."""
    if isinstance(value, dict):
        if "id" in value:
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from objects(part)


def test_every_id_finds_what_it_stands_on(reader: Reader) -> None:
    found = [one for one in objects(ask(reader, EVERYTHING)) if "__typename" in one]
    kinds = {one["__typename"] for one in found}
    assert {"Body", "Link", "Finding", "Meeting", "Source", "Declaration", "Rule"} <= kinds
    ids = list(dict.fromkeys(one["id"] for one in found))
    for some in (ids[begin : begin + 100] for begin in range(0, len(ids), 100)):
        again = ask(reader, "query($i: [ID!]!) { nodes(ids: $i) { id __typename } }", i=some)
        of_found = {one["id"]: one["__typename"] for one in found}
        assert again["nodes"] == [{"id": one, "__typename": of_found[one]} for one in some]


def test_ids_carry_the_view_and_local_ids_do_not(reader: Reader) -> None:
    view = ask(reader, EVERYTHING)["area"]["view"]
    assert view["id"] == VIEW
    nodes = {one["localId"]: one for one in view["things"]["nodes"]}
    assert nodes["testham/board"]["id"] == f"{VIEW}/board"
    assert nodes["shared/icb"]["id"] == f"{VIEW}/shared/icb"
    assert nodes["shared/icb"]["view"] == {"id": VIEW}
    assert nodes["shared/icb"]["area"] == {"id": "testham"}
    links = {one["localId"]: one["id"] for one in view["links"]["nodes"]}
    assert links["testham/board~reports_to~scp"] == f"{VIEW}/board~reports_to~scp"
    assert view["findings"]["nodes"][0]["id"].startswith(f"{VIEW}/finding~")


def test_two_days_and_two_switches_are_different_objects(reader: Reader) -> None:
    fields = 'thing(id: "sehp") { id findings(where: {outcomes: [GAP]}) { id } }'
    query = f"""{{ area(slug: "coventry") {{ now: view {{ {fields} }}
      then: view(asOf: "2020-01-01") {{ {fields} }}
      all: view(complete: true) {{ {fields} }} }} }}"""
    found = [one["id"] for one in objects(ask(reader, query))]
    assert len(found) == len(set(found)) > 4


@pytest.mark.parametrize("given", ["board", "testham/board", "testham@2024-03-31/board", "BOARD"])
def test_every_argument_takes_an_id_with_its_view_or_without(reader: Reader, given: str) -> None:
    query = """query($t: ID!) { area(slug: "testham") { view(asOf: "2024-03-31") {
      thing(id: $t) { localId } meetings(where: {body: $t}) { totalCount }
      findings(where: {about: $t}) { totalCount }
      lineOfSight(from: $t, to: "testham@2024-03-31/scp") { reached } } } }"""
    found = ask(reader, query, t=given)["area"]["view"]
    assert found["thing"] == {"localId": "testham/board"}
    assert found["meetings"]["totalCount"] == 1
    assert found["findings"]["totalCount"]
    assert found["lineOfSight"]["reached"]


@pytest.mark.parametrize(
    "given", ["testham@2023-01-01/board", "otherham@2024-03-31/board", "otherham@2024-03-31"]
)
def test_an_id_of_another_view_is_refused_in_a_sentence(reader: Reader, given: str) -> None:
    query = """query($t: ID!) { area(slug: "testham") { view(asOf: "2024-03-31") {
      thing(id: $t) { localId } } } }"""
    (error,) = answer(reader, query, {"t": given}).errors
    assert f'"{given}" is of another view than testham@2024-03-31' in error["message"]


@pytest.mark.parametrize(
    "given",
    [
        "nowhere/board",
        "testham/nobody",
        "testham@2024-03-31/nobody",
        "nowhere@2024-03-31/board",
        "testham@2024-02-31/board",
        "rule~none",
        "policy~none",
        "testham/change~9~9",
        "testham/scenario~none",
        "shared/none",
        "",
    ],
)
def test_what_nothing_has_is_null(reader: Reader, given: str) -> None:
    assert ask(reader, "query($i: ID!) { node(id: $i) { id } }", i=given) == {"node": None}


def test_a_shared_thing_by_itself_is_whole(reader: Reader) -> None:
    """Never one map's half without a word: its links are those of all maps."""
    query = """query($i: ID!) { node(id: $i) { id ... on Thing { localId name area { id }
      view { id } links { nodes { other { localId } } }
      appearances { area { slug } node { id } } } } }"""
    whole = ask(reader, query, i="shared/icb")["node"]
    assert (whole["id"], whole["localId"], whole["name"]) == ("shared/icb", "shared/icb", "ICB")
    assert (whole["area"], whole["view"]) == (None, None)
    others = [link["other"]["localId"] for link in whole["links"]["nodes"]]
    assert sorted(others) == ["otherham/board", "testham/board"]
    assert [one["area"]["slug"] for one in whole["appearances"]] == ["otherham", "testham"]
    seen = [one["node"]["id"] for one in whole["appearances"]]
    one = ask(reader, query, i=seen[1])["node"]
    assert one["area"] == {"id": "testham"}
    assert [link["other"]["localId"] for link in one["links"]["nodes"]] == ["testham/board"]
    assert {split_view(each["node"]["id"])[1] for each in one["appearances"]} == {"shared/icb"}
    assert [each["area"]["slug"] for each in one["appearances"]] == ["otherham", "testham"]
