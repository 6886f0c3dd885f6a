"""The pictures of membership and of measures: whole documents with words for those who listen.

Tests: visualisations/pictures/measures_svg.py, visualisations/svg_shapes.py
"""

from datetime import date
from xml.etree import ElementTree

import pytest

from graph.measures.catalogue import MEASURES, measured
from graph.measures.measure import TOO_LITTLE
from graph.two_mode import two_mode
from tests.towns import Town
from visualisations.pictures import measures_svg, seats_svg

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = 'A <b>"board"</b> & </svg><script>'


def town() -> Town:
    made = Town().main(name=HOSTILE).body("sub", "sub_group").post("head", name="Head")
    made.organisation("trust", "icb").link("head", "chairs", "main").link(
        "head", "member_of", "sub"
    )
    return made.link("trust", "member_of", "main").link("sub", "subgroup_of", "main")


def texts(drawn: str) -> list[str]:
    return [str(text.text) for text in ElementTree.fromstring(drawn).iter(f"{SVG}text")]


def described(drawn: str) -> tuple[str, str]:
    root = ElementTree.fromstring(drawn)
    assert root.get("role") == "img"
    title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert desc is not None
    assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
    return str(title.text), str(desc.text)


def test_the_matrix_has_a_cell_for_each_membership_and_says_it_in_words() -> None:
    drawn = seats_svg.draw(two_mode(town().view()), "Testham")
    title, desc = described(drawn)
    assert title == "Testham: who sits where"
    assert desc.startswith("2 members and 2 bodies; 1 pair of bodies shares a member.")
    assert texts(drawn).count("C") == 2  # one cell, and the legend
    assert texts(drawn).count("S") == 3
    said = [str(t.text) for t in ElementTree.fromstring(drawn).iter(f"{SVG}title")]
    assert f"Head chairs {HOSTILE}" in said
    assert "<script>" not in drawn


def test_a_seat_that_a_partial_date_leaves_open_is_dashed_and_says_so() -> None:
    made = Town().main(name="Board").post("head", name="Head").post("aide", name="Aide")
    made.link("head", "member_of", "main", since="2024").link("aide", "member_of", "main")
    maybe = "maybe: a partial date leaves it open"
    for day, shown in ((date(2024, 3, 15), True), (date(2025, 3, 15), False)):
        found = two_mode(made.view(day))
        drawn = seats_svg.draw(found, "Testham")
        assert drawn.count("stroke-dasharray") == 2 * shown  # the cell, and the legend
        assert (maybe in texts(drawn)) is shown
        assert (f"<title>Head sits on Board ({maybe})</title>" in drawn) is shown


def test_an_empty_matrix_is_a_question() -> None:
    drawn = seats_svg.draw(two_mode(Town().main().view()), "Testham")
    assert described(drawn)[1] == "No seat is recorded: ask."
    assert "No seat is recorded: ask." in texts(drawn)


@pytest.mark.parametrize("measure", [measure.id for measure in MEASURES])
def test_every_measure_is_drawn_with_its_meaning_and_coverage(measure: str) -> None:
    found = measured(town().view(), measure)
    drawn = measures_svg.draw(found, "Testham")
    title, desc = described(drawn)
    assert title == f"Testham: {found.measure.title.lower()}"
    assert found.measure.means in desc
    assert found.coverage.sentence in desc
    bars = [g for g in ElementTree.fromstring(drawn).iter(f"{SVG}g") if g.get("data-id")]
    assert len(bars) == len(found.scores)


def test_bars_are_as_long_as_their_values_and_hollow_where_too_little_is_recorded() -> None:
    few = measured(town().body("lone", "sub_group").body("two", "network").view(), "degree")
    drawn = measures_svg.draw(few, "Testham", most=2)
    assert TOO_LITTLE in texts(drawn)
    bars = [g for g in ElementTree.fromstring(drawn).iter(f"{SVG}g") if g.get("data-id")]
    assert [texts_of(bar) for bar in bars] == [[HOSTILE, "3"], ["Head", "2"]]
    rects = [bar.find(f"{SVG}rect") for bar in bars]
    wide = [float(rect.get("width", "0")) for rect in rects if rect is not None]
    assert wide[1] / wide[0] == pytest.approx(2 / 3, abs=0.01)
    assert all(rect is not None and rect.get("fill") == "#ffffff" for rect in rects)
    assert "2 of 6 shown. Values: others." in texts(drawn)


def texts_of(element: ElementTree.Element) -> list[str]:
    return [str(text.text) for text in element.iter(f"{SVG}text")]
