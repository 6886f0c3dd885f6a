"""A page that a browser has is not made again until its area, the day or the address is another."""

from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from graph.facts.changes import Changed
from graph.stores.memory import MemoryStore
from loaders.examples import example
from tests.graph.stores.small import batch

OVERVIEW = "/areas/coventry"
TAGGED = (
    OVERVIEW,
    f"{OVERVIEW}/findings",
    f"{OVERVIEW}/findings/body-has-chair",
    f"{OVERVIEW}/table",
    f"{OVERVIEW}/nodes/sehp",
    f"{OVERVIEW}/partnership",
    f"{OVERVIEW}/engagement",
    f"{OVERVIEW}/line-of-sight",
    f"{OVERVIEW}/history",
    f"{OVERVIEW}/measures",
    f"{OVERVIEW}/seats",
)
# What depends on places, scenarios, other areas or what somebody sent.
UNTAGGED = ("/", f"{OVERVIEW}/map", f"{OVERVIEW}/map.svg", f"{OVERVIEW}/scenarios", "/rules")


@pytest.fixture
def store() -> MemoryStore:
    opened = MemoryStore()
    for slug in ("coventry", "york"):
        archive = example(slug)
        opened.put(archive.snapshot, archive.history)
    return opened


@pytest.fixture
def client(store: MemoryStore) -> TestClient:
    return TestClient(create_app(store), base_url="http://127.0.0.1")


def tag_of(client: TestClient, address: str) -> str:
    return client.get(address).headers.get("etag", "")


def ask_again(client: TestClient, address: str, tag: str) -> int:
    return client.get(address, headers={"If-None-Match": f'"other", {tag}'}).status_code


@pytest.mark.parametrize("address", TAGGED)
def test_a_page_that_the_browser_has_is_not_sent_again(client: TestClient, address: str) -> None:
    first = client.get(address)
    assert first.status_code == 200
    again = client.get(address, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert "Content-Security-Policy" in again.headers
    assert first.headers["cache-control"] == "private, no-cache"


@pytest.mark.parametrize("address", UNTAGGED)
def test_a_page_of_more_than_its_area_is_always_made(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 200
    assert tag_of(client, address) == ""


def test_another_revision_day_switch_or_address_is_another_page(
    client: TestClient, store: MemoryStore
) -> None:
    others = ("?asOf=2020-01-01", "?complete=1", "?known=2026-12-31", "/table")
    tags = [tag_of(client, OVERVIEW), *(tag_of(client, OVERVIEW + other) for other in others)]
    tags.append(tag_of(client, "/areas/york"))
    assert "" not in tags
    assert len(set(tags)) == len(tags)
    board = store.read("coventry").nodes["coventry/sehp"]
    store.apply(batch("renamed", Changed(replace(board, name="Another name"))))
    assert ask_again(client, OVERVIEW, tags[0]) == 200
    assert ask_again(client, "/areas/york", tags[-1]) == 304


def test_another_day_of_the_calendar_or_another_process_has_other_tags(
    client: TestClient, store: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    from api.pages import unchanged

    tag = tag_of(client, OVERVIEW)
    assert tag_of(TestClient(create_app(store), base_url="http://127.0.0.1"), OVERVIEW) == tag
    monkeypatch.setattr(unchanged, "_PROCESS", "another")
    assert ask_again(client, OVERVIEW, tag) == 200


def test_nothing_is_worked_out_for_a_page_that_the_browser_has(
    client: TestClient, store: MemoryStore, checks_run: list[str]
) -> None:
    tag = tag_of(client, OVERVIEW)
    checks_run.clear()
    fresh = TestClient(create_app(store), base_url="http://127.0.0.1")
    assert ask_again(fresh, OVERVIEW, tag) == 304
    assert checks_run == []


def test_an_error_has_no_tag(client: TestClient) -> None:
    assert tag_of(client, f"{OVERVIEW}/table?sort=size") == ""
    assert tag_of(client, "/areas/coventy") == ""


def test_long_answers_are_compressed_and_packed_ones_left(client: TestClient) -> None:
    page = client.get(f"{OVERVIEW}/findings")
    assert page.headers["content-encoding"] == "gzip"
    assert page.headers["vary"] == "Accept-Encoding"
    assert int(page.headers["content-length"]) < len(page.content) / 3
    plain = client.get(f"{OVERVIEW}/findings", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.headers["vary"] == "Accept-Encoding"
    assert plain.content == page.content
    for address in ("/template.xlsx", f"{OVERVIEW}/map.png", f"{OVERVIEW}/report.docx", "/health"):
        assert "content-encoding" not in client.get(address).headers, address
