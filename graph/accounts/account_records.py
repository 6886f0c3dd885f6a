"""Accounts and what belongs to them, as plain records. What is secret of them is only ever hashed,
or sealed with the service's own secret, and stands in no repr.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from graph.name_keys import name_key

# The roles there are on an area, the least first: who may more may all of the less.
ROLES = ("viewer", "reviewer", "editor", "owner")


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may sign in: the name they are written down by, unique by its key.

    issuer and subject are what the council's own sign-in calls them ("" for a local account). A
    keeper manages people and sees no area by it. version counts what changed of the account, its
    secrets and its grants (0: not kept yet).
    """

    id: str
    name: str
    created: datetime
    disabled: bool = False
    keeper: bool = False
    issuer: str = ""
    subject: str = ""
    version: int = 0

    @property
    def key(self) -> str:
        """What no two accounts have in common."""
        return name_key(self.name)


@dataclass(frozen=True, slots=True)
class AccountSecrets:
    """What is never listed: the hash of a password, and the sealed secret of the second step."""

    account: str
    password: str = field(default="", repr=False)
    totp: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Grant:
    """A role of an account on an area, or on every area (""): one on each at most.

    by_group says that a group of the council gave it: it goes when they leave the group.
    """

    account: str
    role: str
    area: str = ""
    by_group: bool = False


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody who is signed in. hashed is of the id in their cookie, id is what they end it by.

    seen is the version of the account when the cookie's id was made. earlier is the hash of the id
    that this one took the place of, at renewed: requests under way still bring that one.
    """

    id: str
    hashed: str = field(repr=False)
    account: str
    began: datetime
    last_used: datetime
    browser: str = ""
    seen: int = 0
    earlier: str = field(default="", repr=False)
    renewed: datetime | None = None


@dataclass(frozen=True, slots=True)
class Token:
    """What a program of an account's holder comes with: gt_<id>_<secret>, kept as a hash.

    areas are those it is for; none are all of its holder's.
    """

    id: str
    hashed: str = field(repr=False)
    account: str
    role: str
    made: datetime
    expires: datetime
    areas: tuple[str, ...] = ()
    words: str = ""
    last_used: datetime | None = None
    revoked: datetime | None = None


class LinkPurpose(StrEnum):
    """What a link that works once is for."""

    SET = "set"
    RESET = "reset"


@dataclass(frozen=True, slots=True)
class OneTimeLink:
    """A link by which somebody sets a password, once. An account has one at most: the newest."""

    account: str
    hashed: str = field(repr=False)
    purpose: LinkPurpose
    expires: datetime


@dataclass(frozen=True, slots=True)
class PublishedArea:
    """An area that anybody may read: since when, and who said so."""

    area: str
    by: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Failures:
    """How often it went wrong in a row for a name or an address, and when the last time."""

    key: str
    count: int
    last: datetime


@dataclass(frozen=True, slots=True)
class SpentKey:
    """Something that was used and may not be used again, such as a code of the second step."""

    key: str
    until: datetime


@dataclass(frozen=True, slots=True)
class ServedAs:
    """At which address a service was last started for a network, and by the mark of which secret.

    Commands make links for that address, and say so where theirs is another secret.
    """

    address: str
    secret: str
    id: str = "service"


@dataclass(frozen=True, slots=True)
class AuditLine:
    """What somebody did, or was refused: when, who, by which door, what, on which area, about whom.

    number is given by the store, in the order of writing (0: not kept yet).
    """

    id: str
    when: datetime
    who: str
    via: str
    what: str
    area: str = ""
    about: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class AccountStanding:
    """What an account is and may at this moment, with the areas that anybody may read."""

    account: Account
    grants: tuple[Grant, ...]
    published: frozenset[str]


@dataclass(frozen=True, slots=True)
class AccountsDump:
    """All that a backup keeps of accounts: nothing in it lets anybody in."""

    accounts: tuple[Account, ...] = ()
    grants: tuple[Grant, ...] = ()
    published: tuple[PublishedArea, ...] = ()
    audit: tuple[AuditLine, ...] = ()

    def __bool__(self) -> bool:
        """Say whether there is anything to keep."""
        return bool(self.accounts or self.grants or self.published or self.audit)


NO_ACCOUNTS = AccountsDump()

KeptRecord = (
    Account | AccountSecrets | Grant | Session | Token | OneTimeLink | PublishedArea | ServedAs
)
