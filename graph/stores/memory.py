"""A store in memory: for tests, and for looking at a file without keeping it."""

import threading
import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from graph.facts.changes import Batch, ChangeRecord, settle
from graph.facts.identifiers import area_of, batch_key, natural_key
from graph.facts.integrity import Known, on_map, referenced_ids
from graph.facts.map_places import put_places
from graph.facts.model import Area, Fact, Node, Snapshot, snapshot_of
from graph.facts.scenarios import Scenario, ScenarioEnd
from graph.facts.stamps import moment_of, stamped
from graph.facts.store_dump import Contents
from graph.name_keys import name_key
from graph.store import SCHEMA_VERSION, AreaSummary, Edition, Hit, StoreDescription
from graph.stores import migrations
from graph.stores.preconditions import (
    check_batch,
    check_contents,
    check_put,
    check_repeated,
    check_seen,
    least_revisions,
    touched_areas,
    touched_by_put,
    unknown_area,
    unknown_scenario,
    versioned,
)
from graph.stores.recent_changes import RecentChanges


class MemoryStore:
    """Keeps everything in dictionaries; gone when the process ends."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._incarnation = uuid.uuid4().hex
        self._recent = RecentChanges()
        self._facts: dict[str, tuple[Fact, int]] = {}
        self._revisions: dict[str, int] = {}
        self._batches: dict[str, tuple[str, int]] = {}
        self._history: list[ChangeRecord] = []
        self._scenarios: dict[tuple[str, str], Scenario] = {}
        self._ends: dict[tuple[str, str], ScenarioEnd] = {}
        self._places: dict[tuple[str, str], dict[str, tuple[float, float]]] = {}

    def describe(self) -> StoreDescription:
        """Say what this store is."""
        return StoreDescription("memory", "", "memory:", SCHEMA_VERSION)

    def areas(self) -> tuple[AreaSummary, ...]:
        """Return every area, by slug."""
        with self._lock:
            snapshots = [self.read(slug) for slug in self._slugs()]
        return tuple(
            AreaSummary(
                found.area, self.edition(found.area.slug), len(found.nodes), len(found.links)
            )
            for found in snapshots
        )

    def _slugs(self) -> list[str]:
        return sorted(f.slug for f, _ in self._facts.values() if isinstance(f, Area))

    def revision(self, slug: str) -> int:
        """Return the revision of an area."""
        with self._lock:
            if slug not in self._slugs():
                raise unknown_area(slug, self._slugs())
            return self._revisions[slug]

    def edition(self, slug: str) -> Edition:
        """Return which text of an area this is."""
        with self._lock:
            return Edition(self._incarnation, slug, self.revision(slug))

    def editions(self) -> Mapping[str, Edition]:
        """Return the edition of every area, by slug."""
        with self._lock:
            return {
                slug: Edition(self._incarnation, slug, self._revisions[slug])
                for slug in self._slugs()
            }

    def editions_at_hand(self) -> None:
        """Return nothing: whoever writes holds the lock."""
        return

    def read(self, slug: str) -> Snapshot:
        """Return everything recorded of an area."""
        with self._lock:
            revision = self.revision(slug)
            everything = {i: fact for i, (fact, _) in self._facts.items()}
            facts = {i: f for i, f in everything.items() if on_map(f, slug, everything.get)}
            versions = {i: self._facts[i][1] for i in facts}
        return snapshot_of(facts, slug, revision, versions)

    def apply(self, batch: Batch, expected: Mapping[str, int] | None = None) -> int:
        """Write a batch, all or nothing; return the area's new revision."""
        with self._lock:
            if made := self._batches.get(batch_key(batch.id)):
                check_repeated(batch, made[0])
                return made[1]
            check_batch(batch, self._slugs())
            revision = self._revisions.get(batch.area, 0) + 1
            records = settle(
                batch,
                revision,
                self._find,
                self._referring,
                self._things,
                expected or {},
                lambda layout: self._places.get((batch.area, layout), {}),
            )
            if not records:
                return revision - 1
            touched = touched_areas(records, self._slugs())
            records = stamped(records, batch.when, map(self._last_moment, touched))
            self._write(records)
            for slug in touched:
                self._revisions[slug] = self._revisions.get(slug, 0) + 1
            self._batches[batch_key(batch.id)] = (batch.id, revision)
            self._recent.note(records, {slug: self._revisions[slug] for slug in touched})
            return revision

    def _last_moment(self, slug: str) -> datetime | None:
        last = next((r for r in reversed(self._history) if slug in r.areas), None)
        return moment_of(last) if last else None

    def _write(self, records: Iterable[ChangeRecord]) -> None:
        for record in records:
            version = self._facts[record.fact_id][1] if record.fact_id in self._facts else 0
            if record.after is None:
                del self._facts[record.fact_id]
            else:
                self._facts[record.fact_id] = (record.after, version + 1)
            self._history.append(record)
            put_places(self._places, record.area, record.places)

    def _find(self, ids: Iterable[str]) -> Known:
        return {i: self._facts[i] for i in ids if i in self._facts}

    def _referring(self, ids: Iterable[str]) -> Iterable[str]:
        wanted = set(ids)
        return [i for i, (f, _) in self._facts.items() if wanted.intersection(referenced_ids(f))]

    def _things(self, area: str) -> Iterable[Node]:
        return [f for f, _ in self._facts.values() if isinstance(f, Node) and f.on_map(area)]

    def history(self, slug: str, about: str | None = None) -> tuple[ChangeRecord, ...]:
        """Return the changes of an area, or of one fact, oldest first."""
        with self._lock:
            self.revision(slug)
            kept = tuple(self._history)
        return tuple(
            record for record in kept if slug in record.areas and about in (None, record.fact_id)
        )

    def changes_between(self, before: Edition, after: Edition) -> tuple[ChangeRecord, ...] | None:
        """Return what was written between two editions, where this process did so lately."""
        return self._recent.between(before, after)

    def put(self, snapshot: Snapshot, history: Sequence[ChangeRecord]) -> None:
        """Write a whole area as it was exported."""
        slug = snapshot.area.slug
        with self._lock:
            new = check_put(snapshot, self._find(snapshot.facts()))
            for other in touched_by_put(new, self._find, self._slugs()):
                self._revisions[other] += 1
            for fact_id, fact in new.items():
                self._facts[fact_id] = (fact, snapshot.versions.get(fact_id, 1))
            for other, least in least_revisions(snapshot, history).items():
                self._revisions[other] = max(least, self._revisions.get(other, 0))
            self._revisions[slug] = snapshot.revision
            there = {record.id for record in self._history}
            self._history.extend(r for r in history if r.id not in there)
            for record in history:
                made = (record.batch, record.revision)
                self._batches.setdefault(batch_key(record.batch), made)

    def contents(self) -> Contents:
        """Return everything that is kept."""
        with self._lock:
            return Contents(
                schema_version=SCHEMA_VERSION,
                facts=dict(self._facts),
                revisions=dict(self._revisions),
                history=tuple(self._history),
                places={key: dict(kept) for key, kept in self._places.items() if kept},
                scenarios=tuple(self._scenarios[key] for key in sorted(self._scenarios)),
                ends=tuple(self._ends[key] for key in sorted(self._ends)),
            )

    def fill(self, contents: Contents) -> None:
        """Write everything into an empty store."""
        with self._lock:
            check_contents(contents, self._slugs(), len(self._history))
            self._incarnation = uuid.uuid4().hex
            self._recent.forget()
            self._facts = dict(contents.facts)
            self._revisions = dict(contents.revisions)
            self._history = list(contents.history)
            self._batches = {
                batch_key(record.batch): (record.batch, record.revision)
                for record in contents.history
            }
            self._places = {key: dict(kept) for key, kept in contents.places.items()}
            self._scenarios = {(one.area, one.name): one for one in contents.scenarios}
            self._ends = {(one.area, one.name): one for one in contents.ends}
            migrations.migrate(contents.schema_version, self.contents, self.apply)

    def places(self, slug: str, layout: str) -> dict[str, tuple[float, float]]:
        """Return the kept places of things on an area's map."""
        with self._lock:
            self.revision(slug)
            return dict(self._places.get((slug, layout), {}))

    def keep_places(
        self, slug: str, layout: str, places: Mapping[str, tuple[float, float]]
    ) -> None:
        """Keep the places of moved things."""
        with self._lock:
            self.revision(slug)
            self._places.setdefault((slug, layout), {}).update(places)

    def keep_scenario(self, scenario: Scenario, seen: int = 0) -> Scenario:
        """Keep a scenario of an area, over the version that was seen."""
        key = (scenario.area, scenario.name)
        with self._lock:
            self.revision(scenario.area)
            made = versioned(scenario, seen, self._scenarios.get(key), self._ends.get(key))
            self._scenarios[key] = made
        return made

    def scenarios(self, slug: str) -> tuple[Scenario, ...]:
        """Return the scenarios of an area, by name."""
        with self._lock:
            self.revision(slug)
            found = [one for one in self._scenarios.values() if one.area == slug]
        return tuple(sorted(found, key=lambda one: natural_key(one.name)))

    def scenario(self, slug: str, name: str) -> Scenario:
        """Return a scenario of an area."""
        with self._lock:
            names = [one.name for one in self.scenarios(slug)]
            if name not in names:
                raise unknown_scenario(name, names, slug, self._ends.get((slug, name)))
            return self._scenarios[slug, name]

    def accept_scenario(
        self,
        slug: str,
        name: str,
        who: str,
        when: datetime,
        seen: int | None = None,
        via: str = "",
    ) -> int:
        """Write a scenario's changes and drop it, both or neither."""
        with self._lock:
            end = self._ends.get((slug, name))
            if end and end.is_by(who, when, accepted=True) and (slug, name) not in self._scenarios:
                return end.revision
            accepted = self.scenario(slug, name)
            check_seen(accepted, seen)
            revision = self.apply(accepted.batch(who, when, via), accepted.expected)
            self._drop(accepted, accepted.ended(who, when, revision))
        return revision

    def drop_scenario(
        self, slug: str, name: str, who: str, when: datetime, seen: int | None = None
    ) -> None:
        """Drop a scenario."""
        with self._lock:
            end = self._ends.get((slug, name))
            if end and end.is_by(who, when, accepted=False) and (slug, name) not in self._scenarios:
                return
            dropped = self.scenario(slug, name)
            check_seen(dropped, seen)
            self._drop(dropped, dropped.ended(who, when, None))

    def _drop(self, kept: Scenario, end: ScenarioEnd) -> None:
        del self._scenarios[kept.area, kept.name]
        self._ends[kept.area, kept.name] = end

    def forget_places(self, slug: str, layout: str) -> None:
        """Forget the kept places of a layout."""
        with self._lock:
            self.revision(slug)
            self._places.pop((slug, layout), None)

    def find(self, text: str, slug: str | None = None) -> tuple[Hit, ...]:
        """Find things whose name, other name or id contains a text."""
        wanted = name_key(text)
        with self._lock:
            if slug is not None:
                self.revision(slug)
            facts = [fact for fact, _ in self._facts.values()]
        hits = [
            Hit(area_of(fact.id), fact.id, fact.kind, fact.name)
            for fact in facts
            if isinstance(fact, Node)
            and (slug is None or fact.on_map(slug))
            and any(wanted in name_key(word) for word in (*fact.names, fact.id))
        ]
        return tuple(sorted(hits, key=lambda hit: (natural_key(hit.name), hit.node_id)))

    def verify(self) -> tuple[str, ...]:
        """Check that what is kept is whole."""
        return self.contents().faults()

    def close(self) -> None:
        """Nothing to close."""
