"""Signing in by name and password: slowed down, and telling a stranger nothing."""

from dataclasses import replace

from api.access.account_book import AccountBook, Deed
from api.access.names import MOST_NAME
from api.access.passwords import Passwords, check_words
from api.access.people import People
from api.access.slowing import Slowing
from api.errors import NotSignedIn
from graph.accounts.account_records import Account

WRONG = "The name or the password is wrong."
CLOSED = "This account is closed: ask whoever keeps the accounts."
_PASSWORD = "password"


class SignIn:
    """Says who somebody is by name and password, and sets passwords."""

    def __init__(self, book: AccountBook, slowing: Slowing, passwords: Passwords) -> None:
        self._book, self._slowing, self._passwords = book, slowing, passwords
        self._people = People(book)

    def check(self, name: str, password: str, address: str) -> Account:
        """Return the account of a name and its password, tried from an address.

        It begins no session: whoever has a second step is asked for that first. Raises NotSignedIn,
        the same for a wrong name and a wrong password, RateLimited and Busy.
        """
        # No account has a longer name, and no key of one takes long to make.
        attempt = self._slowing.attempt(_PASSWORD, name[: 4 * MOST_NAME], address)
        account = self._book.store.account_named(name[: 4 * MOST_NAME])
        kept = self._book.store.secrets(account.id if account else "").password
        if not self._passwords.is_right(kept, password) or account is None:
            # Of no account nothing is noted, but it is written as long.
            noted = [self._book.line(Deed.SIGN_IN_REFUSED, account.name)] if account else []
            self._book.store.write(noted=noted)
            raise NotSignedIn(WRONG)
        self._slowing.went_well(attempt)
        if self._passwords.is_old(kept):
            renewed = replace(
                self._book.store.secrets(account.id), password=self._passwords.hash(password)
            )
            self._book.store.write([renewed])
        if account.disabled:
            self._book.note(Deed.SIGN_IN_REFUSED, account.name)
            raise NotSignedIn(CLOSED)
        return account

    def is_right(self, account: Account, password: str, address: str) -> bool:
        """Say whether a password is that of somebody who is signed in; raises RateLimited, Busy."""
        attempt = self._slowing.attempt(_PASSWORD, account.name, address)
        kept = self._book.store.secrets(account.id).password
        if not self._passwords.is_right(kept, password):
            return False
        self._slowing.went_well(attempt)
        return True

    def set_password(self, account: Account, password: str) -> None:
        """Set a password: the account's sessions end; raises UsageError for one not to be taken."""
        check_words(account.name, password)
        self._people.set_password(account.id, self._passwords.hash(password))
