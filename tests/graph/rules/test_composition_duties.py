"""Advisory boards of children's centres, and the DCS and lead member, in every outcome."""

from datetime import date

import pytest

from graph.rules.finding import Outcome, Severity
from tests.towns import Town

MET, GAP, PLANNED, SILENT, NOT_APPLICABLE, UNKNOWN = (
    Outcome.MET,
    Outcome.GAP,
    Outcome.PLANNED,
    Outcome.SILENT,
    Outcome.NOT_APPLICABLE,
    Outcome.UNKNOWN,
)


class TestAdvisoryBoards:
    rule = "childrens-centre-advisory-board"

    def centre(self) -> Town:
        return Town().node("centre", "site", site_kind="childrens_centre", designated=True)

    def governed(self, *, status: str = "operating", **parents: object) -> Town:
        town = self.centre().body("board", "advisory_board")
        town.link("board", "governs", "centre", status=status)
        town.post("manager").link("manager", "manages", "centre")
        town.organisation("la", "la_childrens").organisation("parents", "families")
        town.link("manager", "member_of", "board").link("la", "member_of", "board")
        return town.link("parents", "member_of", "board", **parents)  # type: ignore[arg-type]

    def test_met_with_centre_council_and_parents(self) -> None:
        assert self.governed().outcome(self.rule) is MET

    def test_planned_by_an_intended_remit_or_seat(self) -> None:
        assert self.governed(status="planned").outcome(self.rule) is PLANNED
        town = self.centre().body("board", "advisory_board", status="planned")
        assert town.link("board", "governs", "centre").outcome(self.rule) is SILENT
        assert self.governed(until="2023").outcome(self.rule) is SILENT
        town = self.governed(until="2023").organisation("more", "families")
        assert (
            town.link("more", "member_of", "board", status="aspired").outcome(self.rule) is PLANNED
        )

    def test_a_seat_that_is_empty_or_disputed_does_not_count(self) -> None:
        for town in (self.governed(vacant=True), self.governed(confidence="disputed")):
            found = town.find(self.rule)
            assert found.outcome is SILENT
            assert found.sentence.startswith(
                "For CENTRE, on BOARD a seat for parents is not recorded: ask."
            )

    def test_a_body_that_is_not_an_advisory_board_by_kind_may_govern(self) -> None:
        assert self.governed().body("board", "locality_team").outcome(self.rule) is MET

    def test_who_delivers_the_centre_speaks_for_it(self) -> None:
        town = self.centre().body("board", "advisory_board").link("board", "governs", "centre")
        town.organisation("charity", "vcs").post("worker").link("worker", "employed_by", "charity")
        town.organisation("la", "la_childrens").organisation("parents", "families")
        for member in ("worker", "la", "parents"):
            town.link(member, "member_of", "board")
        assert "a seat for the centre" in town.find(self.rule).sentence
        assert town.link("charity", "delivers", "centre").outcome(self.rule) is MET

    def test_the_councils_own_staff_do_not_speak_for_a_centre_it_runs(self) -> None:
        town = self.centre().body("board", "advisory_board").link("board", "governs", "centre")
        town.organisation("la", "la_childrens").link("la", "manages", "centre")
        town.organisation("parents", "families").post("officer")
        town.link("officer", "employed_by", "la")
        town.link("officer", "member_of", "board").link("parents", "member_of", "board")
        assert "a seat for the centre" in town.find(self.rule).sentence

    def test_one_seat_cannot_be_both_centre_and_council(self) -> None:
        town = self.centre().body("board", "advisory_board").link("board", "governs", "centre")
        town.post("manager", sector="la_childrens").link("manager", "manages", "centre")
        town.organisation("parents", "families").link("parents", "member_of", "board")
        town.link("manager", "member_of", "board")
        assert "a seat for the council" in town.find(self.rule).sentence

    def test_gap_by_sites_alone_only_where_no_board_is_on_record(self) -> None:
        assert self.centre().outcome(self.rule, complete=True) is SILENT
        assert self.centre().declare("sites").outcome(self.rule) is GAP
        town = self.governed(until="2023").declare("sites")
        assert town.outcome(self.rule) is SILENT
        assert town.declare("members", of="board").outcome(self.rule) is GAP

    def test_cannot_tell_while_no_site_says_whether_it_is_designated(self) -> None:
        town = Town().node("one", "site").node("two", "site", designated=False)
        found = town.declare("sites").find(self.rule, complete=True)
        assert found.outcome is UNKNOWN
        assert found.subjects[0].about == ("testham/one",)
        assert "First record which sites are designated" in found.would_change
        assert Town().node("one", "site", status="planned").outcome(self.rule) is UNKNOWN

    def test_sites_that_do_not_say_stand_beside_and_do_not_count(self) -> None:
        town = self.governed().node("hub", "site", site_kind="family_hub")
        assert town.outcome(self.rule) is MET
        assert town.subject(self.rule, "hub").outcome is UNKNOWN

    def test_not_applicable_without_a_site_or_a_designated_one(self) -> None:
        assert Town().main().declare("sites").outcome(self.rule) is NOT_APPLICABLE
        assert Town().node("one", "site", designated=False).outcome(self.rule) is NOT_APPLICABLE
        planned = Town().node("one", "site", designated=True, status="planned")
        assert planned.outcome(self.rule) is NOT_APPLICABLE

    def test_an_act_in_force_since_january_2010(self) -> None:
        assert self.centre().find(self.rule).severity is Severity.STATUTORY
        before = self.centre().find(self.rule, day=date(2010, 1, 11))
        assert before.severity is Severity.EXPECTED


