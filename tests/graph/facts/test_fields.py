"""The table of fields and the model are one, and JSON and the stores hold every field."""

from dataclasses import fields
from datetime import date

import pytest

from graph.facts.dates import PartialDate
from graph.facts.fact_json import from_record, to_record
from graph.facts.fields import FACT_TYPES, FIELDS, FieldType
from graph.facts.model import (
    Area,
    Attendance,
    Confidence,
    Declaration,
    Fact,
    Link,
    Meeting,
    Node,
    QuestionState,
    Reference,
    Source,
    Status,
)
from graph.stores.rows import from_row, to_row
from graph.stores.statements import table_of

FULL = {
    "status": Status.PLANNED,
    "since": PartialDate("2021"),
    "until": PartialDate("2024-03"),
    "confidence": Confidence.INFERRED,
    "note": "Said in the meeting,\nnot minuted.",
    "sources": (
        Reference("minutes", "p1", "Terms", 4, "The board meets; it reports."),
        Reference("terms"),
    ),
}
EVERY_FIELD_FILLED: tuple[Fact, ...] = (
    Area(
        slug="york",
        name="York",
        recorded_as_of=date(2024, 3, 31),
        start_for_life_funded=True,
        transformation_fund=True,
        since=PartialDate("1996-04-01"),
        until=PartialDate("2030"),
        invented=True,
        sources=(Reference("minutes", "p1", "Terms", page=12),),
    ),
    Source(
        area="york",
        document="minutes",
        title="Minutes",
        publisher="York Council",
        read_on=date(2024, 4, 2),
        address="https://example.org/minutes",
    ),
    Node(
        id="york/ehb",
        kind="body",
        name="Early Help Board",
        aliases=("EHB",),
        maps=("leeds",),
        attributes={"body_kind": "main_board", "scope": ("early_help",), "multi_agency": True},
        **FULL,  # type: ignore[arg-type]
    ),
    Link(
        id="york/line~1",
        kind="reports_to",
        from_id="york/ehb",
        to_id="york/scp",
        attributes={"required": True},
        **FULL,  # type: ignore[arg-type]
    ),
    Meeting(
        id="york/m1",
        body="york/ehb",
        day=PartialDate("2024-03-14"),
        cancelled=True,
        register=(Attendance("york/o", "present", part=True, seat="york/o~member_of~ehb"),),
        **FULL,  # type: ignore[arg-type]
    ),
    Declaration(
        area="york",
        list_name="members",
        subject="york/ehb",
        on=date(2024, 3, 31),
        by="the clerk",
        **FULL,  # type: ignore[arg-type]
    ),
    QuestionState(
        area="york",
        rule="body-has-chair",
        subject="york/ehb",
        state="asked",
        to="york/council",
        on=date(2026, 3, 3),
        due=date(2026, 4, 1),
        by="the clerk",
        reason="It was in the minutes.",
        **FULL,  # type: ignore[arg-type]
    ),
)
# Of a question one of the two is empty.
EITHER = ("rule", "attribute")


@pytest.mark.parametrize("fact_type", FIELDS, ids=lambda kind: kind.__name__)
def test_the_table_has_the_fields_of_the_model(fact_type: type[Fact]) -> None:
    named = [field.name for field in FIELDS[fact_type]]
    assert sorted(named) == sorted(field.name for field in fields(fact_type))


@pytest.mark.parametrize("fact_type", FIELDS, ids=lambda kind: kind.__name__)
def test_what_may_change_has_a_label_for_the_history(fact_type: type[Fact]) -> None:
    for field in FIELDS[fact_type]:
        fixed = field.type in (FieldType.IDENTITY, FieldType.ATTRIBUTES)
        assert bool(field.label) != fixed, field.name


@pytest.mark.parametrize("fact", EVERY_FIELD_FILLED, ids=lambda fact: type(fact).__name__)
def test_json_and_rows_hold_every_field(fact: Fact) -> None:
    for field in FIELDS[type(fact)]:
        assert field.name in EITHER or getattr(fact, field.name), (
            f"give {field.name} something to hold"
        )
    name = next(word for word, kind in FACT_TYPES.items() if kind is type(fact))
    assert from_record(name, to_record(fact), "york") == fact
    row = dict.fromkeys(table_of(fact).columns) | to_row(fact, 2)
    assert from_row(name, row) == (fact, 2)
