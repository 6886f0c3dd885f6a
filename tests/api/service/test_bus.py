"""Whoever writes, by whichever door: who follows an area is told, and costs nothing until then.

Tests: api/service/bus.py, api/service/telling_store.py
"""

import asyncio
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from api.access.persons import NOBODY, SERVICE, acting_as, person_here
from api.service import bus as bus_module
from api.service.bus import Bus, is_after
from api.service.reader import Reader
from api.service.scenarios import keep
from api.service.telling_store import TellingStore
from graph.errors import Conflict, StoreUnreachable
from graph.facts.changes import Changed
from graph.store import Edition, Store
from graph.stores.memory import MemoryStore
from tests.api.live_service import OTHER, TOWN, small_store, write, write_note
from tests.api.own_loop import in_own_loop
from tests.towns import Town

# Seconds in which somebody must have been told, on a busy machine; and in which nobody is.
WITHIN, SILENT_FOR = 10.0, 0.05


class Looked:
    """How often a store was asked for the editions of all areas, and as whom."""

    def __init__(self, store: Store) -> None:
        self.store, self.times, self.names = store, 0, set[str]()
        self.away = False

    def __call__(self) -> Mapping[str, Edition]:
        self.times += 1
        self.names.add(person_here().name)
        if self.away:
            raise StoreUnreachable("The store is away.")
        return self.store.editions()


async def _until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(WITHIN):
        while not is_so():
            await asyncio.sleep(0.005)


def told(area: str, act: Callable[[Store], object], *, shared: bool = False) -> Edition | None:
    """Return the edition that who follows an area is told when something is done."""
    return in_own_loop(_told, area, act, shared, small_store())


async def _told(
    area: str, act: Callable[[Store], object], shared: bool, inner: MemoryStore
) -> Edition | None:
    bus = Bus(inner.editions, shared)
    store = inner if shared else TellingStore(inner, bus.tell)
    with bus.listen(area) as listener:
        known = inner.edition(area)
        async with asyncio.timeout(WITHIN):
            await asyncio.to_thread(act, store)
            return await listener.other_than(known)


def test_each_write_is_told_to_who_follows_the_area() -> None:
    edition = told(TOWN, write)
    assert edition is not None
    assert edition.revision == 2


def test_a_note_is_a_write_too() -> None:
    assert told(OTHER, lambda store: write_note(store, OTHER))


def test_what_others_write_into_a_shared_store_is_seen_by_looking(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bus_module, "POLLED_EACH", 0.02)
    edition = told(TOWN, write, shared=True)
    assert edition is not None
    assert edition.revision == 2


def test_a_restored_store_is_another_text_whatever_its_revision() -> None:
    one = Edition("one life", TOWN, 5)
    assert is_after(one, Edition("another", TOWN, 2))
    assert is_after(one, Edition("one life", TOWN, 6))
    assert not is_after(one, Edition("one life", TOWN, 5))
    assert not is_after(one, Edition("one life", TOWN, 4))


def test_nobody_is_told_of_another_area_and_nobody_looks_in_vain() -> None:
    async def silent() -> tuple[int, int]:
        inner = small_store()
        looked = Looked(inner)
        bus = Bus(looked, shared=False)
        store = TellingStore(inner, bus.tell)
        write(store)
        assert looked.times == 0  # nobody listens
        with bus.listen(TOWN) as listener:
            known = inner.edition(TOWN)
            waiting = asyncio.create_task(listener.other_than(known))
            await _until(lambda: looked.times == 1)
            before = looked.times
            await asyncio.to_thread(write, store, OTHER)
            await _until(lambda: looked.times == 2)
            await asyncio.sleep(SILENT_FOR)
            assert not waiting.done()
            after = looked.times
            waiting.cancel()
        write(store)
        await asyncio.sleep(SILENT_FOR)
        assert looked.times == after
        return before, after

    assert in_own_loop(silent) == (1, 2)


