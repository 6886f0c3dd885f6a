"""Facts to plain JSON objects and back: the words of the archive format, checked against the kinds.

What stands in them is graph.facts.fields; attributes stand flat beside the fixed keys; keys that
say nothing (null, empty) are left out. Stores keep the history in the same form.
"""

from collections.abc import Callable, Mapping
from typing import Any

from graph.errors import InvalidFact
from graph.facts import json_fields
from graph.facts.fields import FACT_TYPES, FIELDS, Field, FieldType
from graph.facts.identifiers import area_of, full_id, link_id
from graph.facts.json_fields import Record, take
from graph.facts.model import (
    Attendance,
    Attributed,
    Confidence,
    Fact,
    Link,
    Node,
    Reference,
    Status,
    Value,
)
from graph.facts.validation import attributes_of_kind, check_fact, read_attributes, read_choice
from graph.kinds import DECLARABLE_LIST, LINK_KIND, NODE_KIND

# What a field holds as it stands in JSON; None where it is not recorded.
_WRITERS: Mapping[FieldType, Callable[[Any], Any]] = {
    FieldType.TEXTS: list,
    FieldType.DAY: lambda day: day.isoformat() if day else None,
    FieldType.DATE: lambda day: day.text if day else None,
    FieldType.STATUS: lambda status: None if status is Status.OPERATING else status.value,
    FieldType.CONFIDENCE: lambda firm: None if firm is Confidence.STATED else firm.value,
    FieldType.REGISTER: lambda register: [_entry_record(entry) for entry in register],
    FieldType.SOURCES: lambda sources: [reference_record(reference) for reference in sources],
}
_EMPTY: tuple[object, ...] = (None, "", [])


def to_record(fact: Fact) -> Record:
    """Return a fact as a JSON object; from_record reads it back to an equal fact."""
    record: Record = {}
    if isinstance(fact, Link) and fact.id != _made_id(fact):
        record["id"] = fact.id
    for name, key, kind, always in _WRITTEN[type(fact)]:
        value = getattr(fact, name)
        if kind is FieldType.ATTRIBUTES:
            assert isinstance(fact, Attributed)
            # After what all facts have, as the archives of before this have it.
            record.setdefault("status", fact.status.value)
            record.update((k, _plain(value[k])) for k in sorted(value))
            continue
        if write := _WRITERS.get(kind):
            value = write(value)
        if always or value not in _EMPTY:
            record[key] = value
    return record


def from_record(fact_type: str, record: Mapping[str, Any], area: str) -> Fact:
    """Read a fact of an area from a JSON object.

    Raises InvalidFact for an unknown key, a missing one, or a value the model refuses.
    """
    rest = {key: value for key, value in record.items() if value is not None}
    what, values = _IDENTITIES[fact_type](rest, area)
    made = FACT_TYPES[fact_type]
    for name, key, read, needed in _READ[made]:
        if key in rest:
            values[name] = read(rest, key, what, area)
        if needed and values.get(name) is None:
            raise InvalidFact(what, f'"{key}" is missing', needed, key)
    allowed = attributes_of_kind(made, values.get("kind", ""))
    if allowed:
        values["attributes"] = read_attributes(rest, allowed, what, area)
    fact = made(**values)
    if rest:
        key = sorted(rest)[0]
        raise InvalidFact(fact.id, f'the key "{key}" is not known', _allowed(fact, allowed), key)
    check_fact(fact)
    return fact


def reference_record(reference: Reference) -> Record:
    """Return the place where a fact was read as a JSON object."""
    record: Record = {"document": reference.document}
    if reference.place:
        record["place"] = reference.place
    if reference.heading:
        record["heading"] = reference.heading
    if reference.page is not None:
        record["page"] = reference.page
    if reference.quote:
        record["quote"] = reference.quote
    return record


def _made_id(link: Link) -> str:
    return link_id(area_of(link.id), link.from_id, link.kind, link.to_id)


def _plain(value: Value) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _entry_record(entry: Attendance) -> Record:
    record: Record = {"holder": entry.holder, "value": entry.value}
    if entry.seat:
        record["seat"] = entry.seat
    return record | {"part": entry.part}


def _allowed(fact: Fact, allowed: Mapping[str, Any]) -> str:
    if isinstance(fact, Node):
        return f"a {fact.kind} may have {', '.join(sorted(allowed))}"
    if isinstance(fact, Link):
        return f"a {fact.kind} link may have {', '.join(sorted(allowed))}"
    return "take it out, or see the archive format in loaders/README.md"


# Who a fact is: what errors call it, and what never changes of it.
Identity = tuple[str, dict[str, Any]]


def _area(rest: Record, area: str) -> Identity:
    return "the area", {"slug": take(rest, "slug", "the area")}


def _source(rest: Record, area: str) -> Identity:
    document = take(rest, "id", "a source")
    return f"source {document}", {"area": area, "document": document}


def _node(rest: Record, area: str) -> Identity:
    what = full_id(take(rest, "id", "a node"), area)
    kind = read_choice(NODE_KIND, take(rest, "kind", what), "kind", what).name
    return what, {"id": what, "kind": kind}


