"""A partner at a body, meeting by meeting: what each register says, and why one says nothing."""

from datetime import date

import pytest

from graph.engagement.attendance_timeline import timelines_of_body, timelines_of_partner
from graph.engagement.ranking import engagement_of
from graph.engagement.register import AttendanceRegisters
from graph.facts.model import Link, Meeting
from graph.view import View
from loaders.examples import INVENTED, example
from tests.graph.engagement.towns import DAY
from tests.towns import Town


def board() -> Town:
    """A board where two partners were expected at six meetings, and a third came later."""
    town = Town().main()
    for local in ("icb", "police"):
        town.organisation(local).link(local, "member_of", "main", since="2025-01-01")
    town.organisation("late").link("late", "member_of", "main", since="2026-08-01")
    town.meet("m1", "main", "2026-01-15", icb="present part", police="no_contact")
    town.meet("m2", "main", "2026-03-15", icb="deputy")
    town.meet("m3", "main", "2026-04-15", cancelled=True)
    town.meet("m4", "main", "2026-05-15")
    return town.meet("m5", "main", "2026-09-15", icb="apologies", late="present")


def test_each_meeting_is_told_oldest_first_whatever_its_register_says() -> None:
    (timeline,) = timelines_of_partner(board().view(DAY), "testham/icb")
    assert (timeline.partner, timeline.body) == ("testham/icb", "testham/main")
    assert [(cell.meeting[-2:], cell.words) for cell in timeline.cells] == [
        ("m1", "present for part of it"),
        ("m2", "a deputy came"),
        ("m3", "cancelled"),
        ("m4", "no register recorded"),
        ("m5", "apologies"),
    ]


def test_a_register_that_leaves_somebody_out_is_a_question() -> None:
    (timeline,) = timelines_of_partner(board().view(DAY), "testham/police")
    left_out = [cell.meeting[-2:] for cell in timeline.cells if cell.state == "not_listed"]
    assert left_out == ["m2", "m5"]


def test_a_body_shows_every_scored_partner_that_was_expected_by_name() -> None:
    timelines = timelines_of_body(board().view(DAY), "testham/main")
    assert [timeline.partner for timeline in timelines] == ["testham/icb", "testham/police"]


def test_who_is_not_scored_or_was_never_expected_has_none() -> None:
    view = board().body("sub", "sub_group").meet("s1", "sub", "2026-02-01").view(DAY)
    assert timelines_of_partner(view, "testham/late") == ()
    assert timelines_of_partner(view, "testham/nobody") == ()
    assert timelines_of_body(view, "testham/sub") == ()


def test_an_entry_says_whose_it_is_by_post_and_the_best_of_how_many() -> None:
    town = Town().main().organisation("icb", name="Testham ICB").node("ada", "person")
    for local in ("lead", "nurse"):
        town.post(local).link(local, "employed_by", "icb").link(local, "member_of", "main")
    town.link("ada", "employed_by", "icb").link("ada", "member_of", "main")
    town.meet("m1", "main", "2026-01-15", lead="apologies", nurse="present")
    town.meet("m2", "main", "2026-03-15", ada="present", lead="no_contact")
    town.meet("m3", "main", "2026-05-15", icb="present")
    (timeline,) = timelines_of_partner(town.view(DAY), "testham/icb")
    assert [(cell.who, cell.among) for cell in timeline.cells] == [("NURSE", 2), ("", 2), ("", 1)]


def test_a_new_seat_beside_an_old_one_is_shown_and_does_not_count_yet() -> None:
    town = board().body("sub", "sub_group")
    town.link("icb", "member_of", "sub", since="2026-09-01")
    town.meet("s1", "sub", "2026-09-20", icb="present")
    sub = timelines_of_partner(town.view(DAY), "testham/icb")[-1]
    assert [cell.words for cell in sub.cells] == ["present (does not count yet)"]


def told_one_by_one(view: View, partner: str, body: str) -> list[tuple[str, str, bool]]:
    """The plain way: every meeting of the area is held against one partner and one body."""
    engagement = engagement_of(view)
    turnout = engagement.registers.of_partner(partner)
    counted = {entry.meeting: entry for entry in turnout.entries}
    new = {entry.meeting: entry for entry in turnout.new}
    told = []
    for meeting in view.meetings:
        day = meeting.day.first
        seats = engagement.registers.expected(meeting)
        here = {engagement.affiliations.organisation(seat.from_id, day) for seat in seats}
        entry = counted.get(meeting.id) or new.get(meeting.id)
        if meeting.body != body:
            continue
        if entry:
            told.append((meeting.id, entry.value, meeting.id in counted))
        elif meeting.id in turnout.unlisted:
            told.append((meeting.id, "not_listed", True))
        elif meeting.cancelled and partner in here:
            told.append((meeting.id, "cancelled", True))
        elif not meeting.register and partner in here:
            told.append((meeting.id, "no_register", True))
    return told


@pytest.mark.parametrize("day", [date(2026, 9, 30), date(2025, 6, 30)])
def test_all_timelines_at_once_are_those_told_one_by_one(day: date) -> None:
    view = View(example(INVENTED).snapshot, day)
    bodies, partners = view.firm.of_kind("body"), engagement_of(view).partners
    plain = {
        (partner, body.id): told
        for body in bodies
        for partner in partners
        if (told := told_one_by_one(view, partner, body.id))
    }
    assert len(plain) > 10
    by_body = [one for body in bodies for one in timelines_of_body(view, body.id)]
    by_partner = [one for partner in partners for one in timelines_of_partner(view, partner)]
    for timelines in (by_body, by_partner):
        assert plain == {
            (one.partner, one.body): [(c.meeting, c.state, c.counts) for c in one.cells]
            for one in timelines
        }
    assert [(one.body, one.partner) for one in by_body] == [
        (body.id, partner) for body in bodies for partner in partners if (partner, body.id) in plain
    ]


def test_a_meeting_is_looked_at_once_for_all_partners_and_bodies(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked_at: list[str] = []
    expected = AttendanceRegisters.expected

    def counted(registers: AttendanceRegisters, meeting: Meeting) -> list[Link]:
        looked_at.append(meeting.id[-2:])
        return expected(registers, meeting)

    monkeypatch.setattr(AttendanceRegisters, "expected", counted)
    view = board().view(DAY)
    for _ in range(2):
        assert len(timelines_of_body(view, "testham/main")) == 2
        assert len(timelines_of_partner(view, "testham/icb")) == 1
    assert sorted(looked_at) == ["m1", "m2", "m3", "m4", "m5"]
