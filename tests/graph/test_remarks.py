"""Remarks: who sits only below the board, lines to agencies, one who alone joins two groups."""

from random import Random

import pytest

from graph.governance_view import partnership_of
from graph.kinds.words import SECTORS
from graph.remarks import remarks
from tests.towns import Town


def said(town: Town) -> list[str]:
    return [remark.sentence for remark in remarks(town.view())]


def with_members() -> Town:
    town = Town().main().body("sub", "sub_group").link("sub", "subgroup_of", "main")
    town.organisation("council", "la_childrens").link("council", "member_of", "main")
    return town


def test_a_sector_on_one_sub_group_only_is_told() -> None:
    town = with_members().organisation("school", "education").link("school", "member_of", "sub")
    assert said(town) == [
        "Schools, early years settings and colleges: seats are on record on SUB only, and none on "
        "MAIN, which decides."
    ]
    (found,) = remarks(town.view())
    assert found.facts == ("testham/school~member_of~sub",)
    assert found.about == ("testham/sub", "testham/main")


def test_a_seat_of_the_sector_on_the_board_ends_the_remark() -> None:
    town = with_members().organisation("school", "education").link("school", "member_of", "sub")
    assert said(town.link("school", "member_of", "main")) == []


def test_members_of_the_board_whose_sector_is_not_recorded_are_counted() -> None:
    town = with_members().organisation("charity").link("charity", "member_of", "sub")
    town.post("clerk").link("clerk", "member_of", "main")
    (found,) = said(town)
    assert found.endswith("none on MAIN, which decides; of 1 there the sector is not recorded.")


def test_nothing_is_said_of_a_board_whose_members_are_not_recorded() -> None:
    town = Town().main().body("sub", "sub_group").organisation("school", "education")
    assert said(town.link("school", "member_of", "sub")) == []
    assert said(Town()) == []


def test_several_groups_are_counted() -> None:
    town = with_members().body("two", "working_group").organisation("school", "education")
    town.link("school", "member_of", "sub").link("school", "member_of", "two")
    assert any("on 2 groups (SUB; TWO), and none on MAIN" in one for one in said(town))


def test_a_body_that_is_joined_to_agencies_only_is_told() -> None:
    town = Town().body("sub", "sub_group").organisation("council", "la_childrens")
    (found,) = remarks(town.link("sub", "coordinates_with", "council").view())
    assert found.sentence == (
        "SUB works with COUNCIL: it is joined to agencies, and no board or group above SUB is on "
        "record."
    )
    assert found.facts == ("testham/sub~coordinates_with~council",)
    town.main().link("sub", "subgroup_of", "main")
    assert said(town) == []


def test_one_who_alone_joins_two_groups_is_told() -> None:
    town = Town().body("one", "sub_group").body("two", "sub_group").post("head")
    town.link("head", "chairs", "one").link("head", "member_of", "two")
    assert said(town) == [
        "Only HEAD joins ONE and TWO: no line or working link between the two is on record."
    ]


def test_one_who_joins_several_pairs_is_named_once_and_a_person_never() -> None:
    town = Town().body("one", "sub_group").body("two", "sub_group").body("three", "sub_group")
    town.post("head")
    for body in ("one", "two", "three"):
        town.link("head", "member_of", body)
    assert said(town) == [
        "Only HEAD joins ONE and THREE; ONE and TWO; THREE and TWO: no line or working link "
        "between the two is on record."
    ]
    alone = Town().body("one", "sub_group").body("two", "sub_group").node("ann", "person")
    alone.link("ann", "member_of", "one").link("ann", "member_of", "two")
    assert "Only one person joins ONE and TWO" in said(alone)[0]


@pytest.mark.parametrize("seed", range(8))
def test_seats_below_the_board_are_those_found_sector_by_sector(seed: int) -> None:
    chance = Random(seed)
    town = Town().main().body("hwb", "hwb").body("one", "sub_group").body("two", "working_group")
    town.organisation("first", SECTORS[0].word).link("first", "member_of", "main")
    for choice in chance.sample(SECTORS, 12):
        town.organisation(choice.word, choice.word)
        for body in chance.sample(["main", "hwb", "one", "two"], 2):
            town.link(choice.word, "member_of", body)
    view = town.view()
    asked = partnership_of(view.firm)
    wanted = []
    for choice in SECTORS:
        below = [s for b in ("one", "two") for s in asked.seats_for(f"testham/{b}", choice.word)]
        if below and not asked.seats_for("testham/main", choice.word):
            wanted.append(tuple(seat.link.id for seat in below))
    told = [one.facts for one in remarks(view) if ", which decides" in one.sentence]
    assert told == wanted
    assert told
