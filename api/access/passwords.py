"""Passwords: which may be taken, and whether one is right; kept as Argon2id hashes only."""

import threading
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from api.errors import Busy, UsageError
from graph.name_keys import name_key

# Characters. Long ones are sentences; a thousand is more than anybody types.
SHORTEST, LONGEST = 12, 1000
# Hashing takes 64 MB and a twentieth of a second: so many at once, and so many seconds of waiting.
_AT_ONCE, _PATIENCE = 2, 10.0


def check_words(name: str, password: str) -> None:
    """Refuse a password that may not be taken for an account of a name; raises UsageError."""
    length = len(_normal(password))
    if length < SHORTEST:
        raise UsageError(
            f"The password has {length} characters: take {SHORTEST} or more, such as four words."
        )
    if length > LONGEST:
        raise UsageError(f"The password has {length} characters: take {LONGEST} at most.")
    if name_key(password) == name_key(name):
        raise UsageError("The password is the name of the account: take another one.")
    if len(set(password)) == 1:
        raise UsageError("The password is one character over and over: take another one.")


class Passwords:
    """Makes hashes and compares with them; a wrong name takes as long as a wrong password."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        """Take how hashes are made; tests, which make many, have a quick one."""
        self._hasher = hasher or PasswordHasher()
        self._turns = threading.BoundedSemaphore(_AT_ONCE)
        # Of no account: what is typed for a name that is not there is compared with it.
        self._nobody = self._hasher.hash("a password that no account has")

    def hash(self, password: str) -> str:
        """Return the hash to keep; raises Busy."""
        with _Turn(self._turns):
            return self._hasher.hash(_normal(password))

    def is_right(self, kept: str, password: str) -> bool:
        """Say whether a password is that of a kept hash ("": of nobody); raises Busy.

        It takes the same time for each.
        """
        # Far longer than any that is taken: it is not that one, and hashing it takes no longer.
        given = _normal(password[: 2 * LONGEST])
        with _Turn(self._turns):
            try:
                return self._hasher.verify(kept or self._nobody, given) and bool(kept)
            except (VerificationError, InvalidHashError):
                return False

    def is_old(self, kept: str) -> bool:
        """Say whether a hash is to be made anew, as hashes are made more slowly by now."""
        return self._hasher.check_needs_rehash(kept)


class _Turn:
    """One of the few that hash at once."""

    def __init__(self, turns: threading.BoundedSemaphore) -> None:
        self._turns = turns

    def __enter__(self) -> None:
        if not self._turns.acquire(timeout=_PATIENCE):
            raise Busy("Many people are signing in just now: try again in a minute.")

    def __exit__(self, *_: object) -> None:
        self._turns.release()


def _normal(password: str) -> str:
    """Return a password as every keyboard gives it: accents composed."""
    return unicodedata.normalize("NFC", password)
