"""Who took over, on pages and in GraphQL: at the thing, in its history, and by the old name.

Tests: api/schema/takeovers.py
"""

import html
import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from graph.stores.memory import MemoryStore
from tests.succession_town import merged

AREA = "/areas/testham"


@pytest.fixture(scope="module")
def client() -> TestClient:
    store = MemoryStore()
    store.put(merged().snapshot(), ())
    return TestClient(create_app(store), base_url="http://127.0.0.1")


def words(answer: Any) -> str:
    main = answer.text.partition("<main")[2].partition("</main>")[0]
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main)))


def test_the_page_of_each_leads_to_the_other(client: TestClient) -> None:
    page = client.get(f"{AREA}/nodes/joint?asOf=2025-06-01")
    said = words(page)
    assert "Before it Took over from Early Board on 1 May 2025" in said
    assert "Before it Took over from Hubs Board on 2 May 2025" in said
    assert "30 April 2025 the last day: Early Board is recorded as" in said
    assert '/areas/testham/nodes/early?asOf=2025-06-01">Early Board</a>' in page.text
    page = client.get(f"{AREA}/nodes/Early%20Board?asOf=2025-06-01")
    said = words(page)
    assert "Not on the map on 1 June 2025. Show it as on 30 April 2025 , with its links" in said
    (there,) = re.findall(r'<a href="([^"]+)">Show it as on', page.text)
    assert "Early Board reports to The Partnership" not in said
    assert "reports to The Partnership" in words(client.get(html.unescape(there)))
    # What has ended is asked nothing: neither a chair nor a line.
    assert "ecorded: ask" not in said
    assert "After it Succeeded by Joint Board on 1 May 2025" in said


def test_before_its_day_it_is_to_come(client: TestClient) -> None:
    said = words(client.get(f"{AREA}/nodes/early?asOf=2025-03-01"))
    assert "After it Is to be succeeded by Joint Board on 1 May 2025" in said


def test_who_took_over_is_asked_where_nobody_is_recorded() -> None:
    made = merged()
    del made.facts["testham/hubs~succeeded_by~joint"]
    store = MemoryStore()
    store.put(made.snapshot(), ())
    client = TestClient(create_app(store), base_url="http://127.0.0.1")
    said = words(client.get(f"{AREA}/nodes/hubs?asOf=2025-06-01"))
    assert "After it Who took over is not on record: ask." in said


def test_history_and_compare_tell_of_it(client: TestClient) -> None:
    said = words(client.get(f"{AREA}/history?about=joint&asOf=2025-06-01"))
    assert "Took over from Early Board on 1 May 2025: what was written about Early Board" in said
    said = words(client.get(f"{AREA}/compare?from=2025-03-31&to=2025-06-01"))
    assert "Who took over (2) Joint Board took over from Early Board on 1 May 2025." in said


def ask(client: TestClient, query: str) -> Any:
    answer = client.post(
        "/graphql",
        json={"query": f'{{ area(slug: "testham") {{ view(asOf: "2025-06-01") {{ {query} }} }} }}'},
    )
    assert "errors" not in answer.json()
    return answer.json()["data"]["area"]["view"]


def test_graphql_tells_of_it_and_finds_by_the_old_name(client: TestClient) -> None:
    found = ask(
        client,
        """bodies(where: {search: "early board"}) { nodes { name
        tookOverFrom { sentence since other { id: localId name } link { sources { title } } }
        succeededBy { sentence } } }""",
    )["bodies"]["nodes"]
    (joint,) = found
    assert joint["name"] == "Joint Board"
    assert joint["succeededBy"] == []
    assert joint["tookOverFrom"][0] == {
        "sentence": "Took over from Early Board on 1 May 2025.",
        "since": "2025-05-01",
        "other": {"id": "testham/early", "name": "Early Board"},
        "link": {"sources": [{"title": "Minutes"}]},
    }
    compared = ask(client, 'compare(from: "2025-03-31", to: "2025-06-01") { tookOver }')
    assert compared["compare"]["tookOver"][1].startswith("Joint Board took over from Hubs")
