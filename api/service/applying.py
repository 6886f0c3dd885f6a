"""Changes that somebody sends, written into the record in one batch, or only looked at first.

All or nothing. Nobody writes over what they have not seen: where somebody was first, the changes
are read again beside what is there now, unless a version says that this was not to be.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from api.access.persons import person_here
from api.service.batches import Occasion, new_batch
from api.service.change_naming import NamedFacts, at_field
from api.service.change_reading import read_inputs
from api.service.change_shapes import CHANGE_SHAPES, Way
from api.service.change_values import MOST_OF_ONE, BadField
from api.service.changes_read import ReadChanges, effect_of_read
from api.service.proposals import Proposal
from api.service.reader import Reader, resolve
from api.service.scenarios import fact_id
from api.service.written import Written, written_of
from graph.errors import Conflict, InvalidFact, KeyUsed, UnknownThing
from graph.facts.changes import Added, Batch, Changed, ChangeRecord
from graph.facts.dates import day_words
from graph.facts.identifiers import area_of, batch_key, full_id, repeatable_batch_id
from graph.facts.model import Area, Meeting, Recorded, Snapshot, Source
from graph.facts.unsafe_text import unseen
from graph.kinds import NODE_KIND
from graph.sentences import article, reference_words
from graph.store import SHARED
from graph.undo import written_by
from graph.view import View, default_day
from graph.what_if import ChangeApplier, apply_to

# Letters of a key, and of who said something: a post or organisation.
MOST_KEY, MOST_SAID_BY = 200, 120
# What the history says of things that were only put elsewhere on a map.
FROM_MAP = "moved on the map"
# Times that changes are read again where somebody else writes first.
_TRIES = 4
# Digits in a row that no name of a post has, and that a telephone number begins with.
_NUMBER = 6
_PLACES = (Way.KEEP_PLACES, Way.FORGET_PLACES)
_SAYS = ("body", "department", "organisation", "post", "service")


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedChanges:
    """Changes as somebody sends them, in the forms of JSON, and what is said of all of them.

    expected are ids with the versions that were seen; key makes that they are written once.
    """

    area: str
    changes: Sequence[object]
    source: Mapping[str, Any] | None = None
    said_by: str = ""
    meeting: str = ""
    day: date | None = None
    key: str | None = None
    expected: Sequence[tuple[str, int]] = ()

    def batch_id(self) -> str:
        """Return the id of their batch: "" without a key, else the same for the same content."""
        content = {
            "source": self.source,
            "saidBy": self.said_by,
            "meeting": self.meeting,
            "day": self.day,
            "expected": sorted(self.expected),
            "changes": self.changes,
        }
        return keyed_id(self.area, self.key, content)


@dataclass(frozen=True, slots=True)
class _Prepared:
    """Changes ready to be written, of an area as it reads now."""

    batch: Batch
    read: ReadChanges
    view: View
    asked_for: Mapping[str, int]
    expected: Mapping[str, int]


def apply_changes(reader: Reader, asked: AskedChanges) -> Written:
    """Write changes; with a key that was used for the same ones, say what came of them then.

    Raises BadField and BadChange, which say what is wrong and where, Conflict with what has changed
    since it was seen, InvalidFact, and UnknownThing for the area.
    """
    batch_id = asked.batch_id()
    if repeated := repeated_batch(reader, asked.area, batch_id):
        return repeated
    for attempt in range(1, _TRIES + 1):
        prepared = _prepared(reader, asked, batch_id)
        try:
            revision = reader.store.apply(prepared.batch, prepared.expected)
        except Conflict as error:
            seen = any(each in prepared.asked_for for each, _ in error.changed)
            if isinstance(error, KeyUsed) or seen or attempt == _TRIES:
                raise prepared.read.placed(error) from error
            continue
        except InvalidFact as error:
            raise prepared.read.placed(error) from error
        if not any(one.batch == prepared.batch.id for one in reader.history(asked.area)):
            return _nothing(prepared, revision)
        return written_of(reader, asked.area, prepared.batch.id, prepared.read.told, prepared.view)
    raise AssertionError("the last try returns or raises")


def preview_changes(reader: Reader, asked: AskedChanges) -> Written:
    """Say what changes would come to; nothing is written. Raises what apply_changes does."""
    batch_id = asked.batch_id()
    if repeated := repeated_batch(reader, asked.area, batch_id):
        return repeated
    prepared = _prepared(reader, asked, batch_id)
    snapshot, store = prepared.view.snapshot, reader.store
    try:
        records = ChangeApplier(snapshot).settled(
            prepared.batch, lambda layout: store.places(asked.area, layout)
        )
        day = default_day(apply_to(snapshot, prepared.read.changes), reader.today())
        view = prepared.view
        if day != view.day:
            view = reader.derived(view, View.on, day, False)
        found = effect_of_read(reader, view, prepared.read)
    except (Conflict, InvalidFact) as error:
        raise prepared.read.placed(error) from error
    if not records:
        return _nothing(prepared, snapshot.revision)
    return Written(snapshot.revision + 1, "", records, found, prepared.read.told)


def _nothing(prepared: _Prepared, revision: int) -> Written:
    """Return what came of changes that change nothing together."""
    return Written(revision, "", (), None, prepared.read.told)


def keyed_id(area: str, key: str | None, content: object) -> str:
    """Return the id of a batch that is written once under a key; "" without one.

    A key is of whoever gives it. Raises BadField.
    """
    if key is None:
        return ""
    if not key.strip() or len(key) > MOST_KEY or unseen(key):
        right = f"write 1 to {MOST_KEY} letters or digits, such as a random UUID"
        raise BadField(("idempotencyKey",), f"It is no key: {right}.")
    whole = json.dumps(content, ensure_ascii=True, sort_keys=True, default=str)
    return repeatable_batch_id(area, _digest(f"{person_here().account}\n{key}"), _digest(whole))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def repeated_batch(reader: Reader, area: str, batch_id: str) -> Written | None:
    """Return what was written under a key before; None where nothing was.

    Raises KeyUsed where it was something else, and UnknownThing for the area.
    """
    if not batch_id:
        return None
    before = written_under(reader.history(area), batch_id)
    if before is None:
        return None
    if before.batch != batch_id:
        raise KeyUsed(before.fact_id, written_by(before))
    return written_of(reader, area, batch_id)


def written_under(history: Sequence[ChangeRecord], batch_id: str) -> ChangeRecord | None:
    """Return a change that was written under the key of a batch's id; None where none was."""
    key = batch_key(batch_id)
    return next((one for one in history if batch_key(one.batch) == key), None)


