"""The file of a backup with its accounts: a record a line, none of which lets anybody in."""

import json
from collections.abc import Iterable, Iterator, Mapping

from graph.accounts.account_records import (
    Account,
    AccountsDump,
    AuditLine,
    Grant,
    PublishedArea,
)
from graph.accounts.account_rows import Record, from_account_row, to_account_row

_RECORDS: Mapping[str, type[Account | Grant | PublishedArea | AuditLine]] = {
    "account": Account,
    "grant": Grant,
    "published": PublishedArea,
    "audit": AuditLine,
}


def account_lines(accounts: AccountsDump) -> Iterator[str]:
    """Yield the lines of a dump."""
    listed: dict[str, tuple[Record, ...]] = {
        "account": accounts.accounts,
        "grant": accounts.grants,
        "published": accounts.published,
        "audit": accounts.audit,
    }
    for word, records in listed.items():
        for record in records:
            yield json.dumps({word: to_account_row(record)}, ensure_ascii=False) + "\n"


def accounts_in(lines: Iterable[str]) -> AccountsDump:
    """Return the dump that lines are of; raises ValueError, LookupError, TypeError."""
    found: dict[str, list[Account | Grant | PublishedArea | AuditLine]] = {}
    for line in lines:
        ((word, row),) = json.loads(line).items()
        found.setdefault(word, []).append(from_account_row(_RECORDS[word], _Row(row)))
    kept = {word: tuple(found.get(word, ())) for word in _RECORDS}
    return AccountsDump(
        accounts=tuple(each for each in kept["account"] if isinstance(each, Account)),
        grants=tuple(each for each in kept["grant"] if isinstance(each, Grant)),
        published=tuple(each for each in kept["published"] if isinstance(each, PublishedArea)),
        audit=tuple(each for each in kept["audit"] if isinstance(each, AuditLine)),
    )


class _Row(dict[str, object]):
    """A row of a backup; what an older version of the program did not write holds nothing."""

    def __missing__(self, key: str) -> None:
        return None
