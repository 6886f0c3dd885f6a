"""Boxes pushed apart: as if one pair was looked at after the other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visualisations.layout.overlaps import push_apart

Pairs = list[tuple[float, float]]


def pair_by_pair(middles: Pairs, sizes: Pairs) -> tuple[list[list[float]], bool]:
    """The plain way."""
    at = [list(middle) for middle in middles]
    for number in range(1, 61):
        moved = False
        for i, one in enumerate(at):
            for j, other in enumerate(at[i + 1 :], start=i + 1):
                dx, dy = other[0] - one[0], other[1] - one[1]
                over_x = (sizes[i][0] + sizes[j][0]) / 2 - abs(dx)
                over_y = (sizes[i][1] + sizes[j][1]) / 2 - abs(dy)
                if over_x <= 0 or over_y <= 0:
                    continue
                moved = True
                axis, over, sign = (0, over_x, dx) if over_x < over_y else (1, over_y, dy)
                shift = (over / 2 + 0.5) * (1 if sign >= 0 else -1)
                one[axis] -= shift
                other[axis] += shift
        if not moved:
            return at, True
        if number % 10 == 0:
            at = [[x * 1.1, y * 1.1] for x, y in at]
    return at, False


places = st.tuples(st.floats(-300, 300, width=32), st.floats(-300, 300, width=32))


@given(st.lists(st.tuples(places, st.sampled_from([(200, 60), (210.5, 44.1)])), max_size=14))
def test_boxes_move_as_they_do_pair_by_pair(boxes: list[tuple[tuple[float, float], ...]]) -> None:
    middles, sizes = [place for place, _ in boxes], [size for _, size in boxes]
    assert push_apart(middles, sizes) == pair_by_pair(middles, sizes)


@pytest.mark.parametrize("count", [0, 1, 2, 5])
def test_boxes_in_one_place_come_apart(count: int) -> None:
    moved, settled = push_apart([(0.0, 0.0)] * count, [(100.0, 40.0)] * count)
    assert settled
    assert len({tuple(place) for place in moved}) == len(moved) == count


def test_a_heap_that_does_not_settle_says_so() -> None:
    heap, sizes = [(0.0, 0.0)] * 30, [(100.0, 40.0)] * 30
    assert push_apart(heap, sizes) == pair_by_pair(heap, sizes)
    assert not push_apart(heap, sizes)[1]
