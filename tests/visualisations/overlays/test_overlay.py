"""A map coloured by a measure: bands by edge and words as well as colour, the rest plain.

Tests: visualisations/overlays/engagement_overlay.py
"""

import json
import re
from datetime import date
from xml.etree import ElementTree

from tests.engagement_town import town
from tests.towns import Town
from visualisations.nodes import NodeBox
from visualisations.output.html_file import write_page
from visualisations.output.page_data import page_data
from visualisations.output.pyvis_map import network_data
from visualisations.output.svg import draw
from visualisations.overlays.engagement_overlay import engagement_overlay
from visualisations.overlays.overlay import Band, Overlay, OverlayReading
from visualisations.scene import Scene, scene_of, without
from visualisations.themes import BLACK, GREY, NODE_STYLES, WHITE

DAY = date(2026, 10, 1)


def coloured() -> Scene:
    view = town().view(DAY)
    return scene_of(view, overlay=engagement_overlay(view))


def box(scene: Scene, local: str) -> NodeBox:
    return next(m for m in scene.nodes if m.id == f"sampleton/{local}")


def test_each_band_is_written_in_its_boxes_and_has_an_edge_of_its_own() -> None:
    scene = coloured()
    said = {
        "icb": "(seen less; key role)",
        "jobs": "(seen in part)",
        "vcs": "(seen often)",
        "school": "(seen often so far)",
        "trust": "(too few registers to say)",
        "police": "(not enough recorded to say; key role)",
        "parents": "(not scored)",
    }
    for local, words in said.items():
        assert words in " ".join(box(scene, local).lines), local
    edges = {(m.style.border_width, m.style.dashes) for m in (box(scene, i) for i in said)}
    assert len(edges) == len(said) - 1, "so far has the edge of its band"


def test_only_what_may_be_said_has_a_bar() -> None:
    scene = coloured()
    assert round(box(scene, "icb").bar or 0, 2) == 0.34
    for local in ("trust", "police", "parents", "uni", "main", "icb-lead"):
        assert box(scene, local).bar is None, local


def test_a_larger_key_role_makes_a_higher_box() -> None:
    scene = coloured()
    assert box(scene, "icb").h > box(scene, "jobs").h
    plain = {m.id: m.h for m in scene_of(town().view(DAY)).nodes}
    assert box(scene, "main").h == plain["sampleton/main"]


def test_what_is_not_measured_is_plain_and_keeps_its_shape() -> None:
    main = box(coloured(), "main")
    assert (main.style.fill, main.style.border, main.style.ink) == (WHITE, GREY, BLACK)
    assert main.style.shape == NODE_STYLES["board"].shape


def test_the_legend_and_the_description_say_the_bands() -> None:
    scene = coloured()
    words = [entry.words for entry in scene.legend]
    assert words[0] == "Has been seen less"
    assert "Not scored" in words
    assert "Bar: how much it has been seen" in words
    assert "Has been seen less: Sampleton ICB." in scene.summary
    assert "Not scored: Parents of Sampleton; Sampleton University." in scene.summary
    hidden = without(scene, ["agency"])
    assert "Not scored" not in [entry.words for entry in hidden.legend]


def test_every_output_draws_the_same() -> None:
    scene = coloured()
    svg = draw(scene)
    ElementTree.fromstring(svg)
    assert "Sampleton: how much partners have been seen, as of 1 October 2026" in svg
    data = page_data(scene)
    icb = next(m for m in data["marks"] if m["id"] == "sampleton/icb")
    look = data["markLooks"][icb["look"]]
    assert (look["fill"], look["borderWidth"]) == (WHITE, 5)
    node = next(n for n in network_data(scene)["nodes"] if n["id"] == "sampleton/icb")
    assert node["color"]["border"] == look["border"]
    assert {entry["look"] for entry in data["legend"] if entry["what"] == "mark"} <= set(
        data["markLooks"]
    )
    held = re.search(r'id="map-data">(.*?)</script>', write_page(scene), flags=re.DOTALL)
    assert held
    assert json.loads(held.group(1))["marks"] == json.loads(json.dumps(data["marks"]))


def test_without_an_overlay_nothing_changes() -> None:
    scene = scene_of(town().view(DAY))
    assert all(m.tint is None and m.style == NODE_STYLES[m.look] for m in scene.nodes)
    assert scene.title.startswith("Sampleton: who answers to whom")


def test_any_measure_can_colour_the_map() -> None:
    made = Town().main().body("hwb", "hwb")
    for number in range(6):
        made.node(f"s{number}", "site", name=f"Hub {number}", site_kind="family_hub")
    many = OverlayReading("high", "3 lines", ("Three lines meet here.",), 1.0, 1.5)
    overlay = Overlay(
        name="lines",
        title="where lines meet",
        heading="Lines",
        bar="Bar: lines",
        larger="Higher: more lines",
        bands={"high": Band("Many lines", BLACK, WHITE, BLACK, 3)},
        readings={"testham/main": many, "testham/s3": many},
    )
    scene = scene_of(made.view(), overlay=overlay)
    main = next(m for m in scene.nodes if m.id == "testham/main")
    assert (main.style.shape, main.style.fill) == ("box", BLACK)
    assert main.details[0].sentences == ("Three lines meet here.",)
    # What is measured is never folded away among others.
    assert "testham/s3" in {m.id for m in scene.nodes}
    assert max(m.count for m in scene.nodes) == 5
