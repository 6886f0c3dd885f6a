"""The size of a question: values and milliseconds, put together field by field."""

from dataclasses import dataclass

# Milliseconds of a value of the answer: a sentence takes ten times as long as a name.
VALUE_MS = 0.025


@dataclass(frozen=True, slots=True)
class Size:
    """How many values a selection may answer with, and the milliseconds that takes.

    path leads to the field that takes half of it or more. conditions are how many its lists are
    asked by, wherever they stand in a "where".
    """

    values: float = 0
    ms: float = 0
    path: tuple[str, ...] = ()
    conditions: int = 0

    def beside(self, other: "Size") -> "Size":
        """Put two selections side by side."""
        larger = self if self.ms >= other.ms else other
        total = self.ms + other.ms
        path = larger.path if larger.ms * 2 >= total else ()
        conditions = self.conditions + other.conditions
        return Size(self.values + other.values, total, path, conditions)


def counted(name: str, inside: Size, times: float, own: float, conditions: int = 0) -> Size:
    """Return the size of a field that gives so many objects, each with so much inside."""
    ms = times * inside.ms + own + VALUE_MS
    path = inside.path if times * inside.ms * 2 >= ms else ()
    # The parts of a page are no words for people.
    shown = (name, *path) if name else path
    return Size(times * inside.values + 1, ms, shown, inside.conditions + conditions)
