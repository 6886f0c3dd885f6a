"""The pages that compare, measure and show who sits where: what a reader finds on them.

Tests: api/pages/measures.py, api/pages/seats.py, api/service/comparisons.py.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.reports.comparison import as_json, as_text
from api.service import comparisons
from api.service.comparisons import Asked, compared
from api.service.reader import Reader
from graph.compare import Comparison
from graph.facts.changes import Added, Changed
from graph.facts.dates import PartialDate
from graph.facts.model import Link, Node
from graph.facts.scenarios import propose
from graph.stores.memory import MemoryStore
from tests.api.pages.links import Links
from tests.graph.stores.small import batch, body
from tests.towns import Town
from visualisations.comparison_scene import ComparisonScene, scene_of

DAYS = Asked(date(2023, 3, 15), date(2024, 3, 15))


def town() -> Town:
    """A main board with a line from 2024, an old group, and a director on two boards."""
    made = Town().main(name="Early Help Board").body("scp", "safeguarding_partnership", name="SCP")
    made.body("old", "sub_group", name="Old group", until="2023")
    made.link("old", "subgroup_of", "main").body("hwb", "hwb", name="HWB")
    made.post("dcs", name="Director").link("dcs", "chairs", "main").link("dcs", "member_of", "hwb")
    return made.link("main", "reports_to", "scp", since="2024-01-01")


@pytest.fixture(scope="module")
def opened() -> Iterator[TestClient]:
    store = MemoryStore()
    snapshot = town().view().snapshot
    store.put(snapshot, ())
    store.put(Town("elsewhere").main().view().snapshot, ())
    line = Link(
        id="testham/main~reports_to~hwb",
        kind="reports_to",
        from_id="testham/main",
        to_id="testham/hwb",
        since=PartialDate("2024"),
    )
    store.keep_scenario(
        propose(snapshot, "A line to the HWB", "A", date(2024, 6, 1), [Added(line)])
    )
    with TestClient(create_app(store), base_url="http://127.0.0.1") as client:
        yield client


def read(client: TestClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return answer.text


def test_two_days_with_sources_findings_and_picture(opened: TestClient) -> None:
    page = read(opened, "/areas/testham/compare?from=2023-06-01&to=2024-06-01")
    assert "<h2>Added (1)</h2>" in page
    assert "Early Help Board reports to SCP (since 2024-01-01)." in page
    assert "<h2>Ended (2)</h2>" in page
    assert "Source: Minutes, Testham Council" in re.sub("<[^>]*>", "", page)
    assert "Early Help Board had no line upward on record; now it answers to SCP." in page
    assert "/rules/link-safeguarding-partnership" in page
    assert "Testham: what differs between 1 June 2023 and 1 June 2024" in page
    assert 'data-look="added"' in page
    assert "Old group (ended)" in page


def test_a_comparison_is_drawn_once_until_a_side_of_it_changes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store = MemoryStore()
    snapshot = town().snapshot()
    store.put(snapshot, ())
    drawn: list[str] = []

    def counted(
        found: Comparison, before: str, after: str, *, cautions: tuple[str, ...]
    ) -> ComparisonScene:
        drawn.append(after)
        return scene_of(found, before, after, cautions=cautions)

    def keep(body_name: str, seen: int) -> None:
        change = Changed(replace(snapshot.nodes["testham/hwb"], name=body_name))
        store.keep_scenario(propose(snapshot, "One", "A", date(2024, 6, 1), [change]), seen)

    monkeypatch.setattr(comparisons, "scene_of", counted)
    with TestClient(create_app(store), base_url="http://127.0.0.1") as client:

        def look(query: str, holds: str) -> None:
            for page in ("compare", "compare.svg", "compare"):
                assert holds in read(client, f"/areas/testham/{page}?{query}")

        look("from=2023-06-01&to=2024-06-01", "Old group (ended)")
        assert drawn == ["1 June 2024"]
        keep("Wellbeing", 0)
        look("scenario=One", "Wellbeing")
        assert drawn[1:] == ["scenario “One”"]
        keep("Health", 1)
        look("scenario=One", "Health")
        renamed = replace(snapshot.nodes["testham/old"], name="Older group")
        store.apply(batch("b", Changed(renamed), area="testham"))
        look("from=2023-06-01&to=2024-06-01", "Older group")
        assert drawn[2:] == ["scenario “One”", "1 June 2024"]


def test_without_a_choice_it_is_the_year_up_to_the_day_shown(opened: TestClient) -> None:
    page = read(opened, "/areas/testham/compare?asOf=2024-02-29")
    assert "28 February 2023, beside 29 February 2024." in page


def test_two_areas_have_no_picture_and_no_facts(opened: TestClient) -> None:
    page = read(opened, "/areas/testham/compare?with=elsewhere")
    assert "Two areas share no facts" in page
    assert "<svg xmlns" not in page
    assert "Totals side by side" in page
    assert opened.get("/areas/testham/compare?with=nowhere").status_code == 404


def test_a_scenario_is_compared_and_nothing_is_written(opened: TestClient) -> None:
    page = read(opened, "/areas/testham/compare?scenario=A+line+to+the+HWB")
    assert "As it is recorded, beside scenario “A line to the HWB”." in page
    assert "<h2>Added (1)</h2>" in page
    assert "Link to the health and wellbeing board" in page or "health and wellbeing" in page
    again = read(opened, "/areas/testham/compare?from=2024-02-01&to=2024-06-01")
    assert "<h2>Added (0)</h2>" in again


@pytest.mark.parametrize(
    "query", ["from=2024-06-01&to=2023-06-01", "from=2024-06-01", "with=elsewhere&scenario=x"]
)
def test_what_cannot_be_compared_is_refused(opened: TestClient, query: str) -> None:
    assert opened.get(f"/areas/testham/compare?{query}").status_code == 400


def test_sentences_come_before_the_measures(opened: TestClient) -> None:
    page = read(opened, "/areas/testham/measures")
    parts = ["Single points of failure", "Joined by one holder only", "Choose a measure"]
    places = [page.index(f">{part}<") for part in parts]
    assert places == sorted(places)
    assert "Only Director joins HWB and Early Help Board." in page
    assert "Source: Minutes" in re.sub("<[^>]*>", "", page)


def test_a_measure_says_what_it_means_and_sorts(opened: TestClient) -> None:
    down = read(opened, "/areas/testham/measures?measure=degree&sort=name&order=down")
    up = read(opened, "/areas/testham/measures?measure=degree&sort=name&order=up")
    assert 'aria-sort="descending"' in down
    assert "Linton C. Freeman, 1978" in down
    assert "When not to read it" in down
    rows = [page.split("<tbody>")[1] for page in (down, up)]
    assert rows[0].index("SCP") < rows[0].index("Director")
    assert rows[1].index("SCP") > rows[1].index("Director")
    assert opened.get("/areas/testham/measures?measure=fame").status_code == 404
    assert opened.get("/areas/testham/measures?sort=fame").status_code == 400


def test_nobody_who_gives_their_time_is_measured(client: TestClient) -> None:
    page = read(client, "/areas/coventry/measures?measure=degree")
    table = page.split("<tbody>")[1].split("</tbody>")[0]
    assert "Residents and families" not in table
    assert "Only Residents and families" not in page


def test_who_sits_where(opened: TestClient) -> None:
    page = read(opened, "/areas/testham/seats")
    assert "matrix-title" in page
    found = Links(page)
    assert "/areas/testham/nodes/dcs" in found.targets
    shared = page.split("Bodies that share members</h2>")[1]
    assert "Director" in shared.split("Which bodies a holder joins")[0]
    assert "chairs" in shared.split("Which bodies a holder joins")[1]


def test_an_area_without_seats_says_so(opened: TestClient) -> None:
    page = read(opened, "/areas/elsewhere/seats")
    assert "No seat is recorded in Elsewhere" in page


@pytest.mark.parametrize(
    "picture", ["compare.svg?from=2023-06-01&to=2024-06-01", "measures.svg", "seats.svg"]
)
def test_pictures_can_be_downloaded(opened: TestClient, picture: str) -> None:
    answer = opened.get(f"/areas/testham/{picture}")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.text.startswith("<svg")


def test_what_a_partial_date_leaves_open_is_said_on_the_pages() -> None:
    made = Town().main(name="Board").body("scp", "safeguarding_partnership", name="SCP")
    made.body("sub", "sub_group", name="Group").post("dcs", name="Director")
    made.link("main", "reports_to", "scp", since="2024")
    made.link("dcs", "chairs", "main").link("dcs", "member_of", "sub", since="2024-03")
    store = MemoryStore()
    store.put(made.snapshot(), ())
    quiet = '<span class="quiet">(maybe: a partial date leaves it open)</span>'
    open_then = "A partial date leaves it open whether this was so on 15 March 2024."
    with TestClient(create_app(store), base_url="http://127.0.0.1") as client:
        seats = read(client, "/areas/testham/seats?asOf=2024-03-15")
        assert f"<td>sits on {quiet}</td>" in seats
        assert f'">Group</a> {quiet}</li>' in seats
        assert f'">Director</a> {quiet}</td>' in seats  # what two bodies share
        assert "(maybe" not in read(client, "/areas/testham/seats?asOf=2025-03-15")
        page = read(client, "/areas/testham/compare?from=2023-03-15&to=2024-03-15")
        assert f"Board reports to SCP (since 2024). {open_then}" in page
        assert "now it answers to SCP (maybe: a partial date leaves it open)." in page
        later = read(client, "/areas/testham/compare?from=2023-03-15&to=2025-03-15")
        assert "leaves it open" not in later
        assert "now it answers to SCP." in later
        picture = read(client, "/areas/testham/map.svg?asOf=2024-03-15")
        told = "Board reports to SCP (since 2024). Maybe: its dates leave it open."
        assert f"<title>{told}</title>" in picture
        data = read(client, "/areas/testham/map?asOf=2024-03-15")
        assert "reports to SCP (maybe: its dates leave it open)" in data  # the panel
        assert told in data
    found = compared(Reader(store), Reader(store).view("testham"), DAYS)
    assert open_then in " ".join(as_text(found).split())
    answer = json.loads(as_json(found))
    assert [fact["maybe"] for fact in answer["added"]] == [True, True]
    assert [line["openAfter"] for line in answer["lines"]] == [["testham/scp"]]


@pytest.fixture(scope="module")
def renamed() -> Iterator[TestClient]:
    """The town, written in May 2025, with a new name for its board and a group from June on."""
    store = MemoryStore()
    facts = town().facts
    board, group = facts["testham/main"], body("testham/late", "Late group")
    assert isinstance(board, Node)
    for day, number, changes in (
        (1, "b1", [Added(fact) for fact in facts.values()]),
        (9, "b2", [Changed(replace(board, name="Families Board")), Added(group)]),
    ):
        when = datetime(2025, 5, day, tzinfo=UTC)
        store.apply(replace(batch(number, *changes, area="testham"), when=when))
    with TestClient(create_app(store), base_url="http://127.0.0.1") as client:
        yield client


NEW_NAME = "“Early Help Board” is now called “Families Board”"


def test_a_new_name_shows_between_the_days_it_was_written(renamed: TestClient) -> None:
    text = read(renamed, "/areas/testham/compare?from=2025-05-02&to=2025-06-01")
    assert f"{NEW_NAME}, as was written into the record on 9 May 2025." in text
    assert "1 body has a new name: Early Help Board, now Families Board." in text
    before = read(renamed, "/areas/testham/compare?from=2025-05-09&to=2025-06-01")
    assert "New names" not in before


def test_two_states_of_the_record_beside_each_other(renamed: TestClient) -> None:
    page = "/areas/testham/compare?knownFrom=2025-05-01&knownTo=2025-05-31"
    text = read(renamed, page)
    assert "The record as it stood on 1 May 2025, beside the record as it stood on 31 May" in text
    assert f"<li>{NEW_NAME}.</li>" in text
    assert "1 body is new: Late group." in text
    assert "Added (1)" in text
    assert "Late group (added)" in read(renamed, page.replace("compare?", "compare.svg?"))
    # What a finding says after is read on the map as it stood then.
    assert "known=2025-05-31" in text


def test_graphql_tells_new_names_and_the_reorganisation(renamed: TestClient) -> None:
    names = "inShort renamed { id: subjectId before after written }"
    query = f"""{{ area(slug: "testham") {{ view {{
      days: compare(from: "2025-05-02", to: "2025-06-01") {{ {names} }}
      known: compare(knownFrom: "2025-05-01", knownTo: "2025-05-31") {{ {names} }}
    }} }} }}"""
    area = renamed.post("/graphql", json={"query": query}).json()["data"]["area"]["view"]
    name = {"id": "testham/main", "before": "Early Help Board", "after": "Families Board"}
    assert area["days"]["renamed"] == [name | {"written": "2025-05-09"}]
    assert area["known"]["renamed"] == [name | {"written": None}]
    assert [len(area[side]["inShort"]) for side in ("days", "known")] == [5, 5]
