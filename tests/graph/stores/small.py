"""A small town for the store tests: facts in one line each, and batches of changes."""

from datetime import UTC, datetime
from typing import Any

from graph.facts.changes import Added, Batch, Change
from graph.facts.identifiers import link_id
from graph.facts.model import Area, Fact, Link, Node, Reference, Snapshot
from graph.store import Store

WHEN = datetime(2024, 3, 31, 9, 30, tzinfo=UTC)
COVENTRY = Area(slug="coventry", name="Coventry")
ESSEX = Area(slug="essex", name="Essex")


def body(fact_id: str, name: str = "", **more: Any) -> Node:
    return Node(id=fact_id, kind="body", name=name or fact_id, **more)


def post(fact_id: str, **more: Any) -> Node:
    return Node(id=fact_id, kind="post", name=fact_id, **more)


def link(from_id: str, kind: str, to_id: str, area: str = "coventry", **more: Any) -> Link:
    made = link_id(area, from_id, kind, to_id)
    return Link(id=made, kind=kind, from_id=from_id, to_id=to_id, **more)


BOARD = body(
    "coventry/board",
    "Early Help Board",
    aliases=("EHB",),
    attributes={"body_kind": "main_board", "tier": "strategic", "cadence_days": 30},
    sources=(Reference("001", "L65", "Coventry"), Reference("002")),
)
CHAIR = post("coventry/chair", attributes={"vacant": False})
CHAIRS = link("coventry/chair", "chairs", "coventry/board", note="since the spring")


def batch(batch_id: str, *changes: Change, area: str = "coventry") -> Batch:
    return Batch(
        id=batch_id, area=area, who="Ada", when=WHEN, source="minutes", changes=tuple(changes)
    )


def add(store: Store, *facts: Fact, area: str = "coventry") -> int:
    """Add facts in one batch whose id is made of theirs."""
    name = f"{area}: {' '.join(fact.id for fact in facts)}"
    return store.apply(batch(name, *map(Added, facts), area=area))


def town(store: Store) -> Snapshot:
    """Add Coventry with a board, a post and the link between them; return its snapshot."""
    add(store, COVENTRY, BOARD, CHAIR, CHAIRS)
    return store.read("coventry")
