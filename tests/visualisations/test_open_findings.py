"""What is missing has two looks that are never mixed up."""

import pytest

from graph.rules.run import run
from tests.towns import Town
from visualisations.open_findings import missing_bodies
from visualisations.scene import Line, Scene, scene_of


def drawn(town: Town, complete: bool = False) -> Scene:
    view = town.view(complete=complete)
    return scene_of(view, run(view))


def absent(scene: Scene, to: str) -> Line:
    return next(line for line in scene.absences if line.to_id.endswith(to))


def test_a_silence_is_grey_and_leads_to_an_empty_box() -> None:
    line = absent(drawn(Town().main()), "missing~hwb")
    assert (line.look, line.from_id) == ("silent", "testham/main")
    box = next(m for m in drawn(Town().main()).marks if m.id == line.to_id)
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
    line = absent(drawn(town), "testham/hwb")
    assert (line.look, line.label) == ("gap", "no line")
    assert line.from_id == "testham/exec"


def test_a_silence_to_a_body_on_the_map_is_never_drawn_as_a_gap() -> None:
    line = absent(drawn(Town().main().body("hwb", "hwb")), "testham/hwb")
    assert (line.look, line.label) == ("silent", "not recorded: ask")


def test_the_workshop_switch_turns_silences_into_gaps() -> None:
    scene = drawn(Town().main(), complete=True)
    assert absent(scene, "missing~hwb").look == "gap"


def test_a_planned_line_is_drawn_as_itself_with_its_word() -> None:
    town = Town().main().body("hwb", "hwb").link("main", "reports_to", "hwb", status="planned")
    scene = drawn(town)
    (line,) = (line for line in scene.lines if line.kind == "reports_to")
    assert (line.look, line.label) == ("planned", "planned")
    assert not [line for line in scene.absences if line.to_id == "testham/hwb"]


def test_a_planned_line_says_its_day() -> None:
    town = Town().main().body("hwb", "hwb")
    town.link("main", "reports_to", "hwb", status="planned", since="2024-01")
    (line,) = (line for line in drawn(town).lines if line.kind == "reports_to")
    assert line.label == "planned, 2024-01"


def test_each_missing_kind_has_one_box() -> None:
    town = Town().main("main1").main("main2")
    ids = [mark.id for mark in drawn(town).marks]
    assert ids.count("testham/missing~hwb") == 1
    assert len([line for line in drawn(town).absences if line.to_id.endswith("~hwb")]) == 2


@pytest.mark.parametrize("kind", ["icp", "icb_board"])
def test_either_integrated_care_body_will_do(kind: str) -> None:
    view = Town().body("icp", kind).view()
    assert "icp" not in [missing.kind for missing in missing_bodies(view, ())]


def test_a_body_that_answers_to_nothing_known_has_a_question_mark() -> None:
    scene = drawn(Town().main().body("sub", "sub_group"))
    (stub,) = (line for line in scene.absences if line.from_id == "testham/sub")
    assert (stub.to_id, stub.look) == ("", "silent")


def test_a_body_without_a_chair_has_a_badge() -> None:
    scene = drawn(Town().main(name="Main Board"))
    (main,) = (mark for mark in scene.marks if mark.id == "testham/main")
    assert main.badge is not None
    assert (main.badge.look, main.badge.sign) == ("silent", "?")
    assert any("chair" in sentence.lower() for sentence in main.badge.sentences)


def test_a_box_with_a_question_mark_beside_it_has_no_second_one() -> None:
    scene = drawn(Town().main().body("sub", "sub_group"))
    beside = {line.from_id for line in scene.absences if not line.to_id and line.look == "silent"}
    signs = {mark.id: mark.badge.look if mark.badge else "" for mark in scene.marks}
    assert "testham/sub" in beside
    assert signs["testham/sub"] == ""
    assert signs["testham/main"] == "silent"
