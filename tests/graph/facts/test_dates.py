from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.facts.dates import PartialDate, Truth, holds_on


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-03-14", date(2024, 3, 14), date(2024, 3, 14)),
    ],
)
def test_a_partial_date_spans_its_days(text: str, first: date, last: date) -> None:
    assert (PartialDate(text).first, PartialDate(text).last) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "24",
        "2024-2",
        "2024-13",
        "2024-02-30",
        "14/03/2024",
        "2024-03-14T10",
        "\uff12024",
        "0000",
    ],
)
def test_what_is_no_date_is_refused_with_what_would_be_right(text: str) -> None:
    with pytest.raises(ValueError, match="write 2024, 2024-03 or 2024-03-14"):
        PartialDate(text)


@pytest.mark.parametrize(
    ("since", "until", "day", "truth"),
    [
        (None, None, "2024-03-31", "yes"),
        ("2024", None, "2023-12-31", "no"),
        ("2024", None, "2024-01-01", "maybe"),
        ("2024", None, "2024-12-30", "maybe"),
        ("2024", None, "2024-12-31", "yes"),
        (None, "2024-03", "2024-02-29", "yes"),
        (None, "2024-03", "2024-03-01", "maybe"),
        (None, "2024-03", "2024-03-31", "maybe"),
        (None, "2024-03", "2024-04-01", "no"),
        ("2024-03-14", "2024-03-14", "2024-03-14", "yes"),
        ("2024-03-14", "2024-03-14", "2024-03-15", "no"),
    ],
)
def test_was_it_so(since: str | None, until: str | None, day: str, truth: str) -> None:
    start, stop = (PartialDate(text) if text else None for text in (since, until))
    assert holds_on(start, stop, date.fromisoformat(day)) is Truth(truth)


@given(st.dates(min_value=date(1900, 1, 1)), st.dates(min_value=date(1900, 1, 1)))
def test_full_dates_never_leave_a_doubt(one: date, day: date) -> None:
    exact = PartialDate(one.isoformat())
    assert holds_on(exact, exact, day) is (Truth.YES if one == day else Truth.NO)


PARTIAL = st.sampled_from(["2023", "2023-12", "2024", "2024-01", "2024-03", "2024-03-14"])


@given(st.none() | PARTIAL, st.none() | PARTIAL, st.dates(date(2022, 12, 1), date(2025, 1, 31)))
def test_a_fact_is_so_where_every_day_its_dates_can_mean_says_so(
    since: str | None, until: str | None, day: date
) -> None:
    start, stop = (PartialDate(text) if text else None for text in (since, until))
    begun = {day >= at for at in (start.first, start.last)} if start else {True}
    going_on = {day <= at for at in (stop.first, stop.last)} if stop else {True}
    told = holds_on(start, stop, day)
    if begun == {False} or going_on == {False}:
        assert told is Truth.NO
    else:
        doubt = len(begun) > 1 or (
            stop is not None and stop.first != stop.last and day >= stop.first
        )
        assert told is (Truth.MAYBE if doubt else Truth.YES)
