"""Answers as people give them: read whole, or refused in one sentence."""

import pytest

from graph.facts.dates import PartialDate
from loaders.questions import QUESTION_KIND, AnswersGiven, BadAnswer, RowAnswer


def test_answers_are_read_as_they_are_typed_and_as_a_form_sends_them() -> None:
    typed = AnswersGiven.of(["7=007", " 1 = 001 "], ["ehb"])
    assert typed == AnswersGiven({"7": "007", "1": "001"}, frozenset({"ehb"}))
    answers = (RowAnswer("same", "7=007", ""), RowAnswer("another", "ehb", ""))
    sent = AnswersGiven.of_fields([("", ""), *((answer.as_field, "") for answer in answers)])
    assert sent == AnswersGiven({"7": "007"}, frozenset({"ehb"}))
    for kind in QUESTION_KIND.values():
        for answer in kind.for_all:
            assert AnswersGiven.of_fields([(answer.as_field, "2024-03-31")]) != AnswersGiven()


def test_each_option_has_its_answers() -> None:
    answers = AnswersGiven.of_options(
        {
            "renamed": ["ehb=families-board"],
            "ended": ["sub = 2024-03-31", "ALL=2024"],
            "mistake": ["x"],
            "stays": ["z"],
            "again": ["y"],
        }
    )
    assert answers.renamed == {"families-board": "ehb"}
    assert answers.ended == {"sub": PartialDate("2024-03-31"), "all": PartialDate("2024")}
    rest = (answers.mistake, answers.stays, answers.again)
    assert rest == (frozenset({"x"}), frozenset({"z"}), frozenset({"y"}))
    day = RowAnswer("ended", "sub", "", asks_day=True)
    assert day.as_typed == "--ended sub=DAY"
    sent = AnswersGiven.of_fields([(day.as_field, " 2024-03-31 ")])
    assert sent.ended == {"sub": PartialDate("2024-03-31")}


def test_an_answer_with_spaces_can_be_typed() -> None:
    assert RowAnswer("same", "7=007", "").as_typed == "--same 7=007"
    assert RowAnswer("same", "minutes 1=Minutes 1", "").as_typed == '--same "minutes 1=Minutes 1"'


@pytest.mark.parametrize(
    ("same", "another", "words"),
    [
        (["7"], [], "write 7=007, or all"),
        (["=007"], [], "write 7=007, or all"),
        (["7=007"], ["7"], '"7" cannot be both'),
        (["all"], ["ALL"], '"all" cannot be both'),
    ],
)
def test_what_is_no_answer(same: list[str], another: list[str], words: str) -> None:
    with pytest.raises(BadAnswer, match=words):
        AnswersGiven.of(same, another)
    with pytest.raises(BadAnswer, match="not known"):
        AnswersGiven.of_fields([("delete 7", "")])


@pytest.mark.parametrize(
    ("option", "text", "words"),
    [
        ("renamed", "ehb", '"ehb" does not answer --renamed: write OLD=NEW'),
        ("ended", "sub", '"sub" does not answer --ended: write ID=2024-03-31'),
        ("ended", "sub=31 March", '"31 March" is no day: write 2024-03-31, or the month'),
        ("ended", "sub=2024-02-30", '"2024-02-30" is no day'),
    ],
)
def test_what_is_no_answer_of_two_parts(option: str, text: str, words: str) -> None:
    with pytest.raises(BadAnswer, match=words):
        AnswersGiven.of_options({option: [text]})


def test_two_answers_about_one_thing_are_refused() -> None:
    with pytest.raises(BadAnswer, match='"ehb" cannot be both'):
        AnswersGiven.of_options({"renamed": ["old=ehb"], "another": ["ehb"]})
    with pytest.raises(BadAnswer, match='"ehb" has two answers, --ended and --stays'):
        AnswersGiven.of_options({"ended": ["ehb=2024"], "stays": ["ehb"]})


def test_on_the_page_a_later_answer_about_what_is_gone_takes_the_place_of_an_earlier() -> None:
    first = AnswersGiven.of_options({"ended": ["sub=2024"], "renamed": ["old=new"]})
    more = AnswersGiven.of_options({"mistake": ["sub"], "another": ["new"]})
    assert first.and_also(more) == more


def test_a_later_answer_takes_the_place_of_an_earlier() -> None:
    first = AnswersGiven.of(["7=007", "8=008"], ["9"])
    more = AnswersGiven.of(["9=009"], ["7"])
    assert first.and_also(more) == AnswersGiven({"8": "008", "9": "009"}, frozenset({"7"}))


def test_what_becomes_of_what_hangs_on_a_thing_is_answered_on_a_form_too() -> None:
    moves = RowAnswer("moves", "old=new", "it goes over")
    along = RowAnswer("along", "all", "it ends along")
    assert moves.as_typed == "--moves old=new"
    given = AnswersGiven.of_fields([(moves.as_field, ""), (along.as_field, "")])
    assert (given.moves, given.along) == ({"old": "new"}, frozenset({"all"}))
    # The end that was answered before stays; another word about what hangs takes its place.
    before = AnswersGiven.of_options({"ended": ["old=2024"], "left": ["old"]})
    after = before.and_also(given)
    assert (set(after.ended), after.left, after.moves) == ({"old"}, frozenset(), {"old": "new"})
    with pytest.raises(BadAnswer, match="--along and --left"):
        AnswersGiven.of_options({"along": ["old"], "left": ["old"]})
    with pytest.raises(BadAnswer, match="write OLD=NEW"):
        AnswersGiven.of_options({"moves": ["old"]})
