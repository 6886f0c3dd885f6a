"""Attendance from facts: seats and their dates, deputies, cancelled meetings, missing registers.

Tests: graph/engagement/affiliation.py
"""

from dataclasses import replace

import pytest

from graph.engagement.ranking import engagement_of, seat_attendance
from graph.engagement.register import Turnout
from graph.facts.model import Confidence, Meeting
from tests.graph.engagement.towns import DAY
from tests.towns import Town

SEAT = "testham/ceo~member_of~main"
DAYS = {"m1": "2026-03-10", "m2": "2026-06-10", "m3": "2026-09-10"}


def town(**seat: str) -> Town:
    made = Town().main().organisation("charity").post("ceo").post("director")
    for post in ("ceo", "director"):
        made.link(post, "employed_by", "charity")
    return made.link("ceo", "member_of", "main", **seat)


def of_partner(made: Town, partner: str = "charity") -> Turnout:
    return engagement_of(made.view(DAY)).registers.of_partner(f"testham/{partner}")


def of_seat(made: Town) -> Turnout:
    found = seat_attendance(made.view(DAY), SEAT)
    assert found is not None
    return found


def seen(found: Turnout) -> list[tuple[str, str]]:
    return [(entry.meeting.removeprefix("testham/"), entry.value) for entry in found.entries]


def test_an_organisation_was_there_whoever_of_it_came() -> None:
    made = town().meet("m1", "main", DAYS["m1"], ceo="no_contact", director="present")
    assert seen(of_partner(made)) == [("m1", "present")]
    assert seen(of_seat(made)) == [("m1", "no_contact")]


def test_who_comes_in_a_new_seat_comes_for_an_organisation_that_was_expected_anyhow() -> None:
    made = town().link("director", "member_of", "main", since="2026-08-15")
    made.meet("m1", "main", DAYS["m3"], ceo="no_contact", director="present")
    found = of_partner(made)
    assert seen(found) == [("m1", "present")]
    assert found.new == ()
    assert (found.entries[0].holder, found.entries[0].among) == ("testham/director", 2)


def test_the_value_lies_give_or_take_its_margin_within_nought_and_one() -> None:
    assert of_partner(town()).bounds is None
    made = town()
    for number in range(11, 23):
        made.meet(f"m{number}", "main", f"2026-09-{number}", ceo="no_contact")
    found = of_partner(made)
    assert found.value is not None
    assert found.value < found.margin
    assert found.bounds is not None
    low, high = found.bounds
    assert (low, high) == (0, found.value + found.margin)


def test_a_deputy_counts_for_the_organisation_and_the_seat() -> None:
    made = town().meet("m1", "main", "2026-10-01", ceo="deputy")
    # One and .8 over three: half the prior, and a whole meeting.
    assert of_partner(made).value == pytest.approx(1.8 / 3)
    assert seen(of_seat(made)) == [("m1", "deputy")]


def test_part_of_a_meeting_is_present_and_shown_as_part() -> None:
    made = town().meet("m1", "main", "2026-10-01", ceo="present part")
    found = of_partner(made)
    assert found.value == pytest.approx(2 / 3)
    assert found.entries[0].words == "1 October 2026, present for part of it"


def test_a_day_that_is_not_known_is_not_made_up() -> None:
    made = town().meet("m1", "main", "2026-06", ceo="apologies")
    assert of_partner(made).entries[0].words == "June 2026, apologies"


def test_cancelled_meetings_count_for_nobody_and_those_without_a_register_are_skipped() -> None:
    made = town().meet("m1", "main", DAYS["m1"], ceo="present")
    before = of_partner(made)
    made.meet("m2", "main", DAYS["m2"], cancelled=True, ceo="no_contact")
    made.meet("m3", "main", DAYS["m3"])
    assert of_partner(made) == before


