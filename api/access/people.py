"""Accounts and what they may: added, closed, given roles; and which areas are published."""

import secrets
from dataclasses import replace

from api.access.account_book import AccountBook, Deed
from api.access.names import checked_name
from api.access.persons import Role
from api.errors import UsageError
from graph.accounts.account_records import (
    Account,
    AccountSecrets,
    Grant,
    KeptRecord,
    PublishedArea,
)
from graph.errors import UnknownThing

KEEPER = "keeper"


class People:
    """Manages accounts, grants and published areas."""

    def __init__(self, book: AccountBook) -> None:
        self._book = book

    def named(self, name: str) -> Account:
        """Return the account of a name; raises UnknownThing with the nearest."""
        account = self._book.store.account_named(name)
        if account is None:
            known = [each.name for each in self._book.store.accounts()]
            raise UnknownThing.nearest_to("account", name, known)
        return account

    def add(self, name: str, hashed: str = "") -> Account:
        """Add an account, with the hash of a password or none; raises UsageError, AccountTaken."""
        account = Account(secrets.token_hex(8), checked_name(name), self._book.clock())
        secret = [AccountSecrets(account.id, hashed)] if hashed else []
        keep: list[KeptRecord] = [account, *secret]
        self._book.write(Deed.ACCOUNT_ADDED, account.name, keep=keep)
        return self._book.store.account(account.id)

    def set_password(self, account_id: str, hashed: str) -> None:
        """Keep the hash of a password; all sessions of the account end."""
        account = self._book.store.account(account_id)
        secret = replace(self._book.store.secrets(account_id), password=hashed)
        sessions = self._book.store.sessions(account_id)
        self._book.write(Deed.PASSWORD_SET, account.name, keep=[secret], drop=sessions)

    def set_second_step(self, account_id: str, sealed: str) -> None:
        """Keep the sealed secret of the second step; "" takes it away."""
        account = self._book.store.account(account_id)
        secret = replace(self._book.store.secrets(account_id), totp=sealed)
        deed = Deed.SECOND_STEP_SET if sealed else Deed.SECOND_STEP_REMOVED
        self._book.write(deed, account.name, keep=[secret])

    def link_sign_in(self, account_id: str, issuer: str, subject: str) -> Account:
        """Keep what the council's own sign-in calls the holder of an account; raises Conflict."""
        account = self._book.store.account(account_id)
        linked = replace(account, issuer=issuer, subject=subject)
        self._book.write(Deed.SIGN_IN_LINKED, account.name, keep=[linked])
        return self._book.store.account(account_id)

    def disable(self, account: Account) -> None:
        """Close an account: its sessions end, and its tokens are good for nothing."""
        sessions = self._book.store.sessions(account.id)
        closed = replace(account, disabled=True)
        self._book.write(Deed.ACCOUNT_DISABLED, account.name, keep=[closed], drop=sessions)

    def enable(self, account: Account) -> None:
        """Open an account again."""
        opened = replace(account, disabled=False)
        self._book.write(Deed.ACCOUNT_ENABLED, account.name, keep=[opened])

    def erase(self, account: Account) -> None:
        """Delete an account with all that is its own; the log and the histories keep its name."""
        self._book.write(Deed.ACCOUNT_ERASED, account.name, drop=[account])

    def grant(self, account: Account, role: Role | None, area: str = "") -> None:
        """Give an account a role on an area, or on every area, in place of the one it had there.

        None makes it a keeper.
        """
        if role is None:
            keep: Account | Grant = replace(account, keeper=True)
        else:
            keep = Grant(account.id, role.value, area)
        about = f"{account.name}: {role.value if role else KEEPER}"
        self._book.write(Deed.GRANTED, about, keep=[keep], area=area)

    def take_back(self, account: Account, role: Role | None, area: str = "") -> None:
        """Take a role back; raises UsageError where the account has not that role there."""
        name, where = account.name, f'on "{area}"' if area else "on every area"
        if role is None:
            if not account.keeper:
                raise UsageError(f'"{name}" is no keeper: nothing was taken back.')
            keep, drop = [replace(account, keeper=False)], list[Grant]()
        else:
            grants = self._book.store.grants(account.id)
            there = next((grant for grant in grants if grant.area == area), None)
            if there is None or there.role != role.value:
                has = f"is {there.role}" if there else "has no role"
                said = f'"{name}" {has} {where}, not {role.value}: nothing was taken back.'
                raise UsageError(said)
            keep, drop = [], [there]
        about = f"{name}: {role.value if role else KEEPER}"
        self._book.write(Deed.GRANT_TAKEN, about, keep=keep, drop=drop, area=area)

    def has_owner(self) -> bool:
        """Say whether an account that is open owns an area, or all of them."""
        owners = {g.account for g in self._book.store.grants() if g.role == Role.OWNER.value}
        return any(a.id in owners for a in self._book.store.accounts() if not a.disabled)

    def publish(self, area: str, by: str) -> None:
        """Let anybody read an area."""
        published = PublishedArea(area, by, self._book.clock())
        self._book.write(Deed.PUBLISHED, keep=[published], area=area)

    def unpublish(self, area: str) -> None:
        """Let nobody read an area but those who have a role on it."""
        gone = [each for each in self._book.store.published() if each.area == area]
        if gone:
            self._book.write(Deed.UNPUBLISHED, drop=gone, area=area)
