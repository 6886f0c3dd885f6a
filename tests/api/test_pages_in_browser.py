"""Every page in Chromium: nothing asked of another host, no console error, nothing axe finds."""

import pytest
from playwright.sync_api import Page

from tests.api.browser import axe_violations

PAGES = (
    "/",
    "/rules",
    "/problems",
    "/accessibility",
    "/areas/coventry",
    "/areas/york",
    "/areas/coventry?complete=1",
    "/areas/coventry/findings",
    "/areas/coventry/findings/link-health-wellbeing-board",
    "/areas/westminster/table?show=all&sort=kind",
    "/areas/york/table",
    "/areas/coventry/nodes/sehp",
    "/areas/coventry/line-of-sight?from=sehp&to=hwb",
    "/areas/york/line-of-sight",
)
ERROR_PAGES = {"/nowhere": 404, "/areas/coventry?asOf=soon": 400}


@pytest.mark.browser
@pytest.mark.parametrize("address", PAGES)
def test_page_asks_nobody_else_and_passes_axe(page: Page, address: str) -> None:
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 200
    assert axe_violations(page) == []


@pytest.mark.browser
@pytest.mark.parametrize(("address", "status"), ERROR_PAGES.items())
def test_error_page_passes_axe(page: Page, address: str, status: int) -> None:
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == status
    assert axe_violations(page) == []


@pytest.mark.browser
def test_no_page_scrolls_sideways_on_a_small_screen(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    for address in PAGES:
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address


@pytest.mark.browser
def test_the_first_tab_stop_skips_to_the_main_content(page: Page) -> None:
    page.goto("/areas/coventry")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.browser
def test_print_shows_what_is_folded_away_on_screen(page: Page) -> None:
    page.goto("/areas/coventry/findings")
    folded = page.locator("details >> text=What would change this answer").first
    assert not folded.is_visible()
    page.emulate_media(media="print")
    assert folded.is_visible()
    assert not page.locator("#switches").is_visible()
