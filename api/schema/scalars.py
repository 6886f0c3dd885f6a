"""Days, moments and partial dates as GraphQL scalars, each as a standard has it."""

import re
from datetime import date, datetime
from typing import Any

import strawberry

from api.schema.codes import WrongValue
from graph.facts.dates import PartialDate

# RFC 3339 has fewer ways to write a day or a moment than Python reads.
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)", re.ASCII)


def _read_day(value: Any) -> date:
    try:
        if not _DAY.fullmatch(value):
            raise ValueError
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise WrongValue(f"{_shown(value)} is not a day: write it as 2024-03-31.") from None


def _read_moment(value: Any) -> datetime:
    try:
        if not _MOMENT.fullmatch(value):
            raise ValueError
        return datetime.fromisoformat(value.upper())
    except (TypeError, ValueError):
        said = f"{_shown(value)} is not a moment: write it as 2024-03-31T09:30:00Z."
        raise WrongValue(said) from None


def _read_partial(value: Any) -> PartialDate:
    try:
        return PartialDate(value)
    except (AttributeError, TypeError, ValueError):
        said = f"{_shown(value)} is not a date: write 2024, 2024-03 or 2024-03-14."
        raise WrongValue(said) from None


def _shown(value: Any) -> str:
    return f'"{str(value)[:40]}"'


SCALARS: dict[object, Any] = {
    date: strawberry.scalar(
        name="Date",
        description="A day, written 2024-03-31.",
        specified_by_url="https://www.rfc-editor.org/rfc/rfc3339#section-5.6",
        serialize=date.isoformat,
        parse_value=_read_day,
    ),
    datetime: strawberry.scalar(
        name="DateTime",
        description="A moment with its distance from UTC, written 2024-03-31T09:30:00Z.",
        specified_by_url="https://www.rfc-editor.org/rfc/rfc3339#section-5.6",
        serialize=datetime.isoformat,
        parse_value=_read_moment,
    ),
    PartialDate: strawberry.scalar(
        name="PartialDate",
        description="A date as it was recorded: a year (2024), a month (2024-03) or a day.",
        specified_by_url="https://www.loc.gov/standards/datetime/",
        serialize=str,
        parse_value=_read_partial,
    ),
}
