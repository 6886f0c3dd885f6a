"""Two programs on one server: no update is lost, and each sees what the other wrote."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import neo4j
import pytest

from graph.facts.changes import Changed
from graph.stores.neo4j import Neo4jStore
from tests.conftest import Servers
from tests.graph.stores.neo4j_server import PASSWORD, LocalServer
from tests.graph.stores.small import BOARD, batch, town

ROOT = Path(__file__).parents[3]
ROUNDS = 6
# Edits the note of one body: reads a line with the round, writes what came of it.
CHILD = """
import json, sys
from dataclasses import replace
from graph.facts.changes import Changed
from graph.errors import Conflict
from graph.stores.neo4j import Neo4jStore
from tests.graph.stores.small import BOARD, batch

address, password, name = sys.argv[1:]
store = Neo4jStore(address, "neo4j", password, "neo4j")
print("ready", flush=True)
for line in sys.stdin:
    seen, round = json.loads(line)
    change = Changed(replace(BOARD, note=f"{name} {round}"))
    try:
        revision = store.apply(batch(f"{name} {round}", change), {BOARD.id: seen})
        print(json.dumps({"revision": revision}), flush=True)
    except Conflict as error:
        print(json.dumps({"changed": error.changed}), flush=True)
"""


@pytest.fixture
def server(neo4j_servers: Servers) -> LocalServer:
    found = neo4j_servers.get()
    found.wipe()
    return found


class Program:
    """Another process with the store open."""

    def __init__(self, server: LocalServer, name: str) -> None:
        command = [sys.executable, "-c", CHILD, server.login()[0], PASSWORD, name]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=ROOT)

    def say(self, *words: object) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(words) + "\n")
        self.process.stdin.flush()

    def hear(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline()


def test_of_two_edits_at_once_one_succeeds_and_one_names_what_changed(server: LocalServer) -> None:
    programs = [Program(server, name) for name in ("Ada", "Bo")]
    with closing(Neo4jStore(*server.login())) as store:
        town(store)
        assert [program.hear() for program in programs] == ["ready\n", "ready\n"]
        for number in range(ROUNDS):
            seen = store.read("coventry").versions[BOARD.id]
            for program in programs:
                program.say(seen, number)
            answers: list[dict[str, Any]] = [json.loads(program.hear()) for program in programs]
            (won,) = (n for n, answer in enumerate(answers) if "revision" in answer)
            assert answers[won] == {"revision": seen + 1}
            ((fact, why),) = answers[1 - won]["changed"]
            assert fact == BOARD.id
            assert f"has changed (version {seen + 1}) since it was read as version {seen}" in why
            # And what the other program wrote is seen here at once.
            note = store.read("coventry").nodes[BOARD.id].note
            assert note == f"{('Ada', 'Bo')[won]} {number}"
        assert store.revision("coventry") == ROUNDS + 1
        assert len(store.history("coventry", BOARD.id)) == ROUNDS + 1
        assert store.verify() == ()
    for program in programs:
        program.process.communicate()
        assert program.process.returncode == 0


def test_two_stores_see_each_others_changes(server: LocalServer) -> None:
    with (
        closing(Neo4jStore(*server.login())) as one,
        closing(Neo4jStore(*server.login("neo4j"))) as other,
    ):
        before = town(one)
        assert other.read("coventry") == before
        for number in range(10):
            writer, reader = (one, other) if number % 2 else (other, one)
            note = f"note {number}"
            made = writer.apply(batch(note, Changed(replace(BOARD, note=note))))
            assert reader.read("coventry").nodes[BOARD.id].note == note
            assert reader.revision("coventry") == made


def lose_the_first_answer(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Have the driver lose the answer to the next commit, as a broken line would."""
    commit: Callable[[neo4j.ManagedTransaction], object] = neo4j.ManagedTransaction._commit
    lost: list[str] = []

    def losing(transaction: neo4j.ManagedTransaction) -> object:
        answer = commit(transaction)
        if not lost:
            lost.append("the answer")
            raise neo4j.exceptions.IncompleteCommit("the line broke")
        return answer

    monkeypatch.setattr(neo4j.ManagedTransaction, "_commit", losing)
    return lost


def test_a_change_whose_answer_was_lost_is_made_once(
    server: LocalServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(Neo4jStore(*server.login())) as store:
        before = town(store)
        lost = lose_the_first_answer(monkeypatch)
        change = batch("b", Changed(replace(BOARD, note="once")))
        assert store.apply(change, {BOARD.id: 1}) == 2
        assert lost
        assert store.read("coventry").versions[BOARD.id] == 2
        assert len(store.history("coventry", BOARD.id)) == 2
        server.wipe()
        lost.clear()
        store.put(before, ())
        assert lost
        assert store.read("coventry") == before
        assert store.verify() == ()


def goldenthread(
    store: str, *words: str, password: str = PASSWORD
) -> subprocess.CompletedProcess[str]:
    """Run a command line in a process of its own, as a user would."""
    setting = {"GOLDENTHREAD_STORE": store, "GOLDENTHREAD_STORE_PASSWORD": password}
    return subprocess.run(
        [sys.executable, "-c", "from api.cli import main; main()", *words],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, **setting},
    )


def test_one_setting_moves_a_council_to_a_server(server: LocalServer) -> None:
    assert goldenthread(server.url, "examples", "york", "coventry").returncode == 0
    said = goldenthread(server.url, "areas")
    assert (said.returncode, said.stderr) == (0, "")
    columns = [line.split(maxsplit=2) for line in said.stdout.splitlines()]
    assert ["coventry", "Coventry", "37 things, 39 links, revision 1"] in columns
    again = goldenthread(server.url, "examples", "york")
    assert again.stdout == "york: nothing changed (revision 1).\n"
    checked = goldenthread(server.url, "check", "york", "--format", "json")
    assert json.loads(checked.stdout)["revision"] == 1


def test_what_goes_wrong_is_one_sentence_and_exit_code_3(server: LocalServer) -> None:
    away = server.url.replace(str(server.port), "1")
    for store, password, expected in (
        (away, PASSWORD, "does not answer"),
        (server.url, "not the one", "refused the user"),
        (server.url + "x", PASSWORD, 'has no database "neo4jx"'),
    ):
        said = goldenthread(store, "areas", password=password)
        assert (said.returncode, said.stdout) == (3, "")
        assert said.stderr.count("\n") == 1
        assert expected in said.stderr
        assert password not in said.stderr
