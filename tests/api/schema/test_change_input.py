"""ChangeInput through GraphQL's own reading: every kind, attribute and word arrives as it was sent.

Tests: api/schema/kind_inputs.py
"""

import json
from dataclasses import replace
from typing import Any

import strawberry
from strawberry.schema.config import StrawberryConfig

from api.schema.change_input import CHANGE_SCALARS, Changes, ChangeValue, values_of
from api.schema.scalars import SCALARS
from api.service.change_reading import read_inputs
from api.service.change_writing import inputs_of
from api.service.proposals import MOST_CHANGES
from api.service.reader import Reader
from graph.facts.changes import Added, Change, Changed
from graph.facts.model import Fact, Link, Node, QuestionState, Snapshot, snapshot_of
from graph.stores.memory import MemoryStore
from graph.view import View
from tests.every_kind import every_town
from tests.towns import DAY


@strawberry.type
class Echo:
    @strawberry.field
    def said(self, changes: Changes) -> list[ChangeValue]:
        return [ChangeValue(one) for one in values_of(changes)]


SCHEMA = strawberry.Schema(Echo, config=StrawberryConfig(scalar_map={**SCALARS, **CHANGE_SCALARS}))


def echoed(inputs: list[Any]) -> list[Any]:
    """Return changes as GraphQL reads them out of variables."""
    query = "query Said($c: [ChangeInput!]!) { said(changes: $c) }"
    answer = SCHEMA.execute_sync(query, variable_values={"c": inputs})
    assert answer.errors is None
    assert answer.data is not None
    said: list[Any] = answer.data["said"]
    return said


def again(snapshot: Snapshot, changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """Return changes as they are read once they went through GraphQL."""
    sent = json.loads(json.dumps(inputs_of(changes, snapshot)))
    arrived = echoed(sent)
    assert arrived == sent
    return read_inputs(Reader(MemoryStore()), View(snapshot, DAY), arrived).changes


def emptied(fact: Fact) -> Fact:
    """Return a thing or link that says of its attributes what it cannot stand without."""
    assert isinstance(fact, Node | Link)
    kept = {k: v for k, v in fact.attributes.items() if k in ("from_meeting", "by")}
    return replace(fact, attributes=kept, sources=())


def test_every_kind_attribute_and_word_arrives_as_it_was_sent() -> None:
    whole = every_town()
    facts = whole.facts()
    stay = {"everyham", "everyham/organisation-0", "everyham/body-0", "everyham/meeting"}
    rest = [f for i, f in facts.items() if i not in stay and not isinstance(f, QuestionState)]
    for start in range(0, len(rest), MOST_CHANGES):
        part = rest[start : start + MOST_CHANGES]
        left = {i: fact for i, fact in facts.items() if fact not in part}
        added = tuple(map(Added, part))
        assert again(snapshot_of(left, "everyham", 1, {}), added) == added
        taken = tuple(Changed(emptied(one)) for one in part if isinstance(one, Node | Link))
        assert again(whole, taken) == taken
    asked = [one for one in whole.questions.values() if one.state != "not_asked"]
    said = tuple(Changed(replace(one, by="Ada")) for one in asked)
    assert again(whole, said) == said


def test_what_is_left_out_stays_left_out_and_null_arrives() -> None:
    given: list[Any] = [{"changeBody": {"id": "a", "quorum": None, "scope": []}}]
    assert echoed(given) == given


def test_one_item_stands_for_a_list_of_it() -> None:
    (said,) = echoed([{"addBody": {"name": "A", "aliases": "B", "scope": "DRUGS"}}])
    assert said == {"addBody": {"name": "A", "aliases": ["B"], "scope": ["DRUGS"]}}


def test_a_value_is_no_input_by_itself() -> None:
    query = "query Said($c: ChangeValue!) { said(changes: [$c]) }"
    answer = SCHEMA.execute_sync(query, variable_values={"c": {}})
    assert answer.errors
