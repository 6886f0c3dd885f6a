"""Circles, orphans, masters and papers in every outcome they can have."""

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


class TestNoCycle:
    rule = "no-accountability-cycle"

    def test_a_circle_is_shown_from_and_to_the_same_body(self) -> None:
        town = Town().main().body("sub", "sub_group").body("top", "programme_board")
        town.link("main", "reports_to", "top").link("sub", "subgroup_of", "main")
        assert town.outcome(self.rule) is MET
        found = town.link("sub", "convenes", "top").find(self.rule)
        assert found.outcome is GAP
        path = found.subjects[0].path
        assert path[0] == path[-1]
        assert set(path) == {"testham/main", "testham/sub", "testham/top"}

    def test_a_planned_line_closes_no_circle(self) -> None:
        town = Town().main().body("top", "programme_board").link("main", "reports_to", "top")
        assert town.link("top", "reports_to", "main", status="planned").outcome(self.rule) is MET

    def test_working_links_make_no_circle_and_no_line(self) -> None:
        town = Town().main().body("top", "hwb")
        town.link("main", "coordinates_with", "top").link("top", "coordinates_with", "main")
        assert town.outcome(self.rule, complete=True) is NOT_APPLICABLE

    def test_an_organisation_that_convenes_and_a_report_to_a_plan_are_no_lines(self) -> None:
        town = Town().main().organisation("la").node("plan", "plan")
        town.link("la", "convenes", "main").link("main", "reports_to", "plan")
        assert town.outcome(self.rule) is NOT_APPLICABLE

    def test_every_circle_is_shown_but_not_one_of_bodies_that_are_not_judged(self) -> None:
        town = Town()
        for a, b, judged in (("a", "b", True), ("c", "d", True), ("x", "y", False)):
            town.body(a, "sub_group", in_scope=judged).body(b, "sub_group", in_scope=judged)
            town.link(a, "reports_to", b).link(b, "reports_to", a)
        assert "A → B → A; C → D → C." in town.find(self.rule).sentence

    def test_a_post_that_reports_makes_no_upward_line(self) -> None:
        town = Town().main().post("p").link("p", "reports_to", "main")
        assert town.outcome(self.rule) is NOT_APPLICABLE


class TestNoOrphan:
    rule = "no-orphan-body"

    @pytest.mark.parametrize("kind", ["accountable_to", "reports_to", "subgroup_of"])
    def test_met_by_any_line(self, kind: str) -> None:
        town = Town().body("sub", "sub_group").body("scp", "safeguarding_partnership")
        assert town.link("sub", kind, "scp").outcome(self.rule) is MET

    def test_met_by_being_convened_or_by_a_line_to_a_post(self) -> None:
        town = Town().body("sub", "sub_group").body("scp", "safeguarding_partnership")
        assert town.link("scp", "convenes", "sub").outcome(self.rule) is MET
        town = Town().body("sub", "sub_group").post("dcs").link("sub", "accountable_to", "dcs")
        assert town.outcome(self.rule) is MET

    @pytest.mark.parametrize(
        "kind", ["safeguarding_partnership", "hwb", "icp", "icb_board", "case_meeting"]
    )
    def test_tops_and_case_meetings_are_not_asked(self, kind: str) -> None:
        assert Town().body("it", kind).outcome(self.rule, complete=True) is NOT_APPLICABLE

    def test_voice_informal_and_out_of_scope_bodies_and_marked_tops_are_not_asked(self) -> None:
        town = Town().body("panel", "voice_panel").body("forum", "voice_forum")
        town.body("net", "network", informal=True).body("far", "sub_group", in_scope=False)
        town.body("cabinet", "committee", recognised_top=True)
        assert town.outcome(self.rule, complete=True) is NOT_APPLICABLE

    def test_networks_are_asked(self) -> None:
        assert Town().body("net", "network").outcome(self.rule) is SILENT

    def test_planned_gap_and_switch(self) -> None:
        town = Town().body("sub", "sub_group").body("scp", "safeguarding_partnership")
        assert town.outcome(self.rule, complete=True) is GAP
        assert town.link("sub", "reports_to", "scp", status="planned").outcome(self.rule) is PLANNED
        alone = Town().body("sub", "sub_group").declare("outward_lines", of="sub")
        assert alone.outcome(self.rule) is GAP


def test_the_oldest_orphan_comes_first() -> None:
    town = Town().body("a", "sub_group").body("b", "sub_group", since="2010")
    found = town.body("c", "sub_group", since="2004").find("no-orphan-body")
    assert [subject.name for subject in found.subjects] == ["C", "B", "A"]


