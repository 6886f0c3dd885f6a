"""What a change gives, in the words of an archive, so that facts are read as they always are."""

from collections.abc import Callable, Mapping
from typing import Any

from api.errors import UsageError
from api.service.change_naming import NamedFacts, at_field
from api.service.change_shapes import (
    ATTENDANCE_SHAPE,
    COUNT_SHAPE,
    SOURCE_SHAPE,
    ChangeShape,
    Holds,
    InputField,
)
from api.service.change_values import BadField, decimal_text
from graph.errors import InvalidFact
from graph.facts.changes import Added, Changed
from graph.facts.fact_json import from_record, reference_record
from graph.facts.identifiers import full_id
from graph.facts.model import Attendance, Fact, Link, Meeting
from graph.kinds import ValueType


class ChangeRecords(NamedFacts):
    """Makes the record of a fact of what a change gives, and proposes it."""

    def record(
        self, shape: ChangeShape, given: Mapping[str, Any], old: Fact | None = None
    ) -> dict[str, Any]:
        """Return what a change gives in the words of an archive, with ids for names.

        old is the fact that changes: what its register names already may stay in it.
        """
        made: dict[str, Any] = {}
        for field in shape.shape.fields:
            if field.key in given and field.key not in ("id", "kind", "from", "to"):
                value = given[field.key]
                with at_field(field.name):
                    made[field.key] = None if value is None else self._plain(field, value, old)
        return made

    def _plain(self, field: InputField, value: Any, old: Fact | None) -> Any:
        if field.shape is SOURCE_SHAPE:
            return [reference_record(self._each(self.reference, at, one))
                    for at, one in enumerate(value)]  # fmt: skip
        if field.shape is ATTENDANCE_SHAPE:
            return [self._each(self._entry, at, one, old) for at, one in enumerate(value)]
        if field.shape is COUNT_SHAPE:
            return [f"{self.own(one['class'].strip())}: {one['least']}" for one in value]
        if field.holds is Holds.ID:
            return self.any_id(value)
        match field.attribute.type if field.attribute else None:
            case ValueType.DECIMAL:
                return decimal_text(value)
            case ValueType.POUNDS if isinstance(value, float) and value.is_integer():
                return int(value)
        return value

    def _each(self, read: Callable[..., Any], at: int, *given: Any) -> Any:
        with at_field(str(at)):
            return read(*given)

    def _entry(self, given: Mapping[str, Any], old: Fact | None) -> dict[str, Any]:
        """Return one entry of a register; what the meeting names already may stay."""
        before: tuple[Attendance, ...] = old.register if isinstance(old, Meeting) else ()
        seat, holder = given.get("seat"), given.get("holder")
        link: Link | None = None
        if seat and seat not in {entry.seat for entry in before}:
            with at_field("seat"):
                found = self.fact(seat, Link, "seat")
                assert isinstance(found, Link)
                link, seat = found, found.id
        if holder and holder not in {entry.holder for entry in before}:
            with at_field("holder"):
                node = self.thing(holder)
                if node.kind == "person" and node.id != full_id(holder, self.slug):
                    raise UsageError(
                        "A register names nobody: give the seat, or the post or organisation."
                    )
                holder = node.id
        if not holder and seat:
            held = link or self.proposal.known.get(seat)
            holder = held.from_id if isinstance(held, Link) else ""
        if not holder:
            raise BadField((), "It names nobody: give the seat, or the post or organisation.")
        entry = {"holder": holder, "value": given["value"], "part": bool(given.get("part"))}
        return entry | ({"seat": seat} if seat else {})

    def write(
        self, shape: ChangeShape, record: Mapping[str, Any], home: str, *, known: bool
    ) -> None:
        """Add a fact, or change it, as its record says."""
        plain = {key: value for key, value in record.items() if value is not None}
        try:
            fact = from_record(shape.sort, plain, home)
        except InvalidFact as error:
            name = shape.shape.name_of(error.key)
            raise BadField((name,) if name else (), f"{error.wrong}; {error.right}.") from error
        self.proposal.add(Changed(fact) if known else Added(fact))
