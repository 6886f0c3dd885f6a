"""Boxes found by their left edge: those that a piece goes through, and no other."""

from hypothesis import given
from hypothesis import strategies as st

from visualisations.routing.box_index import BoxIndex
from visualisations.routing.geometry import Box, crosses

numbers = st.sampled_from([0, 20, 40, 60, 80, 100, 140.5]) | st.floats(-200, 400, width=32)
points = st.tuples(numbers, numbers)
boxes = st.builds(Box, numbers, numbers, st.sampled_from([20, 158, 400.5]), st.just(40))


@given(st.lists(boxes, max_size=20), points, points, st.sampled_from([0, 1, 6]))
def test_the_boxes_near_a_piece_that_it_crosses_are_all_that_it_crosses(
    placed: list[Box], a: tuple[float, float], b: tuple[float, float], margin: float
) -> None:
    plain = [box for box in placed if crosses(a, b, box, margin)]
    assert BoxIndex(placed).crossed(a, b, margin) == plain


def test_a_piece_from_a_point_to_itself_crosses_the_box_it_is_in() -> None:
    index = BoxIndex([Box(100, 100, 158, 40), Box(400, 100, 158, 40)])
    assert index.crossed((110, 110), (110, 110)) == [Box(100, 100, 158, 40)]
    assert index.crossed((250, 110), (250, 110)) == []
    assert BoxIndex(()).crossed((0, 0), (9, 9)) == []
