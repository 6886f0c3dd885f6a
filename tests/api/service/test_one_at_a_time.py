"""What several visitors ask for at once is made once, and nobody waits for ever."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from api.service.kept_answers import KeptAnswers, Key
from api.service.reader import Reader
from graph.cancellation import Cancellation, Cancelled, CancelReason, cancelled_by, check_cancelled
from graph.stores.memory import MemoryStore
from loaders.examples import example

MB = 2**20
PATIENCE = 20.0


def answer() -> None:
    """Name a kind of answer."""


def other() -> None:
    """Name another kind of answer."""


KEY: Key = (answer, (1,))


def all_at_once(work: Callable[[], object], threads: int = 6) -> list[object]:
    """Do some work in several threads that begin together; return what each gave or raised."""
    together = threading.Barrier(threads)

    def one() -> object:
        together.wait(PATIENCE)
        try:
            return work()
        except ValueError as error:
            return error

    with ThreadPoolExecutor(threads) as pool:
        return [each.result(PATIENCE) for each in [pool.submit(one) for _ in range(threads)]]


def test_what_several_ask_for_at_once_is_made_once() -> None:
    kept, made, slow = KeptAnswers(MB), list[int](), threading.Event()

    def make() -> list[int]:
        made.append(1)
        slow.wait(0.2)
        return list(made)

    answers = all_at_once(lambda: kept.get(KEY, make))
    assert answers == [[1]] * 6
    assert len(made) == 1
    assert all(each is answers[0] for each in answers)


def test_all_who_wait_are_told_what_went_wrong_and_it_is_tried_again() -> None:
    kept, made, slow = KeptAnswers(MB), list[int](), threading.Event()

    def fail() -> object:
        made.append(1)
        slow.wait(0.2)
        raise ValueError("no such luck")

    answers = all_at_once(lambda: kept.get(KEY, fail))
    assert [str(each) for each in answers] == ["no such luck"] * 6
    assert len(made) == 1
    assert len(kept) == 0
    assert kept.get(KEY, lambda: "made") == "made"


def test_an_answer_that_asks_for_itself_does_not_wait_for_itself() -> None:
    kept = KeptAnswers(MB)
    inner = kept.get(KEY, lambda: kept.get(KEY, lambda: "inner") + " and outer")
    assert inner == "inner and outer"
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(kept.get, KEY, lambda: "anew").result(PATIENCE) == inner


def test_two_who_need_what_the_other_makes_do_not_wait_for_each_other() -> None:
    kept, second = KeptAnswers(MB), (other, (2,))
    begun = threading.Barrier(2)

    def need(own: Key, others: Key) -> str:
        def make() -> str:
            begun.wait(PATIENCE)
            return "with " + kept.get(others, lambda: "its own")

        return kept.get(own, make)

    with ThreadPoolExecutor(2) as pool:
        asked = [pool.submit(need, KEY, second), pool.submit(need, second, KEY)]
        answers = sorted(each.result(PATIENCE) for each in asked)
    assert all(each.startswith("with ") for each in answers)


def test_nothing_that_is_not_kept_is_made_twice_at_once_either() -> None:
    kept, made, slow = KeptAnswers(0), list[int](), threading.Event()

    def make() -> str:
        made.append(1)
        slow.wait(0.2)
        return "made"

    assert all_at_once(lambda: kept.get(KEY, make)) == ["made"] * 6
    assert len(made) == 1


def test_two_visitors_of_a_cold_page_have_its_checks_run_once(checks_run: list[str]) -> None:
    store = MemoryStore()
    archive = example("coventry")
    store.put(archive.snapshot, archive.history)
    reader = Reader(store)
    findings = all_at_once(lambda: reader.findings(reader.view("coventry")))
    assert checks_run == ["coventry"]
    assert len({id(each) for each in findings}) == 1


def test_who_is_stopped_while_making_an_answer_stops_nobody_else() -> None:
    kept, made, begun, token = KeptAnswers(MB), list[str](), threading.Event(), Cancellation()

    def slow() -> str:
        made.append("slow")
        begun.set()
        while True:
            check_cancelled()

    def quick() -> str:
        made.append("quick")
        return "made"

    def leave() -> CancelReason | str:
        with cancelled_by(token):
            try:
                return kept.get(KEY, slow)
            except Cancelled as stopped:
                return stopped.reason

    with ThreadPoolExecutor(4) as pool:
        left = pool.submit(leave)
        assert begun.wait(PATIENCE)
        # One without a token, as pages are, and two with tokens of their own.
        waiting = [pool.submit(kept.get, KEY, quick)]
        waiting += [pool.submit(_under, Cancellation(PATIENCE), kept, quick) for _ in range(2)]
        while len(kept._waiting) < 3:
            assert not any(each.done() for each in waiting)
        token.cancel()
        assert left.result(PATIENCE) is CancelReason.LEFT
        assert [each.result(PATIENCE) for each in waiting] == ["made"] * 3
    assert made == ["slow", "quick"]


def _under(token: Cancellation, kept: KeptAnswers, make: Callable[[], str]) -> str:
    with cancelled_by(token):
        return kept.get(KEY, make)


def test_who_only_waits_can_be_stopped_and_the_answer_is_made_all_the_same() -> None:
    kept, begun, go_on, token = (
        KeptAnswers(MB),
        threading.Event(),
        threading.Event(),
        Cancellation(),
    )

    def make() -> str:
        begun.set()
        assert go_on.wait(PATIENCE)
        return "made"

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(kept.get, KEY, make)
        assert begun.wait(PATIENCE)
        token.cancel()
        with pytest.raises(Cancelled):
            _under(token, kept, make)
        go_on.set()
        assert first.result(PATIENCE) == "made"
    assert kept.at_hand(KEY) == "made"


def test_who_is_stopped_already_begins_nothing_and_is_given_what_is_there() -> None:
    kept, made, token = KeptAnswers(MB), list[int](), Cancellation()
    token.cancel()

    def make() -> str:
        made.append(1)
        return "made"

    with pytest.raises(Cancelled):
        _under(token, kept, make)
    assert not made
    assert kept.get(KEY, make) == "made"
    assert _under(token, kept, make) == "made"