def test_a_shared_store_is_asked_once_for_all_and_only_while_somebody_listens(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bus_module, "POLLED_EACH", 0.02)

    async def polled() -> tuple[int, int]:
        looked = Looked(small_store())
        bus = Bus(looked, shared=True)
        began = time.monotonic()
        with bus.listen(TOWN), bus.listen(TOWN), bus.listen(OTHER):
            await _until(lambda: looked.times > 2)
        took, times = time.monotonic() - began, looked.times
        await asyncio.sleep(0.1)
        assert looked.times == times
        return times, int(took / 0.02) + 2

    times, most = in_own_loop(polled)
    assert times <= most


def test_the_store_is_asked_as_the_service_and_not_as_who_listens() -> None:
    async def asked() -> set[str]:
        looked = Looked(small_store())
        bus = Bus(looked, shared=False)
        with acting_as(NOBODY), bus.listen(TOWN):
            await _until(lambda: looked.times > 0)
        return looked.names

    assert in_own_loop(asked) == {SERVICE.name}


@pytest.mark.parametrize("shared", [True, False])
def test_a_store_that_was_away_is_followed_again(
    shared: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bus_module, "POLLED_EACH", 0.02)

    async def away() -> Edition | None:
        inner = small_store()
        looked = Looked(inner)
        bus = Bus(looked, shared)
        with bus.listen(TOWN) as listener:
            known = inner.edition(TOWN)
            looked.away = True
            write(inner)
            bus.tell()
            await _until(lambda: looked.times > 1)
            looked.away = False
            async with asyncio.timeout(WITHIN):
                return await listener.other_than(known)

    edition = in_own_loop(away)
    assert edition is not None
    assert edition.revision == 2


def test_who_follows_an_area_that_goes_is_told_so() -> None:
    async def gone() -> Edition | None:
        inner = small_store()
        held = [inner]
        bus = Bus(lambda: held[0].editions(), shared=False)
        with bus.listen(TOWN) as listener:
            known = inner.edition(TOWN)
            held[0] = MemoryStore()
            bus.tell()
            async with asyncio.timeout(WITHIN):
                return await listener.other_than(known)

    assert in_own_loop(gone) is None


WRITES: list[tuple[str, Callable[[Store], object]]] = [
    ("apply", write),
    ("put", lambda store: store.put(Town("thirdham").main("board").snapshot(), ())),
]


@pytest.mark.parametrize("verb", [name for name, _ in WRITES])
def test_each_verb_that_writes_tells(verb: str) -> None:
    times: list[str] = []
    store = TellingStore(small_store(), lambda: times.append(verb))
    dict(WRITES)[verb](store)
    assert times == [verb]


def test_filling_a_store_and_accepting_a_scenario_tell() -> None:
    times: list[str] = []
    contents = small_store().contents()
    TellingStore(MemoryStore(), lambda: times.append("fill")).fill(contents)
    store = TellingStore(small_store(), lambda: times.append("accept"))
    board = store.read(TOWN).nodes[f"{TOWN}/board"]
    keep(Reader(store), TOWN, "Plan", (Changed(replace(board, note="Meets monthly")),))
    assert times == ["fill"]
    store.accept_scenario(TOWN, "Plan", "pat", datetime.now(UTC))
    assert times == ["fill", "accept"]


def test_a_write_that_failed_tells_too_as_it_may_have_been_done() -> None:
    times: list[str] = []
    store = TellingStore(small_store(), lambda: times.append("put"))
    with pytest.raises(Conflict):
        store.put(Town(TOWN).main("board").snapshot(), ())
    assert times == ["put"]


def test_telling_from_many_threads_misses_nobody() -> None:
    async def many() -> int:
        inner = small_store()
        bus = Bus(inner.editions, shared=False)
        store = TellingStore(inner, bus.tell)
        threads = [threading.Thread(target=write, args=(store,)) for _ in range(20)]
        with bus.listen(TOWN) as listener:
            known = inner.edition(TOWN)
            for thread in threads:
                thread.start()
            async with asyncio.timeout(WITHIN):
                while known.revision < 21:
                    found = await listener.other_than(known)
                    assert found is not None
                    known = found
        for thread in threads:
            thread.join()
        return known.revision

    assert in_own_loop(many) == 21
