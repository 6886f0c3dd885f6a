"""The scene: looks of edges, details, legend, and what is left out on demand.

Tests: visualisations/nodes.py, visualisations/edges.py, visualisations/looks.py
Tests: visualisations/legend.py, visualisations/themes.py
"""

import pytest

from graph.rules.run import run
from tests.towns import Town
from tests.visualisations.towns import hubs
from visualisations.edges import DrawnEdge
from visualisations.scene import scene_of, without
from visualisations.themes import EDGE_STYLES, NODE_STYLES


def looks(town: Town) -> dict[str, str]:
    return {edge.kind: edge.look for edge in scene_of(town.view()).edges}


def test_the_lead_line_is_one_and_others_are_second() -> None:
    town = (
        Town()
        .main()
        .body("hwb", "hwb")
        .body("sub", "sub_group")
        .link("sub", "accountable_to", "main")
        .link("sub", "reports_to", "hwb")
        .link("main", "informs", "hwb")
    )
    assert looks(town) == {"accountable_to": "lead", "reports_to": "second", "informs": "link"}


def test_lead_lines_are_elbows() -> None:
    town = Town().main().body("sub", "sub_group").link("sub", "subgroup_of", "main")
    (edge,) = scene_of(town.view()).edges
    assert edge.shape == "elbow"
    (_, ay), (bx, by), (cx, _) = edge.points
    assert (ay, bx) == (by, cx)


def test_a_report_to_a_plan_is_no_line_of_accountability() -> None:
    town = Town().main().node("plan", "plan").link("main", "reports_to", "plan")
    assert looks(town) == {"reports_to": "link"}
    assert not scene_of(town.view()).edges[0].upward


def test_seats_are_hidden_until_a_body_is_chosen() -> None:
    town = Town().main().organisation("vcs").link("vcs", "member_of", "main")
    assert looks(town) == {"member_of": "member"}
    assert EDGE_STYLES["member"].hidden


def test_a_circle_of_bodies_is_drawn_once_around() -> None:
    town = Town().body("a", "sub_group").body("b", "sub_group").body("c", "sub_group")
    town.link("a", "reports_to", "b").link("b", "reports_to", "c").link("c", "reports_to", "a")
    found = sorted(edge.look for edge in scene_of(town.view()).edges)
    assert found == ["lead", "lead", "second"]


def test_lines_go_around_boxes() -> None:
    town = Town()
    for i in range(8):
        town.organisation(f"o{i}", name=f"Agency {'ABCDEFGH'[i]}")
    town.link("o0", "partner_of", "o7").link("o1", "supports", "o6")
    scene = scene_of(town.view())
    for edge in scene.edges:
        for node in scene.nodes:
            assert node.id in (edge.from_id, edge.to_id) or not _crosses(edge, node.x, node.y)


def _crosses(edge: DrawnEdge, x: float, y: float) -> bool:
    pieces = zip(edge.points, edge.points[1:], strict=False)
    return any(
        min(ax, bx) <= x <= max(ax, bx) and min(ay, by) <= y <= max(ay, by)
        for (ax, ay), (bx, by) in pieces
    )


def test_details_say_who_sits_on_a_body_and_where_it_was_read() -> None:
    town = Town().main(name="Main Board").organisation("vcs", name="Home-Start")
    scene = scene_of(town.link("vcs", "member_of", "main").view())
    (main,) = (node for node in scene.nodes if node.name == "Main Board")
    said = {detail.heading: detail.sentences for detail in main.details}
    assert said["Answers to"] == ("not recorded: ask",)
    assert said["Who sits on it"] == ("Home-Start [Minutes, p1]",)
    assert said["Read in"] == ('Minutes, Testham Council, under "Terms", p1; address not held',)


def test_the_legend_has_only_what_is_drawn() -> None:
    town = Town().main().body("sub", "sub_group").link("sub", "subgroup_of", "main")
    legend = {entry.look for entry in scene_of(town.view()).legend}
    assert legend == {"board", "group", "missing", "lead"}


@pytest.mark.parametrize("hidden", ["oversight", "site"])
def test_lines_and_things_can_be_left_out(hidden: str) -> None:
    whole = scene_of(hubs(8).view())
    part = without(whole, (hidden,))
    assert not [edge for edge in part.edges if edge.look == "oversight"]
    assert hidden not in {entry.look for entry in part.legend}
    assert {m.id: m.x for m in part.nodes}.items() <= {m.id: m.x for m in whole.nodes}.items()


def test_everything_is_inside_the_box_of_the_picture() -> None:
    town = (
        hubs(9).body("panel", "voice_panel").link("panel", "reports_to", "main", status="planned")
    )
    view = town.view(complete=True)
    scene = scene_of(view, run(view))
    left, top, width, height = scene.box
    points = [point for edge in (*scene.edges, *scene.missing_edges) for point in edge.points]
    points += [
        (m.x + sign * m.w / 2, m.y + sign * m.h / 2) for m in scene.nodes for sign in (-1, 1)
    ]
    assert all(left <= x <= left + width and top <= y <= top + height for x, y in points)


def test_too_many_boxes_for_the_network_are_drawn_in_columns_and_it_says_so() -> None:
    town = Town()
    for i in range(601):
        town.organisation(f"o{i}", name=f"Agency {chr(65 + i % 26)}{chr(65 + i // 26)}")
    scene = scene_of(town.view(), layout="network")
    assert scene.layout == "columns"
    assert scene.note == "606 boxes are too many for the network: drawn in columns."


def test_five_hundred_things_that_are_linked_are_drawn_in_columns() -> None:
    """NetworkX would ask for SciPy, which is not there."""
    town = Town().main()
    for i in range(499):
        town.organisation(f"o{i}", name=f"Agency {chr(65 + i % 26)}{chr(65 + i // 26)}")
        town.link(f"o{i}", "reports_to", "main")
    scene = scene_of(town.view(), layout="network")
    assert scene.layout == "columns"
    assert scene.note.endswith(" boxes are too many for the network: drawn in columns.")


def test_every_look_has_words() -> None:
    words = [look.words for look in EDGE_STYLES.values()]
    assert all((*words, *(look.words for look in NODE_STYLES.values())))
