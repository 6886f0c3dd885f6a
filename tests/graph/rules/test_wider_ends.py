"""Ends at organisations, departments and posts; duties of people; seats of bodies and teams.

What the wider links mean for the checks that read lines, duties and seats.
"""

import pytest

from graph.rules.finding import NotApplicableBecause, Outcome
from tests.towns import Town

MET, GAP, PLANNED, SILENT = Outcome.MET, Outcome.GAP, Outcome.PLANNED, Outcome.SILENT
ENDS = [
    *(("reports_to", end) for end in ("council", "childrens")),
    *(("accountable_to", end) for end in ("council", "childrens", "dcs")),
]


def town(kind: str = "sub_group") -> Town:
    made = Town().organisation("council", "la_childrens").post("dcs", "dcs").body("group", kind)
    return made.node("childrens", "department")


class TestEnds:
    @pytest.mark.parametrize(("line", "end"), ENDS)
    def test_each_is_an_end_on_record(self, line: str, end: str) -> None:
        made = town().link("group", line, end)
        assert made.outcome("no-orphan-body") is MET
        assert made.outcome("reports-to-a-body") is MET
        cases = town("case_meeting")
        assert cases.outcome("case-meeting-linked") is SILENT
        assert cases.link("group", line, end).outcome("case-meeting-linked") is MET

    @pytest.mark.parametrize(("line", "end"), ENDS)
    def test_only_a_report_to_an_organisation_reports_back(self, line: str, end: str) -> None:
        made = town().link("group", line, end)
        assert (made.outcome("sub-group-reports-back") is MET) is (line == "reports_to")

    def test_a_planned_end_is_planned(self) -> None:
        made = town().link("group", "reports_to", "council", status="planned")
        for rule in ("no-orphan-body", "sub-group-reports-back"):
            assert made.outcome(rule) is PLANNED

    @pytest.mark.parametrize(("line", "end"), ENDS)
    def test_it_makes_no_link_to_another_board(self, line: str, end: str) -> None:
        made = town("main_board").body("scp", "safeguarding_partnership")
        made.link("group", line, end).link("scp", line, end)
        assert made.outcome("link-safeguarding-partnership") is SILENT

    @pytest.mark.parametrize(("line", "end"), [one for one in ENDS if one[1] != "dcs"])
    def test_it_is_no_upward_line_where_one_is_waited_for(self, line: str, end: str) -> None:
        made = town().link("group", line, end)
        for rule in ("no-accountability-cycle", "single-master"):
            assert made.find(rule).because is NotApplicableBecause.WAITS

    def test_lines_to_organisations_are_one_whatever_their_order(self) -> None:
        for first, second in (("council", "icb"), ("icb", "council")):
            made = town().organisation("icb", "icb").body("hwb", "hwb")
            made.link("group", "accountable_to", first, matter="money")
            made.link("group", "accountable_to", second)
            made.link("group", "accountable_to", "hwb", matter="health")
            found = made.subject("single-master", "group")
            assert found.outcome is GAP
            assert "HWB" in found.sentence
        apart = town().body("hwb", "hwb").link("group", "accountable_to", "council", matter="money")
        apart.organisation("icb", "icb").link("group", "accountable_to", "icb", matter="money")
        apart.link("group", "accountable_to", "hwb", matter="health")
        assert apart.subject("single-master", "group").outcome is MET


