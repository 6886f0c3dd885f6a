"""Tokens for programs: gt_<id>_<secret>, shown once, kept as a hash, never above their holder."""

import hashlib
import hmac
import logging
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta

from api.access.account_book import AccountBook, Deed
from api.access.persons import Person, Role, Via
from api.access.standing_rights import highest, rights_of, token_rights
from api.errors import NotSignedIn, UsageError
from graph.accounts.account_records import Account, AccountStanding, Token
from graph.errors import StoreError, UnknownThing
from graph.facts.dates import day_words

DAYS, MOST_DAYS = 90, 366
NOTED_EVERY = timedelta(minutes=1)
_FORM = re.compile(r"gt_([a-z0-9]{12})_([a-z0-9]{40})")
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
_MOST_WORDS = 80
_UNKNOWN = "The token is not known here: ask for another one."

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class HeldToken:
    """A token that is good, and whose it is."""

    token: Token
    standing: AccountStanding
    person: Person


class Tokens:
    """Issues, finds and revokes tokens."""

    def __init__(self, book: AccountBook) -> None:
        self._book = book

    def issue(
        self,
        account: Account,
        role: Role,
        areas: Iterable[str] = (),
        days: int = DAYS,
        words: str = "",
    ) -> tuple[str, Token]:
        """Issue a token of an account; return it, which nobody can read again, and its record.

        Raises UsageError for a role above the account's, and for days that are none.
        """
        if not 1 <= days <= MOST_DAYS:
            raise UsageError(f"A token is good for 1 to {MOST_DAYS} days, not for {days}.")
        listed = tuple(dict.fromkeys(areas))
        standing = self._book.store.standing(account.id)
        _check_role(standing, role, listed)
        now, secret = self._book.clock(), _random(40)
        token = Token(
            id=_random(12),
            hashed=_hash(secret),
            account=account.id,
            role=role.value,
            made=now,
            expires=now + timedelta(days=days),
            areas=listed,
            words="".join(c for c in words if c.isprintable())[:_MOST_WORDS],
        )
        about = f"{account.name}: {token.id}, {role.value}"
        self._book.write(Deed.TOKEN_ISSUED, about, keep=[token], area=_one(listed))
        return f"gt_{token.id}_{secret}", token

    def look(self, text: str) -> HeldToken:
        """Return the token that a program came with, with what it may now; raises NotSignedIn."""
        matched = _FORM.fullmatch(text)
        found = self._book.store.token_standing(matched[1]) if matched else None
        given = _hash(matched[2] if matched else "")
        if not hmac.compare_digest(given, found[0].hashed if found else "") or found is None:
            raise NotSignedIn(_UNKNOWN)
        token, standing = found
        now = self._book.clock()
        if token.revoked is not None:
            day = day_words(token.revoked.date())
            raise NotSignedIn(f"The token was revoked on {day}: use another one.")
        if now >= token.expires:
            day = day_words(token.expires.date())
            raise NotSignedIn(f"The token expired on {day}: ask for another one.")
        if standing.account.disabled:
            raise NotSignedIn("The account of the token is closed: ask whoever keeps the accounts.")
        if token.last_used is None or now - token.last_used >= NOTED_EVERY:
            self._note(token)
        account = standing.account
        person = Person(account.name, token_rights(token, standing), Via.TOKEN, account.id)
        return HeldToken(token, standing, person)

    def of(self, account_id: str) -> tuple[Token, ...]:
        """Return the tokens of an account that were not revoked, the newest first."""
        return tuple(t for t in self._book.store.tokens(account_id) if t.revoked is None)

    def revoke(self, account_id: str, token_id: str) -> None:
        """Revoke a token of an account, from now on; raises UnknownThing."""
        for token in self._book.store.tokens(account_id):
            if token.id == token_id:
                if token.revoked is None:
                    gone = replace(token, revoked=self._book.clock())
                    name = self._book.store.account(account_id).name
                    about = f"{name}: {token.id}, {token.role}"
                    self._book.write(Deed.TOKEN_REVOKED, about, keep=[gone], area=_one(token.areas))
                return
        raise UnknownThing("token", token_id)

    def _note(self, token: Token) -> None:
        try:
            self._book.store.touch(token, self._book.clock())
        except StoreError as error:
            _log.warning("It could not be noted that a token was used: %s", error)


def _check_role(standing: AccountStanding, role: Role, areas: tuple[str, ...]) -> None:
    """Refuse a role that the account has not itself; raises UsageError."""
    name = standing.account.name
    if standing.account.disabled:
        raise UsageError(f'The account "{name}" is closed: it gets no token.')
    held = highest(standing)
    if held is None:
        raise UsageError(f'"{name}" has no role yet: goldenthread grant gives one.')
    if not areas and not held.holds(role):
        raise UsageError(f'"{name}" is {held.value} at most: a token has no more than its holder.')
    rights = replace(rights_of(standing), published=frozenset())
    for slug in areas:
        there = rights.on(slug)
        if there is None or not there.holds(role):
            has = f"is {there.value}" if there else "has no role"
            raise UsageError(f'"{name}" {has} on "{slug}": a token has no more than its holder.')


def _one(areas: tuple[str, ...]) -> str:
    return areas[0] if len(areas) == 1 else ""


def _random(length: int) -> str:
    """Return so many letters and digits; 40 of them are 206 bits."""
    return "".join(secrets.choice(_LETTERS) for _ in range(length))


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
