"""What a map said on an earlier moment, the days on which it changes, and one thing's story.

Two clocks are kept apart: a View asks what was so on a day, known_at what had been recorded by a
moment. Source of the two: R. T. Snodgrass and I. Ahn, "A taxonomy of time in databases" (1985).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import takewhile

from graph.facts.changes import ChangeRecord
from graph.facts.dates import PartialDate, in_utc
from graph.facts.integrity import SUCCESSION, on_map, pointed_ids, referenced_ids
from graph.facts.model import (
    Area,
    Declaration,
    Fact,
    Link,
    Meeting,
    Node,
    Recorded,
    Snapshot,
    snapshot_of,
)
from graph.facts.stamps import moment_of
from graph.sentences import fact_sentence
from graph.succession import successions


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to a node or its links, on a day as it was recorded.

    what: began, ended, met, decided, taken over. of is the thing whose story it is, "" for the one
    that was asked about: a story begins with what came before, and goes on with what came after.
    """

    day: PartialDate
    what: str
    fact_id: str
    sentence: str
    of: str = ""


def known_at(
    history: Sequence[ChangeRecord], area: str, moment: datetime, present: Snapshot | None = None
) -> Snapshot | None:
    """Return an area as its map stood at a moment, None where it was not yet recorded.

    history is the area's, oldest first. present brings the facts that no change tells of: those
    of an area that was read in whole, which count as known all along, and a link that came onto
    the map only because one of its ends did.
    """
    until = in_utc(moment)
    # In the order of writing, so that a clock that was put back cannot mix two states of the map.
    known = sum(1 for _ in takewhile(lambda record: moment_of(record) <= until, history))
    return known_after(history, area, known, present)


def known_after(
    history: Sequence[ChangeRecord], area: str, known: int, present: Snapshot | None = None
) -> Snapshot | None:
    """Return an area as its map stood after the first so many changes of its history.

    None where it was not yet recorded; history and present are as of known_at.
    """
    facts, versions = _before(history, present)
    for record in history[:known]:
        if record.after is None:
            facts.pop(record.fact_id, None)
            versions.pop(record.fact_id, None)
        else:
            facts[record.fact_id] = record.after
            versions[record.fact_id] = versions.get(record.fact_id, 0) + 1
    if area not in facts:
        return None
    shown = {i: fact for i, fact in facts.items() if on_map(fact, area, facts.get)}
    kept = {i: versions[i] for i in shown}
    return snapshot_of(shown, area, _revision(history, known, area, present), kept)


def revisions_made(
    history: Sequence[ChangeRecord], area: str, present: int
) -> tuple[tuple[int, int], ...]:
    """Return to which revision each batch of an area's history raised it, the newest first.

    Each is given with how many changes of the history stand before it. present is the revision
    that the last batch made. They end where the history does not tell: an area that was read in
    whole began at a revision of its own, and another that was read in may have raised it.
    """
    made: list[tuple[int, int]] = []
    sure, at, end = 0, present, len(history)
    while end and at > 0:
        last, start = history[end - 1], end
        while start and history[start - 1].batch == last.batch:
            start -= 1
        touched = any(area in record.areas for record in history[start:end])
        is_own = last.area == area
        if is_own and last.revision != at:
            break
        if touched:
            made.append((at, start))
            at -= 1
        # The number of a batch of another area, which touched what both share, is not of this one:
        # that its place here is right, the next one before it says that is of this area.
        sure = len(made) if is_own or not at else sure
        end = start
    return tuple(made[:sure])


def _before(
    history: Sequence[ChangeRecord], present: Snapshot | None
) -> tuple[dict[str, Fact], dict[str, int]]:
    """Return the facts that were there before the first change, with their versions then."""
    first: dict[str, ChangeRecord] = {}
    counted: dict[str, int] = {}
    for record in history:
        first.setdefault(record.fact_id, record)
        counted[record.fact_id] = counted.get(record.fact_id, 0) + 1
    facts = {i: record.before for i, record in first.items() if record.before is not None}
    now = present.versions if present else {}
    versions = {i: max(now.get(i, 1) - counted[i], 1) for i in facts}
    for fact_id, fact in present.facts().items() if present else ():
        if fact_id not in first:
            facts[fact_id] = fact
            versions[fact_id] = now.get(fact_id, 1)
    return facts, versions


