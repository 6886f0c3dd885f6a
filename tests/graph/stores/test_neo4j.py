"""The shared store's own promises: its labels, its sentences, its turns.

Tests: graph/stores/neo4j_engine.py, graph/stores/neo4j_errors.py
Tests: graph/stores/neo4j_schema.py
"""

import contextlib
import re
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import neo4j
import pytest
from neo4j import exceptions

from graph.errors import InvalidFact, NewerStore, StoreError, StoreUnreachable
from graph.facts.changes import Added, Changed, Ended, Withdrawn
from graph.facts.dates import PartialDate
from graph.store import SCHEMA_VERSION
from graph.stores import neo4j_schema
from graph.stores.neo4j import Neo4jStore
from graph.stores.neo4j_engine import Neo4jEngine
from graph.stores.neo4j_errors import Server, check_version, classify
from graph.stores.operations import Run
from graph.stores.statements import NODE_TABLES
from tests.conftest import Servers
from tests.graph.stores.neo4j_server import PASSWORD, LocalServer
from tests.graph.stores.small import BOARD, CHAIR, COVENTRY, add, batch, body, post, town


@pytest.fixture
def server(neo4j_servers: Servers) -> LocalServer:
    found = neo4j_servers.get()
    found.wipe()
    return found


@pytest.fixture
def store(server: LocalServer) -> Iterator[Neo4jStore]:
    with closing(Neo4jStore(*server.login())) as opened:
        yield opened


def ask(server: LocalServer, text: str) -> list[dict[str, Any]]:
    """Run a statement past the store, as another program might."""
    address, user, password, database = server.login()
    with neo4j.GraphDatabase.driver(address, auth=(user, password)) as driver:
        return [record.data() for record in driver.execute_query(text, database_=database).records]


def test_things_carry_the_labels_and_names_that_a_person_searches_for(
    server: LocalServer, store: Neo4jStore
) -> None:
    town(store)
    asked = (
        "MATCH (p:Post)-[r:CHAIRS]->(b:Body:MainBoard) RETURN p.id AS post, b.name AS name, "
        "type(r) AS kind"
    )
    assert ask(server, asked) == [{"post": CHAIR.id, "name": "Early Help Board", "kind": "CHAIRS"}]


def test_the_label_of_a_body_follows_its_kind(server: LocalServer, store: Neo4jStore) -> None:
    def labels() -> set[str]:
        (row,) = ask(server, f"MATCH (b {{id: '{BOARD.id}'}}) RETURN labels(b) AS labels")
        return set(row["labels"])

    before = town(store)
    first = batch("a", Changed(replace(BOARD, attributes={"body_kind": "sub_group"})))
    store.apply(first)
    assert labels() == {"Body", "SubGroup"}
    store.apply(batch("b", Changed(replace(BOARD, attributes={"body_kind": "network"}))))
    # A batch that comes again changes nothing, its label included.
    store.apply(first)
    assert labels() == {"Body", "Network"}
    store.apply(batch("c", Ended(BOARD.id, PartialDate("2024"))))
    assert labels() == {"Body", "Network"}
    store.apply(batch("d", Changed(replace(BOARD, attributes={}))))
    assert labels() == {"Body"}
    server.wipe()
    store.put(before, ())
    assert labels() == {"Body", "MainBoard"}


def test_every_label_has_one_unique_id(server: LocalServer, store: Neo4jStore) -> None:
    town(store)
    found = ask(server, "SHOW CONSTRAINTS YIELD labelsOrTypes, type RETURN labelsOrTypes, type")
    unique = {row["labelsOrTypes"][0] for row in found if row["type"] == "UNIQUENESS"}
    # Those of accounts, which may lie in the same database, have names of their own.
    of_maps = {label for label in unique if not label.startswith("Access")}
    assert of_maps == {table.label for table in NODE_TABLES}
    with pytest.raises(neo4j.exceptions.ConstraintError):
        ask(server, f"CREATE (:Body {{id: '{BOARD.id}'}})")


def test_routing_and_a_database_by_default(server: LocalServer, store: Neo4jStore) -> None:
    before = town(store)
    address, user, password, _ = server.login("neo4j")
    with closing(Neo4jStore(address, user, password)) as routed:
        assert routed.read("coventry") == before
        assert routed.describe().address == f"neo4j://neo4j@127.0.0.1:{server.port}"
        assert routed.describe().engine_version.startswith("5.26")


def test_a_closed_store_says_so(server: LocalServer) -> None:
    store = Neo4jStore(*server.login())
    store.close()
    store.close()
    with pytest.raises(StoreUnreachable, match="is closed"):
        store.areas()


def refusal(opening: Callable[[], Neo4jStore]) -> str:
    with pytest.raises(StoreUnreachable) as caught:
        opening().close()
    said = str(caught.value)
    assert PASSWORD not in said
    assert "secret" not in said
    assert said.endswith(".")
    assert "\n" not in said
    return said


