"""Relay's promise: whatever has an id is found again by node(id), with the same fields."""

from itertools import chain

from graph.stores.memory import MemoryStore
from tests.api.clients.judges import SCHEMA, judge
from tests.api.clients.questions_asked import AREAS, DAYS, saved_questions


def test_whatever_has_an_id_is_found_again(service: str, areas: MemoryStore) -> None:
    """In every saved question, for one area on an earlier day and another on a later one."""
    asked = chain.from_iterable(saved_questions(areas, *at) for at in zip(AREAS, DAYS, strict=True))
    given = {"url": service, "documents": list(asked), "schema": str(SCHEMA)}
    said = judge("node_again", given)
    assert said["refused"] == []
    assert said["wrong"] == []
    assert said["objects"] > 500
    assert {"Body", "Finding", "Link"} <= set(said["types"])
