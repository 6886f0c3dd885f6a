"""The page /ask in Chromium: asking with and without scripts, by keyboard, and what axe finds."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.api.browser import axe_violations

ADDRESSES = (
    "/ask",
    "/ask?area=westminster&question=who-sits",
    "/ask?area=york&question=boards-and-groups",
    "/ask?area=coventry&question=safeguarding",
    "/ask?area=nowhere",
)
ROWS = "#answer tbody tr"


@pytest.mark.browser
@pytest.mark.parametrize("address", ADDRESSES)
def test_page_passes_axe(page: Page, address: str) -> None:
    page.goto(address)
    for part in page.locator("details").all()[:4]:
        part.evaluate("part => { part.open = true }")
    assert axe_violations(page) == []


@pytest.mark.browser
def test_a_question_is_answered_as_a_table_in_place(page: Page) -> None:
    page.goto("/ask")
    expect(page.locator("#about")).to_be_hidden()
    page.get_by_label("Area", exact=True).select_option("Westminster")
    page.get_by_label("Who sits on this board or group?").check()
    things = page.get_by_label("Which board, group or other thing?")
    expect(things).to_have_value("westminster/ehpb")
    page.get_by_role("button", name="Ask").click()
    expect(page.get_by_role("status")).to_have_text("Answered: 4 rows.")
    expect(page.locator(ROWS)).to_have_count(4)
    expect(page.locator("#answer-heading")).to_be_focused()
    expect(page.get_by_role("link", name="Head of early help")).to_be_visible()
    assert "question=who-sits" in page.url
    assert '"westminster/ehpb"' in page.get_by_label("Variables").input_value()
    assert axe_violations(page) == []


@pytest.mark.browser
def test_a_review_question_is_asked_of_the_areas_that_are_chosen(page: Page) -> None:
    page.goto("/ask")
    areas, words = page.get_by_role("group", name="Which areas?"), page.locator("#words")
    expect(areas).to_be_hidden()
    page.get_by_label("What is on record of one organisation, area by area?").check()
    expect(words).to_be_visible()
    page.get_by_label("Of which boards and groups is the last meeting on record").check()
    expect(words).to_be_hidden()
    areas.get_by_label("Coventry").check()
    areas.get_by_label("York").check()
    page.get_by_role("button", name="Ask").click()
    expect(page.locator("#answer .caption")).to_have_text("Coventry, York, each as of its own day")
    assert "areas=coventry&areas=york" in page.url
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV of this answer").click()
    assert download.value.suggested_filename == "not-met.csv"
    assert axe_violations(page) == []


@pytest.mark.browser
def test_a_changed_query_is_run_and_a_wrong_one_explained(page: Page) -> None:
    page.goto("/ask")
    page.get_by_label("Query", exact=True).fill("{ areas { name revision } }")
    page.get_by_role("button", name="Run").click()
    expect(page.get_by_role("status")).to_have_text("Answered: 8 rows.")
    page.get_by_label("Query", exact=True).fill("{ areas { nam } }")
    page.get_by_role("button", name="Run").click()
    expect(page.get_by_role("status")).to_contain_text("Cannot query field 'nam'")
    expect(page.locator("#answer .problem")).to_be_visible()
    assert axe_violations(page) == []


@pytest.mark.browser
def test_the_keyboard_alone_is_enough(page: Page) -> None:
    page.goto("/ask")
    page.locator("#area").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#q-boards-and-groups")).to_be_checked()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Answered: 4 rows.")
    page.go_back()
    expect(page.get_by_text("Nothing has been asked yet")).to_be_visible()


@pytest.mark.browser
def test_without_scripts_plain_forms_do_the_same(browser: Browser, live: str) -> None:
    context = browser.new_context(base_url=live, java_script_enabled=False)
    page = context.new_page()
    page.goto("/ask")
    page.get_by_label("Area", exact=True).select_option("Coventry")
    page.get_by_label("Does this board or group reach the safeguarding partnership?").check()
    page.get_by_role("button", name="Ask").click()
    expect(page.locator("#answer")).to_contain_text("Coventry Safeguarding Children's Partnership")
    assert page.url.endswith("#answer")
    page.get_by_label("Query", exact=True).fill("{ areas { name } }")
    page.get_by_label("Variables").fill("")
    page.get_by_role("button", name="Run").click()
    expect(page.locator(ROWS)).to_have_count(8)
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_is_wider_than_the_page(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/ask?area=westminster&question=ask-first")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
