"""Relay's promise: whatever has an id is found again by node(id), with the same fields."""

from typing import Any

from tests.api.clients.judges import SCHEMA, judge


def test_whatever_has_an_id_is_found_again(service: str, asked: list[dict[str, Any]]) -> None:
    given = {"url": service, "documents": asked, "schema": str(SCHEMA)}
    said = judge("node_again", given)
    assert said["refused"] == []
    assert said["wrong"] == []
    assert said["objects"] > 1_000
    assert {"Body", "Finding", "Link"} <= set(said["types"])
