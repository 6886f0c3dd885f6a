"""What the tests of the doors share: a store with the bundled areas, and the service over it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

import loaders
from api.app import create_app
from graph.rules import run
from graph.rules.registry import RuleContext
from graph.stores.memory import MemoryStore
from graph.view import View
from loaders.archive import read_archive
from tests.api.access.provider_process import ProviderProcess, provider_process
from tests.api.browser import browser, live, page

BUNDLED = Path(loaders.__file__).parent / "bundled"
__all__ = ["app", "browser", "client", "live", "page", "store"]


@pytest.fixture(scope="session")
def openid_provider() -> Iterator[ProviderProcess]:
    """A real provider of OpenID Connect, started once."""
    with provider_process() as provider:
        yield provider


@pytest.fixture
def checks_run(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The area of each time that all checks are run, as it happens."""
    runs: list[str] = []

    class Counted(RuleContext):
        def __init__(self, view: View) -> None:
            runs.append(view.snapshot.area.slug)
            super().__init__(view)

    monkeypatch.setattr(run, "RuleContext", Counted)
    return runs


@pytest.fixture(scope="session")
def store() -> MemoryStore:
    """The eight published areas; shared, so not to be changed."""
    opened = MemoryStore()
    for path in sorted(BUNDLED.glob("*.jsonl")):
        archive = read_archive(path)
        opened.put(archive.snapshot, archive.history)
    return opened


@pytest.fixture(scope="session")
def app(store: MemoryStore) -> Starlette:
    return create_app(store)


@pytest.fixture(scope="session")
def client(app: Starlette) -> Iterator[TestClient]:
    with TestClient(app, raise_server_exceptions=False, base_url="http://127.0.0.1") as opened:
        yield opened
