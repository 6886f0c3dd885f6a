"""Cards of all areas are made before anybody asks, once a day, and kept from start to start."""

import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.service import cards_beforehand as module
from api.service.area_cards import AreaCard, area_cards
from api.service.cards_beforehand import cards_beforehand
from api.service.cards_file import CardsFile
from api.service.reader import Reader
from graph.errors import StoreUnreachable
from graph.facts.changes import Added, Changed
from graph.facts.dates import PartialDate
from graph.facts.model import Node
from graph.store import AreaSummary
from graph.stores.ladybug import LadybugStore
from graph.stores.memory import MemoryStore
from tests.api.service.test_area_cards import AREAS, SLUGS, fill, note
from tests.api.service.test_reader import CountingStore
from tests.graph.stores.small import batch

TODAY = date(2026, 11, 30)
# Seconds that a test waits for a thread, which takes one.
PATIENCE = 30


@pytest.fixture
def towns() -> CountingStore:
    store = CountingStore()
    fill(store)
    return store


@pytest.fixture
def file(tmp_path: Path) -> CardsFile:
    return CardsFile(tmp_path / "store.lbug.cards.json")


def wait_for(done: Callable[[], bool]) -> None:
    patience = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < patience
        time.sleep(0.01)


def run_once(reader: Reader, path: Path) -> list[AreaCard]:
    """Have a service make its file, and return what its list shows."""
    with cards_beforehand(reader, CardsFile(path)):
        return area_cards(reader)


