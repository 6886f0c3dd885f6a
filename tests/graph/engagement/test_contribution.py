"""The parts of engagement beside attendance: each known, and each unknown with why."""

import pytest

from graph.engagement.ranking import partners
from graph.engagement.scoring import ScorePart
from tests.graph.engagement.towns import DAY
from tests.towns import Town


def part(town: Town, name: str, partner: str = "p") -> ScorePart:
    return partners(town.view(DAY))[f"testham/{partner}"].engagement.part(name)


def member() -> Town:
    return Town().main().organisation("p").link("p", "member_of", "main")


@pytest.mark.parametrize(
    ("due", "closed", "value"),
    [
        ("2026-06-01", "2026-06-01", 2 / 3),
        ("2026-06-01", "2026-06-02", 1 / 3),
        ("2026-06-01", "2026-06", 2 / 3),
        ("2026-06-01", "", 1 / 3),
        ("2026-12-01", "2026-09-01", 2 / 3),
        ("2026-12-01", "", 1 / 2),
        ("2026-10-01", "", 1 / 3),
    ],
)
def test_actions_closed_on_time_of_those_due(due: str, closed: str, value: float) -> None:
    done = {"closed": closed} if closed else {}
    town = member().node("a", "action", owner="p", due=due, **done)
    assert part(town, "actions").value == pytest.approx(value)


def test_actions_of_its_people_are_its_own_and_none_is_unknown() -> None:
    town = member().post("x").link("x", "employed_by", "p")
    assert part(town, "actions").value is None
    town.node("a", "action", name="Circulate the terms", owner="x", due="2026-05-01")
    found = part(town, "actions")
    assert found.value == pytest.approx(1 / 3)
    assert "Circulate the terms (due 1 May 2026)" in found.sentence


def test_an_action_counts_from_the_day_it_was_given() -> None:
    town = member().meet("m", "main", "2026-10-20")
    town.node("a", "action", owner="p", due="2026-11-01", from_meeting="m")
    assert part(town, "actions").value is None


@pytest.mark.parametrize(
    ("kind", "body_kind", "value"),
    [
        ("chairs", "main_board", 1.0),
        ("co_chairs", "advisory_board", 1.0),
        ("vice_chairs", "main_board", 0.6),
        ("chairs", "sub_group", 0.6),
        ("chairs", "working_group", 0.6),
    ],
)
def test_the_highest_role(kind: str, body_kind: str, value: float) -> None:
    town = Town().organisation("p").body("b", body_kind).link("p", kind, "b")
    assert part(town, "roles").value == value


def test_that_others_hold_the_chair_says_nothing_of_a_partner() -> None:
    town = member()
    without = part(town, "roles")
    assert (without.value, without.facts) == (None, ())
    town.organisation("q").link("q", "chairs", "main").declare("members", of="main")
    assert part(town, "roles") == without
    town.post("empty", vacant=True).link("empty", "employed_by", "p")
    assert part(town.link("empty", "chairs", "main"), "roles") == without


def test_a_lead_of_a_part_of_the_work_has_a_role() -> None:
    town = member().post("x").link("x", "employed_by", "p").node("s", "service")
    assert part(town.link("x", "leads", "s"), "roles").value == 0.6


def test_seats_are_known_where_they_are_listed() -> None:
    assert part(member(), "seats").value is None
    town = Town().main(seat_list_exists=True).organisation("p").link("p", "member_of", "main")
    assert part(town, "seats").value == 1
    town.post("x", vacant=True).link("x", "employed_by", "p").link("x", "member_of", "main")
    assert part(town, "seats").value == 0.5


def test_an_agreement_that_is_decided_and_not_signed_is_needed() -> None:
    town = member()
    assert part(town, "data_sharing").value is None
    for local, status in (("a", "operating"), ("b", "planned"), ("c", "aspired")):
        town.node(local, "agreement", agreement_kind="information_sharing")
        town.link("p", "party_to", local, status=status)
    town.node("m", "agreement", agreement_kind="memorandum").link("p", "party_to", "m")
    assert part(town, "data_sharing").value == 0.5


def test_links_of_one_source_only_are_not_known_to_be_two_way() -> None:
    town = member().organisation("q").link("p", "coordinates_with", "q")
    found = part(town, "two_way_links")
    assert found.value is None
    assert "one source" in found.sentence
    assert part(town.link("q", "coordinates_with", "p"), "two_way_links").value == 1
    assert part(town.organisation("r").link("r", "coordinates_with", "p"), "two_way_links").value
    assert "told by one side only: R." in part(town, "two_way_links").sentence


def test_resources_asked_given_and_never_asked() -> None:
    assert part(member(), "resources").value is None
    town = Town().organisation("p", resources=[])
    assert part(town, "resources").value == 0
    assert part(Town().organisation("p", resources=["staff"]), "resources").value == 1
    hub = Town().organisation("p").node("h", "site").link("p", "funds", "h")
    assert part(hub, "resources").value == 1
    intended = Town().organisation("p").node("h", "site").link("p", "funds", "h", status="planned")
    assert part(intended, "resources").value is None
