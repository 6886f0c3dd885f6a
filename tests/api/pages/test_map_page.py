"""The map of an area: page, SVG, offline file; in Chromium with keys, axe, and no network.

Tests: api/service/maps.py.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page
from starlette.testclient import TestClient

from api.app import create_app
from api.service import proposals
from graph.compare import Comparison
from graph.facts.changes import Batch, Change, Changed
from graph.rules.finding import Finding
from graph.stores.memory import MemoryStore
from graph.view import View
from graph.what_if import what_if
from tests.api.browser import axe_violations
from tests.towns import Town
from visualisations import scene
from visualisations.layout.boxes import PlacedBlock, UnplacedBox
from visualisations.layout.columns import columns
from visualisations.output.html_file import MODULES
from visualisations.themes import Theme

AREAS = (
    "cornwall",
    "coventry",
    "essex",
    "lincolnshire",
    "salford",
    "stockton-on-tees",
    "westminster",
    "york",
)
_COLOURS = """() => {
  const drawn = document.querySelector(".map-canvas canvas");
  const { width, height } = drawn;
  const copy = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  copy.drawImage(drawn, 0, 0);
  return new Set(new Uint32Array(copy.getImageData(0, 0, width, height).data.buffer)).size;
}"""


def open_map(page: Page, address: str) -> None:
    """Open a map and wait until it has been drawn once."""
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 200
    page.wait_for_selector("#map-app[data-drawn]")


def chosen(page: Page) -> str | None:
    return page.get_attribute("#map-app", "data-chosen")


@pytest.mark.parametrize("area", AREAS)
def test_page_is_whole_without_scripts(client: TestClient, area: str) -> None:
    html = client.get(f"/areas/{area}/map").text
    assert "As on 31 March 2024" in html
    assert f'href="/areas/{area}/table"' in html
    assert "<svg " in html
    assert not re.search(r"<script(?![^>]*(src=|application/json))", html)
    assert " style=" not in html
    assert "<style" not in html


def test_only_a_map_with_changes_on_it_tries_them(
    store: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = TestClient(create_app(store), base_url="http://127.0.0.1")
    tried: list[Sequence[Change]] = []

    def counted(view: View, changes: Sequence[Change], findings: Sequence[Finding]) -> Comparison:
        tried.append(changes)
        return what_if(view, changes, findings)

    monkeypatch.setattr(proposals, "what_if", counted)
    ends = {"from": "adv2", "to": "sehp"}
    for query in ({}, {"layout": "network"}, {"asOf": "2023-01-01"}, ends):
        for page in ("map", "map.svg"):
            assert client.get(f"/areas/coventry/{page}", params=query).status_code == 200
    assert tried == []
    for page in ("map", "map.svg"):
        client.get(f"/areas/coventry/{page}", params={**ends, "kind": "reports_to"})
    assert len(tried) == 1


def test_a_map_is_laid_out_once_until_it_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    store = MemoryStore()
    store.put(Town().main().body("sub", "sub_group").snapshot(), ())
    client = TestClient(create_app(store), base_url="http://127.0.0.1")
    laid_out: list[int] = []

    def counted(boxes: Iterable[UnplacedBox], theme: Theme) -> PlacedBlock:
        laid_out.append(1)
        return columns(boxes, theme)

    monkeypatch.setattr(scene, "columns", counted)
    for page in ("map", "map", "map.svg", "map.html", "map?hide=board", "map.svg?size=a3"):
        assert client.get(f"/areas/testham/{page}").status_code == 200
    assert len(laid_out) == 1
    renamed = replace(store.read("testham").nodes["testham/main"], name="Another name")
    now = datetime(2024, 4, 1, tzinfo=UTC)
    changes = (Changed(renamed),)
    store.apply(Batch(id="b", area="testham", who="Ada", when=now, source="", changes=changes))
    for page in ("map", "map.svg"):
        assert "Another name" in client.get(f"/areas/testham/{page}").text
    assert len(laid_out) == 2


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("layout=tree", '"layout" is "tree" in this address: write columns or network.'),
        ("theme=dark", '"theme" is "dark" in this address: write screen, large or projector.'),
        ("size=a9", '"size" is "a9" in this address: write a4, a3 or a1.'),
        ("fold=maybe", '"fold" is "maybe" in this address: write yes or no.'),
        ("hide=secrets", '"hide" is "secrets" in this address: write lead, second'),
        ("asOf=soon", '"soon" is not a day'),
        ("complete=perhaps", '"complete" is "perhaps"'),
    ],
)
def test_an_unknown_value_is_one_clear_sentence(
    client: TestClient, query: str, sentence: str
) -> None:
    answer = client.get(f"/areas/coventry/map?{query}")
    assert answer.status_code == 400
    assert sentence in answer.text.replace("&#34;", '"')


def test_an_unknown_area_is_not_found(client: TestClient) -> None:
    assert client.get("/areas/camelot/map").status_code == 404


@pytest.mark.parametrize("area", AREAS)
def test_svg_is_a_picture(client: TestClient, area: str) -> None:
    answer = client.get(f"/areas/{area}/map.svg?layout=network&theme=projector&complete=1")
    assert answer.headers["content-type"].startswith("image/svg+xml")
    ElementTree.fromstring(answer.text)


@pytest.mark.parametrize(("size", "wide", "high"), [("a3", 420, 297), ("a1", 841, 594)])
def test_svg_comes_on_paper(client: TestClient, size: str, wide: int, high: int) -> None:
    root = ElementTree.fromstring(client.get(f"/areas/essex/map.svg?size={size}").text)
    assert (root.get("width"), root.get("height")) == (f"{wide}mm", f"{high}mm")
    plain = ElementTree.fromstring(client.get("/areas/essex/map.svg").text)
    assert root.get("viewBox") == plain.get("viewBox")


def test_what_is_hidden_is_not_drawn(client: TestClient) -> None:
    whole = client.get("/areas/westminster/map.svg").text
    part = client.get("/areas/westminster/map.svg?hide=oversight,paper&hide=agency").text
    for text in ('data-look="oversight"', 'data-sort="paper"', 'data-sort="agency"'):
        assert text in whole
        assert text not in part


def test_the_download_is_one_file_with_the_day_in_its_name(client: TestClient) -> None:
    answer = client.get("/areas/york/map.html")
    assert 'filename="york-map-2024-03-31.html"' in answer.headers["content-disposition"]
    assert "vis.Network" in answer.text


def test_the_download_says_what_its_checks_rest_on(client: TestClient) -> None:
    html = client.get("/areas/coventry/map.html?complete=1").text
    told = html[html.index('id="findings"') : html.index('id="map-data"')]
    gap = told[told.index("Reporting lines end at a body: gap") :].split("</details>")[0]
    assert "Strategic Early Help Partnership reports to Children and Young People" in gap
    assert "Source: Family hub governance case studies" in gap
    assert "Where the expectation is published" in gap
    data = html[html.index('id="map-data"') :]
    assert "[Guidance: " in data


def test_scripts_come_from_here(client: TestClient) -> None:
    for name in ("vis-network.min.js", *(path.name for path in MODULES)):
        answer = client.get(f"/assets/{name}")
        assert answer.headers["content-type"].startswith("text/javascript")
    assert client.get("/assets/settings.py").status_code == 404


@pytest.mark.browser
@pytest.mark.parametrize("area", AREAS)
def test_map_is_drawn_and_axe_finds_nothing(page: Page, area: str) -> None:
    open_map(page, f"/areas/{area}/map")
    assert page.evaluate(_COLOURS) > 8
    assert axe_violations(page) == []


@pytest.mark.browser
@pytest.mark.parametrize("query", ["complete=1", "layout=network", "theme=projector", "fold=no"])
def test_every_way_to_draw_it_passes_axe(page: Page, query: str) -> None:
    open_map(page, f"/areas/coventry/map?{query}")
    page.focus(".map-canvas")
    page.keyboard.press("ArrowDown")
    assert axe_violations(page) == []


def test_the_details_of_a_box_come_when_it_is_chosen_and_the_file_has_all(
    client: TestClient,
) -> None:
    query = "?open=coventry%2Fehdg&asOf=2024-03-31&complete=1"
    page = client.get(f"/areas/coventry/map{query}").text
    data = json.loads(page.split('id="map-data">')[1].split("</script>")[0])
    whole = client.get(f"/areas/coventry/map.html{query}").text
    inside = json.loads(whole.split('id="map-data">')[1].split("</script>")[0])
    assert (data["detailsAt"], inside["detailsAt"]) == (f"/areas/coventry/map/details{query}", "")
    assert {mark["details"] for mark in data["marks"]} == {None}
    for mark in inside["marks"]:
        asked = client.get(f"{data['detailsAt']}&box={quote(mark['id'])}")
        assert asked.json() == mark["details"]
    assert any(mark["details"] for mark in inside["marks"])
    assert client.get(f"{data['detailsAt']}&box=nobody").status_code == 404


@pytest.mark.browser
def test_a_box_whose_details_do_not_come_says_so(browser: Browser, live: str) -> None:
    # A page of its own: what does not come is an error to the browser.
    page = browser.new_page(base_url=live)
    open_map(page, "/areas/coventry/map")
    page.route("**/map/details*", lambda route: route.abort())
    page.focus(".map-canvas")
    page.keyboard.press("ArrowDown")
    page.locator(".map-live", has_text="could not be read").wait_for()
    page.unroute("**/map/details*")
    page.keyboard.press("ArrowDown")
    page.locator(".map-details h3", has_text="Answers to").first.wait_for()
    assert "could not be read" not in page.inner_text(".map-live")
    page.close()


@pytest.mark.browser
def test_keys_move_the_choice_and_say_so(page: Page) -> None:
    open_map(page, "/areas/coventry/map")
    page.focus(".map-canvas")
    page.keyboard.press("ArrowDown")
    assert chosen(page) == "coventry/cscp"
    page.keyboard.press("ArrowDown")
    assert chosen(page) == "coventry/sehp"
    # The details of a box are asked for when it is chosen.
    page.locator(".map-details h3", has_text="Answers to").first.wait_for()
    said = page.inner_text(".map-live")
    assert said.startswith("Strategic Early Help Partnership, main board. Answers to:")
    details = page.inner_text(".map-details")
    for heading in ("Answers to", "Who sits on it", "What is missing", "Read in"):
        assert heading in details
    page.keyboard.press("Escape")
    assert chosen(page) == ""
    assert page.inner_text(".map-live") == "Nothing chosen."


@pytest.mark.browser
def test_enter_opens_the_page_of_the_chosen_body(page: Page) -> None:
    open_map(page, "/areas/coventry/map?asOf=2024-03-31")
    page.focus(".map-canvas")
    page.keyboard.press("ArrowDown")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("/areas/coventry/nodes/cscp?asOf=2024-03-31")


@pytest.mark.browser
def test_the_map_is_one_tab_stop(page: Page) -> None:
    open_map(page, "/areas/westminster/map")
    inner = page.locator(".map-canvas [tabindex='0'], .map-canvas a, .map-canvas button")
    assert inner.count() == 0
    page.focus(".map-canvas")
    page.keyboard.press("Tab")
    assert not page.evaluate("document.activeElement.closest('.map-canvas')")


@pytest.mark.browser
def test_search_finds_and_says_when_it_does_not(page: Page) -> None:
    open_map(page, "/areas/westminster/map")
    page.fill("#map-search", "youth hubs")
    assert chosen(page) == "westminster/youth"
    page.fill("#map-search", "camelot")
    page.keyboard.press("Enter")
    assert page.inner_text(".map-live") == 'Nothing on this map is called "camelot".'


@pytest.mark.browser
def test_lines_and_tiers_can_be_hidden(page: Page) -> None:
    open_map(page, "/areas/coventry/map")
    before = page.evaluate(_COLOURS)
    page.uncheck("#map-line-oversight")
    page.uncheck("#map-tier-strategic")
    assert page.inner_text(".map-live") == "Strategic bodies: hidden."
    page.wait_for_timeout(100)
    assert page.evaluate(_COLOURS) < before


@pytest.mark.browser
def test_the_picture_can_be_kept_as_png(page: Page) -> None:
    heights = {}
    for day in ("2024-03-31", "1990-01-01"):
        open_map(page, f"/areas/york/map?asOf={day}")
        with page.expect_download() as download:
            page.get_by_role("button", name="Save as PNG").click()
        assert download.value.suggested_filename == f"york-map-{day}.png"
        with Image.open(download.value.path()) as picture:
            assert picture.format == "PNG"
            box = page.locator(".map-canvas").bounding_box()
            assert box is not None
            heights[day] = picture.height - box["height"]
    # The caution of another day stands under the title.
    assert heights["1990-01-01"] >= heights["2024-03-31"] + 18


@pytest.mark.browser
def test_the_picture_stands_in_its_place_with_scripts_off(browser: Browser, live: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live}/areas/coventry/map")
    assert page.locator("#map-still svg").is_visible()
    assert not page.locator("#map-app").is_visible()
    context.close()


@pytest.mark.browser
def test_the_page_prints_the_picture(page: Page) -> None:
    open_map(page, "/areas/coventry/map")
    assert not page.locator("#map-still").is_visible()
    page.emulate_media(media="print")
    assert page.locator("#map-still svg").is_visible()
    assert not page.locator("#map-app").is_visible()
    assert not page.locator("#what-if").is_visible()


@pytest.mark.browser
@pytest.mark.parametrize("area", ["coventry", "westminster"])
def test_it_prints_as_one_sheet_for_the_map_and_one_for_its_words(page: Page, area: str) -> None:
    open_map(page, f"/areas/{area}/map")
    for printed in (page.pdf(prefer_css_page_size=True), page.pdf(format="A4")):
        sheets = re.findall(rb"/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]", printed)
        assert len(sheets) == 2
        assert all(float(wide) > float(high) for wide, high in sheets)


@pytest.mark.browser
@pytest.mark.parametrize("area", ["coventry", "york"])
def test_the_offline_file_draws_without_a_network(
    browser: Browser, client: TestClient, tmp_path: Path, area: str
) -> None:
    file = tmp_path / "map.html"
    file.write_text(client.get(f"/areas/{area}/map.html").text, encoding="utf-8")
    context = browser.new_context(offline=True, viewport={"width": 1280, "height": 900})
    page, problems = context.new_page(), list[str]()
    page.on("console", lambda said: problems.append(said.text))
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("request", lambda request: problems.append(request.url))
    page.goto(file.as_uri())
    page.wait_for_selector("#map-app[data-drawn]")
    assert page.evaluate(_COLOURS) > 8
    page.focus(".map-canvas")
    page.keyboard.press("ArrowDown")
    assert chosen(page)
    assert [problem for problem in problems if problem not in (file.as_uri(), "data:,")] == []
    assert axe_violations(page) == []
    context.close()
