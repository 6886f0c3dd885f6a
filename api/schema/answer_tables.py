"""An answer as tables, for people: rows, columns and short facts out of any GraphQL data."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from graphql import GraphQLInterfaceType, GraphQLObjectType, get_named_type

from api.reports.wording import LISTS, capital
from api.schema.query import schema
from api.schema.vocabulary import LABELS
from graph.facts.dates import day_words
from graph.facts.identifiers import area_of, is_node_id, local_of
from graph.facts.view_ids import without_view

NOTHING = "not recorded"
# What identifies the thing that a name beside it is the name of.
_IDS = ("id", "localId", "subjectId")
_PLACE = {"pageInfo", "cursor", "__typename", "totalCount"}
_LABELS = {
    "id": "Id",
    "node": "About it",
    "thing": "About it",
    "subject": "About it",
    "subjectId": "Id",
    "localId": "Id",
    "area": "About the area",
    "lineOfSight": "Line of sight",
    "path": "Along the line",
    "steps": "Step by step",
    "joinedBy": "Joined without being a line",
    "findings": "What the checks found",
    "subjects": "One by one",
    "sites": "Family hubs and other sites",
    "rules": "Checks",
    "notScored": "Not scored",
    "labelWords": "Has it been seen?",
    "valueWords": "Register",
    "asOf": "As of",
    "kindWords": "What it is",
    "outcomeWords": "Answer",
    "severity": "Expectation from",
    "sentence": "What the record shows",
    "remedy": "What to do",
    "citation": "Guidance",
    "citations": "Guidance",
    "facts": "Facts",
    "wouldChange": "What would change it",
    "totalCount": "In all",
    "sources": "Where it was read",
    "readIn": "Where it was read",
    "source": "Where it was read",
    "other": "",
    "link": "",
    "attributes": "What else is recorded",
    "partnersBySector": LISTS["sectors"],
    "sectorsWithoutSeat": "Sectors for which no seat is recorded",
    "organisationsWithoutSeat": LISTS["unseated"],
    "withoutSeat": "On the map, without a seat on record",
    "workshop": LISTS["invite"],
    "commissioningChains": LISTS["chains"],
    "riskRegisters": LISTS["risks"],
    "decisions": "Who may decide",
    "nobodyRecorded": "Nobody recorded",
    "mustAgree": "Must agree",
    "rightNotRecorded": "Which right is not recorded",
    "notYet": "Not so yet",
    "route": "How powers were passed on",
    "namedForIt": "Named for it",
    "unnamedDelegations": "Powers passed on without naming a matter",
    "quorum": "What its quorum bears",
    "mayStop": "May stop it",
    "inAll": "In each of these",
    "patterns": "The smallest sets",
    "moreAbsences": "More absences it bore",
    "label": "What",
    "words": "In words",
    "things": "Things on the map",
    "seats": "Seats",
    "engagement": "How much partners have been seen",
    "findingChanges": "Findings that changed",
    "areaViews": "Area by area",
    "notMetForAQuarter": "Last meeting on record a quarter old or more",
    "noMeetingOnRecord": "No meeting on record: ask",
    "because": "Because of which fact",
    "becauseWords": "Why",
    "before": "Before",
    "after": "After",
    "beforeWords": "Before",
    "afterWords": "After",
    "termWords": "Term ends",
    "lastMet": "Last met",
    "shouldAnswer": "Asked for a line",
    "chairOf": "Chairs",
    "employs": "Employs",
}
_WHERE_FROM = {"name": "Area", "revision": "Revision of its record"}
_DAY = re.compile(r"\d{4}-\d\d(-\d\d)?")
# What null means, where it is not "not recorded".
_NULLS = {"address": "not held", "url": "not held", "note": "none"}


@dataclass(frozen=True)
class AnswerCell:
    """One value, or several; href leads to the page of a thing, under is its id."""

    lines: tuple[str, ...] = (NOTHING,)
    href: str = ""
    under: str = ""


@dataclass
class AnswerTable:
    """A heading, short facts, and rows under columns; total counts rows that were not fetched."""

    title: str
    facts: list[tuple[str, AnswerCell]] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    rows: list[list[AnswerCell]] = field(default_factory=list)
    total: int = 0
    listed: bool = False


def label(name: str) -> str:
    """Return the words for a field or alias: readOn becomes "Read on"."""
    if name in _LABELS:
        return _LABELS[name]
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name).replace("_", " ").lower().strip()
    return capital(words)


def tables(data: dict[str, Any] | None) -> list[AnswerTable]:
    """Return the tables of an answer, in the order of its fields."""
    found: list[AnswerTable] = []
    for name, value in (data or {}).items():
        _add(found, name, value)
    return [table for table in found if table.facts or table.listed]


def _add(found: list[AnswerTable], name: str, value: Any) -> None:
    items = _items(value)
    if items is not None and _is_rows(items):
        if len(items) <= 3 and any(_long(item, items) for item in items) and not _over(items):
            for item in items:
                _add(found, name, item)
            return
        found.append(_table(label(name), items, _total(value, items)))
    elif isinstance(value, dict):
        value = _seen_through(value)
        table = AnswerTable(label(name))
        found.append(table)
        for inner, part in value.items():
            # Null here says "reached" as well as "cannot be named"; the sentence beside it tells.
            if inner in _PLACE or (inner == "missing" and part is None):
                continue
            if inner in _IDS and "name" in value:
                continue
            parts = _items(part)
            if isinstance(part, dict) or (parts is not None and _is_rows(parts)):
                _add(found, inner, part)
            else:
                table.facts.append((label(inner), _cell(inner, part, value)))
    else:
        found.append(AnswerTable(label(name), facts=[(label(name), _cell(name, value, {}))]))


def _seen_through(value: dict[str, Any]) -> dict[str, Any]:
    """Take what a view of an area shows as said of the area, so that no table stands between."""
    view = value.get("view")
    if not isinstance(view, dict):
        return value
    # Where it stood: with a row's area and day before what is said of it.
    own = {name for name in value if name != "view"}
    return {
        inner: found
        for name, part in value.items()
        for inner, found in (view.items() if name == "view" else ((name, part),))
        if name != "view" or inner not in own
    }


def _id_in(item: dict[str, Any]) -> str:
    """Return the id by which people know what an item is about; "" where it has none."""
    found = (str(item[name]) for name in _IDS if item.get(name) is not None)
    return without_view(next(found, ""))


def _items(value: Any) -> list[Any] | None:
    """Return the items of a list or of a page of a connection; None for anything else."""
    if isinstance(value, list):
        return value
    if isinstance(value, dict) and isinstance(value.get("nodes"), list):
        return list(value["nodes"])
    if isinstance(value, dict) and isinstance(value.get("edges"), list):
        return [edge.get("node", edge) for edge in value["edges"]]
    return None


def _is_rows(items: list[Any]) -> bool:
    return all(isinstance(item, dict) or item is None for item in items)


def _over(items: list[Any]) -> bool:
    """Say whether each item names its area: then they are one table, however few there are."""
    return all(isinstance(item, dict) and isinstance(item.get("area"), dict) for item in items)


def _long(item: Any, beside: list[Any]) -> bool:
    """Say whether an item holds a list that deserves a table of its own."""
    most = 10 if len(beside) > 1 else 1
    lists = [part for part in (item or {}).values() if _counts(part) is None]
    return any(len(_items(part) or ()) > most for part in lists)


def _total(value: Any, items: list[Any]) -> int:
    total = value.get("totalCount") if isinstance(value, dict) else None
    return total if isinstance(total, int) else len(items)


def _table(title: str, items: list[Any], total: int) -> AnswerTable:
    flat = [dict(_flat(item)) for item in items if item is not None]
    columns = list(dict.fromkeys(name for row in flat for name in row))
    rows = [[row.get(name, AnswerCell(("",))) for name in columns] for row in flat]
    return AnswerTable(title, columns=columns, rows=rows, total=total, listed=True)


def _flat(item: dict[str, Any], before: str = "") -> Iterator[tuple[str, AnswerCell]]:
    """Yield the columns of a row; an object inside it becomes columns of its own."""
    item = _seen_through(item)
    for name, value in item.items():
        if name in _PLACE or (name in _IDS and "name" in item):
            continue
        counts = _counts(value)
        if counts is not None:
            yield from counts
        elif name == "area" and isinstance(value, dict):
            # Where a row comes from reads the same in each table.
            for part, said in value.items():
                if not isinstance(said, (dict, list)):
                    yield _WHERE_FROM.get(part, label(part)), _cell(part, said, {})
        elif isinstance(value, dict) and _items(value) is None and not _short(value):
            simple = len(value) == 1
            for inner, cell in _flat(value):
                yield (f"{before}{label(name) or inner}" if simple else _join(name, inner)), cell
        else:
            yield f"{before}{label(name)}" or name, _cell(name, value, item)


def _short(value: dict[str, Any]) -> bool:
    """Say whether an object reads well in one cell: several plain values and no id."""
    return (
        len(value) > 1
        and not any(name in value for name in _IDS)
        and not any(isinstance(part, (dict, list)) for part in value.values())
    )


def _counts(value: Any) -> list[tuple[str, AnswerCell]] | None:
    """Read a list of words with numbers as columns; None for anything else."""
    if not isinstance(value, list) or not value:
        return None
    pairs = [tuple(item.values()) if isinstance(item, dict) else () for item in value]
    if not all(len(p) == 2 and isinstance(p[0], str) and type(p[1]) is int for p in pairs):
        return None
    return [(label(words), AnswerCell((str(number),))) for words, number in pairs]


def _join(name: str, inner: str) -> str:
    outer = label(name)
    return f"{outer}: {inner[:1].lower()}{inner[1:]}" if outer else inner


def _cell(name: str, value: Any, item: dict[str, Any]) -> AnswerCell:
    items = _items(value)
    if items is not None:
        return AnswerCell(tuple(_line(one, name) for one in items) or ("none recorded",))
    if isinstance(value, dict):
        return AnswerCell((_line(value, name),))
    under = _id_in(item) if name == "name" else ""
    return AnswerCell((_text(value, name),), _href(name, item), under)


def _line(value: Any, name: str) -> str:
    """Say an object in one line: its first value, then the others."""
    items = _items(value)
    if items is not None:
        return "; ".join(_line(item, name) for item in items)
    if not isinstance(value, dict):
        return _text(value, name)
    parts = [(key, part) for key, part in value.items() if key not in _PLACE]
    said = [_line(part, key) for key, part in parts if part not in (None, "", [])]
    if len(said) < 2:
        return said[0] if said else NOTHING
    mark = " " if said[0].endswith((".", "?")) else ": "
    return f"{said[0]}{mark}{', '.join(said[1:])}"


def _text(value: Any, name: str) -> str:
    if value is None:
        return _NULLS.get(name, NOTHING)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return day_words(value)
        except ValueError:  # it looks like a day, and is none in the calendar
            return value
    return _enum_labels().get(name, {}).get(str(value), str(value))


def _href(name: str, item: dict[str, Any]) -> str:
    node_id = _id_in(item)
    if name not in ("name", *_IDS) or not is_node_id(node_id):
        return ""
    return f"/areas/{area_of(node_id)}/nodes/{local_of(node_id)}"


@cache
def _enum_labels() -> dict[str, dict[str, str]]:
    """Return what people read for the values of each field that holds a word of a closed list."""
    types = schema._schema.type_map.values()  # Strawberry offers no other way to its types
    read: dict[str, dict[str, str]] = {}
    for kind in types:
        if isinstance(kind, (GraphQLObjectType, GraphQLInterfaceType)):
            for name, found in kind.fields.items():
                # Fields of one name may hold words of several lists: state of a question or an Act.
                read.setdefault(name, {}).update(LABELS.get(str(get_named_type(found.type)), {}))
    return read
