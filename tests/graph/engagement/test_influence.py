"""The parts of influence, and which lines break without a partner's people.

Tests: graph/engagement/knock_out.py
"""

import pytest

from graph.engagement.ranking import partners
from graph.engagement.scoring import ScorePart
from tests.graph.engagement.towns import DAY
from tests.towns import Town


def part(town: Town, name: str, partner: str = "p") -> ScorePart:
    return partners(town.view(DAY))[f"testham/{partner}"].influence.part(name)


@pytest.mark.parametrize(
    ("sector", "seat", "value"),
    [
        ("icb", "", 1.0),
        ("police", "", 1.0),
        ("la_housing", "", 1.0),
        ("vcs", "hwb", 1.0),
        ("education", "safeguarding_partnership", 0.7),
        ("education", "", 0.5),
        ("nhs_maternity", "", 0.5),
        ("vcs", "", 0.2),
        ("university", "", 0.2),
    ],
)
def test_standing_in_law_and_guidance(sector: str, seat: str, value: float) -> None:
    town = Town().organisation("p", sector)
    if seat:
        town.body("b", seat).link("p", "member_of", "b")
    assert part(town, "legitimacy").value == value


def test_standing_is_unknown_without_a_sector() -> None:
    town = Town().node("p", "organisation")
    assert part(town, "legitimacy").value is None
    assert part(town, "uniqueness").value is None


def bridged() -> Town:
    """A main board that only the post x, of p, joins to the SCP; its hwb line is a line."""
    town = Town().main().body("scp", "safeguarding_partnership").body("hwb", "hwb")
    town.organisation("p", "police").post("x").link("x", "employed_by", "p")
    town.link("x", "member_of", "main").link("x", "member_of", "scp")
    return town.link("main", "reports_to", "hwb")


def test_a_line_of_bodies_breaks_for_nobody_and_a_shared_member_takes_it_along() -> None:
    found = part(bridged(), "structure")
    assert found.value == 0.5
    assert "MAIN to a safeguarding partnership" in found.sentence
    assert set(found.facts) == {"testham/x~member_of~main", "testham/x~member_of~scp"}


@pytest.mark.parametrize("by", ["coordinates_with", "reports_to"])
def test_another_way_keeps_the_line(by: str) -> None:
    assert part(bridged().link("main", by, "scp"), "structure").value == 0


def test_another_partners_member_keeps_the_line_and_a_colleague_does_not() -> None:
    town = bridged().post("y").link("y", "member_of", "main").link("y", "member_of", "scp")
    assert part(town, "structure").value == 0
    town = bridged().post("y").link("y", "employed_by", "p")
    town.link("y", "member_of", "main").link("y", "member_of", "scp")
    assert part(town, "structure").value == 0.5


def test_a_line_through_a_post_breaks_with_its_employer() -> None:
    town = Town().main().body("scp", "safeguarding_partnership").organisation("p", "police")
    town.post("x").link("x", "employed_by", "p")
    town.link("main", "accountable_to", "x").link("x", "accountable_to", "scp")
    assert part(town, "structure").value == 1
    town.post("y").link("main", "accountable_to", "y").link("y", "accountable_to", "scp")
    assert part(town, "structure").value == 0


def test_voice_and_locality_bodies_need_their_way_to_the_main_board() -> None:
    town = Town().main().organisation("p").post("x").link("x", "employed_by", "p")
    town.body("panel", "voice_panel").body("north", "locality_team")
    for body in ("main", "panel", "north"):
        town.link("x", "member_of", body)
    assert part(town, "structure").value == 1
    assert part(town.link("north", "subgroup_of", "main"), "structure").value == 0.5


def test_structure_is_unknown_without_a_main_board_or_any_line() -> None:
    assert part(Town().organisation("p"), "structure").value is None
    assert part(Town().main().organisation("p"), "structure").value is None


def test_an_organisation_on_both_joins_the_main_board_to_integrated_care_alone() -> None:
    town = Town().main().organisation("p", "icb").link("p", "member_of", "main")
    icb = town.body("b", "icb_board").link("p", "member_of", "b")
    assert part(icb, "structure").value == 1
    scp = town.body("s", "safeguarding_partnership").link("p", "member_of", "s")
    assert part(scp, "structure").value == 1  # still one path: the other is not recorded


def test_levers_a_quarter_each() -> None:
    town = Town().organisation("p").node("h", "site").node("s", "service")
    assert part(town, "levers").value is None
    assert part(town.link("p", "commissions", "s"), "levers").value == 0.25
    assert part(town.link("p", "manages", "h"), "levers").value == 0.75
    town.node("isa", "agreement", agreement_kind="information_sharing")
    assert part(town.link("p", "party_to", "isa", status="planned"), "levers").value == 1
    assert part(Town().organisation("p", resources=["premises"]), "levers").value == 0.25


def test_votes_and_chairs() -> None:
    town = Town().main().organisation("p").organisation("q")
    assert part(town, "decisions").value is None
    town.link("p", "member_of", "main", voting=True).link("q", "member_of", "main")
    assert part(town, "decisions").value == 0.5
    town.organisation("r").link("r", "member_of", "main", voting=False)
    assert part(town, "decisions").value == 0.5
    assert part(town.link("q", "co_chairs", "main"), "decisions", "q").value == 1
    assert part(town, "decisions", "r").value == 0
    large = Town().main(voting_seats_max=10).organisation("p").link("p", "member_of", "main")
    assert part(large, "decisions").value == 0.1


def test_no_seat_is_known_only_from_a_complete_list() -> None:
    town = Town().main().organisation("p")
    assert part(town.declare("members", of="main"), "decisions").value == 0


def test_uniqueness_among_the_sectors_that_are_needed() -> None:
    town = Town().organisation("p", "icb")
    assert part(town, "uniqueness").value == 1
    assert part(town.organisation("q", "nhs_community"), "uniqueness").value == 0.5
    town.organisation("r", "nhs", stands_for_several=True)
    assert part(town, "uniqueness").value == 0.25
    assert part(Town().organisation("p", "university"), "uniqueness").value == 0


def test_a_department_of_a_council_that_is_over_counts_for_nobody() -> None:
    town = Town().organisation("old", "la_childrens", until="2023").organisation("p", "police")
    town.node("unit", "department", sector="icb").link("unit", "part_of", "old")
    assert part(town, "uniqueness").value == 1.0
