"""Tables and statements generated from the kinds, in the Cypher that every engine here reads.

Only DDL is left to the adapters. Names are always quoted: kinds may use words of the language.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from graph.facts.fields import FACT_TYPES, FIELDS, FieldType, type_of
from graph.facts.history_json import HISTORY_TEXTS
from graph.facts.integrity import DECISION_NEEDS
from graph.facts.model import Fact, Link, Node
from graph.kinds import (
    COMMON_NODE_ATTRIBUTES,
    LINK_KINDS,
    NODE_KINDS,
    ValueType,
    link_attributes,
    node_attributes,
)
from graph.stores.rows import REGISTER_COLUMNS, SOURCE_COLUMNS


class ColumnType(StrEnum):
    """What a column holds; dates and moments are texts."""

    TEXT = "text"
    FLAG = "flag"
    NUMBER = "number"
    DECIMAL = "decimal"
    TEXTS = "texts"
    FLAGS = "flags"


@dataclass(frozen=True, slots=True)
class StoreTable:
    """A label with its columns; a table of links has pairs of labels it may join."""

    label: str
    columns: Mapping[str, ColumnType]
    pairs: tuple[tuple[str, str], ...] = ()


_TEXT, _FLAG, _NUMBER, _TEXTS = (
    ColumnType.TEXT,
    ColumnType.FLAG,
    ColumnType.NUMBER,
    ColumnType.TEXTS,
)
_COLUMN_OF = {
    ValueType.TEXT: _TEXT,
    ValueType.YES_NO: _FLAG,
    ValueType.NUMBER: _NUMBER,
    ValueType.DECIMAL: _TEXT,
    ValueType.POUNDS: _NUMBER,
    ValueType.PER_CENT: ColumnType.DECIMAL,
    ValueType.DATE: _TEXT,
    ValueType.CHOICE: _TEXT,
    ValueType.CHOICES: _TEXTS,
    ValueType.COUNTS: _TEXTS,
    ValueType.REFERENCE: _TEXT,
}
_COLUMN_OF_FIELD = dict.fromkeys(FieldType, _TEXT) | {
    FieldType.YES_NO: _FLAG,
    FieldType.TEXTS: _TEXTS,
}
_KEY = {"id": _TEXT, "area": _TEXT, "version": _NUMBER}


def _texts(names: str) -> dict[str, ColumnType]:
    return dict.fromkeys(names.split(), _TEXT)


def _fields(fact_type: type[Fact], *left_out: str) -> dict[str, ColumnType]:
    """Return the columns of a sort of fact, without those of its kind."""
    columns = dict(_KEY)
    for field in FIELDS[fact_type]:
        match field.type:
            case FieldType.SOURCES:
                columns |= dict.fromkeys(SOURCE_COLUMNS, _TEXTS)
            case FieldType.REGISTER:
                columns |= dict.fromkeys(REGISTER_COLUMNS, _TEXTS) | {"parts": ColumnType.FLAGS}
            case FieldType.ATTRIBUTES:
                pass
            case _:
                columns[field.name] = _COLUMN_OF_FIELD[field.type]
    return {name: column for name, column in columns.items() if name not in left_out}


def label_of(kind: str) -> str:
    """Return the label of a kind of node: advisory_group becomes AdvisoryGroup."""
    return "".join(word.capitalize() for word in kind.split("_"))


def _thing(kind: str) -> StoreTable:
    own = {a.name: _COLUMN_OF[a.type] for a in node_attributes(kind).values()}
    return StoreTable(label_of(kind), _fields(Node) | own)


def _line(kind: str, pairs: Iterable[tuple[str, str]]) -> StoreTable:
    own = {a.name: _COLUMN_OF[a.type] for a in link_attributes(kind).values()}
    joined = tuple((label_of(start), label_of(stop)) for start, stop in sorted(pairs))
    # The ends of a link are what it joins, and its area's slug is the area's id.
    return StoreTable(kind.upper(), _fields(Link, "from_id", "to_id") | own, joined)


THINGS = {kind.name: _thing(kind.name) for kind in NODE_KINDS}
LINES = {kind.name: _line(kind.name, kind.pairs) for kind in LINK_KINDS}
RECORDS = {
    name: StoreTable(fact_type.__name__, _fields(fact_type, "slug"))
    for name, fact_type in FACT_TYPES.items()
    if fact_type not in (Node, Link)
}
CHANGE = StoreTable(
    "Change",
    _texts("id area batch who when source action fact_id fact_type before after day places")
    | dict.fromkeys(HISTORY_TEXTS, _TEXT)
    | {"areas": _TEXTS, "revision": _NUMBER, "position": _NUMBER},
)
META = StoreTable(
    "Meta",
    _texts("id tables incarnation journal") | {"schema_version": _NUMBER, "changes": _NUMBER},
)
SCENARIO = StoreTable("Scenario", _texts("id area name author day record"))
SCENARIO_END = StoreTable(
    "ScenarioEnd",
    _texts("id area name who when") | {"version": _NUMBER, "revision": _NUMBER, "accepted": _FLAG},
)
KEPT = (
    META,
    CHANGE,
    StoreTable("Batch", _texts("id whole") | {"revision": _NUMBER}),
    StoreTable("Revision", _texts("id stamp") | {"number": _NUMBER}),
    SCENARIO,
    SCENARIO_END,
    StoreTable("Place", _texts("id area layout thing") | dict.fromkeys("xy", ColumnType.DECIMAL)),
)
NODE_TABLES = (*KEPT, *RECORDS.values(), *THINGS.values())
ALL_TABLES = (*NODE_TABLES, *LINES.values())


def table_of(fact: Fact) -> StoreTable:
    """Return the table that a fact is kept in."""
    match fact:
        case Node():
            return THINGS[fact.kind]
        case Link():
            return LINES[fact.kind]
        case _:
            return RECORDS[type_of(fact)]


@cache
def text(name: str, file: str = "store") -> str:
    """Return one of the fixed statements of store.cypher, or of an engine's own, by its name."""
    whole = files("graph.stores").joinpath(f"{file}.cypher").read_text("utf-8")
    parts = re.split(r"^// name: (\w+)$", whole, flags=re.MULTILINE)
    return dict(zip(parts[1::2], map(str.strip, parts[2::2]), strict=True))[name]


