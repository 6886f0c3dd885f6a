"""How many stay connected, and that they end: by the service, by a token that ended, in time.

Tests: api/pages/open_streams.py, api/access/standing.py
"""

import asyncio
import contextlib
from contextlib import ExitStack

import pytest

from api.access.persons import ALL_RIGHTS, Person, Via, person_here
from api.access.standing import who_now
from api.pages import open_streams
from api.pages.open_streams import OpenStreams, TooManyOpen, VisitEnded
from tests.api.own_loop import in_own_loop

ADA = Person("Ada", ALL_RIGHTS, Via.TOKEN, "ada")


def test_one_caller_may_have_as_many_as_are_left_to_all_others() -> None:
    async def opened() -> list[int]:
        streams = OpenStreams(most=8)
        counts = []
        with ExitStack() as stack:
            for caller in ("a", "b", "c"):
                before = len(streams)
                with contextlib.suppress(TooManyOpen):
                    while True:
                        stack.enter_context(streams.open(caller, person_here))
                counts.append(len(streams) - before)
        assert len(streams) == 0
        return counts

    assert in_own_loop(opened) == [4, 2, 1]


def test_work_is_done_as_who_it_is_of_just_then() -> None:
    async def names() -> list[str]:
        people: list[Person | None] = [ADA]
        streams, found = OpenStreams(), []
        with streams.open("a", lambda: people[-1]) as visit:
            found.append(await visit.read(lambda: person_here().name))
            people.append(Person("Ada Other", ALL_RIGHTS, Via.TOKEN, "ada"))
            found.append(await visit.read(lambda: person_here().name))
            people.append(None)
            with pytest.raises(VisitEnded):
                await visit.read(lambda: person_here().name)
        return found

    assert in_own_loop(names) == ["Ada", "Ada Other"]


@pytest.mark.parametrize("told", [True, False])
def test_who_is_gone_ends_within_a_while_and_at_once_where_it_is_told(
    told: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(open_streams, "LOOKED_EACH", 600.0 if told else 0.02)

    async def ended() -> tuple[bool, bool]:
        people: list[Person | None] = [ADA]
        streams = OpenStreams()
        with (
            streams.open("a", lambda: people[-1]) as visit,
            streams.open("b", lambda: ADA) as other,
        ):
            people.append(None)
            if told:
                await asyncio.to_thread(streams.look_again)
            async with asyncio.timeout(10):
                await visit.ending.wait()
            return visit.is_gone, other.ending.is_set()

    assert in_own_loop(ended) == (True, False)


def test_of_whom_nobody_can_say_is_asked_later_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(open_streams, "LOOKED_EACH", 0.02)

    async def ended() -> bool:
        asked = 0

        def now() -> None:
            nonlocal asked
            asked += 1
            if asked < 3:
                raise OSError("the accounts are away")

        with OpenStreams().open("a", now) as visit:
            async with asyncio.timeout(10):
                await visit.ending.wait()
            return visit.is_gone

    assert in_own_loop(ended)
    assert "Nobody could say" in caplog.text


def test_a_service_that_stops_lets_nobody_in_any_more() -> None:
    async def stopped() -> None:
        streams = OpenStreams()

        async def stay() -> bool:
            with streams.open("a", person_here) as visit:
                await visit.ending.wait()
                return visit.is_gone

        staying = asyncio.create_task(stay())
        await asyncio.sleep(0)
        await streams.stop()
        assert len(streams) == 0
        assert not await staying
        with pytest.raises(TooManyOpen), streams.open("a", person_here):
            pass

    in_own_loop(stopped)


def test_a_service_does_not_wait_for_ever_for_who_does_not_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(open_streams, "_ENDED_WITHIN", 0.05)

    async def stopped() -> int:
        streams = OpenStreams()
        with streams.open("a", person_here):
            await streams.stop()
            return len(streams)

    assert in_own_loop(stopped) == 1


def test_without_a_door_it_is_of_whoever_is_at_work_here() -> None:
    assert who_now({})() == person_here()
    assert who_now({"who_now": lambda: ADA})() is ADA
