"""Who was first: of each fact that has changed since somebody saw it, who did what and when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from api.reports.field_changes import altered
from api.service.batches import door_words
from api.service.reader import Reader
from graph.errors import Conflict
from graph.facts.changes import ChangeRecord
from graph.facts.model import Snapshot
from graph.sentences import fact_name
from graph.undo import written_by

# Changes of one fact, and fields of a change, that a sentence tells one by one.
_MOST_CHANGES, _MOST_FIELDS = 3, 5
_DID = {"added": "recorded it", "ended": "ended it", "withdrawn": "withdrew it"}


@dataclass(frozen=True, slots=True)
class ChangedFirst:
    """A fact that somebody else changed first, and who did what and when, in a sentence."""

    fact_id: str
    sentence: str


def changed_first(
    reader: Reader, slug: str, conflict: Conflict, seen: Mapping[str, int]
) -> tuple[ChangedFirst, ...]:
    """Return what has changed since somebody saw it; seen are the versions that they saw."""
    snapshot, history = reader.snapshot(slug), reader.history(slug)
    told = []
    for fact_id, why in conflict.changed:
        records = [record for record in history if record.fact_id == fact_id]
        now = snapshot.versions.get(fact_id, 0)
        since = max(now - seen.get(fact_id, now - 1), 1) if now else 1
        said = [_did(record, snapshot) for record in records[-min(since, _MOST_CHANGES) :]]
        name = _name(fact_id, records, snapshot)
        because = f": {'; '.join(said)}" if said else ""
        told.append(ChangedFirst(fact_id, f"{name} {why}{because}."))
    return tuple(told)


def stands_in_the_way(reader: Reader, slug: str, conflict: Conflict) -> tuple[ChangedFirst, ...]:
    """Return what stands in the way of taking a batch back, each fact by its name too."""
    snapshot, history = reader.snapshot(slug), reader.history(slug)
    last = {record.fact_id: record for record in history}
    return tuple(
        ChangedFirst(
            fact_id,
            f"{_name(fact_id, [last[fact_id]] if fact_id in last else [], snapshot)} {why}.",
        )
        for fact_id, why in conflict.changed
    )


def _name(fact_id: str, records: Sequence[ChangeRecord], snapshot: Snapshot) -> str:
    fact = snapshot.facts().get(fact_id)
    if fact is None and records:
        fact = records[-1].after or records[-1].before
    return f"{fact_name(fact, snapshot)} ({fact_id})" if fact else fact_id


def _did(record: ChangeRecord, snapshot: Snapshot) -> str:
    """Say what somebody did to a fact, when and by which door."""
    did = _DID.get(record.action, "changed it")
    if record.action == "changed" and record.before and record.after:
        fields = [one.label for one in altered(record.before, record.after, snapshot)]
        if fields:
            more = f" and {len(fields) - _MOST_FIELDS} more" if len(fields) > _MOST_FIELDS else ""
            did = f"changed {', '.join(fields[:_MOST_FIELDS])}{more}"
    door = f", {door_words(record.via)}" if record.via else ""
    return f"{written_by(record)}{door} {did}"