def test_a_second_start_reads_no_area_and_runs_no_check_for_the_list(
    towns: CountingStore, checks_run: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "store.lbug"
    beside = path.with_name("store.lbug.cards.json")
    with closing(LadybugStore(path)) as store:
        store.fill(towns.contents())
        first = run_once(Reader(store), beside)
        pages = TestClient(create_app(store), base_url="http://127.0.0.1").get("/").text
    checks_run.clear()

    class Counted(LadybugStore):
        def read(self, slug: str):  # type: ignore[no-untyped-def]
            raise AssertionError(slug)

    with closing(Counted(path)) as store:
        app = create_app(store)
        with cards_beforehand(app.state.reader, CardsFile(beside)):
            assert TestClient(app, base_url="http://127.0.0.1").get("/").text == pages
        assert area_cards(app.state.reader) == first
    assert checks_run == []


def test_only_an_area_that_was_changed_since_is_made_anew(
    towns: CountingStore, checks_run: list[str], file: CardsFile
) -> None:
    before = run_once(Reader(towns), file.path)
    text = file.path.read_text()
    note(towns, SLUGS[7], "Seen again.")
    checks_run.clear()
    reader = Reader(towns)
    after = run_once(reader, file.path)
    assert checks_run == [SLUGS[7]]
    assert after == before
    assert file.path.read_text() != text
    checks_run.clear()
    assert run_once(Reader(towns), file.path) == after
    assert checks_run == []


def test_the_file_is_written_at_the_end_with_what_was_shown_after_a_change(
    towns: CountingStore, file: CardsFile
) -> None:
    reader = Reader(towns)
    with cards_beforehand(reader, file):
        wait_for(file.path.exists)
        text = file.path.read_text()
        revised = replace(towns.read(SLUGS[3]).area, name="Renamed")
        towns.apply(batch("renamed", Changed(revised), area=SLUGS[3]))
        shown = area_cards(reader)
        assert file.path.read_text() == text
    kept = dict(CardsFile(file.path).read(towns.areas()))
    assert list(kept.values()) == shown
    assert [card.area.name for card in shown if card.area.slug == SLUGS[3]] == ["Renamed"]


def test_what_was_ended_before_all_were_made_is_kept_so_far(
    towns: CountingStore, checks_run: list[str], file: CardsFile
) -> None:
    with cards_beforehand(Reader(towns), file):
        wait_for(lambda: len(checks_run) > 1)
    made = len(checks_run)
    assert 1 < made < AREAS
    run_once(Reader(towns), file.path)
    assert sorted(checks_run) == sorted(SLUGS)


@pytest.mark.parametrize("days", [1, 400])
def test_on_a_later_day_those_cards_are_made_anew_that_may_be_others(
    towns: CountingStore, checks_run: list[str], file: CardsFile, days: int
) -> None:
    """Of these one follows today, and one has a post that begins in two years."""
    today_too, planned = SLUGS[0], SLUGS[1]
    follows = replace(towns.read(today_too).area, recorded_as_of=None)
    towns.apply(batch("follows", Changed(follows), area=today_too))
    begins = PartialDate("2028-11")
    post = Node(id=f"{planned}/next", kind="post", name="Next", since=begins)
    towns.apply(batch("planned", Added(post), area=planned))
    run_once(Reader(towns, today=lambda: TODAY), file.path)
    checks_run.clear()
    later = TODAY + timedelta(days)
    shown = run_once(Reader(towns, today=lambda: later), file.path)
    assert sorted(checks_run) == [today_too, planned]
    assert shown == [
        replace(card, made=shown[i].made) for i, card in enumerate(fresh(towns, later))
    ]
    assert shown[0].day == later


def fresh(store: MemoryStore, day: date) -> list[AreaCard]:
    """Return the cards of a day, made without any of before."""
    return area_cards(Reader(store, today=lambda: day))


def test_a_clock_that_is_put_back_is_shown_no_card_of_a_day_to_come(
    towns: CountingStore, checks_run: list[str], file: CardsFile
) -> None:
    run_once(Reader(towns, today=lambda: TODAY), file.path)
    checks_run.clear()
    before = TODAY - timedelta(1)
    run_once(Reader(towns, today=lambda: before), file.path)
    assert sorted(checks_run) == sorted(SLUGS)


def test_the_cards_of_a_new_day_are_made_beforehand(
    towns: CountingStore,
    checks_run: list[str],
    file: CardsFile,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "_TICK", 0.01)
    follows = replace(towns.read(SLUGS[0]).area, recorded_as_of=None)
    towns.apply(batch("follows", Changed(follows), area=SLUGS[0]))
    days = [TODAY]
    reader = Reader(towns, today=lambda: days[-1])
    with cards_beforehand(reader, file):
        wait_for(file.path.exists)
        text = file.path.read_text()
        checks_run.clear()
        days.append(TODAY + timedelta(1))
        wait_for(lambda: file.path.read_text() != text)
        assert checks_run == [SLUGS[0]]
        checks_run.clear()
        shown = area_cards(reader)
    assert (checks_run, shown[0].day) == ([], days[-1])


def test_another_incarnation_at_the_same_revisions_has_cards_of_its_own(
    towns: CountingStore, checks_run: list[str], file: CardsFile
) -> None:
    run_once(Reader(towns), file.path)
    other = CountingStore()
    fill(other)
    assert {one.edition for one in other.areas()}.isdisjoint(one.edition for one in towns.areas())
    checks_run.clear()
    run_once(Reader(other), file.path)
    assert sorted(checks_run) == sorted(SLUGS)


def test_cards_are_made_before_anybody_asks_and_no_longer_than_the_service_runs(
    towns: CountingStore, checks_run: list[str]
) -> None:
    reader = Reader(towns)
    with cards_beforehand(reader):
        wait_for(lambda: len(checks_run) == AREAS)
    assert not [each for each in threading.enumerate() if each.name == "cards"]
    assert len(area_cards(reader)) == AREAS
    assert sorted(checks_run) == sorted(SLUGS)
    another = Reader(towns)
    checks_run.clear()
    with cards_beforehand(another):
        pass
    assert len(checks_run) < AREAS


def test_a_store_that_is_away_is_not_told_to_nobody() -> None:
    class Away(CountingStore):
        def areas(self) -> tuple[AreaSummary, ...]:
            raise StoreUnreachable("away")

    # A fault in a thread would be a warning, and so an error here.
    with cards_beforehand(Reader(Away())):
        time.sleep(0.05)
