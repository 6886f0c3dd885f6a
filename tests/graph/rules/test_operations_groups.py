"""Sub groups that report, plan and share the lead, and case meetings, in every outcome."""

from datetime import date

import pytest

from graph.rules.finding import Outcome
from tests.towns import Town

MET, GAP, PLANNED, SILENT, NOT_APPLICABLE = (
    Outcome.MET,
    Outcome.GAP,
    Outcome.PLANNED,
    Outcome.SILENT,
    Outcome.NOT_APPLICABLE,
)
GROUPS = ["sub_group", "working_group", "committee"]


class TestReportsBack:
    rule = "sub-group-reports-back"

    def group(self, kind: str = "sub_group") -> Town:
        return Town().main().body("sub", kind)

    @pytest.mark.parametrize("kind", GROUPS)
    def test_met_by_a_report_to_its_parent_or_another_body(self, kind: str) -> None:
        town = self.group(kind).link("sub", "reports_to", "main")
        assert town.outcome(self.rule) is MET
        town = self.group(kind).body("hwb", "hwb").link("sub", "subgroup_of", "main")
        assert town.link("sub", "reports_to", "hwb").outcome(self.rule) is MET

    @pytest.mark.parametrize("kind", ["subgroup_of", "accountable_to"])
    def test_being_part_of_a_board_is_not_yet_a_report(self, kind: str) -> None:
        found = self.group().link("sub", kind, "main").find(self.rule)
        assert found.outcome is SILENT
        assert "Above it: MAIN; what it reports there is the question." in found.sentence

    def test_a_report_to_a_paper_is_none_to_a_body(self) -> None:
        town = self.group().node("plan", "plan").link("sub", "reports_to", "plan")
        assert town.outcome(self.rule) is SILENT

    def test_planned_disputed_and_ended(self) -> None:
        town = self.group().link("sub", "reports_to", "main", status="planned")
        assert town.outcome(self.rule) is PLANNED
        town = self.group().link("sub", "reports_to", "main", confidence="disputed")
        assert town.outcome(self.rule) is SILENT
        assert "A disputed fact" in town.find(self.rule).sentence
        town = self.group().link("sub", "reports_to", "main", until="2024-03-30")
        assert town.outcome(self.rule) is SILENT

    def test_gap_by_its_lines_and_by_the_switch(self) -> None:
        town = self.group().link("sub", "subgroup_of", "main")
        assert town.outcome(self.rule, complete=True) is GAP
        assert town.declare("outward_lines", of="main").outcome(self.rule) is SILENT
        assert town.declare("outward_lines", of="sub").outcome(self.rule) is GAP

    def test_not_applicable_without_such_a_group(self) -> None:
        town = Town().main().body("ilt", "locality_team").body("far", "sub_group", in_scope=False)
        assert town.outcome(self.rule, complete=True) is NOT_APPLICABLE


