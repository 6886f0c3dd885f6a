"""The page of partnership questions: answers, lists and where each was read."""

import re

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from graph.stores.memory import MemoryStore
from tests.towns import Town


@pytest.fixture
def page() -> str:
    town = Town().main("board", name="Early Help Board", tier="strategic")
    town.body("north", "locality_team", name="North Team", tier="locality")
    town.body("south", "locality_team", name="South Team", tier="locality")
    town.organisation("trust", "nhs_community", name="Trust").organisation("icb", "icb", name="ICB")
    town.post("head", name="Head of Early Help").link("head", "chairs", "board")
    town.link("trust", "member_of", "north").link("trust", "member_of", "south")
    town.link("icb", "commissions", "trust")
    store = MemoryStore()
    store.put(town.snapshot(), ())
    with TestClient(create_app(store), base_url="http://127.0.0.1") as client:
        return client.get("/areas/testham/partnership?asOf=2024-03-31&complete=1").text


def text(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split()).replace(" ,", ",")


def test_a_seat_without_a_sector_is_not_left_out(page: str) -> None:
    assert "Sector not recorded: ask Head of Early Help, on Early Help Board" in text(page)


def test_one_partner_stands_once_with_all_its_bodies(page: str) -> None:
    assert "Trust, on North Team, South Team" in text(page)
    assert "Level not recorded" not in page


def test_each_sector_without_a_seat_stands_in_a_line_of_its_own(page: str) -> None:
    assert "<li>Police</li>" in page
    assert re.search(r"<li>Integrated care board \(NHS\) <span.*>ICB</a>\)</span></li>", page)


def test_a_commission_says_where_it_was_read(page: str) -> None:
    chains = text(page.split('id="chains"')[1].split("</ol>")[0])
    assert "ICB commissions Trust. Source: Minutes" in chains.replace(" .", ".")


def test_what_is_on_record_is_folded_and_what_to_ask_is_not(page: str) -> None:
    blocks = re.findall(r'<section class="finding".*?</section>', page, re.DOTALL)
    assert len(blocks) == 21
    asked = [block for block in blocks if "<details" not in block]
    assert all("Not recorded: ask." in block for block in asked)
    folded = [block for block in blocks if "<details" in block]
    assert asked
    assert folded
    for block in folded:
        assert re.search(r"<summary>\d+ facts? on record", block)
        assert "Source" not in block.split("<details")[0]


def test_the_quiet_partners_lead_to_engagement(page: str) -> None:
    link = '<a href="/areas/testham/engagement?asOf=2024-03-31&amp;complete=1">'
    assert f"{link}Key partners seen less</a>" in page


def test_a_held_seat_that_stands_by_itself_on_the_map_is_shown() -> None:
    town = Town().main("board", name="Early Help Board", tier="strategic")
    town.node("place", "seat", name="A seat", body="testham/board", vacant=False)
    store = MemoryStore()
    store.put(town.snapshot(), ())
    with TestClient(create_app(store), base_url="http://127.0.0.1") as client:
        answered = client.get("/areas/testham/partnership")
    assert answered.status_code == 200
    assert "A seat, on Early Help Board" in text(answered.text)
