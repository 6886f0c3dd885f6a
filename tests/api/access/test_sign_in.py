"""Signing in: a stranger learns nothing, who knows the password comes in.

Tests: api/access/passwords.py, api/access/sign_in.py.
"""

import threading
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from typing import Literal

import pytest
from argon2 import PasswordHasher

from api.access.network import NetworkMode
from api.access.passwords import Passwords, check_words
from api.access.persons import NOBODY, Role, acting_as
from api.access.sign_in import CLOSED, WRONG, SignIn
from api.errors import Busy, NotSignedIn, UsageError
from graph.accounts.account_records import AccountSecrets
from tests.api.access.quick import PASSWORD, SetClock, quick_network, somebody

HERE, THERE = "192.0.2.1", "192.0.2.2"


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def network(clock: SetClock) -> NetworkMode:
    made = quick_network(clock)
    somebody(made, "Anna Officer", Role.OWNER)
    return made


def refused(network: NetworkMode, name: str, password: str, where: str = HERE) -> str:
    with pytest.raises(NotSignedIn) as caught:
        network.sign_in.check(name, password, where)
    return str(caught.value)


def test_who_knows_the_password_is_known(network: NetworkMode) -> None:
    account = network.sign_in.check("  anna OFFICER", PASSWORD, HERE)
    assert account.name == "Anna Officer"


@pytest.mark.parametrize(
    ("name", "password"),
    [
        *(("Anna Officer", "another password"), ("Nobody There", PASSWORD), ("", "")),
        *(("Anna Officer", ""), ("Anna Officer", "x" * 100_000), ("x" * 100_000, PASSWORD)),
        *(("Anna Officer", PASSWORD + " "), ("Anna Officer", PASSWORD.upper()), ("\x00", "\x00")),
    ],
)
def test_a_wrong_name_and_a_wrong_password_get_one_answer(
    network: NetworkMode, name: str, password: str
) -> None:
    assert refused(network, name, password) == WRONG


def test_a_wrong_name_is_hashed_for_like_a_wrong_password(network: NetworkMode) -> None:
    """As many hashes are made for each, of the same cost: so each takes the same time."""

    class Counting(PasswordHasher):
        hashes: list[str]

        def verify(self, kept: str | bytes, password: str | bytes) -> Literal[True]:
            self.hashes.append(str(kept).rpartition("$")[0].rpartition("$")[0])
            return super().verify(kept, password)

    hasher = Counting(time_cost=1, memory_cost=8, parallelism=1)
    passwords = Passwords(hasher)
    hasher.hashes = []
    kept = passwords.hash(PASSWORD)
    assert passwords.is_right(kept, PASSWORD)
    assert not passwords.is_right(kept, "another password")
    assert not passwords.is_right("", "a password that no account has")
    assert len(hasher.hashes) == 3
    assert len(set(hasher.hashes)) == 1


def test_an_account_without_a_password_lets_nobody_in(network: NetworkMode) -> None:
    network.people.add("Ben")
    for password in ("", "a password that no account has", PASSWORD):
        assert refused(network, "Ben", password) == WRONG


def test_a_closed_account_is_told_to_who_knows_its_password_alone(network: NetworkMode) -> None:
    network.people.disable(network.people.named("Anna Officer"))
    assert refused(network, "Anna Officer", "another password") == WRONG
    assert refused(network, "Anna Officer", PASSWORD) == CLOSED


def test_what_is_kept_tells_no_password(network: NetworkMode) -> None:
    kept = network.store.secrets(network.people.named("Anna Officer").id)
    assert kept.password.startswith("$argon2id$")
    assert PASSWORD not in kept.password
    assert "argon2" not in repr(kept)
    assert "argon2" not in repr(network)


def test_accents_are_the_same_however_a_keyboard_makes_them(network: NetworkMode) -> None:
    typed = "a café in Köln, twice"
    account = somebody(network, "Chloe", password=unicodedata.normalize("NFD", typed))
    assert network.sign_in.check("Chloe", unicodedata.normalize("NFC", typed), HERE) == account


