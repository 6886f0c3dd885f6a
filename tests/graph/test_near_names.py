"""Near names share words, an acronym or nearly a spelling; never letters alone."""

import pytest

from graph.near_names import near_names
from loaders.examples import example, example_slugs

NAMES = (
    "CEO, Office of the PCC",
    "Early Help Partnership Board",
    "Coventry Safeguarding Children's Partnership",
    "Health visiting",
    "Public health",
    "Integrated leadership team, locality 1",
    "Integrated leadership team, locality 2",
)


@pytest.mark.parametrize(
    ("given", "near"),
    [
        ("health and wellbeing board", []),
        ("Wellbeing Board", []),
        ("safeguarding children partnership", ["Coventry Safeguarding Children's Partnership"]),
        ("Safegarding", ["Coventry Safeguarding Children's Partnership"]),
        ("CSCP", ["Coventry Safeguarding Children's Partnership"]),
        ("EHPB", ["Early Help Partnership Board"]),
        ("early help bord", ["Early Help Partnership Board"]),
        ("Director of public health", ["Public health"]),
        ("leadership team locality 2", [NAMES[6], NAMES[5]]),
        ("", []),
        ("the", []),
        ("xyz", []),
    ],
)
def test_only_what_shares_words_is_near(given: str, near: list[str]) -> None:
    assert near_names(given, NAMES) == near


def test_an_acronym_is_found_from_either_side_and_three_letters_are_told_apart() -> None:
    assert near_names("hwb", ["Health and Wellbeing Board", "ICB"]) == [
        "Health and Wellbeing Board"
    ]
    assert near_names("Multi-Agency Referral Unit", ["MARU", "Team"]) == ["MARU"]
    assert near_names("icp", ["icb", "scp"]) == []


def test_three_are_told_at_most_the_nearest_first() -> None:
    words_alike = ["board a", "board b", "board c", "board", "harbour"]
    assert near_names("board", words_alike) == ["board", "board a", "board b"]


def test_ids_are_near_by_what_stands_behind_the_area() -> None:
    assert near_names("sehpp", ["coventry/sehp", "coventry/cscp"]) == ["coventry/sehp"]
    assert near_names("coventry/sehpp", ["coventry/sehp", "coventry/cscp"]) == ["coventry/sehp"]
    assert near_names("body-has-chiar", ["body-has-chair", "no-orphan-body"]) == ["body-has-chair"]


@pytest.mark.parametrize("slug", example_slugs())
@pytest.mark.parametrize(
    "given", ["health and wellbeing board", "integrated care board", "police and crime panel"]
)
def test_no_name_of_a_bundled_area_is_offered_across_meanings(slug: str, given: str) -> None:
    told = {"health", "wellbeing", "integrated", "care", "police", "crime"} & set(given.split())
    for name in near_names(given, [n.name for n in example(slug).snapshot.nodes.values()]):
        assert len(told & set(name.casefold().replace(",", " ").split())) == len(told), name
