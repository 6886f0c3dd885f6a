"""Several readers beside one writer: each reads a whole state, and time never goes back."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from graph.facts.changes import Changed
from graph.facts.model import Snapshot
from graph.store import Store
from tests.graph.stores.small import BOARD, CHAIR, CHAIRS, batch, town

READERS, WRITES = 10, 20


def write(store: Store) -> int:
    """Change three facts together, again and again, so that a half-read batch would show."""
    last = 0
    for number in range(WRITES):
        facts = (replace(fact, note=f"note {number}") for fact in (BOARD, CHAIR, CHAIRS))
        last = store.apply(batch(f"b{number}", *map(Changed, facts)))
    return last


def read_until(store: Store, done: threading.Event) -> list[Snapshot]:
    seen = [store.read("coventry")]
    while not done.is_set():
        seen.append(store.read("coventry"))
        store.areas()
        store.history("coventry", BOARD.id)
    return [*seen, store.read("coventry")]


def test_ten_readers_beside_one_writer(store: Store) -> None:
    town(store)
    done = threading.Event()
    with ThreadPoolExecutor(READERS + 1) as pool:
        readers = [pool.submit(read_until, store, done) for _ in range(READERS)]
        try:
            assert pool.submit(write, store).result() == WRITES + 1
        finally:
            done.set()
        for reader in readers:
            seen = reader.result()
            for snapshot in seen[1:]:
                facts = (*snapshot.nodes.values(), *snapshot.links.values())
                assert len({fact.note for fact in facts}) <= (1 if snapshot.revision > 1 else 2)
            revisions = [snapshot.revision for snapshot in seen]
            assert revisions == sorted(revisions)
            assert revisions[-1] == WRITES + 1
    assert store.verify() == ()


def test_writers_take_turns(store: Store) -> None:
    town(store)

    def job(number: int) -> Callable[[], int]:
        return lambda: store.apply(batch(f"b{number}", Changed(replace(BOARD, note=f"{number}"))))

    with ThreadPoolExecutor(5) as pool:
        made = [future.result() for future in [pool.submit(job(number)) for number in range(20)]]
    assert sorted(made) == list(range(2, 22))
    assert store.read("coventry").versions[BOARD.id] == 21
    assert store.verify() == ()
