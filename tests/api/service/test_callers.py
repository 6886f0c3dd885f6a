"""Who asks how much: two questions at once, and a budget in a window."""

from contextlib import ExitStack
from datetime import UTC, datetime

import pytest

from api.errors import RateLimited
from api.service.callers import AT_ONCE, BUDGET, DEADLINE, WINDOW, Asking, Callers


class Clock:
    """A clock that is put on by hand."""

    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


def test_a_caller_has_so_many_questions_at_once_and_others_as_many() -> None:
    callers = Callers()
    with ExitStack() as running:
        for caller in ("one", "other"):
            for _ in range(AT_ONCE):
                asking = running.enter_context(callers.asking(caller))
                assert asking.seconds == DEADLINE
        with pytest.raises(RateLimited, match="2 questions running already") as refused:
            running.enter_context(callers.asking("one"))
        assert refused.value.retry_after == 1
    with callers.asking("one"):
        pass


def test_what_fails_gives_its_turn_back() -> None:
    callers = Callers()
    for _ in range(AT_ONCE + 1):
        with pytest.raises(ValueError, match="no"), callers.asking("one"):
            raise ValueError("no")


def test_a_budget_is_spent_and_comes_back_with_the_next_window() -> None:
    clock = Clock()
    callers = Callers(clock, budget=100)
    began = datetime.fromtimestamp(clock.now, UTC)
    callers.charge("one", 60)
    left = callers.allowance("one")
    assert (left.limit, left.remaining) == (100, 40)
    assert (left.reset_at - began).total_seconds() == WINDOW
    # The last question may be larger than what is left.
    callers.charge("one", 60)
    assert callers.allowance("one").remaining == 0
    clock.now += WINDOW - 240
    with pytest.raises(RateLimited, match="10 minutes: ask again in 4 minutes") as refused:
        callers.charge("one", 1)
    assert refused.value.retry_after == 240
    assert callers.allowance("other").remaining == 100
    clock.now += 239.5
    with pytest.raises(RateLimited, match="ask again in 1 second"):
        callers.charge("one", 1)
    clock.now += 0.5
    callers.charge("one", 1)
    assert callers.allowance("one").remaining == 99


def test_a_clock_that_is_put_back_locks_nobody_out() -> None:
    clock = Clock()
    callers = Callers(clock, budget=10)
    callers.charge("one", 10)
    clock.now -= 86_400
    callers.charge("one", 1)
    assert callers.allowance("one").remaining == 9


def test_a_question_is_charged_once() -> None:
    asking = Asking(Callers(), "one")
    asking.charge(5)
    asking.charge(5)
    assert (asking.cost, asking.allowance.remaining) == (5, BUDGET - 5)


def test_nothing_is_kept_of_callers_of_past_windows() -> None:
    clock = Clock()
    callers = Callers(clock)
    with callers.asking("running"):
        for number in range(1200):
            callers.charge(f"caller {number}", 1)
        clock.now += WINDOW
        callers.charge("new", 1)
        assert set(callers._callers) == {"running", "new"}
