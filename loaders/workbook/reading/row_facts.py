"""A row as a record, and the record as a fact: read once, checked once, kept with its row."""

from collections.abc import Callable, Container, Mapping
from typing import Any

from graph.errors import InvalidFact
from graph.facts.dates import PartialDate
from graph.facts.fact_json import from_record, to_record
from graph.facts.fields import FIELDS
from graph.facts.integrity import SUCCESSION
from graph.facts.model import Confidence, Fact, Link, Node, Status
from graph.facts.validation import (
    attributes_of_kind,
    check_ends,
    check_fact,
    read_attributes,
)
from graph.kinds import LINK_KIND
from loaders.workbook.reading.cells import BadCell
from loaders.workbook.reading.load_state import LoadState
from loaders.workbook.reading.provenance import SOURCE_KEYS, says_source, sources_of, with_row
from loaders.workbook.reading.rows import RefusedRow, SheetRow

# Columns that are read here and are no key of a record.
OWN_KEYS = (*SOURCE_KEYS, "id", "kind", "holder", "entries")
_ALL_HAVE = {
    *(field.key for kind in (Node, Link) for field in FIELDS[kind]),
    *("body", *OWN_KEYS),
}


def refuse_wrong_columns(row: SheetRow, kind: str, allowed: Container[str]) -> None:
    """Refuse a value in a column that this kind of thing or link does not have."""
    for key, value in row.values.items():
        if value is not None and key not in _ALL_HAVE and key not in allowed:
            column = row.sheet.column(key)
            heading = column.heading if column else key
            word = kind.replace("_", " ")
            row.refuse("wrong-column", f'"{heading}" is not for {word}', "empty the cell", key)
    if row.problems:
        raise RefusedRow


def filled_record(state: LoadState, row: SheetRow, fact_id: str) -> dict[str, Any]:
    """Return the record that a row makes of what is known: its columns over what is there."""
    known = state.known.get(fact_id)
    record = to_record(known) if known else {}
    record.pop("source", None)
    for key, value in row.values.items():
        if key in OWN_KEYS:
            continue
        record.pop(key, None)
        if value is not None:
            record[key] = value
    record["source"] = sources_of(state, row, known)
    return record


def new_fields(
    state: LoadState,
    row: SheetRow,
    made: type[Node] | type[Link],
    kind: str,
    what: str,
    beside: Container[str] = (),
) -> dict[str, Any] | None:
    """Return what a row says of a thing or a link that is not on record, as fields of the fact.

    The cells hold the values of the model already: no record is written and read again. Keys beside
    them say who the fact is. None where a cell is not known here: then the record tells. Raises
    InvalidFact, RefusedRow and BadCell as the record would.
    """
    said = {
        key: value
        for key, value in row.values.items()
        if value is not None and key not in OWN_KEYS and key not in beside
    }
    readers, allowed = _FIELDS_OF[made], attributes_of_kind(made, kind)
    if any(key not in readers and key not in allowed for key in said):
        return None
    sources = sources_of(state, row, None)
    fields = {key: read(said.pop(key)) for key, read in readers.items() if key in said}
    attributes = read_attributes(said, allowed, what, state.area)
    return fields | {"sources": sources, "attributes": attributes}


# Fields from the value of a cell to that of the model: of a link, and what a thing has besides.
_OF_LINKS: Mapping[str, Callable[[Any], Any]] = {
    "status": Status,
    "since": PartialDate,
    "until": PartialDate,
    "confidence": Confidence,
    "note": str,
}
_FIELDS_OF: Mapping[type[Node] | type[Link], Mapping[str, Callable[[Any], Any]]] = {
    Link: _OF_LINKS,
    Node: {"name": str.strip, "aliases": tuple, "maps": tuple, **_OF_LINKS},
}


def keep_fact(state: LoadState, row: SheetRow, fact_type: str, record: dict[str, Any]) -> Fact:
    """Read a record as a fact and keep it; raises InvalidFact and BadCell."""
    return keep_made(state, row, from_record(fact_type, record, state.area))


def keep_new(state: LoadState, row: SheetRow, fact: Node | Link) -> None:
    """Keep a fact made straight from its row; raises InvalidFact and BadCell."""
    check_fact(fact)
    keep_made(state, row, fact)


def keep_made(state: LoadState, row: SheetRow, fact: Fact) -> Fact:
    """Keep a fact that has been checked by itself; raises InvalidFact and BadCell."""
    if isinstance(fact, Link):
        check_ends(fact, state.node(fact.from_id), state.node(fact.to_id))
        if fact.kind == SUCCESSION and fact.id not in state.known:
            _refuse_circle(state, fact)
    if fact.id in state.facts:
        raise _repeated(state.row_of.get(fact.id, row), row)
    known = state.known.get(fact.id)
    if known is not None and fact != known and not says_source(row):
        fact = with_row(state, fact, row)
    state.facts[fact.id] = fact
    state.row_of[fact.id] = row
    return fact


def _refuse_circle(state: LoadState, link: Link) -> None:
    """Refuse a succession by which something takes over from itself, as the store would."""
    # Of an area that is replaced, only what the file says goes on.
    there = {**({} if state.replace else state.known), **state.facts}
    facts = [f for f in there.values() if isinstance(f, Link) and f.kind == SUCCESSION]
    after, left = {link.to_id}, {link.to_id}
    while left:
        left = {fact.to_id for fact in facts if fact.from_id in left} - after
        after |= left
    if link.from_id in after:
        name = state.node(link.from_id).name
        wrong = f'"{name}" would take over from itself, in a circle of successions'
        right = "correct the row that is wrong, or record what began anew as a thing of its own"
        raise InvalidFact(link.id, wrong, right, "to", link.to_id)


def _repeated(before: SheetRow, row: SheetRow) -> BadCell:
    """Return the problem of a row that says what an earlier one says."""
    wrong = f"it stands in {before.place.seen_from(row.place)} too"
    dated = row.sheet.column("since") is not None and row.sheet.fact_type == "link"
    right = "give each its dates" if dated else "give it an id of its own"
    kind = LINK_KIND.get(row.text("kind")) if dated else None
    if kind and kind.told_apart_by:
        columns = [c.heading for name in kind.told_apart_by if (c := row.sheet.column(name))]
        right = f"{right}, or say what sets the two apart ({', '.join(columns)})"
    return BadCell("repeated-row", wrong, f"take one of them out, or {right}")
