"""A partner at a body, meeting by meeting: what each register says, and why one says nothing."""

from graph.engagement.attendance_timeline import timelines_of_body, timelines_of_partner
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
