"""Ids that a spreadsheet may have changed: 007 saved as 7, 42 as 42.0, EHB typed as ehb.

Such a one is never taken for the other by itself, nor for a new one: it is asked.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from graph.facts.identifiers import area_of, full_id, local_of, source_id
from loaders.place import Place
from loaders.questions import ALL, OPEN_QUESTION, RowAnswer, RowQuestion
from loaders.workbook.reading.answer_book import AnswerBook
from loaders.workbook.reading.cells import BadCell, quoted, shown

_NUMBER = re.compile(r"0*(\d+?)(?:\.0+)?", re.ASCII)
_SOURCE = "source~"


def id_key(fact_id: str) -> str:
    """Return an id without what a spreadsheet changes: leading zeros, ".0" at the end, capitals."""
    area, local = area_of(fact_id), local_of(fact_id).casefold()
    kind = _SOURCE if local.startswith(_SOURCE) else ""
    number = _NUMBER.fullmatch(local.removeprefix(kind))
    return f"{area}/{kind}{number[1]}" if number else f"{area}/{local}"


@dataclass
class _Pair:
    """An id of the file that may be another, and the rows that have it."""

    first: Place
    recorded: bool
    rows: set[tuple[str, str, int]] = field(default_factory=set)


class SameIds:
    """Every id on record or in the file, and what was asked and answered about those alike."""

    def __init__(self, book: AnswerBook) -> None:
        self.area, self.book = book.area, book
        self._recorded: set[str] = set()
        self._by_key: dict[str, list[str]] = {}
        self._pairs: dict[tuple[str, tuple[str, ...]], _Pair] = {}

    def record(self, fact_ids: Iterable[str]) -> None:
        """Take ids that are on record."""
        for fact_id in fact_ids:
            self._recorded.add(fact_id)
            self._note(fact_id)

    def _note(self, fact_id: str) -> None:
        alike = self._by_key.setdefault(id_key(fact_id), [])
        if fact_id not in alike:
            alike.append(fact_id)

    def given(self, fact_id: str, text: str, place: Place) -> str:
        """Return the id that a row gives itself; raises BadCell where it is asked. See meant."""
        fact_id = self.meant(fact_id, text, place)
        self._note(fact_id)
        return fact_id

    def meant(self, fact_id: str, text: str, place: Place) -> str:
        """Return the id that a cell means: as it stands where nothing is alike.

        fact_id is the id in full that the text of the cell makes. Raises BadCell where it is alike
        to others and nobody has said which it is.
        """
        alike = self._by_key.get(id_key(fact_id), [])
        if not alike or fact_id in alike:
            return fact_id
        same = self.book.find("same", (text,))
        if same is not None and same != ALL:
            return self._answered(fact_id, self.book.answers.same[same])
        if self.book.find("another", (text,)) is not None:
            return fact_id
        if same == ALL and len(alike) == 1:
            return alike[0]
        raise self._asked(text, alike, place)

    def _answered(self, fact_id: str, other: str) -> str:
        """Return the id in full that an answer names, of a document where one was asked about."""
        if local_of(fact_id).startswith(_SOURCE):
            return source_id(self.area, other)
        return full_id(other, self.area)

    def _asked(self, text: str, alike: list[str], place: Place) -> BadCell:
        others = tuple(self.book.short(other).removeprefix(_SOURCE) for other in alike)
        recorded = any(other in self._recorded for other in alike)
        pair = self._pairs.setdefault((text, others), _Pair(place, recorded))
        pair.rows.add((place.file, place.sheet, place.row))
        where = "on record" if recorded else "in the file"
        wrong = f'"{shown(text)}" may be {quoted(others)}, which is {where}'
        first = RowAnswer("same", f"{text}={others[0]}", "")
        right = f"say so with {first.as_typed}, or that it is another with --another {text}"
        return BadCell(OPEN_QUESTION, wrong, right)

    def questions(self) -> list[RowQuestion]:
        """Return what was asked, in the order of the file."""
        return [
            RowQuestion(
                "same-id",
                pair.first,
                f'Is "{shown(text)}" the {quoted(others)} '
                f"{'on record' if pair.recorded else 'that stands in the file too'}?",
                (
                    *(RowAnswer("same", f"{text}={o}", f'yes, it is "{o}"') for o in others),
                    RowAnswer("another", text, "no, it is another one"),
                ),
                len(pair.rows),
            )
            for (text, others), pair in self._pairs.items()
        ]
