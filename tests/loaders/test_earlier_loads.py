"""The history tells what each file brought in, and what is over."""

from api.service.load_workbook import earlier_loads
from graph.facts.changes import Added, Changed, Ended, Withdrawn
from graph.facts.dates import PartialDate
from graph.stores.memory import MemoryStore
from loaders.earlier_loads import EarlierLoads
from tests.graph.stores.small import BOARD, CHAIR, CHAIRS, COVENTRY, batch, body
from tests.graph.taking_back import take_back
from tests.loaders.workbook.loading import BODIES, TWO, KeptArea


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


def test_a_load_that_was_taken_back_was_never_there() -> None:
    kept = KeptArea()
    kept.write({"Bodies": BODIES})
    kept.write({"Bodies": TWO}, "more.xlsx")
    take_back(kept.store, kept.store.history("testham")[-1].batch, "testham")
    assert earlier_loads(kept.store, "testham").withdrawn == {}
    again = kept.write({"Bodies": TWO}, "more.xlsx")
    assert [fact.id for fact in again.added]
    assert kept.store.verify() == ()
