"""A fact is refused exactly where its JSON would not read back the same."""

from dataclasses import replace
from datetime import date, datetime
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import GraphError
from graph.facts.fact_json import from_record, to_record
from graph.facts.fields import FIELDS, type_of
from graph.facts.identifiers import area_of
from graph.facts.model import Attendance, Fact, Reference
from graph.facts.plain_form import check_form
from tests.generated import generated
from tests.graph.facts.test_fields import EVERY_FIELD_FILLED

PAGES: tuple[Any, ...] = (1, 0, -1, True, 4.0, "4", 10**6)
QUOTES: tuple[Any, ...] = ("x", " x", " ", None, "x" * 601)
# What somebody's code might put into a field: right for one field or another, or for none.
VALUES: tuple[Any, ...] = (
    *(None, "", " ", "x", " x ", "york/x", "a/b/c", "york", "Yörk", "operating", 0, 1, -1, 10**6),
    *(True, False, date(2024, 3, 1), datetime(2024, 3, 1, 12), "2024-03", "2024-3", "https://a"),
    *((), ("x",), ["x"], (1,), {}, {"tier": "strategic"}, {"tier": "top"}, {"tier": None}),
    *({"multi_agency": 1}, {"scope": ["hubs"]}, {"scope": ("early_help",)}, {"scope": "hubs"}),
    *({"cadence_days": True}, {"cadence_days": 31}, {"colour": "red"}, {"premises": "x"}),
    *((Reference("minutes"),), (Reference(" minutes"),), (Reference(""),), Reference("minutes")),
    *(
        (Reference("minutes", " p"),),
        *((Reference("minutes", page=page),) for page in PAGES),
        *((Reference("minutes", quote=quote),) for quote in QUOTES),
        (Reference("", quote="x"),),
        (Attendance("york/o", "present"),),
        (Attendance("o", "late"),),
    ),
    *((Attendance("york/o", "present", seat="x"),), (Attendance(" york/o", "present"),)),
)


def reads_back(fact: Fact) -> bool:
    """Say the plain way whether the JSON of a fact reads back the same."""
    try:
        again = from_record(type_of(fact), to_record(fact), area_of(fact.id))
    except Exception:  # whatever is in a field, it is not what JSON would read
        return False
    return all(
        type(getattr(fact, field.name)) is type(getattr(again, field.name))
        and getattr(fact, field.name) == getattr(again, field.name)
        for field in FIELDS[type(fact)]
    )


def accepted(fact: Fact) -> bool:
    try:
        check_form(fact)
    except (GraphError, TypeError):  # an id cannot be made of None: refused before any rule is
        return False
    return True


@given(
    fact=st.sampled_from(EVERY_FIELD_FILLED),
    place=st.integers(0, 99),
    value=st.sampled_from(VALUES),
)
def test_one_odd_value_is_refused_where_it_would_not_read_back(
    fact: Fact, place: int, value: Any
) -> None:
    fields = FIELDS[type(fact)]
    odd = replace(fact, **{fields[place % len(fields)].name: value})
    assert accepted(odd) == reads_back(odd)


@pytest.mark.parametrize("fact", EVERY_FIELD_FILLED, ids=lambda fact: type(fact).__name__)
def test_each_field_with_each_odd_value(fact: Fact) -> None:
    for field in FIELDS[type(fact)]:
        for value in VALUES:
            odd = replace(fact, **{field.name: value})
            assert accepted(odd) == reads_back(odd), (field.name, value)


@given(st.integers())
def test_what_is_made_by_the_rules_is_accepted(seed: int) -> None:
    snapshot = generated(Random(seed).randrange(10**6))
    for fact in snapshot.facts().values():
        assert accepted(fact)
        assert reads_back(fact)
