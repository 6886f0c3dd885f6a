"""Pages of a list: first, after, the last page, the empty page, and cursors that stay."""

from typing import Any

import pytest

from api.schema.execute import answer
from api.service.paging import cursor_of
from api.service.reader import Reader
from graph.stores.memory import MemoryStore

PAGE = """
query Page($first: Int, $after: String) {
  area(slug: "coventry") { view {
    bodies(first: $first, after: $after) {
      totalCount
      edges { cursor node { id: localId } }
      nodes { id: localId }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }
} }
"""


@pytest.fixture(scope="module")
def reader(store: MemoryStore) -> Reader:
    return Reader(store)


def page(reader: Reader, **variables: Any) -> dict[str, Any]:
    found = answer(reader, PAGE, variables)
    assert found.errors == []
    assert found.data is not None
    return dict(found.data["area"]["view"]["bodies"])


def ids(found: dict[str, Any]) -> list[str]:
    return [edge["node"]["id"] for edge in found["edges"]]


def test_walking_page_by_page_gives_everything_once(reader: Reader) -> None:
    whole, walked, after, pages = ids(page(reader, first=100)), [], None, 0
    while True:
        part = page(reader, first=5, after=after)
        assert part["totalCount"] == len(whole) == 23
        assert part["pageInfo"]["hasPreviousPage"] is (pages > 0)
        walked += ids(part)
        pages, after = pages + 1, part["pageInfo"]["endCursor"]
        if not part["pageInfo"]["hasNextPage"]:
            break
    assert walked == whole
    assert pages == 5


def test_edges_nodes_and_page_info_agree(reader: Reader) -> None:
    part = page(reader, first=3)
    assert [node["id"] for node in part["nodes"]] == ids(part)
    cursors = [edge["cursor"] for edge in part["edges"]]
    assert part["pageInfo"]["startCursor"] == cursors[0]
    assert part["pageInfo"]["endCursor"] == cursors[-1]


def test_a_page_of_none_and_the_page_after_the_last(reader: Reader) -> None:
    none = page(reader, first=0)
    assert (none["edges"], none["totalCount"]) == ([], 23)
    assert none["pageInfo"]["hasNextPage"] is True
    assert none["pageInfo"]["endCursor"] is None
    last = page(reader, first=100)["pageInfo"]["endCursor"]
    beyond = page(reader, after=last)
    assert beyond["edges"] == []
    assert beyond["pageInfo"]["hasNextPage"] is False


def test_first_left_out_or_null_is_fifty(reader: Reader) -> None:
    things = "things(%s) { totalCount nodes { id: localId } }"
    query = f'{{ area(slug: "lincolnshire") {{ view {{ {things} }} }} }}'
    for given in ("after: null", "first: null"):
        found = answer(reader, query % given)
        assert found.data is not None
        nodes = found.data["area"]["view"]["things"]
        assert (len(nodes["nodes"]), nodes["totalCount"]) == (50, 67)


def test_cursors_depend_on_the_item_alone(reader: Reader) -> None:
    query = '{ area(slug: "coventry") { view { \
things(where: {kinds: [BODY], search: "forum"}, first: 1) { \
edges { cursor node { id: localId } } } } } }'
    found = answer(reader, query)
    assert found.data is not None
    edge = found.data["area"]["view"]["things"]["edges"][0]
    assert edge["cursor"] == cursor_of("things", "coventry", edge["node"]["id"])


@pytest.mark.parametrize(
    "wrong",
    [
        {"first": -1},
        {"first": 101},
        {"after": ""},
        {"after": "é"},
        {"after": "abc"},
        {"after": "\ud800"},
        {"after": cursor_of("bodies", "coventry", "coventry/nobody")},
    ],
)
def test_a_wrong_first_or_cursor_is_one_clear_sentence(
    reader: Reader, wrong: dict[str, Any]
) -> None:
    found = answer(reader, PAGE, wrong)
    assert [error["extensions"]["code"] for error in found.errors] == ["BAD_USER_INPUT"]
    assert next(iter(wrong)) in found.errors[0]["message"].replace("cursor", "after")


def test_links_of_a_thing_are_paged_too(reader: Reader) -> None:
    query = 'query L($after: String) { node(id: "coventry/sehp") { ... on Thing { \
links(first: 4, after: $after) { totalCount edges { node { words other { id: localId } } } \
pageInfo { endCursor hasNextPage } } } } }'
    seen, after, more = [], None, True
    while more:
        found = answer(reader, query, {"after": after})
        assert found.data is not None
        links = found.data["node"]["links"]
        seen += [(e["node"]["words"], e["node"]["other"]["id"]) for e in links["edges"]]
        after, more = links["pageInfo"]["endCursor"], links["pageInfo"]["hasNextPage"]
    assert len(seen) == len(set(seen)) == links["totalCount"] == 11
