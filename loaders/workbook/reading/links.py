"""Rows of Links and Seats to links."""

from functools import cache

from graph.facts.identifiers import area_of, link_id, local_of
from graph.facts.integrity import referenced_ids
from graph.facts.model import Link
from graph.kinds import LINK_KIND, link_attributes
from loaders.workbook.reading.identity_resolution import check_home
from loaders.workbook.reading.load_state import LoadState
from loaders.workbook.reading.moved_links import moved_from, tell_copy
from loaders.workbook.reading.references import named
from loaders.workbook.reading.row_facts import (
    filled_record,
    keep_fact,
    keep_new,
    new_fields,
    refuse_wrong_columns,
)
from loaders.workbook.reading.rows import SheetRow
from loaders.workbook.reading.terms import given_link_id, term_id

# Columns that say which things a link joins; a seat is a link of a holder to a body.
_ENDS = ("from", "to", "body", "name")


@cache
def _end_kinds(kind: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the kinds of thing at which a kind of link may begin and end."""
    starts, stops = zip(*LINK_KIND[kind].pairs, strict=True)
    return frozenset(starts), frozenset(stops)


def make_link(state: LoadState, row: SheetRow) -> None:
    """Make a link of a row of Links or Seats."""
    is_seat = row.sheet.name == "Seats"
    given = given_link_id(row.text("id"), state.area) if row.text("id") else ""
    given = state.ids.given(given, row.text("id"), row.place) if given else ""
    known = state.known.get(given)
    known_kind = known.kind if isinstance(known, Link) else row.sheet.kinds[0]
    kind = row.text("kind") or known_kind
    start_kinds, stop_kinds = _end_kinds(kind)
    refuse_wrong_columns(row, kind, link_attributes(kind))
    if is_seat and row.text("name"):
        wrong = '"Name of the seat" is only for an empty seat'
        row.refuse("wrong-column", wrong, "empty the cell, or the holder", "name")
        return
    starts, stops = ("holder", "body") if is_seat else ("from", "to")
    start = named(state, row, starts, start_kinds, made=True)
    stop = named(state, row, stops, stop_kinds, made=True)
    own_id = _own_id(state, row, given, (start, kind, stop))
    state.seen.add(own_id)
    home, ends = area_of(own_id), (state.node(start), state.node(stop))
    check_home(state, own_id, on_map=all(end.on_map(home) for end in ends))
    known = state.known.get(own_id)
    if known and (getattr(known, "kind", ""), *referenced_ids(known)) != (kind, start, stop):
        wrong = f'"{local_of(own_id)}" is recorded with another kind or other ends'
        row.refuse("other-kind", wrong, "give this one an id of its own", "id")
        return
    state.note_term(_kept(state, row, own_id, start, kind, stop))


def _kept(state: LoadState, row: SheetRow, own_id: str, start: str, kind: str, stop: str) -> Link:
    """Keep the link of a row, and return it; raises InvalidFact, RefusedRow and BadCell."""
    what = f"the link from {start} to {stop}"
    is_new = own_id not in state.known
    fields = new_fields(state, row, Link, kind, what, _ENDS) if is_new else None
    if fields:
        link = Link(id=own_id, kind=kind, from_id=start, to_id=stop, **fields)
        keep_new(state, row, link)
        return link
    record = filled_record(state, row, own_id)
    for key in _ENDS:
        record.pop(key, None)
    record |= {"from": start, "kind": kind, "to": stop}
    if own_id != link_id(state.area, start, kind, stop):
        record["id"] = own_id
    kept = keep_fact(state, row, "link", record)
    assert isinstance(kept, Link)
    return kept


def _own_id(state: LoadState, row: SheetRow, given: str, ends: tuple[str, str, str]) -> str:
    """Return the id of the link of a row, which gives that of another where it was moved or copied.

    Raises BadCell, and RefusedRow where it is asked what became of the other.
    """
    recorded = state.known.get(given)
    if isinstance(recorded, Link) and _ends(recorded) != ends:
        return moved_from(state, row, recorded, *ends)
    before = state.facts.get(given)
    if isinstance(before, Link) and _ends(before) != ends:
        tell_copy(state, row)
        given = ""
    return given or term_id(state, row, *ends)


def _ends(link: Link) -> tuple[str, str, str]:
    return (link.from_id, link.kind, link.to_id)
