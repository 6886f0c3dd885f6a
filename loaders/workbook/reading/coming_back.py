"""Rows that would bring back what is over: withdrawn, or ended on record, be it elsewhere.

An older file has them still, and an empty cell for the end says nothing of it.
"""

from dataclasses import replace

from graph.facts.changes import ChangeRecord
from graph.facts.dates import PartialDate, day_words
from graph.facts.integrity import referenced_ids
from graph.facts.model import Fact, Link, Node, Recorded, Status
from graph.name_keys import name_key
from loaders.questions import OPEN_QUESTION, RowAnswer
from loaders.workbook.reading.load_state import LoadState
from loaders.workbook.reading.rows import SheetRow


def what_comes_back(state: LoadState) -> None:
    """Ask about each fact of the file that is over on record; what is to stay so is left out.

    The rows that are asked about wait: their facts are taken out of those of the file.
    """
    withdrawn = _Withdrawn(state)
    for fact in list(state.facts.values()):
        row = state.row_of.get(fact.id)
        # Things come first: what needs one that waits or is left out does so with it.
        over = state.waiting | state.left_out
        if row is None or row.problems or over.intersection(referenced_ids(fact)):
            continue
        known = state.known.get(fact.id)
        if known is None:
            record = withdrawn.like(fact)
            if record is not None and not state.book.says("again", fact):
                _without(state, row, fact, record)
        elif _reopens(known, fact) and not state.book.says("again", fact):
            _stays_ended(state, row, known, fact)


def _reopens(known: Fact, fact: Fact) -> bool:
    if not isinstance(known, Recorded) or not isinstance(fact, Recorded):
        return False
    was_over = known.until is not None or known.status is Status.ENDED
    return was_over and fact.until is None and fact.status is not Status.ENDED


class _Withdrawn:
    """What was withdrawn, found by id, by kind and name, or by the two things of a link."""

    def __init__(self, state: LoadState) -> None:
        self._records = {
            fact_id: record
            for fact_id, record in state.earlier.withdrawn.items()
            if fact_id not in state.known
        }
        self._like: dict[object, ChangeRecord] = {}
        for record in self._records.values():
            if record.before is not None and (key := _key(record.before)):
                self._like[key] = record

    def like(self, fact: Fact) -> ChangeRecord | None:
        """Return how what a fact says was withdrawn; None where it was not."""
        return self._records.get(fact.id) or self._like.get(_key(fact))


def _key(fact: Fact) -> object:
    if isinstance(fact, Node):
        return (fact.kind, name_key(fact.name))
    return (fact.kind, *referenced_ids(fact)) if isinstance(fact, Link) else None


def _without(state: LoadState, row: SheetRow, fact: Fact, record: ChangeRecord) -> None:
    """Leave a withdrawn fact off the record, or ask."""
    del state.facts[fact.id]
    words = state.words(fact)
    if state.book.says("stays", fact):
        row.left_out = True
        state.left_out.add(fact.id)
        state.report.notices.append(f'{row.place.words}: "{words}" stays withdrawn; left out.')
        return
    said = f'"{words}" was withdrawn{_when(record)}'
    _ask(state, row, fact, said, "Is it so again?", "no, it stays withdrawn")


def _stays_ended(state: LoadState, row: SheetRow, known: Fact, fact: Fact) -> None:
    """Keep the end of a fact whose row does not say it, or ask."""
    assert isinstance(known, Recorded)
    assert isinstance(fact, type(known))
    if state.book.says("stays", fact):
        kept = replace(fact, until=known.until, status=known.status)
        # What differs in nothing else is as it was: the row is no new source of it.
        same = replace(kept, sources=known.sources) == known
        state.facts[fact.id] = known if same else kept
        return
    del state.facts[fact.id]
    record = state.earlier.ended.get(fact.id)
    when = f"{_on(known.until)}{_when(record) if record else ''}"
    said = f'"{state.words(known)}" ended{when}, and the row does not say so'
    _ask(state, row, fact, said, "Does it go on?", "no, it has ended")


def _ask(state: LoadState, row: SheetRow, fact: Fact, said: str, asked: str, no: str) -> None:
    short = state.book.short(fact.id)
    answers = (RowAnswer("stays", short, no), RowAnswer("again", short, "yes, as the file says it"))
    state.waiting.add(fact.id)
    state.ask("comes-back", row.place, f"{said}. {asked}", answers)
    right = f"say that it stays so with {answers[0].as_typed}, or not with {answers[1].as_typed}"
    row.refuse(OPEN_QUESTION, said, right)


def _on(day: PartialDate | None) -> str:
    if day is None:
        return ""
    return f" {'on' if day.first == day.last else 'in'} {day_words(day)}"


def _when(record: ChangeRecord) -> str:
    """Say when a change was written, by whom and from what."""
    source = f", {record.source}" if record.source else ""
    return f" (written {record.when[:10]} by {record.who}{source})"