def _prepared(reader: Reader, asked: AskedChanges, batch_id: str) -> _Prepared:
    # First the store: what is read from now on is not what this request read before.
    assert reader.store is not None
    view = reader.view(asked.area)
    snapshot = view.snapshot
    versions = dict(_versions(asked, snapshot))
    _check_seen(versions, snapshot)
    if not asked.changes:
        raise BadField(("changes",), "It changes nothing: give at least one change.")
    said_by = _said_by(asked.said_by, snapshot)
    source = _source(reader, asked, said_by)
    read, said_title = read_inputs(reader, view, asked.changes, source), ""
    if asked.source is None and source:
        read, said_title = _without_unused(read), str(source["title"])
    said = Occasion(said_by=said_by, meeting=_meeting(asked, read, snapshot), day=asked.day)
    batch = new_batch(
        asked.area,
        _source_words(said_title, read, snapshot),
        read.changes,
        said=said,
        batch_id=batch_id,
        places=read.places,
    )
    touched = (fact_id(change) for change in read.changes)
    expected = {one: snapshot.versions.get(one, 0) for one in touched} | versions
    return _Prepared(batch, read, view, versions, expected)


def _versions(asked: AskedChanges, snapshot: Snapshot) -> Iterator[tuple[str, int]]:
    """Yield the versions that were seen, by whole ids; raises BadField."""
    if len(asked.expected) > MOST_OF_ONE:
        wrong = f'"expectedVersions" has {len(asked.expected):,} entries'
        raise BadField(("expectedVersions",), f"{wrong}: give at most {MOST_OF_ONE:,}.")
    naming, seen = NamedFacts(Proposal(snapshot)), dict[str, int]()
    slug = snapshot.area.slug
    for number, (text, version) in enumerate(asked.expected):
        path = ("expectedVersions", str(number))
        with at_field(*path, "id"):
            plain = naming.own(text.strip())
            known = plain if plain in snapshot.versions else full_id(plain, slug)
        if known not in snapshot.versions and area_of(known) not in (slug, SHARED):
            wrong = f'"{known[:MOST_SAID_BY]}" is not on the map of {slug}'
            raise BadField((*path, "id"), f"{wrong}: give ids of facts that are.")
        if seen.setdefault(known, version) != version:
            raise BadField((*path, "version"), f"{known} is given with another version too.")
        yield known, version


