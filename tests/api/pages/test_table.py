"""The map in words: the table, a page for each thing, and the line of sight.

Tests: api/pages/line_of_sight.py, api/pages/link_words.py, api/pages/nodes.py.
"""

import re
from datetime import date

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from graph.stores.memory import MemoryStore
from tests.api.pages.test_pages import words
from tests.towns import Town


@pytest.fixture(scope="module")
def town() -> TestClient:
    """A main board that answers to a board being set up, and has contact with a top."""
    made = (
        Town()
        .main(name="Main Board", chair_post_exists=True)
        .body("scp", "safeguarding_partnership", name="Safeguarding Partnership")
        .body("hwb", "hwb", name="Wellbeing Board")
        .body("new", "programme_board", name="New Board", status="planned")
        .body("old", "working_group", name="Old Group", since="2019", until="2021-03")
        .body("doubt", "working_group", name="Doubtful Group", since="2024")
        .post("dcs", "dcs", name="Director")
        .link("main", "coordinates_with", "scp")
        .link("main", "accountable_to", "new", status="planned", since="2025-01-06")
        .link("main", "reports_to", "hwb", confidence="disputed")
        .link("dcs", "vice_chairs", "main")
        .link("dcs", "member_of", "scp", vacant=True)
    )
    store = MemoryStore()
    store.put(made.snapshot(), ())
    return TestClient(create_app(store), base_url="http://127.0.0.1")


def names(client: TestClient, address: str) -> list[str]:
    """Return the first column of the table, in order."""
    html = client.get(address).text
    return re.findall(r'<th scope="row"><a [^>]*>([^<]*)</a>', html)


def test_table_shows_bodies_or_everything(client: TestClient) -> None:
    assert len(names(client, "/areas/coventry/table")) == 23
    assert len(names(client, "/areas/coventry/table?show=all")) == 37
    assert "Coventry Early Help Strategy" in names(client, "/areas/coventry/table?show=all")


def test_table_sorts_by_any_column_both_ways(client: TestClient) -> None:
    up = names(client, "/areas/westminster/table?sort=name")
    assert up == sorted(up, key=str.casefold)
    assert names(client, "/areas/westminster/table?sort=name&order=down") == up[::-1]
    html = client.get("/areas/westminster/table?sort=name").text
    assert html.count('aria-sort="ascending"') == 1
    assert "sort=name&amp;order=down" in html


def test_what_is_empty_in_the_sorted_column_comes_last(client: TestClient) -> None:
    for order in ("", "&order=down"):
        found = names(client, f"/areas/westminster/table?sort=answers-to{order}")
        assert found[-1].startswith("Family hub locality partnership")


def test_table_of_an_area_without_bodies_shows_the_rest(client: TestClient) -> None:
    said = words(client, "/areas/york/table")
    assert "Everything on the map of York" in said
    assert "City of York Council" in said
    assert "No board, group or forum is recorded" in words(client, "/areas/york/table?show=bodies")


def test_table_says_the_map_in_sentences_and_names_its_sources(client: TestClient) -> None:
    said = words(client, "/areas/coventry/table")
    assert "The map of Coventry as of 31 March 2024 holds 23 bodies" in said
    assert "Family hub governance case studies: Westminster, Essex and Coventry" in said


def test_table_says_what_is_vacant_planned_and_disputed(town: TestClient) -> None:
    said = words(town, "/areas/testham/table?show=all")
    assert "is accountable to New Board (planned; since" not in said
    assert "reports to Wellbeing Board (disputed, so it counts for nothing)" in said
    assert "Director (vice-chair)" in said
    assert "Director (vacant)" in said
    later = words(town, "/areas/testham/table?asOf=2025-02-01")
    assert "is accountable to New Board (planned; since 6 January 2025)" in later


def test_node_page_of_a_body(client: TestClient) -> None:
    said = words(client, "/areas/coventry/nodes/sehp")
    for part in (
        "Main board, Coventry",
        "Whom it answers to Is accountable to Coventry Safeguarding Children's Partnership",
        "Nobody is recorded as answering to it.",
        "Chair: not recorded: ask.",
        "Oversees Early Help Implementation Plan",
        "How often it meets Not recorded",
        "Path to the health and wellbeing board",
        '(begins with the words In Coventry)", paragraph 2, point 1, read 21 November 2026',
    ):
        assert part in said, part
    assert "from=coventry%2Fsehp" in client.get("/areas/coventry/nodes/sehp").text


def test_node_page_says_links_from_the_other_end(client: TestClient) -> None:
    said = words(client, "/areas/coventry/nodes/cscp")
    assert "Lines of accountability may end here" in said
    assert "Holds to account Strategic Early Help Partnership" in said
    assert "Has as a sub group Early Help Delivery Group" in said


