"""The moments that changes are stamped with: they follow the order of writing.

Whatever clocks say: two computers that write to one store, or one whose clock was put right, would
else tell a story in which a change comes before the one that it changes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from graph.facts.changes import ChangeRecord
from graph.facts.dates import day_words, in_utc

_NEXT = timedelta(microseconds=1)
# How far a clock may be behind the last change before that is said. A quiet time is no fault, and
# looks like a clock that is ahead: hence a year.
_BEHIND, _AHEAD = timedelta(days=1), timedelta(days=366)


def moment_of(record: ChangeRecord) -> datetime:
    """Return when a change was recorded, in UTC."""
    return in_utc(datetime.fromisoformat(record.when))


def stamped(
    records: Sequence[ChangeRecord], now: datetime, last: Iterable[datetime | None]
) -> tuple[ChangeRecord, ...]:
    """Return the changes of a batch with their stamp: now, or just after the last change.

    last are the moments of the last change of each area that is touched. Where the clock is far
    off them, the changes carry a caution.
    """
    clock = in_utc(now)
    latest = max((moment for moment in last if moment), default=None)
    if latest is None:
        return tuple(records)
    when = now if clock > latest else latest + _NEXT
    text, caution = when.isoformat(timespec="microseconds"), _caution(clock, latest)
    return tuple(replace(record, when=text, caution=caution) for record in records)


def _caution(clock: datetime, last: datetime) -> str:
    days = f"{abs((clock - last).days):,} days"
    if last - clock > _BEHIND:
        said = f"{day_words(clock.date())}, {clock:%H:%M} (UTC)"
        return (
            f"The clock said {said}, {days} before the change that was written before it: one of "
            "the two days is wrong. The order of writing counts."
        )
    if clock - last > _AHEAD:
        return f"Written {days} after the change before it: see that the clock was right."
    return ""
