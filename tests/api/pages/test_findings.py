"""The filters of the findings: by sector also for one that nobody on the map belongs to."""

import re

import pytest
from starlette.testclient import TestClient

from api.pages.findings import _ASKED_FOR
from graph.kinds.words import SECTORS
from graph.rules.registry import rule_by_id
from graph.sectors import sector_fits


def listed(client: TestClient, query: str) -> list[str]:
    """Return the checks that a page of findings of Westminster lists."""
    html = client.get(f"/areas/westminster/findings?{query}").text
    return re.findall(r'<h3 id="title-([a-z-]+)">', html)


def test_a_sector_that_is_not_on_the_map_can_be_asked_for(client: TestClient) -> None:
    html = client.get("/areas/westminster/findings?sector=police").text
    assert '<option value="police" selected>Police</option>' in html
    assert listed(client, "sector=police") == [
        *("data-board-led-and-senior", "scp-three-partners", "scp-leads-named"),
        "data-sharing-in-place",
    ]


def test_a_group_of_sectors_is_found_under_each_of_them(client: TestClient) -> None:
    assert "vcfs-core-partner" in listed(client, "sector=faith")
    assert "main-board-core-sectors" in listed(client, "sector=icb")


def test_filters_join(client: TestClient) -> None:
    wanted = ("sector=families", "outcome=silent", "severity=expected", "about=westminster/ehpb")
    found = listed(client, "&".join(wanted))
    assert found
    for one in wanted:
        assert set(found) <= set(listed(client, one))
    assert listed(client, "sector=families&outcome=gap") == []


@pytest.mark.parametrize("rule", list(_ASKED_FOR))
def test_what_a_check_asks_for_is_a_check_and_a_sector(rule: str) -> None:
    assert rule_by_id(rule)
    for wanted in _ASKED_FOR[rule]:
        assert any(sector_fits(choice.word, wanted) for choice in SECTORS)
