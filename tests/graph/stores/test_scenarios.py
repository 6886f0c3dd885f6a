"""Scenarios in every store: kept by name, accepted as one batch or refused, dropped.

Tests: graph/facts/scenarios.py
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from graph.errors import Conflict, InvalidFact, UnknownThing
from graph.facts.changes import Added, Change, Changed, ChangeRecord, Ended, Withdrawn
from graph.facts.dates import PartialDate
from graph.facts.scenarios import Scenario, from_scenario_record, propose, to_scenario_record
from graph.history import undoing
from graph.store import Store
from graph.what_if import accept, apply_to
from tests.graph.stores.small import BOARD, CHAIR, CHAIRS, ESSEX, add, batch, body, link, post, town

DAY, WHEN = date(2024, 4, 2), datetime(2024, 4, 9, tzinfo=UTC)
GROUP = body("coventry/group", "The café's group", note='"quoted" \\n')
LINE = link("coventry/group", "reports_to", "coventry/board")
CHANGES: tuple[Change, ...] = (
    Added(GROUP),
    Added(LINE),
    Changed(replace(BOARD, note="larger")),
    Ended(CHAIRS.id, PartialDate("2024-04")),
)


def proposal(store: Store, name: str = "A reporting line") -> Scenario:
    return propose(store.read("coventry"), name, "Ada", DAY, CHANGES)


def test_a_scenario_is_kept_and_touches_nothing(store: Store) -> None:
    before = town(store)
    one = proposal(store)
    store.keep_scenario(one)
    store.keep_scenario(proposal(store, "Plan 10"))
    store.keep_scenario(proposal(store, "Plan 9"))
    assert [s.name for s in store.scenarios("coventry")] == [
        "A reporting line",
        "Plan 9",
        "Plan 10",
    ]
    assert store.scenarios("coventry")[0] == one
    assert store.read("coventry") == before
    assert store.verify() == ()


def test_a_scenario_of_the_same_name_takes_the_place(store: Store) -> None:
    town(store)
    store.keep_scenario(proposal(store))
    second = replace(proposal(store), author="Bea", changes=(Withdrawn(CHAIRS.id),))
    store.keep_scenario(second)
    assert store.scenarios("coventry") == (second,)


def test_areas_keep_their_scenarios_apart(store: Store) -> None:
    town(store)
    add(store, ESSEX, area="essex")
    store.keep_scenario(proposal(store))
    assert store.scenarios("essex") == ()
    for unknown in (lambda: store.scenarios("leeds"), lambda: store.drop_scenario("leeds", "x")):
        with pytest.raises(UnknownThing, match='no area "leeds"'):
            unknown()
    with pytest.raises(UnknownThing, match='no area "leeds"'):
        store.keep_scenario(replace(proposal(store), area="leeds"))


def test_a_dropped_scenario_is_gone(store: Store) -> None:
    town(store)
    store.keep_scenario(proposal(store))
    with pytest.raises(UnknownThing, match="Did you mean A reporting line"):
        store.drop_scenario("coventry", "A reporting lin")
    store.drop_scenario("coventry", "A reporting line")
    assert store.scenarios("coventry") == ()
    assert store.revision("coventry") == 1


def test_an_accepted_scenario_is_written_as_one_batch(store: Store) -> None:
    before = town(store)
    store.keep_scenario(proposal(store))
    assert accept(store, "coventry", "A reporting line", "Bea", WHEN) == 2
    after = store.read("coventry")
    assert after == apply_to(before, CHANGES)
    assert store.scenarios("coventry") == ()
    last = [record for record in store.history("coventry") if record.revision == 2]
    assert {(r.who, r.source) for r in last} == {("Bea", 'scenario "A reporting line" by Ada')}
    assert store.verify() == ()


def test_accepting_and_undoing_returns_the_facts_of_the_revision(store: Store) -> None:
    before = town(store)
    store.keep_scenario(proposal(store))
    accept(store, "coventry", "A reporting line", "Bea", WHEN)
    made: list[ChangeRecord] = [r for r in store.history("coventry") if r.revision == 2]
    store.apply(batch("undo", *undoing(made)))
    assert store.read("coventry").facts() == before.facts()
    # The same proposal made anew is a new one, and is written again.
    store.keep_scenario(proposal(store))
    assert accept(store, "coventry", "A reporting line", "Bea", WHEN) == 4
    assert LINE.id in store.read("coventry").links


def test_what_has_moved_since_is_a_conflict_that_names_it(store: Store) -> None:
    town(store)
    line = propose(store.read("coventry"), "Line", "Ada", DAY, [Added(GROUP), Added(LINE)])
    store.keep_scenario(line)
    store.apply(batch("other", Changed(replace(BOARD, name="Renamed"))))
    with pytest.raises(Conflict) as caught:
        accept(store, "coventry", "Line", "Bea", WHEN)
    assert [fact for fact, _ in caught.value.changed] == [BOARD.id]
    assert GROUP.id not in store.read("coventry").nodes
    assert store.scenarios("coventry") == (line,)
    with pytest.raises(UnknownThing, match="no scenario"):
        accept(store, "coventry", "Lines and lines", "Bea", WHEN)


def test_a_change_elsewhere_is_no_conflict(store: Store) -> None:
    town(store)
    store.keep_scenario(proposal(store))
    add(store, post("coventry/other"))
    assert accept(store, "coventry", "A reporting line", "Bea", WHEN) == 3


def test_accepting_again_after_a_crash_between_the_steps_writes_once(store: Store) -> None:
    town(store)
    one = proposal(store)
    store.keep_scenario(one)
    assert store.apply(one.batch("Bea", WHEN), one.expected) == 2
    assert accept(store, "coventry", one.name, "Bea", WHEN) == 2
    assert (store.revision("coventry"), store.scenarios("coventry")) == (2, ())


def test_a_scenario_becomes_a_record_and_comes_back(new_store: Callable[[], Store]) -> None:
    store = new_store()
    town(store)
    one = replace(proposal(store), changes=(*proposal(store).changes, Withdrawn(CHAIR.id)))
    assert from_scenario_record(to_scenario_record(one)) == one


@pytest.mark.parametrize("name", ["", " ", " A", "A\n"])
def test_a_scenario_has_a_name_and_an_author(name: str) -> None:
    with pytest.raises(InvalidFact):
        Scenario(area="coventry", day=DAY, changes=(), name=name, author="Ada")
    with pytest.raises(InvalidFact):
        Scenario(area="coventry", day=DAY, changes=(), name="A", author=name)
