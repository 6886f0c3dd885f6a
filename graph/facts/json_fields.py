"""Parts of a JSON object, each taken out, checked and in the form of the model."""

import datetime
from typing import Any

from graph.errors import InvalidFact
from graph.facts.dates import PartialDate
from graph.facts.model import Reference

Record = dict[str, Any]
A_DAY = "write a day as 2024-03-31"
A_DATE = "write 2024, 2024-03 or 2024-03-14"
_REFERENCE = {"document", "place", "heading", "page", "quote"}
_MOST_SHOWN = 200  # characters of a value in a message


def shortened(value: object) -> str:
    """Return a value as a message may hold it: a long one is cut."""
    said = repr(value)
    return said if len(said) <= _MOST_SHOWN else f"{said[: _MOST_SHOWN - 1]}…"


def take(rest: Record, key: str, what: str, default: str | None = None) -> str:
    """Take a text; one without a default must be there."""
    value = rest.pop(key, default)
    if not isinstance(value, str) or (default is None and not value.strip()):
        wrong = f'"{key}" is missing' if value is None else f'"{key}" is {value!r}'
        raise InvalidFact(what, wrong, "write a text", key, str(value or ""))
    return value.strip() if default is None else value


def flag(rest: Record, key: str, what: str) -> bool | None:
    """Take true, false or null."""
    value = rest.pop(key, None)
    if value is not None and not isinstance(value, bool):
        raise InvalidFact(what, f'"{key}" is {value!r}', "write true, false or null", key)
    return value


def day(rest: Record, key: str, what: str) -> datetime.date | None:
    """Take a full day, or null."""
    value = rest.pop(key, None)
    try:
        return datetime.date.fromisoformat(value) if value else None
    except (TypeError, ValueError):
        raise InvalidFact(what, f'"{key}" is {value!r}', A_DAY, key, str(value)) from None


def date(rest: Record, key: str, what: str) -> PartialDate | None:
    """Take a partial date, or null."""
    value = rest.pop(key, None)
    try:
        return PartialDate(value) if value else None
    except (TypeError, ValueError) as error:
        raise InvalidFact(what, f'"{key}": {error}', A_DATE, key, str(value)) from None


def texts(rest: Record, key: str, what: str) -> tuple[str, ...]:
    """Take a list of texts."""
    value = rest.pop(key, [])
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise InvalidFact(what, f'"{key}" is {value!r}', "write a list of texts", key)
    return tuple(value)


def references(rest: Record, key: str, what: str) -> tuple[Reference, ...]:
    """Take the places where a fact was read; a tuple of them is what a loader has read already.

    Whether a page is a number and a quote short enough, graph.facts.validation says.
    """
    found = []
    value = rest.pop(key, [])
    if isinstance(value, tuple):
        return value
    for entry in value if isinstance(value, list) else [value]:
        if not isinstance(entry, dict) or not set(entry) <= _REFERENCE:
            right = 'write a list of {"document", "place", "heading", "page", "quote"}'
            raise InvalidFact(what, f'"{key}" holds {shortened(entry)}', right, key)
        left = {name: value for name, value in entry.items() if value is not None}
        if left.get("quote") and "document" not in left:
            right = 'add the "document" that the quote stands in'
            raise InvalidFact(what, f'"{key}" holds a quote without a document', right, key)
        document = take(left, "document", what)
        place, heading = take(left, "place", what, ""), take(left, "heading", what, "")
        quote = take(left, "quote", what, "").strip()
        found.append(Reference(document, place, heading, left.get("page"), quote))
    return tuple(found)
