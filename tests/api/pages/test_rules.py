"""The catalogue of checks keeps the day and the switch, and helps a reader find the way."""

from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from graph.rules.registry import GROUPS
from graph.rules.run import RULES
from graph.stores.memory import MemoryStore
from tests.api.pages.links import Links
from tests.api.test_known_at import fill

RULE = "link-safeguarding-partnership"
SEEN = "asOf=2024-01-31&complete=1"


def links(client: TestClient, address: str) -> Links:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return Links(answer.text)


@pytest.mark.parametrize("page", ["", "/nodes/sehp", f"/findings/{RULE}", "/map"])
def test_an_area_s_links_to_the_checks_keep_the_day(client: TestClient, page: str) -> None:
    found = links(client, f"/areas/coventry{page}?{SEEN}")
    targets = [target for target in found.targets if urlsplit(target).path.startswith("/rules")]
    assert targets
    for target in targets:
        assert urlsplit(target).query == SEEN, target


@pytest.mark.parametrize("page", ["/rules", f"/rules/{RULE}", "/rules/changes"])
def test_the_catalogue_s_links_keep_the_day(client: TestClient, page: str) -> None:
    found = links(client, f"{page}?{SEEN}")
    inner = [t for t in found.targets if t.startswith(("/rules/", "/areas/"))]
    assert inner
    for target in inner:
        query = parse_qs(urlsplit(target).query)
        assert (query["asOf"], query["complete"]) == (["2024-01-31"], ["1"]), target


def test_a_check_answers_for_the_day_and_the_switch(client: TestClient) -> None:
    before = client.get("/rules/best-start-plan-linked?asOf=2026-03-31").text
    after = client.get("/rules/best-start-plan-linked?asOf=2026-04-01").text
    assert before.count("This check begins on 1 April 2026") == 8
    assert "on 31 March 2026" in before
    assert "This check begins on" not in after
    complete = client.get("/rules/body-has-chair?complete=1").text
    assert "Gap for all 15 formal bodies" in complete
    assert "each map treated as complete" in complete


def test_an_area_that_was_not_recorded_yet_is_counted(client: TestClient) -> None:
    with TestClient(create_app(fill(MemoryStore())), base_url="http://127.0.0.1") as opened:
        early = opened.get(f"/rules/{RULE}?known=2024-04-30").text
        later = opened.get(f"/rules/{RULE}?known=2024-05-10").text
    assert "1 area was not recorded yet at the end of 30 April 2024" in early
    assert "Testham" not in early
    assert "/areas/testham/findings/link-safeguarding-partnership?known=2024-05-10" in later


def test_the_catalogue_begins_with_a_summary_and_contents(client: TestClient) -> None:
    html = client.get("/rules?asOf=2024-03-31").text
    counted = f"{len(RULES)} checks in {len(GROUPS)} groups"
    assert f"{counted}, as they stand on 31 March 2024" in html
    for group, label in GROUPS.items():
        count = sum(rule.group == group for rule in RULES)
        assert f'<a href="#group-{group}">{label}</a> ({count})' in html
    assert html.count("<details>") == len(RULES)
    assert client.get("/rules?complete=perhaps").status_code == 400


def test_two_days_lead_to_the_checks_that_changed_between_them(client: TestClient) -> None:
    html = client.get("/areas/coventry/compare?from=2024-03-31&to=2026-11-24").text
    assert 'href="/rules/changes?from=2024-03-31&amp;to=2026-11-24"' in html
    assert "/rules/changes?from" not in client.get("/areas/coventry/compare?with=york").text


@pytest.mark.parametrize(
    "page",
    [
        "/rules?asOf=2026-11-30",
        "/rules/scp-education-included?asOf=2026-11-30",
        "/rules/changes?from=2024-03-31&to=2026-11-30",
        "/areas/coventry/findings/scp-education-included?asOf=2026-11-30",
        "/areas/coventry/report?asOf=2026-11-30",
    ],
)
def test_no_page_denies_what_was_not_read(client: TestClient, page: str) -> None:
    text = client.get(page).text
    assert "as far as read up to July 2026, ask" in text
    assert "not in force on 30 November 2026" not in text


def test_what_changed_says_up_to_when_it_was_read(client: TestClient) -> None:
    later = client.get("/rules/changes?from=2026-08-01&to=2026-11-30").text
    assert "Law and guidance were read up to July 2026" in later
    assert "As far as it was read, no check stands otherwise" in later
    assert "Last looked up: July 2026." in later
    assert "Over on 30 November 2026." in later
    then = client.get("/rules/changes?from=2026-03-31&to=2026-07-31").text
    assert "were read up to" not in then
    assert "Enacted, not in force on 31 July 2026." in then
