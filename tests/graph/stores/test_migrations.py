"""Stores of version 1 of the schema, in which areas had no sources, opened by this version."""

import logging
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import ladybug
import neo4j
import pytest

from graph.errors import OlderStore, StoreUnreachable
from graph.facts.changes import Changed
from graph.facts.model import Reference
from graph.facts.store_dump import Contents
from graph.store import SCHEMA_VERSION, Store
from graph.stores.journal_scan import journal_path
from graph.stores.ladybug import LadybugStore
from graph.stores.memory import MemoryStore
from graph.stores.migrations import MIGRATIONS, WHO
from graph.stores.neo4j import Neo4jStore
from tests.conftest import Servers
from tests.graph.stores.neo4j_server import LocalServer
from tests.graph.stores.small import BOARD, COVENTRY, ESSEX, add, batch

READ_IN = ("source_document", "source_place", "source_heading")
FUNDED = replace(COVENTRY, start_for_life_funded=True)


def write_areas(store: Store) -> None:
    """Write what version 1 could: one area whose funding was read in the minutes, one without."""
    add(store, FUNDED, BOARD)
    add(store, ESSEX, area="essex")
    renamed = batch("b", Changed(replace(FUNDED, name="City of Coventry")))
    store.apply(replace(renamed, source="a letter"))


def check_brought_up(store: Store) -> None:
    """Check that the funding has its source now, and that the history says who gave it."""
    assert store.describe().schema_version == SCHEMA_VERSION
    area = store.read("coventry").area
    assert (area.name, area.start_for_life_funded) == ("City of Coventry", True)
    assert area.sources == (Reference("minutes"),)
    *_, last = store.history("coventry")
    assert (last.who, last.action, last.revision) == (WHO, "changed", 3)
    assert store.revision("coventry") == 3
    assert store.read("essex").area == ESSEX
    assert store.revision("essex") == 1
    assert store.verify() == ()


def execute(path: Path, text: str) -> list[dict[str, Any]]:
    """Run a statement past the store."""
    with (
        ladybug.Database(path, max_db_size=2**30) as database,
        ladybug.Connection(database) as connection,
    ):
        rows: Any = connection.execute(text)
        return list(rows.rows_as_dict())


def older_file(path: Path) -> None:
    """Make a store as version 1 left it: an Area table without the columns of version 2."""
    with closing(LadybugStore(path)) as store:
        write_areas(store)
    for column in READ_IN:
        execute(path, f"ALTER TABLE Area DROP {column}")
    execute(path, "MATCH (m:Meta) SET m.schema_version = 1, m.tables = 'of version 1'")
    for column in ("incarnation", "journal"):
        execute(path, f"ALTER TABLE Meta DROP {column}")
    journal_path(path).unlink()


def test_an_embedded_store_is_brought_up_and_kept_as_it_was(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path, copy = tmp_path / "store", tmp_path / "store.schema-1-1"
    older_file(path)
    with caplog.at_level(logging.WARNING), closing(LadybugStore(path)) as store:
        check_brought_up(store)
    said = f"of schema 1 and is of {SCHEMA_VERSION} now; it is kept as it was in {copy}."
    assert said in caplog.text
    with closing(LadybugStore(path)) as store:
        check_brought_up(store)
    there = {file.name for file in tmp_path.iterdir()}
    assert there == {"store", "store.journal.jsonl", copy.name}
    with closing(LadybugStore(copy)) as store:
        check_brought_up(store)


def test_an_embedded_store_that_cannot_be_kept_is_left_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "store"
    older_file(path)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("shutil.copy2", full)
        with pytest.raises(StoreUnreachable, match="is full and nothing was written"):
            LadybugStore(path)
    assert [file.name for file in tmp_path.iterdir()] == ["store"]
    assert execute(path, "MATCH (m:Meta) RETURN m.schema_version AS version") == [{"version": 1}]
    with closing(LadybugStore(path)) as store:
        check_brought_up(store)


def older_database(server: LocalServer) -> None:
    """Make a database as version 1 left it."""
    server.wipe()
    address, user, password, name = server.login()
    with closing(Neo4jStore(*server.login())) as store:
        write_areas(store)
    removed = ", ".join(f"a.{column}" for column in READ_IN)
    with neo4j.GraphDatabase.driver(address, auth=(user, password)) as driver:
        driver.execute_query(f"MATCH (a:Area) REMOVE {removed}", database_=name)
        driver.execute_query("MATCH (m:Meta) SET m.schema_version = 1", database_=name)


def test_a_database_on_a_server_is_brought_up_once_it_is_kept(neo4j_servers: Servers) -> None:
    server = neo4j_servers.get()
    older_database(server)
    with pytest.raises(OlderStore, match=r"older version of Golden Thread \(schema 1, .* backs it"):
        Neo4jStore(*server.login())
    kept: list[Contents] = []
    for _ in range(2):
        with closing(Neo4jStore(*server.login(), keep=kept.append)) as store:
            check_brought_up(store)
    (before,) = kept
    assert before.schema_version == 1
    assert before.snapshots()["coventry"].area.sources == ()
    # What was kept can be restored, and is brought up in doing so.
    restored = MemoryStore()
    restored.fill(before)
    check_brought_up(restored)


def test_the_steps_lead_to_this_version() -> None:
    assert [step.version for step in MIGRATIONS] == list(range(2, SCHEMA_VERSION + 1))
