"""The accounts with the clock: each deed is written with its line of the audit log, or neither."""

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from api.access.persons import person_here
from graph.accounts.account_records import AuditLine, KeptRecord
from graph.accounts.accounts_store import AccountsStore

Clock = Callable[[], datetime]


def now() -> datetime:
    """Return this moment."""
    return datetime.now(UTC)


class Deed(StrEnum):
    """What the audit log tells of, in the words that stand there."""

    SIGNED_IN = "signed in"
    SIGN_IN_REFUSED = "sign-in refused"
    SIGNED_OUT = "signed out"
    SESSION_ENDED = "session ended"
    ACCOUNT_ADDED = "account added"
    ACCOUNT_DISABLED = "account disabled"
    ACCOUNT_ENABLED = "account enabled"
    ACCOUNT_ERASED = "account erased"
    SIGN_IN_LINKED = "sign-in of the council linked"
    PASSWORD_SET = "password set"
    SECOND_STEP_SET = "second step set"
    SECOND_STEP_REMOVED = "second step removed"
    RECOVERY_USED = "recovery code used"
    LINK_MADE = "link to set a password made"
    GRANTED = "role granted"
    GRANT_TAKEN = "role taken back"
    TOKEN_ISSUED = "token issued"
    TOKEN_REVOKED = "token revoked"
    PUBLISHED = "area published"
    UNPUBLISHED = "area no longer published"
    REFUSED = "refused"
    WRITTEN = "written"
    EXPORTED = "exported"
    RESTORED = "restored"


def _to_nobody() -> None:
    """Tell nobody: no socket is open where a command works."""


@dataclass(frozen=True, slots=True)
class AccountBook:
    """Where accounts are kept, the clock by which they end, and who is told when they change."""

    store: AccountsStore
    clock: Clock = now
    changed: Callable[[], None] = _to_nobody

    def write(
        self,
        deed: Deed,
        about: str = "",
        *,
        keep: Iterable[KeptRecord] = (),
        drop: Iterable[KeptRecord] = (),
        area: str = "",
        who: str = "",
    ) -> None:
        """Keep and drop records and note it, all or nothing.

        who is the one at work, where nobody else is named.
        """
        self.store.write(keep, drop, [self.line(deed, about, area=area, who=who)])
        self.changed()

    def note(self, deed: Deed, about: str = "", *, area: str = "", who: str = "") -> None:
        """Note what changed nothing here: something refused, or an export."""
        self.store.write(noted=[self.line(deed, about, area=area, who=who)])

    def line(self, deed: Deed, about: str = "", *, area: str = "", who: str = "") -> AuditLine:
        """Return a line of the audit log for what is done at this moment."""
        here = person_here()
        return AuditLine(
            id=secrets.token_hex(12),
            when=self.clock(),
            who=who or here.name,
            via=here.via.value,
            what=deed.value,
            area=area,
            about=about,
        )
