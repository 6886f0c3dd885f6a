"""One map of two views: each difference in a word, a line style and a shape of its own."""

from datetime import date

from graph.compare import compare
from tests.towns import DAY, Town
from visualisations.comparison_scene import ComparisonScene, scene_of
from visualisations.output import svg
from visualisations.themes import EDGE_STYLES, NODE_STYLES

DIFFERENT = ("added", "ended", "changed", "same")


def town() -> Town:
    made = Town().main(name="Board").body("scp", "safeguarding_partnership", name="SCP")
    made.body("old", "sub_group", name="Old", until="2023").link("old", "subgroup_of", "main")
    made.post("dcs").link("dcs", "chairs", "main").post("dph")
    made.link("dph", "member_of", "main", since="2024")
    return made.link("main", "reports_to", "scp", since="2024")


def drawn(before: Town, after: Town, then: date) -> ComparisonScene:
    return scene_of(compare(before.view(then), after.view(DAY)), "then", "now")


def test_two_days_as_one_map() -> None:
    scene = drawn(town(), town(), date(2023, 6, 1))
    sorts = {node.name: node.look for node in scene.nodes}
    assert sorts["Old (ended)"] == "ended"
    assert sorts["Board"] == sorts["SCP"] == "same"
    lines = {(edge.from_id[8:], edge.to_id[8:]): (edge.look, edge.label) for edge in scene.edges}
    assert lines["main", "scp"] == ("added", "added")
    assert lines["old", "main"] == ("ended", "ended")
    assert lines["dph", "main"] == ("added", "added"), "a seat that differs is never hidden"
    assert ("dcs", "main") not in lines, "a seat that stays is left out"
    assert scene.title == "Testham: what differs between then and now"
    assert scene.summary[0].startswith("2 added, 2 ended and 0 changed")
    assert svg.draw(scene).count('data-look="added"') == 2


def test_what_reads_otherwise_is_changed() -> None:
    before, after = Town().main(name="Board"), Town().main(name="Early Help Board")
    (node,) = drawn(before, after, DAY).nodes
    assert (node.name, node.look) == ("Early Help Board (changed)", "changed")


def test_one_seat_for_another_term_is_changed() -> None:
    made = Town().main().body("scp", "safeguarding_partnership")
    made.link("main", "reports_to", "scp", until="2023").link(
        "main", "reports_to", "scp", since="2024"
    )
    (edge,) = drawn(made, made, date(2023, 6, 1)).edges
    assert edge.look == "changed"


def test_no_difference_is_told_by_colour_alone() -> None:
    nodes = [
        (NODE_STYLES[d].shape, NODE_STYLES[d].dashes, NODE_STYLES[d].border_width)
        for d in DIFFERENT
    ]
    lines = [(EDGE_STYLES[d].dashes, EDGE_STYLES[d].width) for d in DIFFERENT]
    assert len(set(nodes)) == len(set(lines)) == 4
    words = [entry.words for entry in drawn(town(), town(), date(2023, 6, 1)).legend]
    assert {"Added", "Ended", "The same in both"} <= set(words)
