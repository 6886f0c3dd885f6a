"""Which thing a row is: its id and kind, known for every row before any fact is made."""

from collections.abc import Iterable
from contextlib import suppress
from functools import cached_property

from graph.facts.dates import Truth
from graph.facts.identifiers import area_of, full_id, is_node_id, local_of
from graph.facts.model import Node
from graph.name_keys import difference_in_words, looks_alike, name_key
from loaders.questions import ALL
from loaders.workbook.reading.cells import BadCell, shown
from loaders.workbook.reading.load_state import LoadState
from loaders.workbook.reading.name_index import several
from loaders.workbook.reading.rows import SheetRow
from loaders.workbook.sheets import SEAT_LABELS, SHEET

_SHARED = "shared"
_ROLE_LABEL = dict(zip(SHEET["Seats"].kinds, SEAT_LABELS, strict=True))


def check_home(state: LoadState, fact_id: str, *, on_map: bool) -> None:
    """Refuse an id of another area, unless the thing is on this map; raises BadCell."""
    own = area_of(fact_id) in (state.area, _SHARED)
    if not own and not on_map and fact_id not in state.known:
        wrong = f'"{shown(fact_id)}" is an id of the area "{area_of(fact_id)}"'
        right = f'write an id of "{state.area}", or one that begins with "{_SHARED}/"'
        raise BadCell("bad-id", wrong, right)


