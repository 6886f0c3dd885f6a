"""How engagement has moved: the same score on earlier days, from what is recorded today."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from graph.engagement.ranking import partners
from graph.view import View

# A quarter of a year, so that eight points are two years.
_QUARTER = timedelta(days=91)


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """A partner on one day: engagement and its bounds; no value where no label is given."""

    day: date
    value: float | None
    low: float
    high: float


def quarters(day: date, count: int = 8) -> tuple[date, ...]:
    """Return days a quarter apart, the last of them the day itself; fewer where time begins."""
    most = (day - date.min) // _QUARTER + 1
    return tuple(day - _QUARTER * back for back in reversed(range(min(count, most))))


def trend(view: View, days: Iterable[date]) -> dict[str, tuple[TrendPoint, ...]]:
    """Return each partner's engagement on each day; a day on which it is not scored is left out."""
    found: dict[str, list[TrendPoint]] = {}
    for day in days:
        then = view if day == view.day else view.on(day, view.complete)
        for partner in partners(then).values():
            score = partner.engagement
            value = score.value if partner.told else None
            point = TrendPoint(day, value, score.low, score.high)
            found.setdefault(partner.id, []).append(point)
    return {partner: tuple(points) for partner, points in found.items()}
