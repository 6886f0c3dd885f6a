"""Which thing a row is: its id and kind, known for every row before any fact is made."""

from collections.abc import Iterable
from contextlib import suppress

from graph.facts.dates import Truth
from graph.facts.identifiers import area_of, full_id, is_node_id, local_of
from graph.facts.model import Node
from loaders.workbook.reading.cells import BadCell, shown
from loaders.workbook.reading.load_state import LoadState
from loaders.workbook.reading.name_index import several
from loaders.workbook.reading.rows import SheetRow

_SHARED = "shared"


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
        try:
            node_id, kind = self._id_and_kind(row, name, given, is_seat)
        except BadCell as bad:
            row.refuse(bad.code, bad.wrong, bad.right, "id" if given else "name")
        if row.problems:
            self.names.note_refused(name, row.place.words)
            return
        self._hint(row, kind, name, node_id)
        row.values |= {"id": node_id, "kind": kind, "name": name}
        self._rows[node_id] = row
        aliases = (row.values["aliases"] or ()) if "aliases" in row.values else None
        self.names.add(node_id, kind, name, aliases)

    def _seat_name(self, row: SheetRow, name: str, given: str) -> str:
        if row.text("kind") not in ("", "member_of"):
            right = "fill in the holder, or empty the cell"
            row.refuse("wrong-column", '"Role" is not for an empty seat', right, "kind")
        known = self.state.known.get(full_id(given, self.state.area)) if given else None
        if name:
            return name
        if isinstance(known, Node):
            return known.name
        body = row.text("body")
        with suppress(BadCell):  # told when the seat is made
            body = self.names.names[self.names.find(body, {"body"})]
        return f"Empty seat on {body}"

    def _id_and_kind(self, row: SheetRow, name: str, given: str, is_seat: bool) -> tuple[str, str]:
        kind = "seat" if is_seat else row.text("kind")
        kinds = (kind,) if kind else row.sheet.kinds
        known_id = self._id_given(row, given) if given else self._id_named(kinds, name)
        if known_id is None:
            return self.names.new_id(name, self.state.known), kinds[0]
        before = self._rows.get(known_id)
        if before is not None:
            wrong = f'"{local_of(known_id)}" stands in {before.place.in_file} too'
            right = "take one of them out, or give it an id of its own"
            raise BadCell("repeated-id", wrong, right)
        known = self.state.known.get(known_id)
        if known is None:
            return known_id, kinds[0]
        known_kind = getattr(known, "kind", "")
        if not isinstance(known, Node) or known_kind not in kinds:
            wrong = f'"{local_of(known_id)}" is recorded as another kind of thing'
            raise BadCell("other-kind", wrong, "give this one an id of its own")
        return known_id, known_kind

    def _id_given(self, row: SheetRow, given: str) -> str:
        node_id = full_id(given, self.state.area)
        if not is_node_id(node_id):
            right = "use letters, digits, dots, dashes and underscores"
            raise BadCell("bad-id", f'"{shown(given)}" cannot be an id', right)
        on_map = self.state.area in (row.values.get("maps") or ())
        check_home(self.state, node_id, on_map=on_map)
        return node_id

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
            if over and not row.text("until") and row.text("status") != "ended":
                hints.append(f'{row.place.words}: "{name}" has ended; is a new one meant?')
            return
        others = [i for i in self.names.ids_named((kind,), name) if i != node_id]
        near = self.names.nearly_named(kind, name)
        like = f"the name of {' and '.join(map(local_of, others))} too" if others else ""
        like = like or (f'nearly "{near}"' if near else "")
        if like:
            hints.append(f'{row.place.words}: "{name}" is {like}; are they the same?')


def _begins_later(node: Node, state: LoadState) -> bool:
    return node.since is not None and node.since.first > state.today
