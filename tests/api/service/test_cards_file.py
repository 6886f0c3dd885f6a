"""The file of cards: of one program, whole, for its user alone; anything else counts as none."""

import os
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from api.service.area_cards import AreaCard, area_cards
from api.service.cards_file import CardsFile, card_sources, program_seal
from api.service.reader import Reader
from graph.facts.changes import Changed
from graph.store import AreaSummary
from graph.stores.memory import MemoryStore
from tests.conftest import ROOT
from tests.graph.stores.small import batch
from tests.towns import Town


@pytest.fixture
def store() -> MemoryStore:
    opened = MemoryStore()
    for slug in ("one-town", "other-town"):
        opened.put(Town(slug, funded=True).main().snapshot(), ())
    return opened


@pytest.fixture
def cards(store: MemoryStore) -> list[tuple[AreaSummary, AreaCard]]:
    return list(zip(store.areas(), area_cards(Reader(store)), strict=True))


@pytest.fixture
def file(tmp_path: Path, cards: list[tuple[AreaSummary, AreaCard]]) -> CardsFile:
    written = CardsFile(tmp_path / "store.lbug.cards.json")
    written.write(cards)
    return written


def test_what_is_written_is_read_again_by_its_user_alone(
    store: MemoryStore, cards: list[tuple[AreaSummary, AreaCard]], file: CardsFile
) -> None:
    expected = [(summary.edition, card) for summary, card in cards]
    assert list(CardsFile(file.path).read(store.areas())) == expected
    assert [path.name for path in file.path.parent.iterdir()] == [file.path.name]
    if os.name == "posix":
        assert stat.S_IMODE(file.path.stat().st_mode) == 0o600


def test_the_same_cards_are_not_written_twice(
    store: MemoryStore, cards: list[tuple[AreaSummary, AreaCard]], file: CardsFile
) -> None:
    before = file.path.stat()
    file.write(cards)
    again = CardsFile(file.path)
    list(again.read(store.areas()))
    again.write(cards)
    assert file.path.stat().st_ino == before.st_ino


def test_another_program_shows_none_of_them_and_puts_its_own_there(
    store: MemoryStore, cards: list[tuple[AreaSummary, AreaCard]], file: CardsFile
) -> None:
    newer = CardsFile(file.path, "another")
    assert list(newer.read(store.areas())) == []
    newer.write(cards[:1])
    assert len(list(CardsFile(file.path, "another").read(store.areas()))) == 1
    assert list(CardsFile(file.path).read(store.areas())) == []


def test_the_seal_of_the_program_is_another_after_any_change_of_a_source(tmp_path: Path) -> None:
    sources = [tmp_path / "one.py", tmp_path / "two.py"]
    for number, path in enumerate(sources):
        path.write_text(f"A = {number}\n")
    seal = program_seal(sources)
    assert program_seal(sources) == seal
    sources[1].write_text("A = 2\n")
    assert program_seal(sources) != seal


def test_all_that_a_card_is_worked_out_by_counts_as_the_program() -> None:
    named = {path.relative_to(ROOT).as_posix() for path in card_sources()}
    graph = {path.relative_to(ROOT).as_posix() for path in (ROOT / "graph").rglob("*.py")}
    assert graph < named
    assert {"api/service/area_cards.py", "api/service/reader.py"} < named


def cut(text: bytes) -> bytes:
    return text[: len(text) // 2]


def one_total_is_another(text: bytes) -> bytes:
    assert b'"met":' in text
    return text.replace(b'"met":', b'"met":1', 1)


@pytest.mark.parametrize(
    "damage",
    [
        cut,
        one_total_is_another,
        lambda text: b"",
        lambda text: text.partition(b"\n")[2],
        lambda text: text + b" ",
        lambda text: b"\xff" * 100,
        lambda text: b"[" * 100_000,
    ],
)
def test_a_damaged_file_counts_as_none_and_is_replaced(
    store: MemoryStore,
    cards: list[tuple[AreaSummary, AreaCard]],
    file: CardsFile,
    damage: Callable[[bytes], bytes],
) -> None:
    file.path.write_bytes(damage(file.path.read_bytes()))
    another = CardsFile(file.path)
    assert list(another.read(store.areas())) == []
    another.write(cards)
    assert len(list(CardsFile(file.path).read(store.areas()))) == len(cards)


def test_a_place_that_cannot_be_read_or_written_is_no_error(
    store: MemoryStore, cards: list[tuple[AreaSummary, AreaCard]], tmp_path: Path
) -> None:
    (tmp_path / "folder").mkdir()
    for path in (tmp_path / "folder", tmp_path / "gone" / "cards.json"):
        file = CardsFile(path)
        assert list(file.read(store.areas())) == []
        file.write(cards)
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_an_area_that_went_back_and_on_again_by_hand_is_told_by_what_the_store_says_of_it(
    store: MemoryStore, file: CardsFile
) -> None:
    """A copy of a store that is put back has the incarnation and, later, the revision again."""
    slug = "one-town"
    revised = replace(store.read(slug).area, name="As it is now")
    store.apply(batch("revised", Changed(revised), area=slug))
    now = {one.edition.area: one for one in store.areas()}
    put_back = replace(now[slug], edition=replace(now[slug].edition, revision=1))
    found = [edition.area for edition, _ in file.read([put_back, now["other-town"]])]
    assert found == ["other-town"]
