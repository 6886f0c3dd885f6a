"""What loading a file would change, each fact with what differs in it."""

from api.reports.field_changes import Altered, altered
from api.service.load_workbook import seen_with, sentences
from graph.facts.model import Snapshot
from graph.name_keys import folded_name
from loaders.workbook.reading.load import Loaded


def changed_sentences(loaded: Loaded, snapshot: Snapshot | None, most: int) -> list[str]:
    """Say the first changed facts of a file, and of each what it was and what it would be."""
    facts = loaded.changed[:most]
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
