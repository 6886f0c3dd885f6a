"""Every store remembers what this process wrote, and a snapshot carried along is as it is read.

Tests: graph/stores/recent_changes.py, graph/facts/next_snapshot.py
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from graph.facts.changes import Added, Change, Changed, Ended, Withdrawn
from graph.facts.dates import PartialDate
from graph.facts.identifiers import link_id
from graph.facts.model import Declaration, Meeting, Node, Snapshot, Source
from graph.facts.next_snapshot import snapshot_after
from graph.store import Edition, Store
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
    post,
    town,
)

AREAS = ("coventry", "essex")
ICB = body("shared/icb", "Integrated Care Board", maps=("coventry", "essex"))
PANEL = body("shared/panel", maps=("essex",))
ICB_TO_PANEL = link(ICB.id, "informs", PANEL.id, area="shared")
MET = Meeting(id="coventry/met-1", body=BOARD.id, day=PartialDate("2024-03"))
LISTED = Declaration(
    area="coventry", list_name="members", subject=BOARD.id, on=date(2024, 3, 1), by="Ada"
)
MINUTES = Source(area="coventry", document="003", title="Minutes")


def moved(node: Node, *maps: str) -> Changed:
    return Changed(replace(node, maps=maps))


# What is written, to which area, and the areas that have to be read again after it.
STEPS: Sequence[tuple[str, tuple[Change, ...], tuple[str, ...]]] = (
    ("coventry", (Changed(replace(BOARD, note="seen again")),), ()),
    ("coventry", (Added(MET), Added(MINUTES)), ()),
    ("coventry", (Changed(replace(MET, note="twice")), Changed(replace(COVENTRY, name="C"))), ()),
    ("coventry", (Ended(CHAIRS.id, PartialDate("2024")),), ()),
    ("coventry", (Withdrawn(CHAIRS.id), Withdrawn(CHAIR.id)), ()),
    ("coventry", (Added(post("coventry/a10")), Added(post("coventry/a9")), Added(CHAIR)), ()),
    ("coventry", (Added(CHAIRS),), ()),
    ("coventry", (Added(link(BOARD.id, "reports_to", ICB.id)),), ()),
    ("shared", (Changed(replace(ICB, note="of both")),), ()),
    ("shared", (Added(PANEL), Added(ICB_TO_PANEL)), ()),
    # It takes along the link to the other board, which nobody touched.
    ("shared", (moved(PANEL, "coventry", "essex"),), ("coventry",)),
    ("shared", (moved(PANEL, "essex"),), ("coventry",)),
    ("shared", (Withdrawn(ICB_TO_PANEL.id), Withdrawn(PANEL.id)), ()),
)


def start(store: Store) -> None:
    town(store)
    add(store, ESSEX, body("essex/board"), area="essex")
    add(store, ICB, area="shared")


def carried(store: Store, kept: Snapshot, before: Edition) -> Snapshot | None:
    """Return a snapshot after what was written since an edition; None where it is to be read."""
    now = store.edition(before.area)
    if now == before:
        return kept
    records = store.changes_between(before, now)
    assert records is not None
    return snapshot_after(kept, now.revision, records)


def test_a_snapshot_that_is_carried_along_is_as_it_is_read(store: Store) -> None:
    start(store)
    kept = {slug: store.read(slug) for slug in AREAS}
    for number, (home, changes, anew) in enumerate(STEPS):
        before = {slug: store.edition(slug) for slug in AREAS}
        store.apply(batch(f"step {number}", *changes, area=home))
        for slug in AREAS:
            read, made = store.read(slug), carried(store, kept[slug], before[slug])
            assert (made is None) == (slug in anew), (number, slug)
            kept[slug] = made or read
            assert kept[slug] == read, (number, slug)
            assert list(kept[slug].facts()) == list(read.facts())
            assert list(kept[slug].versions) == list(read.versions)
    assert link_id("coventry", CHAIR.id, "chairs", BOARD.id) in kept["coventry"].links


def test_several_batches_are_carried_along_at_once(store: Store) -> None:
    start(store)
    kept, before = store.read("coventry"), store.edition("coventry")
    for number, (home, changes, _) in enumerate(STEPS[:9]):
        store.apply(batch(f"step {number}", *changes, area=home))
    assert carried(store, kept, before) == store.read("coventry")


def test_what_was_not_written_as_changes_or_long_ago_is_not_known(store: Store) -> None:
    start(store)
    before = store.edition("essex")
    whole = MemoryStore()
    add(whole, COVENTRY, ESSEX, replace(COVENTRY, slug="kent", name="Kent"))
    kent = replace(whole.read("kent"), nodes={"kent/b": body("kent/b", maps=("essex",))})
    store.put(kent, ())
    assert store.edition("essex").revision > before.revision
    assert store.changes_between(before, store.edition("essex")) is None
    first = store.edition("coventry")
    for number in range(20):
        note = Changed(replace(BOARD, note=f"note {number}"))
        store.apply(batch(f"note {number}", note))
    now = store.edition("coventry")
    assert store.changes_between(first, now) is None
    last = store.changes_between(replace(now, revision=now.revision - 1), now)
    assert last is not None
    assert [record.fact_id for record in last] == [BOARD.id]
    assert store.changes_between(replace(now, incarnation="another", revision=1), now) is None


@pytest.mark.parametrize("count", [200, 201])
def test_a_large_batch_is_read_rather_than_remembered(store: Store, count: int) -> None:
    start(store)
    before = store.edition("coventry")
    added = [Added(post(f"coventry/post-{number}")) for number in range(count)]
    store.apply(batch("many", *added))
    records = store.changes_between(before, store.edition("coventry"))
    assert (records is not None) == (count <= 200)
