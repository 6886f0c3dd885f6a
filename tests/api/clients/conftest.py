"""One real service for all clients: two bundled areas, and two small towns that share a body."""

from collections.abc import Iterator
from typing import Any

import pytest

from api.app import create_app
from graph.stores.memory import MemoryStore
from tests.api.browser import serving
from tests.api.clients.questions_asked import documents, filled


@pytest.fixture(scope="session")
def areas() -> MemoryStore:
    """What the service is asked about; shared, so not to be changed."""
    return filled()


@pytest.fixture(scope="session")
def service(areas: MemoryStore) -> Iterator[str]:
    """Serve the areas; gives the address of GraphQL."""
    with serving(create_app(areas)) as address:
        yield f"{address}/graphql"


@pytest.fixture(scope="session")
def asked(areas: MemoryStore) -> list[dict[str, Any]]:
    """Every saved question, and what confuses a cache."""
    return list(documents(areas))
