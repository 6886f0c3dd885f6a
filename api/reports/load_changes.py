"""What loading a file would change, each fact with what differs in it."""

from collections.abc import Sequence

from api.reports.field_changes import Altered, altered
from api.service.load_workbook import seen_with, sentences
from graph.facts.changes import Ended, ended_on
from graph.facts.model import Fact, Snapshot
from graph.name_keys import folded_name
from loaders.workbook.reading.load import Loaded
from loaders.workbook.sheets import SHEETS, sheet_of


def change_lists(
    loaded: Loaded, snapshot: Snapshot | None
) -> tuple[tuple[str, tuple[Fact, ...], list[str]], ...]:
    """Return what a file would add, change, end and withdraw: the word, the facts, each said.

    All of them: what is not seen before it is written cannot be stopped.
    """
    days = {change.fact_id: change.until for change in loaded.changes if isinstance(change, Ended)}
    ended = [ended_on(fact, days[fact.id]) for fact in loaded.ended]
    return (
        ("added", loaded.added, sentences(loaded.added, loaded, snapshot)),
        ("changed", loaded.changed, changed_sentences(loaded, snapshot)),
        ("ended", loaded.ended, sentences(ended, loaded, snapshot)),
        ("withdrawn", loaded.withdrawn, sentences(loaded.withdrawn, loaded, snapshot)),
    )


def changes_by_sheet(facts: Sequence[Fact], said: Sequence[str]) -> list[tuple[str, list[str]]]:
    """Return sentences on facts by the sheets that the facts stand on, in the workbook's order."""
    sheets: dict[str, list[str]] = {}
    for fact, sentence in zip(facts, said, strict=True):
        sheets.setdefault(sheet_of(fact).name, []).append(sentence)
    return [(sheet.name, sheets[sheet.name]) for sheet in SHEETS if sheet.name in sheets]


def changed_sentences(loaded: Loaded, snapshot: Snapshot | None) -> list[str]:
    """Say the changed facts of a file, and of each what it was and what it would be."""
    facts = loaded.changed
    known = snapshot.facts() if snapshot else {}
    view = seen_with(loaded, snapshot)
    said = []
    for fact, sentence in zip(facts, sentences(facts, loaded, snapshot), strict=True):
        before = known.get(fact.id)
        parts = [_words(one) for one in altered(before, fact, view)] if before else []
        said.append(f"{sentence} Changed: {'; '.join(parts)}." if parts else sentence)
    return said


def _words(one: Altered) -> str:
    # Two texts may look the same on the page: then it is said that they are not.
    alike = one.before != one.after and folded_name(one.before) == folded_name(one.after)
    note = " (other signs or capitals)" if alike else ""
    return f'{one.label} was "{one.before}", would be "{one.after}"{note}'
