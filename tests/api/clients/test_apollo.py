"""Apollo Client with its default cache shows what the service sent, and nothing else."""

from typing import Any

from tests.api.clients.judges import SCHEMA, check_shown, judge


def test_its_cache_shows_what_was_sent(service: str, asked: list[dict[str, Any]]) -> None:
    given = {"url": service, "documents": asked, "schema": str(SCHEMA)}
    check_shown(judge("apollo", given), least=40_000)
