"""Decisions and quorums hold together with the rest: on a memory store, as every door writes."""

from typing import Any

import pytest

from graph.errors import InvalidFact
from graph.facts.changes import Added, Changed, Withdrawn
from graph.facts.fact_json import from_record, to_record
from graph.facts.model import Fact
from graph.stores.memory import MemoryStore
from tests.deciding_town import EXECUTIVE, SLUG, deciding_facts
from tests.graph.stores.small import batch


def town() -> MemoryStore:
    store = MemoryStore()
    store.apply(batch("town", *map(Added, deciding_facts()), area=SLUG))
    return store


def node(**record: Any) -> Fact:
    return from_record("node", record, SLUG)


def test_a_class_of_a_quorum_is_a_word_or_somebody_on_the_map() -> None:
    store = town()
    right = ["health: 2", "chair: 1", "decideham police: 1", f"{SLUG}/dcs: 1", "council: 1"]
    store.apply(batch("a", Changed(node(**EXECUTIVE | {"quorum_classes": right})), area=SLUG))
    kept = to_record(store.read(SLUG).nodes[f"{SLUG}/exec"])["quorum_classes"]
    assert kept == right
    for wrong, said in (
        ("Fire brigade: 1", "names nothing known; use a word of the list, or the name or id"),
        (f"{SLUG}/nobody: 1", "names nothing known"),
        ("Cabinet: 1", "names nothing known"),
        ("CCG: 1", 'names nothing known; did you mean "icb"'),
    ):
        changed = Changed(node(**EXECUTIVE | {"quorum_classes": [wrong]}))
        with pytest.raises(InvalidFact, match=said):
            store.apply(batch("b", changed, area=SLUG))


def test_a_class_may_name_what_comes_in_the_same_batch() -> None:
    fire = node(id="fire", kind="organisation", name="Fire Service")
    changed = node(**EXECUTIVE | {"quorum_classes": ["Fire Service: 1"]})
    town().apply(batch("b", Added(fire), Changed(changed), area=SLUG))


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ({"from_meeting": "m9"}, f'"{SLUG}/m9" is not recorded'),
        ({"from_meeting": "exec"}, f"{SLUG}/exec is no meeting; name a meeting"),
        ({"by": "council"}, f"{SLUG}/council is no body"),
        ({"by": "nobody"}, f'"{SLUG}/nobody" is not recorded'),
    ],
)
def test_a_decision_was_taken_by_a_body_at_a_meeting_on_record(
    record: dict[str, str], said: str
) -> None:
    made = node(id="d2", kind="decision", name="D", **record)
    with pytest.raises(InvalidFact, match=said):
        town().apply(batch("b", Added(made), area=SLUG))


def test_a_decision_may_say_no_more_than_that_it_was_taken() -> None:
    town().apply(batch("b", Added(node(id="d2", kind="decision", name="D")), area=SLUG))


def test_a_meeting_stays_while_a_decision_needs_it() -> None:
    with pytest.raises(InvalidFact, match=f"{SLUG}/m1 cannot be withdrawn while {SLUG}/d1"):
        town().apply(batch("b", Withdrawn(f"{SLUG}/m1"), area=SLUG))


def test_a_circle_of_escalation_is_recorded_as_it_is_said() -> None:
    records = [
        {"from": "scp", "kind": "escalates_to", "to": "cabinet"},
        {"from": "cabinet", "kind": "escalates_to", "to": "scp"},
    ]
    links = [Added(from_record("link", record, SLUG)) for record in records]
    town().apply(batch("b", *links, area=SLUG))
