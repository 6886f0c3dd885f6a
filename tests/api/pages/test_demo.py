"""A demo says on each page that it is thrown away, and keeps an area where it is told to.

Tests: api/pages/demo.py, api/service/demo.py
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, expect
from starlette.testclient import TestClient

from api.app import create_app
from api.service.demo import keep_areas
from api.service.load_archive import import_example
from graph.errors import StoreLocked, UnknownThing
from graph.facts.identifiers import full_id
from graph.store import Store
from graph.stores.memory import MemoryStore
from loaders.examples import INVENTED, example_scenarios
from tests.api.browser import axe_violations, serving
from tests.api.pages.addresses import BUNDLED, addresses

SAYS = "is thrown away when the demo stops"
BY_PAGE = {"origin": "http://127.0.0.1", "sec-fetch-site": "same-origin"}
TOWN = BUNDLED | {"slug": INVENTED, "node": "icb", "document": "record"}


class OwnStore:
    """A store of the user's own, which counts how often it was opened and is closed each time."""

    def __init__(self) -> None:
        self.store = MemoryStore()
        self.opened = self.closed = 0

    @contextmanager
    def __call__(self) -> Iterator[Store]:
        self.opened += 1
        yield self.store
        self.closed += 1


@pytest.fixture(scope="module")
def shown() -> MemoryStore:
    store = MemoryStore()
    for slug in (INVENTED, "york"):
        import_example(store, slug)
    return store


@pytest.fixture
def own() -> OwnStore:
    return OwnStore()


@pytest.fixture
def demo(shown: MemoryStore, own: OwnStore) -> Iterator[TestClient]:
    app = create_app(shown, keep_in=own)
    with TestClient(app, base_url="http://127.0.0.1", follow_redirects=False) as client:
        yield client


def test_each_page_of_a_demo_says_so_and_no_page_of_a_store_that_stays(
    demo: TestClient, client: TestClient
) -> None:
    for address in addresses(TOWN):
        page = demo.get(address)
        assert page.status_code == 200, address
        assert SAYS in page.text, address
        assert page.text.count('action="/keep"') == 1, address
    assert SAYS in demo.get("/areas/nowhere").text
    assert SAYS not in client.get("/").text
    assert client.post("/keep", headers=BY_PAGE).status_code == 404


def test_keep_writes_the_area_with_all_that_is_beside_it(
    demo: TestClient, own: OwnStore, shown: MemoryStore
) -> None:
    page = demo.post("/keep", data={"area": INVENTED}, headers=BY_PAGE)
    assert page.status_code == 200
    assert "Kept in your own store" in page.text
    assert "start.py serve" in page.text
    assert [summary.area.slug for summary in own.store.areas()] == [INVENTED]
    assert own.store.read(INVENTED) == shown.read(INVENTED)
    assert own.store.history(INVENTED) == shown.history(INVENTED)
    assert own.store.scenarios(INVENTED) == shown.scenarios(INVENTED)
    assert own.store.places(INVENTED, "columns").keys() == {
        full_id(local, INVENTED) for local in ("east", "vacancy")
    }
    assert own.store.verify() == ()
    assert (own.opened, own.closed) == (1, 1)


def test_keep_off_an_area_keeps_all_and_leaves_what_is_there(
    demo: TestClient, own: OwnStore
) -> None:
    mine = MemoryStore()
    import_example(mine, "york")
    own.store = mine
    own.store.forget_places("york", "columns")
    before = own.store.contents().facts["york"]
    page = demo.post("/keep", headers=BY_PAGE)
    assert "already, and left there as it is" in page.text
    assert [summary.area.slug for summary in own.store.areas()] == [INVENTED, "york"]
    assert own.store.contents().facts["york"] == before
    again = demo.post("/keep", headers=BY_PAGE).text
    assert "Nothing was kept" in again
    assert "already, and left there as they are" in again


def test_a_scenario_that_was_kept_can_be_accepted_there(shown: MemoryStore, own: OwnStore) -> None:
    keep_areas(shown, own, INVENTED)
    for scenario in example_scenarios(INVENTED):
        assert replace(scenario, version=1) in own.store.scenarios(INVENTED)
        versions = own.store.read(INVENTED).versions
        assert {i: versions.get(i, 0) for i in scenario.expected} == scenario.expected


def test_a_store_that_another_program_has_open_is_said_in_a_sentence(shown: MemoryStore) -> None:
    def taken() -> AbstractContextManager[Store]:
        raise StoreLocked("The store /home/ada/store.lbug is in use by process 7: stop it first.")

    with TestClient(create_app(shown, keep_in=taken), base_url="http://127.0.0.1") as client:
        page = client.post("/keep", data={"area": INVENTED}, headers=BY_PAGE)
    assert page.status_code == 503
    assert "in use by process 7" in page.text
    assert "Nothing was kept" in page.text


@pytest.mark.parametrize(
    ("headers", "data", "status"),
    [
        ({"origin": "http://elsewhere.example", "sec-fetch-site": "cross-site"}, {}, 403),
        ({}, {}, 403),
        (BY_PAGE, {"area": "atlantis"}, 404),
    ],
)
def test_what_is_not_of_this_demo_is_refused(
    demo: TestClient, own: OwnStore, headers: dict[str, str], data: dict[str, str], status: int
) -> None:
    assert demo.post("/keep", data=data, headers=headers).status_code == status
    assert own.opened == 0
    assert demo.get("/keep").status_code == 405


def test_an_area_that_is_not_shown_is_unknown(shown: MemoryStore, own: OwnStore) -> None:
    with pytest.raises(UnknownThing):
        keep_areas(shown, own, "atlantis")


@pytest.mark.browser
def test_the_button_works_on_a_small_screen_and_passes_axe(
    browser: Browser, shown: MemoryStore, own: OwnStore
) -> None:
    with serving(create_app(shown, keep_in=own)) as address:
        context = browser.new_context(base_url=address, viewport={"width": 320, "height": 640})
        page = context.new_page()
        page.goto(f"/areas/{INVENTED}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        assert axe_violations(page) == []
        page.get_by_role("button", name="Keep this area in your own store").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Kept in your own store")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        assert axe_violations(page) == []
        context.close()
    assert [summary.area.slug for summary in own.store.areas()] == [INVENTED]