class TestDuties:
    def led(self) -> Town:
        made = Town(funded=True).node("sfl", "programme", programme_kind="start_for_life")
        return made.node("ann", "person").post("lead")

    def test_a_person_with_no_post_is_accountable_in_person(self) -> None:
        made = self.led().link("ann", "accountable_for", "sfl")
        found = made.find("single-accountable-leader")
        assert found.outcome is MET
        assert found.sentence == "ANN is accountable for Start for Life."

    def test_a_person_and_the_posts_they_hold_are_one(self) -> None:
        made = self.led().link("ann", "accountable_for", "sfl").link("ann", "holds", "lead")
        assert made.find("single-accountable-leader").sentence.startswith("LEAD is accountable")
        made.link("lead", "accountable_for", "sfl").post("other").link("ann", "holds", "other")
        assert made.outcome("single-accountable-leader") is MET
        made.node("bea", "person").link("bea", "accountable_for", "sfl")
        found = made.find("single-accountable-leader")
        assert found.outcome is GAP
        assert "2 posts or people are recorded" in found.sentence

    def test_what_a_person_leads_each_post_of_theirs_leads(self) -> None:
        made = Town().body("data", "data_board").node("ann", "person").link("ann", "leads", "data")
        made.post("lead", "data_board_lead")
        assert "a data board lead" in made.find("data-board-led-and-senior").sentence
        made.link("ann", "holds", "lead")
        assert "a data board lead" not in made.find("data-board-led-and-senior").sentence

    def test_an_elected_member_leads_in_person(self) -> None:
        made = Town().main().node("cllr", "person").link("cllr", "leads", "main")
        assert made.outcome("elected-member-champion") is SILENT
        made.post("lead", "lead_member").link("cllr", "holds", "lead")
        assert made.outcome("elected-member-champion") is MET

    def test_a_person_with_a_duty_carries_an_agenda_by_the_seat_of_their_post(self) -> None:
        made = Town().main().post("head").link("head", "member_of", "main").node("ann", "person")
        made.node("drugs", "agenda", agenda_kind="drugs").link("ann", "accountable_for", "drugs")
        assert made.subject("link-early-help-agendas", "drugs").outcome is SILENT
        made.link("ann", "holds", "head")
        assert made.subject("link-early-help-agendas", "drugs").outcome is MET


class TestSeatsOfBodies:
    def town(self, kind: str = "voice_panel") -> Town:
        made = Town().main().body("scp", "safeguarding_partnership").body("panel", kind)
        made.organisation("council", "la_childrens").link("panel", "part_of", "council")
        return made.link("panel", "member_of", "scp").link("panel", "member_of", "main")

    def test_a_panel_speaks_for_families_and_never_for_who_runs_it(self) -> None:
        made = self.town()
        assert made.outcome("families-on-main-board") is MET
        assert made.subject("main-board-core-sectors", "la_childrens").outcome is SILENT
        assert "for the council" in made.find("scp-three-partners").sentence
        assert made.find("attendance-sufficient").because is NotApplicableBecause.WAITS

    def test_a_body_that_is_neither_speaks_for_nobody(self) -> None:
        made = self.town("working_group")
        assert made.outcome("families-on-main-board") is SILENT
        assert "for the council" in made.find("scp-three-partners").sentence

    def test_what_its_seat_represents_comes_first(self) -> None:
        made = self.town("working_group").link("panel", "member_of", "main", represents="education")
        assert made.subject("main-board-core-sectors", "education").outcome is MET

    def test_a_teams_seat_is_its_organisations(self) -> None:
        made = Town().main().organisation("council", "la_childrens").node("team", "team")
        made.link("team", "part_of", "council").link("team", "member_of", "main")
        assert made.subject("main-board-core-sectors", "la_childrens").outcome is MET


def test_an_all_age_partnership_is_read_as_each_of_its_kinds() -> None:
    made = Town().main().body("both", "adults_board", also_kinds=["safeguarding_partnership"])
    assert made.subject("scp-three-partners", "both").outcome is SILENT
    assert made.subject("body-has-chair", "both").outcome is SILENT
    assert not [s for s in made.find("no-orphan-body").subjects if s.id.endswith("both")]
    assert made.link("main", "reports_to", "both").outcome("link-safeguarding-partnership") is MET
    alone = Town().body("board", "adults_board", terms_exist=True, quorum=3)
    for rule in ("body-has-chair", "terms-say-who-appoints", "quorum-reachable"):
        assert alone.find(rule).because is NotApplicableBecause.WAITS
