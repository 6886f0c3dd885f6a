"""Changes in plain sentences: what somebody would write, and what would only be planned."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from graph.facts.changes import Added, Change, Changed, Ended, Withdrawn, ended_on
from graph.facts.dates import day_words
from graph.facts.fields import FIELDS, Field, FieldType
from graph.facts.model import Attributed, Confidence, Fact, Link, Meeting, Node, Snapshot, Status
from graph.sentences import (
    article,
    attribute_words,
    attributes_of,
    capital,
    fact_name,
    fact_sentence,
    kind_words,
    read_in,
)

NOT_ANY_MORE = "not recorded any more"


def change_sentences(changes: Iterable[Change], before: Snapshot, after: Snapshot) -> Iterator[str]:
    """Say changes in plain sentences, one each.

    Where they cannot be made any more, after is the area as it reads now.
    """
    # As each change finds them: what is added may be ended, or withdrawn, by a later one.
    changes, known = tuple(changes), before.facts()
    after = _naming_all(changes, before, after)
    for change in changes:
        match change:
            case Added(fact):
                yield _added_sentence(fact, after)
                known[fact.id] = fact
            case Changed(fact):
                yield _changed_sentence(known.get(fact.id), fact, before, after)
                known[fact.id] = fact
            case Ended(fact_id, until):
                said = _known_sentence(fact_id, known, before, after)
                yield f"No longer so after {day_words(until)}: {said}."
                if fact_id in known:
                    known[fact_id] = ended_on(known[fact_id], until)
            case Withdrawn(fact_id):
                said = _known_sentence(fact_id, known, before, after)
                known.pop(fact_id, None)
                yield f"Recorded in error: {said}."


def _naming_all(changes: Sequence[Change], before: Snapshot, after: Snapshot) -> Snapshot:
    """Return the area after changes, with the names of what is gone by then."""
    if not any(isinstance(change, Withdrawn) for change in changes):
        return after
    added = (change.fact for change in changes if isinstance(change, Added))
    new = {fact.id: fact for fact in added if isinstance(fact, Node)}
    return replace(after, nodes={**before.nodes, **new, **after.nodes})


def _known_sentence(
    fact_id: str, known: Mapping[str, Fact], before: Snapshot, after: Snapshot
) -> str:
    """Say a fact as it was; what it names may have been added with it, or be gone by now."""
    fact = known.get(fact_id)
    if fact is None:
        return f"{fact_id}, which is not on record any more"
    there = before if fact.id in before.facts() else after
    return fact_sentence(fact, there).removesuffix(".")


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


def _changed_sentence(old: Fact | None, fact: Fact, before: Snapshot, after: Snapshot) -> str:
    """Say what is new of a fact, part by part; the whole of it where that is not known."""
    if isinstance(fact, Meeting) and isinstance(old, Meeting) and fact.body != old.body:
        nodes = {**before.nodes, **after.nodes}
        was, now = (nodes[body].name if body in nodes else body for body in (old.body, fact.body))
        return f"The meeting of {was} on {day_words(fact.day)} becomes one of {now}."
    if not isinstance(fact, Node | Link) or not isinstance(old, Node | Link):
        return fact_sentence(fact, after)
    if replace(old, status=fact.status, confidence=fact.confidence) == fact and _is_so(fact):
        return fact_sentence(fact, after)
    names = [n for n in attributes_of(fact) if old.attributes.get(n) != fact.attributes.get(n)]
    said = [*_recorded(old, fact), *(_attribute_sentence(old, fact, n, after) for n in names)]
    if isinstance(fact, Node) and isinstance(old, Node) and fact.name != old.name:
        more = f" {capital('; '.join(said))}." if said else ""
        return f"“{old.name}” would be called “{fact.name}”.{more}"
    if not said and fact.sources != old.sources:
        said = [f"where it was read: {read_in(fact, after)}"]
    return f"{fact_name(fact, after)}: {'; '.join(said)}." if said else fact_sentence(fact, after)


def _is_so(fact: Attributed) -> bool:
    """Say whether a fact is plainly so: then that is all there is to say of it."""
    return (fact.status, fact.confidence) == (Status.OPERATING, Confidence.STATED)


def _recorded(old: Node | Link, new: Node | Link) -> list[str]:
    """Say what is new of the fields that every thing or link has, but its name and its sources."""
    said = []
    for field in FIELDS[type(new)]:
        value = getattr(new, field.name)
        if field.type not in _PLAIN or field.name == "name" or value == getattr(old, field.name):
            continue
        words = next((c.label for c in field.choices if c.word == value), None)
        if words is None:
            listed = field.type is FieldType.TEXTS
            words = "; ".join(value) if listed else day_words(value) if _is_date(field) else value
        said.append(f"{field.label}: {words or NOT_ANY_MORE}")
    return said


_PLAIN = (
    *(FieldType.TEXT, FieldType.TEXTS, FieldType.DATE),
    *(FieldType.STATUS, FieldType.CONFIDENCE),
)


def _is_date(field: Field) -> bool:
    return field.type is FieldType.DATE


def _attribute_sentence(old: Attributed, new: Attributed, name: str, after: Snapshot) -> str:
    """Say an attribute of a fact, of a list only what is new of it."""
    label = attributes_of(new)[name].label
    held, also = old.words(name), ""
    if held and set(held) < set(new.words(name)):
        added = tuple(word for word in new.words(name) if word not in held)
        new, also = replace(new, attributes={name: added}), " also"
    words = attribute_words(new, name)
    # An attribute may hold the id of another thing.
    words = after.nodes[words].name if words in after.nodes else words
    return f"{label[0].lower()}{label[1:]}{also}: {words or NOT_ANY_MORE}"
