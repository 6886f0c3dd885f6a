"""Totals of attendance without registers: told as given, of whom they are, and in no score."""

import pytest

from graph.engagement.ranking import engagement_of, partners
from tests.graph.engagement.towns import DAY, icb
from tests.towns import Town


def told(town: Town) -> list[tuple[str | None, str]]:
    return [(total.partner, total.sentence) for total in engagement_of(town.view(DAY)).totals]


def test_a_total_is_told_with_its_body_and_days_and_counts_for_the_employer() -> None:
    town = icb().node(
        *("t1", "attendance_total"),
        name="Year 2025",
        about="lead",
        body="main",
        first_day="2025-04",
        last_day="2026-03-31",
        expected=6,
        attended=1,
        absent=5,
        apologies=2,
    )
    assert told(town) == [
        (
            "testham/icb",
            "Year 2025, LEAD at MAIN from April 2025 to 31 March 2026: expected 6, present 1, "
            "absent 5, apologies 2.",
        )
    ]


def test_a_total_is_in_no_number() -> None:
    before = partners(icb().view(DAY))["testham/icb"]
    town = icb().node("t", "attendance_total", about="icb", expected=6, attended=6)
    after = partners(town.view(DAY))["testham/icb"]
    assert (after.engagement, after.label, after.quiet) == (
        before.engagement,
        before.label,
        before.quiet,
    )
    assert after.facts == before.facts
    assert [total.fact for total in after.totals] == ["testham/t"]
    assert before.totals == ()


def test_totals_are_by_name_and_one_of_nobody_on_the_map_is_told_too() -> None:
    town = icb().node("a", "attendance_total", name="Ward 10", expected=12, attended=8)
    town.node("b", "attendance_total", name="Ward 9")
    assert told(town) == [
        (None, "Ward 9: no number."),
        (None, "Ward 10: expected 12, present 8."),
    ]


def test_a_total_of_days_to_come_and_a_disputed_one_are_not_told() -> None:
    town = icb().node("a", "attendance_total", about="icb", last_day="2026-12", attended=1)
    town.node("b", "attendance_total", about="icb", attended=1, confidence="disputed")
    assert told(town) == []


def test_a_person_is_named_by_the_organisation_only() -> None:
    town = icb().node("ada", "person", name="Ada").node("bob", "person", name="Bob")
    town.link("ada", "employed_by", "icb")
    town.node("a", "attendance_total", name="Ada", about="ada", attended=1)
    town.node("b", "attendance_total", name="Bob", about="bob", attended=2)
    assert told(town) == [
        ("testham/icb", "A member from Testham ICB: present 1."),
        (None, "A member: present 2."),
    ]


@pytest.mark.parametrize("about", ["parents", "dads", "carer", "spokesperson"])
def test_families_and_communities_are_left_out(about: str) -> None:
    town = icb().organisation("parents", "families").node("dads", "community")
    town.post("spokesperson").link("spokesperson", "represents", "dads")
    town.post("carer").link("carer", "member_of", "main", represents="families")
    town.node("t", "attendance_total", about=about, expected=6, attended=1)
    assert told(town) == []
