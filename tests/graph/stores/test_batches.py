"""What every store keeps of a batch: who, by which door, said by whom; its key; places with it.

Tests: graph/facts/map_places.py
"""

import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from graph.errors import Conflict, KeyUsed
from graph.facts.changes import Added, Batch, Changed
from graph.facts.identifiers import repeatable_batch_id
from graph.facts.map_places import PlaceMove, PlacesMoved
from graph.store import Store
from graph.stores.ladybug import LadybugStore
from tests.graph.stores.small import BOARD, CHAIR, batch, post, town

TOLD = replace(
    batch("told", Changed(replace(BOARD, note="x"))),
    via="graphql",
    said_by="the council's clerk",
    meeting="coventry/m1",
    day=date(2024, 3, 30),
)


def written(store: Store) -> Batch:
    """Write a batch of which all is said, with places."""
    town(store)
    store.keep_places("coventry", "columns", {CHAIR.id: (5.5, 6)})
    moved = PlacesMoved("columns", {BOARD.id: (1, 2.5), CHAIR.id: None})
    made = replace(TOLD, places=(moved,))
    assert store.apply(made) == 2
    return made


def test_the_history_keeps_all_that_is_said_of_a_batch(store: Store) -> None:
    made = written(store)
    first, moved = store.history("coventry")[-2:]
    for record in (first, moved):
        assert (record.who, record.via, record.said_by) == ("Ada", made.via, made.said_by)
        assert (record.meeting, record.day, record.takes_back) == (made.meeting, made.day, "")
    assert (first.fact_id, first.action, first.places) == (BOARD.id, "changed", ())
    assert (moved.fact_id, moved.action, moved.before) == ("coventry", "moved", moved.after)
    assert set(moved.places) == {
        PlaceMove("columns", BOARD.id, None, (1.0, 2.5)),
        PlaceMove("columns", CHAIR.id, (5.5, 6.0), None),
    }
    assert store.history("coventry")[0].via == ""
    assert store.places("coventry", "columns") == {BOARD.id: (1.0, 2.5)}
    assert store.verify() == ()


def test_it_comes_along_with_a_copy(new_store: Callable[[], Store]) -> None:
    store = new_store()
    written(store)
    whole = store.contents()
    other = new_store()
    other.fill(whole)
    assert other.history("coventry") == store.history("coventry")
    assert other.places("coventry", "columns") == {BOARD.id: (1.0, 2.5)}
    assert other.contents() == whole
    assert other.verify() == ()


def test_places_alone_are_a_batch_and_none_that_moves_nothing(store: Store) -> None:
    town(store)
    moved = replace(batch("p"), places=(PlacesMoved("columns", {BOARD.id: (1, 2)}),))
    assert store.apply(moved) == 2
    assert store.apply(replace(moved, id="q")) == 2
    with pytest.raises(Conflict):
        store.apply(replace(moved, id="r"), {BOARD.id: 7})
    assert len(store.history("coventry", "coventry")) == 2


def keyed(content: str, *facts: str) -> Batch:
    """Return a batch under one key."""
    made = batch("", *(Added(post(f"coventry/{name}")) for name in facts))
    return replace(made, id=repeatable_batch_id("coventry", "key", content))


def test_a_key_writes_once_and_only_what_was_written_under_it(
    new_store: Callable[[], Store],
) -> None:
    store = new_store()
    town(store)
    assert store.apply(keyed("one", "p")) == 2
    store.apply(batch("other", Changed(replace(BOARD, note="x"))))
    other = new_store()
    other.fill(store.contents())
    for each in (store, other):
        assert each.apply(keyed("one", "p")) == 2
        with pytest.raises(KeyUsed, match="other changes were written under this key"):
            each.apply(keyed("two", "q"))
        assert each.revision("coventry") == 3


def test_a_store_behind_its_journal_gets_all_of_a_batch(tmp_path: Path) -> None:
    path, older = tmp_path / "store", tmp_path / "older"
    with closing(LadybugStore(path)) as store:
        town(store)
    shutil.copy2(path, older)
    with closing(LadybugStore(path)) as store:
        store.apply(replace(TOLD, places=(PlacesMoved("columns", {BOARD.id: (1, 2)}),)))
        before = store.contents()
    older.replace(path)
    with closing(LadybugStore(path)) as store:
        assert store.contents() == before
        assert store.places("coventry", "columns") == {BOARD.id: (1.0, 2.0)}
