"""What is missing has two looks that are never mixed up."""

import pytest

from graph.rules.run import run
from tests.towns import Town
from visualisations.edges import DrawnEdge
from visualisations.open_findings import missing_bodies
from visualisations.scene import Scene, scene_of


def drawn(town: Town, complete: bool = False) -> Scene:
    view = town.view(complete=complete)
    return scene_of(view, run(view))


def absent(scene: Scene, to: str) -> DrawnEdge:
    return next(edge for edge in scene.missing_edges if edge.to_id.endswith(to))


def test_a_silence_is_grey_and_leads_to_an_empty_box() -> None:
    edge = absent(drawn(Town().main()), "missing~hwb")
    assert (edge.look, edge.from_id) == ("silent", "testham/main")
    box = next(m for m in drawn(Town().main()).nodes if m.id == edge.to_id)
    assert box.lines[-1] == "(not recorded: ask)"


def test_a_gap_starts_at_the_nearest_point_reached_and_says_no_line() -> None:
    town = (
        Town()
        .main()
        .body("exec", "programme_board", name="Executive")
        .body("hwb", "hwb", name="Wellbeing Board")
        .link("main", "accountable_to", "exec")
        .declare("outward_lines", of="main")
        .declare("outward_lines", of="exec")
    )
    edge = absent(drawn(town), "testham/hwb")
    assert (edge.look, edge.label) == ("gap", "no line")
    assert edge.from_id == "testham/exec"


def test_a_silence_to_a_body_on_the_map_is_never_drawn_as_a_gap() -> None:
    edge = absent(drawn(Town().main().body("hwb", "hwb")), "testham/hwb")
    assert (edge.look, edge.label) == ("silent", "not recorded: ask")


def test_the_workshop_switch_turns_silences_into_gaps() -> None:
    scene = drawn(Town().main(), complete=True)
    assert absent(scene, "missing~hwb").look == "gap"


def test_a_planned_line_is_drawn_as_itself_with_its_word() -> None:
    town = Town().main().body("hwb", "hwb").link("main", "reports_to", "hwb", status="planned")
    scene = drawn(town)
    (edge,) = (edge for edge in scene.edges if edge.kind == "reports_to")
    assert (edge.look, edge.label) == ("planned", "planned")
    assert not [edge for edge in scene.missing_edges if edge.to_id == "testham/hwb"]


def test_a_planned_line_says_its_day() -> None:
    town = Town().main().body("hwb", "hwb")
    town.link("main", "reports_to", "hwb", status="planned", since="2024-01")
    (edge,) = (edge for edge in drawn(town).edges if edge.kind == "reports_to")
    assert edge.label == "planned, 2024-01"


def test_each_missing_kind_has_one_box() -> None:
    town = Town().main("main1").main("main2")
    ids = [node.id for node in drawn(town).nodes]
    assert ids.count("testham/missing~hwb") == 1
    assert len([edge for edge in drawn(town).missing_edges if edge.to_id.endswith("~hwb")]) == 2


@pytest.mark.parametrize("kind", ["icp", "icb_board"])
def test_either_integrated_care_body_will_do(kind: str) -> None:
    view = Town().body("icp", kind).view()
    assert "icp" not in [missing.kind for missing in missing_bodies(view, ())]


def test_a_body_that_answers_to_nothing_known_has_a_question_mark() -> None:
    scene = drawn(Town().main().body("sub", "sub_group"))
    (stub,) = (edge for edge in scene.missing_edges if edge.from_id == "testham/sub")
    assert (stub.to_id, stub.look) == ("", "silent")


def test_a_body_without_a_chair_has_a_badge() -> None:
    scene = drawn(Town().main(name="Main Board"))
    (main,) = (node for node in scene.nodes if node.id == "testham/main")
    assert main.badge is not None
    assert (main.badge.look, main.badge.sign) == ("silent", "?")
    assert any("chair" in sentence.lower() for sentence in main.badge.sentences)


def test_a_box_with_a_question_mark_beside_it_has_no_second_one() -> None:
    scene = drawn(Town().main().body("sub", "sub_group"))
    beside = {
        edge.from_id for edge in scene.missing_edges if not edge.to_id and edge.look == "silent"
    }
    signs = {node.id: node.badge.look if node.badge else "" for node in scene.nodes}
    assert "testham/sub" in beside
    assert signs["testham/sub"] == ""
    assert signs["testham/main"] == "silent"
