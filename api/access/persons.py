"""Who is at work, and what they may see and do: asked for wherever something is read or written.

On this machine that is its user, who may do everything. On a network it is whoever a request is of,
for as long as it is answered; outside of requests nobody may anything there, but what acts for the
service says so itself.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from functools import cached_property


class Role(Enum):
    """What somebody may on an area; who may more may all of the less."""

    VIEWER = "viewer"
    REVIEWER = "reviewer"
    EDITOR = "editor"
    OWNER = "owner"

    def holds(self, least: "Role") -> bool:
        """Say whether this role may what another may."""
        return _ORDER[self] >= _ORDER[least]


_ORDER = {role: number for number, role in enumerate(Role)}


class Via(StrEnum):
    """The door by which something was written."""

    COMMAND = "command"
    PAGE = "page"
    GRAPHQL = "graphql"
    TOKEN = "token"
    FILE = "file"
    WORKSHOP = "workshop"


@dataclass(frozen=True)
class Rights:
    """The roles of somebody: on every area, on some, and what is published to all.

    keeper manages people and sees no area by it.
    """

    everywhere: Role | None = None
    by_area: Mapping[str, Role] = field(default_factory=dict)
    published: frozenset[str] = frozenset()
    keeper: bool = False

    def on(self, slug: str) -> Role | None:
        """Return the highest role on an area; None where it is not theirs to see."""
        held = [self.everywhere, self.by_area.get(slug)]
        held += [Role.VIEWER] if slug in self.published else []
        return max((one for one in held if one), key=_ORDER.__getitem__, default=None)

    def may(self, least: Role, slug: str) -> bool:
        """Say whether they hold a role, or more, on an area."""
        held = self.on(slug)
        return held is not None and held.holds(least)

    def sees(self, slug: str) -> bool:
        """Say whether an area is theirs to see; what is not does not exist for them."""
        return self.everywhere is not None or slug in self.by_area or slug in self.published

    @cached_property
    def sight(self) -> str:
        """What tells apart those who see different areas; "" of who sees all of them."""
        if self.everywhere is not None:
            return ""
        return _digest(sorted({*self.by_area, *self.published}))

    @cached_property
    def key(self) -> str:
        """What tells apart those for whom the same page or answer may differ; "" of who may all."""
        if self.everywhere is Role.OWNER and self.keeper:
            return ""
        parts = [self.everywhere.value if self.everywhere else "", "k" if self.keeper else ""]
        parts += sorted(f"{slug}={role.value}" for slug, role in self.by_area.items())
        parts += sorted(self.published)
        return _digest(parts)


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


ALL_RIGHTS = Rights(everywhere=Role.OWNER, keeper=True)


@dataclass(frozen=True)
class Person:
    """Somebody at work: the name that is written down, their rights, and by which door they come.

    account is the id of their account, "" for the user of this machine and for strangers.
    """

    name: str
    rights: Rights
    via: Via
    account: str = ""


# A stranger sees what is published and no more.
NOBODY = Person("", Rights(), Via.PAGE)
SERVICE = Person("Golden Thread", ALL_RIGHTS, Via.COMMAND)

_here: ContextVar[Person | None] = ContextVar("person", default=None)
_default = SERVICE


def person_here() -> Person:
    """Return who is at work here: whoever a request is of, else who the process works for."""
    return _here.get() or _default


@contextmanager
def acting_as(person: Person) -> Iterator[None]:
    """Have what is done inside be done by somebody; threads started for it take it along."""
    token = _here.set(person)
    try:
        yield
    finally:
        _here.reset(token)


def process_works_for(person: Person) -> None:
    """Say whom this process works for where nobody is named: its user, or on a network nobody."""
    global _default
    _default = person
