"""Taking back: whatever was written is as before, and what stands in the way is named.

Tests: graph/facts/map_places.py
"""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import Conflict, InvalidFact, NotTakenBack, UnknownThing
from graph.facts.changes import Added, Change, Changed, Ended, Withdrawn
from graph.facts.dates import PartialDate
from graph.facts.map_places import PlacesMoved
from graph.facts.model import QuestionState
from graph.store import Store
from graph.stores.memory import MemoryStore
from graph.undo import standing, taken_back_by
from tests.graph.stores.small import BOARD, CHAIR, CHAIRS, COVENTRY, add, batch, post, town
from tests.graph.taking_back import take_back
from tests.graph.test_history import changes

COLUMNS = "columns"


@pytest.fixture
def store() -> MemoryStore:
    """A store with the small town."""
    made = MemoryStore()
    town(made)
    return made


def stands(store: Store) -> Any:
    """Return all that undoing has to give back: facts of every area, and places."""
    whole = store.contents()
    return {i: fact for i, (fact, _) in whole.facts.items()}, whole.places


def test_each_sort_of_change_is_taken_back_and_had_again(store: MemoryStore) -> None:
    before = stands(store)
    new = post("coventry/new")
    store.apply(
        replace(
            batch(
                "all",
                Added(new),
                Changed(replace(BOARD, name="Renamed")),
                Ended(CHAIR.id, PartialDate("2024-03")),
                Withdrawn(CHAIRS.id),
            ),
            places=(PlacesMoved(COLUMNS, {BOARD.id: (1, 2)}),),
        )
    )
    after = stands(store)
    take_back(store, "all")
    assert stands(store) == before
    last = store.history("coventry")[-1]
    assert (last.takes_back, last.who) == ("all", "Bea")
    take_back(store, "not all")
    assert stands(store) == after
    assert store.verify() == ()
    take_back(store, "all", undo="again")
    assert stands(store) == before


def test_what_was_taken_back_is_not_taken_back_twice(store: MemoryStore) -> None:
    store.apply(batch("b", Changed(replace(BOARD, name="Renamed"))))
    take_back(store, "b")
    with pytest.raises(NotTakenBack, match="that was done by Bea on 31 March 2024"):
        take_back(store, "b")
    with pytest.raises(UnknownThing, match='no batch of changes "c"'):
        take_back(store, "c")


def test_later_changes_are_named_with_who_wrote_them(store: MemoryStore) -> None:
    store.apply(batch("b", Changed(replace(BOARD, name="One")), Added(post("coventry/p"))))
    store.apply(batch("later", Changed(replace(BOARD, name="Two")), Withdrawn("coventry/p")))
    before = stands(store)
    with pytest.raises(NotTakenBack) as caught:
        take_back(store, "b")
    by = "by Ada on 31 March 2024, 09:30 (UTC)"
    assert dict(caught.value.changed) == {
        BOARD.id: f"was changed since {by}",
        "coventry/p": f"was withdrawn since {by}",
    }
    assert stands(store) == before
    # Once that is taken back, nothing stands in the way.
    take_back(store, "later")
    take_back(store, "b")
    assert store.read("coventry").nodes[BOARD.id] == BOARD


def test_what_hangs_on_what_goes_is_named(store: MemoryStore) -> None:
    store.apply(batch("b", Added(post("coventry/p"))))
    seat = replace(CHAIRS, id="coventry/p~member_of~board", kind="member_of", from_id="coventry/p")
    add(store, seat)
    with pytest.raises(NotTakenBack) as caught:
        take_back(store, "b")
    ((fact_id, why),) = caught.value.changed
    assert fact_id == seat.id
    assert why.startswith("hangs on coventry/p, which would go (written by Ada on ")


def test_what_comes_back_needs_what_it_stood_on(store: MemoryStore) -> None:
    store.apply(batch("b", Withdrawn(CHAIRS.id)))
    store.apply(batch("c", Withdrawn(CHAIR.id)))
    with pytest.raises(NotTakenBack, match="needs coventry/chair, which was withdrawn since"):
        take_back(store, "b")


