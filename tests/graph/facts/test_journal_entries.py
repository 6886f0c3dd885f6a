"""What a store writes, as entries and back: the same contents, whatever the order of the doors.

Tests: graph/facts/journal_entries.py, graph/facts/history_json.py
"""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from graph.facts.changes import Added, Changed, Ended, Withdrawn
from graph.facts.dates import PartialDate
from graph.facts.history_json import from_history_record, to_history_record
from graph.facts.journal_entries import (
    ContentsBuilder,
    Entry,
    contents_entries,
    differences,
    end_entry,
    forgotten_entry,
    schema_entry,
)
from graph.facts.scenarios import propose
from graph.facts.store_dump import Contents
from graph.store import SCHEMA_VERSION
from graph.stores.memory import MemoryStore
from tests.graph.stores.small import BOARD, CHAIR, CHAIRS, WHEN, batch, post, town


def read_back(*entries: Entry) -> Contents:
    """Put entries together as they stand in a file."""
    builder = ContentsBuilder(SCHEMA_VERSION)
    builder.take(json.loads(json.dumps(entry)) for entry in entries)
    return builder.contents()


@pytest.fixture
def whole() -> Contents:
    """A store with something of every sort."""
    store = MemoryStore()
    town(store)
    store.apply(batch("2", Changed(replace(BOARD, note="é")), Added(post("coventry/p"))))
    store.apply(batch("3", Ended(CHAIRS.id, PartialDate("2024-03")), Withdrawn("coventry/p")))
    store.keep_places("coventry", "columns", {BOARD.id: (1.5, 2), CHAIR.id: (3, 4)})
    changes = [Added(post("coventry/new"))]
    store.keep_scenario(propose(store.read("coventry"), "A", "Ada", date(2026, 1, 1), changes))
    return store.contents()


def test_a_snapshot_reads_back_the_same(whole: Contents) -> None:
    assert read_back(*contents_entries(whole)) == whole


def test_a_change_is_a_line_of_the_history_and_the_fact_after_it(whole: Contents) -> None:
    entries = [{"change": to_history_record(record)} for record in whole.history]
    built = read_back(*entries)
    assert built.history == whole.history
    assert built.facts == whole.facts


def test_what_is_dropped_forgotten_and_brought_up(whole: Contents) -> None:
    end = whole.scenarios[0].ended("Ada", WHEN, 4)
    built = read_back(
        *contents_entries(whole),
        end_entry(end),
        forgotten_entry("coventry", "columns"),
        schema_entry(SCHEMA_VERSION + 1),
    )
    assert (built.scenarios, built.places) == ((), {})
    assert built.schema_version == SCHEMA_VERSION + 1
    # Another may be kept under the name of one that is gone.
    again = read_back(*contents_entries(replace(whole, ends=(end,))))
    assert (
        (again.scenarios, again.ends) == (whole.scenarios, built.ends) == (whole.scenarios, (end,))
    )


@pytest.mark.parametrize(
    "entry", [{"unheard": {}}, {"change": {}}, {"end": {"area": "a", "name": "b"}}, {}]
)
def test_what_says_nothing_that_is_known_is_refused(entry: dict[str, Any]) -> None:
    with pytest.raises((LookupError, ValueError)):
        read_back(entry)


def test_a_line_of_the_history_reads_back(whole: Contents) -> None:
    for record in whole.history:
        assert from_history_record(to_history_record(record)) == record


def test_each_difference_is_a_sentence(whole: Contents) -> None:
    assert differences(whole, whole) == ()
    facts = dict(whole.facts)
    del facts[CHAIR.id]
    facts[BOARD.id] = (BOARD, 7)
    other = replace(whole, facts=facts, revisions={"coventry": 4}, scenarios=())
    assert differences(other, whole) == (
        f"{BOARD.id} reads otherwise than the journal says.",
        f"{CHAIR.id} is not there, and the journal has it.",
        "The revision of coventry reads otherwise than the journal says.",
        'The scenario "A" of coventry is not there, and the journal has it.',
    )
    assert differences(whole, other)[-1] == (
        'The scenario "A" of coventry is there, and the journal does not have it.'
    )
    turned = replace(whole, history=whole.history[::-1])
    assert "another order" in differences(turned, whole)[0]
