"""The same score on earlier days: each day reads what had happened by then."""

from datetime import date

from graph.engagement.ranking import partners
from graph.engagement.trend import quarters, trend
from tests.graph.engagement.towns import DAY, icb


def test_the_last_point_is_today_and_earlier_ones_know_less() -> None:
    view = icb().view(DAY)
    then = date(2026, 4, 1)
    first, last = trend(view, (then, DAY))["testham/icb"]
    assert (first.day, last.day) == (then, DAY)
    assert last.value == partners(view)["testham/icb"].engagement.value
    assert first.value == partners(icb().view(then))["testham/icb"].engagement.value
    assert first.value is not None
    assert last.value is not None
    assert first.value > last.value
    assert last.low <= last.value <= last.high


def test_quarters_end_on_the_day() -> None:
    days = quarters(DAY, 4)
    assert days[-1] == DAY
    assert list(days) == sorted(set(days))


def test_quarters_begin_where_time_does() -> None:
    assert quarters(date.min) == (date.min,)
    assert quarters(date(1, 7, 2)) == (date.min, date(1, 4, 2), date(1, 7, 2))
    assert len(quarters(date.max)) == 8


def test_a_day_with_too_few_registers_has_no_value() -> None:
    view = icb().view(DAY)
    (early,) = trend(view, (date(2026, 1, 1),))["testham/icb"]
    assert early.value is None
    assert early.low < early.high
