"""Families who attend less is about the arrangement, and a seat its deputy uses about the seat."""

from graph.engagement.arrangements import deputised_seats, family_arrangements
from tests.graph.engagement.towns import DAY
from tests.towns import Town

DAYS = ("2026-03-10", "2026-06-10", "2026-09-10")


def panel(*values: str, **body: object) -> Town:
    town = Town().body("panel", "voice_panel", name="Parent panel", **body)
    town.organisation("forum", "families").link("forum", "member_of", "panel")
    for number, value in enumerate(values):
        town.meet(f"m{number}", "panel", DAYS[number], forum=value)
    return town


def test_families_who_attend_less_are_a_question_about_the_arrangement() -> None:
    (found,) = family_arrangements(panel("no_contact", "present", "apologies").view(DAY))
    assert found.id == "testham/panel"
    assert found.sentence == (
        "Families and communities have attended less at Parent panel, by 3 registers. That says "
        "something about how it meets, not about them. No support is on record."
    )
    assert "forum" not in found.sentence.lower()
    assert len(found.facts) == 3


def test_the_support_on_record_is_told() -> None:
    town = panel("no_contact", "no_contact", "apologies", support=["expenses", "timing"])
    (found,) = family_arrangements(town.view(DAY))
    assert "On record as support: expenses, times that suit." in found.sentence


def test_nothing_is_said_of_families_that_come_or_of_two_registers() -> None:
    assert family_arrangements(panel("present", "present", "no_contact").view(DAY)) == ()
    assert family_arrangements(panel("no_contact", "no_contact").view(DAY)) == ()


def seat(*values: str) -> Town:
    town = Town().main().organisation("icb", "icb").post("lead", name="Children's lead")
    town.link("lead", "employed_by", "icb").link("lead", "member_of", "main")
    for number, value in enumerate(values):
        town.meet(f"m{number}", "main", DAYS[number], lead=value)
    return town


def test_a_seat_that_deputies_use_is_told_of_the_seat() -> None:
    (found,) = deputised_seats(seat("deputy", "deputy", "apologies").view(DAY))
    assert found.id == "testham/lead~member_of~main"
    assert found.sentence.startswith(
        "A deputy took the seat of Children's lead on MAIN at 2 of 3 meetings with a register."
    )


def test_a_seat_whose_holder_comes_is_not_told() -> None:
    assert deputised_seats(seat("present", "present", "deputy").view(DAY)) == ()
    assert deputised_seats(seat("deputy", "deputy").view(DAY)) == ()
    assert deputised_seats(seat("deputy", "apologies", "apologies").view(DAY)) == ()


def test_no_person_is_named() -> None:
    town = Town().main().organisation("icb", "icb", name="Testham ICB").node("ada", "person")
    town.link("ada", "employed_by", "icb").link("ada", "member_of", "main")
    for number, day in enumerate(DAYS):
        town.meet(f"m{number}", "main", day, ada="deputy")
    (found,) = deputised_seats(town.view(DAY))
    assert found.sentence.startswith("A deputy took the seat of Testham ICB on MAIN")
    assert "ADA" not in found.sentence
