"""Bringing spreadsheets into a store, for the command and the page alike."""

from collections.abc import Iterable
from datetime import date

from api.service.batches import new_batch
from api.service.newer_facts import NewerFacts, newer_in
from graph.facts.changes import Ended, Withdrawn, ended_on
from graph.facts.model import Fact, Node, Snapshot, Source
from graph.sentences import fact_sentence
from graph.store import Store
from loaders.earlier_loads import EarlierLoads
from loaders.workbook.reading.load import Loaded


def earlier_loads(store: Store, area: str) -> EarlierLoads:
    """Return what the history of an area tells of a file that comes in; see EarlierLoads."""
    return EarlierLoads.of(store.history(area))


def waiting(loaded: Loaded, there: Iterable[str]) -> list[str]:
    """Say which things are on the map of an area that is not there, as may be meant or a slip."""
    known = {loaded.area.slug, *there}
    return [
        f'{fact.name} is on the map of "{slug}" too, which is not there yet: '
        "it will be on that map once the area comes"
        for fact in (*loaded.added, *loaded.changed)
        if isinstance(fact, Node)
        for slug in fact.maps
        if slug not in known
    ]


def sentences(facts: Iterable[Fact], loaded: Loaded, snapshot: Snapshot | None) -> list[str]:
    """Say facts of a file, each in a sentence."""
    view = seen_with(loaded, snapshot)
    return [fact_sentence(fact, view) for fact in facts]


def seen_with(loaded: Loaded, snapshot: Snapshot | None) -> Snapshot:
    """Return what names the things and documents of a file: the record with the file over it."""
    nodes = {**(snapshot.nodes if snapshot else {})}
    sources = {**(snapshot.sources if snapshot else {})}
    for fact in (*loaded.added, *loaded.changed):
        if isinstance(fact, Node):
            nodes[fact.id] = fact
        elif isinstance(fact, Source):
            sources[fact.id] = fact
    return Snapshot(area=loaded.area, revision=0, nodes=nodes, sources=sources)


def newer_after(loaded: Loaded, snapshot: Snapshot | None) -> NewerFacts:
    """Return what an area would have from after the day it opens on, were this written."""
    facts = {**(snapshot.facts() if snapshot else {})}
    facts |= {fact.id: fact for fact in (*loaded.added, *loaded.changed)}
    for change in loaded.changes:
        if isinstance(change, Withdrawn):
            facts.pop(change.fact_id, None)
        elif isinstance(change, Ended):
            facts[change.fact_id] = ended_on(facts[change.fact_id], change.until)
    return newer_in(loaded.area, facts.values(), date.today())


def write(store: Store, loaded: Loaded, snapshot: Snapshot | None, source: str) -> str:
    """Write what loading came to, in one batch; return a sentence on it.

    Raises Conflict where the store has changed since the snapshot; nothing is written then. What
    is shared and came with another area already, reading the same, is no conflict.
    """
    name = loaded.area.name
    if not loaded.changes:
        return f"{name}: nothing changed."
    versions = snapshot.versions if snapshot else {}
    touched = (*loaded.changed, *loaded.ended, *loaded.withdrawn)
    seen = {fact.id: versions[fact.id] for fact in touched}
    revision = store.apply(new_batch(loaded.area.slug, source, loaded.changes), seen)
    counts = f"{len(loaded.added)} facts added, {len(loaded.changed)} changed"
    counts = f"{counts}, {len(loaded.ended)} ended"
    if loaded.withdrawn:
        counts = f"{counts}, {len(loaded.withdrawn)} withdrawn"
    return f"{name}: {counts} (revision {revision})."
