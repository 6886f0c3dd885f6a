"""What every store checks in the same words: areas that must exist, and whether all is whole."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from difflib import get_close_matches
from itertools import chain

from graph.changes import Added, Batch, ChangeRecord
from graph.errors import Conflict, UnknownThing
from graph.identifiers import area_of, slugify
from graph.model import Area, Fact, Link, Snapshot
from graph.store import SHARED
from graph.whole import Known, check_whole, homes, link_maps, needs


def unknown_area(slug: str, slugs: Collection[str]) -> UnknownThing:
    """Make the error for an area that is not there, with the nearest that are."""
    return UnknownThing("area", slug, get_close_matches(slugify(slug), sorted(slugs), n=3))


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
        if fact is not None and not isinstance(fact, Link) and known.isdisjoint(homes(fact)):
            raise unknown_area(area_of(fact.id), slugs)
    return {slug for record in written for slug in record.areas} & known


def touched_by_put(
    new: Mapping[str, Fact], find: Callable[[Iterable[str]], Known], slugs: Collection[str]
) -> set[str]:
    """Return the areas that are there already and get something new on their maps."""
    on_maps = [homes(fact) for fact in new.values()]
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
    check_whole({}, new, lambda ids: {i: kept[i] for i in ids if i in kept}, lambda _: ())
    return new


def counters(snapshot: Snapshot, history: Iterable[ChangeRecord]) -> dict[str, int]:
    """Return the least revisions after a whole area is put, so that no change id comes twice."""
    least: dict[str, int] = {}
    for record in history:
        least[record.area] = max(record.revision, least.get(record.area, 0))
    return least | {snapshot.area.slug: snapshot.revision}


def audit(facts: Known, history: Sequence[ChangeRecord]) -> tuple[str, ...]:
    """Return a sentence for each fault: ends that are missing, versions and history that lie."""
    by_fact: dict[str, list[ChangeRecord]] = {}
    for record in history:
        by_fact.setdefault(record.fact_id, []).append(record)
    faults = []
    for fact_id, (fact, version) in facts.items():
        lost = [needed for needed in needs(fact) if needed not in facts]
        faults += [f"{fact_id} needs {needed}, which is not there." for needed in lost]
        faults += _against_history(fact, version, by_fact.get(fact_id, []))
    for fact_id, records in by_fact.items():
        if fact_id not in facts and records[-1].after is not None:
            faults.append(f"{fact_id} is not there, though the history does not withdraw it.")
    return tuple(faults)


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
