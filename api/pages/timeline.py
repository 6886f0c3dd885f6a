"""The days worth stopping at on an area's timeline: where the record or the checks change."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from graph.facts.dates import PartialDate, day_words
from graph.facts.model import Recorded, Snapshot, Status
from graph.history import Dated, DayChanges, changes_by_day
from graph.rules.registry import Rule
from graph.sentences import fact_name
from graph.view import View

_NAMED = 3
_NOT_SO_YET = {Status.PLANNED: "planned", Status.ASPIRED: "wished for"}


@dataclass(frozen=True, slots=True)
class TimelineStop:
    """A day on the timeline, and what is new on it."""

    day: date
    why: str

    @property
    def words(self) -> str:
        """The day with what is new on it."""
        return f"{day_words(self.day)}: {self.why}"


def stops(
    view: View, opens_on: date, rules: Iterable[Rule], today: date
) -> tuple[TimelineStop, ...]:
    """Return the days on which something begins or is over, oldest first.

    The day a map opens on, the day that is shown, and today are always among them.
    """
    why: dict[date, list[str]] = defaultdict(list)
    for day, turn in changes_by_day(view.snapshot).items():
        why[day].append(turn_words(turn, view.snapshot))
    for day, number in _rule_days(rules).items():
        why[day].append(f"{number} {'check begins or ends' if number == 1 else 'checks change'}")
    if view.snapshot.area.recorded_as_of:
        why[opens_on].append("the day the record describes")
    why[today].append("today")
    if view.day not in why:
        why[view.day].append("the day shown")
    return tuple(TimelineStop(day, "; ".join(why[day])) for day in sorted(why))


def turn_words(turn: DayChanges, snapshot: Snapshot) -> str:
    """Name what begins and what is over, three of them in all: "begins: A, B; over: C; and 2 more".

    A partial date is said with its fact, as the day that is shown for it is only the first or last.
    """
    # Where there is both, each has a place.
    over = min(len(turn.over), max(_NAMED - len(turn.begins), 1))
    begins = min(len(turn.begins), _NAMED - over)
    said = []
    if begins:
        named = (_named(fact, fact.since, snapshot) for fact in turn.begins[:begins])
        said.append(f"begins: {', '.join(named)}")
    if over:
        named = (_named(fact, fact.until, snapshot) for fact in turn.over[:over])
        said.append(f"over: {', '.join(named)}")
    more = len(turn.begins) + len(turn.over) - begins - over
    return "; ".join([*said, f"and {more} more"] if more else said)


def _named(fact: Dated, day: PartialDate | None, snapshot: Snapshot) -> str:
    notes = []
    if isinstance(fact, Recorded) and fact.status in _NOT_SO_YET:
        notes.append(_NOT_SO_YET[fact.status])
    if day and day.first != day.last:
        notes.append(f"some time in {day_words(day)}")
    return fact_name(fact, snapshot) + (f" ({', '.join(notes)})" if notes else "")


def _rule_days(rules: Iterable[Rule]) -> dict[date, int]:
    """Return the days on which a check begins to hold or holds no longer, each with how many."""
    counted: dict[date, int] = defaultdict(int)
    for rule in rules:
        if rule.valid_from:
            counted[rule.valid_from] += 1
        if rule.valid_to:
            counted[rule.valid_to + timedelta(days=1)] += 1
    return counted
