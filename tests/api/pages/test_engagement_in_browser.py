"""The pages about engagement and the coloured map in Chromium, with everything recorded on them."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from api.app import create_app
from graph.stores.memory import MemoryStore
from tests.api.browser import axe_violations, serving
from tests.engagement_town import town

DAY = "asOf=2026-10-01"
ADDRESSES = (
    f"/areas/sampleton/engagement?{DAY}",
    f"/areas/sampleton/engagement/icb?{DAY}",
    f"/areas/sampleton/engagement/police?{DAY}",
    f"/areas/sampleton/engagement/parents?{DAY}",
    f"/areas/sampleton/map?{DAY}&colour=engagement",
    f"/areas/sampleton/map?{DAY}&colour=engagement&layout=network&theme=projector",
)


@pytest.fixture(scope="module")
def live() -> Iterator[str]:
    """Serve the made-up town, in place of the bundled areas."""
    store = MemoryStore()
    store.put(town().snapshot(), ())
    with serving(create_app(store)) as address:
        yield address


@pytest.mark.browser
@pytest.mark.parametrize("address", ADDRESSES)
def test_page_passes_axe_folded_and_unfolded(page: Page, address: str) -> None:
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 200
    assert axe_violations(page) == []
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    assert axe_violations(page) == []


@pytest.mark.browser
def test_no_page_scrolls_sideways_on_a_small_screen(page: Page) -> None:
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 700})
        for address in ADDRESSES:
            page.goto(address)
            page.evaluate(
                "document.querySelectorAll('details').forEach((each) => { each.open = true; })"
            )
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address


@pytest.mark.browser
def test_the_chosen_box_says_how_much_it_has_been_seen(page: Page) -> None:
    page.goto(f"/areas/sampleton/map?{DAY}&colour=engagement")
    page.get_by_label("Find on the map").fill("Sampleton ICB")
    page.keyboard.press("Enter")
    details = page.get_by_label("Details")
    details.get_by_role("heading", name="How much it has been seen").wait_for()
    assert details.get_by_text("Seen 0.34, between 0.27 and 0.47.").is_visible()
    legend = page.locator("#map-app")
    assert legend.get_by_text("Has been seen less", exact=True).is_visible()


@pytest.mark.browser
def test_all_of_it_is_there_with_scripts_off(browser: Browser, live: str) -> None:
    context = browser.new_context(base_url=live, java_script_enabled=False)
    page = context.new_page()
    page.goto(ADDRESSES[0])
    page.get_by_role("link", name="Seen, 0 to 1").click()
    first = page.locator("table:has(#caption) tbody th").first
    assert first.inner_text() == "Sampleton ICB"
    assert "asOf=2026-10-01" in page.url
    page.goto(ADDRESSES[4])
    assert page.locator("#map-still svg").get_by_text("(seen less; key role)").count() == 1
    context.close()


@pytest.mark.browser
def test_whom_to_tell_is_chosen_with_scripts_off(browser: Browser, live: str) -> None:
    context = browser.new_context(base_url=live, java_script_enabled=False)
    page = context.new_page()
    page.goto(ADDRESSES[1])
    page.get_by_text("Choose another day").click()
    page.get_by_label("By what day").fill("2026-10-31")
    page.get_by_label("To whom").fill("Sampleton Police lead")
    page.get_by_role("button", name="Put it on this page").click()
    wanted = "Tell us what is wrong or missing by 31 October 2026, to: Sampleton Police lead."
    assert page.get_by_text(wanted).is_visible()
    assert "asOf=2026-10-01" in page.url
    context.close()


@pytest.mark.browser
def test_a_partners_page_prints_with_its_evidence(page: Page) -> None:
    page.goto(ADDRESSES[1])
    page.emulate_media(media="print")
    assert page.get_by_role("cell", name="15 September 2026", exact=True).is_visible()
    assert page.get_by_text("Tell us what is wrong or missing by").is_visible()
    assert not page.get_by_text("Choose another day").is_visible()
    assert not page.locator("#switches").is_visible()
    assert not page.get_by_role("link", name="Everything on record about").is_visible()
