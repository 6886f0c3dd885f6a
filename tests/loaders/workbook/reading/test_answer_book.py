"""Answers are found by any word for a thing, and those that fit nothing are known at last."""

from graph.facts.dates import PartialDate
from graph.facts.model import Node
from loaders.questions import AnswersGiven
from loaders.workbook.reading.answer_book import AnswerBook

BOARD = Node(id="testham/ehb", kind="body", name="Early Help Board")
OTHER = Node(id="testham/scp", kind="body", name="Safeguarding Partnership")


def book(**answers: list[str]) -> AnswerBook:
    return AnswerBook("testham", AnswersGiven.of_options(answers))


def test_a_thing_is_meant_by_its_id_short_or_long_or_by_its_name() -> None:
    for text in ("ehb", "testham/ehb", "the Early-Help Board"):
        given = book(ended=[f"{text}=2024"], stays=["scp"])
        assert given.ended(BOARD) == PartialDate("2024")
        assert given.ended(OTHER) is None
        assert given.is_gone(OTHER)
        assert given.unused() == []
    # An id is an id with its capitals.
    assert book(stays=["EHB"]).says("stays", BOARD) is False


def test_all_is_every_one_and_names_none() -> None:
    given = book(ended=["all=2024", "scp=2023"])
    assert (given.ended(BOARD), given.ended(OTHER)) == (PartialDate("2024"), PartialDate("2023"))
    assert (given.names_each(BOARD), given.names_each(OTHER)) == (False, True)


def test_what_answered_nothing_is_known() -> None:
    given = book(stays=["ehb", "other"], again=["x"], another=["all"])
    assert given.says("stays", BOARD)
    assert given.unused() == ["other", "x"]
