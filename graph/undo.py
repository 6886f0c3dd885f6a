"""Taking a batch back: its opposite as a new batch, and who stands in the way of that.

Whatever was written can be taken back, a form, an import or an accepted scenario: what it added is
withdrawn, what it changed reads as before, what it ended is open again, what it withdrew is back.
The area itself stays: a batch that made it leaves it empty.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.errors import NotTakenBack, UnknownThing
from graph.facts.changes import Added, Change, Changed, ChangeRecord, Withdrawn
from graph.facts.dates import day_words
from graph.facts.integrity import referenced_ids
from graph.facts.map_places import Place, PlacesMoved, moved_back
from graph.facts.model import Area, Fact, Recorded, Snapshot, Source
from graph.facts.stamps import moment_of

AREA_STAYS = "The area itself stays on record, with nothing on its map from this."


@dataclass(frozen=True, slots=True)
class Undoing:
    """What takes a batch back: changes, places, and what cannot be taken back, in sentences."""

    changes: tuple[Change, ...]
    places: tuple[PlacesMoved, ...]
    told: tuple[str, ...]


def batch_of(history: Iterable[ChangeRecord], batch: str) -> tuple[ChangeRecord, ...]:
    """Return what a batch wrote, oldest first; raises UnknownThing where there is none such."""
    found = tuple(record for record in history if record.batch == batch)
    if not found:
        raise UnknownThing("batch of changes", batch)
    return found


def taken_back_by(history: Sequence[ChangeRecord]) -> dict[str, ChangeRecord]:
    """Return of each batch that is taken back now the change that did it, by the batch's id.

    What took a batch back may itself be taken back: then the batch stands again.
    """
    takes: dict[str, ChangeRecord] = {}
    for record in history:
        if record.takes_back:
            takes.setdefault(record.batch, record)
    found: dict[str, ChangeRecord] = {}
    # The last one first: whether a taking back holds is known of all that came after it.
    for batch, record in reversed(takes.items()):
        if batch not in found:
            found[record.takes_back] = record
    return found


def standing(history: Sequence[ChangeRecord]) -> Iterator[ChangeRecord]:
    """Yield a history without what was taken back since, and without what took it back."""
    back = taken_back_by(history)
    gone = {*back, *(record.batch for record in back.values())}
    return (record for record in history if record.batch not in gone)


def undoing_batch(
    history: Sequence[ChangeRecord],
    batch: str,
    snapshot: Snapshot,
    find: Callable[[str], Fact | None],
    places: Callable[[str], Mapping[str, Place]],
) -> Undoing:
    """Return what takes a batch back, of an area as it reads now.

    history is the area's, oldest first; find returns a fact as it is on record now, places those
    that are kept of a layout. Raises UnknownThing where there is no such batch, and NotTakenBack,
    which names what stands in the way, and who wrote it.
    """
    records = batch_of(history, batch)
    back = taken_back_by(history).get(batch)
    if back is not None:
        raise NotTakenBack([(batch, f"was taken back by {written_by(back)}")], written_by(back))
    later = _Later(history, records)
    wrong = [
        *_changed_since(records, find, later),
        *_places_since(records, places),
        *_hanging(records, snapshot, later),
        *_missing(records, find, later),
    ]
    if wrong:
        raise NotTakenBack(wrong)
    stays, told = _cited_still(records, snapshot), []
    if any(map(_made_area, records)):
        told.append(AREA_STAYS)
    for fact_id, count in stays.items():
        title = snapshot.sources[fact_id].title
        told.append(f'The document "{title}" stays: {count:,} other facts were read in it.')
    changes = tuple(
        _undone(record)
        for record in reversed(records)
        if record.before != record.after and record.fact_id not in stays and not _made_area(record)
    )
    moves = [move for record in records for move in record.places]
    return Undoing(changes, moved_back(moves), tuple(told))


def _cited_still(records: Iterable[ChangeRecord], snapshot: Snapshot) -> dict[str, int]:
    """Return the documents that came with a batch and that others were read in since.

    Each is given with how many facts of other batches cite it: those would lose their source.
    """
    own = {record.fact_id for record in records}
    came = {
        record.after.document: record.fact_id
        for record in records
        if record.before is None and isinstance(record.after, Source)
    }
    cited: Counter[str] = Counter()
    for fact in snapshot.facts().values() if came else ():
        if fact.id not in own and isinstance(fact, Recorded | Area):
            cited.update({came[one.document] for one in fact.sources if one.document in came})
    return {fact_id: cited[fact_id] for fact_id in came.values() if cited[fact_id]}


def _made_area(record: ChangeRecord) -> bool:
    return record.before is None and isinstance(record.after, Area)


def _undone(record: ChangeRecord) -> Change:
    if record.before is None:
        return Withdrawn(record.fact_id)
    return Added(record.before) if record.after is None else Changed(record.before)


def written_by(record: ChangeRecord) -> str:
    """Say who wrote a change, and when: "Ada on 3 March 2026, 10:12 (UTC)"."""
    moment = moment_of(record)
    return f"{record.who or 'somebody'} on {day_words(moment.date())}, {moment:%H:%M} (UTC)"


class _Later:
    """What was written after a batch, by the fact that it changed: the last change of each."""

    def __init__(self, history: Sequence[ChangeRecord], records: Sequence[ChangeRecord]) -> None:
        at = max(number for number, one in enumerate(history) if one.batch == records[0].batch)
        self.last = {record.fact_id: record for record in history[at + 1 :]}

    def said(self, fact_id: str, did: str) -> str:
        """Say that somebody did something to a fact since."""
        record = self.last.get(fact_id)
        return f"was {did} since{f' by {written_by(record)}' if record else ''}"


def _changed_since(
    records: Iterable[ChangeRecord], find: Callable[[str], Fact | None], later: _Later
) -> Iterator[tuple[str, str]]:
    for record in records:
        now = find(record.fact_id)
        if now == record.after:
            continue
        done = (
            "withdrawn" if now is None else "recorded anew" if record.after is None else "changed"
        )
        yield record.fact_id, later.said(record.fact_id, done)


def _places_since(
    records: Iterable[ChangeRecord], places: Callable[[str], Mapping[str, Place]]
) -> Iterator[tuple[str, str]]:
    kept: dict[str, Mapping[str, Place]] = {}
    for move in (move for record in records for move in record.places):
        if move.layout not in kept:
            kept[move.layout] = places(move.layout)
        if kept[move.layout].get(move.thing) != move.after:
            yield move.thing, "was put elsewhere on the map since"


def _hanging(
    records: Iterable[ChangeRecord], snapshot: Snapshot, later: _Later
) -> Iterator[tuple[str, str]]:
    """Yield what was recorded since and cannot stand without what would be withdrawn."""
    own = {record.fact_id for record in records}
    gone = {record.fact_id for record in records if record.before is None}
    gone -= {record.fact_id for record in records if _made_area(record)}
    for fact in snapshot.facts().values() if gone else ():
        needs = [one for one in referenced_ids(fact) if one in gone]
        if needs and fact.id not in own:
            named = snapshot.nodes.get(needs[0])
            since = later.last.get(fact.id)
            by = f" (written by {written_by(since)})" if since else ""
            yield fact.id, f"hangs on {named.name if named else needs[0]}, which would go{by}"


def _missing(
    records: Iterable[ChangeRecord], find: Callable[[str], Fact | None], later: _Later
) -> Iterator[tuple[str, str]]:
    """Yield what would come back without something that it needs, and that is gone since."""
    comes = {record.fact_id for record in records if record.before is not None}
    for record in records:
        for needed in referenced_ids(record.before) if record.before else ():
            if needed not in comes and find(needed) is None:
                yield record.fact_id, f"needs {needed}, which {later.said(needed, 'withdrawn')}"


def batch_words(records: Sequence[ChangeRecord]) -> str:
    """Say what a batch was: who wrote it, when, how many facts, what from."""
    first, count = records[0], len(records)
    facts = "a fact" if count == 1 else f"{count:,} facts"
    source = f", from {first.source}" if first.source else ""
    return f"{facts} by {written_by(first)}{source}"
