"""Who somebody is for as long as they stay connected: asked anew before each thing they are told.

A request is of whoever it was of when it came. A socket or a stream stays open for hours, while a
session runs out, a token is revoked or a grant is taken away. So the door leaves with each what
says who its person is now, with the rights they have now.
"""

from collections.abc import Callable, Mapping
from typing import Any, cast

from api.access.persons import Person, person_here

# Asked from any thread; it may take as long as a look into the store of accounts. None: they are
# no longer who they were when they came.
PersonNow = Callable[[], Person | None]
# Under which name the door leaves it in the state of a connection.
WHO_NOW = "who_now"
OVER = "Your session or token is over: sign in again, or show another token."


def who_now(state: Mapping[str, Any]) -> PersonNow:
    """Return what says who a connection is of; without a door whoever is at work here."""
    return cast(PersonNow, state.get(WHO_NOW, person_here))