class Identities:
    """Gives each row of a thing its id, kind and name, and tells the names to the state."""

    def __init__(self, state: LoadState) -> None:
        self.state = state
        self.names = state.names
        self._rows: dict[str, SheetRow] = {}
        self._renamed: set[str] = set()

    def resolve(self, things: Iterable[SheetRow], seats: Iterable[SheetRow]) -> None:
        """Resolve the rows; those with an id first, and seats once their bodies have names."""
        for rows in (list(things), list(seats)):
            for row in sorted(rows, key=lambda row: not row.text("id")):
                self._resolve(row)

    def _resolve(self, row: SheetRow) -> None:
        is_seat = row.sheet.name == "Seats"
        name, given = row.text("name"), row.text("id")
        if is_seat:
            name = self._seat_name(row, name, given)
            if not given and not row.text("name"):
                name = self._free_seat(row, name)
        try:
            node_id, kind = self._id_and_kind(row, name, given, is_seat)
            before = self._rows.get(node_id)
            if before is not None:
                self._say_again(before, row, name)
                return
        except BadCell as bad:
            row.refuse(bad.code, bad.wrong, bad.right, "id" if given else "name")
        if row.problems:
            self.names.note_refused(name, row.place.words)
            return
        if not given and node_id not in self._renamed:
            name = self._as_recorded(row, name, node_id)
        self._hint(row, kind, name, node_id)
        row.values |= {"id": node_id, "kind": kind, "name": name}
        self._rows[node_id] = row
        self.state.seen.add(node_id)
        aliases = (row.values["aliases"] or ()) if "aliases" in row.values else None
        if short := row.text("short_name"):
            aliases = (*(aliases or ()), short)
        self.names.add(node_id, kind, name, aliases)

    def _seat_name(self, row: SheetRow, name: str, given: str) -> str:
        role = row.text("kind") if row.text("kind") != "member_of" else ""
        if role and not row.nobody:
            right = 'fill in the holder, or write "Vacant" there'
            row.refuse("wrong-column", '"Role" is not for an empty seat', right, "kind")
        known = self.state.known.get(full_id(given, self.state.area)) if given else None
        if name:
            return name
        if isinstance(known, Node):
            return known.name
        body = row.text("body")
        with suppress(BadCell):  # told when the seat is made
            body = self.names.names[self.names.find(body, {"body"})]
        return f"{_empty_seat(role)}{body}"

    def _free_seat(self, row: SheetRow, name: str) -> str:
        """Return the name of the empty seat that a row means: of several, they are numbered.

        One on record that no row has yet, of the same representation if there is one.
        """
        free = self._seats_from_before(row)
        number, called = 1, name
        ended = bool(row.text("until")) or row.text("status") == "ended"
        while ids := self.names.ids_named(("seat",), called):
            free += [i for i in ids if i not in free]
            number += 1
            called = f"{name} ({number})"
        free = [i for i in free if i not in self._rows and (ended or not self._is_over(i))]
        represents = row.text("represents")
        free.sort(key=lambda i: _represents(self.state.known.get(i)) != represents)
        return self.names.names[free[0]] if free else called

    def _seats_from_before(self, row: SheetRow) -> list[str]:
        """Return the empty seats of a row's body that were named by a name it had before."""
        try:
            body = self.names.find(row.text("body"), {"body"})
        except BadCell:
            return []  # told when the seat is made
        role = row.text("kind") if row.text("kind") != "member_of" else ""
        return [
            seat.id
            for seat in self._recorded_seats.get(body, ())
            if seat.name.startswith(_empty_seat(role))
        ]

    @cached_property
    def _recorded_seats(self) -> dict[str, list[Node]]:
        seats: dict[str, list[Node]] = {}
        for fact in self.state.known.values():
            if isinstance(fact, Node) and fact.kind == "seat":
                seats.setdefault(fact.text("body") or "", []).append(fact)
        return seats

    def _is_over(self, node_id: str) -> bool:
        known = self.state.known.get(node_id)
        return isinstance(known, Node) and known.holds(self.state.today) is Truth.NO

    def _as_recorded(self, row: SheetRow, name: str, node_id: str) -> str:
        """Return the name on record where a row's differs in signs alone; only an id renames."""
        known = self.state.known.get(node_id)
        if not isinstance(known, Node) or looks_alike(known.name, name):
            return name
        self.state.report.notices.append(
            f'{row.place.words}: "{shown(name)}" is taken for "{shown(known.name)}" on record, as '
            f"the two names differ only in {difference_in_words(name, known.name)}; to write it "
            f'otherwise, give its id "{local_of(node_id)}" too.'
        )
        return known.name

    def _say_again(self, before: SheetRow, row: SheetRow, name: str) -> None:
        """Take a row for what an earlier one says, where it contradicts nothing of it.

        Raises BadCell where it does.
        """
        first = before.text("name")
        differs = [
            key
            for key, value in row.values.items()
            if key not in ("id", "name")
            and value is not None
            and before.values.get(key) not in (None, value)
        ]
        where = before.place.seen_from(row.place)
        if differs or name_key(first) != name_key(name):
            wrong = f'"{shown(row.text("id") or name)}" stands in {before.place.in_file} too'
            if first != name and name_key(first) == name_key(name):
                wrong = f'{wrong} as "{shown(first)}"'
            right = "take one of them out, or give it an id of its own"
            raise BadCell("repeated-id", wrong, right)
        for key, value in row.values.items():
            if before.values.get(key) is None and value is not None:
                before.values[key] = value
        row.same_as = before
        told = f'"{shown(name)}" is the same as in {where}'
        if not looks_alike(first, name):
            differing = difference_in_words(first, name)
            told = f'"{shown(name)}" is the same as "{shown(first)}" in {where}: the names differ '
            told += f"only in {differing}"
        self.state.report.notices.append(f"{row.place.words}: {told}; the two rows make one thing.")

    def _id_and_kind(self, row: SheetRow, name: str, given: str, is_seat: bool) -> tuple[str, str]:
        kind = "seat" if is_seat else row.text("kind")
        kinds = (kind,) if kind else row.sheet.kinds
        known_id = self._id_given(row, given) if given else self._id_named(kinds, name)
        if known_id is None:
            known_id = self.names.new_id(name, self.state.known)
        if known_id not in self.state.known and known_id not in self._rows:
            known_id = self._answered(known_id, name, given)
        before = self._rows.get(known_id)
        if before is not None and before.values["kind"] in kinds:
            return known_id, before.values["kind"]
        known = self.state.known.get(known_id)
        if known is None:
            return known_id, kinds[0]
        known_kind = getattr(known, "kind", "")
        if not isinstance(known, Node) or known_kind not in kinds:
            wrong = f'"{local_of(known_id)}" is recorded as another kind of thing'
            raise BadCell("other-kind", wrong, "give this one an id of its own")
        return known_id, known_kind

    def _answered(self, new_id: str, name: str, given: str) -> str:
        """Return the id of the thing on record that somebody has said a new one is, or the new id.

        Raises BadCell where the answer names nothing on record.
        """
        state, words = self.state, (given, new_id, local_of(new_id))
        text = state.book.find("renamed", words, name)
        if text is not None:
            known_id = self._recorded(state.book.answers.renamed[text])
            self._renamed.add(known_id)
        else:
            text = state.book.find("same", words, name)
            if text is None or text == ALL:
                return new_id
            known_id = self._recorded(state.book.answers.same[text])
        if given:
            self.names.add_former(given, known_id)
        return known_id

    def _recorded(self, text: str) -> str:
        """Return the id of the thing on record that an answer names, by its id or its name."""
        known, fact_id = self.state.known, full_id(text, self.state.area)
        key = name_key(text)
        named = [i for i, f in known.items() if isinstance(f, Node) and name_key(f.name) == key]
        if fact_id in known or len(named) == 1:
            return fact_id if fact_id in known else named[0]
        wrong = f'the answer names "{shown(text)}", and that is not on record'
        raise BadCell("unknown-name", wrong, "answer with the id of what is on record")

    def _id_given(self, row: SheetRow, given: str) -> str:
        node_id = full_id(given, self.state.area)
        if not is_node_id(node_id):
            right = "use letters, digits, dots, dashes and underscores"
            raise BadCell("bad-id", f'"{shown(given)}" cannot be an id', right)
        on_map = self.state.area in (row.values.get("maps") or ())
        check_home(self.state, node_id, on_map=on_map)
        return self.state.ids.given(node_id, given, row.place)

    def _id_named(self, kinds: Iterable[str], name: str) -> str | None:
        ids = self.names.ids_named(kinds, name)
        if len(ids) > 1:
            raise several(name, ids)
        return ids[0] if ids else None

    def _hint(self, row: SheetRow, kind: str, name: str, node_id: str) -> None:
        known = self.state.known.get(node_id)
        hints = self.state.report.hints
        if isinstance(known, Node):
            over = known.holds(self.state.today) is Truth.NO and not _begins_later(
                known, self.state
            )
            # With the column, an empty cell is asked about.
            if over and "until" not in row.values and row.text("status") != "ended":
                hints.append(f'{row.place.words}: "{name}" has ended; is a new one meant?')
            return
        others = [i for i in self.names.ids_named((kind,), name) if i != node_id]
        near = self.names.nearly_named(kind, name)
        like = f"the name of {' and '.join(map(local_of, others))} too" if others else ""
        like = like or (f'nearly "{near}"' if near else "")
        if like:
            hints.append(f'{row.place.words}: "{name}" is {like}; are they the same?')


def _empty_seat(role: str) -> str:
    """Return how the name of an empty seat begins; its role has no place of its own."""
    return f"Empty seat{f' of the {_ROLE_LABEL[role]}' if role else ''} on "


def _represents(fact: object) -> str:
    return (fact.text("represents") or "") if isinstance(fact, Node) else ""


def _begins_later(node: Node, state: LoadState) -> bool:
    return node.since is not None and node.since.first > state.today
