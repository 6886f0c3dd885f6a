"""What happened to an area since somebody looked, a step for each revision, from the history.

Nothing is kept for whoever follows an area but the edition they were told last. So one who was away
for an hour is told the same as one who listened all along.
"""

import hashlib
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Protocol, TypeVar

from api.access.persons import person_here
from api.errors import UsageError
from api.service.bus import Bus
from api.service.reader import Reader
from graph.errors import UnknownThing
from graph.facts.changes import ChangeRecord
from graph.history import known_after, revisions_made
from graph.store import Edition
from graph.view import View, default_day

# Revisions that somebody who listens may be behind: who reads too slowly for that is told to read
# the area again, which is less work for both than to catch up.
MOST_BEHIND = 64
# Revisions back that somebody who comes again is told one by one.
MOST_RESUMED = 1000
T = TypeVar("T")


class ReadAsNow(Protocol):
    """How what is read is done for whoever listens: in a thread, as who they are just then."""

    def __call__(self, work: Callable[[], T], /) -> Awaitable[T]:
        """Do the work and return what it gives; raises what it raises."""
        ...


@dataclass(frozen=True, slots=True)
class AreaStep:
    """An area came to a revision, from the one before, by some changes.

    read_again says that what happened on the way is not told: what was read before is to be read
    again, and then holds up to this revision.
    """

    edition: Edition
    before: int
    records: tuple[ChangeRecord, ...] = ()
    read_again: bool = False

    @property
    def revision(self) -> int:
        """The revision it came to."""
        return self.edition.revision


async def follow(
    reader: Reader, bus: Bus, read: ReadAsNow, area: str, since: int | None, told_last: str = ""
) -> AsyncGenerator[AreaStep, None]:
    """Yield each step of an area from now on, or those after a revision first.

    told_last is the id of the event that somebody was told last; it goes before since. Ends only
    with whoever listens. Raises UnknownThing once there is no such area for them, and UsageError
    for a revision that cannot be.
    """
    if since is not None and since < 0:
        raise UsageError(f"{since} is no revision: they count from 0.")
    with bus.listen(area) as listener:
        newest: Edition | None = await read(lambda: seen_edition(reader, area))
        assert newest is not None
        told = _known(told_last, newest) or (
            newest if since is None else replace(newest, revision=since)
        )
        most = MOST_RESUMED
        while True:
            for step in await read(_steps(reader, told, newest, most)):
                yield step
            told, most = newest, MOST_BEHIND
            newest = await listener.other_than(told)
            if newest is None:
                # It says in its own words that there is none; unless it came back meanwhile.
                newest = await read(lambda: seen_edition(reader, area))


def event_id(edition: Edition) -> str:
    """Return what an event is known by: its revision, and of which life of the store that is."""
    life = hashlib.sha256(edition.incarnation.encode()).hexdigest()[:8]
    return f"{edition.revision}.{life}"


def _known(told_last: str, newest: Edition) -> Edition | None:
    """Return the edition that an event told of; None where what is given is the id of none."""
    number = told_last.partition(".")[0]
    if not (number.isascii() and number.isdecimal() and len(number) < 12):
        return None
    told = replace(newest, revision=int(number))
    return told if told_last in (number, event_id(told)) else replace(told, incarnation="")


def seen_edition(reader: Reader, area: str) -> Edition:
    """Return the edition of an area where it is whoever is at work's to see now.

    Raises UnknownThing where it is not, in the words for an area that never was.
    """
    rights = person_here().rights
    if not rights.sees(area):
        seen = [slug for slug in reader.editions() if rights.sees(slug)]
        raise UnknownThing.nearest_to("area", area, seen)
    return reader.edition(area)


def _steps(
    reader: Reader, told: Edition, newest: Edition, most: int
) -> Callable[[], tuple[AreaStep, ...]]:
    return lambda: steps_between(reader, told, newest, most)


def steps_between(
    reader: Reader, told: Edition, newest: Edition, most: int
) -> tuple[AreaStep, ...]:
    """Return what led from one edition of an area to a later one, a step for each revision.

    Where nobody can say, or it is more than so many steps, it is one step: to read again.
    """
    if told == newest:
        return ()
    again = (AreaStep(newest, told.revision, read_again=True),)
    if told.incarnation != newest.incarnation:
        return again
    behind = newest.revision - told.revision
    if behind < 0 or behind > most:
        return again
    known = _by_batch(reader.changes_between(told, newest) or ())
    if len(known) == behind:
        numbered = enumerate(known, told.revision + 1)
        return tuple(_step(newest, revision, records) for revision, records in numbered)
    # It may have moved on since; what came later is told by the next steps.
    now = reader.edition(told.area)
    if now.incarnation != newest.incarnation:
        return again
    history = reader.history(told.area)
    wanted, end = list[AreaStep](), len(history)
    for revision, start in revisions_made(history, told.area, now.revision):
        if told.revision < revision <= newest.revision:
            wanted.append(_step(newest, revision, history[start:end]))
        end = start
    return tuple(reversed(wanted)) if len(wanted) == behind else again


def _step(newest: Edition, revision: int, records: Sequence[ChangeRecord]) -> AreaStep:
    return AreaStep(replace(newest, revision=revision), revision - 1, tuple(records))


def _by_batch(records: Iterable[ChangeRecord]) -> list[list[ChangeRecord]]:
    return [list(batch) for _, batch in groupby(records, key=lambda record: record.batch)]


def sides_of(reader: Reader, step: AreaStep) -> tuple[View | None, View]:
    """Return an area as it opened before a step and after it; None where it was not recorded.

    Raises UnknownThing where there is no such area.
    """
    now = reader.view(step.edition.area)
    if not step.records:
        return None, now
    first, last = step.records[0], step.records[-1]
    edition = replace(step.edition, revision=step.before)
    before = reader.view_then(edition, lambda: _then(reader, now, first, 0))
    if step.revision == now.snapshot.revision:
        # What comes next is compared with it, when it is the newest no more.
        reader.view_then(step.edition, lambda: now)
        return before, now
    return before, reader.view_then(step.edition, lambda: _then(reader, now, last, 1)) or now


def _then(reader: Reader, now: View, record: ChangeRecord, more: int) -> View | None:
    """Return an area as it opened before a change of its history (more: 0), or after it (1)."""
    area, present = now.snapshot.area.slug, now.snapshot
    history = reader.history(area)
    known = next(i for i, one in enumerate(history) if one.id == record.id) + more
    then = known_after(history, area, known, present)
    return View(then, default_day(then, reader.today())) if then else None
