"""SVG, vis-network data and the offline file: well formed, escaped, and asking nobody.

Tests: visualisations/output/svg.py, visualisations/output/html_file.py
Tests: visualisations/output/page_data.py, visualisations/output/pyvis_map.py
Tests: visualisations/output/map_legend.py, visualisations/output/map_shapes.py
"""

import json
import re
from datetime import date
from xml.etree import ElementTree

import pytest

from graph.rules.run import run
from tests.towns import Town
from tests.visualisations.towns import NASTY, hubs, nasty, sixty
from visualisations.output.html_file import MODULES, write_page
from visualisations.output.page_data import page_data
from visualisations.output.pyvis_map import network_data, vis_network_script
from visualisations.output.svg import draw
from visualisations.scene import LAYOUTS, scene_of
from visualisations.text import text_width
from visualisations.themes import THEMES

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_svg_is_well_formed_and_has_a_title_and_a_description(layout: str, theme: str) -> None:
    view = sixty().view()
    root = ElementTree.fromstring(draw(scene_of(view, run(view), layout, theme)))
    assert root.findtext(f"{SVG}title") == "Testham: who answers to whom, as of 31 March 2024"
    assert "The map of Testham as of 31 March 2024 holds" in (root.findtext(f"{SVG}desc") or "")


def test_svg_of_nothing_is_well_formed() -> None:
    view = Town().view()
    ElementTree.fromstring(draw(scene_of(view, run(view, ()))))


def test_svg_holds_names_as_text_and_no_style_or_script() -> None:
    drawn = draw(scene_of(nasty(), run(nasty())))
    root = ElementTree.fromstring(drawn)
    titles = [title.text for title in root.iter(f"{SVG}title")]
    assert f"{NASTY} (main board)" in titles
    assert not list(root.iter(f"{SVG}script"))
    assert "style=" not in drawn


@pytest.mark.parametrize("theme", THEMES)
def test_a_picture_of_another_day_has_its_caution_under_the_title(theme: str) -> None:
    town = sixty()
    scene = scene_of(town.view(date(1990, 1, 1)), theme=theme)
    (caution,) = scene.cautions
    assert "may not have been so on 1 January 1990" in caution
    own = scene_of(town.view(), theme=theme)
    assert own.cautions == ()
    was, now = (ElementTree.fromstring(draw(each)) for each in (own, scene))
    words = [text.text or "" for text in now.iter(f"{SVG}text")]
    title, sizes = words[0], [float(text.attrib["font-size"]) for text in now.iter(f"{SVG}text")]
    assert title.endswith("as of 1 January 1990")
    lines = words[1 : next(n for n in range(1, 9) if " ".join(words[1 : n + 1]) == caution) + 1]
    assert max(sizes[1 : len(lines) + 1]) < THEMES[theme].font < sizes[0]
    # They have room of their own, below the title and above all else.
    tops = [float(root.attrib["viewBox"].split()[1]) for root in (was, now)]
    assert tops[0] - tops[1] == pytest.approx(len(lines) * 1.17 * THEMES[theme].font, abs=0.2)
    feet = [float(text.attrib["y"]) for text in now.iter(f"{SVG}text")][: len(lines) + 1]
    assert feet == sorted(feet)
    assert feet[-1] < scene.box[1]
    wide = float(now.attrib["viewBox"].split()[2])
    assert all(text_width(line, sizes[1]) <= wide - 40 for line in lines)


def test_svg_shows_the_legend() -> None:
    texts = [t.text for t in ElementTree.fromstring(draw(scene_of(hubs(2).view()))).iter()]
    assert "Board or partnership" in texts
    assert "Governs, oversees, manages or owns" in texts


def test_pyvis_keeps_parallel_lines_and_says_nothing_moves() -> None:
    town = Town().main().body("hwb", "hwb")
    town.link("main", "accountable_to", "hwb").link("main", "informs", "hwb")
    town.link("hwb", "informs", "main")
    data = network_data(scene_of(town.view()))
    ends = [(edge["from"], edge["to"]) for edge in data["edges"]]
    assert sorted(ends) == [
        ("testham/hwb", "testham/main"),
        ("testham/main", "testham/hwb"),
        ("testham/main", "testham/hwb"),
    ]
    assert data["options"]["physics"] == {"enabled": False}
    assert all(isinstance(node["id"], str) for node in data["nodes"])
    assert all({"x", "y", "label"} <= node.keys() for node in data["nodes"])


def test_page_data_is_plain_json() -> None:
    view = hubs(6).view()
    data = page_data(scene_of(view, run(view)), lambda local: f"/nodes/{local}")
    assert json.loads(json.dumps(data))["marks"][0]["href"].startswith("/nodes/")


def test_the_script_is_the_newest_of_the_installed_ones() -> None:
    assert vis_network_script().parent.name == "vis-9.1.2"


def test_the_offline_file_asks_nobody_and_carries_its_data() -> None:
    view = nasty()
    page = write_page(scene_of(view, run(view)))
    ours = re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL)
    assert not re.search(r"(src|href)\s*=\s*[\"'](?!data:)", ours)
    assert "http://www.w3.org/2000/svg" in ours
    assert not re.search(r"<(a|link|script|img|iframe)\b[^>]*https?:", ours)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    assert "default-src &#39;none&#39;" in policy.group(1)
    found = re.search(r'id="map-data">(.*?)</script>', page, flags=re.DOTALL)
    assert found is not None
    names = [node["name"] for node in json.loads(found.group(1))["marks"]]
    assert NASTY in names


def test_the_offline_file_has_exactly_its_own_scripts() -> None:
    page = write_page(scene_of(nasty()))
    assert page.lower().count("<script") == page.lower().count("</script") == 3
    assert "alert('x')</script>" not in page


def test_our_modules_write_text_and_never_markup() -> None:
    markup = r"innerHTML|outerHTML|insertAdjacent|document\.write"
    for module in MODULES:
        assert not re.search(markup, module.read_text(encoding="utf-8"))


def test_no_box_of_the_svg_hides_a_sign() -> None:
    town = Town().main().body("sub", "sub_group").link("sub", "accountable_to", "main")
    view = town.view(complete=True)
    picture = draw(scene_of(view, run(view)))
    assert picture.count("<g data-sign=") >= 2
    assert picture.index("<g data-sign=") > picture.rindex("<g data-id=")


def test_the_svg_says_once_what_a_question_mark_at_each_box_would_say() -> None:
    view = Town().main().body("sub", "sub_group").link("sub", "accountable_to", "main").view()
    scene = scene_of(view, run(view))
    assert [node.badge.look for node in scene.nodes if node.badge] == ["silent", "silent"]
    picture = draw(scene)
    assert "<g data-sign=" not in picture
    assert "Not recorded here: ask" not in picture
    said = "2 boxes have more to ask about that is not recorded: the map in words says what."
    assert said in picture


@pytest.mark.parametrize("theme", THEMES)
def test_words_on_lines_are_as_large_as_those_in_boxes(theme: str) -> None:
    town = Town().main().body("hwb", "hwb").link("main", "reports_to", "hwb", status="planned")
    drawn = draw(scene_of(town.view(), theme=theme))
    sizes = re.findall(r'font-size="([0-9.]+)"[^>]*>(?:planned|Hwb|hwb)', drawn)
    assert sizes
    assert {float(size) for size in sizes} == {THEMES[theme].font}
