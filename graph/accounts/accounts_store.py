"""The port: where accounts, grants, sessions, tokens and the audit log are kept."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

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


class AccountsStore(Protocol):
    """Keeps accounts and what belongs to them, apart from every map.

    Errors: UnknownThing, AccountTaken and Conflict (both write nothing), StoreError and its kinds.
    Methods may be called from several threads, and several processes may have it open. What is
    acknowledged is on the disk.
    """

    def write(
        self,
        keep: Iterable[KeptRecord] = (),
        drop: Iterable[KeptRecord] = (),
        noted: Iterable[AuditLine] = (),
    ) -> None:
        """Keep records in place of those with the same key, drop others, note it: all or nothing.

        An account of version 0 is a new one: where another has its name, that is an AccountTaken.
        One of another version than is kept is a Conflict. Each time an account, its secrets or its
        grants change, its version grows by one. An account that is dropped takes along all that is
        its own. Raises UnknownThing for what belongs to an account that is not there.
        """
        ...

    def changes(self) -> int:
        """Return how often something was written: whoever holds something open looks here."""
        ...

    def accounts(self) -> tuple[Account, ...]:
        """Return every account, by name."""
        ...

    def account(self, account_id: str) -> Account:
        """Return an account; raises UnknownThing."""
        ...

    def account_named(self, name: str) -> Account | None:
        """Return the account of a name, however it is written."""
        ...

    def account_of(self, issuer: str, subject: str) -> Account | None:
        """Return the account of somebody whom the council's own sign-in calls so."""
        ...

    def secrets(self, account_id: str) -> AccountSecrets:
        """Return what is never listed of an account; nothing in it where there is none."""
        ...

    def grants(self, account_id: str = "") -> tuple[Grant, ...]:
        """Return the grants of an account, or of all, by account and area."""
        ...

    def sessions(self, account_id: str) -> tuple[Session, ...]:
        """Return the sessions of an account, the last used first."""
        ...

    def tokens(self, account_id: str = "") -> tuple[Token, ...]:
        """Return the tokens of an account, or of all, the newest first."""
        ...

    def published(self) -> tuple[PublishedArea, ...]:
        """Return the areas that anybody may read, by slug."""
        ...

    def served_as(self) -> ServedAs | None:
        """Return how a service was last started for a network; None where none was."""
        ...

    def standing(self, account_id: str) -> AccountStanding:
        """Return what an account may at this moment; raises UnknownThing."""
        ...

    def session_standing(self, hashed: str) -> tuple[Session, AccountStanding] | None:
        """Return a session by its hash, or by its earlier one, and what its account may now."""
        ...

    def token_standing(self, token_id: str) -> tuple[Token, AccountStanding] | None:
        """Return a token by its id, and what its account may now."""
        ...

    def touch(self, used: Session | Token, when: datetime) -> None:
        """Note that a session or token was used; it changes nothing else of it."""
        ...

    def renew(self, session: Session, seen: str) -> bool:
        """Give a session another hash, if it still has the one that was seen; say whether."""
        ...

    def link(self, hashed: str) -> OneTimeLink | None:
        """Return a link that is still to be used; None where there is none."""
        ...

    def take_link(self, hashed: str) -> OneTimeLink | None:
        """Return a link and drop it, so that nobody else gets it; None where there is none."""
        ...

    def spend(self, key: str, until: datetime) -> bool:
        """Say whether a key is used for the first time; it is remembered until a moment."""
        ...

    def failures(self, key: str) -> Failures | None:
        """Return how often something went wrong."""
        ...

    def change_failures(self, key: str, seen: Failures | None, after: Failures | None) -> bool:
        """Count failures anew (None: none), if they are still as they were seen; say whether."""
        ...

    def audit(
        self, before: int | None = None, most: int = 100, areas: frozenset[str] | None = None
    ) -> tuple[AuditLine, ...]:
        """Return a page of the audit log, the newest first: of some areas, or of all and none.

        before is the number of the last line of the page before.
        """
        ...

    def sweep(self, now: datetime, idle_since: datetime, began_before: datetime) -> None:
        """Drop sessions that are over, links and keys that are of no use, and old failures."""
        ...

    def dump(self) -> AccountsDump:
        """Return what a backup keeps, as of one moment."""
        ...

    def fill(self, dump: AccountsDump) -> None:
        """Write what a backup kept where nothing is kept yet, all or nothing; else a Conflict."""
        ...

    def verify(self) -> tuple[str, ...]:
        """Check that what is kept is whole; return a sentence for each fault."""
        ...

    def close(self) -> None:
        """Close it; a second call does nothing."""
        ...
