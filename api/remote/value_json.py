"""What the port of a store takes and gives, as lines of JSON, and back to exactly the same.

Not the words of archives: those refuse what no archive may hold, and here the store itself is to
refuse it, in the same words as where it is opened directly. Both ends are one version of the
program (SHAPE says so), so nothing has to be understood later.

A tuple is a JSON list; whatever JSON has no form for is an object with its kind under "~". Fields
that hold what they hold by default are left out. What is long in a value (a history, the facts of
an area) stands behind it, an item a line, so that neither end needs it whole as text.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, fields
from datetime import date, datetime
from enum import Enum
from typing import Any

from graph.facts import changes, dates, map_places, model, scenarios, store_dump
from graph.store import AreaSummary, Edition, Hit, StoreDescription

KIND = "~"
_RECORDS: Mapping[str, type[Any]] = {
    record.__name__: record
    for record in (
        *(model.Area, model.Source, model.Node, model.Link, model.Meeting, model.Declaration),
        *(model.QuestionState,),
        *(model.Reference, model.Attendance, model.Snapshot, dates.PartialDate),
        *(changes.Added, changes.Changed, changes.Ended, changes.Withdrawn),
        *(changes.Batch, changes.ChangeRecord, scenarios.Scenario, scenarios.ScenarioEnd),
        *(map_places.PlacesMoved, map_places.PlaceMove),
        *(store_dump.Contents, StoreDescription, AreaSummary, Edition, Hit),
    )
}
_WORDS: Mapping[str, type[Enum]] = {
    word.__name__: word for word in (model.Status, model.Confidence)
}
_FIELDS = {
    record: tuple((field.name, field.default) for field in fields(record))
    for record in _RECORDS.values()
}
# Items from which a list or a mapping stands behind the value it is in.
_LONG = 20


def _shape() -> str:
    """Return what is another text whenever a record has other fields, or other defaults."""
    told = [
        (record.__name__, [(name, "" if held is MISSING else repr(held)) for name, held in known])
        for record, known in _FIELDS.items()
    ]
    return hashlib.sha256(repr((told, sorted(_WORDS))).encode()).hexdigest()[:16]


SHAPE = _shape()


class BadValue(ValueError):
    """Lines that are none of ours, or stop short."""


def to_lines(value: object) -> Iterator[str]:
    """Yield a value as lines of JSON, without the ends of lines."""
    behind: list[Iterable[object]] = []
    yield _text(_plain(value, behind))
    for items in behind:
        for item in items:
            yield _text(_plain(item, None))


def from_lines(lines: Iterable[str | bytes]) -> Any:
    """Read a value from its lines; raises BadValue."""
    rest = iter(lines)
    try:
        return _value(json.loads(next(rest)), rest)
    except (StopIteration, LookupError, TypeError, ValueError, AttributeError) as error:
        raise BadValue(f"The lines are of no value: {error!r}") from error


def _text(plain: object) -> str:
    # In ASCII: a text may hold half a letter, which the store is to refuse and UTF-8 cannot carry.
    return json.dumps(plain, separators=(",", ":"))


def _plain(value: object, behind: list[Iterable[object]] | None) -> object:
    """Return a value in JSON's forms; what is long is added to behind, where that is given."""
    if value is None or type(value) in (str, bool, int, float):
        return value
    if isinstance(value, tuple):
        if behind is not None and len(value) > _LONG:
            behind.append(value)
            return {KIND: "long", "items": len(value)}
        return [_plain(item, behind) for item in value]
    if isinstance(value, Mapping):
        return _plain_mapping(value, behind)
    if isinstance(value, Enum):
        return {KIND: type(value).__name__, "is": value.value}
    if isinstance(value, date):
        kind = "moment" if isinstance(value, datetime) else "day"
        return {KIND: kind, "is": value.isoformat()}
    if isinstance(value, list):
        return {KIND: "list", "items": [_plain(item, behind) for item in value]}
    record: dict[str, object] = {KIND: type(value).__name__}
    for name, default in _FIELDS[type(value)]:
        held = getattr(value, name)
        if type(held) is not type(default) or held != default:
            record[name] = _plain(held, behind)
    return record


def _plain_mapping(
    value: Mapping[Any, object], behind: list[Iterable[object]] | None
) -> Mapping[str, object]:
    if behind is not None and len(value) > _LONG:
        behind.append(value.items())
        return {KIND: "long mapping", "items": len(value)}
    if KIND not in value and all(type(key) is str for key in value):
        return {key: _plain(item, behind) for key, item in value.items()}
    return {KIND: "mapping", "items": [_plain(pair, behind) for pair in value.items()]}


def _value(plain: Any, rest: Iterator[str | bytes]) -> Any:
    if isinstance(plain, list):
        return tuple(_value(item, rest) for item in plain)
    if not isinstance(plain, dict):
        return plain
    match plain.get(KIND):
        case None:
            return {key: _value(item, rest) for key, item in plain.items()}
        case "long":
            return tuple(_items(plain["items"], rest))
        case "long mapping":
            return dict(_items(plain["items"], rest))
        case "mapping":
            return dict(_value(plain["items"], rest))
        case "list":
            return [_value(item, rest) for item in plain["items"]]
        case "moment":
            return datetime.fromisoformat(plain["is"])
        case "day":
            return date.fromisoformat(plain["is"])
        case kind if kind in _WORDS:
            return _WORDS[kind](plain["is"])
        case kind:
            named = {name: _value(item, rest) for name, item in plain.items() if name != KIND}
            return _RECORDS[kind](**named)


def _items(count: int, rest: Iterator[str | bytes]) -> list[Any]:
    return [_value(json.loads(next(rest)), iter(())) for _ in range(count)]
