"""Routes: elbows below a parent, few bends through gutters, and never through a box.

Tests: visualisations/routing/geometry.py, visualisations/routing/orthogonal.py
Tests: visualisations/routing/visibility.py
"""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from visualisations.layout.tree import ParentEdge
from visualisations.routing import geometry
from visualisations.routing.box_index import BoxIndex
from visualisations.routing.geometry import Box, Point, Route, crosses, overlap
from visualisations.routing.orthogonal import OrthogonalGrid
from visualisations.routing.router import EdgeRouter
from visualisations.routing.visibility import route_around
from visualisations.themes import THEMES


def box(x: float, y: float) -> Box:
    return Box(x, y, 158, 40)


def through(points: tuple[Point, ...], obstacles: list[Box]) -> list[Box]:
    return [b for b in obstacles if any(crosses(p, q, b) for p, q in pairwise(points))]


def router(boxes: dict[str, Box], layout: str = "columns", **parents: str) -> EdgeRouter:
    hanging = {child: ParentEdge(parent, "", lead=True) for child, parent in parents.items()}
    return EdgeRouter(boxes, (), hanging, THEMES["screen"], layout)


ROW = {"a": box(100, 100), "b": box(320, 100), "c": box(540, 100)}


def test_a_line_around_a_box_has_the_fewest_bends() -> None:
    grid = OrthogonalGrid(list(ROW.values()), list(ROW.values()))
    route = grid.route(ROW["a"], ROW["c"])
    assert route[0] == (ROW["a"].right, ROW["a"].y)
    assert route[-1] == (ROW["c"].left, ROW["c"].y)
    assert len(route) == 6, "out, up or down, across, back, in: four bends"
    assert all(ax == bx or ay == by for (ax, ay), (bx, by) in pairwise(route))
    assert through(route, [ROW["b"]]) == []


def test_a_line_bends_no_oftener_than_it_must() -> None:
    start, end, beside = box(660, 105), box(0, 245), box(440, 245)
    route = OrthogonalGrid([start, end, beside], [start, end, beside]).route(start, end)
    assert route == ((start.left, 105), (347, 105), (347, 245), (end.right, 245))


def test_edges_that_share_a_gutter_lie_beside_each_other() -> None:
    boxes = [box(0, 70 * y) for y in range(6)]
    wall = Box(-93, 200, 10, 10_000)
    grid = OrthogonalGrid(boxes, [*boxes, wall])
    routes = [grid.route(boxes[0], end) for end in boxes[2:]]
    assert len({route[1][0] for route in routes}) == len(routes) == 4


def test_where_there_is_no_way_the_grid_has_no_route() -> None:
    walled_in = Box(100, 100, 300, 200)
    grid = OrthogonalGrid([ROW["a"], ROW["c"]], [*ROW.values(), walled_in])
    assert grid.route(ROW["a"], ROW["c"]) == ()


def test_a_straight_line_is_straight_until_a_box_is_in_its_way() -> None:
    clear = route_around(ROW["a"], ROW["b"], BoxIndex(ROW.values()))
    assert clear == ((ROW["a"].right, 100.0), (ROW["b"].left, 100.0))
    bent = route_around(ROW["a"], ROW["c"], BoxIndex(ROW.values()))
    assert len(bent) == 4
    assert through(bent, [ROW["b"]]) == []


places = st.tuples(st.integers(0, 6), st.integers(0, 6))


@settings(max_examples=60, deadline=None)
@given(st.sets(places, min_size=3, max_size=14), st.data())
def test_no_route_among_any_boxes_crosses_one(
    taken: set[tuple[int, int]], data: st.DataObject
) -> None:
    boxes = [box(220 * x, 70 * y) for x, y in sorted(taken)]
    start, end = data.draw(st.permutations(boxes))[:2]
    others = [b for b in boxes if b not in (start, end)]
    bent = route_around(start, end, BoxIndex(boxes))
    through_gutters = OrthogonalGrid(boxes, boxes).route(start, end)
    assert through_gutters
    assert through(bent, others) == through(through_gutters, others) == []


def test_a_child_in_the_list_below_its_parent_has_an_elbow_of_two_pieces() -> None:
    boxes = {"board": box(100, 20), "group": box(122, 80)}
    route = router(boxes, group="board").between(
        "group", "board", ParentEdge("board", "", lead=True), hidden=False
    )
    assert route.shape == "elbow"
    start, corner, end = route.points
    assert start == (boxes["group"].left, boxes["group"].y)
    assert corner[1] == start[1]
    assert end == (corner[0], boxes["board"].bottom)


def test_a_link_from_the_parent_takes_the_same_elbow_the_other_way() -> None:
    boxes = {"board": box(100, 20), "group": box(122, 80)}
    hangs = ParentEdge("board", "", lead=True)
    up = router(boxes, group="board").between("group", "board", hangs, hidden=False)
    down = router(boxes, group="board").between("board", "group", hangs, hidden=False)
    assert down.points == up.points[::-1]


@pytest.mark.parametrize(("layout", "shape"), [("columns", "curve"), ("network", "elbow")])
def test_edges_between_the_same_two_boxes_are_kept_apart(layout: str, shape: str) -> None:
    ways = router({"a": box(100, 100), "b": box(540, 300)}, layout)
    routes = [ways.between("a", "b", None, hidden=True) for _ in range(3)]
    assert {route.shape for route in routes} == {shape}
    assert len({route.points[0] for route in routes}) == 3


def test_the_middle_of_a_route_lies_on_its_longest_piece_or_half_way_along_its_curve() -> None:
    assert Route("elbow", ((0, 0), (0, 10), (40, 10))).middle == (20, 10)
    assert Route("curve", ((0, 0), (0, 8), (8, 8), (8, 0))).middle == (4, 6)


def test_boxes_that_touch_do_not_overlap() -> None:
    assert not overlap((0, 0, 10, 10), (10, 0, 20, 10))
    assert overlap((0, 0, 10, 10), (9, 9, 20, 20))


def test_a_piece_along_the_edge_of_a_box_does_not_cross_it() -> None:
    assert not crosses((0, 80), (600, 80), ROW["b"])
    assert crosses((0, 81), (600, 81), ROW["b"])
    assert crosses((0, 80), (600, 80), ROW["b"], margin=1)


def test_boxes_side_by_side_are_joined_across_and_others_are_not() -> None:
    assert geometry.level(ROW["a"], ROW["b"]) == ((ROW["a"].right, 100.0), (ROW["b"].left, 100.0))
    assert geometry.level(ROW["a"], box(320, 130)) == ()
    assert geometry.level(ROW["a"], box(120, 100)) == ()


def test_a_line_over_the_top_climbs_where_nothing_stands_above() -> None:
    low = box(100, 300)
    boxes = [low, *ROW.values()]
    over = geometry.over_the_top(low, ROW["c"], boxes, lane=40, beside=14)
    assert over[-1] == (ROW["c"].x, ROW["c"].top)
    assert min(y for _, y in over) == 40
    assert through(over, [ROW["a"], ROW["b"]]) == []


def test_the_bounds_of_nothing_have_room_for_a_title() -> None:
    assert geometry.bounds([]) == (0, 0, 400, 200)
    assert geometry.bounds([(3, 4), (1, 9)]) == (1, 4, 3, 9)
