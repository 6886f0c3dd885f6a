"""The list of areas is made of cards: of each area one, until it changes."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, closing
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.schema.execute import answer
from api.service.area_cards import area_cards
from api.service.reader import Reader
from graph.facts.changes import Changed
from graph.rules.finding import Answer
from graph.rules.run import answers
from graph.stores.ladybug import LadybugStore
from graph.stores.ladybug_pool import LadybugPool
from graph.stores.memory import MemoryStore
from graph.stores.operations import Run
from tests.api.service.test_reader import CountingStore
from tests.graph.stores.small import batch
from tests.towns import Town

AREAS = 30
SLUGS = tuple(f"town-{number}" for number in range(AREAS))
# Too few for all snapshots and findings of thirty towns, and enough for what the cards take.
FEW_BYTES = 1_500_000
TOTALS = "{ areas { slug name view { totals { outcome count } } } }"


def fill(store: MemoryStore) -> None:
    """Put thirty small areas into a store."""
    for number, slug in enumerate(SLUGS):
        town = Town(slug).main()
        for group in range(1 + number % 5):
            town.body(f"group-{group}", "sub_group").link(f"group-{group}", "reports_to", "main")
        store.put(town.snapshot(), ())


@pytest.fixture
def towns() -> CountingStore:
    store = CountingStore()
    fill(store)
    return store


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A line for each time that the embedded engine is asked."""
    asked: list[str] = []
    reading = LadybugPool.reading

    def counted(self: LadybugPool) -> AbstractContextManager[Run]:
        asked.append("asked")
        return reading(self)

    monkeypatch.setattr(LadybugPool, "reading", counted)
    return asked


@pytest.fixture
def embedded(towns: CountingStore, tmp_path: Path) -> Iterator[LadybugStore]:
    with closing(LadybugStore(tmp_path / "store")) as store:
        store.fill(towns.contents())
        yield store


def note(store: MemoryStore | LadybugStore, slug: str, text: str) -> None:
    """Note something about the main board of an area."""
    board = store.read(slug).nodes[f"{slug}/main"]
    store.apply(batch(text, Changed(replace(board, note=text)), area=slug))


@pytest.mark.parametrize("kept_bytes", [FEW_BYTES, 2**27])
def test_a_second_list_of_areas_asks_the_store_nothing(
    embedded: LadybugStore, reads: list[str], checks_run: list[str], kept_bytes: int
) -> None:
    client = TestClient(create_app(embedded, kept_bytes=kept_bytes), base_url="http://127.0.0.1")
    first = client.get("/").text
    assert first.count('class="card"') == AREAS
    assert sorted(checks_run) == sorted(SLUGS)
    reads.clear()
    checks_run.clear()
    assert client.get("/").text == first
    asked = client.post("/graphql", json={"query": TOTALS}).json()
    assert len(asked["data"]["areas"]) == AREAS
    assert (reads, checks_run) == ([], [])


def test_a_change_has_the_card_of_its_own_area_made_anew(
    towns: CountingStore, checks_run: list[str]
) -> None:
    reader = Reader(towns, FEW_BYTES)
    before = area_cards(reader)
    note(towns, SLUGS[7], "Seen again.")
    checks_run.clear()
    after = area_cards(reader)
    assert checks_run == [SLUGS[7]]
    assert [
        one.area.slug for one, other in zip(after, before, strict=True) if one is not other
    ] == [SLUGS[7]]


def test_a_card_says_what_its_area_says(towns: CountingStore) -> None:
    reader = Reader(towns)
    for card in area_cards(reader):
        view = reader.view(card.area.slug)
        assert (card.area, card.day) == (view.snapshot.area, view.day)
        assert card.totals == answers(reader.findings(view))
        assert card.totals[Answer.MET] > 0
        assert card.sizes["body"] == len(view.shown.of_kind("body"))


def test_totals_over_graphql_are_those_of_the_findings_whatever_else_is_asked(
    towns: CountingStore,
) -> None:
    reader = Reader(towns)
    alone = answer(reader, TOTALS)
    beside = "findings(first: 100) { nodes { outcome } } revision things { totalCount }"
    whole = answer(Reader(towns), TOTALS.replace("{ totals", f"{{ {beside} totals"))
    assert (alone.errors, whole.errors) == ([], [])
    assert alone.data is not None
    assert whole.data is not None
    for card, area in zip(alone.data["areas"], whole.data["areas"], strict=True):
        assert (card["slug"], card["view"]["totals"]) == (area["slug"], area["view"]["totals"])
        outcomes = [finding["outcome"] for finding in area["view"]["findings"]["nodes"]]
        counted = {
            total["outcome"]: total["count"] for total in card["view"]["totals"] if total["count"]
        }
        assert counted == {outcome: outcomes.count(outcome) for outcome in outcomes}


def test_an_area_that_is_written_to_between_its_card_and_its_view_is_answered_of_one_edition(
    towns: CountingStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader, slug = Reader(towns), SLUGS[3]
    read, written = CountingStore.read, list[str]()

    def meanwhile(self: CountingStore, wanted: str):  # type: ignore[no-untyped-def]
        if wanted == slug and not written:
            written.append(slug)
            revised = replace(read(self, slug).area, name="As it is now")
            self.apply(batch("meanwhile", Changed(revised), area=slug))
        return read(self, wanted)

    # The names of areas come with the list, their revision with the area itself.
    monkeypatch.setattr(CountingStore, "read", meanwhile)
    found = answer(reader, "{ areas { slug name revision } }")
    assert found.data is not None
    told = {area["slug"]: area for area in found.data["areas"]}
    assert written == [slug]
    assert told[slug] == {"slug": slug, "name": "As it is now", "revision": 2}