class TestAnnualPlan:
    rule = "sub-group-annual-plan"

    def plan(self, dated: str = "", status: str = "operating") -> Town:
        rest = {"dated": dated} if dated else {}
        town = Town().body("sub", "sub_group")
        town.node("plan", "plan", plan_kind="annual_plan", status=status, **rest)
        return town.link("sub", "has_plan", "plan")

    @pytest.mark.parametrize(
        ("dated", "outcome"),
        [
            ("2024-01-10", MET),
            ("2023-03-31", MET),
            ("2023-03-30", GAP),
            ("2023-03", MET),
            ("2023-02", GAP),
            ("2023", MET),
            ("2022", GAP),
        ],
    )
    def test_a_plan_more_than_twelve_months_old_is_a_gap(
        self, dated: str, outcome: Outcome
    ) -> None:
        assert self.plan(dated).outcome(self.rule) is outcome

    def test_a_leap_day_has_its_year_too(self) -> None:
        town = self.plan("2024-02-29")
        assert town.outcome(self.rule, day=date(2025, 2, 28)) is MET
        assert town.outcome(self.rule, day=date(2025, 3, 1)) is GAP

    def test_a_plan_dated_at_the_end_of_the_calendar_breaks_nothing(self) -> None:
        for dated in ("9999", "9999-12-31"):
            assert self.plan(dated).outcome(self.rule) is PLANNED
            assert self.plan(dated).outcome(self.rule, day=date.max) is MET

    def test_a_doubt_about_its_age_is_said(self) -> None:
        assert "perhaps over twelve months ago" in self.plan("2023").find(self.rule).sentence
        assert "perhaps" not in self.plan("2024-01").find(self.rule).sentence

    def test_an_undated_plan_counts_and_says_so(self) -> None:
        found = self.plan().find(self.rule)
        assert found.outcome is MET
        assert "whose date is not recorded" in found.sentence

    def test_a_newer_plan_makes_good_for_an_old_one(self) -> None:
        town = self.plan("2021").node("new", "plan", dated="2024-02")
        assert town.outcome(self.rule) is GAP
        found = town.link("sub", "has_plan", "new").find(self.rule)
        assert found.outcome is MET
        assert "NEW (dated February 2024)" in found.sentence

    def test_a_plan_dated_later_than_the_day_was_still_to_come(self) -> None:
        assert self.plan("2024-09-01").outcome(self.rule) is PLANNED

    def test_a_planned_plan_is_planned_and_an_old_one_stays_a_gap(self) -> None:
        assert self.plan(status="planned").outcome(self.rule) is PLANNED
        town = self.plan("2021").node("new", "plan", status="planned")
        assert town.link("sub", "has_plan", "new").outcome(self.rule) is GAP

    def test_disputed_and_ended(self) -> None:
        town = Town().body("sub", "sub_group").node("plan", "plan")
        town.link("sub", "has_plan", "plan", confidence="disputed")
        assert town.outcome(self.rule) is SILENT
        town = Town().body("sub", "sub_group").node("plan", "plan", until="2024-03-30")
        assert town.link("sub", "has_plan", "plan").outcome(self.rule) is SILENT

    @pytest.mark.parametrize("kind", GROUPS)
    def test_silent_gap_and_switch(self, kind: str) -> None:
        town = Town().body("sub", kind)
        assert town.outcome(self.rule) is SILENT
        assert town.outcome(self.rule, complete=True) is GAP
        assert town.declare("plans").outcome(self.rule) is GAP

    def test_a_group_for_one_task_is_not_asked(self) -> None:
        town = Town().body("c", "committee", standing=False)
        assert town.outcome(self.rule, complete=True) is NOT_APPLICABLE
        assert Town().body("c", "committee", standing=True).outcome(self.rule) is SILENT


