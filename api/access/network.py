"""All that a service on a network needs beside its store: accounts, secret, host names, clock."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from argon2 import PasswordHasher

from api.access.access_watch import AccessWatch
from api.access.account_book import AccountBook, Clock, now
from api.access.one_time_links import OneTimeLinks
from api.access.openid_settings import OpenIdSettings
from api.access.passwords import Passwords
from api.access.people import People
from api.access.persons import NOBODY, Person, Rights, Via
from api.access.sealed_notes import SealedNotes
from api.access.second_step import TOTP_SECRET, SecondStep
from api.access.secret_keys import NotSealedHere, SecretKeys
from api.access.sessions import Sessions
from api.access.sign_in import SignIn
from api.access.slowing import Slowing
from api.access.tokens import Tokens
from api.errors import NotSignedIn
from graph.accounts.accounts_store import AccountsStore

if TYPE_CHECKING:
    from api.access.council_sign_in import CouncilSignIn

SESSION_COOKIE = "__Host-goldenthread"
SIGN_IN = "/sign-in"


def session_cookie(session_id: str) -> str:
    """Return the header that gives a browser the id of its session; "" takes it away.

    It lasts as long as the browser: the service says when the session is over.
    """
    age = "" if session_id else "; Max-Age=0"
    return f"{SESSION_COOKIE}={session_id}; Path=/; Secure; HttpOnly; SameSite=Lax{age}"


@dataclass(frozen=True, slots=True)
class NetworkMode:
    """What create_app is given to serve on a network; made by network_mode.

    hosts are the names it answers to. address is the one that people type, without a slash at its
    end: of https, but where a proxy is tried out on this machine.
    """

    store: AccountsStore
    keys: SecretKeys
    hosts: tuple[str, ...]
    address: str
    book: AccountBook
    watch: AccessWatch
    people: People
    sessions: Sessions
    tokens: Tokens
    slowing: Slowing
    sign_in: SignIn
    links: OneTimeLinks
    passwords: Passwords = field(repr=False)
    second_step: SecondStep = field(repr=False)
    notes: SealedNotes = field(repr=False)
    council: "CouncilSignIn | None" = field(repr=False)

    def person_of_session(
        self, session_id: str, via: Via = Via.PAGE, *, is_use: bool = True
    ) -> Person | None:
        """Return who has signed in with a cookie's id; None where that is over.

        is_use is no where something that stays open asks, though nobody does anything.
        """
        held = self.sessions.look(session_id, via, is_use=is_use)
        return held.person if held else None

    def person_of_token(self, text: str) -> Person | None:
        """Return whose token it is, with no more rights than they have; None where it is no good.

        tokens.look says in a sentence why.
        """
        try:
            return self.tokens.look(text).person
        except NotSignedIn:
            return None

    def published(self) -> frozenset[str]:
        """Return the slugs of the areas that anybody may read."""
        return frozenset(each.area for each in self.store.published())

    def stranger(self, via: Via = Via.PAGE) -> Person:
        """Return who has not signed in: they see what is published."""
        return replace(NOBODY, rights=Rights(published=self.published()), via=via)

    def seal_anew(self) -> None:
        """Seal what an older secret has sealed with the newest, so that the older one can go.

        What was sealed with one that is not known any more stays: it opens nothing.
        """
        for account in self.store.accounts():
            secrets = self.store.secrets(account.id)
            if secrets.totp and not self.keys.is_newest(TOTP_SECRET, secrets.totp):
                try:
                    sealed = self.keys.resealed(TOTP_SECRET, secrets.totp)
                except NotSealedHere:
                    continue
                self.store.write([replace(secrets, totp=sealed)])


def network_mode(
    store: AccountsStore,
    keys: SecretKeys,
    hosts: Sequence[str] = ("localhost", "127.0.0.1"),
    *,
    address: str = "https://localhost",
    clock: Clock = now,
    hasher: PasswordHasher | None = None,
    openid: OpenIdSettings | None = None,
) -> NetworkMode:
    """Put together what a service on a network needs; tests hand in a clock and a quick hasher.

    openid are the settings of the council's own sign-in, where there is one.
    """
    watch = AccessWatch(store)
    book = AccountBook(store, clock, watch.look)
    passwords, slowing = Passwords(hasher), Slowing(book, keys)
    links, notes = OneTimeLinks(book, keys), SealedNotes(keys, clock)
    council: CouncilSignIn | None = None
    if openid:
        # What asks a provider takes a while to load, and few need it.
        from api.access.council_sign_in import council_sign_in

        council = council_sign_in(openid, book, links, notes)
    return NetworkMode(
        store=store,
        keys=keys,
        hosts=tuple(hosts),
        address=address,
        book=book,
        watch=watch,
        people=People(book),
        sessions=Sessions(book),
        tokens=Tokens(book),
        slowing=slowing,
        sign_in=SignIn(book, slowing, passwords),
        links=links,
        passwords=passwords,
        second_step=SecondStep(book, keys, slowing),
        notes=notes,
        council=council,
    )
