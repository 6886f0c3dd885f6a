"""What was read is answered again until the next write, and never from before it."""

from graph.stores.last_read import LastRead


def test_an_answer_is_read_once_between_two_writes() -> None:
    last, reads = LastRead(), list[int]()

    def read() -> int:
        reads.append(1)
        return len(reads)

    assert [last.get("areas", read) for _ in range(3)] == [1, 1, 1]
    assert last.get("editions", read) == 2
    last.forget()
    assert [last.get("areas", read) for _ in range(3)] == [3, 3, 3]


def test_what_was_read_before_a_write_that_ended_meanwhile_is_not_remembered() -> None:
    last = LastRead()

    def overtaken() -> str:
        last.forget()
        return "of before"

    assert last.get("areas", overtaken) == "of before"
    assert last.get("areas", lambda: "of now") == "of now"
