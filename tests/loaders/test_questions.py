"""Answers as people give them: read whole, or refused in one sentence."""

import pytest

from loaders.questions import QUESTION_KIND, AnswersGiven, BadAnswer, RowAnswer


def test_answers_are_read_as_they_are_typed_and_as_a_form_sends_them() -> None:
    typed = AnswersGiven.of(["7=007", " 1 = 001 "], ["ehb"])
    assert typed == AnswersGiven({"7": "007", "1": "001"}, frozenset({"ehb"}))
    answers = (RowAnswer("same", "7=007", ""), RowAnswer("another", "ehb", ""))
    sent = AnswersGiven.of_fields(["", *(answer.as_field for answer in answers)])
    assert sent == AnswersGiven({"7": "007"}, frozenset({"ehb"}))
    for kind in QUESTION_KIND.values():
        for answer in kind.for_all:
            assert AnswersGiven.of_fields([answer.as_field]) != AnswersGiven()


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
        AnswersGiven.of_fields(["delete 7"])


def test_a_later_answer_takes_the_place_of_an_earlier() -> None:
    first = AnswersGiven.of(["7=007", "8=008"], ["9"])
    more = AnswersGiven.of(["9=009"], ["7"])
    assert first.and_also(more) == AnswersGiven({"8": "008", "9": "009"}, frozenset({"7"}))
