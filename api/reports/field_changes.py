"""What a change altered in a fact, field by field, in plain words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date

from graph.facts.changes import ChangeRecord
from graph.facts.dates import PartialDate, day_words
from graph.facts.model import Attendance, Attributed, Fact, Node, Reference, Snapshot, Source
from graph.kinds.words import ATTENDANCE, CONFIDENCES, STATUSES
from graph.sentences import attribute_words, attributes_of, reference_words

NOT_RECORDED = "not recorded"
_LABELS = {
    "status": "status",
    "since": "since",
    "until": "until",
    "confidence": "how firm",
    "note": "note",
    "sources": "where it was read",
    "name": "name",
    "aliases": "other names",
    "maps": "also on the maps of",
    "day": "day",
    "cancelled": "cancelled",
    "register": "attendance",
    "on": "declared on",
    "by": "declared by",
    "title": "title",
    "publisher": "publisher",
    "read_on": "read on",
    "address": "address",
    "recorded_as_of": "day it describes",
    "start_for_life_funded": "Start for Life funded",
    "transformation_fund": "Transformation Fund",
}
_WORDS = {choice.word: choice.label for choice in (*STATUSES, *CONFIDENCES, *ATTENDANCE)}


@dataclass(frozen=True, slots=True)
class Altered:
    """One field of a fact that reads otherwise: its label, and how it read before and reads now."""

    label: str
    before: str
    after: str


def altered(before: Fact, after: Fact, snapshot: Snapshot) -> tuple[Altered, ...]:
    """Return the fields of a fact that a change altered, those of its kind last."""
    found = []
    for one in fields(before):
        was, now = getattr(before, one.name), getattr(after, one.name)
        if was != now and one.name in _LABELS:
            if one.name == "register":
                was, now = _only(was, now), _only(now, was)
            said = (_words(was, snapshot), _words(now, snapshot))
            found.append(Altered(_LABELS[one.name], *said))
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


def _words(value: object, snapshot: Snapshot) -> str:
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
            node = snapshot.nodes.get(value.holder)
            part = ", for part of it" if value.part else ""
            return f"{node.name if node else value.holder}: {_words(value.value, snapshot)}{part}"
        case tuple():
            return "; ".join(_words(one, snapshot) for one in value)
    return _WORDS.get(str(value), str(value))
