"""Where faults in the security are told: a file where a setting says so, else none."""

from datetime import UTC, datetime, timedelta

from starlette.testclient import TestClient

from api.app import create_app
from graph.stores.memory import MemoryStore

PATH = "/.well-known/security.txt"


def test_without_a_contact_there_is_no_file() -> None:
    client = TestClient(create_app(MemoryStore()), base_url="http://127.0.0.1")
    assert client.get(PATH).status_code == 404


def test_with_one_it_holds_for_less_than_a_year() -> None:
    app = create_app(MemoryStore(), contact="mailto:security@example.gov.uk")
    answer = TestClient(app, base_url="https://localhost").get(f"{PATH}?x=1")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in answer.text.splitlines())
    assert fields["Contact"] == "mailto:security@example.gov.uk"
    assert fields["Canonical"] == f"https://localhost{PATH}"
    until = datetime.fromisoformat(fields["Expires"])
    now = datetime.now(UTC)
    assert now + timedelta(days=90) < until < now + timedelta(days=365)
