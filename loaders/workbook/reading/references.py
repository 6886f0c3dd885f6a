"""Cells that name a thing: the id that each means, or its problem told at its column."""

from collections.abc import Iterable
from functools import cache

from graph.facts.identifiers import full_id, local_of
from graph.kinds import Choice, ValueType, node_attributes
from graph.kinds.nearest_words import explained, nearest_words
from graph.name_keys import name_key
from loaders.questions import OPEN_QUESTION
from loaders.workbook.reading.cells import BadCell, shown
from loaders.workbook.reading.load_state import LoadState
from loaders.workbook.reading.rows import RefusedRow, SheetRow
from loaders.workbook.reading.vacant_seats import names_nothing

BODY = ("body",)


@cache
def references_of(kind: str) -> tuple[str, ...]:
    """Return the names of the attributes by which a kind of thing names another."""
    attributes = node_attributes(kind).values()
    return tuple(a.name for a in attributes if a.type is ValueType.REFERENCE)


def named(
    state: LoadState, row: SheetRow, key: str, kinds: Iterable[str] = (), *, made: bool = False
) -> str:
    """Return the id of the thing a cell names; raises RefusedRow, its problem told.

    With made, it must have been made already. A body must be one.
    """
    try:
        thing_id = find_thing(state, row, key, kinds)
    except BadCell as bad:
        row.refuse(bad.code, bad.wrong, bad.right, key)
        raise RefusedRow from bad
    if kinds is BODY and state.names.kinds[thing_id] != "body":
        kind = state.names.kinds[thing_id].replace("_", " ")
        wrong = f'"{shown(row.text(key))}" is a thing of the kind {kind}, no body'
        row.refuse("other-kind", wrong, "name a body", key)
    elif made and state.fact(thing_id) is None:
        refuse_lost(state, row, thing_id, key)
    if row.problems:
        raise RefusedRow
    return thing_id


def find_thing(state: LoadState, row: SheetRow, key: str, kinds: Iterable[str] = ()) -> str:
    """Return the id of the thing a cell names; raises BadCell.

    Names are told where they look otherwise, ids that differ only in zeros or case are asked.
    """
    text = row.text(key)
    try:
        thing_id = state.names.find(text, kinds)
    except BadCell as bad:
        if bad.code != "unknown-name":
            raise
        thing_id = state.ids.meant(full_id(text, state.area), text, row.place)
        if thing_id in state.names.kinds:
            return thing_id
        if names_nothing(text):
            right = "leave the row out, or name who is meant"
            if row.sheet.name == "Seats" and key == "holder":
                right = 'name who holds the seat, or write "Vacant" where nobody does'
            raise BadCell(bad.code, f'"{shown(text)}" names nothing', right) from bad
        raise
    state.tell_spelling(row, text, thing_id)
    return thing_id


def named_body(state: LoadState, row: SheetRow, key: str = "body") -> str:
    """Return the id of the body a cell names; it must have been made already."""
    return named(state, row, key, BODY, made=True)


def refuse_lost(state: LoadState, row: SheetRow, lost: str, key: str = "") -> None:
    """Refuse a row that needs what came to nothing, or was never there.

    What needs a thing that is left out is left out with it; what needs one that waits, waits.
    """
    name = shown(state.names.names.get(lost, local_of(lost)))
    if lost in state.left_out:
        row.left_out = True
    elif lost in state.waiting:
        right = "answer the question about it"
        row.refuse(OPEN_QUESTION, f'"{name}" waits for an answer', right, key)
    elif lost in state.names.kinds or lost in state.meeting_ids:
        row.refuse("refused-name", f'"{name}" was refused', "correct its own row first", key)
    else:
        right = "correct it, or add it to its own sheet first"
        wrong = f'"{name}" is neither in the file nor in the store'
        row.refuse("unknown-name", wrong, right, key)


def refuse_unknown_classes(state: LoadState, row: SheetRow) -> None:
    """Refuse a class of a quorum that is neither a word of the list nor anybody on the map."""
    column = row.sheet.column("quorum_classes")
    for count in row.values.get("quorum_classes") or ():
        name = str(count).rpartition(":")[0].strip()
        if not name or column is None or any(name_key(name) in _keys(c) for c in column.choices):
            continue
        ids = {full_id(name, state.area), *state.names.by_name.get(name_key(name), ())}
        if not any(state.names.kinds.get(one) in ("organisation", "post") for one in ids):
            near = nearest_words(name, column.choices)
            said = " or ".join(explained(one, one.label) for one in near)
            right = (
                f"did you mean {said}"
                if said
                else ("use a word of the list, or an organisation or post by its name or id")
            )
            wrong = f'"{shown(name)}", a class of its quorum, names nothing known'
            row.refuse("unknown-name", wrong, right, "quorum_classes")
            raise RefusedRow


def _keys(choice: Choice) -> tuple[str, str]:
    return name_key(choice.word), name_key(choice.label)
