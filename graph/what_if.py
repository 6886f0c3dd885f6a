"""What if: changes tried on a view and never written; what they would open and close.

The same settle() that the stores use says what changes come to, so that what cannot be written
cannot be tried either, and is refused in the same sentence.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from typing import TypeVar

from graph.compare import Comparison, compare
from graph.errors import UnknownThing
from graph.facts.changes import Batch, Change, ChangeRecord, settle
from graph.facts.integrity import Known, on_map, referenced_ids
from graph.facts.model import (
    Declaration,
    Fact,
    Link,
    Meeting,
    Node,
    Snapshot,
    Source,
    merge_sorted,
    snapshot_of,
)
from graph.rules.dependencies import Key, noting, touched_by
from graph.rules.finding import Finding
from graph.rules.registry import Rule
from graph.rules.run import RULES, run
from graph.store import Store
from graph.view import View


def apply_to(snapshot: Snapshot, changes: Iterable[Change]) -> Snapshot:
    """Return the snapshot that a store would read after these changes.

    Raises Conflict and InvalidFact as a store would.
    """
    return Trial(snapshot).after(changes)[0]


def accept(store: Store, slug: str, name: str, who: str, when: datetime) -> int:
    """Write a scenario's changes as one batch and drop it; return the area's new revision.

    Raises UnknownThing, and a Conflict that names what has moved since it was proposed; then
    nothing is written and the scenario stays.
    """
    kept = {scenario.name: scenario for scenario in store.scenarios(slug)}
    if name not in kept:
        raise UnknownThing.nearest_to("scenario", name, sorted(kept), f"of {slug}")
    # The batch has the same id each time, so an end between the two steps loses nothing.
    revision = store.apply(kept[name].batch(who, when), kept[name].expected)
    store.drop_scenario(slug, name)
    return revision


class Trial:
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

    def settle(self, changes: Iterable[Change]) -> tuple[ChangeRecord, ...]:
        """Say what changes come to on this snapshot."""
        slug, revision = self.snapshot.area.slug, self.snapshot.revision + 1
        batch = Batch(
            id="", area=slug, who="", when=datetime(1, 1, 1, tzinfo=UTC), source="",
            changes=tuple(changes),
        )  # fmt: skip
        return settle(batch, revision, self._find, self._referring, {})

    def after(self, changes: Iterable[Change]) -> tuple[Snapshot, frozenset[str]]:
        """Return the changed snapshot, and the ids of the facts that differ."""
        records = self.settle(changes)
        if not records:
            return self.snapshot, frozenset()
        old, slug = self.snapshot, self.snapshot.area.slug
        moved = {record.fact_id: record.after for record in records}
        counted = {i: old.versions.get(i, 1) + 1 if i in self._facts else 1 for i in moved}
        facts = _Over(self._facts, moved)
        stays = all(on_map(fact, slug, facts.get) for fact in moved.values() if fact)
        if slug in moved or not stays:
            return self._anew(moved, counted)
        versions = merge_sorted(old.versions, {i: counted[i] if moved[i] else None for i in moved})
        made = replace(
            old,
            revision=old.revision + 1,
            versions=versions,
            nodes=merge_sorted(old.nodes, _of(Node, records)),
            links=merge_sorted(old.links, _of(Link, records)),
            meetings=merge_sorted(old.meetings, _of(Meeting, records)),
            declarations=merge_sorted(old.declarations, _of(Declaration, records)),
            sources=merge_sorted(old.sources, _of(Source, records)),
        )
        return made, frozenset(moved)

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


F = TypeVar("F", Node, Link, Meeting, Declaration, Source)


def _of(sort: type[F], records: Iterable[ChangeRecord]) -> dict[str, F | None]:
    """Return how the facts of one sort read now, by id; None where one is withdrawn."""
    return {
        record.fact_id: record.after if isinstance(record.after, sort) else None
        for record in records
        if isinstance(record.after or record.before, sort)
    }


class _Over:
    """Facts with some that moved laid over them."""

    def __init__(self, facts: Mapping[str, Fact], moved: Mapping[str, Fact | None]) -> None:
        self._facts, self._moved = facts, moved

    def get(self, fact_id: str) -> Fact | None:
        """Return a fact as it reads after the move."""
        return self._moved[fact_id] if fact_id in self._moved else self._facts.get(fact_id)


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of a trial: the changed view and its findings; rerun names the rules asked again.

    A finding that no change touches is the very one of before.
    """

    view: View
    findings: tuple[Finding, ...]
    rerun: tuple[str, ...]


class WhatIf:
    """A view on which changes are tried, many times over, without asking every rule every time.

    Each rule is asked once while what it reads is noted; a trial asks again only those that read
    something the changes touch. The answer is the same as asking all (tests/graph/test_what_if.py
    holds the two against each other).
    """

    def __init__(self, view: View, rules: Sequence[Rule] = RULES) -> None:
        self.view = view
        self._rules = {rule.id: rule for rule in rules}
        self._trial = Trial(view.snapshot)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """The findings before any change, in the order of the rules."""
        return tuple(self._noted[0].values())

    @cached_property
    def _noted(self) -> tuple[dict[str, Finding], dict[Key, set[str]]]:
        found: dict[str, Finding] = {}
        readers: dict[Key, set[str]] = {}
        for rule in self._rules.values():
            notes: set[Key] = set()
            (found[rule.id],) = run(noting(self.view, notes), [rule])
            # Put into words now, so that what the words tell of is noted too.
            _ = [(read.sentence, read.source) for read in found[rule.id].facts]
            for key in notes:
                readers.setdefault(key, set()).add(rule.id)
        return found, readers

    def tried(self, changes: Iterable[Change]) -> Tried:
        """Return what these changes would come to; raises Conflict and InvalidFact."""
        found, readers = self._noted
        snapshot, moved = self._trial.after(changes)
        if not moved:
            return Tried(self.view, self.findings, ())
        area = snapshot.area
        if area != self.view.snapshot.area:
            view = View(snapshot, self.view.day, self.view.complete)
            return Tried(view, run(view, self._rules.values()), tuple(self._rules))
        view = self.view.after(snapshot, moved)
        again: set[str] = set()
        for key in touched_by(self.view, view, moved):
            again |= readers.get(key, set())
        asked = [rule for rule in self._rules.values() if rule.id in again]
        anew = {finding.rule: finding for finding in run(view, asked)}
        findings = tuple(anew.get(rule_id, old) for rule_id, old in found.items())
        return Tried(view, findings, tuple(anew))


def what_if(view: View, changes: Iterable[Change]) -> Comparison:
    """Compare a view with what changes would make of it; raises Conflict and InvalidFact."""
    trial = WhatIf(view)
    tried = trial.tried(changes)
    return compare(view, tried.view, trial.findings, tried.findings)