@pytest.mark.parametrize(
    ("password", "told"),
    [
        ("eleven char", "has 11 characters: take 12 or more"),
        ("", "has 0 characters"),
        ("x" * 1001, "has 1001 characters: take 1000 at most"),
        ("anna OFFICER", "is the name of the account"),
        ("aaaaaaaaaaaaaaaa", "one character over and over"),
        # A letter and its accent are one.
        ("e\u0301" * 11, "has 11 characters"),
    ],
)
def test_a_password_that_may_not_be_taken_is_a_sentence(password: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        check_words("Anna Officer", password)


def test_twelve_and_a_thousand_characters_are_taken() -> None:
    check_words("Anna", "twelve chars")
    check_words("Anna", "ab" * 500)


def test_a_new_password_ends_every_session(network: NetworkMode) -> None:
    account = network.people.named("Anna Officer")
    session = network.sessions.begin(account)
    with pytest.raises(UsageError):
        network.sign_in.set_password(account, "short")
    assert network.person_of_session(session)
    network.sign_in.set_password(account, "other four words here")
    assert network.person_of_session(session) is None
    assert refused(network, "Anna Officer", PASSWORD) == WRONG
    assert network.sign_in.check("Anna Officer", "other four words here", HERE)


def test_a_hash_of_an_earlier_cost_is_known_as_old(network: NetworkMode) -> None:
    kept = network.passwords.hash(PASSWORD)
    assert not network.passwords.is_old(kept)
    dearer = Passwords(PasswordHasher(time_cost=2, memory_cost=8, parallelism=1))
    assert dearer.is_old(kept)
    assert dearer.is_right(kept, PASSWORD)
    now_dearer = SignIn(network.book, network.slowing, dearer)
    account = now_dearer.check("Anna Officer", PASSWORD, HERE)
    after = network.store.secrets(account.id).password
    assert not dearer.is_old(after)
    assert now_dearer.check("Anna Officer", PASSWORD, HERE).id == account.id
    assert network.store.secrets(account.id).password == after


def test_a_refusal_takes_as_many_writings_for_each_name(network: NetworkMode) -> None:
    counts = []
    for name in ("Anna Officer", "Nobody There"):
        before = network.store.changes()
        refused(network, name, "another password")
        counts.append(network.store.changes() - before)
    assert counts == [1, 1]


def test_what_was_typed_as_a_name_is_kept_nowhere(network: NetworkMode) -> None:
    typed = "my-secret-password-typed-as-a-name"
    refused(network, typed, "x")
    assert typed not in repr(network.store.audit())
    assert network.store.failures(typed) is None
    assert {each.about for each in network.store.audit()} == {"Anna Officer", "Anna Officer: owner"}


def test_a_refusal_is_noted_of_an_account_that_is_there(network: NetworkMode) -> None:
    with acting_as(NOBODY):
        refused(network, "Anna Officer", "another password")
    noted = network.store.audit()[0]
    assert (noted.what, noted.about, noted.who) == ("sign-in refused", "Anna Officer", "")


def test_who_is_signed_in_shows_their_password_again(network: NetworkMode) -> None:
    account = network.people.named("Anna Officer")
    assert network.sign_in.is_right(account, PASSWORD, HERE)
    assert not network.sign_in.is_right(account, "another password", HERE)


def test_too_many_who_hash_at_once_are_asked_to_come_again(
    network: NetworkMode, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.access.passwords._PATIENCE", 0.01)
    held, done = threading.Semaphore(0), threading.Event()

    class Slow(PasswordHasher):
        def verify(self, kept: str | bytes, password: str | bytes) -> Literal[True]:
            held.release()
            done.wait(20)
            return True

    passwords = Passwords(Slow(time_cost=1, memory_cost=8, parallelism=1))
    ask: Callable[[], bool] = lambda: passwords.is_right("x", "y")  # noqa: E731
    threads = [threading.Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    for _ in threads:
        assert held.acquire(timeout=20)
    try:
        with pytest.raises(Busy, match="try again in a minute"):
            passwords.hash("z")
    finally:
        done.set()
        for thread in threads:
            thread.join()


def test_a_kept_hash_that_is_none_lets_nobody_in(network: NetworkMode) -> None:
    account = network.people.add("Ben")
    network.store.write([replace(AccountSecrets(account.id), password="no hash at all")])
    assert refused(network, "Ben", PASSWORD) == WRONG
