"""What the verbs of the accounts port do, over the few things that an engine does with rows.

Each function is called inside a transaction in which nobody else writes.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from graph.accounts.account_records import (
    ROLES,
    Account,
    AccountsDump,
    AccountSecrets,
    AccountStanding,
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
from graph.accounts.account_rows import OWN, Record, SomeRecord, key_of
from graph.errors import AccountMoved, AccountTaken, UnknownThing
from graph.name_keys import name_key

# Lines of a page that is all of the log.
_ALL = 2**62


class AccountTables(Protocol):
    """What an engine does with rows, inside a transaction; columns are compared for equality."""

    def find(self, record: type[SomeRecord], **where: object) -> list[SomeRecord]:
        """Return the records of a sort whose columns have these values, by their key."""
        ...

    def put(self, record: Record) -> None:
        """Write a record in place of the one with its key."""
        ...

    def remove(self, record: type[Record], **where: object) -> None:
        """Delete the records of a sort whose columns have these values."""
        ...

    def remove_before(self, record: type[Record], column: str, moment: datetime) -> None:
        """Delete the records of a sort that have an earlier moment in a column."""
        ...

    def append(self, line: AuditLine) -> None:
        """Add a line to the audit log, once, with the next number."""
        ...

    def log(self, before: int | None, most: int, areas: frozenset[str] | None) -> list[AuditLine]:
        """Return lines of the audit log, the newest first."""
        ...

    def count(self) -> int:
        """Return how often something was written."""
        ...

    def count_one(self) -> None:
        """Count one writing more."""
        ...


def write(
    tables: AccountTables,
    keep: Iterable[KeptRecord],
    drop: Iterable[KeptRecord],
    noted: Iterable[AuditLine],
) -> None:
    """Keep some, drop others, note it; raises UnknownThing, AccountTaken, Conflict."""
    grown: set[str] = set()
    for record in keep:
        if isinstance(record, Account):
            _keep_account(tables, record)
            continue
        if not isinstance(record, PublishedArea | ServedAs):
            account_by_id(tables, record.account)
        tables.put(record)
        if isinstance(record, AccountSecrets | Grant):
            grown.add(record.account)
    for record in drop:
        tables.remove(type(record), **key_of(record))
        if isinstance(record, Account):
            for own in OWN:
                tables.remove(own, account=record.id)
        elif isinstance(record, AccountSecrets | Grant):
            grown.add(record.account)
    for account_id in grown:
        for account in tables.find(Account, id=account_id):
            tables.put(replace(account, version=account.version + 1))
    for line in noted:
        tables.append(line)
    tables.count_one()


def _keep_account(tables: AccountTables, account: Account) -> None:
    for other in tables.find(Account, key=account.key):
        if other.id != account.id:
            raise AccountTaken(account.name, other.name)
    if account.subject:
        for other in tables.find(Account, issuer=account.issuer, subject=account.subject):
            if other.id != account.id:
                same = "has the same sign-in of the council"
                raise AccountMoved(f'the account "{other.name}"', same)
    kept = tables.find(Account, id=account.id)
    after = replace(account, version=account.version + 1)
    # Where the answer of a commit was lost, it is done again: then it stands there already.
    if kept and kept[0] == after:
        return
    version = kept[0].version if kept else 0
    if version != account.version:
        raise AccountMoved(f'the account "{account.name}"', "was changed by somebody else")
    tables.put(after)


def account_by_id(tables: AccountTables, account_id: str) -> Account:
    """Return an account; raises UnknownThing."""
    for account in tables.find(Account, id=account_id):
        return account
    raise UnknownThing("account", account_id)


def account_named(tables: AccountTables, name: str) -> Account | None:
    """Return the account of a name, however it is written."""
    return next(iter(tables.find(Account, key=name_key(name))), None)


def standing(tables: AccountTables, account_id: str) -> AccountStanding:
    """Return what an account may at this moment; raises UnknownThing."""
    published = frozenset(each.area for each in tables.find(PublishedArea))
    grants = tuple(tables.find(Grant, account=account_id))
    return AccountStanding(account_by_id(tables, account_id), grants, published)


def session_standing(tables: AccountTables, hashed: str) -> tuple[Session, AccountStanding] | None:
    """Return a session by its hash or its earlier one, and what its account may now."""
    if not hashed:
        return None
    for session in tables.find(Session, hashed=hashed) or tables.find(Session, earlier=hashed):
        return session, standing(tables, session.account)
    return None


def token_standing(tables: AccountTables, token_id: str) -> tuple[Token, AccountStanding] | None:
    """Return a token by its id, and what its account may now."""
    for token in tables.find(Token, id=token_id):
        return token, standing(tables, token.account)
    return None


def touch(tables: AccountTables, used: Session | Token, when: datetime) -> None:
    """Note that a session or token was used; one that is gone stays gone."""
    kept: list[Session] | list[Token]
    kept = tables.find(Session, id=used.id) if isinstance(used, Session) else []
    kept = kept or (tables.find(Token, id=used.id) if isinstance(used, Token) else [])
    for each in kept:
        if each.last_used is None or each.last_used < when:
            tables.put(replace(each, last_used=when))


def renew(tables: AccountTables, session: Session, seen: str) -> bool:
    """Give a session another hash, if it still has the one that was seen."""
    kept = tables.find(Session, id=session.id)
    if kept and kept[0] == session:
        return True
    if not kept or kept[0].hashed != seen:
        return False
    tables.put(session)
    return True


def take_link(tables: AccountTables, hashed: str) -> OneTimeLink | None:
    """Return a link and drop it."""
    for link in tables.find(OneTimeLink, hashed=hashed):
        tables.remove(OneTimeLink, account=link.account)
        return link
    return None


def spend(tables: AccountTables, key: str, until: datetime) -> bool:
    """Say whether a key is used for the first time."""
    if tables.find(SpentKey, key=key):
        return False
    tables.put(SpentKey(key, until))
    return True


def change_failures(
    tables: AccountTables, key: str, seen: Failures | None, after: Failures | None
) -> bool:
    """Count failures anew, if they are still as they were seen."""
    kept = next(iter(tables.find(Failures, key=key)), None)
    if kept != seen:
        return False
    if after:
        tables.put(after)
    else:
        tables.remove(Failures, key=key)
    return True


def sweep(
    tables: AccountTables, now: datetime, idle_since: datetime, began_before: datetime
) -> None:
    """Drop what is over."""
    tables.remove_before(Session, "last_used", idle_since)
    tables.remove_before(Session, "began", began_before)
    tables.remove_before(OneTimeLink, "expires", now)
    tables.remove_before(SpentKey, "until", now)
    tables.remove_before(Failures, "last", began_before)


def dump(tables: AccountTables) -> AccountsDump:
    """Return what a backup keeps."""
    return AccountsDump(
        accounts=tuple(tables.find(Account)),
        grants=tuple(tables.find(Grant)),
        published=tuple(tables.find(PublishedArea)),
        audit=tuple(reversed(tables.log(None, _ALL, None))),
    )


def fill(tables: AccountTables, whole: AccountsDump) -> None:
    """Write what a backup kept where nothing is kept yet; else a Conflict."""
    for sort in (Account, Grant, PublishedArea):
        if tables.find(sort):
            raise AccountMoved("the accounts of this store", "are there already")
    if tables.log(None, 1, None):
        raise AccountMoved("the audit log of this store", "has begun already")
    records: tuple[Record, ...] = (*whole.accounts, *whole.grants, *whole.published)
    for record in records:
        tables.put(record)
    for line in whole.audit:
        tables.append(line)
    tables.count_one()


def faults(tables: AccountTables) -> Iterator[str]:
    """Yield a sentence for each thing that is not as it must be."""
    known: dict[str, str] = {}
    keys: dict[str, str] = {}
    for account in tables.find(Account):
        known[account.id] = account.name
        if (other := keys.setdefault(account.key, account.name)) != account.name:
            yield f'The accounts "{other}" and "{account.name}" have one name.'
    for sort in OWN:
        for record in tables.find(sort):
            owner = getattr(record, "account", "")
            if owner not in known:
                yield f'A {_WORDS[sort]} is of an account "{owner}" that is not there.'
            role = getattr(record, "role", ROLES[0])
            if role not in ROLES:
                name = known.get(owner, owner)
                yield f'A {_WORDS[sort]} of "{name}" has the role "{role}", which there is not.'


_WORDS: dict[type[Record], str] = {
    AccountSecrets: "password",
    Grant: "grant",
    Session: "session",
    Token: "token",
    OneTimeLink: "link",
}
