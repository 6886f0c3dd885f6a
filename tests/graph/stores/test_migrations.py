"""Stores of older versions of the schema, opened by this version.

In version 1 areas had no sources; in version 2 nothing said who decides and how a body works; in
version 3 the history did not say by which door, nor said by whom.
"""

import logging
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import ladybug
import neo4j
import pytest

from graph.errors import OlderStore, StoreUnreachable
from graph.facts.changes import Changed
from graph.facts.history_json import HISTORY_TEXTS
from graph.facts.model import Reference
from graph.facts.store_dump import Contents
from graph.store import SCHEMA_VERSION, Store
from graph.stores.journal_scan import journal_path
from graph.stores.ladybug import LadybugStore
from graph.stores.ladybug_schema import creation
from graph.stores.memory import MemoryStore
from graph.stores.migrations import MIGRATIONS, WHO
from graph.stores.neo4j import Neo4jStore
from graph.stores.rows import SOURCE_COLUMNS
from graph.stores.statements import LINES, THINGS, StoreTable
from tests.conftest import Servers
from tests.deciding_town import SLUG, deciding_facts
from tests.graph.stores.left import laid_out_by_kind
from tests.graph.stores.neo4j_server import LocalServer
from tests.graph.stores.small import BOARD, COVENTRY, ESSEX, add, batch, post

READ_IN = SOURCE_COLUMNS
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
    laid_out_by_kind(path)
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


# What version 2 had no place for: kinds of thing and of link, ends, and columns.
NEW_THINGS = ("matter", "decision")
NEW_LINES = ("has_right_over", "acts_for", "appoints", "serves", "escalates_to", "hosts")
# Those that could not run to a matter, or from whom they can now.
WIDER_LINES = ("leads", "accountable_for")
DELEGATION = LINES["delegates_to"]


def file_of_version_2(path: Path) -> None:
    """Make a store as version 2 left it, with a delegation between two posts."""
    with closing(LadybugStore(path)) as store:
        write_areas(store)
        posts = post("coventry/lead"), post("coventry/delegate")
        add(store, *posts)
    laid_out_by_kind(path)
    for kind in (*NEW_LINES, "line_manages", "delegates_to", *WIDER_LINES):
        execute(path, f"DROP TABLE {LINES[kind].label}")
    for kind in NEW_THINGS:
        execute(path, f"DROP TABLE {THINGS[kind].label}")
    for kind in WIDER_LINES:
        execute(path, creation(replace(LINES[kind], pairs=(("Post", "Body"),))))
    columns = {n: c for n, c in DELEGATION.columns.items() if not n.startswith("limit")}
    execute(path, creation(StoreTable(DELEGATION.label, columns, (("Post", "Post"),))))
    execute(
        path,
        "MATCH (a:Post {id: 'coventry/lead'}), (b:Post {id: 'coventry/delegate'}) CREATE "
        "(a)-[:DELEGATES_TO {id: 'coventry/lead~delegates_to~delegate', kind: 'delegates_to', "
        "area: 'coventry', version: 1, status: 'operating', confidence: 'stated', note: '', "
        "matter: 'cases'}]->(b)",
    )
    for column in ("also_kinds", "quorum", "quorum_classes", "decision_rule", "purpose"):
        execute(path, f"ALTER TABLE Body DROP {column}")
    execute(path, "ALTER TABLE MEMBER_OF DROP seat_kind")
    execute(path, "MATCH (m:Meta) SET m.schema_version = 2, m.tables = 'of version 2'")
    execute(path, "MATCH (m:Meta) SET m.journal = NULL")
    journal_path(path).unlink()


def check_has_room(store: Store) -> None:
    """Check that all of who decides has a place, and that what was there is as it was."""
    assert store.describe().schema_version == SCHEMA_VERSION
    facts = deciding_facts()
    add(store, *facts, area=SLUG)
    assert store.read(SLUG).facts() == {fact.id: fact for fact in facts}
    assert store.read("coventry").nodes[BOARD.id] == BOARD
    assert store.verify() == ()