class TestDirectorAndLeadMember:
    rule = "dcs-and-lead-member"

    def town(self) -> Town:
        return Town().post("one", "dcs").post("member", "lead_member")

    def test_met_with_one_of_each(self) -> None:
        assert self.town().outcome(self.rule) is MET

    @pytest.mark.parametrize("kind", ["dcs", "lead_member"])
    def test_two_of_a_kind_are_a_contradiction_that_needs_no_list(self, kind: str) -> None:
        found = self.town().post("two", kind).find(self.rule)
        assert found.outcome is GAP
        assert found.subjects[0].id == kind
        assert "2 posts are recorded as" in found.subjects[0].sentence

    def test_a_second_that_is_vacant_planned_disputed_or_over_changes_nothing(self) -> None:
        for rest in (
            {"vacant": True},
            {"status": "planned"},
            {"confidence": "disputed"},
            {"until": "2023"},
            {"since": "2024-04-01"},
            {"sector": "other_la"},
        ):
            assert self.town().post("two", "dcs", **rest).outcome(self.rule) is MET, rest

    def test_a_change_of_post_inside_one_month_counts_as_two_and_the_doubt_is_said(self) -> None:
        town = self.town().post("one", "dcs", until="2024-03").post("two", "dcs", since="2024-03")
        found = town.find(self.rule, day=date(2024, 3, 15))
        assert found.outcome is GAP
        assert "one may have followed the other" in found.subjects[0].sentence
        assert all(fact.maybe for fact in found.facts if fact.id in found.subjects[0].facts)
        assert town.outcome(self.rule, day=date(2024, 4, 1)) is MET

    def test_planned(self) -> None:
        town = self.town().post("one", "dcs", status="planned")
        assert town.subject(self.rule, "dcs").outcome is PLANNED

    def test_a_vacant_post_is_silent_and_said_to_be_vacant(self) -> None:
        town = self.town().post("one", "dcs", vacant=True)
        assert "On the map, and vacant: ONE." in town.subject(self.rule, "dcs").sentence
        assert town.outcome(self.rule) is SILENT

    def test_a_disputed_post_is_shown_and_counts_for_nothing(self) -> None:
        town = self.town().post("one", "dcs", confidence="disputed")
        found = town.subject(self.rule, "dcs")
        assert found.outcome is SILENT
        assert "testham/one" in found.facts

    def test_gap_by_posts_and_never_by_the_switch(self) -> None:
        assert Town().outcome(self.rule, complete=True) is SILENT
        assert Town().declare("posts").outcome(self.rule) is GAP
        assert Town().find(self.rule).severity is Severity.STATUTORY
