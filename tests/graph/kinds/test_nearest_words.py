"""A wrong word is answered by its meaning first, then by its spelling, never by like letters."""

from graph.kinds import words
from graph.kinds.nearest_words import allowed_words, nearest_words


def near(text: str) -> list[str]:
    return [choice.word for choice in nearest_words(text, words.BODY_KINDS)]


def test_other_names_come_before_spelling() -> None:
    assert near("steering group") == ["transformation_group", "programme_board"]
    assert near("L.S.C.B.") == near("LSCB") == ["partnership_board"]
    assert near("MASH") == ["case_meeting"]
    assert near("Executive") == ["executive_group"]
    assert near("task and finish group") == ["working_group"]


def test_then_a_slip_of_the_hand() -> None:
    assert near("health and welbeing board") == ["hwb"]
    assert near("cabinett") == ["cabinet"]


def test_and_else_nothing() -> None:
    for text in ("zzz", "quango", "ICX", "the", ""):
        assert near(text) == []
    said = allowed_words("zzz", words.BODY_KINDS)
    assert said == f"use one of {', '.join(choice.word for choice in words.BODY_KINDS)}"
