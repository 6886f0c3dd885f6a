"""All that a store keeps, taken out at one moment and put into an empty one, on every engine.

Tests: graph/facts/store_dump.py, graph/stores/bulk.py
"""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from graph.errors import Conflict, InvalidFact, UnknownThing
from graph.facts.changes import Added, Changed, Withdrawn
from graph.facts.model import Source
from graph.facts.scenarios import propose
from graph.facts.store_dump import versions_of
from graph.store import SCHEMA_VERSION, Store
from tests.graph.stores.small import BOARD, CHAIR, CHAIRS, COVENTRY, ESSEX, add, batch, body, town
from tests.graph.stores.test_contract import EVERYTHING
from tests.graph.stores.test_maps import ICB, REPORTS, two_towns


def busy(store: Store) -> None:
    """Write three areas, what they share, and a history that interleaves them."""
    two_towns(store)
    add(store, *EVERYTHING, area="york")
    alone = body("shared/alone", "On no map yet")
    add(store, alone, Source(area="shared", document="003", title="Joint plan"), area="shared")
    store.apply(batch("b", Changed(replace(BOARD, note="x")), Added(REPORTS)))
    store.apply(batch("c", Changed(replace(ICB, note="y"))), {ICB.id: 1})
    store.apply(batch("d", Changed(replace(alone, maps=("essex",))), area="essex"))
    store.apply(batch("e", Withdrawn(CHAIRS.id)))
    store.apply(batch("f", Added(CHAIRS)))
    store.keep_places("coventry", "columns", {BOARD.id: (1.5, -2.0), CHAIR.id: (0.1, 1e-9)})
    store.keep_places("york", "network", {"york/board": (3.0, 4.0)})
    for slug, change in (("york", Withdrawn("york/board")), ("coventry", Withdrawn(CHAIRS.id))):
        proposed = propose(store.read(slug), "What if", "pat", date(2024, 5, 1), [change])
        store.keep_scenario(proposed)


def test_the_contents_are_what_readers_see(store: Store) -> None:
    busy(store)
    found = store.contents()
    assert found.schema_version == SCHEMA_VERSION
    assert found.slugs() == ("coventry", "essex", "york")
    for slug, snapshot in found.snapshots().items():
        assert snapshot == store.read(slug)
        assert found.history_of(slug) == store.history(slug)
    places = store.places("coventry", "columns")
    assert found.places[("coventry", "columns")] == places
    assert {i: n for i, n in versions_of(found.history).items() if i in found.facts} == {
        fact_id: version for fact_id, (_, version) in found.facts.items()
    }
    assert [scenario.area for scenario in found.scenarios] == ["coventry", "york"]
    assert found.faults() == ()


def test_an_empty_store_filled_with_them_keeps_the_same(new_store: Callable[[], Store]) -> None:
    old = new_store()
    busy(old)
    found = old.contents()
    new = new_store()
    new.fill(found)
    assert new.edition("coventry").revision == old.edition("coventry").revision
    assert new.edition("coventry").incarnation != old.edition("coventry").incarnation
    assert new.contents() == found
    for slug in found.slugs():
        assert new.read(slug) == old.read(slug)
        assert new.history(slug) == old.history(slug)
    assert new.places("york", "network") == old.places("york", "network")
    assert new.scenarios("york") == old.scenarios("york") != ()
    assert new.verify() == ()
    # It goes on as the old one would: a batch is known again, and no change id comes twice.
    known = batch("c", Withdrawn(BOARD.id))
    assert new.apply(known) == old.apply(known)
    one, other = (s.apply(batch("z", Changed(ICB), area="shared")) for s in (old, new))
    assert one == other
    assert new.contents() == old.contents()
    assert new.verify() == ()


def test_nothing_is_filled_into_a_store_that_has_something(
    new_store: Callable[[], Store],
) -> None:
    one, other = new_store(), new_store()
    town(one)
    add(other, ESSEX, area="essex")
    add(other, COVENTRY)
    before = other.contents()
    with pytest.raises(Conflict) as caught:
        other.fill(one.contents())
    assert [slug for slug, _ in caught.value.changed] == ["coventry", "essex"]
    assert other.contents() == before


def test_what_does_not_hold_together_is_not_filled_in(new_store: Callable[[], Store]) -> None:
    one, empty = new_store(), new_store()
    two_towns(one)
    found = one.contents()
    for gone, error in ((CHAIR.id, InvalidFact), ("essex", UnknownThing)):
        facts = {fact_id: kept for fact_id, kept in found.facts.items() if fact_id != gone}
        with pytest.raises(error):
            empty.fill(replace(found, facts=facts))
    assert empty.contents().facts == {}
    empty.fill(found)
    assert empty.contents() == found


def test_the_faults_are_told(store: Store) -> None:
    town(store)
    found = store.contents()
    assert replace(found, revisions={}).faults() == (
        "coventry is at revision 0, and its history counts 1.",
    )
    lost = {BOARD.id: (replace(BOARD, note="forged"), 4)}
    assert set(replace(found, facts={**found.facts, **lost}).faults()) == {
        f"{BOARD.id} reads otherwise than its last change says.",
        f"{BOARD.id} has version 4, and its history counts 1.",
    }
    less = {fact_id: kept for fact_id, kept in found.facts.items() if fact_id != CHAIR.id}
    assert set(replace(found, facts=less).faults()) == {
        f"{CHAIRS.id} needs {CHAIR.id}, which is not there.",
        f"{CHAIR.id} is not there, though the history does not withdraw it.",
    }


def test_they_are_of_one_moment_while_others_write(store: Store) -> None:
    town(store)
    add(store, ESSEX, area="essex")
    add(store, ICB, area="shared")
    done = threading.Event()

    def write() -> None:
        number = 0
        while not done.wait(0.002):
            number += 1
            facts = [replace(fact, note=f"note {number}") for fact in (BOARD, CHAIRS, ICB)]
            store.apply(batch(f"b{number}", *map(Changed, facts)))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        found = [store.contents() for _ in range(8)]
    finally:
        done.set()
        writer.join()
    for contents in found:
        assert contents.faults() == ()
        snapshots = contents.snapshots()
        notes = {snapshots["coventry"].nodes[i].note for i in (BOARD.id, ICB.id)}
        notes.add(snapshots["coventry"].links[CHAIRS.id].note)
        assert len(notes) <= (1 if snapshots["coventry"].revision > 2 else 2)
        assert snapshots["coventry"].nodes[ICB.id] == snapshots["essex"].nodes[ICB.id]
        assert snapshots["essex"].revision == snapshots["coventry"].revision