def test_a_server_that_is_away() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    for scheme in ("bolt", "neo4j", "bolt+s", "neo4j+ssc"):
        address = f"{scheme}://127.0.0.1:{port}"
        said = refusal(partial(Neo4jStore, address, "ada", "secret"))
        assert said.startswith(f"The server at {scheme}://ada@127.0.0.1:{port} does not answer")


def test_what_is_wrong_with_an_address_is_said(server: LocalServer) -> None:
    address, user, _, database = server.login()
    said = refusal(lambda: Neo4jStore(address, user, "secret", database))
    assert 'refused the user "neo4j" or the password' in said
    said = refusal(lambda: Neo4jStore(address, user, PASSWORD, "nowhere"))
    assert 'has no database "nowhere"' in said
    routed = address.replace("bolt", "neo4j")
    said = refusal(lambda: Neo4jStore(routed, user, PASSWORD, "nowhere"))
    assert 'has no database "nowhere"' in said
    encrypted = address.replace("bolt", "bolt+ssc")
    assert "does not answer" in refusal(lambda: Neo4jStore(encrypted, user, PASSWORD, database))


def test_what_is_no_neo4j_is_refused() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        other.settimeout(10)

        def answer() -> None:
            with other.accept()[0] as caller:
                caller.recv(100)
                caller.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

        answering = threading.Thread(target=answer)
        answering.start()
        port = other.getsockname()[1]
        said = refusal(lambda: Neo4jStore(f"bolt://127.0.0.1:{port}", "ada", "secret"))
        assert "is no Neo4j 5 or later" in said
        answering.join()


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_a_certificate_that_nobody_vouches_for_has_its_own_sentence(scheme: str) -> None:
    """One that the server made itself, as the key and certificate beside this file are."""
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(Path(__file__).with_name("self_signed.pem"))
    done = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.1)

        def answer() -> None:
            while not done.is_set():
                with contextlib.suppress(OSError), listener.accept()[0] as caller:
                    caller.settimeout(5)
                    tls.wrap_socket(caller, server_side=True).close()

        answering = threading.Thread(target=answer)
        answering.start()
        there = f"127.0.0.1:{listener.getsockname()[1]}"
        try:
            said = refusal(lambda: Neo4jStore(f"{scheme}+s://{there}", "ada", "secret"))
            taken = refusal(lambda: Neo4jStore(f"{scheme}+ssc://{there}", "ada", "secret"))
        finally:
            done.set()
            answering.join()
    assert "is one that nobody vouches for" in said
    assert f"take it unseen with +ssc ({scheme}+ssc://ada@{there})" in said
    # Taken unseen, it is no hindrance; what answers here is no server.
    assert "certificate" not in taken


@pytest.mark.parametrize(
    ("code", "words"), [(10, "have it renewed"), (62, "is of another name"), (19, "+ssc")]
)
def test_what_is_wrong_with_a_certificate_is_said(code: int, words: str) -> None:
    doubted = ssl.SSLCertVerificationError(1, "certificate verify failed")
    doubted.verify_code = code
    away = exceptions.ServiceUnavailable("Unable to retrieve routing information")
    away.__cause__ = ExceptionGroup("each server", [OSError("refused"), doubted])
    assert words in str(classify(away, Server("neo4j+s://there")))


def test_what_a_server_cannot_do_is_said_without_its_inner_words() -> None:
    inner = exceptions.DatabaseError("java.lang.IllegalStateException: PageCursor[17] at 0x3f")
    said = str(classify(inner, Server("bolt://there")))
    assert "could not do what was asked" in said
    assert "PageCursor" not in said


@pytest.mark.parametrize("version", ["4.4.41", "3.5", ""])
def test_a_server_below_5_is_refused(version: str) -> None:
    with pytest.raises(StoreUnreachable, match=r"needs 5 or later"):
        check_version(version, Server("bolt://there"))


def test_newer_servers_are_taken() -> None:
    for version in ("5.0.0", "5.26.30", "2026.09.0"):
        check_version(version, Server("bolt://there"))


def test_a_newer_store_is_refused_and_left_alone(server: LocalServer, store: Neo4jStore) -> None:
    town(store)
    ask(server, f"MATCH (m:Meta) SET m.schema_version = {SCHEMA_VERSION + 1}")
    try:
        with pytest.raises(NewerStore, match=f"schema {SCHEMA_VERSION + 1}, .* update the program"):
            Neo4jStore(*server.login())
    finally:
        ask(server, f"MATCH (m:Meta) SET m.schema_version = {SCHEMA_VERSION}")


