"""Who guesses waits: at a name, from an address, and from everywhere; who knows comes in."""

import re
import threading

import pytest

from api.access.network import NetworkMode
from api.access.persons import Role
from api.errors import NotSignedIn, RateLimited
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


def test_whoever_has_a_network_of_addresses_is_at_one_place(network: NetworkMode) -> None:
    waits = [wait_of(network, f"Name {n}", f"2001:db8:0:1::{n:x}") for n in range(45)]
    assert sum(not wait for wait in waits) == 40
    assert wait_of(network, "Name 99", "2001:db8:0:2::1") == 0
    mapped = [wait_of(network, "Ben", where) for where in (f"::ffff:{HERE}", HERE) * 3]
    assert [not wait for wait in mapped] == [True] * 5 + [False]


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
