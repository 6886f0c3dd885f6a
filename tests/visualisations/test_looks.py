"""How a map draws who acts for whom, who serves, where questions go, and lines to organisations.

Tests: visualisations/looks.py.
"""

from itertools import combinations

import pytest

from graph.fact_index import Facts
from graph.facts.identifiers import local_of
from tests.towns import Town
from visualisations.edges import DrawnEdge
from visualisations.in_words import summary
from visualisations.legend import short_words
from visualisations.looks import link_look, on_the_map
from visualisations.output.page_data import page_data
from visualisations.output.svg import draw
from visualisations.scene import LAYOUTS, Scene, scene_of
from visualisations.themes import EDGE_STYLES, THEMES


def town() -> Town:
    made = Town().body("scp", "safeguarding_partnership", name="Partnership")
    made.body("exec", "executive_group", name="Executive").organisation("council", name="Council")
    made.organisation("icb", "icb", name="ICB").node("unit", "team", name="Unit")
    made.body("panel", "sub_group", name="Panel")
    return made.link("exec", "acts_for", "scp")


def looks(scene: Scene) -> dict[tuple[str, str], str]:
    return {(local_of(e.from_id), local_of(e.to_id)): e.look for e in scene.edges}


def edge(scene: Scene, look: str) -> DrawnEdge:
    (found,) = [each for each in scene.edges if each.look == look]
    return found


@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_of_the_three_has_a_look_of_its_own_and_those_that_crowd_wait(layout: str) -> None:
    made = town().link("unit", "serves", "scp").link("exec", "escalates_to", "council")
    scene = scene_of(made.view(), layout=layout)
    assert looks(scene) == {
        ("exec", "scp"): "acting",
        ("unit", "scp"): "serving",
        ("exec", "council"): "escalation",
    }
    waiting = {each.look for each in scene.edges if each.hidden}
    assert waiting == {"serving", "escalation"}
    assert {e.look: e.hidden for e in scene.legend if e.what == "line"} == {
        "acting": False, "escalation": True, "serving": True,
    }  # fmt: skip
    assert edge(scene, "acting").upward


def test_what_acts_for_a_body_hangs_below_it() -> None:
    scene = scene_of(town().view())
    at = {local_of(node.id): node for node in scene.nodes}
    assert at["exec"].y > at["scp"].y


def test_the_looks_differ_without_colour() -> None:
    shown = {
        look: (style.width, style.dashes, style.double)
        for look, style in EDGE_STYLES.items()
        if look not in ("added", "ended", "changed", "same")
    }
    for one, other in combinations(shown, 2):
        assert shown[one] != shown[other], (one, other)


@pytest.mark.parametrize("theme", THEMES)
def test_a_double_line_is_drawn_so_in_every_theme(theme: str) -> None:
    picture = draw(scene_of(town().view(), theme=theme))
    drawn = picture.split('data-look="acting"')[1].split("</g>")[0]
    assert drawn.count("<path") >= 2
    data = page_data(scene_of(town().view(), theme=theme))
    assert data["lineLooks"]["acting"]["double"] is True


def test_a_body_that_ends_at_an_organisation_has_a_line_there_and_is_in_no_list() -> None:
    made = town().link("panel", "accountable_to", "council")
    made.link("panel", "reports_to", "icb").link("scp", "accountable_to", "council")
    scene = scene_of(made.view())
    assert looks(scene)["panel", "council"] == looks(scene)["panel", "icb"] == "lead"
    assert not [h for h in scene.headings if h.lines[0].startswith("Groups")]
    said = summary(made.view())
    assert "Panel is accountable to Council and reports to ICB." in said
    assert not [sentence for sentence in said if "No upward line" in sentence]
    without = scene_of(town().view())
    assert [h for h in without.headings if h.lines[0].startswith("Groups")]


def test_a_line_to_an_organisation_beside_one_to_a_board_is_the_second() -> None:
    made = town().link("panel", "reports_to", "scp").link("panel", "accountable_to", "council")
    assert looks(scene_of(made.view())) == {
        ("exec", "scp"): "acting",
        ("panel", "scp"): "lead",
        ("panel", "council"): "second",
    }


def test_what_is_no_line_of_accountability_stays_a_link() -> None:
    made = town().post("dcs").node("plan", "plan").link("panel", "reports_to", "plan")
    made.link("dcs", "reports_to", "council").link("dcs", "accountable_to", "council")
    made.link("council", "convenes", "panel")
    facts = made.view().shown
    found = {
        (local_of(link.from_id), link.kind): link_look(link, False, facts)
        for link in facts.links.values()
    }
    assert found == {
        ("exec", "acts_for"): "acting",
        ("panel", "reports_to"): "link",
        ("dcs", "reports_to"): "link",
        ("dcs", "accountable_to"): "lead",
        ("council", "convenes"): "link",
    }


def test_matters_and_decisions_are_not_on_the_map_and_neither_are_their_links() -> None:
    made = town().node("budget", "matter").link("exec", "has_right_over", "budget", right="decides")
    made.node("d", "decision", by="testham/exec", from_meeting="")
    facts = on_the_map(made.view().shown)
    assert {node.kind for node in facts.nodes.values()} == {"body", "organisation", "team"}
    assert {link.kind for link in facts.links.values()} == {"acts_for"}
    scene = scene_of(made.view())
    assert set(looks(scene).values()) == {"acting"}
    # What is drawn of a map without any is what was drawn before: the very same facts.
    plain: Facts = town().view().shown
    assert on_the_map(plain) is plain


def test_a_short_name_stands_in_a_box_that_is_narrow_for_the_name_and_is_explained() -> None:
    long = "Safeguarding Children and Adults Partnership of the Town"
    made = Town().body("scp", "safeguarding_partnership", name=long, short_name="SCAP")
    made.body("hwb", "hwb", name="Health Board", short_name="HWB")
    scene = scene_of(made.view())
    boxes = {local_of(node.id): node for node in scene.nodes if node.members}
    assert boxes["scp"].lines == ("SCAP",)
    assert boxes["hwb"].lines == ("Health Board",)
    assert boxes["scp"].name == long
    assert short_words(scene.nodes) == f"Short names: SCAP is {long}."
    assert short_words(scene.nodes) in scene.summary
    assert "Short names: SCAP is" in draw(scene)