def test_an_embedded_store_of_version_2_gets_room_for_who_decides(tmp_path: Path) -> None:
    path = tmp_path / "store"
    file_of_version_2(path)
    with closing(LadybugStore(path)) as store:
        check_has_room(store)
        kept = store.read("coventry")
        (delegation,) = kept.links.values()
        assert (delegation.kind, delegation.text("matter")) == ("delegates_to", "cases")
        assert store.revision("coventry") == 3
    copy = "store.schema-2-1"
    assert {file.name for file in tmp_path.iterdir()} == {"store", "store.journal.jsonl", copy}
    with closing(LadybugStore(path)) as store:
        assert store.read(SLUG).facts().keys() == {fact.id for fact in deciding_facts()}


def test_a_database_of_version_2_gets_room_for_who_decides(neo4j_servers: Servers) -> None:
    server = neo4j_servers.get()
    server.wipe()
    address, user, password, name = server.login()
    with closing(Neo4jStore(*server.login())) as store:
        write_areas(store)
    with neo4j.GraphDatabase.driver(address, auth=(user, password)) as driver:
        driver.execute_query("MATCH (m:Meta) SET m.schema_version = 2", database_=name)
        for kind in NEW_THINGS:
            label = THINGS[kind].label
            driver.execute_query(f"DROP CONSTRAINT {label}_id", database_=name)
    with pytest.raises(OlderStore, match=r"older version of Golden Thread \(schema 2, .* backs it"):
        Neo4jStore(*server.login())
    kept: list[Contents] = []
    with closing(Neo4jStore(*server.login(), keep=kept.append)) as store:
        check_has_room(store)
    assert [one.schema_version for one in kept] == [2]
    restored = MemoryStore()
    restored.fill(kept[0])
    check_has_room(restored)


# What the history did not say in version 3.
NOT_SAID = (*HISTORY_TEXTS[1:], "day", "places")


def check_says_more(store: Store) -> None:
    """Check that what was written before says what it said, and what is written now says more."""
    assert store.describe().schema_version == SCHEMA_VERSION
    before = store.history("coventry")
    assert {(r.who, r.via, r.said_by, r.day, r.takes_back) for r in before} == {
        ("Ada", "", "", None, "")
    }
    # What was written under its id then is answered as it was.
    assert store.apply(batch("b")) == 2
    named = batch("named", Changed(replace(FUNDED, name="Coventry once more")))
    store.apply(replace(named, via="page", said_by="the clerk", day=date(2024, 3, 30)))
    last = store.history("coventry")[-1]
    assert (last.via, last.said_by, last.day) == ("page", "the clerk", date(2024, 3, 30))
    assert store.verify() == ()


def test_an_embedded_store_of_version_3_gets_room_for_what_is_said(tmp_path: Path) -> None:
    path = tmp_path / "store"
    with closing(LadybugStore(path)) as store:
        write_areas(store)
    for column in NOT_SAID:
        execute(path, f"ALTER TABLE Change DROP {column}")
    execute(path, "ALTER TABLE Batch DROP whole")
    execute(path, "MATCH (m:Meta) SET m.schema_version = 3, m.tables = 'of version 3'")
    execute(path, "MATCH (m:Meta) SET m.journal = NULL")
    journal_path(path).unlink()
    with closing(LadybugStore(path)) as store:
        check_says_more(store)
    assert (tmp_path / "store.schema-3-1").is_file()
    with closing(LadybugStore(path)) as store:
        assert store.history("coventry")[-1].said_by == "the clerk"


def test_a_database_of_version_3_gets_room_for_what_is_said(neo4j_servers: Servers) -> None:
    server = neo4j_servers.get()
    server.wipe()
    address, user, password, name = server.login()
    with closing(Neo4jStore(*server.login())) as store:
        write_areas(store)
    removed = ", ".join(f"c.{column}" for column in NOT_SAID)
    with neo4j.GraphDatabase.driver(address, auth=(user, password)) as driver:
        driver.execute_query(f"MATCH (c:Change) REMOVE {removed}", database_=name)
        driver.execute_query("MATCH (b:Batch) REMOVE b.whole", database_=name)
        driver.execute_query("MATCH (m:Meta) SET m.schema_version = 3", database_=name)
    kept: list[Contents] = []
    with closing(Neo4jStore(*server.login(), keep=kept.append)) as store:
        check_says_more(store)
    assert [one.schema_version for one in kept] == [3]


def test_the_steps_lead_to_this_version() -> None:
    assert [step.version for step in MIGRATIONS] == list(range(2, SCHEMA_VERSION + 1))
