"""Changes of the record as GraphQL's ChangeInput has them: sent again, the same changes.

change_reading is the other way round. Of a fact that changes only what differs is written, as it
reads at that place of the list; what is taken away is null.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from api.service.change_shapes import (
    CHANGE_SHAPES,
    SOURCE_SHAPE,
    ChangeShape,
    Holds,
    InputField,
    InputShape,
    Way,
)
from api.service.planned_things import Sort
from graph.facts.changes import Added, Change, Changed, Ended, Withdrawn, ended_on
from graph.facts.fact_json import to_record
from graph.facts.fields import type_of
from graph.facts.identifiers import link_id, source_id
from graph.facts.json_fields import Record
from graph.facts.model import (
    Area,
    Declaration,
    Fact,
    Link,
    Node,
    QuestionState,
    Snapshot,
    Source,
    Status,
)
from graph.facts.validation import class_of
from graph.kinds import ValueType
from graph.sentences import attributes_of


@dataclass(frozen=True, slots=True)
class WrittenChange:
    """A change as a value of ChangeInput, with the id of its fact, and the fact where it is known.

    A fact that is added or changed is as it reads then, any other as it reads before.
    """

    change: Change
    fact_id: str
    fact: Fact | None
    input: dict[str, Any]


def written_changes(changes: Iterable[Change], snapshot: Snapshot) -> list[WrittenChange]:
    """Return changes to an area as values of ChangeInput, in their order."""
    known: dict[str, Fact] = dict(snapshot.facts())
    written = []
    for change in changes:
        made = _input_of(change, known, snapshot.area.slug)
        match change:
            case Added(fact) | Changed(fact):
                known[fact.id] = fact
                written.append(WrittenChange(change, fact.id, fact, made))
            case Ended(fact_id, until):
                written.append(WrittenChange(change, fact_id, known.get(fact_id), made))
                if fact_id in known:
                    known[fact_id] = ended_on(known[fact_id], until)
            case Withdrawn(fact_id):
                written.append(WrittenChange(change, fact_id, known.pop(fact_id, None), made))
    return written


def inputs_of(changes: Iterable[Change], snapshot: Snapshot) -> list[dict[str, Any]]:
    """Return changes to an area as values of ChangeInput, in their order."""
    return [one.input for one in written_changes(changes, snapshot)]


def added_by(sort: Sort) -> dict[str, Any]:
    """Return by which field of ChangeInput a thing of a sort is added, and what that is given."""
    shape = next(
        one for one in CHANGE_SHAPES.values() if (one.way, one.kind) == (Way.ADD, sort.kind)
    )
    field = next((one for one in shape.shape.fields if one.key == sort.attribute), None)
    given = {field.name: sort.word.upper()} if field and sort.word else {}
    return {"add": shape.field, "given": given}


def _input_of(change: Change, known: Mapping[str, Fact], area: str) -> dict[str, Any]:
    match change:
        case Ended(fact_id, until):
            return {"endFact": {"id": fact_id, "until": until.text}}
        case Withdrawn(fact_id):
            return {"withdrawFact": {"id": fact_id}}
        case Added(fact) | Changed(fact):
            adds = isinstance(change, Added)
            old = None if adds else known.get(fact.id)
            shape = _shape(fact, adds=adds)
            return {shape.field: _values(shape, fact, old, known, area)}


def _shape(fact: Fact, *, adds: bool) -> ChangeShape:
    """Return the field of ChangeInput that adds or changes a fact."""
    match fact:
        case Declaration():
            return CHANGE_SHAPES["declare"]
        case QuestionState():
            return CHANGE_SHAPES["question"]
        case Area():
            return CHANGE_SHAPES["changeArea"]
    way, kind = Way.ADD if adds else Way.CHANGE, fact.kind if isinstance(fact, Node) else ""
    return next(
        shape
        for shape in CHANGE_SHAPES.values()
        if (shape.way, shape.sort, shape.kind) == (way, type_of(fact), kind)
    )


def _values(
    shape: ChangeShape, fact: Fact, old: Fact | None, known: Mapping[str, Fact], area: str
) -> dict[str, Any]:
    record = _record(fact)
    # Who declares, or says what became of a question, says all of it anew.
    whole = isinstance(fact, Declaration | QuestionState) or old is None or old == fact
    before: Record = {} if old is None or whole else _record(old)
    fresh = whole and shape.way is not Way.CHANGE
    made: dict[str, Any] = {}
    for field in shape.shape.fields:
        now, was = record.get(field.key), before.get(field.key)
        if field.attribute and isinstance(fact, Link) and field.key not in attributes_of(fact):
            continue
        if field.key == "id":
            made["id"] = fact.document if isinstance(fact, Source) else fact.id
        elif field.key in ("from", "to", "kind"):
            made[field.name] = now.upper() if field.key == "kind" and now else now
        elif (fresh and _goes_without_saying(field, now)) or (
            now is None and was is None and not whole
        ):
            continue
        elif whole or now != was:
            made[field.name] = None if now is None else _value(field, now, known, area)
    adds_link = isinstance(fact, Link) and shape.way is Way.ADD
    if adds_link and made["id"] == link_id(area, made["from"], record["kind"], made["to"]):
        made.pop("id")
    if isinstance(fact, Declaration) and fact.subject == fact.area:
        made.pop("subject", None)
    return made


def _goes_without_saying(field: InputField, value: Any) -> bool:
    """Say whether a new fact reads so where its field is left out."""
    if field.key == "cancelled":
        return not value
    return value is None or (field.key == "status" and value == Status.OPERATING.value)


def _record(fact: Fact) -> Record:
    """Return the JSON of a fact without what says nothing."""
    plain = to_record(fact)
    empty = [key for key, value in plain.items() if value in (None, "")]
    empty += [key for key in ("source", "register", "aliases", "maps") if plain.get(key) == []]
    return {key: value for key, value in plain.items() if key not in empty}


def _value(field: InputField, value: Any, known: Mapping[str, Fact], area: str) -> Any:
    if field.attribute and field.attribute.type is ValueType.COUNTS:
        counts = map(class_of, value)
        return [{"class": name, "least": least} for name, least in counts]
    if field.shape:
        return [_object(field.shape, one, known, area) for one in value]
    if field.many:
        return [_plain(field, one) for one in value]
    return _plain(field, value)


def _plain(field: InputField, value: Any) -> Any:
    if field.holds is Holds.WORD:
        return value.upper()
    if field.attribute and field.attribute.type is ValueType.DECIMAL:
        return float(value)
    return value


def _object(
    shape: InputShape, record: Mapping[str, Any], known: Mapping[str, Fact], area: str
) -> dict[str, Any]:
    """Return a place where a fact was read, or an entry of a register."""
    if shape is SOURCE_SHAPE:
        tag = record["document"]
        rest = {key: value for key, value in record.items() if key != "document"}
        held = isinstance(known.get(source_id(area, tag)), Source)
        return {"id": tag, **({} if held else {"held": False}), **rest}
    values = {field.name: record.get(field.key) for field in shape.fields}
    return {
        name: value.upper() if name == "value" else value
        for name, value in values.items()
        if value not in (None, False)
    }
