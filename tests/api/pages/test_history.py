"""The history page: what each writing added, altered, ended and removed, in plain words.

Tests: api/reports/field_changes.py.
"""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.reports.field_changes import QUOTED, Altered, altered
from graph.facts.changes import Added, Batch, Change, Changed, Ended, Withdrawn
from graph.facts.dates import PartialDate
from graph.facts.model import Attendance, Fact, Meeting, Node, Status
from graph.stores.memory import MemoryStore
from tests.towns import Town


def write(store: MemoryStore, day: int, *changes: Change) -> None:
    when = datetime(2024, 5, day, 12, 0, tzinfo=UTC)
    known: dict[str, Any] = {"area": "testham", "who": "pat", "source": "minutes.xlsx"}
    store.apply(Batch(id=f"batch-{day}", when=when, changes=changes, **known))


@pytest.fixture
def town() -> dict[str, Fact]:
    """Return a board, a panel that reports to it, and a partnership."""
    town = Town().main("board", name="Board").body("panel", "voice_panel", name="Parent Panel")
    town.body("scp", "safeguarding_partnership", name="Safeguarding Board")
    return town.link("panel", "reports_to", "board").snapshot().facts()


@pytest.fixture
def store(town: dict[str, Fact]) -> MemoryStore:
    """Record the town on 1 May, alter the board on 2 May, end and withdraw on 3 May."""
    store = MemoryStore()
    write(store, 1, *map(Added, town.values()))
    board = town["testham/board"]
    assert isinstance(board, Node)
    more = {**board.attributes, "cadence_days": 42}
    changed = replace(board, name="Early Help Board", attributes=more, since=PartialDate("2024-03"))
    write(store, 2, Changed(changed))
    (line,) = store.read("testham").links
    withdrawn = (Withdrawn(line), Withdrawn("testham/panel"))
    write(store, 3, Ended("testham/scp", PartialDate("2024-02-29")), *withdrawn)
    return store


@pytest.fixture
def client(store: MemoryStore) -> TestClient:
    return TestClient(create_app(store), base_url="http://127.0.0.1")


def test_each_writing_says_what_it_did(client: TestClient) -> None:
    html = client.get("/areas/testham/history").text
    assert "3 May 2024, 12:00 (UTC): 1 fact ended, 2 facts removed" in html
    assert "2 May 2024, 12:00 (UTC): 1 fact altered" in html
    assert "Name: Early Help Board <span" in html
    assert "(before: Board)" in html
    assert "Days between meetings: 42 <span" in html
    assert "Since: March 2024 <span" in html
    assert html.count("(before: not recorded)") == 3  # days between meetings, since, until
    assert "Removed, as recorded in error (2)" in html


def test_what_was_removed_keeps_its_name(client: TestClient) -> None:
    html = client.get("/areas/testham/history").text
    assert "Parent Panel reports to Early Help Board" in html
    assert "testham/panel reports" not in html


def test_more_changes_than_a_page_holds(store: MemoryStore, client: TestClient) -> None:
    many = [
        Added(Node(id=f"testham/site{n}", kind="site", name=f"Site {n}", status=Status.PLANNED))
        for n in range(130)
    ]
    write(store, 4, *many)
    first = client.get("/areas/testham/history?asOf=2024-04-01&complete=1").text
    assert "130 facts added" in first
    assert "30 more changes of this writing stand on the pages beside this one" in first
    older = "/areas/testham/history?page=2&amp;asOf=2024-04-01&amp;complete=1"
    assert f'<a href="{older}">Older changes</a>' in first
    second = client.get(older.replace("&amp;", "&"))
    assert second.status_code == 200
    assert "Site 0 is recorded" in second.text


def test_the_day_opened_keeps_the_day_shown_and_the_switch(client: TestClient) -> None:
    html = client.get("/areas/testham/history?asOf=2024-04-01&complete=1&known=2024-05-03").text
    kept = "/areas/testham?known=2024-05-02&amp;asOf=2024-04-01&amp;complete=1"
    assert f'<a href="{kept}">The map at the end of that day</a>' in html


def test_what_was_written_later_was_not_known(client: TestClient) -> None:
    html = client.get("/areas/testham/history?known=2024-05-02").text
    assert "1 fact altered" in html
    assert "3 May 2024, 12:00" not in html


def test_a_register_shows_only_who_is_marked_otherwise(
    store: MemoryStore, town: dict[str, Fact]
) -> None:
    came = Attendance("testham/panel", "present")
    met = Meeting(
        id="testham/m1",
        body="testham/board",
        day=PartialDate("2024-03-01"),
        register=(came, Attendance("testham/scp", "no_contact")),
    )
    now = replace(met, register=(came, Attendance("testham/scp", "deputy")))
    said = altered(met, now, store.read("testham"))
    was, became = "Safeguarding Board: no contact", "Safeguarding Board: a deputy came"
    assert said == (Altered("attendance", was, became),)


def test_a_sentence_that_changed_is_told_in_a_fold_and_its_place_only_where_that_moved(
    store: MemoryStore, town: dict[str, Fact], client: TestClient
) -> None:
    board = store.read("testham").nodes["testham/board"]
    (place,) = board.sources
    quoted = replace(board, sources=(replace(place, quote="It meets."),))
    said = altered(board, quoted, store.read("testham"))
    assert said == (Altered(QUOTED, "not recorded", "“It meets.”"),)
    moved = replace(board, sources=(replace(place, page=4, quote="It meets."),))
    assert [one.label for one in altered(board, moved, store.read("testham"))] == [
        "where it was read",
        QUOTED,
    ]
    write(store, 5, Changed(quoted))
    html = client.get("/areas/testham/history").text
    fold = html.split('<details class="quote">')[1].split("</details>")[0]
    assert "Sentence it was read in" in fold
    assert "“It meets.” <span" in fold


def test_a_writing_by_a_clock_that_was_far_off_says_so(
    client: TestClient, store: MemoryStore
) -> None:
    said = "The clock said 1 April 2024, 12:00 (UTC), 32 days before the change"
    assert said not in client.get("/areas/testham/history").text
    board = store.read("testham").nodes["testham/board"]
    early = Batch(
        id="early", area="testham", who="pat", when=datetime(2024, 4, 1, 12, tzinfo=UTC),
        source="minutes.xlsx", changes=(Changed(replace(board, note="x")),),
    )  # fmt: skip
    store.apply(early)
    html = client.get("/areas/testham/history").text
    assert html.count(said) == 1
    # It stands after what it changed, on that day.
    assert "3 May 2024, 12:00 (UTC): 1 fact altered" in html
    query = '{ area(slug: "testham") { changes(first: 50) { nodes { caution } } } }'
    answer = client.post("/graphql", json={"query": query}).json()
    *_, last = answer["data"]["area"]["changes"]["nodes"]
    assert last["caution"].startswith(said)
