"""Who took over, on maps: told in the details, found by the old name, a line where two days differ.

Tests: visualisations/comparison_scene.py, visualisations/nodes.py.
"""

from graph.compare import compare
from tests.succession_town import AFTER, BEFORE, merged
from visualisations.comparison_scene import scene_of as compared_scene
from visualisations.output.page_data import page_data
from visualisations.scene import scene_of


def test_the_box_of_a_successor_tells_from_whom_it_took_over() -> None:
    scene = scene_of(merged().view(AFTER))
    (joint,) = (box for box in scene.nodes if box.name == "Joint Board")
    assert joint.details[0].heading == "Before and after it"
    assert joint.details[0].sentences == (
        "Took over from Early Board on 1 May 2025.",
        "Took over from Hubs Board on 2 May 2025.",
    )
    assert "Early Board" not in [box.name for box in scene.nodes]


def test_a_successor_is_found_by_the_name_of_what_ended() -> None:
    marks = page_data(scene_of(merged().view(AFTER)))["marks"]
    former = {mark["name"]: mark.get("former") for mark in marks}
    assert former["Joint Board"] == ["Early Board", "Hubs Board"]
    assert former["The Partnership"] is None
    (early,) = (
        m for m in page_data(scene_of(merged().view(BEFORE)))["marks"] if m["name"] == "Early Board"
    )
    assert "former" not in early


def test_a_map_of_two_days_has_a_line_from_what_ended_to_what_took_over() -> None:
    found = compare(merged().view(BEFORE), merged().view(AFTER))
    scene = compared_scene(found, "before", "after")
    over = {(e.from_id, e.to_id): e for e in scene.edges if e.kind == "succeeded_by"}
    assert over.keys() == {("testham/early", "testham/joint"), ("testham/hubs", "testham/joint")}
    edge = over["testham/early", "testham/joint"]
    assert (edge.label, edge.look, edge.hidden) == ("is succeeded by", "added", False)
    assert "Joint Board took over from Early Board on 1 May 2025." in scene.summary
