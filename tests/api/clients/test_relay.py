"""Relay's store, with artifacts of its own compiler, shows what the service sent."""

from typing import Any

import pytest

from tests.api.clients.judges import SCHEMA, check_shown, judge
from tests.api.clients.questions_asked import AREAS, DAYS

LINKS = """
query Links($id: ID!, $first: Int!, $after: String) {
  node(id: $id) {
    ... on AreaView {
      list: links(first: $first, after: $after) @connection(key: "Links_list") {
        edges { node { id sentence } }
      }
    }
  }
}
"""


@pytest.fixture(scope="module")
def said(
    service: str, asked: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    paged = [{"query": LINKS, "id": f"{AREAS[0]}@{DAYS[1]}", "size": 7}]
    given = {"url": service, "documents": asked, "paged": paged, "schema": str(SCHEMA)}
    return dict(judge("relay", given | {"folder": str(tmp_path_factory.mktemp("relay"))}))


def test_its_store_shows_what_was_sent(said: dict[str, Any]) -> None:
    check_shown(said["shown"], least=20_000)


def test_it_gathers_the_pages_of_a_list(said: dict[str, Any]) -> None:
    (links,) = said["lists"]
    assert links["pages"] > 3
    assert links["paged"] == links["whole"]
    assert len(set(links["paged"])) == len(links["paged"]) > 20
