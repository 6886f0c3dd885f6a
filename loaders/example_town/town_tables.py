"""Reads the tables of the invented town: a row is a fact, its cells stand between bars."""

from collections.abc import Iterator, Mapping
from typing import Any

from graph.facts.fact_json import from_record
from graph.facts.model import Fact
from graph.kinds import Attribute, ValueType, link_attributes, node_attributes

SLUG = "example-town"
# What was there before anybody wrote it down is said to be so since this day.
BEGAN = "2021-04-01"
Record = dict[str, Any]


def rows(table: str) -> Iterator[list[str]]:
    """Yield the cells of each row of a table; what is below or right of it stays out."""
    for line in table.strip().splitlines():
        yield [cell.strip() for cell in line.split("|")]


def read_from(document: str, passage: str) -> list[Record]:
    """Return where a fact was read, as archives have it; a passage is "place: heading"."""
    place, _, heading = passage.partition(": ")
    return [{"document": document, "place": place, "heading": heading}]


def things(table: str, document: str, passage: str) -> Iterator[Fact]:
    """Yield the things of a table: kind, id, name, and what else is known of it."""
    for kind, local, name, *more in rows(table):
        known = _known(more, node_attributes(kind))
        yield fact("node", {"id": local, "kind": kind, "name": name, **known}, document, passage)


def links(table: str, document: str, passage: str, **common: str) -> Iterator[Fact]:
    """Yield the links of a table: from, kind, to (one, or several with spaces), and what else."""
    for start, kind, ends, *more in rows(table):
        known = common | _known(more, link_attributes(kind))
        for end in ends.split():
            yield fact("link", {"from": start, "kind": kind, "to": end, **known}, document, passage)


def fact(word: str, record: Record, document: str, passage: str) -> Fact:
    """Read a fact as an archive has it, with its source and the day since when it is so."""
    sourced = {"source": read_from(document, passage), "since": BEGAN, **record}
    return from_record(word, sourced, SLUG)


def _known(cells: list[str], attributes: Mapping[str, Attribute]) -> Record:
    """Read "word: value" between semicolons, each as its attribute has it."""
    pairs = (each.partition(":") for each in "".join(cells).split(";") if each.strip())
    found = ((name.strip(), value.strip()) for name, _, value in pairs)
    return {name: _value(value, attributes.get(name)) for name, value in found}


def _value(value: str, attribute: Attribute | None) -> Any:
    match attribute.type if attribute else ValueType.TEXT:
        case ValueType.YES_NO:
            return {"yes": True, "no": False}[value]
        case ValueType.NUMBER:
            return int(value)
        case ValueType.CHOICES:
            return value.split()
        case _:
            return value
