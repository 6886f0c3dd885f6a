"""What people write, take out and are refused is in the audit log, with who, by which door, where.

Tests: api/pages/audit_trail.py, api/service/audited_store.py.
"""

import pytest
from starlette.testclient import TestClient

from api import errors
from api.access.network import SESSION_COOKIE, NetworkMode
from api.access.persons import ALL_RIGHTS, Person, Role, Via, acting_as
from api.app import create_app
from api.service.audited_store import WRITES, audited
from graph.errors import UnknownThing
from graph.store import Store
from graph.stores.memory import MemoryStore
from tests.api.access.quick import quick_network
from tests.graph.stores.small import batch, town

NOTED_HERE = ("written", "exported", "refused")
ADA = Person("Ada", ALL_RIGHTS, Via.GRAPHQL, "a1")


class Refused(Exception):
    """What the guard of a store says to somebody who sees an area and may not write there."""


@pytest.fixture
def network() -> NetworkMode:
    return quick_network()


@pytest.fixture(autouse=True)
def refused_is_403(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(errors, "_HTTP", ((Refused, 403), *errors._HTTP))


@pytest.fixture
def client(network: NetworkMode) -> TestClient:
    store = MemoryStore()
    town(store)
    return TestClient(create_app(store, network=network), base_url="https://127.0.0.1")


def signed_in(network: NetworkMode, name: str, role: Role) -> dict[str, str]:
    """Give somebody an account with a role; return what their browser sends."""
    account = network.people.add(name)
    network.people.grant(account, role, "coventry")
    session = network.sessions.begin(network.store.account(account.id))
    return {"Cookie": f"{SESSION_COOKIE}={session}"}


def lines(network: NetworkMode) -> list[tuple[str, str, str, str, str]]:
    """Return who wrote, took out or was refused what, by which door and where, oldest first."""
    found = [line for line in reversed(network.store.audit()) if line.what in NOTED_HERE]
    return [(line.who, line.via, line.what, line.area, line.about) for line in found]


def test_a_write_is_noted_and_one_that_failed_is_not(network: NetworkMode) -> None:
    store = audited(MemoryStore(), network.book)
    with acting_as(ADA):
        town(store)
        before = lines(network)
        with pytest.raises(UnknownThing):
            store.keep_places("nowhere", "columns", {})
    assert before
    assert set(before) == {("Ada", "graphql", "written", "coventry", "changes of the record")}
    assert lines(network) == before


def test_a_refusal_by_the_store_is_noted(network: NetworkMode) -> None:
    class Guarded(MemoryStore):
        def apply(self, *_: object) -> int:
            raise Refused

    store = audited(Guarded(), network.book)
    with acting_as(ADA), pytest.raises(Refused):
        store.apply(batch("b", area="essex"))
    assert lines(network) == [("Ada", "graphql", "refused", "essex", "changes of the record")]


def test_every_verb_that_writes_has_its_words() -> None:
    reading = {"describe", "areas", "revision", "edition", "editions", "editions_at_hand", "read"}
    reading |= {"history", "changes_between", "contents", "places", "scenarios", "scenario"}
    reading |= {"find", "verify", "close"}
    verbs = {name for name in vars(Store) if not name.startswith("_")}
    assert verbs - reading == set(WRITES)


def test_files_that_are_taken_out_are_noted_and_pages_are_not(
    client: TestClient, network: NetworkMode
) -> None:
    own = signed_in(network, "Ann", Role.VIEWER)
    for address in ("/areas/coventry", "/areas/coventry/map.svg", "/template.xlsx"):
        assert client.get(address, headers=own).status_code == 200
    assert lines(network) == []
    assert client.get("/areas/coventry/report.docx", headers=own).status_code == 200
    assert lines(network) == [
        ("Ann", "page", "exported", "coventry", "/areas/coventry/report.docx")
    ]


def test_what_a_role_does_not_reach_is_a_refusal(client: TestClient, network: NetworkMode) -> None:
    own = {**signed_in(network, "Ann", Role.VIEWER), "Origin": "https://127.0.0.1"}
    answer = client.post("/areas/coventry/follow-today", headers=own)
    assert answer.status_code == 403
    assert lines(network) == [
        ("Ann", "page", "refused", "coventry", "/areas/coventry/follow-today")
    ]
