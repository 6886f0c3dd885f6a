"""Everything a store keeps at one moment: what a backup holds, and whether it is whole."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from graph.errors import UnknownThing
from graph.facts.changes import ChangeRecord
from graph.facts.identifiers import SHARED as SHARED
from graph.facts.identifiers import area_of
from graph.facts.integrity import Known, check_whole, maps_of, referenced_ids
from graph.facts.model import Area, Fact, Link, Node, Snapshot, snapshot_of
from graph.facts.scenarios import Scenario, ScenarioEnd

Places = Mapping[str, tuple[float, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a store keeps, all of one moment.

    facts are with their versions, by id; revisions of areas and of what they share; the history
    has each change once, the oldest first; places are by area and layout; scenarios by area and
    name. ends, what became of scenarios that are gone, are no part of a backup.
    """

    schema_version: int
    facts: Known
    revisions: Mapping[str, int]
    history: tuple[ChangeRecord, ...]
    places: Mapping[tuple[str, str], Places]
    scenarios: tuple[Scenario, ...] = ()
    ends: tuple[ScenarioEnd, ...] = field(default=(), compare=False)

    def slugs(self) -> tuple[str, ...]:
        """Return the slugs of the areas, sorted."""
        return tuple(sorted(f.slug for f, _ in self.facts.values() if isinstance(f, Area)))

    def snapshots(self) -> dict[str, Snapshot]:
        """Return each area as a reader sees it, by slug."""
        found: dict[str, dict[str, Fact]] = {slug: {} for slug in self.slugs()}
        for fact_id, (fact, _) in self.facts.items():
            for slug in _maps(fact, self.facts) & found.keys():
                found[slug][fact_id] = fact
        versions = {fact_id: version for fact_id, (_, version) in self.facts.items()}
        return {
            slug: snapshot_of(facts, slug, self.revisions.get(slug, 0), versions)
            for slug, facts in found.items()
        }

    def history_of(self, slug: str) -> tuple[ChangeRecord, ...]:
        """Return the changes of an area, the oldest first."""
        return tuple(record for record in self.history if slug in record.areas)

    def check(self) -> None:
        """Refuse facts that do not hold together; raises InvalidFact and UnknownThing."""
        facts = {fact_id: fact for fact_id, (fact, _) in self.facts.items()}
        known = {SHARED, *self.slugs()}
        for fact in facts.values():
            for slug in maps_of(fact):
                if slug not in known:
                    raise UnknownThing.nearest_to("area", slug, known, f"for {fact.id}")
        # Kept once already, so that a backup of an older store can be restored as it is.
        check_whole(facts, facts, lambda _: {}, lambda _: (), lambda _: ())

    def faults(self) -> tuple[str, ...]:
        """Return a sentence for each fault: ends that are missing, versions, history that lies."""
        by_fact: dict[str, list[ChangeRecord]] = {}
        least: dict[str, int] = {}
        for record in self.history:
            by_fact.setdefault(record.fact_id, []).append(record)
            least[record.area] = max(record.revision, least.get(record.area, 0))
        faults = []
        for fact_id, (fact, version) in self.facts.items():
            lost = [needed for needed in referenced_ids(fact) if needed not in self.facts]
            faults += [f"{fact_id} needs {needed}, which is not there." for needed in lost]
            faults += _against_history(fact, version, by_fact.get(fact_id, []))
        for fact_id, records in by_fact.items():
            if fact_id not in self.facts and records[-1].after is not None:
                said = "is not there, though the history does not withdraw it."
                faults.append(f"{fact_id} {said}")
        for slug, revision in least.items():
            if self.revisions.get(slug, 0) < revision:
                said = f"is at revision {self.revisions.get(slug, 0)}"
                faults.append(f"{slug} {said}, and its history counts {revision}.")
        return tuple(faults)


def versions_of(history: Iterable[ChangeRecord]) -> dict[str, int]:
    """Count the versions of facts as a history tells them; one that is added anew begins again."""
    versions: dict[str, int] = {}
    for record in history:
        began = record.action == "added"
        versions[record.fact_id] = 1 if began else versions.get(record.fact_id, 1) + 1
    return versions


def _maps(fact: Fact, facts: Known) -> set[str]:
    """Return the areas on whose maps a fact appears; a link needs both of its ends there."""
    match fact:
        case Node():
            return set(maps_of(fact))
        case Link():
            ends = [facts[end][0] for end in referenced_ids(fact) if end in facts]
            return set.intersection(*map(set, map(maps_of, ends))) if len(ends) == 2 else set()
        case _:
            return {area_of(fact.id)}


def _against_history(fact: Fact, version: int, records: Sequence[ChangeRecord]) -> list[str]:
    faults = []
    if version < 1:
        faults.append(f"{fact.id} has version {version}, and the first is 1.")
    if not records:
        return faults
    if records[-1].after != fact:
        faults.append(f"{fact.id} reads otherwise than its last change says.")
    began = max((n for n, r in enumerate(records) if r.action == "added"), default=None)
    if began is not None and len(records) - began != version:
        count = len(records) - began
        faults.append(f"{fact.id} has version {version}, and its history counts {count}.")
    return faults