def _link(rest: Record, area: str) -> Identity:
    start = full_id(take(rest, "from", "a link"), area)
    stop = full_id(take(rest, "to", f"a link from {start}"), area)
    what = f"the link from {start} to {stop}"
    kind = read_choice(LINK_KIND, take(rest, "kind", what), "kind", what).name
    given = rest.pop("id", None)
    own = full_id(str(given), area) if given else link_id(area, start, kind, stop)
    return what, {"id": own, "kind": kind, "from_id": start, "to_id": stop}


def _meeting(rest: Record, area: str) -> Identity:
    what = full_id(take(rest, "id", "a meeting"), area)
    return what, {"id": what}


def _declaration(rest: Record, area: str) -> Identity:
    name = take(rest, "list", "a declaration")
    what = f"the declaration of {name}"
    listed = read_choice(DECLARABLE_LIST, name, "list", what)
    subject = take(rest, "subject", what)
    whole = subject if listed.of_area else full_id(subject, area)
    return what, {"area": area, "list_name": name, "subject": whole}


def _question(rest: Record, area: str) -> Identity:
    what = "the question"
    asked = {key: take(rest, key, what, "").strip() for key in ("rule", "attribute")}
    what = f"the question of {asked['rule'] or asked['attribute'] or 'nothing'}"
    subject = take(rest, "subject", what)
    # A bare word may be one of the check's own (a sector), so only an attribute's is completed.
    whole = full_id(subject, area) if asked["attribute"] and subject != area else subject
    return what, {"area": area, **asked, "subject": whole}


_IDENTITIES: Mapping[str, Callable[[Record, str], Identity]] = {
    "area": _area,
    "source": _source,
    "node": _node,
    "link": _link,
    "meeting": _meeting,
    "declaration": _declaration,
    "question": _question,
}


def _register(rest: Record, key: str, what: str, area: str) -> tuple[Attendance, ...]:
    entries = []
    for entry in rest.pop(key):
        keys = {"holder", "value", "part", "seat"}
        if not isinstance(entry, dict) or not set(entry) <= keys:
            raise InvalidFact(what, f'"{key}" holds {entry!r}', f"use {sorted(keys)}")
        left = dict(entry)
        seat = take(left, "seat", what, "")
        entries.append(
            Attendance(
                holder=full_id(take(left, "holder", what), area),
                value=take(left, "value", what),
                part=bool(json_fields.flag(left, "part", what)),
                seat=full_id(seat, area) if seat else "",
            )
        )
    return tuple(entries)


def _word(allowed: type[Status] | type[Confidence]) -> "Reader":
    return lambda rest, key, what, _: read_choice(allowed, take(rest, key, what, ""), key, what)


Reader = Callable[[Record, str, str, str], Any]
# Each takes what is there out of a JSON object: (the object, its key, what the fact is called in
# errors, the area it is read for).
_READERS: Mapping[FieldType, Reader] = {
    FieldType.REFERENCE: lambda rest, key, what, area: full_id(take(rest, key, what), area),
    FieldType.TEXT: lambda rest, key, what, _: take(rest, key, what, ""),
    FieldType.ADDRESS: lambda rest, key, what, _: take(rest, key, what),
    FieldType.TEXTS: lambda rest, key, what, _: json_fields.texts(rest, key, what),
    FieldType.YES_NO: lambda rest, key, what, _: json_fields.flag(rest, key, what),
    FieldType.DAY: lambda rest, key, what, _: json_fields.day(rest, key, what),
    FieldType.DATE: lambda rest, key, what, _: json_fields.date(rest, key, what),
    FieldType.STATUS: _word(Status),
    FieldType.CONFIDENCE: _word(Confidence),
    FieldType.REGISTER: _register,
    FieldType.SOURCES: lambda rest, key, what, _: json_fields.references(rest, key, what),
}


def _reader(field: Field) -> Reader:
    if field.type is FieldType.TEXT and field.required:
        return lambda rest, key, what, _: take(rest, key, what)
    return _READERS[field.type]


# What would be right where a field that must be there is missing.
_RIGHT: Mapping[FieldType, str] = dict.fromkeys(FieldType, "write a text") | {
    FieldType.DAY: json_fields.A_DAY,
    FieldType.DATE: json_fields.A_DATE,
}
# By sort of fact, since a file has many facts: (name, key, how it is read, what would be right if
# it must be there), and (name, key, type, whether it is written though it says nothing).
_READ = {
    fact_type: tuple(
        (field.name, field.key, _reader(field), _RIGHT[field.type] if field.required else "")
        for field in fields
        if field.type in _READERS
    )
    for fact_type, fields in FIELDS.items()
}
_WRITTEN = {
    fact_type: tuple(
        (f.name, f.key, f.type, f.always or f.required)
        for f in fields
        if f.key or f.type is FieldType.ATTRIBUTES
    )
    for fact_type, fields in FIELDS.items()
}
