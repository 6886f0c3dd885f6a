"""How an answer is shown on the page /ask: what a row is about first, long words behind a fold.

Only the page: the CSV has all words in full, and its columns in the order that was asked for.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

# Characters above which a line is folded, and about how many of it stand before the fold: three
# lines of the narrowest column.
_LONG, _SHOWN = 160, 90
# Lines of one cell that stand before the fold.
_MOST_LINES = 2
# Where a document was read, what comes after its name and the place in it.
_DETAILS = re.compile(r", read \d|; address ")
_PLACE = re.compile(r", (under|page|paragraph|heading) ")
_SENTENCE = re.compile(r"(?<=[.?]) (?=\S)")
_AREA, _WHEN = "Area", ("As of", "Revision", "Revision of its record")


class Cell(Protocol):
    """One value of an answer, or several."""

    @property
    def lines(self) -> tuple[str, ...]:
        """What it says, line by line."""

    @property
    def href(self) -> str:
        """The page of the thing it names; "" where it names none."""

    @property
    def under(self) -> str:
        """The id of the thing; "" where it has none."""


class Table(Protocol):
    """Rows under columns."""

    columns: list[str]
    rows: list[list[Cell]]


@dataclass(frozen=True)
class ShownLine:
    """A line; rest is what stands behind its fold, the whole line; "" where nothing is folded."""

    words: str
    rest: str


def shown_line(line: str) -> ShownLine:
    """Return a line as it is shown: a long one by its beginning, a source by name and place."""
    if len(line) <= _LONG:
        return ShownLine(line, "")
    source = _DETAILS.split(line, maxsplit=1)[0]
    if place := _PLACE.search(source):
        name, where = source[: place.start()], source[place.start() :]
        return ShownLine(_cut(name, _SHOWN // 2) + _cut(where, _SHOWN), line)
    sentence = _SENTENCE.split(line, maxsplit=1)[0]
    said = sentence if _SHOWN / 2 < len(sentence) <= _LONG else source
    return ShownLine(said if len(said) <= _SHOWN * 1.5 else _cut(said, _SHOWN), line)


def _cut(text: str, most: int) -> str:
    """Return a text, or its first words where it is longer than so many characters."""
    return text if len(text) <= most else f"{text[:most].rpartition(' ')[0]} …"


def shown_lines(lines: Sequence[str]) -> tuple[list[ShownLine], list[ShownLine]]:
    """Return the lines of a cell: those before the fold, and those behind it."""
    made = [shown_line(line) for line in lines]
    # One alone takes no more room than the words that there is one more.
    most = _MOST_LINES if len(made) > _MOST_LINES + 1 else len(made)
    return made[:most], made[most:]


def is_wide(lines: Sequence[str]) -> bool:
    """Say whether a cell has sentences, which need room beside columns of a word or two."""
    return max(map(len, lines), default=0) > _SHOWN / 2


def columns_in_order(table: Table) -> list[int]:
    """Return the numbers of the columns: what a row is about, its area, the rest, the day last."""
    every = list(range(len(table.columns)))
    where = [n for n in every if table.columns[n] == _AREA]
    when = [n for n in every if table.columns[n] in _WHEN]
    rest = [n for n in every if n not in (*where, *when)]
    return [*rest[:1], *where, *rest[1:], *when]
