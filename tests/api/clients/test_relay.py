"""Relay's store, with artifacts of its own compiler, shows what the service sent."""

from pathlib import Path
from typing import Any

from tests.api.clients.judges import SCHEMA, check_shown, judge


def test_its_store_shows_what_was_sent(
    service: str, asked: list[dict[str, Any]], tmp_path: Path
) -> None:
    given = {"url": service, "documents": asked, "schema": str(SCHEMA), "folder": str(tmp_path)}
    check_shown(judge("relay", given), least=20_000)
