"""Who is a member: full and co-opted seats, and those without a kind; the others only come."""

import pytest

from graph.engagement.affiliation import Affiliations
from graph.governance.evidence import main_board_seats
from graph.governance_view import Partnership, Seat, ends_elsewhere, partnership_of
from graph.kinds import words
from graph.sentences import fact_sentence, link_verbs
from graph.two_mode import two_mode
from tests.towns import Town


def town() -> Town:
    made = Town().body("main", "main_board").organisation("vcs", "vcs")
    made.organisation("school", "education").organisation("police", "police")
    made.organisation("adviser", "university").organisation("clerk", "la_corporate")
    made.link("vcs", "member_of", "main")
    made.link("school", "member_of", "main", seat_kind="co_opted")
    made.link("police", "member_of", "main", seat_kind="observer")
    made.link("adviser", "member_of", "main", seat_kind="adviser")
    return made.link("clerk", "member_of", "main", seat_kind="in_attendance")


MEMBERS = {"testham/vcs", "testham/school"}


def test_only_full_and_co_opted_seats_and_those_without_a_kind_are_members() -> None:
    view = town().view()
    partnership = Partnership(view.firm)
    assert {seat.holder.id for seat in partnership.seats("testham/main")} == MEMBERS
    assert {link.from_id for link in partnership.recorded_seats("testham/main")} == MEMBERS
    assert partnership.seats_for("testham/main", "police") == []
    coming = {seat.holder.id for seat in partnership.attending("testham/main")}
    assert coming == {"testham/police", "testham/adviser", "testham/clerk"}
    assert {member.id for member in two_mode(view).members} == MEMBERS
    assert {seat.from_id for seat in main_board_seats(view.firm)} == MEMBERS  # type: ignore[union-attr]
    seats = Affiliations(view.ever_firm).seats_on["testham/main"]
    assert {seat.from_id for seat in seats} == MEMBERS


@pytest.mark.parametrize(("kind", "member"), [("observer", False), ("full", True)])
def test_a_seat_that_is_a_thing_counts_by_its_kind_too(kind: str, member: bool) -> None:
    made = Town().body("main", "main_board")
    made.node("s", "seat", body="testham/main", seat_kind=kind, vacant=False)
    partnership = Partnership(made.view().firm)
    assert bool(partnership.seats("testham/main")) is member
    assert bool(partnership.attending("testham/main")) is not member


def test_a_bodys_seat_is_no_attendance_of_what_it_is_part_of() -> None:
    made = town().body("panel", "voice_panel").organisation("council", "la_childrens")
    made.link("panel", "part_of", "council").link("panel", "member_of", "main")
    view = made.view()
    assert Partnership(view.firm).organisations_at("testham/main") == MEMBERS
    seats = Affiliations(view.ever_firm).seats_on["testham/main"]
    assert "testham/panel" not in {seat.from_id for seat in seats}


def test_a_teams_seat_is_that_of_its_organisation() -> None:
    made = town().node("unit", "team").organisation("council", "la_childrens")
    made.link("unit", "part_of", "council").link("unit", "member_of", "main")
    partnership = Partnership(made.view().firm)
    assert "testham/council" in partnership.organisations_at("testham/main")
    seats = {seat.holder.id: seat.sector for seat in partnership.seats("testham/main")}
    assert seats["testham/unit"] == "la_childrens"


def test_who_only_attends_is_said_to_attend() -> None:
    view = town().view()
    said = {
        link.from_id.split("/")[1]: (fact_sentence(link, view.snapshot), link_verbs(link)[1])
        for link in view.snapshot.links.values()
    }
    assert said["vcs"][0] == "VCS sits on MAIN."
    assert said["school"] == ("SCHOOL sits on MAIN.", "has as a member")
    assert said["police"] == ("POLICE observes MAIN.", "is observed by")
    assert said["adviser"] == ("ADVISER sits as an adviser on MAIN.", "has as an adviser")
    assert said["clerk"] == ("CLERK attends MAIN.", "is attended by")
    kinds = {choice.word for choice in words.SEAT_KINDS}
    for kind in kinds - words.MEMBER_SEAT_KINDS:
        made = Town().body("main", "main_board").organisation("vcs", "vcs")
        made.link("vcs", "member_of", "main", seat_kind=kind)
        (link,) = made.view().snapshot.links.values()
        assert link_verbs(link)[0] != "sits on"


def test_seats_of_a_body_are_its_own_and_those_of_what_acts_for_it() -> None:
    town = Town().main("board").body("exec", "executive_group").link("exec", "acts_for", "board")
    for holder, body in (("a", "board"), ("b", "exec")):
        town.organisation(holder).link(holder, "member_of", body)
    partnership = partnership_of(town.view().firm)

    def names(seats: list[Seat]) -> list[str]:
        return [seat.holder.name for seat in seats]

    assert names(partnership.seats("testham/board")) == ["A", "B"]
    assert names(partnership.own_seats("testham/board")) == ["A"]
    assert names(partnership.seats("testham/exec")) == ["B"]
    assert len(partnership.own_recorded_seats("testham/board")) == 1
    assert len(partnership.recorded_seats("testham/board")) == 2
    assert partnership.organisations_at("testham/board") == {"testham/a", "testham/b"}
    assert partnership.member_lists("testham/board") == (
        ("members", "testham/board"),
        ("members", "testham/exec"),
    )
    assert partnership.one_with("testham/exec") == ["testham/exec", "testham/board"]


def test_a_body_without_a_chair_is_chaired_by_who_chairs_its_executive() -> None:
    town = Town().main("board").body("exec", "executive_group").link("exec", "acts_for", "board")
    town.post("one").post("two").link("one", "chairs", "exec")
    chairs = partnership_of(town.view().firm).chairs("testham/board")
    assert [seat.holder.name for seat in chairs] == ["ONE"]
    town.link("two", "chairs", "board")
    chairs = partnership_of(town.view().firm).chairs("testham/board")
    assert [seat.holder.name for seat in chairs] == ["TWO"]


def test_a_line_to_an_agency_or_a_post_ends_elsewhere() -> None:
    town = Town().main("board").body("hwb", "hwb").node("plan", "plan").post("dcs")
    town.organisation("council").link("board", "reports_to", "council")
    for end in ("hwb", "plan"):
        town.link("board", "reports_to", end)
    town.link("board", "accountable_to", "dcs")
    partnership = partnership_of(town.view().firm)
    board = partnership.facts.nodes["testham/board"]
    assert {link.to_id for link in ends_elsewhere(partnership, board)} == {
        "testham/council",
        "testham/dcs",
    }
