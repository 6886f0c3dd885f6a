"""Partial dates as people record them (2021, 2021-03, 2021-03-14), and "was it so on this day"."""

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import lru_cache

_PATTERN = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


class Truth(StrEnum):
    """Answer to "was it so on this day"; maybe where a partial date leaves it open."""

    YES = "yes"
    NO = "no"
    MAYBE = "maybe"


@lru_cache(maxsize=4096)
def _span(text: str) -> tuple[date, date] | None:
    """Return the first and last day that a text can mean, or None where it is no date."""
    matched = _PATTERN.fullmatch(text) if text.isascii() else None
    if matched is None:
        return None
    year, month, day = (int(part) if part else None for part in matched.groups())
    assert year is not None
    try:
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if day is None:
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        return date(year, month, day), date(year, month, day)
    except ValueError:
        return None


def is_date(text: str) -> bool:
    """Say whether a text is a partial date."""
    return _span(text) is not None


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day, a month or a year, kept as written."""

    text: str

    def __post_init__(self) -> None:
        if _span(self.text) is None:
            raise ValueError(
                f'"{self.text}" is not a date: write 2024, 2024-03 or 2024-03-14, '
                "a day that is in the calendar"
            )

    @property
    def span(self) -> tuple[date, date]:
        """The first and the last day it can mean."""
        span = _span(self.text)
        assert span is not None
        return span

    @property
    def first(self) -> date:
        """The first day it can mean."""
        return self.span[0]

    @property
    def last(self) -> date:
        """The last day it can mean."""
        return self.span[1]

    def __str__(self) -> str:
        return self.text


def holds_on(since: PartialDate | None, until: PartialDate | None, day: date) -> Truth:
    """Say whether a fact with these dates holds on a day.

    A missing since means it holds on every day up to until. A day inside the doubt that a
    partial date leaves is a maybe: it counts, and is shown as such.
    """
    surely = True
    if since:
        first, last = since.span
        if day < first:
            return Truth.NO
        surely = day >= last
    if until:
        first, last = until.span
        if day > last:
            return Truth.NO
        surely = surely and (first == last or day < first)
    return Truth.YES if surely else Truth.MAYBE


def in_utc(moment: datetime) -> datetime:
    """Return a moment in UTC, which one without a zone is taken to be in."""
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def day_words(day: date | PartialDate | str | None) -> str:
    """Say a day as 31 March 2024, a month as March 2024, a year as it is; "" for none."""
    if day is None:
        return ""
    # Not by strftime alone: a day without its leading zero is written differently on Windows.
    if isinstance(day, date):
        return f"{day.day} {day:%B} {day.year}"
    text = str(day)
    first = PartialDate(text).first
    if len(text) == 4:
        return text
    return f"{first:%B} {first.year}" if len(text) == 7 else day_words(first)
