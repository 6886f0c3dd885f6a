"""What if: changes tried on a view and never written; what they would open and close.

The same settle() that the stores use says what changes come to, so that what cannot be written
cannot be tried either, and is refused in the same sentence.

Every check is asked again of the changed view. To ask only those that had read what changed was
built, and let go. A trial took half the time (Coventry 2.5 instead of 6.8 ms, 300 things 29 instead
of 46 ms), but noting what 60 checks read came first (33 instead of 5 ms, 139 instead of 28 ms), so
it paid from the seventh trial of one map on; and suggestions, which alone try so often, take as
long without it (benchmarks/README.md). They try hundreds of steps on one check, and do skip what
that check did not read (suggestions/dependencies.py).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeVar

from graph.compare import Comparison, compare
from graph.facts.changes import Batch, Change, ChangeRecord, no_places, settle
from graph.facts.integrity import Known, on_map, referenced_ids
from graph.facts.map_places import Place
from graph.facts.model import (
    Declaration,
    Fact,
    Link,
    Meeting,
    Node,
    QuestionState,
    Snapshot,
    Source,
    merge_sorted,
    snapshot_of,
)
from graph.rules.finding import Finding
from graph.rules.run import run
from graph.view import View


def apply_to(snapshot: Snapshot, changes: Iterable[Change]) -> Snapshot:
    """Return the snapshot that a store would read after these changes.

    Raises Conflict and InvalidFact as a store would.
    """
    return ChangeApplier(snapshot).after(changes)[0]


class ChangeApplier:
    """The facts of a snapshot, ready to have changes tried on them many times."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._facts = snapshot.facts()
        self._needing: dict[str, list[str]] = {}
        for fact in self._facts.values():
            for needed in referenced_ids(fact):
                self._needing.setdefault(needed, []).append(fact.id)

    def _find(self, ids: Iterable[str]) -> Known:
        versions = self.snapshot.versions
        return {i: (self._facts[i], versions.get(i, 1)) for i in ids if i in self._facts}

    def _referring(self, ids: Iterable[str]) -> list[str]:
        return [found for fact_id in ids for found in self._needing.get(fact_id, ())]

    def _things(self, area: str) -> list[Node]:
        return [f for f in self._facts.values() if isinstance(f, Node) and f.on_map(area)]

    def _settle(self, changes: Iterable[Change]) -> tuple[ChangeRecord, ...]:
        batch = Batch(
            id="", area=self.snapshot.area.slug, who="", when=datetime(1, 1, 1, tzinfo=UTC),
            source="", changes=tuple(changes),
        )  # fmt: skip
        return self.settled(batch)

    def settled(
        self, batch: Batch, places: Callable[[str], Mapping[str, Place]] = no_places
    ) -> tuple[ChangeRecord, ...]:
        """Return what a store would write of a batch; raises Conflict and InvalidFact."""
        revision = self.snapshot.revision + 1
        return settle(batch, revision, self._find, self._referring, self._things, {}, places)

    def after(self, changes: Iterable[Change]) -> tuple[Snapshot, frozenset[str]]:
        """Return the changed snapshot, and the ids of the facts that differ."""
        records = self._settle(changes)
        if not records:
            return self.snapshot, frozenset()
        old, slug = self.snapshot, self.snapshot.area.slug
        moved = {record.fact_id: record.after for record in records}
        counted = {i: old.versions.get(i, 1) + 1 if i in self._facts else 1 for i in moved}
        facts = {**self._facts, **moved}
        stays = all(on_map(fact, slug, facts.get) for fact in moved.values() if fact)
        if slug in moved or not stays:
            return self._anew(moved, counted)
        versions = merge_sorted(old.versions, {i: counted[i] if moved[i] else None for i in moved})
        changed_snapshot = replace(
            old,
            revision=old.revision + 1,
            versions=versions,
            nodes=merge_sorted(old.nodes, _after_of(Node, records)),
            links=merge_sorted(old.links, _after_of(Link, records)),
            meetings=merge_sorted(old.meetings, _after_of(Meeting, records)),
            declarations=merge_sorted(old.declarations, _after_of(Declaration, records)),
            questions=merge_sorted(old.questions, _after_of(QuestionState, records)),
            sources=merge_sorted(old.sources, _after_of(Source, records)),
        )
        return changed_snapshot, frozenset(moved)

    def _anew(
        self, moved: Mapping[str, Fact | None], counted: Mapping[str, int]
    ) -> tuple[Snapshot, frozenset[str]]:
        """Sort everything anew: where the area changes, or something comes to or leaves its map."""
        slug = self.snapshot.area.slug
        facts = merge_sorted(self._facts, moved)
        shown = {i: fact for i, fact in facts.items() if on_map(fact, slug, facts.get)}
        versions = {**self.snapshot.versions, **counted}
        made = snapshot_of(shown, slug, self.snapshot.revision + 1, versions)
        gone = set(self._facts) - set(shown)
        return made, frozenset({*moved, *gone})


F = TypeVar("F", Node, Link, Meeting, Declaration, QuestionState, Source)


def _after_of(sort: type[F], records: Iterable[ChangeRecord]) -> dict[str, F | None]:
    """Return how the facts of one sort read now, by id; None where one is withdrawn."""
    return {
        record.fact_id: record.after if isinstance(record.after, sort) else None
        for record in records
        if isinstance(record.after or record.before, sort)
    }


def changed(
    view: View, changes: Iterable[Change], applier: ChangeApplier | None = None
) -> tuple[View, frozenset[str]]:
    """Return a view as it reads after changes, and the ids of the facts that differ.

    applier is that of the view's snapshot, where many changes are tried on it. Raises Conflict
    and InvalidFact.
    """
    snapshot, differing = (applier or ChangeApplier(view.snapshot)).after(changes)
    if not differing:
        return view, differing
    if snapshot.area != view.snapshot.area:
        return View(snapshot, view.day, view.complete), differing
    return view.after(snapshot, differing), differing


def what_if(
    view: View, changes: Iterable[Change], findings: Sequence[Finding] | None = None
) -> Comparison:
    """Compare a view with what changes would make of it; raises Conflict and InvalidFact.

    findings are the view's, where they are known already.
    """
    after, differing = changed(view, changes)
    before = run(view) if findings is None else findings
    return compare(view, after, before, run(after) if differing else before)
