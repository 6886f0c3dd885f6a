"""The days worth stopping at on an area's timeline: where the record or the checks change."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from graph.dates import day_words
from graph.history import change_days
from graph.rules.registry import Rule
from graph.view import View


@dataclass(frozen=True, slots=True)
class Stop:
    """A day on the timeline, and what is new on it."""

    day: date
    why: str

    @property
    def words(self) -> str:
        """The day with what is new on it."""
        return f"{day_words(self.day)}: {self.why}"


def stops(view: View, opens_on: date, rules: Iterable[Rule], today: date) -> tuple[Stop, ...]:
    """Return the days on which something begins or is over, oldest first.

    The day a map opens on, the day that is shown, and today are always among them.
    """
    why: dict[date, list[str]] = defaultdict(list)
    for day in change_days(view.snapshot):
        why[day].append("something on the map begins or is over")
    for day, number in _rule_days(rules).items():
        why[day].append(f"{number} {'check begins or ends' if number == 1 else 'checks change'}")
    if view.snapshot.area.recorded_as_of:
        why[opens_on].append("the day the record describes")
    why[today].append("today")
    if view.day not in why:
        why[view.day].append("the day shown")
    return tuple(Stop(day, "; ".join(why[day])) for day in sorted(why))


def _rule_days(rules: Iterable[Rule]) -> dict[date, int]:
    """Return the days on which a check begins to hold or holds no longer, each with how many."""
    counted: dict[date, int] = defaultdict(int)
    for rule in rules:
        if rule.valid_from:
            counted[rule.valid_from] += 1
        if rule.valid_to:
            counted[rule.valid_to + timedelta(days=1)] += 1
    return counted
