"""Who somebody is for as long as they stay connected: asked anew before each thing they are told.

A request is of whoever it was of when it came. A socket or a stream stays open for hours, while a
session runs out, a token is revoked or a grant is taken away. So each has somebody to ask who its
person is now, with the rights they have now.
"""

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Protocol

from api.access.persons import Person, person_here


class Gone(Enum):
    """Why somebody is no longer who they were when they came, as a sentence for them."""

    REVOKED = "Your session or token was ended: sign in again, or ask for another token."
    EXPIRED = "Your session or token has run out: sign in again, or ask for another token."


# Asked from any thread; it may take as long as a look into the store of accounts.
PersonNow = Callable[[], Person | Gone]


class Doorkeeper(Protocol):
    """Knows who comes by a connection that stays open; methods may be called from any thread."""

    def admit(self, headers: Mapping[str, str], given: Mapping[str, object]) -> PersonNow | None:
        """Return how to ask who somebody is now; None where nothing says who comes.

        headers are those of the request (a cookie, a bearer token), by names in small letters;
        given is what a program sent instead as it began, such as {"authorization": "Bearer ..."}.
        """
        ...

    def stranger(self) -> PersonNow:
        """Return how to ask who somebody is of whom nothing is known, and what is published now."""
        ...


class OpenDoor:
    """Lets in whoever comes as whoever is at work here: on this machine, its user."""

    def admit(self, headers: Mapping[str, str], given: Mapping[str, object]) -> PersonNow:
        """Return who is at work here now."""
        return person_here

    def stranger(self) -> PersonNow:
        """Return the same."""
        return person_here