def test_the_database_of_another_program_is_left_alone(server: LocalServer) -> None:
    ask(server, "MATCH (n) DETACH DELETE n")
    ask(server, "CREATE (:Film {name: 'Brief Encounter'})")
    try:
        assert "holds other things" in refusal(lambda: Neo4jStore(*server.login()))
        assert ask(server, "MATCH (n) RETURN count(n) AS n") == [{"n": 1}]
    finally:
        ask(server, "MATCH (n:Film) DELETE n")


def test_a_database_is_made_ready_once_and_anew_when_the_kinds_grow(server: LocalServer) -> None:
    Neo4jStore(*server.login()).close()
    ask(server, "DROP CONSTRAINT Body_id")
    Neo4jStore(*server.login()).close()
    assert ask(server, "SHOW CONSTRAINTS YIELD name WHERE name = 'Body_id' RETURN name") == []
    ask(server, "MATCH (m:Meta) SET m.tables = 'older'")
    Neo4jStore(*server.login()).close()
    assert ask(server, "SHOW CONSTRAINTS YIELD name WHERE name = 'Body_id' RETURN name")


def test_an_error_of_the_server_writes_nothing(server: LocalServer, store: Neo4jStore) -> None:
    before = town(store)
    with closing(Neo4jEngine(Server(*server.login()))) as engine:

        def half(run: Run) -> None:
            run("MATCH (b:Body) SET b.note = 'half'", {})
            run("CREATE (:Body {id: $id})", {"id": BOARD.id})

        with pytest.raises(StoreError, match="could not do what was asked"):
            engine.write(half)
        with pytest.raises(InvalidFact):
            add(store, body("coventry/b"), post(" "))
    assert store.read("coventry") == before


def test_more_rows_than_a_statement_takes(
    store: Neo4jStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    # 101 in statements of 20 are cut as 10,001 in statements of 2,000 would be.
    monkeypatch.setattr("graph.stores.neo4j_engine._ROWS", 20)
    add(store, COVENTRY)
    bodies = [body(f"coventry/b{n}") for n in range(101)]
    assert store.apply(batch("many", *map(Added, bodies))) == 2
    assert len(store.read("coventry").nodes) == len(bodies)
    assert store.apply(batch("gone", *(Withdrawn(each.id) for each in bodies))) == 3
    assert store.read("coventry").nodes == {}


def test_a_reading_that_somebody_writes_into_is_repeated(
    server: LocalServer, store: Neo4jStore
) -> None:
    town(store)
    with closing(Neo4jEngine(Server(*server.login()))) as engine:
        readings = 0

        def slow(run: Run) -> tuple[str, str]:
            nonlocal readings
            readings += 1
            asked = "MATCH (n {id: $id}) RETURN n.note AS note"
            first = run(asked, {"id": BOARD.id})[0]["note"]
            if readings < 3:
                notes = [replace(fact, note=f"note {readings}") for fact in (BOARD, CHAIR)]
                store.apply(batch(f"b{readings}", *map(Changed, notes)))
            if readings == 1:
                raise KeyError("as half a state might")
            return first, run(asked, {"id": CHAIR.id})[0]["note"]

        assert engine.read(slow) == ("note 2", "note 2")
        assert readings == 3


def test_a_reading_waits_for_the_end_of_a_commit(server: LocalServer, store: Neo4jStore) -> None:
    town(store)
    address, user, password, database = server.login()
    with (
        neo4j.GraphDatabase.driver(address, auth=(user, password)) as driver,
        driver.session(database=database) as session,
        ThreadPoolExecutor(1) as pool,
        session.begin_transaction() as other,
    ):
        other.run("MATCH (m:Meta) SET m.turn = 'another'").consume()
        other.run("MATCH (n) WHERE n:Body OR n:Post SET n.note = 'both'").consume()
        reading = pool.submit(store.read, "coventry")
        with pytest.raises(TimeoutError):
            reading.result(timeout=1)
        assert store.revision("coventry") == 1
        other.commit()
        notes = [node.note for node in reading.result(timeout=30).nodes.values()]
    assert notes == ["both", "both"]


def test_a_reading_that_is_always_written_into_ends_while_writers_wait(
    server: LocalServer, store: Neo4jStore
) -> None:
    town(store)
    with closing(Neo4jEngine(Server(*server.login()))) as engine:
        readings = 0

        def slow(run: Run) -> int:
            nonlocal readings
            readings += 1
            if readings <= 2:
                store.apply(batch(f"b{readings}", Changed(replace(BOARD, note=f"n {readings}"))))
            return readings

        assert engine.read(slow) == 3


def test_bodies_have_a_label_each() -> None:
    labels = neo4j_schema.BODY_LABELS
    assert labels["main_board"] == "MainBoard"
    assert len(set(labels.values())) == len(labels)
    assert all(re.fullmatch("[A-Z][A-Za-z]+", label) for label in labels.values())
