"""Facts and changes to flat rows of texts, numbers, yes or no and lists, and back."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from graph.facts.changes import ChangeRecord
from graph.facts.dates import PartialDate
from graph.facts.fact_json import from_record, to_record, type_of
from graph.facts.identifiers import area_of
from graph.facts.model import (
    Area,
    Attendance,
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
    Value,
)
from graph.facts.scenarios import Scenario, from_scenario_record, to_scenario_record
from graph.kinds import link_attributes, node_attributes

Row = dict[str, Any]
Kept = tuple[Fact, int]


def to_row(fact: Fact, version: int) -> Row:
    """Return the columns of a fact; None where nothing is recorded."""
    row: Row = {"id": fact.id, "area": area_of(fact.id), "version": version}
    if isinstance(fact, Recorded):
        row |= _recorded_row(fact)
    match fact:
        case Node():
            lists = {"aliases": _listed(fact.aliases), "maps": _listed(fact.maps)}
            return row | {"kind": fact.kind, "name": fact.name} | lists | _plain(fact.attributes)
        case Link():
            ends = {"from_id": fact.from_id, "to_id": fact.to_id}
            return row | {"kind": fact.kind} | ends | _plain(fact.attributes)
        case Meeting():
            return row | {
                "body": fact.body,
                "day": str(fact.day),
                "cancelled": fact.cancelled,
                "holders": _listed(entry.holder for entry in fact.register),
                "attendances": _listed(entry.value for entry in fact.register),
                "parts": _listed(entry.part for entry in fact.register),
                "seats": _listed(entry.seat for entry in fact.register),
            }
        case Declaration():
            on = fact.on.isoformat()
            return row | {
                "list_name": fact.list_name,
                "subject": fact.subject,
                "on": on,
                "by": fact.by,
            }
        case Source():
            return row | {
                "document": fact.document,
                "title": fact.title,
                "publisher": fact.publisher,
                "read_on": _iso(fact.read_on),
                "address": fact.address,
            }
        case Area():
            return row | {
                "name": fact.name,
                "recorded_as_of": _iso(fact.recorded_as_of),
                "start_for_life_funded": fact.start_for_life_funded,
                "transformation_fund": fact.transformation_fund,
                "since": str(fact.since) if fact.since else None,
                "until": str(fact.until) if fact.until else None,
                **_sources_row(fact.sources),
            }


def from_row(fact_type: str, row: Mapping[str, Any]) -> Kept:
    """Return the fact of a row and its version."""
    return _MAKERS[fact_type](row), row["version"]


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
    return ChangeRecord(**kept, areas=areas, revision=revision, before=before, after=after)


def scenario_row(scenario: Scenario) -> Row:
    """Return the columns of a scenario; what it would change is one JSON text."""
    return {
        "id": f"{scenario.area} {scenario.name}",
        "area": scenario.area,
        "name": scenario.name,
        "author": scenario.author,
        "day": scenario.day.isoformat(),
        "record": json.dumps(to_scenario_record(scenario), ensure_ascii=False),
    }


def from_scenario_row(row: Mapping[str, Any]) -> Scenario:
    """Return the scenario that a row keeps."""
    return from_scenario_record(json.loads(row["record"]))


_CHANGE_TEXTS = ("id", "area", "batch", "who", "when", "source", "action", "fact_id")


def _json(fact: Fact | None) -> str | None:
    return json.dumps(to_record(fact), ensure_ascii=False) if fact else None


def _listed(values: Iterable[Any]) -> list[Any] | None:
    return list(values) or None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _plain(attributes: Mapping[str, Value]) -> Row:
    # An empty list says "none of them", which is more than "not recorded": it stays a list.
    return {k: list(v) if isinstance(v, tuple) else v for k, v in attributes.items()}


def _recorded_row(fact: Recorded) -> Row:
    return {
        "status": fact.status.value,
        "since": str(fact.since) if fact.since else None,
        "until": str(fact.until) if fact.until else None,
        "confidence": fact.confidence.value,
        "note": fact.note,
        **_sources_row(fact.sources),
    }


def _sources_row(sources: Sequence[Reference]) -> Row:
    return {
        "source_document": _listed(reference.document for reference in sources),
        "source_place": _listed(reference.place for reference in sources),
        "source_heading": _listed(reference.heading for reference in sources),
    }


def _sources(row: Mapping[str, Any]) -> tuple[Reference, ...]:
    columns = ("source_document", "source_place", "source_heading")
    references = zip(*(row[column] or () for column in columns), strict=True)
    return tuple(Reference(*reference) for reference in references)


def _recorded(row: Mapping[str, Any]) -> Row:
    return {
        "status": Status(row["status"]),
        "since": PartialDate(row["since"]) if row["since"] else None,
        "until": PartialDate(row["until"]) if row["until"] else None,
        "confidence": Confidence(row["confidence"]),
        "note": row["note"],
        "sources": _sources(row),
    }


def _attributes(names: Iterable[str], row: Mapping[str, Any]) -> dict[str, Value]:
    held = {name: row[name] for name in names if row[name] is not None}
    return {name: tuple(v) if isinstance(v, list) else v for name, v in held.items()}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _node(row: Mapping[str, Any]) -> Node:
    return Node(
        id=row["id"],
        kind=row["kind"],
        name=row["name"],
        aliases=tuple(row["aliases"] or ()),
        maps=tuple(row["maps"] or ()),
        attributes=_attributes(node_attributes(row["kind"]), row),
        **_recorded(row),
    )


def _link(row: Mapping[str, Any]) -> Link:
    return Link(
        id=row["id"],
        kind=row["kind"],
        from_id=row["from_id"],
        to_id=row["to_id"],
        attributes=_attributes(link_attributes(row["kind"]), row),
        **_recorded(row),
    )


def _meeting(row: Mapping[str, Any]) -> Meeting:
    columns = ("holders", "attendances", "parts", "seats")
    entries = zip(*(row[column] or () for column in columns), strict=True)
    return Meeting(
        id=row["id"],
        body=row["body"],
        day=PartialDate(row["day"]),
        cancelled=row["cancelled"],
        register=tuple(Attendance(*entry) for entry in entries),
        **_recorded(row),
    )


def _declaration(row: Mapping[str, Any]) -> Declaration:
    return Declaration(
        area=row["area"],
        list_name=row["list_name"],
        subject=row["subject"],
        on=date.fromisoformat(row["on"]),
        by=row["by"],
        **_recorded(row),
    )


def _source(row: Mapping[str, Any]) -> Source:
    return Source(
        area=row["area"],
        document=row["document"],
        title=row["title"],
        publisher=row["publisher"],
        read_on=_day(row["read_on"]),
        address=row["address"],
    )


def _area(row: Mapping[str, Any]) -> Area:
    return Area(
        slug=row["id"],
        name=row["name"],
        recorded_as_of=_day(row["recorded_as_of"]),
        start_for_life_funded=row["start_for_life_funded"],
        transformation_fund=row["transformation_fund"],
        since=PartialDate(row["since"]) if row["since"] else None,
        until=PartialDate(row["until"]) if row["until"] else None,
        sources=_sources(row),
    )


_MAKERS: dict[str, Callable[[Mapping[str, Any]], Fact]] = {
    "area": _area,
    "source": _source,
    "node": _node,
    "link": _link,
    "meeting": _meeting,
    "declaration": _declaration,
}
