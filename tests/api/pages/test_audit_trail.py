"""What people write, take out and are refused is in the audit log, with who, by which door, where.

Tests: api/pages/audit_trail.py, api/service/audited_store.py.
"""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from api import errors
from api.access.network import NetworkMode
from api.access.persons import ALL_RIGHTS, Person, Via, acting_as
from api.app import create_app
from api.service.audited_store import WRITES, audited
from graph.errors import UnknownThing
from graph.store import Store
from graph.stores.memory import MemoryStore
from tests.api.access.quick import quick_network
from tests.graph.stores.small import batch, town

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
def client(network: NetworkMode) -> Iterator[TestClient]:
    store = MemoryStore()
    town(store)
    with acting_as(ADA):
        yield TestClient(create_app(store, network=network), base_url="http://127.0.0.1")


def lines(network: NetworkMode) -> list[tuple[str, str, str, str, str]]:
    """Return who, by which door, what, which area and about what, the oldest first."""
    found = reversed(network.store.audit())
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
    for address in ("/areas/coventry", "/areas/coventry/map.svg", "/template.xlsx"):
        assert client.get(address).status_code == 200
    assert lines(network) == []
    assert client.get("/areas/coventry/report.docx").status_code == 200
    assert lines(network) == [
        ("Ada", "graphql", "exported", "coventry", "/areas/coventry/report.docx")
    ]


def test_a_form_from_elsewhere_is_a_refusal(client: TestClient, network: NetworkMode) -> None:
    foreign = {"Origin": "http://elsewhere.example"}
    answer = client.post("/areas/coventry/follow-today", headers=foreign)
    assert answer.status_code == 403
    assert lines(network) == [
        ("Ada", "graphql", "refused", "coventry", "/areas/coventry/follow-today")
    ]