class TestLeadershipSpread:
    rule = "leadership-spread"

    def pair(self) -> Town:
        town = Town().body("one", "locality_team").body("two", "sub_group")
        return town.organisation("la", "la_childrens").organisation("vcs").post("p").post("q")

    def test_met_by_organisations_in_the_chair(self) -> None:
        town = self.pair().link("la", "chairs", "one").link("vcs", "chairs", "two")
        found = town.find(self.rule)
        assert found.outcome is MET
        assert found.sentence == "The chairs come from 2 organisations: LA, VCS."

    def test_met_by_the_employers_of_posts_and_of_people_in_them(self) -> None:
        town = self.pair().link("p", "chairs", "one").link("q", "chairs", "two")
        town.link("p", "employed_by", "la")
        assert town.outcome(self.rule) is SILENT
        town.node("ann", "person").link("ann", "holds", "q").link("ann", "employed_by", "vcs")
        assert town.outcome(self.rule) is MET

    def test_one_organisation_in_every_chair_is_a_gap_that_needs_no_list(self) -> None:
        town = self.pair().link("la", "chairs", "one").link("p", "chairs", "two")
        found = town.link("p", "employed_by", "la").find(self.rule)
        assert found.outcome is GAP
        assert found.sentence == "The chairs of both bodies come from LA."

    def test_a_service_is_its_council(self) -> None:
        town = self.pair().organisation("ehs", "la_childrens").link("ehs", "part_of", "la")
        town.link("la", "chairs", "one").link("ehs", "chairs", "two")
        assert town.outcome(self.rule) is GAP

    def test_co_chairs_of_two_organisations_share_the_lead(self) -> None:
        town = self.pair().link("la", "co_chairs", "one").link("vcs", "co_chairs", "one")
        assert town.link("la", "chairs", "two").outcome(self.rule) is MET

    def test_silent_while_any_chair_is_unknown(self) -> None:
        town = self.pair().link("la", "chairs", "one").link("vcs", "chairs", "two")
        town.body("three", "advisory_board", chair_post_exists=True)
        found = town.find(self.rule, complete=True)
        assert found.outcome is SILENT
        assert "is not recorded for THREE: ask. Known so far, from: LA, VCS." in found.sentence

    def test_vacant_disputed_and_ended_chairs_are_unknown(self) -> None:
        town = self.pair().link("la", "chairs", "one").post("v", vacant=True)
        town.link("v", "employed_by", "vcs").link("v", "chairs", "two")
        assert town.outcome(self.rule) is SILENT
        town = self.pair().link("la", "chairs", "one")
        town.link("vcs", "chairs", "two", confidence="disputed")
        assert town.outcome(self.rule) is SILENT
        assert "A disputed fact" in town.find(self.rule).sentence
        town = self.pair().link("la", "chairs", "one").link("vcs", "chairs", "two", until="2023")
        assert town.outcome(self.rule) is SILENT

    def test_a_planned_chair_makes_it_planned(self) -> None:
        town = self.pair().link("la", "chairs", "one")
        assert town.link("vcs", "chairs", "two", status="planned").outcome(self.rule) is PLANNED

    def test_one_entry_for_several_boards_counts_as_two(self) -> None:
        town = Town().body("ab", "advisory_board").organisation("la").link("la", "chairs", "ab")
        assert town.outcome(self.rule) is NOT_APPLICABLE
        town = Town().body("ab", "advisory_board", stands_for_several=True)
        assert town.outcome(self.rule) is SILENT
        assert town.organisation("la").link("la", "chairs", "ab").outcome(self.rule) is GAP

    def test_not_applicable_with_one_body_and_committees_do_not_count(self) -> None:
        town = Town().body("sub", "sub_group").body("c", "committee").main()
        assert town.body("net", "network").outcome(self.rule) is NOT_APPLICABLE


class TestCaseMeetings:
    rule = "case-meeting-linked"

    def meeting(self) -> Town:
        return Town().body("panel", "case_meeting").body("ilt", "locality_team")

    def test_met_by_being_convened_or_by_a_line_upward(self) -> None:
        assert self.meeting().link("ilt", "convenes", "panel").outcome(self.rule) is MET
        for kind in ("reports_to", "accountable_to", "subgroup_of"):
            assert self.meeting().link("panel", kind, "ilt").outcome(self.rule) is MET

    def test_an_organisation_that_convenes_or_a_venue_is_no_line(self) -> None:
        town = self.meeting().organisation("la").link("la", "convenes", "panel")
        town.node("hub", "site", site_kind="family_hub").link("panel", "held_at", "hub")
        found = town.find(self.rule)
        assert found.outcome is SILENT
        assert "It is held at HUB: a venue is no line." in found.sentence

    def test_planned_disputed_and_ended(self) -> None:
        town = self.meeting().link("ilt", "convenes", "panel", status="planned")
        assert town.outcome(self.rule) is PLANNED
        town = self.meeting().link("ilt", "convenes", "panel", confidence="disputed")
        assert town.outcome(self.rule) is SILENT
        assert "A disputed fact" in town.find(self.rule).sentence
        town = self.meeting().link("ilt", "convenes", "panel", until="2023")
        assert town.outcome(self.rule) is SILENT

    def test_gap_by_its_lines_and_by_the_switch(self) -> None:
        assert self.meeting().outcome(self.rule, complete=True) is GAP
        town = self.meeting().declare("outward_lines", of="panel")
        assert town.outcome(self.rule) is GAP

    def test_not_applicable_without_case_meetings(self) -> None:
        town = Town().main().body("far", "case_meeting", in_scope=False)
        assert town.outcome(self.rule, complete=True) is NOT_APPLICABLE