def test_meetings_to_come_and_disputed_ones_do_not_count() -> None:
    made = town().meet("m1", "main", "2026-11-01", ceo="no_contact")
    assert of_partner(made).value is None
    made.meet("m2", "main", DAYS["m2"], ceo="present")
    assert of_partner(made).registers == 1
    meeting = made.facts["testham/m2"]
    assert isinstance(meeting, Meeting)
    made.facts["testham/m2"] = replace(meeting, confidence=Confidence.DISPUTED)
    assert of_partner(made).value is None


def test_a_register_that_leaves_a_seat_out_is_told_and_not_counted() -> None:
    made = town().organisation("other")
    made.meet("m1", "main", DAYS["m1"], other="present")
    found = of_partner(made)
    assert found.value is None
    assert found.unlisted == ("testham/m1",)


@pytest.mark.parametrize(
    ("seat", "counted"),
    [
        ({}, ["m1", "m2", "m3"]),
        ({"since": "2026-05-01"}, ["m2", "m3"]),
        ({"until": "2026-07"}, ["m1", "m2"]),
        ({"status": "planned"}, ["m1", "m2", "m3"]),
    ],
)
def test_entries_count_while_the_seat_was_held(seat: dict[str, str], counted: list[str]) -> None:
    made = town(**seat)
    for local, day in DAYS.items():
        made.meet(local, "main", day, ceo="present")
    assert [meeting for meeting, _ in seen(of_partner(made))] == counted


def test_a_seat_younger_than_90_days_is_shown_and_not_scored() -> None:
    made = town(since="2026-08-01").meet("m3", "main", DAYS["m3"], ceo="no_contact")
    found = of_partner(made)
    assert (found.value, len(found.new)) == (None, 1)
    assert of_seat(made).why_not == "the seat is younger than 90 days"
    old = town(since="2026-07-03").meet("m3", "main", DAYS["m3"], ceo="no_contact")
    assert of_seat(old).scored


def test_a_family_seat_counts_for_no_organisation_and_is_not_scored() -> None:
    made = town().organisation("forum")
    made.link("forum", "member_of", "main", represents="families")
    made.meet("m1", "main", DAYS["m1"], forum="no_contact", ceo="present")
    view = made.view(DAY)
    assert of_partner(made, "forum").value is None
    found = seat_attendance(view, "testham/forum~member_of~main")
    assert found is not None
    assert not found.scored


def test_an_entry_belongs_to_who_employed_the_holder_that_day() -> None:
    made = Town().main().organisation("first").organisation("second").node("ada", "person")
    made.link("ada", "employed_by", "first", until="2026-05-31")
    made.link("ada", "employed_by", "second", since="2026-06-01")
    for local, day in DAYS.items():
        made.meet(local, "main", day, ada="present")
    assert [m for m, _ in seen(of_partner(made, "first"))] == ["m1"]
    assert [m for m, _ in seen(of_partner(made, "second"))] == ["m2", "m3"]


def test_a_department_comes_for_its_organisation() -> None:
    made = Town().main().organisation("council", "la_childrens").node("housing", "department")
    made.link("housing", "part_of", "council").link("housing", "member_of", "main")
    made.meet("m1", "main", DAYS["m1"], housing="present")
    assert seen(of_partner(made, "council")) == [("m1", "present")]


def test_the_person_in_a_post_takes_its_seat() -> None:
    made = town().node("ada", "person").link("ada", "holds", "ceo")
    made.meet("m1", "main", DAYS["m1"], ada="present")
    assert seen(of_seat(made)) == [("m1", "present")]
    assert seen(of_partner(made)) == [("m1", "present")]


def test_bodies_that_are_never_judged_do_not_count() -> None:
    made = town().body("far", "partnership_board", in_scope=False)
    made.meet("m1", "far", DAYS["m1"], ceo="no_contact")
    assert of_partner(made).value is None


def test_no_register_says_nothing_of_a_seat() -> None:
    assert seat_attendance(town().view(DAY), SEAT) is None
    assert seat_attendance(town().view(DAY), "testham/no~member_of~such") is None