def test_node_page_is_found_by_full_id_and_by_name(client: TestClient) -> None:
    page = client.get("/areas/coventry/nodes/sehp").text
    for given in ("coventry/sehp", "Strategic Early Help Partnership"):
        assert "<h1>" in client.get(f"/areas/coventry/nodes/{given}").text
    assert "Strategic Early Help Partnership" in page


def test_node_page_of_a_post_shows_its_seats(town: TestClient) -> None:
    said = words(town, "/areas/testham/nodes/dcs")
    assert "What it chairs and sits on" in said
    assert "Sits on Safeguarding Partnership (vacant)" in said
    assert "No line of accountability is recorded for this post." in said


def test_node_page_says_when_it_was_not_there_or_may_not_have_been(town: TestClient) -> None:
    assert "Not on the map on 31 March 2024." in words(town, "/areas/testham/nodes/old")
    assert "(since 2019; until March 2021)" in words(town, "/areas/testham/nodes/old")
    assert "Not on the map" not in words(town, "/areas/testham/nodes/old?asOf=2020-05-01")
    assert "partial dates leave open" in words(town, "/areas/testham/nodes/doubt")


def test_node_page_names_a_chair_that_only_the_terms_have(town: TestClient) -> None:
    said = words(town, "/areas/testham/nodes/main")
    assert "Chair: not recorded, though its terms name one: ask." in said


def test_line_of_sight_that_is_recorded(client: TestClient) -> None:
    address = "/areas/coventry/line-of-sight?from=sehp&to=safeguarding_partnership"
    said = words(client, address)
    assert "A line is recorded" in said
    assert "is accountable to Coventry Safeguarding Children's Partnership. Source:" in said
    assert "Not declared: there may be further lines" in said


def test_line_of_sight_that_is_not_recorded(client: TestClient) -> None:
    said = words(client, "/areas/coventry/line-of-sight?from=ehdg&to=hwb")
    for part in (
        "Not recorded: ask",
        "Nearest point reached Coventry Safeguarding Children's Partnership",
        "No such body is on the map. A reporting line from Coventry Safeguarding",
        "the line may well exist. Ask, then record it",
    ):
        assert part in said, part
    switched = words(client, "/areas/coventry/line-of-sight?from=ehdg&to=hwb&complete=1")
    assert "No line, if this map is complete" in switched
    assert "Not recorded: ask" not in switched


def test_line_of_sight_shows_contact_and_never_calls_it_a_line(town: TestClient) -> None:
    said = words(town, "/areas/testham/line-of-sight?from=main&to=scp")
    assert "Not recorded: ask" in said
    assert "Contact, not accountability" in said
    assert "Main Board works with Safeguarding Partnership. Source:" in said
    assert "A line is recorded" not in said


def test_line_of_sight_to_something_planned(town: TestClient) -> None:
    day = date(2025, 2, 1)
    said = words(town, f"/areas/testham/line-of-sight?from=main&to=new&asOf={day}")
    assert "A line is intended, not yet in place" in said
    assert "because one of the two ends is itself only planned or wished for" in said


def test_line_of_sight_offers_choices_and_says_what_is_missing(client: TestClient) -> None:
    html = client.get("/areas/coventry/line-of-sight").text
    assert '<option value="coventry/sehp">' in html
    assert '<option value="safeguarding_partnership">Safeguarding partnership</option>' in html
    assert "From Strategic Early Help Partnership to the health and wellbeing board" in html
    assert "Choose where the line should begin." in words(
        client, "/areas/coventry/line-of-sight?to=hwb"
    )


def test_line_of_sight_without_anything_to_start_from() -> None:
    store = MemoryStore()
    store.put(Town().organisation("la", "la_childrens").snapshot(), ())
    said = words(
        TestClient(create_app(store), base_url="http://127.0.0.1"), "/areas/testham/line-of-sight"
    )
    assert "so there is no line to follow yet" in said


def test_the_table_asks_for_a_chair_in_the_words_it_asks_for_a_line() -> None:
    store = MemoryStore()
    store.put(Town().main(name="Main Board").body("sub", "sub_group").snapshot(), ())
    client = TestClient(create_app(store), base_url="http://127.0.0.1")
    html = client.get("/areas/testham/table").text
    assert '<span class="quiet">not recorded</span>' not in html
    assert html.count('<span class="quiet">not recorded: ask</span>') == 4


def test_a_things_page_names_a_check_once_for_all_it_asks(client: TestClient) -> None:
    html = client.get("/areas/coventry/nodes/sehp").text
    said = html.split("What the checks say about it")[1].split("<details>")[0]
    assert said.count(">Links to Supporting Families, drugs and other work</a>") == 1
    for agenda in ("Supporting Families", "drugs", "school attendance"):
        assert f"is joined to {agenda} is not recorded: ask." in said
