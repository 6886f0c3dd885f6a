"""What people do with a map: move boxes, open stacks, search, switch tiers; halls, telephones."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from graph.stores.memory import MemoryStore
from tests.api.browser import axe_violations
from tests.api.pages.test_map_page import AREAS, chosen, open_map

_AT = """(id) => {
  const canvas = document.querySelector(".map-canvas");
  const edge = canvas.getBoundingClientRect();
  const data = JSON.parse(document.getElementById("map-data").textContent);
  const mark = data.marks.find((each) => each.id === id);
  const [left, top, width, height] = data.box;
  const scale = Math.min(canvas.clientWidth / width, canvas.clientHeight / height, 1.6);
  return {
    x: edge.left + 2 + canvas.clientWidth / 2 + (mark.x - left - width / 2) * scale,
    y: edge.top + 2 + canvas.clientHeight / 2 + (mark.y - top - height / 2) * scale,
    place: [mark.x, mark.y],
  };
}"""
pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def put_back(store: MemoryStore) -> Iterator[None]:
    yield
    store.forget_places("coventry", "columns")


def at(page: Page, thing: str) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(_AT, thing)
    return found


def text_size(page: Page) -> float:
    """Return how high the text in boxes is on the screen, in pixels."""
    size: float = page.evaluate("""() => {
      const canvas = document.querySelector(".map-canvas");
      const { box, font } = JSON.parse(document.getElementById("map-data").textContent);
      return font * Math.min(canvas.clientWidth / box[2], canvas.clientHeight / box[3], 1.6);
    }""")
    return size


def test_a_dragged_box_is_kept_and_can_be_put_back(page: Page) -> None:
    open_map(page, "/areas/coventry/map")
    page.locator(".map-canvas").scroll_into_view_if_needed()
    before = at(page, "coventry/sehp")
    page.mouse.move(before["x"], before["y"])
    page.mouse.down()
    page.mouse.move(before["x"] + 250, before["y"] + 20, steps=5)
    with page.expect_response("**/map/places*") as kept:
        page.mouse.up()
    assert kept.value.status == 204
    page.wait_for_selector(".map-live:has-text('is kept')")
    after = at(page, "coventry/sehp")["place"]
    assert after[0] > before["place"][0] + 50
    page.reload()
    assert at(page, "coventry/sehp")["place"] == after
    page.get_by_role("button", name="Put everything back").click()
    page.wait_for_selector(".map-live:has-text('is back')")
    assert at(page, "coventry/sehp")["place"] == before["place"]


def test_a_box_moves_by_buttons_too(page: Page) -> None:
    open_map(page, "/areas/coventry/map")
    page.fill("#map-search", "Strategic Early Help Partnership")
    before = at(page, "coventry/sehp")["place"]
    with page.expect_response("**/map/places*"):
        page.get_by_role("button", name="Move this box right").click()
    page.wait_for_selector(".map-live:has-text('is kept')")
    assert at(page, "coventry/sehp")["place"][0] == pytest.approx(before[0] + 30, abs=1)
    assert chosen(page) == "coventry/sehp"
    focused = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert focused == "Move this box right"


def test_a_stack_opens_in_place_and_folds_again(page: Page) -> None:
    open_map(page, "/areas/coventry/map")
    page.fill("#map-search", "Family hub 1-8 of 8")
    page.get_by_role("button", name="Show each of them on the map").click()
    page.wait_for_url("**open=*")
    page.wait_for_selector("#map-app[data-drawn]")
    page.fill("#map-search", "Family hub 3 of 8")
    assert chosen(page) == "coventry/hub3"
    page.get_by_role("button", name="Fold alike things again").click()
    page.wait_for_url(lambda url: "open=" not in url)


def test_search_goes_through_every_match(page: Page) -> None:
    open_map(page, "/areas/coventry/map")
    page.fill("#map-search", "advisory")
    page.keyboard.press("Enter")
    assert page.inner_text(".map-found") == "1 of 4"
    first = chosen(page)
    page.get_by_role("button", name="Next").click()
    assert page.inner_text(".map-found") == "2 of 4"
    assert chosen(page) != first
    page.get_by_role("button", name="Previous").click()
    page.get_by_role("button", name="Previous").click()
    assert page.inner_text(".map-found") == "4 of 4"


def test_it_says_so_when_no_body_is_left(page: Page) -> None:
    open_map(page, "/areas/coventry/map")
    boxes = page.locator("[id^=map-tier-]")
    for i in range(boxes.count()):
        assert not page.locator(".map-empty").is_visible()
        boxes.nth(i).uncheck()
    assert page.locator(".map-empty").is_visible()
    assert "Every tier is switched off" in page.inner_text(".map-live")
    assert axe_violations(page) == []


@pytest.mark.parametrize("area", AREAS)
def test_a_projector_shows_text_of_eighteen_pixels(page: Page, area: str) -> None:
    page.set_viewport_size({"width": 1920, "height": 1080})
    for layout in ("columns", "network"):
        open_map(page, f"/areas/{area}/map?theme=projector&layout={layout}")
        wide = page.evaluate("document.querySelector('.map-canvas').clientWidth")
        assert wide > 1850
        drawn = page.get_attribute("#map-app", "data-drawn")
        assert drawn is not None
        assert int(drawn) < 600
        assert text_size(page) >= (18 if layout == "columns" else 17.5)


@pytest.mark.parametrize("area", ["westminster", "cornwall"])
def test_a_hall_sees_the_whole_map_without_scrolling(page: Page, area: str) -> None:
    page.set_viewport_size({"width": 1920, "height": 1080})
    open_map(page, f"/areas/{area}/map?theme=projector")
    edge = page.locator(".map-canvas").bounding_box()
    assert edge is not None
    assert edge["y"] + edge["height"] <= 1080
    assert scale(page) * 22 >= 18


@pytest.mark.parametrize("area", ["essex", "coventry"])
def test_on_a_telephone_the_picture_comes_first(page: Page, area: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    open_map(page, f"/areas/{area}/map")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    tops = [
        page.locator(selector).first.bounding_box()
        for selector in (".map-canvas", ".map-details", ".map-bar", ".timeline")
    ]
    heights = [box["y"] for box in tops if box]
    assert len(heights) == 4
    assert heights == sorted(heights)
    small = page.evaluate("""() =>
      [...document.querySelectorAll(
        ".map-app button, .map-app input[type=search], .map-app summary, .map-app li label"
      )]
        .filter((each) => each.offsetParent && each.getBoundingClientRect().height < 43.5)
        .map((each) => each.outerHTML)""")
    assert small == []
    assert axe_violations(page) == []


def test_a_question_mark_waits_for_its_box_or_its_switch(page: Page) -> None:
    page.add_init_script("""
      window.signs = 0;
      const write = CanvasRenderingContext2D.prototype.fillText;
      CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
        window.signs += text === "?" && this.canvas.closest(".map-canvas") ? 1 : 0;
        return write.call(this, text, ...rest);
      };""")
    open_map(page, "/areas/salford/map")

    def signs() -> int:
        page.evaluate("window.signs = 0")
        page.get_by_role("button", name="Zoom in").click()
        page.wait_for_function("window.signs !== null")
        page.wait_for_timeout(150)
        painted: int = page.evaluate("window.signs")
        return painted

    assert signs() == 0
    switch = page.get_by_role("checkbox", name="Not recorded here: ask (9 of the boxes")
    switch.check()
    assert page.inner_text(".map-live") == "Not recorded here: ask: shown."
    assert signs() >= 9
    switch.uncheck()
    assert signs() == 0
    page.fill("#map-search", "Jewish community hub")
    assert signs() >= 1


def test_the_panel_begins_with_what_is_missing(page: Page) -> None:
    open_map(page, "/areas/coventry/map")
    panel = page.locator(".map-details")
    headings = panel.locator("h3").all_inner_texts()
    assert headings == ["Not recorded: ask (13)"]
    assert axe_violations(page) == []
    panel.get_by_role("button", name="Strategic Early Help Partnership").click()
    assert chosen(page) == "coventry/sehp"
    read_in = panel.get_by_role("link", name="https://www.nationalcentreforfamilyhubs.org.uk").last
    assert read_in.get_attribute("href") == read_in.inner_text()
    page.focus(".map-canvas")
    page.keyboard.press("Escape")
    assert panel.locator("h3").all_inner_texts() == headings
    open_map(page, "/areas/coventry/map?complete=1")
    first = page.locator(".map-details h3").first
    assert first.inner_text().startswith("Gap (")


@pytest.fixture
def telephone(browser: Browser, live: str) -> Iterator[Page]:
    context = browser.new_context(
        base_url=live, viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True
    )
    yield context.new_page()
    context.close()


def scale(page: Page) -> float:
    return float(page.get_attribute("#map-app", "data-scale") or 0)


@pytest.mark.parametrize("area", AREAS)
def test_a_telephone_begins_with_text_that_can_be_read(telephone: Page, area: str) -> None:
    open_map(telephone, f"/areas/{area}/map")
    assert scale(telephone) * 14 >= 10.9
    assert "This is a part of the map" in telephone.inner_text(".map-live")


def test_a_telephone_cuts_no_parent_of_the_first_body(telephone: Page) -> None:
    telephone.add_init_script("""
      const write = CanvasRenderingContext2D.prototype.fillText;
      CanvasRenderingContext2D.prototype.fillText = function (text, x, y, ...rest) {
        if (text === "Hubs and sites") {
          window.begins = this.getTransform().transformPoint({ x, y }).x;
        }
        return write.call(this, text, x, y, ...rest);
      };""")
    open_map(telephone, "/areas/salford/map")
    assert telephone.evaluate("window.begins") > 0


def test_fingers_move_and_zoom_the_picture_and_never_a_box(
    telephone: Page, store: MemoryStore
) -> None:
    open_map(telephone, "/areas/coventry/map")
    canvas, begins = telephone.locator(".map-canvas"), scale(telephone)
    canvas.scroll_into_view_if_needed()
    edge = canvas.bounding_box()
    assert edge is not None
    touch = telephone.context.new_cdp_session(telephone)

    def fingers(kind: str, *places: tuple[float, float]) -> None:
        points = [
            {"x": edge["x"] + x, "y": edge["y"] + y, "id": i} for i, (x, y) in enumerate(places)
        ]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        telephone.wait_for_timeout(30)

    fingers("touchStart", (60, 60))
    for x in (80, 100, 130, 180):
        fingers("touchMove", (x, 60))
    fingers("touchEnd")
    telephone.wait_for_timeout(400)
    assert store.places("coventry", "columns") == {}
    fingers("touchStart", (150, 100), (180, 100))
    for by in (20, 40, 60, 80):
        fingers("touchMove", (150 - by, 100), (180 + by, 100))
    fingers("touchEnd")
    telephone.wait_for_timeout(100)
    assert scale(telephone) > begins * 1.5
