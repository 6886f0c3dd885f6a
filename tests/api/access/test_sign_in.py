"""Signing in: a stranger learns nothing, who guesses waits, who knows the password comes in.

Tests: api/access/passwords.py, api/access/sign_in.py, api/access/slowing.py.
"""

import re
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
from api.access.sign_in import CLOSED, WRONG
from api.errors import Busy, NotSignedIn, RateLimited, UsageError
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


def wait_of(network: NetworkMode, name: str, where: str = HERE) -> int:
    """Return how long who tries now has to wait; 0: the password was looked at."""
    try:
        network.sign_in.check(name, "a wrong password", where)
    except RateLimited as error:
        said = re.search(r"wait (\d+) seconds?, then try again", str(error))
        return int(said[1]) if said else -1
    except NotSignedIn:
        return 0
    raise AssertionError(name)


@pytest.mark.parametrize("name", ["Anna Officer", "Nobody There"])
def test_who_guesses_waits_twice_as_long_each_time(
    network: NetworkMode, clock: SetClock, name: str
) -> None:
    assert [wait_of(network, name) for _ in range(5)] == [0] * 5
    waits = []
    for _ in range(8):
        waits.append(wait_of(network, name))
        # What is refused is not looked at, and makes the wait no longer.
        assert wait_of(network, name) == waits[-1]
        clock.pass_by(seconds=waits[-1])
        assert wait_of(network, name) == 0
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]


def test_while_one_waits_the_right_password_is_refused_too(
    network: NetworkMode, clock: SetClock
) -> None:
    for _ in range(5):
        wait_of(network, "Anna Officer")
    with pytest.raises(RateLimited):
        network.sign_in.check("Anna Officer", PASSWORD, HERE)
    clock.pass_by(seconds=1)
    assert network.sign_in.check("Anna Officer", PASSWORD, HERE)
    assert [wait_of(network, "Anna Officer") for _ in range(5)] == [0] * 5


def test_somebody_elsewhere_is_not_kept_out_by_who_guesses_here(network: NetworkMode) -> None:
    for _ in range(5):
        wait_of(network, "Anna Officer", HERE)
    assert wait_of(network, "Anna Officer", HERE)
    assert network.sign_in.check("Anna Officer", PASSWORD, THERE)


def test_a_name_that_is_guessed_at_from_everywhere_is_slowed(network: NetworkMode) -> None:
    waits = [wait_of(network, "Anna Officer", f"192.0.2.{number}") for number in range(25)]
    assert waits[:20] == [0] * 20
    assert all(waits[20:])


def test_an_address_that_tries_many_names_is_slowed(network: NetworkMode) -> None:
    waits = [wait_of(network, f"Name {number}") for number in range(45)]
    assert waits[:40] == [0] * 40
    assert all(waits[40:])
    assert wait_of(network, "Name 99", THERE) == 0


def test_a_council_behind_one_address_signs_in_all_morning(network: NetworkMode) -> None:
    for _ in range(100):
        network.sign_in.check("Anna Officer", PASSWORD, HERE)


def test_own_sign_ins_forgive_no_guesses_at_others(network: NetworkMode) -> None:
    somebody(network, "Ben")
    waits = []
    for number in range(60):
        waits.append(wait_of(network, f"Name {number}"))
        if number < 39:
            network.sign_in.check("Ben", PASSWORD, HERE)
    assert sum(not wait for wait in waits) == 40


def test_failures_are_forgotten_after_a_quarter_of_an_hour(
    network: NetworkMode, clock: SetClock
) -> None:
    for _ in range(5):
        wait_of(network, "Anna Officer")
    assert wait_of(network, "Anna Officer")
    clock.pass_by(minutes=15, seconds=1)
    assert [wait_of(network, "Anna Officer") for _ in range(5)] == [0] * 5


def test_a_clock_that_was_put_back_makes_nobody_wait_longer(
    network: NetworkMode, clock: SetClock
) -> None:
    for _ in range(5):
        wait_of(network, "Anna Officer")
    clock.pass_by(days=-3)
    assert 0 < wait_of(network, "Anna Officer") <= 60


def test_many_at_once_guess_no_more_than_one_after_another(network: NetworkMode) -> None:
    looked_at: list[int] = []
    begun = threading.Barrier(12)

    def guess() -> None:
        begun.wait()
        if not wait_of(network, "Anna Officer"):
            looked_at.append(1)

    threads = [threading.Thread(target=guess) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(looked_at) <= 5


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