_THING = "|".join(table.label for table in THINGS.values())
_ON_MAP = "({0}.`area` = $area OR $area IN {0}.`maps`)"
_OF_AREA = "WHERE n.`area` = $area"
_ANY = "WHERE n.`id` IN $ids"


def _returned(tables: Iterable[StoreTable]) -> str:
    names = dict.fromkeys(name for table in tables for name in table.columns)
    return ", ".join(f"n.`{name}` AS `{name}`" for name in names)


def read(table: StoreTable, where: str) -> str:
    """Read whole rows of one table of nodes."""
    return f"MATCH (n:{table.label}) {where} RETURN {_returned([table])}"


def _read(fact_type: str, where: str) -> str:
    if fact_type == "node":
        return f"MATCH (n:{_THING}) {where} RETURN {_returned(THINGS.values())}"
    if fact_type == "link":
        line = "|".join(table.label for table in LINES.values())
        ends = "a.`id` AS `from_id`, b.`id` AS `to_id`"
        pattern = f"(a:{_THING})-[n:{line}]->(b:{_THING})"
        return f"MATCH {pattern} {where} RETURN {ends}, {_returned(LINES.values())}"
    return read(RECORDS[fact_type], where)


READ_ALL = {fact_type: _read(fact_type, "") for fact_type in FACT_TYPES}
READ_IDS = {fact_type: _read(fact_type, _ANY) for fact_type in FACT_TYPES}
READ_AREA = {fact_type: _read(fact_type, _OF_AREA) for fact_type in RECORDS} | {
    "node": _read("node", f"WHERE {_ON_MAP.format('n')}"),
    "link": _read("link", f"WHERE {_ON_MAP.format('a')} AND {_ON_MAP.format('b')}"),
}
NAMES = (
    f"MATCH (n:{_THING}) RETURN n.`id` AS `id`, n.`kind` AS `kind`, n.`name` AS `name`, "
    "n.`aliases` AS `aliases`, n.`short_name` AS `short_name`, n.`area` AS `area`, "
    "n.`maps` AS `maps`"
)
COUNT_NODES = (
    f"MATCH (n:{_THING}) RETURN n.`area` AS `area`, n.`maps` AS `maps`, COUNT(*) AS `count`"
)
COUNT_LINKS = (
    f"MATCH (a:{_THING})-[n]->(b:{_THING}) RETURN a.`area` AS `from_area`, a.`maps` AS "
    "`from_maps`, b.`area` AS `to_area`, b.`maps` AS `to_maps`, COUNT(*) AS `count`"
)
JOINED = (
    f"MATCH (a:{_THING})-[n]->(b:{_THING}) WHERE a.`id` IN $ids OR b.`id` IN $ids "
    "RETURN n.`id` AS `id`"
)

DECIDED = (
    f"MATCH (n:{THINGS['decision'].label}) WHERE n.`kind` = 'decision' AND ("
    + " OR ".join(f"n.`{key}` IN $ids" for key in DECISION_NEEDS)
    + ") RETURN n.`id` AS `id`"
)

Ends = tuple[str, str]


def create(table: StoreTable, ends: Ends | None, keys: Iterable[str]) -> str:
    """Write rows ($rows) that are new; ends are the labels a link joins."""
    given = ", ".join(f"`{key}`: r.`{key}`" for key in keys)
    if ends is None:
        return f"UNWIND $rows AS r CREATE (n:{table.label} {{{given}}})"
    start, stop = ends
    return (
        f"UNWIND $rows AS r MATCH (a:{start} {{`id`: r.`from_id`}}) "
        f"MATCH (b:{stop} {{`id`: r.`to_id`}}) CREATE (a)-[n:{table.label} {{{given}}}]->(b)"
    )


def update(table: StoreTable, ends: Ends | None, keys: Iterable[str], empty: Iterable[str]) -> str:
    """Write rows ($rows) over those of the same id; empty names columns that hold nothing."""
    given = [f"n.`{key}` = r.`{key}`" for key in keys if key != "id"]
    nothing = [f"n.`{key}` = NULL" for key in empty]
    return f"UNWIND $rows AS r {_pattern(table, ends)} SET {', '.join(given + nothing)}"


def remove(table: StoreTable, ends: Ends | None) -> str:
    """Delete rows by id."""
    return f"UNWIND $rows AS r {_pattern(table, ends)} DELETE n"


def _pattern(table: StoreTable, ends: Ends | None) -> str:
    if ends is None:
        return f"MATCH (n:{table.label} {{`id`: r.`id`}})"
    return (
        f"MATCH (a:{ends[0]} {{`id`: r.`from_id`}})-[n:{table.label}]->"
        f"(b:{ends[1]} {{`id`: r.`to_id`}}) WHERE n.`id` = r.`id`"
    )


assert set(THINGS).isdisjoint(RECORDS), "a label belongs to one table"
assert not {a.name for a in COMMON_NODE_ATTRIBUTES} & set(_fields(Node)), "a column has one meaning"
