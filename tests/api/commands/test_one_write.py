"""What is written in one turn of the loop leaves in one piece, in order, and nothing is lost."""

import asyncio
from typing import Any

from api.commands.one_write import _MOST_HELD, OneWrite
from tests.api.own_loop import in_own_loop


class Taken(asyncio.Transport):
    """A transport that keeps what is done to it."""

    def __init__(self) -> None:
        super().__init__()
        self.done: list[Any] = []

    def write(self, data: Any) -> None:
        self.done.append(bytes(data))

    def write_eof(self) -> None:
        self.done.append("eof")

    def close(self) -> None:
        self.done.append("closed")

    def abort(self) -> None:
        self.done.append("aborted")

    def get_write_buffer_size(self) -> int:
        return 7


def turned(*deeds: tuple[str, Any]) -> list[Any]:
    """Do these within one turn of a loop; return what came of it, a mark where the turn ended."""
    taken = Taken()

    async def work() -> None:
        written = OneWrite(taken, asyncio.get_running_loop())
        for name, given in deeds:
            getattr(written, name)(*([given] if given is not None else []))
        taken.done.append("turn")
        await asyncio.sleep(0)

    in_own_loop(work)
    return taken.done


def test_a_head_and_its_body_leave_in_one_piece_once_the_loop_has_turned() -> None:
    assert turned(("write", b"head "), ("write", b"body")) == ["turn", b"head body"]
    assert turned(("writelines", [b"a", b"b"]), ("write", b"c")) == ["turn", b"abc"]
    assert turned(("write", b"alone")) == ["turn", b"alone"]


def test_what_is_long_does_not_wait_and_keeps_its_place() -> None:
    long = b"x" * (_MOST_HELD + 1)
    assert turned(("write", b"a"), ("write", long), ("write", b"z")) == [b"a" + long, "turn", b"z"]


def test_what_is_held_leaves_before_the_end() -> None:
    assert turned(("write", b"last"), ("close", None)) == [b"last", "closed", "turn"]
    assert turned(("write", b"last"), ("write_eof", None)) == [b"last", "eof", "turn"]


def test_what_is_cut_off_sends_nothing_more() -> None:
    assert turned(("write", b"lost"), ("abort", None)) == ["aborted", "turn"]


def test_what_is_held_counts_as_waiting() -> None:
    async def work() -> None:
        written = OneWrite(Taken(), asyncio.get_running_loop())
        written.write(b"abc")
        assert written.get_write_buffer_size() == 10
        await asyncio.sleep(0)
        assert written.get_write_buffer_size() == 7

    in_own_loop(work)
