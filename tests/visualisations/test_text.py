"""Text in boxes: as wide as it was measured, broken into lines that fit, cut where it must be."""

from xml.etree import ElementTree

import fontpkg
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageFont

from tests.visualisations.areas import AREAS, area
from visualisations.output import svg
from visualisations.scene import scene_of
from visualisations.text import text_width, value_words, wrap


@pytest.mark.parametrize("slug", AREAS)
def test_words_are_as_wide_as_their_boxes_were_measured_for(slug: str) -> None:
    basic = ImageFont.Layout.BASIC
    font = ImageFont.truetype(str(fontpkg.path("Arimo")), 1000, layout_engine=basic)
    texts = ElementTree.fromstring(svg.draw(scene_of(*area(slug)))).iter(
        "{http://www.w3.org/2000/svg}text"
    )
    words = {text.text or "" for text in texts if "font-weight" not in text.attrib}
    assert len(words) > 20
    for each in words:
        assert font.getlength(each) == pytest.approx(text_width(each, 1000), rel=0.03), each


@given(st.text(max_size=80), st.integers(40, 300))
def test_no_line_is_wider_than_its_room(text: str, width: int) -> None:
    lines = wrap(text, width, 14, most=1000)
    assert all(text_width(line, 14) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_a_letter_of_another_script_is_as_wide_as_it_is_high() -> None:
    assert [text_width(each, 1000) for each in ("", "l", "ae", "é", "W漢")] == [
        0,
        222,
        1112,
        556,
        1944,
    ]


def test_a_long_name_breaks_between_words_and_ends_in_an_ellipsis() -> None:
    name = "Early help advisory group of the northern and eastern neighbourhoods"
    assert wrap(name, 134, 14)[:2] == ("Early help advisory", "group of the northern")
    assert wrap(name, 134, 14, most=2) == ("Early help advisory", "group of the northe…")
    assert wrap("", 134, 14) == ("",)


def test_a_value_is_said_whole_or_to_two_places() -> None:
    assert [value_words(value) for value in (3.0, 0.25, 2 / 3, 0.0)] == ["3", "0.25", "0.67", "0"]
