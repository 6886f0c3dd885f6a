"""How all reports print: wrapped lines, numbered sources, JSON and CSV."""

import csv
import io
import json
import textwrap
from collections.abc import Iterable, Sequence
from typing import Any, Generic, TypeVar

from graph.facts.dates import day_words
from graph.view import View
from loaders.formula_guard import no_formula

_Source = TypeVar("_Source")
TREATED_AS_COMPLETE = "The map is treated as complete: what is not recorded counts as missing."


def area_and_day(view: View) -> str:
    """Return the first line of a report: the area, the day, and that its record describes it."""
    described = view.day == view.snapshot.area.recorded_as_of
    why = " (the day its record describes)" if described else ""
    return f"{view.snapshot.area.title} as of {day_words(view.day)}{why}"


def wrapped(text: str, indent: str = "    ", *, hang: str = "  ", width: int = 96) -> list[str]:
    """Return a text as indented lines of a width in letters; hang goes before all but the first."""
    return textwrap.wrap(text, width, initial_indent=indent, subsequent_indent=f"{indent}{hang}")


class SourceNumbers(Generic[_Source]):
    """Numbers the places that facts were read in, from 1, as they are met."""

    def __init__(self) -> None:
        self._number: dict[_Source, int] = {}

    def of(self, source: _Source) -> int:
        """Return the number of a place."""
        return self._number.setdefault(source, len(self._number) + 1)

    @property
    def places(self) -> tuple[_Source, ...]:
        """The places in the order of their numbers."""
        return tuple(self._number)

    def lines(self) -> list[str]:
        """Return the list that ends a report; nothing where no place was met."""
        if not self._number:
            return []
        listed = [wrapped(f"[{number}] {said}") for said, number in self._number.items()]
        return ["", "Sources of the facts", *(line for lines in listed for line in lines)]


def json_text(content: object) -> str:
    """Return content as JSON for programs and eyes."""
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Return rows below their headings as CSV; no cell is taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([no_formula(cell) for cell in row] for row in rows)
    return out.getvalue()
