"""PNG: the SVG's own shapes at the SVG's own places, at the size of a sheet of paper."""

import io

import pytest
from PIL import Image, ImageColor

from graph.rules.run import run
from tests.towns import Town
from tests.visualisations.towns import hubs, nasty, sixty
from visualisations.output import png
from visualisations.output.letters import font_for
from visualisations.output.outlines import circle_points, dashed, path_points, rect_points
from visualisations.scene import LAYOUTS, Scene, scene_of
from visualisations.text import text_width
from visualisations.themes import MARK_LOOKS, THEMES


def painted(scene: Scene, width: int = png.A4_LANDSCAPE) -> Image.Image:
    image = Image.open(io.BytesIO(png.draw(scene, width)))
    image.load()
    return image


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
    # A tall picture is painted smaller, so that painting keeps within its memory.
    assert image.width == 3508 or image.width * image.height == pytest.approx(12e6, rel=0.01)
    assert image.info["dpi"] == pytest.approx((300, 300), abs=0.1)


def test_every_box_is_painted_where_the_scene_has_it() -> None:
    view = sixty().view()
    scene = scene_of(view, run(view))
    image = painted(scene)
    for mark in scene.marks:
        # Just inside the left edge, half way down: fill, whatever is written in the box.
        inside = place(scene, image, mark.x - mark.w / 2 + 5, mark.y)
        assert image.getpixel(inside) == ImageColor.getrgb(MARK_LOOKS[mark.sort].fill), mark.name
        if MARK_LOOKS[mark.sort].dashes or mark.doubts:
            continue
        border = ImageColor.getrgb(MARK_LOOKS[mark.sort].border)
        left = place(scene, image, mark.x - mark.w / 2, mark.y)
        top = place(scene, image, mark.x - mark.w / 4, mark.y - mark.h / 2)
        assert border in [image.getpixel((left[0] + d, left[1])) for d in (-2, -1, 0, 1, 2)]
        assert border in [image.getpixel((top[0], top[1] + d)) for d in (-2, -1, 0, 1, 2)]


def test_names_are_written_in_their_boxes() -> None:
    scene = scene_of(Town().main(name="Board").view())
    image = painted(scene)
    (mark,) = (mark for mark in scene.marks if mark.name == "Board")
    start = place(scene, image, mark.x - 30, mark.y - 10)
    end = place(scene, image, mark.x + 30, mark.y + 10)
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


def test_each_thing_that_svg_draws_is_an_outline() -> None:
    assert path_points("M0 0L4 0H8V2l-8 0Z") == [
        ([(0, 0), (4, 0), (8, 0), (8, 2), (0, 2)], True),
    ]
    ((curve, closed),) = path_points("M0 0C0 8 8 8 8 0")
    assert (curve[0], curve[8], curve[-1], closed) == ((0, 0), (4, 6), (8, 0), False)
    assert [piece for piece, _ in path_points("M1 1h2M5 5l1 1")] == [
        [(1, 1), (3, 1)],
        [(5, 5), (6, 6)],
    ]
    assert rect_points(0, 0, 4, 2) == [(0, 0), (4, 0), (4, 2), (0, 2)]
    assert all(3.99 < abs(complex(x - 5, y - 5)) < 4.01 for x, y in circle_points(5, 5, 4))
    with pytest.raises(KeyError):
        path_points("M0 0Q1 1 2 2")


def test_a_dashed_line_is_cut_at_its_lengths_and_around_corners() -> None:
    assert dashed([(0, 0), (10, 0)], [4, 2]) == [[(0, 0), (4, 0)], [(6, 0), (10, 0)]]
    assert dashed([(0, 0), (3, 0), (3, 3)], [4, 1]) == [
        [(0, 0), (3, 0), (3, 1)],
        [(3, 2), (3, 3)],
    ]


@pytest.mark.parametrize("words", ["Health and wellbeing board", "Ŵyl, £5 à Łódź", "সিলেট 中"])
def test_words_never_grow_wider_than_their_boxes_were_measured_for(words: str) -> None:
    assert font_for(words, 40).getlength(words) <= text_width(words, 40) * 1.05
