"""What is proposed on a picture: in a look of its own, and nothing that stands moves."""

from graph.facts.changes import Added, Change, Ended
from graph.facts.dates import PartialDate
from graph.facts.model import Link, Node
from graph.rules.run import run
from graph.what_if import changed
from tests.towns import Town
from visualisations.output.page_data import page_data
from visualisations.output.png import draw as paint
from visualisations.output.svg import draw
from visualisations.proposed_scene import with_proposed
from visualisations.scene import Scene, scene_of


def link(start: str, kind: str, stop: str) -> Link:
    ends = f"testham/{start}", f"testham/{stop}"
    return Link(id=f"testham/{start}~{kind}~{stop}", kind=kind, from_id=ends[0], to_id=ends[1])


def over(town: Town, *changes: Change, layout: str = "columns") -> tuple[Scene, Scene]:
    view = town.view()
    before = scene_of(view, run(view), layout)
    after, _ = changed(view, changes)
    return before, with_proposed(before, view, after, run(after))


def test_a_proposed_line_has_a_look_and_a_word_and_nothing_moves() -> None:
    town = Town().main().body("scp", "safeguarding_partnership").body("sub", "sub_group")
    town.link("sub", "reports_to", "main")
    for layout in ("columns", "network"):
        before, after = over(town, Added(link("main", "reports_to", "scp")), layout=layout)
        (edge,) = (edge for edge in after.edges if edge.look == "proposed")
        assert (edge.from_id, edge.to_id) == ("testham/main", "testham/scp")
        assert (edge.label, edge.sentences) == ("proposed", ("Proposed: MAIN reports to SCP.",))
        assert [(m.id, m.x, m.y) for m in after.nodes] == [(m.id, m.x, m.y) for m in before.nodes]
        assert [each for each in after.edges if each is not edge] == list(before.edges)
        # The line that was asked for is no longer drawn as missing.
        ends = [(edge.from_id, edge.to_id) for edge in after.missing_edges]
        assert ("testham/main", "testham/scp") not in ends
        # What is still asked for is drawn so, from where the line would get to.
        missing = {edge.to_id for edge in before.missing_edges} - {"testham/scp"}
        assert missing
        assert missing == {edge.to_id for edge in after.missing_edges}
        assert {edge.from_id for edge in after.missing_edges} == {"testham/scp"}


def test_what_is_missing_stays_drawn_where_it_was() -> None:
    town = Town().main().body("sub", "sub_group").body("other", "sub_group")
    before, after = over(town, Added(link("sub", "reports_to", "main")))
    kept = {edge.id: edge for edge in after.missing_edges}
    assert [edge for edge in before.missing_edges if edge.from_id != "testham/sub"]
    for edge in before.missing_edges:
        assert edge.from_id == "testham/sub" or kept[edge.id] == edge
        assert "proposed" in {entry.look for entry in after.legend}
        assert "proposed" not in {entry.look for entry in before.legend}


def test_a_proposed_body_takes_the_empty_box_of_its_kind() -> None:
    board = Node(id="testham/h", kind="body", name="Our HWB", attributes={"body_kind": "hwb"})
    before, after = over(Town().main(), Added(board), Added(link("main", "reports_to", "h")))
    (empty,) = (node for node in before.nodes if node.id.endswith("~hwb"))
    (made,) = (node for node in after.nodes if node.id == "testham/h")
    assert (made.x, made.y, made.doubts[0]) == (empty.x, empty.y, "proposed")
    assert "(proposed)" in made.lines
    assert empty.id not in {node.id for node in after.nodes}


def test_other_proposed_things_stand_below_the_map() -> None:
    posts = [Node(id=f"testham/p{i}", kind="post", name=f"Post {'AB'[i]}") for i in range(2)]
    chair = link("p0", "chairs", "main")
    before, after = over(Town().main(), *map(Added, posts), Added(chair))
    one, two = (node for node in after.nodes if node.node_kind == "post")
    assert one.y == two.y
    assert one.y - one.h / 2 > before.box[1] + before.box[3]
    assert two.x - one.x > one.w
    left, top, width, height = after.box
    for node in after.nodes:
        assert left <= node.x - node.w / 2 <= node.x + node.w / 2 <= left + width
        assert top <= node.y - node.h / 2 <= node.y + node.h / 2 <= top + height


def test_a_line_that_would_end_is_gone_from_the_picture() -> None:
    town = Town().main().body("sub", "sub_group").link("sub", "reports_to", "main")
    ended = Ended("testham/sub~reports_to~main", PartialDate("2024-01"))
    before, after = over(town, ended)
    assert (len(before.edges), len(after.edges)) == (1, 0)


def test_every_output_draws_it_double() -> None:
    town = Town().main().body("scp", "safeguarding_partnership")
    before, after = over(town, Added(link("main", "reports_to", "scp")))
    drawn = draw(after)
    group = drawn.split('<g data-look="proposed">')[1].split("</g>")[0]
    assert group.count("<path") == 2
    assert ">proposed</text>" in drawn
    assert "Proposed, not so yet" in drawn
    assert 'data-look="proposed"' not in draw(before)
    assert paint(after) != paint(before)
    data = page_data(after)
    assert data["lineLooks"]["proposed"]["double"] is True
    assert [edge["label"] for edge in data["lines"] if edge["look"] == "proposed"] == ["proposed"]
