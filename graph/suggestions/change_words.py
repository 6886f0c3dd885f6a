"""Changes in plain sentences: what somebody would write, and what would only be planned."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from graph.facts.changes import Added, Change, Changed, Ended, Withdrawn
from graph.facts.dates import day_words
from graph.facts.model import Fact, Link, Meeting, Node, Snapshot, Status
from graph.sentences import article, attribute_words, attributes_of, fact_sentence, kind_words


def change_sentences(changes: Iterable[Change], before: Snapshot, after: Snapshot) -> Iterator[str]:
    """Say changes in plain sentences, one each."""
    known = before.facts()
    for change in changes:
        match change:
            case Added(fact):
                yield _added_sentence(fact, after)
            case Changed(fact):
                yield _changed_sentence(known.get(fact.id), fact, after)
            case Ended(fact_id, until):
                said = fact_sentence(known[fact_id], before).removesuffix(".")
                yield f"No longer so after {day_words(until)}: {said}."
            case Withdrawn(fact_id):
                said = fact_sentence(known[fact_id], before).removesuffix(".")
                yield f"Recorded in error: {said}."


_INTENDED = (Status.PLANNED, Status.ASPIRED)


def _added_sentence(fact: Fact, after: Snapshot) -> str:
    """Say what is added; of a thing that is only planned, and of what leans on one, say so."""
    said = fact_sentence(fact, after)
    if isinstance(fact, Node) and fact.status in _INTENDED:
        return f"{fact.name} would be added to the map as planned: {article(kind_words(fact))}."
    if isinstance(fact, Link) and fact.status is Status.OPERATING:
        ends = [after.nodes[end] for end in (fact.from_id, fact.to_id) if end in after.nodes]
        leans = [end.name for end in ends if end.status in _INTENDED]
        if leans:
            return f"{said.removesuffix('.')} (would be planned, as {' and '.join(leans)} is)."
    return said


def _changed_sentence(old: Fact | None, fact: Fact, after: Snapshot) -> str:
    """Say what is new of a fact; the whole of it where it is no single attribute."""
    if isinstance(fact, Meeting) and isinstance(old, Meeting) and fact.body != old.body:
        was, now = (after.nodes[body].name for body in (old.body, fact.body))
        return f"The meeting of {was} on {day_words(fact.day)} becomes one of {now}."
    if isinstance(fact, Node) and isinstance(old, Node):
        names = [n for n, v in fact.attributes.items() if old.attributes.get(n) != v]
        said = [_attribute_sentence(old, fact, name, after) for name in names]
        if said:
            return f"{fact.name}: {'; '.join(said)}."
    found = after.facts()[fact.id]
    return fact_sentence(found, after)


def _attribute_sentence(old: Node, new: Node, name: str, after: Snapshot) -> str:
    """Say an attribute of a thing, of a list only what is new of it."""
    label = attributes_of(new)[name].label
    held = old.words(name)
    if held:
        added = tuple(word for word in new.words(name) if word not in held)
        new = replace(new, attributes={name: added})
    words = attribute_words(new, name)
    # An attribute may hold the id of another thing.
    words = after.nodes[words].name if words in after.nodes else words
    return f"{label[0].lower()}{label[1:]}{' also' if held else ''}: {words}"
