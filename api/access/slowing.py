"""Who guesses is slowed down: by the name that is tried, by where they are, and by both together.

A name that is not there counts like one that is. What was typed is kept as a tag nobody can read:
people type passwords into the wrong field.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv4Address, ip_address, ip_network
from math import ceil

from api.access.account_book import AccountBook
from api.access.secret_keys import SecretKeys
from api.errors import RateLimited
from graph.accounts.account_records import Failures
from graph.name_keys import name_key

# After so long without a failure it counts from none again.
FORGOTTEN = timedelta(minutes=15)
# How often two may be at it at the very same moment before one is asked to try again.
_TRIES = 8


@dataclass(frozen=True, slots=True)
class _Limit:
    """How many failures go free, and the longest wait after more; the first is of one second."""

    free: int
    longest: timedelta

    def wait(self, failures: Failures | None, now: datetime) -> timedelta:
        """Return how long is still to be waited."""
        if failures is None or failures.count < self.free or now - failures.last > FORGOTTEN:
            return timedelta()
        # Doubled each time; more doublings than these are above every longest wait.
        pause = timedelta(seconds=2 ** min(failures.count - self.free, 12))
        # A clock that was put back makes nobody wait for longer than that.
        return min(failures.last + min(pause, self.longest) - now, self.longest)


# One person at one place mistypes now and then; a whole council may be behind one address; and who
# is guessed at from everywhere can still come in, if they wait.
_BOTH = _Limit(5, timedelta(seconds=60))
_NAME = _Limit(20, timedelta(seconds=30))
_PLACE = _Limit(40, timedelta(seconds=30))


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try, which counts as failed until it is said to have gone well."""

    of_person: tuple[str, ...]
    of_place: str


class Slowing:
    """Counts what goes wrong, and makes whoever tries again wait."""

    def __init__(self, book: AccountBook, keys: SecretKeys) -> None:
        self._book, self._keys = book, keys

    def attempt(self, what: str, name: str, address: str) -> Attempt:
        """Begin a try of something, such as a password, by a name from an address.

        Raises RateLimited with the seconds to wait; then nothing may be looked at.
        """
        key = name_key(name)
        where = _place(address)
        both, by_name = (self._tag(what, f"{key}\n{each}") for each in (where, "any"))
        place = self._tag(what, f"\n{where}")
        limits = {both: _BOTH, by_name: _NAME, place: _PLACE}
        for each, limit in limits.items():
            self._check(each, limit)
        for each, limit in limits.items():
            self._count(each, limit)
        return Attempt((both, by_name), place)

    def went_well(self, attempt: Attempt) -> None:
        """Forget what went wrong before for the name; for the place, only this try."""
        for key in attempt.of_person:
            self._change(key, lambda failures: None)
        self._change(
            attempt.of_place,
            lambda failures: (
                Failures(failures.key, failures.count - 1, failures.last)
                if failures.count > 1
                else None
            ),
        )

    def _check(self, key: str, limit: _Limit) -> Failures | None:
        failures = self._book.store.failures(key)
        wait = limit.wait(failures, self._book.clock())
        if wait > timedelta():
            raise _too_soon(ceil(wait.total_seconds()))
        return failures

    def _count(self, key: str, limit: _Limit) -> None:
        for _ in range(_TRIES):
            seen, now = self._check(key, limit), self._book.clock()
            count = seen.count if seen and now - seen.last <= FORGOTTEN else 0
            if self._book.store.change_failures(key, seen, Failures(key, count + 1, now)):
                return
        raise _too_soon(1)

    def _change(self, key: str, change: Callable[[Failures], Failures | None]) -> None:
        for _ in range(_TRIES):
            seen = self._book.store.failures(key)
            if seen is None or self._book.store.change_failures(key, seen, change(seen)):
                return

    def _tag(self, what: str, text: str) -> str:
        return self._keys.tag("failures", f"{what}\n{text}")


def _place(address: str) -> str:
    """Return where somebody is: their address, or the network in which one has 2 ** 64 of them."""
    try:
        given = ip_address(address)
    except ValueError:
        return address
    if isinstance(given, IPv4Address):
        return address
    return str(given.ipv4_mapped or ip_network((given.packed[:8] + bytes(8), 64)))


def _too_soon(seconds: int) -> RateLimited:
    said = "1 second" if seconds == 1 else f"{seconds} seconds"
    return RateLimited(f"Too many tries: wait {said}, then try again.", seconds)
