"""A desk at which tests send changes to a small town, and what came of them."""

from typing import Any

from starlette.testclient import TestClient

from api.app import create_app
from graph.store import Store
from graph.stores.memory import MemoryStore
from tests.towns import Town

OWN = {"origin": "http://127.0.0.1"}
PAYLOAD = """{
  revision batch notices
  changes { id action actionWords subjectId who via viaWords saidBy day takesBack placesMoved
    source meeting { localId } subject { id } after { sentence source } }
  opened { id localId outcome } closed { id localId outcome }
  moved { rule { localId } subjects { name before after } }
  problems { code path message change right fact }
}"""
APPLY = f"mutation Apply($i: ApplyChangesInput!) {{ done: applyChanges(input: $i) {PAYLOAD} }}"
PREVIEW = f"mutation Look($i: ApplyChangesInput!) {{ done: previewChanges(input: $i) {PAYLOAD} }}"
UNDO = f"""mutation Undo($area: String!, $batch: ID!, $key: String) {{
  done: undo(area: $area, batch: $batch, idempotencyKey: $key) {PAYLOAD} }}"""
SAID = "the council's governance officer"


def small_town() -> Town:
    """Return a main board, a sub group that reports to nobody, and a post."""
    town = Town().main("board", name="Early Help Board").body("group", "sub_group", name="Group")
    return town.post("clerk", name="Clerk to the board")


class Desk:
    """A service over a store, asked as a page of it asks."""

    def __init__(self, store: Store | None = None) -> None:
        self.store = store or MemoryStore()
        if store is None:
            self.store.put(small_town().snapshot(), ())
        self.client = TestClient(create_app(self.store), base_url="http://127.0.0.1")

    def ask(self, query: str, **given: Any) -> Any:
        """Return what GraphQL answers."""
        body = {"query": query, "variables": given}
        return self.client.post("/graphql", json=body, headers=OWN).json()

    def done(self, query: str, **given: Any) -> Any:
        """Return what came of a mutation that GraphQL takes."""
        answer = self.ask(query, **given)
        assert "errors" not in answer, answer["errors"]
        return answer["data"]["done"]

    def apply(self, *changes: Any, look: bool = False, **more: Any) -> Any:
        """Send changes, said by somebody unless a source is given."""
        said = {} if "source" in more else {"saidBy": SAID}
        given = {"area": "testham", "changes": list(changes), **said, **more}
        return self.done(PREVIEW if look else APPLY, i=given)

    def preview(self, *changes: Any, **more: Any) -> Any:
        """Look what changes would come to."""
        return self.apply(*changes, look=True, **more)

    def undo(self, batch: str, key: str | None = None, area: str = "testham") -> Any:
        """Take a batch back."""
        return self.done(UNDO, area=area, batch=batch, key=key)
