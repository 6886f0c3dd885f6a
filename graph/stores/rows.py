"""Facts and changes to flat rows of texts, numbers, yes or no and lists, and back.

A field of graph.facts.fields is a column of its name, but for what holds records of its own.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from sys import intern
from typing import Any

from graph.facts.changes import ChangeRecord
from graph.facts.dates import PartialDate
from graph.facts.fact_json import from_record, to_record
from graph.facts.fields import FACT_TYPES, FIELDS, FieldType, type_of
from graph.facts.history_json import HISTORY_TEXTS
from graph.facts.identifiers import area_of
from graph.facts.map_places import from_moves_record, to_moves_record
from graph.facts.model import Area, Attendance, Confidence, Fact, Reference, Status, Value
from graph.facts.scenarios import (
    Scenario,
    ScenarioEnd,
    from_scenario_record,
    to_scenario_record,
)
from graph.facts.validation import attributes_of_kind

Row = dict[str, Any]
Kept = tuple[Fact, int]
SOURCE_COLUMNS = (
    *("source_document", "source_place", "source_heading"),
    *("source_page", "source_quote"),
)
_ALWAYS = SOURCE_COLUMNS[:3]
REGISTER_COLUMNS = ("holders", "attendances", "parts", "seats")


def to_row(fact: Fact, version: int) -> Row:
    """Return the columns of a fact; None where nothing is recorded."""
    row: Row = {"id": fact.id, "area": area_of(fact.id), "version": version}
    for name, kind in _HELD[type(fact)]:
        value = getattr(fact, name)
        match kind:
            case FieldType.ATTRIBUTES:
                row |= _plain(value)
            case FieldType.SOURCES:
                row |= _source_columns(value)
            case FieldType.REGISTER:
                entries = ((e.holder, e.value, e.part, e.seat) for e in value)
                row |= _transposed(REGISTER_COLUMNS, entries)
            case _:
                to_column = _TO_COLUMN.get(kind)
                row[name] = to_column(value) if to_column else value
    return row


def from_row(fact_type: str, row: Mapping[str, Any]) -> Kept:
    """Return the fact of a row and its version."""
    made = FACT_TYPES[fact_type]
    values: dict[str, Any] = {"slug": intern(row["id"])} if made is Area else {}
    for name, kind in _HELD[made]:
        match kind:
            case FieldType.ATTRIBUTES:
                values[name] = _attributes(attributes_of_kind(made, row["kind"]), row)
            case FieldType.SOURCES:
                values[name] = _sources(tuple(_parts_of_sources(row)))
            case FieldType.REGISTER:
                entries = _records(REGISTER_COLUMNS, row)
                values[name] = tuple(Attendance(*parts) for parts in entries)
            case _:
                of_column = _OF_COLUMN.get(kind)
                values[name] = of_column(row[name]) if of_column else row[name]
    return made(**values), row["version"]


def change_row(change: ChangeRecord, position: int) -> Row:
    """Return the columns of a line of the history; position orders the lines."""
    shown = change.after or change.before
    return {
        "id": change.id,
        "position": position,
        "area": change.area,
        "areas": list(change.areas),
        "revision": change.revision,
        "batch": change.batch,
        "who": change.who,
        "when": change.when,
        "source": change.source,
        "action": change.action,
        "fact_id": change.fact_id,
        "fact_type": type_of(shown) if shown else None,
        "before": _json(change.before),
        "after": _json(change.after),
        "day": change.day.isoformat() if change.day else None,
        "places": json.dumps(to_moves_record(change.places)) if change.places else None,
        **{name: getattr(change, name) or None for name in HISTORY_TEXTS},
    }


def from_change_row(row: Mapping[str, Any]) -> ChangeRecord:
    """Return the line of the history that a row keeps."""
    kept = {key: row[key] for key in _CHANGE_TEXTS}

    def fact(key: str) -> Fact | None:
        if row[key] is None:
            return None
        return from_record(row["fact_type"], json.loads(row[key]), area_of(row["fact_id"]))

    areas, revision = tuple(row["areas"]), row["revision"]
    before, after = fact("before"), fact("after")
    return ChangeRecord(
        **kept,
        areas=areas,
        revision=revision,
        before=before,
        after=after,
        day=date.fromisoformat(row["day"]) if row["day"] else None,
        places=from_moves_record(json.loads(row["places"])) if row["places"] else (),
        **{name: row[name] or "" for name in HISTORY_TEXTS},
    )


def scenario_key(slug: str, name: str) -> str:
    """Return the id of the rows of a scenario."""
    return f"{slug} {name}"


def scenario_row(scenario: Scenario) -> Row:
    """Return the columns of a scenario; what it would change is one JSON text."""
    return {
        "id": scenario_key(scenario.area, scenario.name),
        "area": scenario.area,
        "name": scenario.name,
        "author": scenario.author,
        "day": scenario.day.isoformat(),
        "record": json.dumps(to_scenario_record(scenario), ensure_ascii=False),
    }


def from_scenario_row(row: Mapping[str, Any]) -> Scenario:
    """Return the scenario that a row keeps."""
    return from_scenario_record(json.loads(row["record"]))


def end_row(end: ScenarioEnd) -> Row:
    """Return the columns of what became of a scenario."""
    kept = {name: getattr(end, name) for name in _END_COLUMNS}
    return {"id": scenario_key(end.area, end.name), "when": end.when.isoformat()} | kept


def from_end_row(row: Mapping[str, Any]) -> ScenarioEnd:
    """Return what became of a scenario, as a row keeps it."""
    kept = {name: row[name] for name in _END_COLUMNS}
    return ScenarioEnd(**kept, when=datetime.fromisoformat(row["when"]))


_END_COLUMNS = ("area", "name", "version", "accepted", "who", "revision")

_CHANGE_TEXTS = ("id", "area", "batch", "who", "when", "source", "action", "fact_id")


def _json(fact: Fact | None) -> str | None:
    return json.dumps(to_record(fact), ensure_ascii=False) if fact else None


def _plain(attributes: Mapping[str, Value]) -> Row:
    # An empty list says "none of them", which is more than "not recorded": it stays a list.
    return {k: list(v) if isinstance(v, tuple) else v for k, v in attributes.items()}


def _attributes(names: Iterable[str], row: Mapping[str, Any]) -> dict[str, Value]:
    held = {name: row[name] for name in names if row[name] is not None}
    return {name: _value(value) for name, value in held.items()}


def _value(value: Any) -> Value:
    if isinstance(value, str):
        return intern(value)
    return tuple(value) if isinstance(value, list) else value


# An area of three hundred things names each id four times and each document fifty times: texts and
# records that read alike are one in memory, which takes a third off a snapshot.


@lru_cache(maxsize=4096)
def _sources(parts: tuple[tuple[Any, ...], ...]) -> tuple[Reference, ...]:
    return tuple(
        Reference(document, place, heading, int(page) if page else None, quote)
        for document, place, heading, page, quote in parts
    )


@lru_cache(maxsize=4096)
def _date(text: str | None) -> PartialDate | None:
    return PartialDate(text) if text else None


def _transposed(columns: Sequence[str], records: Iterable[tuple[Any, ...]]) -> Row:
    """Return small records as a list a column; None in each where there are none."""
    lists = list(zip(*records, strict=True))
    return dict(zip(columns, map(list, lists), strict=True)) if lists else dict.fromkeys(columns)


def _source_columns(references: Sequence[Reference]) -> Row:
    """Return references as a list a column; pages and quotes, which few have, only where one is.

    A page is a text, "" where there is none: a list of the engines holds no null.
    """
    parts = (
        (r.document, r.place, r.heading, "" if r.page is None else str(r.page), r.quote)
        for r in references
    )
    row = _transposed(SOURCE_COLUMNS, parts)
    return {
        name: held if name in _ALWAYS or any(held or ()) else None for name, held in row.items()
    }


def _parts_of_sources(row: Mapping[str, Any]) -> Iterable[tuple[Any, ...]]:
    documents = row[SOURCE_COLUMNS[0]] or ()
    blank = [""] * len(documents)
    return zip(*(row[column] or blank for column in SOURCE_COLUMNS), strict=True)


def _records(columns: Sequence[str], row: Mapping[str, Any]) -> Iterable[tuple[Any, ...]]:
    return zip(*(row[column] or () for column in columns), strict=True)


_TO_COLUMN: Mapping[FieldType, Callable[[Any], Any]] = {
    FieldType.TEXTS: lambda texts: list(texts) or None,
    FieldType.DAY: lambda day: day.isoformat() if day else None,
    FieldType.DATE: lambda day: day.text if day else None,
    FieldType.STATUS: lambda status: status.value,
    FieldType.CONFIDENCE: lambda firm: firm.value,
}
_OF_COLUMN: Mapping[FieldType, Callable[[Any], Any]] = {
    FieldType.TEXTS: lambda texts: tuple(texts or ()),
    FieldType.DAY: lambda text: date.fromisoformat(text) if text else None,
    FieldType.DATE: _date,
    FieldType.IDENTITY: intern,
    FieldType.STATUS: Status,
    FieldType.CONFIDENCE: Confidence,
}
# The slug of an area is its id, which every row has.
_HELD = {
    fact_type: tuple((field.name, field.type) for field in fields if field.name != "slug")
    for fact_type, fields in FIELDS.items()
}
