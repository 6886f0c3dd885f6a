"""What crosses to a running service comes out exactly as it went in, right or wrong.

Tests: api/remote/value_json.py, api/remote/protocol.py.
"""

import inspect
import json
from collections.abc import Iterator
from dataclasses import is_dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, get_args, get_type_hints

import pytest

from api.remote import value_json
from api.remote.protocol import VERBS, in_blocks
from api.remote.value_json import BadValue, from_lines, to_lines
from graph.facts.changes import Added, Ended, Withdrawn
from graph.facts.dates import PartialDate
from graph.facts.model import Confidence, Status
from graph.store import Store
from graph.stores.memory import MemoryStore
from tests.graph.stores.small import BOARD, batch, town
from tests.graph.stores.test_store_dump import busy


def through(value: object) -> Any:
    return from_lines([*to_lines(value)])


def test_all_of_a_store_comes_back_equal_and_of_the_same_types() -> None:
    store = MemoryStore()
    busy(store)
    contents = store.contents()
    back = through(contents)
    assert back == contents
    assert back.ends == contents.ends
    assert repr(back) == repr(contents)
    read = store.read("coventry")
    assert repr(through(read)) == repr(read)


def test_the_bundled_areas_take_a_line_for_each_item(store: MemoryStore) -> None:
    read, history = store.read("coventry"), store.history("coventry")
    lines = [*to_lines((read, history))]
    assert len(lines) > len(history)
    assert max(map(len, lines)) < 10_000
    back_read, back_history = from_lines(lines)
    assert (repr(back_read), repr(back_history)) == (repr(read), repr(history))


@pytest.mark.parametrize(
    "value",
    [
        None,
        (),
        ([], [1, (2.5, True)]),
        {"~": "~", "a": (1,)},
        {("a", "b"): {"x": (1, 2.0)}},
        {str(number): (number,) for number in range(200)},
        tuple({"n": (number,)} for number in range(200)),
        "half a letter \ud800, a line\nand \u2028 another",
        date(2024, 2, 29),
        datetime(2026, 11, 30, 17, 45, 1, 25, UTC),
        datetime(2026, 11, 30),
        (Status.PLANNED, "planned", Confidence.DISPUTED),
        PartialDate("2024-03"),
        batch("b", Added(BOARD), Ended("coventry/x", PartialDate("2024")), Withdrawn("coventry/y")),
    ],
    ids=repr,
)
def test_each_sort_of_value_comes_back(value: object) -> None:
    assert repr(through(value)) == repr(value)


def test_what_the_store_is_to_refuse_reaches_it_as_it_is() -> None:
    """Archives trim and refuse: here that is for the store to do, in its own words."""
    scope: Any = ["data"]
    status: Any = "planned"
    for wrong in (
        replace(BOARD, name=" Board "),
        replace(BOARD, note="\ud800"),
        replace(BOARD, attributes={"scope": scope}),
        replace(BOARD, status=status),
    ):
        assert repr(through(wrong)) == repr(wrong)


def test_lines_that_stop_short_or_are_none_of_ours_are_refused() -> None:
    store = MemoryStore()
    town(store)
    lines = [*to_lines(tuple(store.read("coventry") for _ in range(60)))]
    assert len(lines) == 61
    for wrong in (
        [],
        lines[:-1],
        ["{"],
        ['{"~":"Path","is":"/"}'],
        ['{"~":"Node","colour":"red"}'],
    ):
        with pytest.raises(BadValue):
            from_lines(wrong)


def records_in(hint: Any) -> Iterator[type]:
    """Yield the records that a type names, and those in their fields."""
    if is_dataclass(hint) and isinstance(hint, type):
        yield hint
        for inner in get_type_hints(hint).values():
            yield from records_in(inner)
    for part in get_args(hint):
        yield from records_in(part)


def test_every_verb_of_the_port_crosses_and_all_that_it_takes_and_gives() -> None:
    verbs = {name for name in vars(Store) if not name.startswith("_")}
    # One ends what is near, the other is about what this process knows without asking.
    verbs -= {"close", "editions_at_hand"}
    assert set(VERBS) == verbs
    known = set(value_json._RECORDS.values())
    for verb in verbs:
        for hint in get_type_hints(getattr(Store, verb)).values():
            assert set(records_in(hint)) <= known, verb
    # By place, as the arguments cross.
    for verb in verbs:
        kinds = {p.kind for p in inspect.signature(getattr(Store, verb)).parameters.values()}
        assert kinds == {inspect.Parameter.POSITIONAL_OR_KEYWORD}


def test_the_shape_is_another_where_a_record_is(monkeypatch: pytest.MonkeyPatch) -> None:
    fewer = {kind: fields[1:] for kind, fields in value_json._FIELDS.items()}
    monkeypatch.setattr(value_json, "_FIELDS", fewer)
    assert value_json._shape() != value_json.SHAPE


def test_lines_are_sent_in_blocks_and_none_is_empty() -> None:
    assert list(in_blocks([])) == []
    lines = [json.dumps("x" * 1000) for _ in range(200)]
    blocks = list(in_blocks(lines))
    assert 2 < len(blocks) < 5
    assert b"".join(blocks).decode().splitlines() == lines
