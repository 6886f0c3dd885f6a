"""The verbs of the accounts port over what an engine does with rows: a transaction each."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Protocol, TypeVar

from graph.accounts.account_records import (
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
    Token,
)
from graph.stores import account_operations as operations
from graph.stores.account_operations import AccountTables

Answer = TypeVar("Answer")


class AccountsEngine(Protocol):
    """What runs transactions over rows."""

    def read(self, work: Callable[[AccountTables], Answer]) -> Answer:
        """Do some reading, each part of it of what was written last."""
        ...

    def write(self, work: Callable[[AccountTables], Answer]) -> Answer:
        """Do some writing while nobody else writes, all or nothing."""
        ...

    def read_all(self, work: Callable[[AccountTables], Answer]) -> Answer:
        """Do some reading of everything, as of one moment."""
        ...

    def faults(self) -> tuple[str, ...]:
        """Return what the engine itself finds wrong, a sentence each."""
        ...

    def close(self) -> None:
        """Let go of what is open."""
        ...


class KeptAccounts:
    """The accounts that an engine keeps."""

    def __init__(self, engine: AccountsEngine) -> None:
        self._engine = engine

    def write(
        self,
        keep: Iterable[KeptRecord] = (),
        drop: Iterable[KeptRecord] = (),
        noted: Iterable[AuditLine] = (),
    ) -> None:
        """Keep records, drop others and note it: all or nothing."""
        given = tuple(keep), tuple(drop), tuple(noted)
        self._engine.write(lambda tables: operations.write(tables, *given))

    def changes(self) -> int:
        """Return how often something was written."""
        return self._engine.read(lambda tables: tables.count())

    def accounts(self) -> tuple[Account, ...]:
        """Return every account, by name."""
        found = self._engine.read(lambda tables: tables.find(Account))
        return tuple(sorted(found, key=lambda account: account.key))

    def account(self, account_id: str) -> Account:
        """Return an account; raises UnknownThing."""
        return self._engine.read(lambda tables: operations.account_by_id(tables, account_id))

    def account_named(self, name: str) -> Account | None:
        """Return the account of a name, however it is written."""
        return self._engine.read(lambda tables: operations.account_named(tables, name))

    def account_of(self, issuer: str, subject: str) -> Account | None:
        """Return the account of somebody whom the council's own sign-in calls so."""
        if not issuer or not subject:
            return None
        return self._engine.read(
            lambda tables: next(iter(tables.find(Account, issuer=issuer, subject=subject)), None)
        )

    def secrets(self, account_id: str) -> AccountSecrets:
        """Return what is never listed of an account; nothing in it where there is none."""
        found = self._engine.read(lambda tables: tables.find(AccountSecrets, account=account_id))
        return found[0] if found else AccountSecrets(account_id)

    def grants(self, account_id: str = "") -> tuple[Grant, ...]:
        """Return the grants of an account, or of all, by account and area."""
        where = {"account": account_id} if account_id else {}
        return tuple(self._engine.read(lambda tables: tables.find(Grant, **where)))

    def sessions(self, account_id: str) -> tuple[Session, ...]:
        """Return the sessions of an account, the last used first."""
        found = self._engine.read(lambda tables: tables.find(Session, account=account_id))
        return tuple(sorted(found, key=lambda session: session.last_used, reverse=True))

    def tokens(self, account_id: str = "") -> tuple[Token, ...]:
        """Return the tokens of an account, or of all, the newest first."""
        where = {"account": account_id} if account_id else {}
        found = self._engine.read(lambda tables: tables.find(Token, **where))
        return tuple(sorted(found, key=lambda token: token.made, reverse=True))

    def published(self) -> tuple[PublishedArea, ...]:
        """Return the areas that anybody may read, by slug."""
        return tuple(self._engine.read(lambda tables: tables.find(PublishedArea)))

    def served_as(self) -> ServedAs | None:
        """Return how a service was last started for a network; None where none was."""
        return next(iter(self._engine.read(lambda tables: tables.find(ServedAs))), None)

    def standing(self, account_id: str) -> AccountStanding:
        """Return what an account may at this moment; raises UnknownThing."""
        return self._engine.read(lambda tables: operations.standing(tables, account_id))

    def session_standing(self, hashed: str) -> tuple[Session, AccountStanding] | None:
        """Return a session by its hash, or by its earlier one, and what its account may now."""
        return self._engine.read(lambda tables: operations.session_standing(tables, hashed))

    def token_standing(self, token_id: str) -> tuple[Token, AccountStanding] | None:
        """Return a token by its id, and what its account may now."""
        return self._engine.read(lambda tables: operations.token_standing(tables, token_id))

    def touch(self, used: Session | Token, when: datetime) -> None:
        """Note that a session or token was used; it changes nothing else of it."""
        self._engine.write(lambda tables: operations.touch(tables, used, when))

    def renew(self, session: Session, seen: str) -> bool:
        """Give a session another hash, if it still has the one that was seen."""
        return self._engine.write(lambda tables: operations.renew(tables, session, seen))

    def take_link(self, hashed: str) -> OneTimeLink | None:
        """Return a link and drop it, so that nobody else gets it."""
        return self._engine.write(lambda tables: operations.take_link(tables, hashed))

    def link(self, hashed: str) -> OneTimeLink | None:
        """Return a link that is still to be used."""
        found = self._engine.read(lambda tables: tables.find(OneTimeLink, hashed=hashed))
        return found[0] if found else None

    def spend(self, key: str, until: datetime) -> bool:
        """Say whether a key is used for the first time."""
        return self._engine.write(lambda tables: operations.spend(tables, key, until))

    def failures(self, key: str) -> Failures | None:
        """Return how often something went wrong."""
        found = self._engine.read(lambda tables: tables.find(Failures, key=key))
        return found[0] if found else None

    def change_failures(self, key: str, seen: Failures | None, after: Failures | None) -> bool:
        """Count failures anew, if they are still as they were seen."""
        return self._engine.write(
            lambda tables: operations.change_failures(tables, key, seen, after)
        )

    def audit(
        self, before: int | None = None, most: int = 100, areas: frozenset[str] | None = None
    ) -> tuple[AuditLine, ...]:
        """Return a page of the audit log, the newest first."""
        return tuple(self._engine.read(lambda tables: tables.log(before, most, areas)))

    def sweep(self, now: datetime, idle_since: datetime, began_before: datetime) -> None:
        """Drop what is over."""
        self._engine.write(lambda tables: operations.sweep(tables, now, idle_since, began_before))

    def dump(self) -> AccountsDump:
        """Return what a backup keeps, as of one moment."""
        return self._engine.read_all(operations.dump)

    def fill(self, dump: AccountsDump) -> None:
        """Write what a backup kept where nothing is kept yet, all or nothing; else a Conflict."""
        self._engine.write(lambda tables: operations.fill(tables, dump))

    def verify(self) -> tuple[str, ...]:
        """Check that what is kept is whole; return a sentence for each fault."""
        own = self._engine.faults()
        return own or self._engine.read_all(lambda tables: tuple(operations.faults(tables)))

    def close(self) -> None:
        """Close it; a second call does nothing."""
        self._engine.close()
