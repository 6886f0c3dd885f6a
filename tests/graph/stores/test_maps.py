"""What every store must do with bodies on several maps, and with whole areas that come and go."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from graph.errors import Conflict, InvalidFact
from graph.facts.changes import Added, Changed, Withdrawn
from graph.store import Store
from graph.stores.memory import MemoryStore
from tests.graph.stores.small import (
    BOARD,
    CHAIR,
    CHAIRS,
    COVENTRY,
    ESSEX,
    add,
    batch,
    body,
    link,
    town,
)

ICB = body("shared/icb", "Integrated Care Board", maps=("coventry", "essex"))
POLICE = body("shared/police", maps=("coventry", "essex"))
REPORTS = link(BOARD.id, "reports_to", ICB.id)


def two_towns(store: Store) -> None:
    town(store)
    add(store, ESSEX, body("essex/board"), area="essex")
    add(store, ICB, POLICE, area="shared")


def revisions(store: Store) -> list[int]:
    return [store.revision("coventry"), store.revision("essex")]


def test_a_shared_body_is_on_both_maps_and_touches_both(store: Store) -> None:
    two_towns(store)
    assert revisions(store) == [2, 2]
    assert store.read("coventry").nodes[ICB.id] == store.read("essex").nodes[ICB.id] == ICB
    store.apply(batch("b", Changed(replace(ICB, note="renamed"))), {ICB.id: 1})
    assert revisions(store) == [3, 3]
    assert store.read("essex").versions[ICB.id] == 2
    for slug in ("coventry", "essex"):
        assert [r.action for r in store.history(slug, ICB.id)] == ["added", "changed"]
    assert [hit.area for hit in store.find("integrated", "essex")] == ["shared"]
    assert [(a.nodes, a.links) for a in store.areas()] == [(4, 1), (3, 0)]


def test_batches_of_the_shared_home_count_for_themselves(store: Store) -> None:
    two_towns(store)
    assert store.apply(batch("b", Changed(replace(ICB, note="x")), area="shared")) == 2
    assert [r.id for r in store.history("essex", ICB.id)] == [
        "shared/change~1~1",
        "shared/change~2~1",
    ]


def test_a_link_is_on_the_maps_that_both_its_ends_are_on(store: Store) -> None:
    two_towns(store)
    both = link(POLICE.id, "coordinates_with", ICB.id, area="shared")
    store.apply(batch("b", Added(REPORTS), Added(both)))
    assert set(store.read("coventry").links) == {CHAIRS.id, REPORTS.id, both.id}
    assert set(store.read("essex").links) == {both.id}
    assert revisions(store) == [3, 3]
    assert [r.fact_id for r in store.history("essex", both.id)] == [both.id]


def test_a_body_cannot_leave_a_map_that_needs_it(store: Store) -> None:
    two_towns(store)
    add(store, REPORTS)
    only_essex = Changed(replace(ICB, maps=("essex",)))
    with pytest.raises(InvalidFact, match="cannot leave the map of coventry"):
        store.apply(batch("b", only_essex))
    store.apply(batch("c", only_essex, Withdrawn(REPORTS.id)))
    assert ICB.id not in store.read("coventry").nodes
    assert revisions(store) == [4, 3]


def test_a_link_needs_its_ends_on_its_map(store: Store) -> None:
    two_towns(store)
    with pytest.raises(InvalidFact, match="essex/board is not on the map of coventry"):
        add(store, link(BOARD.id, "informs", "essex/board"))


def test_a_whole_area_moves_to_another_store(new_store: Callable[[], Store]) -> None:
    old, new = new_store(), new_store()
    two_towns(old)
    old.apply(batch("b", Changed(replace(BOARD, note="x")), Added(REPORTS)))
    old.apply(batch("c", Changed(replace(ICB, note="y"))), {ICB.id: 1})
    for slug in ("coventry", "essex"):
        new.put(old.read(slug), old.history(slug))
    for slug in ("coventry", "essex"):
        assert new.read(slug) == old.read(slug)
        assert set(map(repr, new.history(slug))) == set(map(repr, old.history(slug)))
    assert new.verify() == ()
    # A batch that was applied there was applied here, and new ids go on where the old ended.
    assert new.apply(batch("c", Withdrawn(BOARD.id))) == old.revision("coventry")
    assert new.apply(batch("d", Changed(ICB), area="shared")) == 2
    assert new.read("coventry").versions[ICB.id] == 3
    assert new.verify() == ()


def test_an_area_that_is_there_is_not_put_over(store: Store) -> None:
    before = town(store)
    with pytest.raises(Conflict, match="coventry is already in the store"):
        store.put(before, ())
    assert store.read("coventry") == before


def test_an_area_that_does_not_hold_together_is_not_put(new_store: Callable[[], Store]) -> None:
    whole, empty = town(new_store()), new_store()
    with pytest.raises(InvalidFact, match='"coventry/chair" is not recorded'):
        empty.put(replace(whole, nodes={BOARD.id: BOARD}), ())
    assert empty.areas() == ()
    empty.put(whole, ())
    assert empty.read("coventry") == whole
    assert empty.verify() == ()


def test_an_area_with_another_reading_of_a_shared_body_is_not_put(
    new_store: Callable[[], Store],
) -> None:
    here, there = new_store(), new_store()
    two_towns(there)
    add(here, COVENTRY, ESSEX, CHAIR)
    add(here, replace(ICB, name="Another"), area="shared")
    with pytest.raises(Conflict, match="shared/icb is already recorded, and reads otherwise"):
        here.put(replace(there.read("essex"), area=replace(ESSEX, slug="york")), ())


def test_a_body_waits_for_an_area_that_is_not_there_yet(store: Store) -> None:
    town(store)
    home = body("essex/panel", maps=("coventry",))
    add(store, ICB, home, link(ICB.id, "informs", home.id, area="essex"))
    assert set(store.read("coventry").nodes) >= {ICB.id, home.id}
    assert [summary.area.slug for summary in store.areas()] == ["coventry"]
    store.apply(batch("b", Added(ESSEX), Added(ICB), area="essex"))
    read = store.read("essex")
    assert (read.revision, set(read.nodes)) == (1, {ICB.id, home.id})
    assert [r.action for r in store.history("essex", ICB.id)] == ["added"]
    assert store.verify() == ()


def test_a_whole_area_finds_what_waited_and_touches_the_areas_it_reaches(
    new_store: Callable[[], Store],
) -> None:
    old, new = new_store(), new_store()
    two_towns(old)
    add(new, ESSEX, area="essex")
    new.put(old.read("coventry"), old.history("coventry"))
    assert set(new.read("essex").nodes) == {ICB.id, POLICE.id}
    assert new.revision("essex") == 2


def test_areas_that_are_put_one_after_the_other_share_what_is_on_both(store: Store) -> None:
    old = MemoryStore()
    two_towns(old)
    store.put(old.read("coventry"), ())
    store.put(old.read("essex"), ())
    assert store.read("essex") == old.read("essex")
    assert store.verify() == ()
