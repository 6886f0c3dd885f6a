"""Links by which somebody sets a password, once: signed with the secret, kept as a hash."""

import hashlib
import secrets
from datetime import timedelta

from api.access.account_book import AccountBook, Deed
from api.access.secret_keys import NotSealedHere, SecretKeys
from api.errors import NotSignedIn
from graph.accounts.account_records import Account, LinkPurpose, OneTimeLink

# Who is invited may be away for some days; who forgot a password sits and waits.
GOOD_FOR = {LinkPurpose.SET: timedelta(days=7), LinkPurpose.RESET: timedelta(hours=2)}
# Where a link leads; its code comes behind it.
PATH = "/set-password/"
_PURPOSE = "one-time link"
_OVER = "This link was used, or is too old: ask whoever keeps the accounts for another one."
_MOST = 500


class OneTimeLinks:
    """Makes links and takes them, each once."""

    def __init__(self, book: AccountBook, keys: SecretKeys) -> None:
        self._book, self._keys = book, keys

    def make(self, account: Account, purpose: LinkPurpose) -> str:
        """Return the code of a new link of an account, which takes the place of an older one."""
        code = secrets.token_urlsafe(24)
        until = self._book.clock() + GOOD_FOR[purpose]
        link = OneTimeLink(account.id, _hash(code), purpose, until)
        self._book.write(Deed.LINK_MADE, account.name, keep=[link])
        return self._keys.sign(_PURPOSE, code)

    def look(self, text: str) -> Account:
        """Return whose link it is, and leave it to be used; raises NotSignedIn."""
        return self._account(self._book.store.link(self._hashed(text)))

    def take(self, text: str) -> Account:
        """Return whose link it is, and use it up; raises NotSignedIn."""
        return self._account(self._book.store.take_link(self._hashed(text)))

    def _account(self, link: OneTimeLink | None) -> Account:
        if link is None or link.expires <= self._book.clock():
            raise NotSignedIn(_OVER)
        account = self._book.store.account(link.account)
        if account.disabled:
            raise NotSignedIn(_OVER)
        return account

    def _hashed(self, text: str) -> str:
        try:
            longest = max(GOOD_FOR.values()).total_seconds()
            code = self._keys.read_signed(_PURPOSE, text[:_MOST], longest)
        except NotSealedHere as error:
            raise NotSignedIn(_OVER) from error
        return _hash(str(code))


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
