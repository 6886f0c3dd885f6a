"""How a closed list is written down: a line a word, with its label, meaning and other names."""

import re
from datetime import date

from graph.kinds.kind_types import Choice

_DAYS = re.compile(r"(\d{4}-\d{2}-\d{2})? ?to ?(\d{4}-\d{2}-\d{2})?")


def read_choices(text: str) -> tuple[Choice, ...]:
    """Read "word: label | plural | 2021-01-01 to 2026-03-31 = meaning ~ other name; another".

    Plural, days and other names may lack. Raises ValueError for a line without a meaning.
    """
    return tuple(_read(line.strip()) for line in text.strip().splitlines())


def _read(line: str) -> Choice:
    word, _, rest = line.partition(": ")
    said, _, meant = rest.partition(" = ")
    meaning, _, others = meant.partition(" ~ ")
    if not meaning:
        raise ValueError(f'the word "{word}" has no meaning')
    label, *more = said.split(" | ")
    plural = ""
    days: tuple[date | None, date | None] = (None, None)
    for part in more:
        if matched := _DAYS.fullmatch(part):
            since, until = (date.fromisoformat(d) if d else None for d in matched.groups())
            days = (since, until)
        else:
            plural = part
    return Choice(
        word,
        label,
        plural,
        *days,
        meaning=meaning,
        other_names=tuple(others.split("; ")) if others else (),
    )
