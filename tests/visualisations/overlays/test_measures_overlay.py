"""The map by a measure: what stands out, and nothing where too little is recorded."""

from graph.view import View
from tests.towns import Town
from visualisations.nodes import NodeBox
from visualisations.output import svg
from visualisations.overlays.measures_overlay import measures_overlay
from visualisations.scene import Scene, scene_of


def recorded() -> View:
    """A main board in the middle, with every seat and line on record."""
    made = Town().main(name="Board").body("scp", "safeguarding_partnership", name="SCP")
    made.link("main", "reports_to", "scp")
    for local in ("a", "b", "c"):
        made.body(local, "sub_group").link(local, "subgroup_of", "main")
        made.post(f"p{local}").link(f"p{local}", "chairs", local)
    made.post("dcs").link("dcs", "chairs", "main").link("dcs", "member_of", "scp")
    return made.view()


def coloured(view: View, measure: str) -> Scene:
    return scene_of(view, overlay=measures_overlay(view, measure))


def box(scene: Scene, local: str) -> NodeBox:
    return next(m for m in scene.nodes if m.id == f"testham/{local}")


def test_what_stands_out_is_larger_and_says_so() -> None:
    scene = coloured(recorded(), "degree")
    main, group = box(scene, "main"), box(scene, "a")
    assert "(stands out, 5)" in main.lines
    assert main.bar == 1.0
    assert (group.bar or 0) < 1
    assert main.h > group.h
    assert main.style.border_width > group.style.border_width
    words = [entry.words for entry in scene.legend]
    assert "Stands out" in words
    assert "Bar: others, highest is full" in words
    assert "most joined" in scene.title
    assert "stands out" in svg.draw(scene)


def test_a_low_value_stands_out_where_the_measure_says_so() -> None:
    overlay = measures_overlay(recorded(), "constraint")
    values = {node_id: reading.value for node_id, reading in overlay.readings.items()}
    assert max(values, key=lambda node_id: values[node_id] or 0) == "testham/main"


def test_nothing_stands_out_where_too_little_is_recorded() -> None:
    made = Town().main().body("a", "sub_group").body("b", "sub_group").body("c", "sub_group")
    overlay = measures_overlay(made.link("a", "subgroup_of", "main").view(), "degree")
    assert {reading.band for reading in overlay.readings.values()} == {"unsure"}
    assert {reading.value for reading in overlay.readings.values()} == {None}
    assert {reading.size for reading in overlay.readings.values()} == {1.0}


def test_who_gives_their_time_has_no_reading() -> None:
    made = Town().main().organisation("families", sector="families")
    made.link("families", "member_of", "main")
    assert "testham/families" not in measures_overlay(made.view(), "degree").readings
