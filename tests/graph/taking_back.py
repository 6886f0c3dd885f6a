"""A batch taken back straight in a store, as the doors do it."""

from graph.facts.changes import Batch
from graph.facts.model import Fact
from graph.store import Store
from graph.undo import undoing_batch
from tests.graph.stores.small import WHEN


def take_back(store: Store, batch: str, area: str = "coventry", undo: str = "") -> int:
    """Take a batch back; return the revision."""
    facts = store.contents().facts

    def find(fact_id: str) -> Fact | None:
        return facts[fact_id][0] if fact_id in facts else None

    made = undoing_batch(
        store.history(area),
        batch,
        store.read(area),
        find,
        lambda layout: store.places(area, layout),
    )
    return store.apply(
        Batch(
            id=undo or f"not {batch}",
            area=area,
            who="Bea",
            when=WHEN,
            source="takes back",
            changes=made.changes,
            takes_back=batch,
            places=made.places,
        )
    )
