"""Accounts for tests: in memory, with a clock that is set and hashes that take no time."""

from datetime import UTC, datetime, timedelta

from argon2 import PasswordHasher

from api.access.account_book import Clock
from api.access.network import NetworkMode, network_mode
from api.access.openid_settings import OpenIdSettings
from api.access.persons import Role
from api.access.secret_keys import SecretKeys
from graph.accounts.account_records import Account
from graph.stores.accounts_sqlite import SqliteAccounts

SECRET = "a secret of the tests, which is long enough"
PASSWORD = "four words in a row"


class SetClock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **some: float) -> None:
        """Let some time pass."""
        self.now += timedelta(**some)


def quick_network(
    clock: Clock | None = None, openid: OpenIdSettings | None = None, address: str = ""
) -> NetworkMode:
    """Return a network mode over accounts in memory, with a council's own sign-in or without."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    keys = SecretKeys((SECRET,))
    return network_mode(
        SqliteAccounts(),
        keys,
        address=address or "https://localhost",
        clock=clock or SetClock(),
        hasher=quick,
        openid=openid,
    )


def somebody(
    network: NetworkMode, name: str, role: Role | None = None, *areas: str, password: str = PASSWORD
) -> Account:
    """Add an account with a role on some areas, or on every one."""
    account = network.people.add(name, network.passwords.hash(password))
    if role:
        for area in areas or ("",):
            network.people.grant(network.store.account(account.id), role, area)
    return network.store.account(account.id)
