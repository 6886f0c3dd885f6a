"""Sentences about several things, tried with empty and unknown sets above all."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.quantifiers import Quantified, Tally, all_of, share_words

CHAIRS = Quantified(
    one="body",
    many="bodies",
    does="has a chair",
    do="have a chair",
    does_not="has no chair",
    ask="whether they have a chair",
)


@pytest.mark.parametrize(
    ("tally", "said"),
    [
        ((0, 0, 0), "No bodies are on record."),
        ((0, 0, 1), "Of the one body it is not recorded whether they have a chair: ask."),
        ((0, 0, 5), "Of the 5 bodies it is not recorded whether they have a chair: ask."),
        ((1, 1, 1), "The one body has a chair."),
        ((0, 1, 1), "The one body has no chair."),
        ((2, 2, 2), "Both bodies have a chair."),
        ((5, 5, 5), "All 5 bodies have a chair."),
        ((0, 2, 2), "Neither of the 2 bodies has a chair."),
        ((0, 5, 5), "None of the 5 bodies has a chair."),
        ((1, 5, 5), "1 of the 5 bodies has a chair."),
        ((3, 5, 5), "3 of the 5 bodies have a chair."),
        (
            (2, 2, 5),
            "2 bodies have a chair. Of 3 more it is not recorded whether they have a chair: ask.",
        ),
        (
            (1, 2, 5),
            "1 body has a chair, of 2 known. Of 3 more it is not recorded whether they have a "
            "chair: ask.",
        ),
        (
            (0, 2, 5),
            "It is so for none of the 2 bodies of which it is known. Of 3 more it is not recorded "
            "whether they have a chair: ask.",
        ),
    ],
)
def test_each_case(tally: tuple[int, int, int], said: str) -> None:
    assert CHAIRS.of(Tally(*tally)) == said


@st.composite
def tallies(draw: st.DrawFn) -> Tally:
    total = draw(st.integers(0, 12))
    known = draw(st.integers(0, total))
    return Tally(draw(st.integers(0, known)), known, total)


@given(tallies())
def test_what_is_not_known_is_never_said_of_all_or_none(tally: Tally) -> None:
    said = CHAIRS.of(tally)
    whole = re.search(r"\b([Aa]ll|[Bb]oth|[Ee]very|[Ee]ach|[Mm]ost)\b", said)
    assert not whole or tally.fits == tally.total > 1
    denied = re.search(r"\b([Nn]one|[Nn]either)\b", said)
    assert not denied or (tally.fits == 0 and tally.known > 0)
    assert ("not recorded" in said) == (tally.known < tally.total)


@given(tallies())
def test_shares_claim_no_more_than_is_known(tally: Tally) -> None:
    fits, known, total = tally
    words = share_words(tally)
    assert (words == "all") == (known > 0 and fits == total)
    assert words != "most" or fits > total / 2
    assert words != "half" or (2 * fits == total and known == total)
    assert words != "none" or (fits == 0 and known == total > 0)
    assert known or not words


def test_half_is_not_most() -> None:
    assert share_words(Tally(2, 4, 4)) == "half"
    assert share_words(Tally(3, 4, 4)) == "most"


def test_a_tally_that_does_not_add_up_and_all_of_one_are_refused() -> None:
    with pytest.raises(ValueError, match="does not add up"):
        CHAIRS.of(Tally(3, 2, 5))
    with pytest.raises(ValueError, match="says nothing"):
        all_of(1, "bodies")
    assert all_of(2, "bodies") == "both bodies"
    assert all_of(3, "bodies", begin=True) == "All 3 bodies"
