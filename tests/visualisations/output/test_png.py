"""PNG: the SVG's own shapes at the SVG's own places, at the size of a sheet of paper.

Tests: visualisations/errors.py, visualisations/output/png.py, visualisations/output/png_worker.py.
"""

import io
import sys
from functools import partial
from pathlib import Path

import fontpkg
import pytest
import resvg_py
from PIL import Image, ImageColor

from graph.rules.run import run
from tests.towns import Town
from tests.visualisations.towns import hubs, nasty, sixty
from visualisations.errors import CannotDraw
from visualisations.output import png, png_worker, svg
from visualisations.scene import LAYOUTS, Scene, scene_of
from visualisations.themes import NODE_STYLES, THEMES


def painted(scene: Scene, width: int = png.A4_LANDSCAPE) -> Image.Image:
    image = Image.open(io.BytesIO(png.draw(scene, width)))
    # Nothing shows through it, on whatever page it is put.
    assert image.getchannel("A").getextrema() == (255, 255)
    return image.convert("RGB")


def place(scene: Scene, image: Image.Image, x: float, y: float) -> tuple[int, int]:
    """Return the pixel of a point of the scene; its header lies above the box."""
    left, top, width, _ = scene.box
    font = THEMES[scene.theme].font
    scale = image.width / max(width, 40.0 * font)
    return round((x - left) * scale), round((y - top + 2.6 * font) * scale)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_it_is_as_wide_as_a_page_at_300_dots_to_the_inch(layout: str, theme: str) -> None:
    view = hubs(6).view()
    image = painted(scene_of(view, run(view), layout, theme))
    # A tall picture is drawn smaller, so that drawing keeps within its memory.
    assert image.width == 3508 or image.width * image.height == pytest.approx(12e6, rel=0.01)
    assert image.info["dpi"] == pytest.approx((300, 300), abs=0.1)


def test_every_box_is_painted_where_the_scene_has_it() -> None:
    view = sixty().view()
    scene = scene_of(view, run(view))
    image = painted(scene)
    for node in scene.nodes:
        # Just inside the left edge, half way down: fill, whatever is written in the box.
        inside = place(scene, image, node.x - node.w / 2 + 5, node.y)
        assert image.getpixel(inside) == ImageColor.getrgb(NODE_STYLES[node.look].fill), node.name
        if NODE_STYLES[node.look].dashes or node.doubts:
            continue
        border = ImageColor.getrgb(NODE_STYLES[node.look].border)
        left = place(scene, image, node.x - node.w / 2, node.y)
        top = place(scene, image, node.x - node.w / 4, node.y - node.h / 2)
        assert border in [image.getpixel((left[0] + d, left[1])) for d in (-2, -1, 0, 1, 2)]
        assert border in [image.getpixel((top[0], top[1] + d)) for d in (-2, -1, 0, 1, 2)]


def test_names_are_written_in_their_boxes() -> None:
    scene = scene_of(Town().main(name="Board").view())
    image = painted(scene)
    (node,) = (node for node in scene.nodes if node.name == "Board")
    start = place(scene, image, node.x - 30, node.y - 10)
    end = place(scene, image, node.x + 30, node.y + 10)
    colours = image.crop((*start, *end)).getcolors(100_000)
    assert colours is not None
    assert {(255, 255, 255), ImageColor.getrgb("#1d70b8")} <= {colour for _, colour in colours}


def test_names_of_markup_and_an_empty_town_can_be_painted() -> None:
    assert painted(scene_of(nasty(), run(nasty()))).width > 3500
    assert painted(scene_of(Town().view())).width == 3508


def test_a_very_tall_map_is_made_smaller_rather_than_too_large() -> None:
    town = Town()
    for number in range(400):
        town.body(f"b{number}", "hwb", name=f"Board {number}")
    image = painted(scene_of(town.view()), 100_000)
    assert image.width * image.height <= 12_100_000


def test_a_machine_without_fonts_draws_the_same_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = svg.draw(scene_of(Town().main(name="Bwrdd Gŵyl, £5 à Łódź…").view()))
    asked = (drawn, 3508, "#ffffff", "Arimo")
    painted_here = png_worker.paint(*asked, str(fontpkg.path("Arimo")))
    bare = partial(resvg_py.svg_to_bytes, skip_system_fonts=True)
    monkeypatch.setattr("visualisations.output.png_worker.resvg_py.svg_to_bytes", bare)
    assert png_worker.paint(*asked, str(fontpkg.path("Arimo"))) == painted_here
    # Without the font in the package nothing would be written at all.
    assert len(png_worker.paint(*asked, "no-such-font.ttf")) < len(painted_here) / 2


def test_a_picture_that_cannot_be_drawn_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    scene = scene_of(Town().main().view())
    monkeypatch.setattr(png, "_WORKER", "visualisations.output.no_such_worker")
    with pytest.raises(CannotDraw, match="could not be drawn: try again in a moment, or take"):
        png.draw(scene)
    monkeypatch.setattr(png, "_SECONDS", 0.0)
    with pytest.raises(CannotDraw, match="takes more than 0 s"):
        png.draw(scene)
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    with pytest.raises(CannotDraw, match="No process can be started"):
        png.draw(scene)


def test_the_process_that_draws_needs_nothing_of_where_it_is_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "visualisations.py").write_text("raise SystemExit('not this one')", "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert painted(scene_of(Town().main().view())).width == 3508
