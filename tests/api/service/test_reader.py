"""What the doors share is read and worked out once for each revision of an area."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from api.service.reader import Reader
from graph.facts.changes import Batch, Changed
from graph.facts.model import Snapshot
from graph.rules.finding import Finding
from graph.stores.memory import MemoryStore
from loaders.examples import example, example_slugs


class CountingStore(MemoryStore):
    """A store in memory that counts how often each area is read."""

    def __init__(self) -> None:
        super().__init__()
        self.reads: list[str] = []

    def read(self, slug: str) -> Snapshot:
        self.reads.append(slug)
        return super().read(slug)


@pytest.fixture
def store() -> CountingStore:
    opened = CountingStore()
    for slug in example_slugs():
        archive = example(slug)
        opened.put(archive.snapshot, archive.history)
    opened.reads.clear()
    return opened


def edit(store: MemoryStore, slug: str) -> None:
    """Note something about the first thing of an area."""
    first = next(iter(example(slug).snapshot.nodes.values()))
    store.apply(
        Batch(
            id="edit",
            area=slug,
            who="tester",
            when=datetime(2026, 11, 24, 12, 0, tzinfo=UTC),
            source="minutes",
            changes=(Changed(replace(first, note="Seen again.")),),
        )
    )


def everything(reader: Reader) -> dict[str, tuple[Finding, ...]]:
    return {slug: reader.findings(reader.view(slug)) for slug in example_slugs()}


def test_one_edit_recomputes_only_its_area(store: CountingStore) -> None:
    reader = Reader(store)
    before = everything(reader)
    assert sorted(store.reads) == sorted(example_slugs())
    store.reads.clear()
    assert all(found is before[slug] for slug, found in everything(reader).items())
    assert store.reads == []
    edit(store, "coventry")
    store.reads.clear()
    after = everything(reader)
    assert store.reads == ["coventry"]
    assert [slug for slug in before if after[slug] is not before[slug]] == ["coventry"]


def test_another_day_or_the_switch_reads_the_area_no_more(store: CountingStore) -> None:
    reader = Reader(store)
    plain = reader.view("coventry")
    switched = reader.view("coventry", plain.day, complete=True)
    assert reader.findings(plain) != reader.findings(switched)
    assert reader.view("coventry", plain.day) is plain
    assert store.reads == ["coventry"]
