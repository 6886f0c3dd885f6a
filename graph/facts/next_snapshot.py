"""The snapshot of an area after changes, made of the one before: nothing is read again."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from graph.facts.changes import ChangeRecord
from graph.facts.integrity import on_map
from graph.facts.model import (
    Area,
    Declaration,
    Fact,
    Link,
    Meeting,
    Node,
    QuestionState,
    Snapshot,
    Source,
    merge_sorted,
)

T = TypeVar("T")


def snapshot_after(
    snapshot: Snapshot, revision: int, records: Iterable[ChangeRecord]
) -> Snapshot | None:
    """Return the snapshot at a later revision; records are all changes in between, oldest first.

    None where they do not tell all: a thing that comes on the map of the area, or leaves it, may
    take links along that nobody changed.
    """
    slug = snapshot.area.slug
    moved: dict[str, Fact | None] = {}
    versions: dict[str, int | None] = {}
    there = snapshot.versions

    def find(fact_id: str) -> Fact | None:
        return moved[fact_id] if fact_id in moved else snapshot.nodes.get(fact_id)

    for record in records:
        before, after, fact_id = record.before, record.after, record.fact_id
        on_before = before is not None and on_map(before, slug, find)
        if isinstance(after, Node):
            moved[fact_id] = after if after.on_map(slug) else None
        on_after = after is not None and on_map(after, slug, find)
        if isinstance(after, Node) and before is not None and on_before != on_after:
            return None
        version = versions[fact_id] if fact_id in versions else there.get(fact_id)
        if on_before != (version is not None):
            return None
        moved[fact_id] = after if on_after else None
        versions[fact_id] = (version or 0) + 1 if on_after else None
    return _with(snapshot, revision, moved, versions)


def _with(
    snapshot: Snapshot,
    revision: int,
    moved: Mapping[str, Fact | None],
    versions: Mapping[str, int | None],
) -> Snapshot:
    def after(kept: Mapping[str, T], fact_type: type[T]) -> Mapping[str, T]:
        here = {
            fact_id: fact if isinstance(fact, fact_type) else None
            for fact_id, fact in moved.items()
            if isinstance(fact, fact_type) or fact_id in kept
        }
        return merge_sorted(kept, here) if here else kept

    area = moved.get(snapshot.area.id)
    return replace(
        snapshot,
        area=area if isinstance(area, Area) else snapshot.area,
        revision=revision,
        nodes=after(snapshot.nodes, Node),
        links=after(snapshot.links, Link),
        meetings=after(snapshot.meetings, Meeting),
        declarations=after(snapshot.declarations, Declaration),
        questions=after(snapshot.questions, QuestionState),
        sources=after(snapshot.sources, Source),
        versions=merge_sorted(snapshot.versions, versions),
    )
