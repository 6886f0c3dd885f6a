"""Whether the service can answer now, in a word; and how little strangers are told of it.

Tests: api/pages/ready.py, api/service/reachable.py.
"""

from starlette.testclient import TestClient

from api.access.persons import NOBODY, acting_as
from api.app import create_app
from api.service import reachable
from graph.errors import StoreLocked
from graph.stores.memory import MemoryStore
from tests.api.access.quick import quick_network


class Away(MemoryStore):
    def areas(self) -> tuple[()]:
        raise StoreLocked("Another program has the store open at /secret/place.")


def asked(client: TestClient) -> tuple[int, str]:
    answer = client.get("/ready")
    assert answer.headers["Cache-Control"].startswith("no-store")
    return answer.status_code, answer.text.strip()


def test_a_service_whose_store_answers_is_ready_until_it_stops() -> None:
    app = create_app(MemoryStore())
    client = TestClient(app, base_url="http://127.0.0.1")
    assert asked(client) == (200, "ready")
    app.state.is_stopping = True
    assert asked(client) == (503, "stopping")


def test_a_store_that_is_away_is_one_word() -> None:
    client = TestClient(create_app(Away()), base_url="http://127.0.0.1")
    assert asked(client) == (503, "store")


def test_accounts_that_are_away_are_another() -> None:
    network = quick_network()
    client = TestClient(create_app(MemoryStore(), network=network), base_url="http://127.0.0.1")
    assert asked(client) == (200, "ready")
    network.store.close()
    assert asked(client) == (503, "accounts")


def test_strangers_are_not_told_how_large_the_service_is() -> None:
    for store, said in ((MemoryStore(), {"status": "ok"}), (Away(), {"status": "store away"})):
        client = TestClient(create_app(store), base_url="http://127.0.0.1")
        with acting_as(NOBODY):
            assert client.get("/health").json() == said
        assert "memory_mb" in client.get("/health").json()


def test_patience_is_short() -> None:
    assert reachable.PATIENCE <= 2
