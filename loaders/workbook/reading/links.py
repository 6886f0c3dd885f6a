"""Rows of Links and Seats to links, and the columns that a kind of thing or link does not have."""

from collections.abc import Container
from typing import TYPE_CHECKING

from graph.facts.identifiers import area_of, full_id, link_id, local_of
from graph.facts.integrity import referenced_ids
from graph.facts.model import Link
from graph.kinds import LINK_KIND, link_attributes
from loaders.workbook.reading.identity_resolution import home_of
from loaders.workbook.reading.provenance import SOURCE_KEYS
from loaders.workbook.reading.rows import RefusedRow, Row

if TYPE_CHECKING:
    from loaders.workbook.reading.fact_builder import Builder

# Columns of the builder's own use, which are no key of a record.
OWN_KEYS = (*SOURCE_KEYS, "id", "kind", "holder", "entries")
_ALL_HAVE = {
    *("status", "since", "until", "confidence", "note", "name", "aliases", "maps"),
    *("from", "to", "body", *OWN_KEYS),
}


def no_stray(row: Row, kind: str, allowed: Container[str]) -> None:
    """Refuse a value in a column that this kind of thing does not have."""
    for key, value in row.values.items():
        if value is not None and key not in _ALL_HAVE and key not in allowed:
            column = row.sheet.column(key)
            heading = column.heading if column else key
            word = kind.replace("_", " ")
            row.refuse("wrong-column", f'"{heading}" is not for {word}', "empty the cell", key)
    if row.problems:
        raise RefusedRow


def make_link(builder: "Builder", row: Row) -> None:
    """Make a link of a row of Links or Seats."""
    is_seat = row.sheet.name == "Seats"
    given = full_id(row.text("id"), builder.area) if row.text("id") else ""
    known = builder.known.get(given)
    known_kind = known.kind if isinstance(known, Link) else row.sheet.kinds[0]
    kind = row.text("kind") or known_kind
    pairs = LINK_KIND[kind].pairs
    no_stray(row, kind, link_attributes(kind))
    if is_seat and row.text("name"):
        wrong = '"Name of the seat" is only for an empty seat'
        row.refuse("wrong-column", wrong, "empty the cell, or the holder", "name")
        return
    starts, stops = ("holder", "body") if is_seat else ("from", "to")
    start = builder.named(row, starts, {pair[0] for pair in pairs}, made=True)
    stop = builder.named(row, stops, {pair[1] for pair in pairs}, made=True)
    made = link_id(builder.area, start, kind, stop)
    own = given or made
    home, ends = area_of(own), (builder.node(start), builder.node(stop))
    home_of(own, builder, on_map=all(end.on_map(home) for end in ends))
    known = builder.known.get(own)
    if known and (getattr(known, "kind", ""), *referenced_ids(known)) != (kind, start, stop):
        wrong = f'"{local_of(own)}" is recorded with another kind or other ends'
        row.refuse("other-kind", wrong, "give this one an id of its own", "id")
        return
    record = builder.filled(row, own)
    for key in ("body", "holder", "name"):
        record.pop(key, None)
    record |= {"from": start, "kind": kind, "to": stop}
    if own != made:
        record["id"] = own
    builder.keep(row, "link", record)
