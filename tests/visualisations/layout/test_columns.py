"""Places: the same for the same facts, no box on another, readable from the back of a hall.

Tests: visualisations/layout/force_directed.py
"""

import random
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.facts.model import snapshot_of
from graph.view import View
from tests.towns import DAY, Town
from tests.visualisations.areas import AREAS, area
from tests.visualisations.towns import hubs, sixty
from visualisations.nodes import NodeBox
from visualisations.scene import LAYOUTS, Scene, scene_of
from visualisations.themes import THEMES


def overlaps(nodes: tuple[NodeBox, ...]) -> list[tuple[str, str]]:
    return [
        (a.id, b.id)
        for a, b in combinations(nodes, 2)
        if abs(a.x - b.x) < (a.w + b.w) / 2 - 0.2 and abs(a.y - b.y) < (a.h + b.h) / 2 - 0.2
    ]


def fitted_text(scene: Scene) -> float:
    """Return the size of the text, in pixels, when the picture fills 1920 x 1080."""
    return THEMES[scene.theme].font * min(1920 / scene.box[2], 1080 / scene.box[3])


@pytest.mark.parametrize("layout", LAYOUTS)
@settings(max_examples=15)
@given(seed=st.integers(0, 1000))
def test_shuffling_the_facts_changes_nothing(layout: str, seed: int) -> None:
    town = hubs(6, different=2).organisation("nhs", "nhs").link("nhs", "member_of", "main")
    facts = list(town.facts.items())
    random.Random(seed).shuffle(facts)
    shuffled = View(snapshot_of(dict(facts), town.slug, 1, {}), DAY)
    assert scene_of(shuffled, layout=layout) == scene_of(town.view(), layout=layout)


@st.composite
def towns(draw: st.DrawFn) -> Town:
    """Bodies with lines between any two of them, circles too, and some organisations."""
    town = Town()
    kinds = draw(
        st.lists(st.sampled_from(("main_board", "sub_group", "locality_team")), max_size=9)
    )
    for i, kind in enumerate(kinds):
        town.body(f"b{i}", kind, name=f"{'Long named ' * (i % 4)}body {chr(65 + i)}")
    bodies = st.integers(0, max(0, len(kinds) - 1))
    for low, high in draw(st.sets(st.tuples(bodies, bodies), max_size=12)) if kinds else ():
        if low != high:
            town.link(f"b{low}", "accountable_to", f"b{high}")
    for i in range(draw(st.integers(0, 6))):
        town.organisation(f"o{i}", name=f"Agency {chr(65 + i)}")
    return town


@pytest.mark.parametrize("layout", LAYOUTS)
@settings(max_examples=25)
@given(town=towns())
def test_no_box_lies_on_another(layout: str, town: Town) -> None:
    scene = scene_of(town.view(), layout=layout)
    assert overlaps(scene.nodes) == []


@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_empty_map_shows_what_to_find_out(layout: str) -> None:
    scene = scene_of(Town().view(), layout=layout)
    assert [node.name for node in scene.nodes] == [
        "Main board",
        "Safeguarding partnership",
        "Health and wellbeing board",
        "Integrated care partnership or board",
        "Data board",
    ]
    assert scene.edges == ()


def test_sixty_things_have_text_of_twelve_pixels_on_a_screen() -> None:
    scene = scene_of(sixty().view())
    assert len([node for node in scene.nodes if not node.doubts]) == 60
    assert overlaps(scene.nodes) == []
    assert fitted_text(scene) >= 12


@pytest.mark.parametrize("slug", AREAS)
def test_a_map_on_a_page_has_text_of_eleven_pixels(slug: str) -> None:
    """A page of 1440 by 900 pixels leaves a map about 1070 by 680."""
    scene = scene_of(*area(slug))
    assert 14 * min(1068 / scene.box[2], 676 / scene.box[3]) >= 10.9


def test_the_network_is_spun_by_the_lines_it_draws() -> None:
    """Seats wait until a body is chosen: who has nothing else stands in a row below."""
    town = Town().main().body("hwb", "hwb").link("main", "reports_to", "hwb")
    for i in range(6):
        town.organisation(f"o{i}", name=f"Agency {'ABCDEF'[i]}").link(f"o{i}", "member_of", "main")
    nodes = {node.id: node for node in scene_of(town.view(), layout="network").nodes}
    lowest = max(nodes[f"testham/{name}"].y for name in ("main", "hwb"))
    assert all(nodes[f"testham/o{i}"].y > lowest for i in range(6))


def test_the_projector_theme_has_larger_text_on_the_same_screen() -> None:
    view = hubs(3).view()
    assert fitted_text(scene_of(view, theme="projector")) >= 18


def test_sixty_things_can_be_read_from_the_back_of_a_hall() -> None:
    scene = scene_of(sixty().view(), theme="projector")
    assert fitted_text(scene) >= 18
    assert scene.note == ""


def test_a_map_too_large_for_a_hall_says_so() -> None:
    town = Town()
    for i in range(200):
        town.organisation(f"o{i}", name=f"Agency {chr(65 + i % 26)}{chr(65 + i // 26)}")
    note = scene_of(town.view(), theme="projector").note
    assert note.startswith("This map is too large for a hall: as a whole its text is ")


@pytest.mark.parametrize("count", [8, 23])
def test_a_long_family_is_laid_out_in_several_columns(count: int) -> None:
    scene = scene_of(hubs(count).view(), group_alike=False)
    sites = [node for node in scene.nodes if node.look == "site"]
    assert len({node.x for node in sites}) > 1
    assert scene.box[2] > scene.box[3]
    assert overlaps(scene.nodes) == []


def test_groups_stand_below_and_right_of_their_board() -> None:
    town = (
        Town()
        .main()
        .body("sub", "sub_group")
        .body("team", "locality_team")
        .link("sub", "subgroup_of", "main")
        .link("team", "accountable_to", "sub")
    )
    at = {node.id: node for node in scene_of(town.view()).nodes}
    main, sub, team = (at[f"testham/{local}"] for local in ("main", "sub", "team"))
    assert main.y < sub.y < team.y
    assert main.x < sub.x < team.x


def test_kept_places_win() -> None:
    scene = scene_of(Town().main().view(), places={"testham/main": (640.0, 360.0)})
    main = next(node for node in scene.nodes if node.id == "testham/main")
    assert (main.x, main.y) == (640.0, 360.0)
