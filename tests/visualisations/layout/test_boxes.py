"""Blocks of boxes: put together first, and their places worked out when they are asked for."""

from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from visualisations.layout.boxes import PlacedBlock, UnplacedBox, alone, heading_alone

offsets = st.floats(0, 500, allow_nan=False)
sizes = st.sampled_from([(158, 33.1), (158, 49.6), (20, 300.3)])


@dataclass
class Copied:
    """The plain way: each place is worked out again whenever a block is put into another."""

    places: dict[str, tuple[float, float]] = field(default_factory=dict)
    headings: list[tuple[tuple[str, ...], float, float]] = field(default_factory=list)
    w: float = 0
    h: float = 0

    def put(self, other: "Copied", x: float, y: float) -> None:
        for box_id, (left, top) in other.places.items():
            self.places[box_id] = (left + x, top + y)
        self.headings += [(lines, left + x, top + y) for lines, left, top in other.headings]
        if other.places or other.headings:
            self.w, self.h = max(self.w, x + other.w), max(self.h, y + other.h)


@given(st.data())
def test_places_are_those_of_putting_each_box_there_at_once(data: st.DataObject) -> None:
    blocks = [(PlacedBlock(), Copied())]
    for number in range(data.draw(st.integers(1, 12))):
        kind = data.draw(st.sampled_from(["box", "heading", "block"]))
        w, h = data.draw(sizes)
        if kind == "box":
            box = UnplacedBox(f"b{number}", f"Body {number}", "board", w, h)
            blocks.append((alone(box), Copied({box.id: (0, 0)}, w=w, h=h)))
        elif kind == "heading":
            lines = (f"Heading {number}",)
            blocks.append((heading_alone(lines, w, h), Copied(headings=[(lines, 0, 0)], w=w, h=h)))
        else:
            whole, copied = PlacedBlock(), Copied()
            for part, plain in data.draw(st.lists(st.sampled_from(blocks), max_size=5)):
                x, y = data.draw(offsets), data.draw(offsets)
                whole.put(part, x, y)
                copied.put(plain, x, y)
            blocks.append((whole, copied))
    for block, copied in blocks:
        assert (block.w, block.h) == (copied.w, copied.h)
        assert block.has_boxes is bool(copied.places)
        assert block.has_headings is bool(copied.headings)
        assert list(block.places().items()) == list(copied.places.items())
        assert [(h.lines, h.x, h.y) for h in block.headings()] == copied.headings


def test_a_block_of_nothing_takes_no_room() -> None:
    block = PlacedBlock()
    block.put(PlacedBlock(), 500, 500)
    assert (block.w, block.h, block.places(), block.headings()) == (0, 0, {}, ())