class TestSingleMaster:
    rule = "single-master"

    def two(self, first: str | None = None, second: str | None = None) -> Town:
        town = Town().main().body("hwb", "hwb").body("scp", "safeguarding_partnership")
        for stop, matter in (("hwb", first), ("scp", second)):
            rest = {"matter": matter} if matter else {}
            town.link("main", "accountable_to", stop, **rest)
        return town

    def test_two_masters_are_a_gap_unless_each_has_its_own_matter(self) -> None:
        assert self.two().outcome(self.rule) is GAP
        assert self.two("hubs").outcome(self.rule) is GAP
        assert self.two("hubs", "hubs").outcome(self.rule) is GAP
        assert self.two("hubs", "safety").outcome(self.rule) is MET

    def test_two_masters_of_one_name_are_two(self) -> None:
        town = Town().main().body("a", "hwb", name="Board").body("b", "hwb", name="Board")
        town.link("main", "accountable_to", "a").link("main", "accountable_to", "b")
        assert town.outcome(self.rule) is GAP

    def test_the_same_matter_in_other_letters_is_one_matter(self) -> None:
        assert self.two("Hubs", "hubs ").outcome(self.rule) is GAP

    def test_two_lines_to_one_master_are_no_second_master(self) -> None:
        town = Town().main().body("hwb", "hwb").link("main", "accountable_to", "hwb")
        assert town.link("main", "accountable_to", "hwb").outcome(self.rule) is MET

    def test_a_partnership_is_accountable_to_its_partners_jointly(self) -> None:
        town = Town().body("scp", "safeguarding_partnership").main()
        for partner, sector in (("council", "la_childrens"), ("icb", "icb"), ("force", "police")):
            town.organisation(partner, sector).link("scp", "accountable_to", partner)
        town.link("main", "reports_to", "scp")
        assert town.outcome(self.rule) is MET
        town.body("hwb", "hwb").link("scp", "accountable_to", "hwb")
        assert town.outcome(self.rule) is GAP

    def test_reports_are_no_second_master(self) -> None:
        town = Town().main().body("hwb", "hwb").body("scp", "safeguarding_partnership")
        town.link("main", "accountable_to", "hwb").link("main", "reports_to", "scp")
        assert town.outcome(self.rule) is MET

    def test_not_applicable_without_any_upward_line(self) -> None:
        assert Town().main().outcome(self.rule, complete=True) is NOT_APPLICABLE

    def test_a_line_of_another_body_makes_it_applicable(self) -> None:
        town = Town().main().body("c", "committee").link("c", "reports_to", "main")
        assert town.outcome(self.rule) is MET


class TestReportsToABody:
    rule = "reports-to-a-body"

    def report(self) -> Town:
        town = Town().main().node("plan", "plan", plan_kind="cyp_plan")
        return town.link("main", "reports_to", "plan")

    def test_a_plan_without_an_owner_is_a_question_until_the_plans_are_declared(self) -> None:
        found = self.report().find(self.rule)
        assert found.outcome is SILENT
        assert found.sentence == (
            "MAIN reports to PLAN, a plan; who owns that plan is not recorded: ask."
        )
        assert self.report().declare("plans").outcome(self.rule) is GAP
        assert self.report().outcome(self.rule, complete=True) is GAP

    def test_met_when_a_body_or_organisation_owns_it_or_the_line_ends_at_a_body(self) -> None:
        town = self.report().body("hwb", "hwb").link("hwb", "owns", "plan")
        assert town.outcome(self.rule) is MET
        town = self.report().organisation("la").link("la", "owns", "plan")
        assert town.outcome(self.rule) is MET
        town = Town().main().body("hwb", "hwb").link("main", "accountable_to", "hwb")
        assert town.outcome(self.rule) is MET

    def test_a_planned_owner_is_planned_and_named(self) -> None:
        town = self.report().body("hwb", "hwb").link("hwb", "owns", "plan", status="planned")
        found = town.declare("plans").find(self.rule)
        assert found.outcome is PLANNED
        assert "MAIN reports to PLAN, which HWB owns." in found.sentence

    def test_a_body_out_of_scope_is_not_judged(self) -> None:
        town = Town().body("far", "partnership_board", in_scope=False).node("plan", "plan")
        assert town.link("far", "reports_to", "plan").outcome(self.rule) is NOT_APPLICABLE

    def test_not_applicable_without_such_lines(self) -> None:
        town = Town().main().body("hwb", "hwb").link("main", "subgroup_of", "hwb")
        assert town.outcome(self.rule) is NOT_APPLICABLE


@pytest.mark.parametrize("rule", ["no-orphan-body", "single-master", "chair-independent-of-parent"])
def test_a_body_and_its_executive_are_one_and_the_executive_is_not_asked(rule: str) -> None:
    town = Town().main().body("x", "executive_group").post("p")
    town.link("p", "chairs", "main").link("p", "chairs", "x").link("main", "reports_to", "p")
    town.link("x", "acts_for", "main").body("sub", "sub_group").link("sub", "reports_to", "x")
    found = town.find(rule)
    assert found.outcome is not Outcome.GAP
    assert "x" not in {subject.id.rpartition("/")[2] for subject in found.subjects}
    # Of any other body above it the same would be asked.
    other = Town().main().body("x", "sub_group").post("p").link("x", "reports_to", "main")
    other.link("p", "chairs", "main").link("p", "chairs", "x")
    assert "x" in {subject.id.rpartition("/")[2] for subject in other.find(rule).subjects}


def test_a_line_between_a_body_and_its_executive_makes_no_circle() -> None:
    town = Town().main().body("x", "executive_group").link("x", "acts_for", "main")
    town.link("main", "reports_to", "x")
    assert town.outcome("no-accountability-cycle") is Outcome.MET
    town.body("y", "sub_group").link("x", "reports_to", "y").link("y", "reports_to", "main")
    assert town.outcome("no-accountability-cycle") is Outcome.GAP
