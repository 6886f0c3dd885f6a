"""The history of an area for who does not see all areas: what touched it, not who did elsewhere.

A thing that several areas share is changed from any of them. What became of it is on each of its
maps; by whom, from what file and in which area it was written is that area's own.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import replace

from api.access.persons import Rights
from graph.facts.changes import ChangeRecord
from graph.facts.identifiers import SHARED, area_of
from graph.facts.model import Fact, Link, Node, Snapshot

# Who wrote something in an area that is not seen.
SOMEBODY = "somebody of another area"
# What is told of a change all the same; the rest is as if it had not been recorded.
_TOLD = ("when", "action", "fact_id", "before", "after", "caution", "revision")


def seen_history(
    history: Iterable[ChangeRecord], slug: str, rights: Rights, read: Callable[[], Snapshot]
) -> tuple[ChangeRecord, ...]:
    """Return the changes of an area without what is another area's own; read gives the area."""
    records = tuple(history)
    if all(_is_seen(record, rights) for record in records):
        return records
    things = {*read().nodes, *(fact.id for fact in _nodes(records) if fact.on_map(slug))}
    found, number, batch = [], 0, ""
    for record in records:
        own = record.area == slug
        if record.batch != batch:
            batch, number = record.batch, record.revision if own else number + 1
        if _is_on_map(record, slug, rights, things):
            told = without_names(record, slug, rights)
            found.append(told if own else replace(told, revision=number))
    return tuple(found)


def without_names(record: ChangeRecord, slug: str, rights: Rights) -> ChangeRecord:
    """Return a change of an area without what tells of areas that are not seen."""
    seen = tuple(one for one in record.areas if one == slug or rights.sees(one))
    if record.area in (slug, SHARED) or rights.sees(record.area):
        return replace(record, areas=seen)
    digest = hashlib.sha256(f"{record.batch} {record.id}".encode()).hexdigest()[:16]
    batch = hashlib.sha256(record.batch.encode()).hexdigest()[:16]
    told = {name: getattr(record, name) for name in _TOLD}
    return ChangeRecord(
        id=f"{slug}/change~elsewhere~{digest}",
        area=SHARED,
        areas=seen,
        who=SOMEBODY,
        source="",
        batch=f"elsewhere~{batch}",
        **told,
    )


def _is_seen(record: ChangeRecord, rights: Rights) -> bool:
    homes = {record.area, area_of(record.fact_id), *record.areas} - {SHARED}
    return all(map(rights.sees, homes))


def _nodes(records: Iterable[ChangeRecord]) -> Iterable[Node]:
    both = (fact for record in records for fact in (record.before, record.after))
    return (fact for fact in both if isinstance(fact, Node))


def _is_on_map(record: ChangeRecord, slug: str, rights: Rights, things: set[str]) -> bool:
    """Say whether a change is of this map: a batch of an area may touch what is another's own."""
    home = area_of(record.fact_id)
    if home in (slug, SHARED) or rights.sees(home) or record.area != slug:
        return True
    facts: list[Fact] = [one for one in (record.before, record.after) if one is not None]
    return any(
        fact.id in things
        if isinstance(fact, Node)
        else isinstance(fact, Link) and {fact.from_id, fact.to_id} <= things
        for fact in facts
    )
