"""Facts to plain JSON objects and back: the words of the archive format, checked against the kinds.

Attributes stand flat beside the fixed keys; keys that say nothing (null, empty) are left out.
Stores keep the history in the same form.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from graph.errors import InvalidFact
from graph.facts import json_fields
from graph.facts.identifiers import area_of, full_id, link_id
from graph.facts.json_fields import Record
from graph.facts.model import (
    Area,
    Attendance,
    Attributed,
    Confidence,
    Declaration,
    Fact,
    Link,
    Meeting,
    Node,
    Recorded,
    Reference,
    Source,
    Status,
)
from graph.facts.validation import check_fact, clean_attributes, read_choice
from graph.kinds import DECLARABLE_LIST, LINK_KIND, NODE_KIND, link_attributes, node_attributes

FACT_TYPES: dict[str, type[Fact]] = {
    "area": Area,
    "source": Source,
    "node": Node,
    "link": Link,
    "meeting": Meeting,
    "declaration": Declaration,
}


def type_of(fact: Fact) -> str:
    """Return the word for the sort of fact: area, source, node, link, meeting, declaration."""
    return type(fact).__name__.lower()


def to_record(fact: Fact) -> Record:
    """Return a fact as a JSON object; from_record reads it back to an equal fact."""
    match fact:
        case Area():
            days = {"since": str(fact.since or ""), "until": str(fact.until or "")}
            return {
                "slug": fact.slug,
                "name": fact.name,
                "recorded_as_of": _iso(fact.recorded_as_of),
                "start_for_life_funded": fact.start_for_life_funded,
                "transformation_fund": fact.transformation_fund,
            } | _filled(days | {"source": _references(fact.sources)})
        case Source():
            return {
                "id": fact.document,
                "title": fact.title,
                "publisher": fact.publisher,
                "read_on": _iso(fact.read_on),
                "address": fact.address,
            }
        case Node():
            fixed = {"id": fact.id, "kind": fact.kind, "name": fact.name}
            lists = {"aliases": list(fact.aliases), "maps": list(fact.maps)}
            return _full(fixed | _filled(lists), fact)
        case Link():
            fixed = {"from": fact.from_id, "kind": fact.kind, "to": fact.to_id}
            made = link_id(area_of(fact.id), fact.from_id, fact.kind, fact.to_id)
            return _full(fixed if fact.id == made else {"id": fact.id} | fixed, fact)
        case Meeting():
            entries = [
                _filled({"holder": e.holder, "value": e.value, "seat": e.seat}) | {"part": e.part}
                for e in fact.register
            ]
            fixed = {"id": fact.id, "body": fact.body, "day": str(fact.day)}
            return _full(fixed | {"cancelled": fact.cancelled, "register": entries}, fact)
        case Declaration():
            fixed = {"list": fact.list_name, "subject": fact.subject, "on": fact.on.isoformat()}
            return _full(fixed | {"by": fact.by}, fact)


def from_record(fact_type: str, record: Mapping[str, Any], area: str) -> Fact:
    """Read a fact of an area from a JSON object.

    Raises InvalidFact for an unknown key, a missing one, or a value the model refuses.
    """
    rest = {key: value for key, value in record.items() if value is not None}
    makers: dict[str, Callable[[Record, str], Fact]] = {
        "area": _area,
        "source": _source,
        "node": _node,
        "link": _link,
        "meeting": _meeting,
        "declaration": _declaration,
    }
    fact = makers[fact_type](rest, area)
    if rest:
        key = sorted(rest)[0]
        raise InvalidFact(fact.id, f'the key "{key}" is not known', _allowed(fact), key)
    check_fact(fact)
    return fact


def _allowed(fact: Fact) -> str:
    if isinstance(fact, Node):
        return f"a {fact.kind} may have {', '.join(sorted(node_attributes(fact.kind)))}"
    if isinstance(fact, Link):
        return f"a {fact.kind} link may have {', '.join(sorted(link_attributes(fact.kind)))}"
    return "take it out, or see the archive format in loaders/README.md"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _filled(record: Record) -> Record:
    return {key: value for key, value in record.items() if value not in (None, "", [], ())}


def _full(fixed: Record, fact: Recorded) -> Record:
    own: Record = {}
    if isinstance(fact, Attributed):
        own = {k: list(v) if isinstance(v, tuple) else v for k, v in fact.attributes.items()}
    common = {
        "status": None if fact.status is Status.OPERATING else fact.status.value,
        "since": str(fact.since or ""),
        "until": str(fact.until or ""),
        "confidence": None if fact.confidence is Confidence.STATED else fact.confidence.value,
        "note": fact.note,
    }
    shown = {"status": fact.status.value} if isinstance(fact, Node | Link) else {}
    return (
        fixed
        | _filled(common)
        | shown
        | dict(sorted(own.items()))
        | {"source": _references(fact.sources)}
    )


def _references(sources: Iterable[Reference]) -> list[Record]:
    return [
        _filled({"document": r.document, "place": r.place, "heading": r.heading}) for r in sources
    ]


def _recorded(rest: Record, what: str) -> dict[str, Any]:
    status = json_fields.take(rest, "status", what, Status.OPERATING.value)
    confidence = json_fields.take(rest, "confidence", what, Confidence.STATED.value)
    return {
        "status": read_choice(Status, status, "status", what),
        "confidence": read_choice(Confidence, confidence, "confidence", what),
        "since": json_fields.date(rest, "since", what),
        "until": json_fields.date(rest, "until", what),
        "note": json_fields.take(rest, "note", what, ""),
        "sources": json_fields.references(rest, what),
    }


def _area(rest: Record, area: str) -> Area:
    return Area(
        slug=json_fields.take(rest, "slug", "the area"),
        name=json_fields.take(rest, "name", "the area"),
        recorded_as_of=json_fields.day(rest, "recorded_as_of", "the area"),
        start_for_life_funded=json_fields.flag(rest, "start_for_life_funded", "the area"),
        transformation_fund=json_fields.flag(rest, "transformation_fund", "the area"),
        since=json_fields.date(rest, "since", "the area"),
        until=json_fields.date(rest, "until", "the area"),
        sources=json_fields.references(rest, "the area"),
    )


def _source(rest: Record, area: str) -> Source:
    document = json_fields.take(rest, "id", "a source")
    what = f"source {document}"
    return Source(
        area=area,
        document=document,
        title=json_fields.take(rest, "title", what),
        publisher=json_fields.take(rest, "publisher", what, ""),
        read_on=json_fields.day(rest, "read_on", what),
        address=json_fields.take(rest, "address", what) if "address" in rest else None,
    )


def _node(rest: Record, area: str) -> Node:
    what = full_id(json_fields.take(rest, "id", "a node"), area)
    kind = read_choice(NODE_KIND, json_fields.take(rest, "kind", what), "kind", what).name
    return Node(
        id=what,
        kind=kind,
        name=json_fields.take(rest, "name", what),
        aliases=json_fields.texts(rest, "aliases", what),
        maps=json_fields.texts(rest, "maps", what),
        attributes=clean_attributes(rest, node_attributes(kind), what, area),
        **_recorded(rest, what),
    )


def _link(rest: Record, area: str) -> Link:
    start = full_id(json_fields.take(rest, "from", "a link"), area)
    stop = full_id(json_fields.take(rest, "to", f"a link from {start}"), area)
    what = f"the link from {start} to {stop}"
    kind = read_choice(LINK_KIND, json_fields.take(rest, "kind", what), "kind", what).name
    own = rest.pop("id", None)
    return Link(
        id=full_id(str(own), area) if own else link_id(area, start, kind, stop),
        kind=kind,
        from_id=start,
        to_id=stop,
        attributes=clean_attributes(rest, link_attributes(kind), what, area),
        **_recorded(rest, what),
    )


def _meeting(rest: Record, area: str) -> Meeting:
    what = full_id(json_fields.take(rest, "id", "a meeting"), area)
    day = json_fields.date(rest, "day", what)
    if day is None:
        raise InvalidFact(what, '"day" is missing', "write the day of the meeting", "day")
    entries = []
    for entry in rest.pop("register", []):
        keys = {"holder", "value", "part", "seat"}
        if not isinstance(entry, dict) or not set(entry) <= keys:
            raise InvalidFact(what, f'"register" holds {entry!r}', f"use {sorted(keys)}")
        left = dict(entry)
        entries.append(
            Attendance(
                holder=full_id(json_fields.take(left, "holder", what), area),
                value=json_fields.take(left, "value", what),
                part=bool(json_fields.flag(left, "part", what)),
                seat=full_id(seat, area)
                if (seat := json_fields.take(left, "seat", what, ""))
                else "",
            )
        )
    return Meeting(
        id=what,
        body=full_id(json_fields.take(rest, "body", what), area),
        day=day,
        cancelled=bool(json_fields.flag(rest, "cancelled", what)),
        register=tuple(entries),
        **_recorded(rest, what),
    )


def _declaration(rest: Record, area: str) -> Declaration:
    name = json_fields.take(rest, "list", "a declaration")
    what = f"the declaration of {name}"
    listed = read_choice(DECLARABLE_LIST, name, "list", what)
    subject = json_fields.take(rest, "subject", what)
    on = json_fields.day(rest, "on", what)
    if on is None:
        raise InvalidFact(what, '"on" is missing', "write the day it was declared", "on")
    return Declaration(
        area=area,
        list_name=name,
        subject=subject if listed.of_area else full_id(subject, area),
        on=on,
        by=json_fields.take(rest, "by", what),
        **_recorded(rest, what),
    )
