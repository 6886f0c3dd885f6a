"""Work looks whether to stop, where it happens; what has no token is never stopped."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date

import pytest

from graph.cancellation import (
    Cancellation,
    Cancelled,
    CancelReason,
    cancelled_by,
    check_cancelled,
    result_of,
)
from graph.compare import compare
from graph.engagement.ranking import partners
from graph.measures.catalogue import MEASURES, measured
from graph.paths import line_of_sight
from graph.quorum_stress import stress_of
from graph.rules.run import run
from graph.suggestions.search import suggest
from graph.view import View
from graph.what_if import what_if
from loaders.examples import example
from tests.deciding_town import deciding_town

PATIENCE = 20.0
DAY = date(2024, 3, 31)


class Clock:
    """A clock that is put forward by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class AfterLooks(Cancellation):
    """A token that says stop at its so-manieth look."""

    def __init__(self, looks: int) -> None:
        super().__init__()
        self.left = looks

    def check(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise Cancelled(CancelReason.TOO_LONG)


def test_work_without_a_token_is_never_stopped() -> None:
    check_cancelled()
    token = Cancellation()
    token.cancel()
    with cancelled_by(token), cancelled_by(None):
        check_cancelled()
    check_cancelled()


def test_a_deadline_stops_at_the_next_look_and_says_why() -> None:
    clock = Clock()
    with cancelled_by(Cancellation(10, clock)):
        clock.now += 9.9
        check_cancelled()
        clock.now += 0.1
        with pytest.raises(Cancelled) as stopped:
            check_cancelled()
    assert stopped.value.reason is CancelReason.TOO_LONG


def test_another_thread_may_say_stop() -> None:
    token, begun = Cancellation(), threading.Event()

    def work() -> CancelReason:
        with cancelled_by(token):
            begun.set()
            try:
                while True:
                    check_cancelled()
            except Cancelled as stopped:
                return stopped.reason

    with ThreadPoolExecutor(1) as threads:
        asked = threads.submit(work)
        assert begun.wait(PATIENCE)
        token.cancel()
        assert asked.result(PATIENCE) is CancelReason.LEFT


def test_who_expects_failures_does_not_go_on() -> None:
    def items() -> Iterator[int]:
        for number in range(3):
            try:
                check_cancelled()
            except Exception:
                continue
            yield number

    with cancelled_by(AfterLooks(1)), pytest.raises(Cancelled):
        list(items())


def test_waiting_for_another_thread_can_be_stopped() -> None:
    never: Future[int] = Future()
    with cancelled_by(AfterLooks(1)), pytest.raises(Cancelled):
        result_of(never)
    never.set_result(1)
    with cancelled_by(AfterLooks(0)):
        assert result_of(never) == 1
    assert result_of(never) == 1


def coventry() -> View:
    return View(example("coventry").snapshot, DAY)


def york() -> View:
    return View(example("york").snapshot, DAY)


def _compared(view: View) -> object:
    return compare(view, view.on(date(2023, 1, 1), False)).findings


# Each piece of work, on a view of its own, and how many looks it takes at least: one each check,
# trial, thing or partner.
WORK: dict[str, tuple[Callable[[], View], Callable[[View], object], int]] = {
    "checks": (coventry, run, 60),
    "a comparison": (coventry, _compared, 120),
    "what if": (coventry, lambda view: what_if(view, ()).findings_after, 60),
    "suggestions": (coventry, lambda view: suggest(view, "body-has-chair"), 70),
    "engagement": (york, lambda view: list(partners(view)), 4),
    "measures": (coventry, lambda view: [measured(view, one.id) for one in MEASURES], 40),
    "paths": (coventry, lambda view: line_of_sight(view, "coventry/sehp", "hwb"), 1),
    "quorums": (lambda: View(deciding_town(), DAY), stress_of, 1),
}


@pytest.mark.parametrize("name", WORK)
def test_work_stops_in_the_middle_and_leaves_nothing_half_done(name: str) -> None:
    make, work, least = WORK[name]
    view = make()
    for looks in (0, least - 1):
        with cancelled_by(AfterLooks(looks)), pytest.raises(Cancelled):
            work(view)
    # Asked again of the same view, it is as if it had never been stopped.
    assert repr(work(view)) == repr(work(make()))