def _check_seen(versions: Mapping[str, int], snapshot: Snapshot) -> None:
    """Refuse versions that were seen and are not those of now: raises Conflict."""
    stale = []
    for known, version in versions.items():
        actual = snapshot.versions.get(known, 0)
        if actual != version:
            word = f"has changed (version {actual})" if actual else "is not on record"
            stale.append((known, f"{word} since it was read as version {version}"))
    if stale:
        raise Conflict(stale)


def _said_by(text: str, snapshot: Snapshot) -> str:
    """Return who said something, by the name on record where there is one; raises BadField."""
    speaker = " ".join(text.split())
    if not speaker:
        return ""
    path, right = ("saidBy",), "name the post or organisation that said it"
    if len(speaker) > MOST_SAID_BY or unseen(speaker):
        raise BadField(path, f"It is no name: {right}, with at most {MOST_SAID_BY} letters.")
    if "@" in speaker or sum(sign.isdigit() for sign in speaker) >= _NUMBER:
        raise BadField(path, f"It looks like somebody's address or number: {right}.")
    try:
        with at_field(*path):
            node = snapshot.nodes[resolve(snapshot, speaker)]
    except BadField as error:
        if isinstance(error.__cause__, UnknownThing):
            return speaker
        raise
    if node.kind not in _SAYS:
        label = article(NODE_KIND[node.kind].label)
        raise BadField(path, f"{node.name} ({node.id}) is {label}: {right}, never a person.")
    return node.name


def _source(reader: Reader, asked: AskedChanges, said_by: str) -> Mapping[str, Any] | None:
    """Return where all was read that names no source of its own; raises BadField without one."""
    if asked.source is not None:
        return asked.source
    if said_by:
        day = asked.day or reader.today()
        title = f"As said by {said_by} on {day_words(day)}"
        return {"title": title, "readOn": day.isoformat()}
    if all(_is_of_places(one) for one in asked.changes):
        return None
    right = "give the source it was read in, or with saidBy the post or organisation that said it"
    raise BadField(("source",), f"Nothing says where this is from: {right}.")


def _is_of_places(change: object) -> bool:
    """Say whether a change only puts things somewhere on a map, which is no fact."""
    fields = tuple(change) if isinstance(change, Mapping) else ()
    return (
        len(fields) == 1
        and fields[0] in CHANGE_SHAPES
        and (CHANGE_SHAPES[fields[0]].way in _PLACES)
    )


def _meeting(asked: AskedChanges, read: ReadChanges, snapshot: Snapshot) -> str:
    """Return the id of the meeting it was said at, on record or added here; raises BadField."""
    if not asked.meeting.strip():
        return ""
    naming = NamedFacts(Proposal(snapshot))
    added = (one.fact for one in read.changes if isinstance(one, Added))
    meetings = {**snapshot.meetings, **{f.id: f for f in added if isinstance(f, Meeting)}}
    with at_field("meeting"):
        known = full_id(naming.own(asked.meeting.strip()), snapshot.area.slug)
        if known not in meetings:
            raise UnknownThing.nearest_to(
                "meeting", known, meetings, f"on record of {snapshot.area.slug}"
            )
    return known


def _without_unused(read: ReadChanges) -> ReadChanges:
    """Leave out a document that was only made because somebody said it, where nothing cites it."""
    if read.cited is None or -1 not in read.numbers:
        return read
    written = (one.fact for one in read.changes if isinstance(one, Added | Changed))
    facts = [fact for fact in written if isinstance(fact, Recorded | Area)]
    if any(read.cited in fact.sources for fact in facts):
        return read
    kept = [pair for pair in zip(read.changes, read.numbers, strict=True) if pair[1] != -1]
    changes, numbers = zip(*kept, strict=True) if kept else ((), ())
    return replace(read, changes=changes, numbers=numbers)


def _source_words(said_title: str, read: ReadChanges, snapshot: Snapshot) -> str:
    """Say where all was read, for the history."""
    if read.cited is None:
        return FROM_MAP
    new = (one.fact for one in read.changes if isinstance(one, Added))
    sources = {**snapshot.sources, **{f.id: f for f in new if isinstance(f, Source)}}
    if said_title:
        return said_title
    return reference_words(read.cited, replace(snapshot, sources=sources))
