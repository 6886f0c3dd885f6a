"""What Apollo's cache shows beside changes: the record as it is after them, never what was tried.

Tests: api/schema/applied.py
"""

from typing import Any

import pytest

from api.app import create_app
from graph.stores.memory import MemoryStore
from tests.api.browser import serving
from tests.api.clients.judges import SCHEMA, judge
from tests.api.schema.changing import SAID, small_town

QUESTION = """query Findings($area: String!) { area(slug: $area) { slug view { asOf
  findings(first: 100) { nodes { id title outcome sentence } } } } }"""
FIELDS = """batch problems { message }
  opened { id title outcome sentence } closed { id title outcome sentence }
  moved { finding { id title outcome sentence } subjects { name } }
  changes { id actionWords subject { id } }"""
CHANGE = "mutation Do($i: ApplyChangesInput!) { done: VERB(input: $i) { FIELDS } }"
UNDO = """mutation Undo($batch: ID!) { done: undo(area: "testham", batch: $batch) { FIELDS } }"""
LINE = {"addLink": {"from": "group", "kind": "REPORTS_TO", "to": "board"}}
GIVEN = {"i": {"area": "testham", "saidBy": SAID, "changes": [LINE]}}


def step(name: str, verb: str) -> dict[str, Any]:
    text = CHANGE.replace("VERB", verb).replace("FIELDS", FIELDS)
    return {"name": name, "mutation": text, "given": GIVEN}


@pytest.fixture
def store() -> MemoryStore:
    store = MemoryStore()
    store.put(small_town().snapshot(), ())
    return store


def test_its_cache_shows_the_record_after_each_change(store: MemoryStore) -> None:
    with serving(create_app(store)) as address:
        steps = [
            step("looked at", "previewChanges"),
            step("written", "applyChanges"),
            {
                "name": "taken back",
                "mutation": UNDO.replace("FIELDS", FIELDS),
                "given": {"batch": -1},
            },
        ]
        said = judge(
            "apollo_changes",
            {
                "url": f"{address}/graphql",
                "origin": address,
                "question": QUESTION,
                "variables": {"area": "testham"},
                "steps": steps,
                "schema": str(SCHEMA),
            },
        )
    for one in said:
        done = one["data"]["done"]
        assert done["problems"] == []
        assert done["opened"] + done["closed"]
        assert done["moved"]
        assert one["shown"]["values"] > 200
        # What was only looked at changes nothing that is shown; what was written is shown as it is
        # now, without asking again.
        assert one["shown"]["wrong"] == 0, one["shown"]["first"]
