"""A document that checks cite, and how to say where in it a passage stands."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from graph.facts.dates import PartialDate

NO_HEADING = "in a passage with no heading of its own, "
NOT_NOTED = "in a passage whose heading was not noted, "
SECONDARY = "a secondary source: the document it tells of was not read"
WHOLE = "as a whole: no section of it was noted"


@dataclass(frozen=True, slots=True)
class Guidance:
    """A document, the headings in it by the line they begin at, and its days.

    paragraphs and points are the lines at which the paragraphs and the items of lists begin, as
    "9 11 47-55": from them place_of says where a line stands in words that a reader can follow.

    section is the one cited where a check names none. where says in words whose site to look on,
    where the address is not known or is that of a copy; no address is ever guessed.

    An Act has the day it was enacted, and holds from the day it came into force; while that day is
    not known it is not in force. Guidance holds from its publication, where that is known, until
    the day it was replaced. looked_up is when it was last read whether an Act has come into force:
    nothing is known of a day after it. A secondary document tells of another that was not read.
    """

    title: str
    publisher: str
    headings: tuple[tuple[int, str], ...] = field(default=())
    section: str = WHOLE
    where: str = ""
    url: str | None = None
    enacted: date | None = None
    since: date | None = None
    until: date | None = None
    looked_up: PartialDate | None = None
    secondary: bool = False
    paragraphs: str = ""
    points: str = ""

    def heading_of(self, line: int) -> str:
        """Return the heading that a line stands under."""
        return self.headings[_last(line, [start for start, _ in self.headings])][1]

    def place_of(self, line: int) -> str:
        """Say where a line stands under its heading: "paragraph 2", "paragraph 1, point 3"."""
        starts = [start for start, _ in self.headings]
        start = starts[_last(line, starts)]
        before = [each for each in _numbers(self.paragraphs) if start <= each <= line]
        since = before[-1] if before else start
        points = [each for each in _numbers(self.points) if since < each <= line]
        said = [f"paragraph {len(before)}"] if before else []
        return ", ".join([*said, *([f"point {len(points)}"] if points else [])])


def _last(line: int, starts: Sequence[int]) -> int:
    """Return the position of the last start that is not after a line."""
    return bisect_right(starts, line) - 1


def _numbers(text: str) -> Iterator[int]:
    """Yield the numbers that "9 11 47-55" stands for."""
    for part in text.split():
        first, _, last = part.partition("-")
        yield from range(int(first), int(last or first) + 1)
