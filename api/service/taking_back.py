"""Taking back what was written: any batch of an area, an import or an accepted scenario too."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from api.access.persons import person_here
from api.errors import UsageError
from api.service.applying import keyed_id, repeated_batch
from api.service.batches import new_batch
from api.service.reader import Reader
from api.service.written import Written, history_with, written_of
from graph.errors import Conflict, UnknownThing
from graph.facts.changes import ChangeRecord
from graph.facts.integrity import maps_of
from graph.facts.model import Snapshot
from graph.undo import Undoing, batch_of, batch_words, undoing_batch

# Times that it is looked again where somebody else writes first.
_TRIES = 4


@dataclass(frozen=True, slots=True)
class TakingBack:
    """What taking a batch back comes to now, and the versions of the facts that it changes."""

    records: tuple[ChangeRecord, ...]
    undoing: Undoing
    expected: Mapping[str, int]
    revision: int


def take_back(reader: Reader, slug: str, batch: str, key: str | None = None) -> Written:
    """Take a batch back by its opposite, as a new batch, all of it or nothing.

    key makes that this is done once. Raises BadField for it, UnknownThing, UsageError for a batch
    of another area, NotTakenBack with what was written since and stands in the way, InvalidFact.
    """
    batch_id = keyed_id(slug, key, {"undo": batch})
    if repeated := repeated_batch(reader, slug, batch_id):
        return repeated
    for attempt in range(1, _TRIES + 1):
        store, looked = reader.store, looked_at(reader, slug, batch)
        opposite = new_batch(
            slug,
            f"takes back {batch_words(looked.records)}",
            looked.undoing.changes,
            batch_id=batch_id,
            takes_back=batch,
            places=looked.undoing.places,
        )
        told = looked.undoing.told
        if not opposite.changes and not opposite.places:
            return Written(looked.revision, "", (), None, told)
        try:
            store.apply(opposite, looked.expected)
        except Conflict:
            # Somebody wrote meanwhile: looking again says whether that stands in the way.
            if attempt == _TRIES:
                raise
            continue
        return written_of(reader, slug, opposite.id, told)
    raise AssertionError("the last try returns or raises")


def looked_at(reader: Reader, slug: str, batch: str) -> TakingBack:
    """Return what taking a batch back would come to; nothing is written.

    Raises what take_back does.
    """
    store = reader.store
    history, snapshot = history_with(reader, slug)
    records = batch_of(history, batch)
    _check_home(records[0].area, slug)
    facts, versions = dict(snapshot.facts()), dict(snapshot.versions)
    for other in _other_maps(reader, records, snapshot):
        # What it took off this map is on record still, on that of another area.
        facts = {**other.facts(), **facts}
        versions = {**other.versions, **versions}
    undoing = undoing_batch(
        history, batch, snapshot, facts.get, lambda layout: store.places(slug, layout)
    )
    touched = {record.fact_id: versions.get(record.fact_id, 0) for record in records}
    return TakingBack(records, undoing, touched, snapshot.revision)


def _check_home(home: str, slug: str) -> None:
    """Refuse a batch that was written to another area, and only touched what this one shares."""
    if home == slug:
        return
    where = f"the map of {home}" if person_here().rights.sees(home) else "another map"
    raise UsageError(f"That was written to {where}, and touches what both share: undo it there.")


def _other_maps(
    reader: Reader, records: tuple[ChangeRecord, ...], snapshot: Snapshot
) -> Iterator[Snapshot]:
    """Yield the other areas on whose maps is what the records left on none here."""
    here = snapshot.facts()
    left = (one.after for one in records if one.after and one.after.id not in here)
    slugs = {slug for fact in left for slug in maps_of(fact)} - {snapshot.area.slug}
    for slug in sorted(slugs):
        try:
            yield reader.snapshot(slug)
        except UnknownThing:  # of no area, or of one that is not seen
            continue
