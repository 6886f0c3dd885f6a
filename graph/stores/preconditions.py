"""What every store checks in the same words: areas that must exist, and whether all is whole."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from itertools import chain

from graph.errors import Conflict, KeyUsed, ScenarioGone, ScenarioMoved, UnknownThing
from graph.facts.changes import Added, Batch, ChangeRecord
from graph.facts.identifiers import area_of, slugify
from graph.facts.integrity import Known, check_whole, link_maps, maps_of
from graph.facts.model import Area, Fact, Link, Node, Snapshot
from graph.facts.scenarios import Scenario, ScenarioEnd
from graph.facts.store_dump import Contents
from graph.near_names import near_names
from graph.store import SHARED


def unknown_area(slug: str, slugs: Collection[str]) -> UnknownThing:
    """Make the error for an area that is not there, with the nearest that are."""
    return UnknownThing("area", slug, near_names(slugify(slug), sorted(slugs)))


def unknown_scenario(
    name: str, names: Collection[str], slug: str, end: ScenarioEnd | None
) -> UnknownThing:
    """Make the error for a scenario that is not there: what became of it, else the nearest."""
    if end:
        return ScenarioGone(name, end.words(datetime.now(UTC)), f"of {slug}")
    return UnknownThing.nearest_to("scenario", name, sorted(names), f"of {slug}")


def versioned(
    scenario: Scenario, seen: int, kept: Scenario | None, end: ScenarioEnd | None
) -> Scenario:
    """Return a scenario with the version it is kept as; raises ScenarioMoved.

    kept is what its name holds now, end what became of the last that it held. What is kept
    already, as where an answer was lost on its way, is returned as it is.
    """
    name = scenario.name
    if kept and kept.version > seen and replace(kept, version=scenario.version) == scenario:
        return kept
    if kept and kept.version != seen:
        instead = f", after version {seen}, which you saw" if seen else ""
        right = "Look at it, then keep yours over it, or under another name."
        raise ScenarioMoved(name, f"{kept.kept_words}{instead}", kept.version, right)
    if seen and not kept:
        became = end.words(datetime.now(UTC)) if end else "is not kept any more"
        right = "Look at the map as it is now, then keep yours anew."
        raise ScenarioMoved(name, f'"{name}" {became}', 0, right)
    return replace(scenario, version=1 + max(seen, end.version if end else 0))


def check_seen(scenario: Scenario, seen: int | None) -> None:
    """Refuse to accept or drop another version of a scenario than was looked at."""
    if seen is not None and seen != scenario.version:
        moved = f"{scenario.kept_words}, and you saw version {seen}"
        raise ScenarioMoved(scenario.name, moved, scenario.version, "Look at it first.")


def check_repeated(batch: Batch, written: str | None) -> None:
    """Refuse a batch whose key was used before by one of another id, and so of other content."""
    if written and written != batch.id:
        raise KeyUsed(batch.id)


def check_batch(batch: Batch, slugs: Collection[str]) -> None:
    """Refuse a batch to an area that is not there and that it does not create."""
    if batch.area in slugs or batch.area == SHARED:
        return
    added = [change.fact for change in batch.changes if isinstance(change, Added)]
    if not any(isinstance(fact, Area) and fact.slug == batch.area for fact in added):
        raise unknown_area(batch.area, slugs)


def touched_areas(records: Iterable[ChangeRecord], slugs: Collection[str]) -> set[str]:
    """Return the areas that records touch; refuse a fact that would be on no area's map.

    A fact may be on the map of an area that is not there yet: once that comes, it is on it.
    """
    written = list(records)
    new = {record.after.slug for record in written if isinstance(record.after, Area)}
    known = {SHARED, *slugs} | new
    for record in written:
        # The ends of a link are on the map of its home, so they have been asked already.
        fact = record.after
        if fact is not None and not isinstance(fact, Link) and known.isdisjoint(maps_of(fact)):
            raise unknown_area(area_of(fact.id), slugs)
    return {slug for record in written for slug in record.areas} & known


def touched_by_put(
    new: Mapping[str, Fact], find: Callable[[Iterable[str]], Known], slugs: Collection[str]
) -> set[str]:
    """Return the areas that are there already and get something new on their maps."""
    on_maps = [maps_of(fact) for fact in new.values()]
    return set(slugs) & {*chain(*on_maps, *link_maps(new.values(), new, find).values())}


def check_put(snapshot: Snapshot, kept: Known) -> dict[str, Fact]:
    """Return what a whole area brings that is not kept yet; kept holds what is there of it.

    Raises Conflict where the area is there, or where a shared body reads otherwise here, and
    InvalidFact where the area does not hold together.
    """
    slug = snapshot.area.slug
    if slug in kept:
        raise Conflict([(slug, "is already in the store")])
    facts = snapshot.facts()
    otherwise = [i for i in facts if i in kept and kept[i][0] != facts[i]]
    if otherwise:
        why = "is already recorded, and reads otherwise"
        raise Conflict([(fact_id, why) for fact_id in otherwise])
    new = {fact_id: fact for fact_id, fact in facts.items() if fact_id not in kept}
    shared = [fact for fact, _ in kept.values() if isinstance(fact, Node)]
    check_whole(
        {},
        new,
        lambda ids: {i: kept[i] for i in ids if i in kept},
        lambda _: (),
        lambda _: shared,
    )
    return new


def least_revisions(snapshot: Snapshot, history: Iterable[ChangeRecord]) -> dict[str, int]:
    """Return the least revisions after a whole area is put, so that no change id comes twice."""
    least: dict[str, int] = {}
    for record in history:
        least[record.area] = max(record.revision, least.get(record.area, 0))
    return least | {snapshot.area.slug: snapshot.revision}


def check_contents(contents: Contents, slugs: Collection[str], changes: int) -> None:
    """Refuse to fill a store that holds something, or with what does not hold together.

    slugs are of the areas that the store has, changes counts its history. Raises Conflict and
    InvalidFact, and UnknownThing for a map of an area that does not come along.
    """
    there = sorted(slugs) or (["shared"] if changes else [])
    if there:
        raise Conflict([(slug, "is already in the store") for slug in there])
    contents.check()
