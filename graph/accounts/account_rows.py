"""Records of accounts to flat rows of texts and numbers, and back: the same for every engine."""

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar, get_type_hints

from graph.accounts.account_records import (
    Account,
    AccountSecrets,
    AuditLine,
    Failures,
    Grant,
    KeptRecord,
    OneTimeLink,
    PublishedArea,
    ServedAs,
    Session,
    SpentKey,
    Token,
)

Row = dict[str, Any]
Record = KeptRecord | Failures | SpentKey | AuditLine
SomeRecord = TypeVar("SomeRecord", bound=Record)

# By what each sort of record is told from others of its sort.
KEYS: Mapping[type[Record], tuple[str, ...]] = {
    Account: ("id",),
    AccountSecrets: ("account",),
    Grant: ("account", "area"),
    Session: ("id",),
    Token: ("id",),
    OneTimeLink: ("account",),
    PublishedArea: ("area",),
    ServedAs: ("id",),
    Failures: ("key",),
    SpentKey: ("key",),
    AuditLine: ("id",),
}
# What belongs to an account, and goes when it goes.
OWN: tuple[type[Record], ...] = (AccountSecrets, Grant, Session, Token, OneTimeLink)


_COLUMNS: Mapping[type[Record], Mapping[str, Any]] = {
    record: {field.name: get_type_hints(record)[field.name] for field in fields(record)}
    for record in KEYS
}


def columns_of(record: type[Any]) -> Mapping[str, Any]:
    """Return the columns of a sort of record, with the type of each field."""
    return _COLUMNS[record]


def keys_of(record: type[Any]) -> tuple[str, ...]:
    """Return by which columns a record of a sort is told from others."""
    return KEYS[record]


def key_of(record: Record) -> Row:
    """Return the columns by which a record is told from others of its sort, with their values."""
    return {name: getattr(record, name) for name in keys_of(type(record))}


def moment_text(moment: datetime) -> str:
    """Return a moment as a text; texts sort as the moments do."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def to_account_row(record: Record) -> Row:
    """Return the row of a record; an account's has the key of its name beside it."""
    row = {name: _plain(getattr(record, name)) for name in columns_of(type(record))}
    return row | {"key": record.key} if isinstance(record, Account) else row


def _plain(value: object) -> object:
    match value:
        case bool():
            return int(value)
        case datetime():
            return moment_text(value)
        case tuple():
            return json.dumps(value)
        case StrEnum():
            return str(value)
    return value


def from_account_row(record: type[SomeRecord], row: Mapping[str, Any]) -> SomeRecord:
    """Return the record of a row; raises ValueError, TypeError or LookupError for what is none.

    What an older version of the program did not write is as it is where nothing is said.
    """
    hints = columns_of(record)
    given = {name: row[name] for name in hints if row[name] is not None}
    return record(**{name: _value(value, hints[name]) for name, value in given.items()})


def _value(value: Any, hint: Any) -> Any:
    if hint is bool:
        return bool(value)
    if hint is datetime or hint == datetime | None:
        return datetime.fromisoformat(value)
    if hint == tuple[str, ...]:
        return tuple(map(str, json.loads(value)))
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint(value)
    return value
