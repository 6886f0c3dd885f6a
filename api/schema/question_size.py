"""The size of a question: values and milliseconds, put together field by field."""

from dataclasses import dataclass

# Milliseconds of a value of the answer: a sentence takes ten times as long as a name.
VALUE_MS = 0.025


@dataclass(frozen=True, slots=True)
class Size:
    """How many values a selection may answer with, and the milliseconds that takes.

    path leads to the field that takes half of it or more. conditions are how many its lists are
    asked by, wherever they stand in a "where". work is the part of the milliseconds that is neither
    for values nor kept once it was done.
    """

    values: float = 0
    ms: float = 0
    path: tuple[str, ...] = ()
    conditions: int = 0
    work: float = 0

    def beside(self, other: "Size") -> "Size":
        """Put two selections side by side."""
        larger = self if self.ms >= other.ms else other
        total = self.ms + other.ms
        path = larger.path if larger.ms * 2 >= total else ()
        conditions, work = self.conditions + other.conditions, self.work + other.work
        return Size(self.values + other.values, total, path, conditions, work)


def counted(name: str, inside: Size, times: float, own: float, conditions: int = 0) -> Size:
    """Return the size of a field that gives so many objects, each with so much inside."""
    ms = times * inside.ms + own + VALUE_MS
    path = inside.path if times * inside.ms * 2 >= ms else ()
    # The parts of a page are no words for people.
    shown = (name, *path) if name else path
    conditions += inside.conditions
    return Size(times * inside.values + 1, ms, shown, conditions, times * inside.work + own)
