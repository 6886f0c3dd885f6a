"""The panel "What if" in a real browser: by keyboard, heard, drawn, kept, accepted, dropped."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from api.app import create_app
from graph.stores.memory import MemoryStore
from loaders.examples import example
from tests.api.browser import axe_violations, serving

LOOKS = "JSON.parse(document.getElementById('map-data').textContent).lines.map((l) => l.look)"
SOUTH = "Early help advisory group, South"
BOARD = "Strategic Early Help Partnership"


@pytest.fixture
def store() -> MemoryStore:
    """A store that a test may change."""
    opened = MemoryStore()
    for slug in ("coventry", "westminster"):
        found = example(slug)
        opened.put(found.snapshot, found.history)
    return opened


@pytest.fixture
def live(store: MemoryStore) -> Iterator[str]:
    """Serve that store."""
    with serving(create_app(store)) as address:
        yield address


def propose(page: Page, start: str, kind: str, stop: str) -> None:
    """Propose a link by keyboard alone."""
    page.locator("#what-if-from").focus()
    page.keyboard.type(start)
    page.keyboard.press("Tab")
    page.keyboard.type(kind)
    page.keyboard.press("Tab")
    page.keyboard.type(stop)
    page.keyboard.press("Enter")


@pytest.mark.parametrize("width", [1280, 390])
def test_a_link_is_proposed_drawn_and_told(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/areas/coventry/map")
    page.wait_for_selector("#map-app[data-drawn]")
    painted = page.locator(".map-canvas canvas").screenshot()
    propose(page, SOUTH, "reports to", BOARD)
    live = page.locator(".what-if__live")
    expect(live).to_contain_text(f"Proposed: {SOUTH} reports to {BOARD}.")
    expect(live).to_contain_text("would close")
    expect(page.locator("#what-if ol li")).to_have_count(1)
    expect(page.locator(".what-if__effect")).to_contain_text("Every body answers to something")
    expect(page.locator(".what-if__effect")).to_contain_text("Lines of sight")
    expect(page.locator(".map-key")).to_contain_text("Proposed, not so yet")
    assert page.locator(".map-canvas canvas").screenshot() != painted
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    # The address holds it, and a reader without scripts sees the same.
    assert "change=" in page.url
    page.reload()
    expect(page.locator("#what-if ol li")).to_have_count(1)
    assert "proposed" in page.evaluate(LOOKS)
    page.get_by_role("button", name="Take away").press("Enter")
    expect(live).to_have_text("Nothing is proposed.")
    expect(page.locator(".map-key")).not_to_contain_text("Proposed, not so yet")


def test_only_what_the_model_allows_is_offered(page: Page) -> None:
    page.goto("/areas/coventry/map")
    page.wait_for_selector("#map-app[data-drawn]")
    page.fill("#what-if-from", SOUTH)
    kinds = page.locator("#what-if-kind option").all_text_contents()
    assert "reports to" in kinds
    assert "chairs" not in kinds
    page.select_option("#what-if-kind", label="governs")
    offered = page.locator("#what-if-to-list option").evaluate_all("all => all.map((o) => o.value)")
    assert offered
    assert BOARD not in offered
    page.fill("#what-if-to", BOARD)
    page.get_by_role("button", name="Try this link").click()
    expect(page.locator(".what-if__live")).to_contain_text("choose one of")


@pytest.mark.parametrize("width", [1280, 390])
def test_what_is_not_on_the_map_is_added_as_planned(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/areas/coventry/map")
    page.wait_for_selector("#map-app[data-drawn]")
    propose(page, BOARD, "reports to", "health and wellbeing board")
    live = page.locator(".what-if__live")
    expect(live).to_have_text("No health and wellbeing board is on the map of Coventry.")
    missing = page.get_by_role("group", name="“health and wellbeing board” is not on the map yet")
    expect(missing.get_by_role("combobox")).to_have_value("body:hwb")
    expect(missing.locator("option[value='post:dcs']")).to_have_count(0)
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(live).to_contain_text("(would be planned, as Health and wellbeing board is)")
    expect(page.locator("#what-if ol li")).to_have_count(2)
    expect(page.locator(".map-key")).to_contain_text("Proposed, not so yet")
    # It may be named by the next link; and with it goes what leans on it.
    propose(page, SOUTH, "informs", "Health and wellbeing board")
    expect(page.locator("#what-if ol li")).to_have_count(3)
    page.get_by_role("button", name="Take away: Health and wellbeing board").press("Enter")
    expect(live).to_have_text("Nothing is proposed.")


def test_near_names_are_offered_first(page: Page) -> None:
    page.goto("/areas/coventry/map")
    page.wait_for_selector("#map-app[data-drawn]")
    propose(page, "early help board", "reports to", "Coventry Safeguarding Children's Partnership")
    missing = page.get_by_role("group", name="“early help board” is not on the map yet")
    missing.get_by_role("button", name=BOARD).press("Enter")
    expect(page.locator("#what-if-from")).to_have_value(BOARD)
    expect(missing).to_have_count(0)


def test_a_scenario_is_kept_opened_accepted_and_dropped(page: Page, store: MemoryStore) -> None:
    page.goto("/areas/coventry/map")
    page.wait_for_selector("#map-app[data-drawn]")
    propose(page, SOUTH, "reports to", BOARD)
    expect(page.locator("#what-if ol li")).to_have_count(1)
    live = page.locator(".what-if__live")
    for name in ("One", "Two"):
        page.fill("#what-if-name", name)
        page.get_by_role("button", name="Keep as scenario").press("Enter")
        expect(live).to_have_text(f"Kept as {name}. The record stays as it is.")
    assert store.revision("coventry") == 1
    page.goto("/areas/coventry/map")
    page.get_by_role("button", name="Open One").press("Enter")
    expect(page.locator("#what-if ol li")).to_have_count(1)
    expect(page.locator(".map-key")).to_contain_text("Proposed, not so yet")
    # Escape declines; the button of the dialog accepts.
    page.get_by_role("button", name="Accept One").press("Enter")
    assert axe_violations(page) == []
    page.keyboard.press("Escape")
    assert store.revision("coventry") == 1
    page.get_by_role("button", name="Accept One").press("Enter")
    with page.expect_navigation():
        page.get_by_role("dialog").get_by_role("button", name="Accept").press("Enter")
    assert store.revision("coventry") == 2
    assert "change=" not in page.url
    page.get_by_role("button", name="Accept Two").click()
    page.get_by_role("dialog").get_by_role("button", name="Accept").click()
    expect(live).to_contain_text("Nothing was written")
    page.get_by_role("button", name="Drop Two").click()
    page.get_by_role("dialog").get_by_role("button", name="Drop").click()
    expect(live).to_have_text("Two is dropped.")
    assert store.scenarios("coventry") == ()


def test_the_day_changes_and_what_is_proposed_stays(page: Page) -> None:
    page.goto("/areas/westminster/map")
    page.wait_for_selector("#map-app[data-drawn]")
    propose(
        page, "Early Help Partnership Board", "informs", "Integrated leadership team, locality 1"
    )
    expect(page.locator("#what-if ol li")).to_have_count(1)
    days = page.locator("#timeline-day option").count()
    page.select_option("#timeline-day", index=0 if days == 1 else days - 1)
    expect(page.locator("#what-if ol li")).to_have_count(1)
    expect(page.locator(".map-key")).to_contain_text("Proposed, not so yet")


@pytest.mark.parametrize("width", [1280, 390])
def test_a_suggestion_opens_as_a_what_if(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/areas/coventry/findings/no-orphan-body")
    page.get_by_role("link", name="See the smallest steps").click()
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("link", name="Open it as a what-if").first.click()
    page.wait_for_selector("#map-app[data-drawn]")
    assert "proposed" in page.evaluate(LOOKS)
    expect(page.locator("#what-if ol li")).to_have_count(1)
    page.goto("/areas/coventry/scenarios")
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_what_somebody_else_keeps_is_replaced_only_once_that_is_said(
    page: Page, store: MemoryStore
) -> None:
    page.goto("/areas/coventry/map")
    page.wait_for_selector("#map-app[data-drawn]")
    propose(page, SOUTH, "reports to", BOARD)
    expect(page.locator("#what-if ol li")).to_have_count(1)
    live = page.locator(".what-if__live")
    keep = page.get_by_role("button", name="Keep as scenario")
    page.fill("#what-if-name", "One")
    keep.press("Enter")
    expect(live).to_have_text("Kept as One. The record stays as it is.")
    # What one keeps oneself and goes on with takes the place of what was kept.
    keep.press("Enter")
    expect(page.locator(".what-if__kept")).to_contain_text("(version 2)")
    (mine,) = store.scenarios("coventry")
    theirs = store.keep_scenario(replace(mine, author="Bea"), mine.version)
    keep.press("Enter")
    dialog = page.get_by_role("dialog", name="Keep yours over “One” by Bea?")
    expect(dialog).to_contain_text('Bea kept "One" on')
    expect(dialog).to_contain_text("version 3, which is gone then")
    assert axe_violations(page) == []
    page.keyboard.press("Escape")
    expect(live).to_contain_text('Bea kept "One" on')
    assert store.scenarios("coventry") == (theirs,)
    # Accepting or dropping what the list showed before is refused, and the list is read anew.
    keep.press("Enter")
    dialog.get_by_role("button", name="Keep mine over it").press("Enter")
    expect(live).to_have_text("Kept as One. The record stays as it is.")
    assert [one.version for one in store.scenarios("coventry")] == [4]
    store.keep_scenario(theirs, 4)
    page.get_by_role("button", name="Accept One").press("Enter")
    page.get_by_role("dialog").get_by_role("button", name="Accept").press("Enter")
    expect(live).to_contain_text("you saw version 4")
    expect(page.locator(".what-if__kept")).to_contain_text("by Bea (version 5)")
    assert store.revision("coventry") == 1
