"""Embedded stores that have a table for each kind, opened by a program that has one for all.

Tests: graph/stores/ladybug_by_kind.py
"""

import logging
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from graph.errors import StoreUnreachable
from graph.facts.store_dump import Contents
from graph.store import SCHEMA_VERSION
from graph.stores.journal_scan import journal_path
from graph.stores.ladybug import LadybugStore
from graph.stores.ladybug_pool import LadybugPool
from graph.stores.ladybug_tables import TABLES
from tests.deciding_town import SLUG, deciding_facts
from tests.graph.stores.left import killed, laid_out_by_kind
from tests.graph.stores.small import add, post, town

ROOT = Path(__file__).parents[3]
# Opens a store in a process that ends just before the new file takes the place of the old one.
_CUT = """
import os, sys
from pathlib import Path
from graph.stores.ladybug import LadybugStore

path, replace = Path(sys.argv[1]), Path.replace
Path.replace = lambda file, to: os._exit(9) if Path(to) == path else replace(file, to)
LadybugStore(path)
"""


@pytest.fixture
def by_kind(tmp_path: Path) -> Path:
    """Return the path of a store with every kind and everything else, in a table for each kind."""
    path = tmp_path / "store"
    with closing(LadybugStore(path)) as store:
        town(store)
        add(store, *deciding_facts(), area=SLUG)
        add(store, post("coventry/later"))
        store.keep_places("coventry", "columns", {"coventry/later": (1.5, 2.0)})
    laid_out_by_kind(path)
    return path


def held(path: Path) -> tuple[Contents, object]:
    """Return what a store holds, and which edition of its areas that is."""
    with closing(LadybugStore(path)) as store:
        assert store.verify() == ()
        return store.contents(), [store.edition(slug) for slug in ("coventry", SLUG)]


def labels(path: Path) -> set[str]:
    """Return the tables of a store's file."""
    pool = LadybugPool(path, by_kind=True)
    try:
        with pool.reading() as run:
            return {row["name"] for row in run("CALL show_tables() RETURN `name` AS `name`", {})}
    finally:
        pool.release()


def test_it_holds_the_same_in_fewer_tables(
    by_kind: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    copy = tmp_path / f"store.schema-{SCHEMA_VERSION}-1"
    before = tmp_path / "before"
    shutil.copy2(by_kind, before)
    shutil.copy2(journal_path(by_kind), journal_path(before))
    assert "Body" in labels(by_kind)
    with caplog.at_level(logging.WARNING):
        first = held(by_kind)
    assert caplog.messages == [
        f"The store {by_kind} takes less memory now; it is kept as it was in {copy}."
    ]
    assert labels(by_kind) == {table.label for table in TABLES}
    assert labels(copy) == labels(before)
    caplog.clear()
    assert held(by_kind) == first == held(before)
    whole, _ = first
    assert held(copy)[0] == whole
    assert {fact.id for fact in deciding_facts()} <= whole.facts.keys()
    assert whole.places == {("coventry", "columns"): {"coventry/later": (1.5, 2.0)}}


def test_one_behind_its_journal_gets_what_it_lacks(by_kind: Path, tmp_path: Path) -> None:
    old = tmp_path / "old"
    shutil.copy2(by_kind, old)
    with closing(LadybugStore(by_kind)) as store:
        revision = add(store, post("coventry/last"))
    old.replace(by_kind)
    with closing(LadybugStore(by_kind)) as store:
        assert store.revision("coventry") == revision
        assert "coventry/last" in store.read("coventry").nodes
        assert store.verify() == ()


def test_a_log_that_was_left_beside_it_counts(tmp_path: Path) -> None:
    path = tmp_path / "store"
    killed(path)
    with closing(LadybugStore(path)) as store:
        before = store.contents()
    laid_out_by_kind(path)
    pool = LadybugPool(path, by_kind=True)
    with pool.writing() as run:
        run("MATCH (m:Meta) SET m.`tables` = 'by kind, and in the log'", {})
    pool.release()
    with closing(LadybugStore(path)) as store:
        assert store.contents() == before
        assert store.verify() == ()


def test_ended_in_the_middle_it_is_as_it_was(by_kind: Path) -> None:
    command = [sys.executable, "-c", _CUT, str(by_kind)]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == 9
    assert "Body" in labels(by_kind)
    whole, _ = held(by_kind)
    assert {fact.id for fact in deciding_facts()} <= whole.facts.keys()
    assert labels(by_kind) == {table.label for table in TABLES}


def test_without_room_it_is_left_alone(by_kind: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy2 = shutil.copy2

    def full(source: Path, to: Path) -> object:
        if Path(to).name.endswith(".by-kind"):
            raise OSError(28, "No space left on device")
        return copy2(source, to)

    with monkeypatch.context() as patched:
        patched.setattr("shutil.copy2", full)
        with pytest.raises(StoreUnreachable, match="is full"):
            LadybugStore(by_kind)
    assert "Body" in labels(by_kind)
    assert {path.name for path in by_kind.parent.iterdir()} == {
        "store",
        "store.journal.jsonl",
        f"store.schema-{SCHEMA_VERSION}-1",
    }
    held(by_kind)
