"""What layouts put together: things to place, headings, and blocks of placed things."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Item:
    """What is to be placed: its size, what it hangs under, and its heading where it has none."""

    id: str
    name: str
    sort: str
    w: float
    h: float
    parent: str = ""
    heading: str = ""
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading over a list of marks: its lines, and where the first begins."""

    lines: tuple[str, ...]
    x: float
    y: float


@dataclass
class Block:
    """Placed things, from their own top left corner."""

    places: dict[str, tuple[float, float]] = field(default_factory=dict)
    headings: list[Heading] = field(default_factory=list)
    w: float = 0
    h: float = 0

    def put(self, other: "Block", x: float, y: float) -> None:
        """Put another block into this one."""
        for item_id, (left, top) in other.places.items():
            self.places[item_id] = (left + x, top + y)
        self.headings += [Heading(h.lines, h.x + x, h.y + y) for h in other.headings]
        if other.places or other.headings:
            self.w, self.h = max(self.w, x + other.w), max(self.h, y + other.h)
