"""After a failure the store is asked no more for two seconds, then by one at a time."""

import pytest

from graph.errors import StoreUnreachable
from graph.stores.breaker import REFUSED_FOR, Breaker


class Clock:
    """A clock that is moved by hand."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def refused(breaker: Breaker) -> bool:
    try:
        breaker.check()
    except StoreUnreachable:
        return True
    return False


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def breaker(clock: Clock) -> Breaker:
    made = Breaker(clock)
    assert not refused(made)
    made.failed(StoreUnreachable("The server does not answer."))
    return made


def test_for_a_while_all_are_refused_then_one_tries(breaker: Breaker, clock: Clock) -> None:
    clock.now += REFUSED_FOR - 0.01
    assert refused(breaker)
    assert refused(breaker)
    clock.now += 0.02
    assert not refused(breaker)
    assert refused(breaker)
    # One whose try never ends does not shut the others out for ever.
    clock.now += REFUSED_FOR
    assert not refused(breaker)


def test_a_refusal_says_what_was_wrong(breaker: Breaker) -> None:
    with pytest.raises(StoreUnreachable, match=r"^The server does not answer\.$"):
        breaker.check()


def test_an_answer_lets_everybody_in(breaker: Breaker, clock: Clock) -> None:
    breaker.answered()
    assert not refused(breaker)
    assert not refused(breaker)


def test_the_next_failure_begins_the_time_anew(breaker: Breaker, clock: Clock) -> None:
    clock.now += REFUSED_FOR
    assert not refused(breaker)
    breaker.failed(StoreUnreachable("The server does not answer."))
    clock.now += REFUSED_FOR - 0.01
    assert refused(breaker)
