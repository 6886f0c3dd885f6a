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


@dataclass
class PlacedBlock:
    """The top left corners of boxes by id, from the block's own corner, with its size."""

    places: dict[str, tuple[float, float]] = field(default_factory=dict)
    headings: list[ListHeading] = field(default_factory=list)
    w: float = 0
    h: float = 0

    def put(self, other: "PlacedBlock", x: float, y: float) -> None:
        """Put another block into this one."""
        for box_id, (left, top) in other.places.items():
            self.places[box_id] = (left + x, top + y)
        self.headings += [ListHeading(h.lines, h.x + x, h.y + y) for h in other.headings]
        if other.places or other.headings:
            self.w, self.h = max(self.w, x + other.w), max(self.h, y + other.h)


def alone(box: UnplacedBox) -> PlacedBlock:
    """Return a block of one box."""
    return PlacedBlock({box.id: (0, 0)}, w=box.w, h=box.h)


def in_order(boxes: Iterable[UnplacedBox]) -> list[UnplacedBox]:
    """Sort boxes by look, rank and name, so that the same facts are always placed alike."""
    return sorted(
        boxes, key=lambda b: (NODE_LOOKS.index(b.look), b.rank, natural_key(b.name), b.id)
    )


def fitted(block: PlacedBlock, theme: Theme) -> float:
    """Return the scale at which a block fills the room of its theme: the larger, the better."""
    wide, high = theme.room
    return min(wide / (block.w + 2 * _MARGIN), high / (block.h + 2 * _MARGIN))
