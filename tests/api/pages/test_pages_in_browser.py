"""Every page in Chromium: nothing asked of another host, no console error, nothing axe finds."""

from urllib.parse import quote

import pytest
from playwright.sync_api import Page

from tests.api.browser import axe_violations
from tests.api.pages.addresses import addresses

# Pages that look otherwise when they are asked something, and other areas than the first.
ASKED = (
    "/rules/scp-education-included?asOf=2024-03-31&complete=1",
    "/areas/york",
    "/areas/coventry?complete=1",
    "/areas/westminster/table?show=all&sort=kind",
    "/areas/york/table",
    "/areas/coventry/nodes/sehp",
    "/areas/coventry/questions?rule=body-has-chair&subject=coventry/adv1",
    "/areas/westminster/partnership",
    "/areas/york/report?complete=1",
    "/areas/coventry/line-of-sight?from=sehp&to=hwb",
    "/areas/york/line-of-sight",
    "/areas/coventry/compare?from=2023-03-31&to=2026-11-24",
    "/areas/coventry/compare?with=york",
    "/areas/coventry/measures?measure=degree",
    "/areas/york/seats",
    "/areas/york/import",
    "/areas/newham/import",
    "/areas/york/engagement",
    "/areas/york/engagement/la",
)
PAGES = (*addresses(), *ASKED)
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
def test_the_pages_of_an_area_stand_in_one_row_on_a_common_screen(page: Page) -> None:
    page.set_viewport_size({"width": 1366, "height": 768})
    rows = "new Set([...document.querySelectorAll('.area-nav a')].map(a => a.offsetTop)).size"
    # In the narrow column and the wide one, with the longest name in bold.
    for address in ("/areas/stockton-on-tees/line-of-sight", "/areas/stockton-on-tees/map"):
        page.goto(address)
        assert page.evaluate(rows) == 1, address


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
@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/areas/coventry/findings", "What would change this answer"),
        ("/rules", "What would change the answer"),
        ("/areas/coventry/findings", "Does the"),
        ("/areas/coventry/partnership", "Family hub governance case studies"),
    ],
)
def test_print_shows_what_is_folded_away_on_screen(page: Page, address: str, words: str) -> None:
    page.goto(address)
    folded = page.locator(f"details >> text={words}").first
    assert not folded.is_visible()
    page.emulate_media(media="print")
    assert folded.is_visible()
    assert not page.locator("#switches").is_visible()


@pytest.mark.parametrize("address", ["/areas/westminster/findings", "/areas/essex/partnership"])
def test_a_link_to_what_is_folded_opens_it(page: Page, address: str) -> None:
    page.goto(address)
    places = page.locator("details:not([open]) > div[id]")
    anchors = [place.get_attribute("id") for place in places.all()]
    assert len(anchors) > 8
    page.goto("/accessibility")
    page.goto(f"{address}#{anchors[5]}")
    page.wait_for_selector(f"details[open] > #{anchors[5]}")
    assert page.locator("details[open]").count() == 1
    page.evaluate(f"window.location.hash = '{anchors[7]}'")
    page.wait_for_selector(f"details[open] > #{anchors[7]}")
    heading = page.locator(f":is(article, section):has(#{anchors[7]}) h3").last.bounding_box()
    assert heading is not None
    assert heading["y"] >= 0, "what it is about stays in sight"
    assert axe_violations(page) == []


@pytest.mark.parametrize("address", ["/areas/westminster/findings", "/areas/essex/partnership"])
def test_a_search_for_a_word_opens_what_holds_it(page: Page, address: str) -> None:
    page.goto(address)
    folded = page.locator("details:not([open]) > div[id]").nth(3)
    anchor, words = folded.get_attribute("id"), folded.evaluate("each => each.textContent")
    page.goto("/accessibility")
    searched = quote(" ".join(words.split()[:7]), safe="")
    page.goto(f"{address}#:~:text={searched}")
    page.wait_for_selector(f"details[open] > #{anchor}")


@pytest.mark.parametrize(
    ("address", "most"),
    [("/areas/coventry/findings", 8200), ("/areas/coventry/partnership", 7600)],
)
def test_the_long_pages_are_folded(page: Page, address: str, most: int) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollHeight") < most


@pytest.mark.browser
def test_a_workbook_is_loaded_by_hand(page: Page) -> None:
    """Nothing is written: the store of these tests is shared."""
    page.goto("/areas/york/import")
    content = "Name,Since,Tier\nA group,31/02/2024,\nAnother group,,strategic\n"
    file = {"name": "Bodies.csv", "mimeType": "text/csv", "buffer": content.encode()}
    page.get_by_label("Workbook, or one sheet as CSV").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="Show what it would change").click()
    page.get_by_role("heading", name="What is wrong").wait_for()
    assert page.get_by_role("cell", name="31/02/2024").first.is_visible()
    assert page.get_by_role("button", name="Write the good rows only").is_visible()
    assert axe_violations(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_report_prints_without_navigation_and_with_its_map(page: Page) -> None:
    page.goto("/areas/coventry/report")
    page.emulate_media(media="print")
    for gone in ("nav", "form", "#switches", ".site-header", ".site-footer", ".no-print"):
        assert not page.locator(gone).first.is_visible(), gone
    assert page.locator(".report-map svg").is_visible()
    assert page.locator("#annex-questions").is_visible()


@pytest.mark.browser
@pytest.mark.parametrize("address", ["/areas/york/table", "/areas/westminster/engagement"])
def test_a_narrow_table_does_not_break_names_letter_by_letter(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address)
    widths = page.eval_on_selector_all(
        ".table-scroll tbody th a", "links => links.map(link => link.closest('th').clientWidth)"
    )
    assert min(widths) >= 100
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.browser
def test_axe_says_what_a_page_breaks(page: Page) -> None:
    page.goto("/rules")
    page.evaluate(
        "() => { const faint = document.createElement('p'); faint.textContent = 'faint'; "
        "faint.style.color = '#ccc'; faint.style.background = '#fff'; "
        "document.querySelector('main').append(faint, document.createElement('input')) }"
    )
    assert [said.split(":")[0] for said in axe_violations(page)] == ["color-contrast", "label"]
