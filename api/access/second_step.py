"""The second step of signing in: a code of an app (TOTP, RFC 6238), or a recovery code, each once.

The secret is kept sealed with the service's own; of the recovery codes only hashes are kept.
"""

import hashlib
import json
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import pyotp

from api.access.account_book import AccountBook, Deed
from api.access.people import People
from api.access.secret_keys import NotSealedHere, SecretKeys
from api.access.slowing import Slowing
from api.errors import NotSignedIn
from graph.accounts.account_records import Account

TOTP_SECRET = "second step"
ISSUER = "Golden Thread"
RECOVERY_CODES = 10
WRONG_CODE = "The code is wrong, or was used before: type the next one that is shown."
# Steps of 30 seconds before and after this one that are taken: telephones' clocks are not exact.
_STEPS = (0, -1, 1)
_SECONDS = 30
# A code is good for three steps; it is remembered for longer, and a recovery code for ever.
_REMEMBERED = timedelta(minutes=5)
_FOR_EVER = timedelta(days=36_500)
# Letters of a recovery code, none like another: 12 of them are 58 bits.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_LENGTH = 12
_MOST = 40


@dataclass(frozen=True, slots=True)
class SecondStep:
    """Sets up, checks and takes away the second step of accounts."""

    book: AccountBook
    keys: SecretKeys
    slowing: Slowing

    def is_set(self, account: Account) -> bool:
        """Say whether somebody is asked for a code."""
        return bool(self.book.store.secrets(account.id).totp)

    def new_secret(self) -> str:
        """Return a secret for somebody's app, which is not kept yet."""
        return pyotp.random_base32()

    def address(self, account: Account, secret: str) -> str:
        """Return what the picture says to an app: the secret, and whose it is."""
        return pyotp.TOTP(secret).provisioning_uri(name=account.name, issuer_name=ISSUER)

    def set_up(self, account: Account, secret: str, code: str) -> tuple[str, ...]:
        """Ask for a code from now on, if one of the secret is shown; return recovery codes.

        Nobody can read those again. Raises NotSignedIn for a wrong code.
        """
        if self._step(secret, code) is None or not self._spend_step(account, secret, code):
            raise NotSignedIn(WRONG_CODE)
        codes = tuple(_recovery_code() for _ in range(RECOVERY_CODES))
        self._keep(account, {"secret": secret, "recovery": [_hash(one) for one in codes]})
        return codes

    def check(self, account: Account, code: str, address: str) -> None:
        """Take a code of somebody, tried from an address; raises NotSignedIn and RateLimited."""
        attempt = self.slowing.attempt(TOTP_SECRET, account.name, address)
        kept, plain = self._kept(account), _plain(code)
        if not (self._spend_step(account, kept["secret"], plain) or self._spend(account, plain)):
            self.book.note(Deed.SIGN_IN_REFUSED, f"{account.name}: second step")
            raise NotSignedIn(WRONG_CODE)
        self.slowing.went_well(attempt)

    def take_away(self, account: Account) -> None:
        """Ask for no code any more."""
        People(self.book).set_second_step(account.id, "")

    def recovery_left(self, account: Account) -> int:
        """Return how many recovery codes are left."""
        return len(self._kept(account)["recovery"])

    def _kept(self, account: Account) -> dict[str, Any]:
        sealed = self.book.store.secrets(account.id).totp
        try:
            kept: dict[str, Any] = json.loads(self.keys.unseal(TOTP_SECRET, sealed))
        except NotSealedHere as error:
            # The service's secret was changed, and the one before is not known any more.
            raise NotSignedIn(
                "The second step of this account cannot be read any more: ask whoever keeps the "
                "accounts to take it away."
            ) from error
        return kept

    def _keep(self, account: Account, content: dict[str, Any]) -> None:
        sealed = self.keys.seal(TOTP_SECRET, json.dumps(content))
        People(self.book).set_second_step(account.id, sealed)

    def _step(self, secret: str, code: str) -> int | None:
        """Return of which step a code is; None where it is of none that is good now."""
        totp, now = pyotp.TOTP(secret), self.book.clock()
        for step in _STEPS:
            moment = now + timedelta(seconds=step * _SECONDS)
            if secrets.compare_digest(totp.at(moment).encode(), _plain(code).encode()):
                return _number(moment)
        return None

    def _spend_step(self, account: Account, secret: str, code: str) -> bool:
        step = self._step(secret, code)
        if step is None:
            return False
        until = self.book.clock() + _REMEMBERED
        return self.book.store.spend(f"code {account.id} {step}", until)

    def _spend(self, account: Account, code: str) -> bool:
        """Use a recovery code up, if it is one."""
        hashed = _hash(code)
        kept = self._kept(account)
        if hashed not in kept["recovery"]:
            return False
        until = self.book.clock() + _FOR_EVER
        if not self.book.store.spend(f"recovery {account.id} {hashed}", until):
            return False
        left = [one for one in kept["recovery"] if one != hashed]
        sealed = self.keys.seal(TOTP_SECRET, json.dumps(kept | {"recovery": left}))
        secret = replace(self.book.store.secrets(account.id), totp=sealed)
        self.book.write(Deed.RECOVERY_USED, f"{account.name}: {len(left)} left", keep=[secret])
        return True


def in_words(secret: str) -> str:
    """Return a secret as people type it: in groups of four."""
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


def _recovery_code() -> str:
    letters = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
    return "-".join(letters[at : at + 4] for at in range(0, _LENGTH, 4))


def _plain(code: str) -> str:
    """Return a code without what people put between its signs."""
    return "".join(sign for sign in code[:_MOST].lower() if sign.isascii() and sign.isalnum())


def _hash(code: str) -> str:
    return hashlib.sha256(_plain(code).encode()).hexdigest()


def _number(moment: datetime) -> int:
    return int(moment.timestamp()) // _SECONDS