def _revision(
    history: Sequence[ChangeRecord], known: int, area: str, present: Snapshot | None
) -> int:
    """Return the revision after the first so many changes; the area's own say which they made."""
    if present is not None:
        # Read in whole, an area may have begun at any revision: count back from the present one.
        return present.revision - len({r.batch for r in history[known:] if area in r.areas})
    number, batch = 0, None
    for record in history[:known]:
        if area in record.areas and record.batch != batch:
            batch = record.batch
            number = record.revision if record.area == area else number + 1
    return number


Dated = Area | Node | Link | Meeting | Declaration


@dataclass(slots=True)
class DayChanges:
    """The facts that begin on a day, and those that are over by it, things before links."""

    begins: list[Dated] = field(default_factory=list)
    over: list[Dated] = field(default_factory=list)


def changes_by_day(snapshot: Snapshot) -> dict[date, DayChanges]:
    """Return the days on which what holds can differ from the day before, with what it is.

    Oldest first. A fact begins on the first day its since can mean and is over on the day after
    the last that its until can mean.
    """
    by_day: dict[date, DayChanges] = defaultdict(DayChanges)
    for fact in snapshot.facts().values():
        if not isinstance(fact, Dated):
            continue
        if fact.since:
            by_day[fact.since.first].begins.append(fact)
        if fact.until and fact.until.last < date.max:
            by_day[fact.until.last + timedelta(days=1)].over.append(fact)
    for changes in by_day.values():
        # The sort keeps the order of facts otherwise.
        changes.begins.sort(key=_links_last)
        changes.over.sort(key=_links_last)
    return dict(sorted(by_day.items()))


def _links_last(fact: Dated) -> bool:
    return isinstance(fact, Link)


def change_days(snapshot: Snapshot) -> tuple[date, ...]:
    """Return the days on which what holds can differ from the day before, oldest first."""
    return tuple(changes_by_day(snapshot))


def record_days(history: Iterable[ChangeRecord]) -> tuple[date, ...]:
    """Return the days (in UTC) on which something was written, oldest first."""
    return tuple(sorted({moment_of(record).date() for record in history}))


def timeline(snapshot: Snapshot, node_id: str) -> tuple[Event, ...]:
    """Return what happened to a thing, its links and its meetings, oldest first.

    Of what it took over from, and of what took over from it, only when each began and ended, and
    its own successions.
    """
    events = []
    for fact in snapshot.facts().values():
        if fact.id == node_id or node_id in referenced_ids(fact):
            events += _events(fact, snapshot, node_id)
    known = successions(snapshot)
    for other in (*known.forebears(node_id), *known.heirs(node_id)):
        node = snapshot.nodes.get(other)
        links = (link for link in known.after(other) if node_id not in (link.from_id, link.to_id))
        story: list[Fact] = [*([node] if node else []), *links]
        for fact in story:
            events += (replace(e, of=other) for e in _events(fact, snapshot, node_id))
    found = {(event.fact_id, event.what): event for event in reversed(events)}
    return tuple(sorted(found.values(), key=_in_order))


def _in_order(event: Event) -> tuple[date, date, str, str]:
    return (event.day.first, event.day.last, event.what, event.fact_id)


def _events(fact: Fact, snapshot: Snapshot, node_id: str) -> list[Event]:
    """Return what a fact tells of a thing: when it met, decided, began, ended or was taken over."""
    sentence, events = fact_sentence(fact, snapshot), []
    if isinstance(fact, Meeting):
        if fact.body == node_id:
            events.append(Event(fact.day, "met", fact.id, sentence))
    elif isinstance(fact, Link) and fact.kind == SUCCESSION:
        if fact.since:
            events.append(Event(fact.since, "taken over", fact.id, sentence))
    elif isinstance(fact, Recorded):
        decided = fact.day("decided_on") if isinstance(fact, Node) else None
        if decided:
            events.append(Event(decided, "decided", fact.id, sentence))
        if fact.since:
            events.append(Event(fact.since, "began", fact.id, sentence))
        if fact.until:
            events.append(Event(fact.until, "ended", fact.id, sentence))
    return events


def changes_about(history: Iterable[ChangeRecord], node_id: str) -> tuple[ChangeRecord, ...]:
    """Return the changes to a thing, its links, meetings, declarations and questions.

    The oldest come first.
    """

    def about(fact: Fact | None) -> bool:
        if fact is None:
            return False
        return node_id in (fact.id, *referenced_ids(fact), *pointed_ids(fact))

    return tuple(record for record in history if about(record.before) or about(record.after))
