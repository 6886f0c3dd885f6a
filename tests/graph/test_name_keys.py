"""Names that look the same have one key, and names that mean two things have two."""

import pytest

from graph.name_keys import (
    difference_in_words,
    folded_name,
    folded_words,
    is_blank,
    looks_alike,
    name_key,
    without_unseen,
)
from graph.near_names import near_names


@pytest.mark.parametrize(
    ("one", "other", "differ_in"),
    [
        ("Children's Board", "Children\u2019s Board", "a quotation mark or apostrophe"),
        ("Children's Board", "Children`s Board", "a quotation mark or apostrophe"),
        ("Children's Board", "Children\u00b4s Board", "a quotation mark or apostrophe"),
        ("Early-Help Board", "Early Help Board", "a dash"),
        ("Early\u2011Help Board", "Early\u2013Help Board", "a dash"),
        ("EarlyHelp Board", "Early Help Board", "spaces"),
        ("Early\u200bHelp Board", "Early Help Board", "a mark that nobody sees"),
        ("Caf\u00e9 Forum", "Cafe\u0301 Forum", "how an accent is stored"),
        ("Health & Wellbeing", "Health and Wellbeing", '"&" and "and"'),
        ("The Partnership", "Partnership", '"The" at the beginning'),
        ("Early Help Board.", "Early Help Board", "a full stop"),
        ("Plan 2023-24", "Plan 2023\u201324", "a dash"),
    ],
)
def test_what_looks_the_same_has_one_key(one: str, other: str, differ_in: str) -> None:
    assert name_key(one) == name_key(other)
    assert not looks_alike(one, other)
    assert difference_in_words(one, other) == differ_in


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Team 1-1", "Team 11"),
        ("Team 1 1", "Team 11"),
        ("Caf\u00e9 Forum", "Cafe Forum"),
        ("Theatre group", "Atre group"),
        ("A/B", "AB"),
        ("Childrens Board", "Children's Board"),
        ("-", "\u2013 x"),
    ],
)
def test_what_means_two_things_has_two(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize("text", ["The", "-", "...", "\u2019", "the the"])
def test_a_name_of_signs_alone_has_a_key(text: str) -> None:
    assert name_key(text)
    assert name_key(text) == name_key(f" {text} ")


def test_capitals_and_spaces_need_no_telling() -> None:
    assert looks_alike("Early  help board", "EARLY\u00a0HELP BOARD")


def test_a_kept_name_loses_what_nobody_sees_and_nothing_else() -> None:
    assert without_unseen("Early\u200b\u00adHelp\u00a0Board\u2011x") == "EarlyHelp Board-x"
    assert without_unseen("Cafe\u0301") == "Caf\u00e9"
    for kept in ("Children\u2019s Board", "A \u2013 B", "\u0645\u06cc\u200c\u062e"):
        assert without_unseen(kept) == kept


@pytest.mark.parametrize("text", ["", " ", "\u00a0", "\u200b", "\ufeff \u2060", "\u200d", "\t\n"])
def test_what_shows_nothing_is_blank(text: str) -> None:
    assert is_blank(text)
    assert not is_blank(f"{text}-")


def test_searching_and_suggesting_read_names_the_same_way() -> None:
    assert folded_name("R&D  \u2014 Children\u2019s") == "r and d - children's"
    named = ["Children\u2019s Trust Board", "Cafe\u0301 Forum"]
    assert near_names("childrens trust board", named) == [named[0]]
    assert near_names("Caf\u00e9 Form", named) == [named[1]]


def test_a_word_that_is_looked_for_twice_is_one_word() -> None:
    assert folded_words("Board board  of BOARD") == ("board", "of")
