"""What a service on a network knows of those who ask: accounts, behind three questions."""

from collections.abc import Set
from dataclasses import dataclass, field
from typing import Protocol

from api.access.persons import Person

SESSION_COOKIE = "__Host-goldenthread"
SIGN_IN = "/sign-in"


class Known(Protocol):
    """Whoever is known: by what a browser or a program shows. Methods may block."""

    def person_of_session(self, text: str) -> Person | None:
        """Return who is signed in by a session's cookie; None where it is over or unknown."""
        ...

    def person_of_token(self, text: str) -> Person | None:
        """Return who asks by a token; None where it is over, revoked or unknown."""
        ...

    def published(self) -> Set[str]:
        """Return the slugs of the areas that anybody may read."""
        ...


@dataclass(frozen=True)
class NetworkMode:
    """How a service answers on a network: whom it knows, and by which names it is asked for."""

    known: Known = field(repr=False)
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost")
