"""Days and partial dates as GraphQL scalars."""

from datetime import date
from typing import Any

import strawberry

from api.schema.codes import WrongValue
from graph.facts.dates import PartialDate


def _read_day(value: Any) -> date:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise WrongValue(f"{_shown(value)} is not a day: write it as 2024-03-31.") from None


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
        serialize=date.isoformat,
        parse_value=_read_day,
    ),
    PartialDate: strawberry.scalar(
        name="PartialDate",
        description="A date as it was recorded: a year (2024), a month (2024-03) or a day.",
        serialize=str,
        parse_value=_read_partial,
    ),
}
