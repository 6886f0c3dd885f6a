"""What layouts put together: boxes to place, headings, and blocks of placed boxes."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from graph.facts.identifiers import natural_key
from visualisations.themes import NODE_LOOKS, Theme

_MARGIN = 40  # pixels left free around a layout, for edges that run around it and their words


@dataclass(frozen=True, slots=True)
class UnplacedBox:
    """A box to place: its size, what it hangs under, and its heading where it hangs nowhere.

    rank comes before the name in the order of boxes of one look.
    """

    id: str
    name: str
    look: str
    w: float
    h: float
    parent: str = ""
    heading: str = ""
    rank: int = 0


@dataclass(frozen=True, slots=True)
class ListHeading:
    """A heading over a list of boxes: its lines of text, and the top left corner of the first."""

    lines: tuple[str, ...]
    x: float
    y: float


@dataclass(slots=True)
class PlacedBlock:
    """Boxes and headings from a corner of their own, with the size of all of them.

    What was put in is kept whole, with where it was put: a layout tries hundreds of blocks by their
    size, and only of the one that it takes are the places worked out. A block that was put into
    another must not change any more.
    """

    w: float = 0
    h: float = 0
    has_boxes: bool = False
    has_headings: bool = False
    _box: str = ""
    _heading: tuple[str, ...] = ()
    _parts: list[tuple["PlacedBlock", float, float]] = field(default_factory=list)

    def put(self, other: "PlacedBlock", x: float, y: float) -> None:
        """Put another block into this one, with its corner there."""
        if not other.has_boxes and not other.has_headings:
            return
        self._parts.append((other, x, y))
        self.has_boxes = self.has_boxes or other.has_boxes
        self.has_headings = self.has_headings or other.has_headings
        right, bottom = x + other.w, y + other.h
        if right > self.w:
            self.w = right
        if bottom > self.h:
            self.h = bottom

    def places(self) -> dict[str, tuple[float, float]]:
        """Return the top left corners of the boxes by id."""
        found = {self._box: (0.0, 0.0)} if self._box else {}
        for part, x, y in self._parts:
            for box_id, (left, top) in part.places().items():
                found[box_id] = (left + x, top + y)
        return found

    def headings(self) -> tuple[ListHeading, ...]:
        """Return the headings at their places."""
        own = (ListHeading(self._heading, 0, 0),) if self._heading else ()
        held = (each for each in self._parts if each[0].has_headings)
        parts = ((h, x, y) for part, x, y in held for h in part.headings())
        return (*own, *(ListHeading(h.lines, h.x + x, h.y + y) for h, x, y in parts))


def alone(box: UnplacedBox) -> PlacedBlock:
    """Return a block of one box."""
    return PlacedBlock(box.w, box.h, has_boxes=True, _box=box.id)


def heading_alone(lines: tuple[str, ...], w: float, h: float) -> PlacedBlock:
    """Return a block of one heading."""
    return PlacedBlock(w, h, has_headings=True, _heading=lines)


def in_order(boxes: Iterable[UnplacedBox]) -> list[UnplacedBox]:
    """Sort boxes by look, rank and name, so that the same facts are always placed alike."""
    return sorted(
        boxes, key=lambda b: (NODE_LOOKS.index(b.look), b.rank, natural_key(b.name), b.id)
    )


def fitted(block: PlacedBlock, theme: Theme) -> float:
    """Return the scale at which a block fills the room of its theme: the larger, the better."""
    wide, high = theme.room
    return min(wide / (block.w + 2 * _MARGIN), high / (block.h + 2 * _MARGIN))