def test_what_only_points_at_what_is_gone_comes_back(store: MemoryStore) -> None:
    add(store, post("coventry/p"))
    asked = QuestionState(
        area="coventry",
        rule="body-has-chair",
        subject="coventry/p",
        state="asked",
        to=CHAIR.id,
        on=date(2024, 3, 30),
        by="Ada",
    )
    add(store, asked)
    store.apply(batch("gone", Withdrawn("coventry/p")))
    store.apply(batch("b", Withdrawn(asked.id)))
    with pytest.raises(InvalidFact):
        store.apply(batch("c", Added(asked)))
    take_back(store, "b")
    assert store.read("coventry").questions[asked.id] == asked


def test_a_batch_that_made_its_area_leaves_it_empty() -> None:
    store = MemoryStore()
    store.apply(batch("made", *(Added(one) for one in (COVENTRY, BOARD, CHAIR, CHAIRS))))
    take_back(store, "made")
    assert store.read("coventry").facts() == {"coventry": COVENTRY}
    take_back(store, "not made")
    assert BOARD.id in store.read("coventry").nodes


def test_places_that_somebody_moved_since_stay(store: MemoryStore) -> None:
    store.keep_places("coventry", COLUMNS, {CHAIR.id: (5, 5)})
    moved = PlacesMoved(COLUMNS, {BOARD.id: (1, 2), CHAIR.id: None})
    store.apply(replace(batch("b"), places=(moved,)))
    assert store.places("coventry", COLUMNS) == {BOARD.id: (1, 2)}
    assert store.history("coventry")[-1].action == "moved"
    store.keep_places("coventry", COLUMNS, {BOARD.id: (3, 4)})
    with pytest.raises(NotTakenBack, match="was put elsewhere on the map since"):
        take_back(store, "b")
    store.keep_places("coventry", COLUMNS, {BOARD.id: (1, 2)})
    take_back(store, "b")
    assert store.places("coventry", COLUMNS) == {CHAIR.id: (5, 5)}
    store.apply(replace(batch("all"), places=(PlacesMoved(COLUMNS, {}),)))
    assert store.places("coventry", COLUMNS) == {}
    take_back(store, "all")
    assert store.places("coventry", COLUMNS) == {CHAIR.id: (5, 5)}
    assert store.verify() == ()


def test_which_batches_stand_follows_every_taking_back(store: MemoryStore) -> None:
    store.apply(batch("b", Changed(replace(BOARD, name="Renamed"))))
    last = "b"
    for number in range(1, 4):
        take_back(store, last, undo=str(number))
        last = str(number)
        history = store.history("coventry")
        back = taken_back_by(history)
        assert ("b" in back) == bool(number % 2)
        left = {record.batch for record in standing(history)}
        assert ("b" in left) == (number % 2 == 0)
        assert not left & {"1", "2", "3"}


PLACES = st.dictionaries(
    st.sampled_from([BOARD.id, CHAIR.id]),
    st.none() | st.tuples(st.integers(0, 3), st.integers(0, 3)),
    max_size=2,
)


@settings(max_examples=60, suppress_health_check=list(HealthCheck), derandomize=True)
@given(st.lists(st.tuples(changes(), st.none() | PLACES), max_size=6))
def test_batches_taken_back_in_reverse_give_the_first_state(
    batches: list[tuple[list[Change], Any]],
) -> None:
    store = MemoryStore()
    add(store, COVENTRY)
    states, done = [stands(store)], []
    for number, (made, places) in enumerate(batches):
        moved = (PlacesMoved(COLUMNS, places),) if places is not None else ()
        try:
            store.apply(replace(batch(str(number), *made), places=moved))
        except (Conflict, InvalidFact, UnknownThing):
            continue
        if stands(store) != states[-1]:
            states.append(stands(store))
            done.append(str(number))
    for before, name in zip(reversed(states[:-1]), reversed(done), strict=True):
        take_back(store, name)
        assert stands(store) == before
    assert store.verify() == ()
