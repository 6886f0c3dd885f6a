"""What a change altered in a fact, field by field, in plain words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from api.access.persons import Role, person_here
from graph.facts.changes import ChangeRecord
from graph.facts.dates import PartialDate, day_words
from graph.facts.fields import FIELDS, Field, FieldType
from graph.facts.model import Attendance, Attributed, Fact, Node, Reference, Snapshot, Source
from graph.places_read import quote_words, references_of
from graph.sentences import attribute_words, attributes_of, reference_words

NOT_RECORDED = "not recorded"
QUOTED = "sentence it was read in"


@dataclass(frozen=True, slots=True)
class Altered:
    """One field of a fact that reads otherwise: its label, and how it read before and reads now."""

    label: str
    before: str
    after: str


def altered(before: Fact, after: Fact, snapshot: Snapshot) -> tuple[Altered, ...]:
    """Return the fields of a fact that a change altered, those of its kind last.

    Registers are for those who review, and areas that are not seen are named nowhere.
    """
    found = []
    rights = person_here().rights
    for field in FIELDS[type(before)]:
        was, now = getattr(before, field.name), getattr(after, field.name)
        if field.type is FieldType.REGISTER and not rights.may(Role.REVIEWER, snapshot.area.slug):
            continue
        if field.name == "maps":
            was, now = (tuple(filter(rights.sees, maps)) for maps in (was, now))
        if was != now and field.label:
            if field.type is FieldType.REGISTER:
                was, now = _only(was, now), _only(now, was)
            said = (_words(field, was, snapshot), _words(field, now, snapshot))
            # The words of a source leave out its sentence, which has a line of its own.
            if field.type is not FieldType.SOURCES or said[0] != said[1]:
                found.append(Altered(field.label, *said))
            if field.type is FieldType.SOURCES:
                quotes = [quote_words(references_of(fact)) for fact in (before, after)]
                if quotes[0] != quotes[1]:
                    found.append(Altered(QUOTED, *(quote or NOT_RECORDED for quote in quotes)))
    if isinstance(before, Attributed) and isinstance(after, Attributed):
        for name, known in attributes_of(after).items():
            if before.attributes.get(name) != after.attributes.get(name):
                said = (_value(before, name, snapshot), _value(after, name, snapshot))
                found.append(Altered(f"{known.label[0].lower()}{known.label[1:]}", *said))
    return tuple(found)


def with_former_names(snapshot: Snapshot, history: Iterable[ChangeRecord]) -> Snapshot:
    """Return a snapshot that can also name the things and documents that were withdrawn."""
    nodes: dict[str, Node] = {}
    sources: dict[str, Source] = {}
    for fact in (fact for record in history for fact in (record.before, record.after)):
        if isinstance(fact, Node):
            nodes[fact.id] = fact
        elif isinstance(fact, Source):
            sources[fact.id] = fact
    both: Mapping[str, Source] = {**sources, **snapshot.sources}
    return replace(snapshot, nodes={**nodes, **snapshot.nodes}, sources=both)


def _only(these: tuple[Attendance, ...], others: tuple[Attendance, ...]) -> tuple[Attendance, ...]:
    return tuple(entry for entry in these if entry not in others)


def _value(fact: Attributed, name: str, snapshot: Snapshot) -> str:
    given = fact.attributes.get(name)
    if isinstance(given, str) and given in snapshot.nodes:
        return snapshot.nodes[given].name
    return attribute_words(fact, name) or NOT_RECORDED


def _words(field: Field, value: object, snapshot: Snapshot) -> str:
    match value:
        case None | "" | ():
            return NOT_RECORDED
        case bool():
            return "yes" if value else "no"
        case date() | PartialDate():
            return day_words(value)
        case Reference():
            return reference_words(value, snapshot)
        case Attendance():
            part = ", for part of it" if value.part else ""
            return f"{_name(value.holder, snapshot)}: {_words(field, value.value, snapshot)}{part}"
        case tuple():
            return "; ".join(_words(field, one, snapshot) for one in value)
    if field.type is FieldType.REFERENCE:
        return _name(str(value), snapshot)
    return next((c.label for c in field.choices if c.word == value), str(value))


def _name(node_id: str, snapshot: Snapshot) -> str:
    node = snapshot.nodes.get(node_id)
    return node.name if node else node_id
