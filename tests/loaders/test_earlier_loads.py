"""The history tells what each file brought in, and what is over."""

from graph.facts.changes import Added, Changed, Ended, Withdrawn
from graph.facts.dates import PartialDate
from graph.stores.memory import MemoryStore
from loaders.earlier_loads import EarlierLoads
from tests.graph.stores.small import BOARD, CHAIR, CHAIRS, COVENTRY, batch, body


def test_a_batch_is_a_load_of_its_files_and_knows_what_it_said() -> None:
    store = MemoryStore()
    store.apply(batch("one", Added(COVENTRY), Added(BOARD), Added(CHAIR), Added(CHAIRS)))
    store.apply(batch("two", Changed(body(BOARD.id, "Families Board"))))
    store.apply(batch("three", Ended(CHAIR.id, PartialDate("2024")), Withdrawn(CHAIRS.id)))
    earlier = EarlierLoads.of(store.history("coventry"))
    first, second, third = earlier.loads
    assert first.files == {"minutes"}
    assert first.added == first.said == {"coventry", BOARD.id, CHAIR.id, CHAIRS.id}
    assert second.said == {BOARD.id}
    assert second.added == frozenset()
    assert third.said == frozenset()
    assert earlier.former == {"Early Help Board": {BOARD.id}, CHAIR.name: {CHAIR.id}}
    assert earlier.withdrawn[CHAIRS.id].before == CHAIRS
    assert earlier.ended[CHAIR.id].batch == "three"


def test_what_came_back_is_not_withdrawn() -> None:
    store = MemoryStore()
    store.apply(batch("one", Added(COVENTRY), Added(BOARD)))
    store.apply(batch("two", Withdrawn(BOARD.id)))
    store.apply(batch("three", Added(BOARD)))
    assert EarlierLoads.of(store.history("coventry")).withdrawn == {}
