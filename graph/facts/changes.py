"""The only way anything changes: Added, Changed, Ended, Withdrawn, in batches that hold together.

A store asks settle() what a batch comes to, then writes the answer in one transaction.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from graph.errors import Conflict, InvalidFact
from graph.facts.dates import PartialDate
from graph.facts.identifiers import change_id
from graph.facts.integrity import Known, check_whole, link_maps, maps_of
from graph.facts.map_places import Place, PlaceMove, PlacesMoved, place_moves
from graph.facts.model import Area, Fact, Link, Node, Recorded


@dataclass(frozen=True, slots=True)
class Added:
    """A fact that was not recorded before."""

    fact: Fact


@dataclass(frozen=True, slots=True)
class Changed:
    """A recorded fact as it reads from now on; the id stays."""

    fact: Fact


@dataclass(frozen=True, slots=True)
class Ended:
    """A fact that was so until a day; it stays on record."""

    fact_id: str
    until: PartialDate


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A fact recorded in error; only the history keeps it."""

    fact_id: str


Change = Added | Changed | Ended | Withdrawn


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Changes to one area that are written together or not at all.

    A batch with an id that was applied before is answered with the revision it made then. via is
    the door that it came by; said_by, meeting (its id) and day are there where a person said them.
    takes_back is the id of the batch that this one is the opposite of, so that its facts stood on
    record before. places are no facts.
    """

    id: str
    area: str
    who: str
    when: datetime
    source: str
    changes: tuple[Change, ...]
    via: str = ""
    said_by: str = ""
    meeting: str = ""
    day: date | None = None
    takes_back: str = ""
    places: tuple[PlacesMoved, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRecord:
    """One line of the history: what a fact was before and is after, who, when and from what.

    caution says that the clock was far off when it was written; "" where it was not. The rest is as
    in Batch; via is "" where it was not recorded. places are in one line of the batch: where no
    fact of the area itself changed, its action is "moved", and the fact reads as before.
    """

    id: str
    area: str
    areas: tuple[str, ...]
    revision: int
    batch: str
    who: str
    when: str
    source: str
    action: str
    fact_id: str
    before: Fact | None
    after: Fact | None
    caution: str = ""
    via: str = ""
    said_by: str = ""
    meeting: str = ""
    day: date | None = None
    takes_back: str = ""
    places: tuple[PlaceMove, ...] = ()


def no_places(layout: str) -> Mapping[str, Place]:
    """Return the places that are kept of a layout where none are."""
    return {}


def _id_of(change: Change) -> str:
    return change.fact.id if isinstance(change, Added | Changed) else change.fact_id


def settle(
    batch: Batch,
    revision: int,
    find: Callable[[Iterable[str]], Known],
    referring: Callable[[Iterable[str]], Iterable[str]],
    things: Callable[[str], Iterable[Node]],
    expected: Mapping[str, int],
    places: Callable[[str], Mapping[str, Place]] = no_places,
) -> tuple[ChangeRecord, ...]:
    """Say what a batch comes to: one record for each fact that really changes.

    revision is the one the batch would make; find returns the recorded facts and versions of
    some ids; referring the ids of facts that cannot stand without any of these; things what is on
    the map of an area; expected the
    versions the caller has seen (0: not there); places those that are kept of a layout. Raises
    Conflict for a stale version and InvalidFact for a fact the model refuses; nothing is ever half
    settled.
    """
    named = {_id_of(change) for change in batch.changes} | set(expected)
    moves = place_moves(batch.places, places)
    if moves:
        named.add(batch.area)
    known = find(named)
    _check_versions(expected, known)
    after: dict[str, Fact | None] = {}
    for change in batch.changes:
        fact_id = _id_of(change)
        current = after[fact_id] if fact_id in after else known.get(fact_id, (None, 0))[0]
        after[fact_id] = _apply(change, current)
    before = {fact_id: known[fact_id][0] if fact_id in known else None for fact_id in after}
    moved = {fact_id: fact for fact_id, fact in after.items() if fact != before[fact_id]}
    _check_lasting(before, moved)
    if moves and batch.area not in moved:
        # Where things stand is of the area as a whole, which reads as before.
        here = known.get(batch.area, (None, 0))[0]
        if here is None:
            raise Conflict([(batch.area, "is not recorded, so nothing stands on its map")])
        before[batch.area] = moved[batch.area] = here
    check_whole(before, moved, find, referring, things, again=bool(batch.takes_back))
    maps = link_maps([*before.values(), *moved.values()], moved, find)
    when = batch.when.isoformat(timespec="microseconds")
    return tuple(
        ChangeRecord(
            id=change_id(batch.area, revision, number),
            area=batch.area,
            areas=_areas(batch.area, before[fact_id], fact, maps),
            revision=revision,
            batch=batch.id,
            who=batch.who,
            when=when,
            source=batch.source,
            action=_action(before[fact_id], fact),
            fact_id=fact_id,
            before=before[fact_id],
            after=fact,
            via=batch.via,
            said_by=batch.said_by,
            meeting=batch.meeting,
            day=batch.day,
            takes_back=batch.takes_back,
            places=moves if fact_id == batch.area else (),
        )
        for number, (fact_id, fact) in enumerate(moved.items(), start=1)
    )


def _check_versions(expected: Mapping[str, int], known: Known) -> None:
    stale = []
    for fact_id, version in expected.items():
        actual = known[fact_id][1] if fact_id in known else 0
        if actual != version:
            word = "was withdrawn" if actual == 0 else f"has changed (version {actual})"
            stale.append((fact_id, f"{word} since it was read as version {version}"))
    if stale:
        raise Conflict(stale)


def _apply(change: Change, current: Fact | None) -> Fact | None:
    match change:
        case Added(fact):
            if current is not None and current != fact:
                raise Conflict([(fact.id, "is already recorded, and reads otherwise")])
            return fact
        case Changed(fact):
            if current is None:
                raise Conflict([(fact.id, "is not recorded, so it cannot be changed")])
            if _lasting(current) != _lasting(fact):
                wrong = "the kind of a thing and the ends of a link never change"
                raise InvalidFact(fact.id, wrong, "withdraw it and add it anew", "kind")
            return fact
        case Ended(fact_id, until):
            if not isinstance(current, Recorded):
                raise Conflict([(fact_id, "is not recorded, so it cannot be ended")])
            return ended_on(current, until)
        case Withdrawn(fact_id):
            if current is None or isinstance(current, Area):
                raise Conflict([(fact_id, "is not recorded, so it cannot be withdrawn")])
            return None


def ended_on(fact: Fact, until: PartialDate) -> Fact:
    """Return a fact as it reads once it is ended; what has no end is as it was."""
    return replace(fact, until=until) if isinstance(fact, Recorded) else fact


def _lasting(fact: Fact) -> tuple[object, ...]:
    """Return what no change may touch: a store files a fact under it."""
    ends = (fact.from_id, fact.to_id) if isinstance(fact, Link) else ()
    return (type(fact), getattr(fact, "kind", ""), *ends)


def _check_lasting(before: Mapping[str, Fact | None], moved: Mapping[str, Fact | None]) -> None:
    """Refuse to withdraw a fact and add another sort under its id in one batch."""
    for fact_id, fact in moved.items():
        old = before[fact_id]
        if old is not None and fact is not None and _lasting(old) != _lasting(fact):
            wrong = "the kind of a thing and the ends of a link never change"
            raise InvalidFact(fact_id, wrong, "give the new one an id of its own", "kind")


def _areas(
    area: str, before: Fact | None, after: Fact | None, maps: Mapping[str, set[str]]
) -> tuple[str, ...]:
    touched = {area}
    for fact in (before, after):
        if fact is not None:
            touched.update(maps_of(fact), maps.get(fact.id, ()))
    return tuple(sorted(touched))


def _action(before: Fact | None, after: Fact | None) -> str:
    if before is None:
        return "added"
    if after is None:
        return "withdrawn"
    if after == before:
        return "moved"
    ends_now = isinstance(after, Recorded) and after.until is not None
    ended_before = isinstance(before, Recorded) and before.until is not None
    return "ended" if ends_now and not ended_before else "changed"
