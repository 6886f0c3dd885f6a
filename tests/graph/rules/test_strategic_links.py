"""Each rule of the group in every outcome it can have."""

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


def with_two_organisations(town: Town, status: str = "operating") -> Town:
    for local in ("one", "two"):
        town.organisation(local).link(local, "member_of", "main", status=status)
    return town


class TestMainBoardExists:
    rule = "main-board-exists"

    def test_met_when_recorded_as_multi_agency(self) -> None:
        assert Town().main().outcome(self.rule) is MET

    def test_met_with_members_from_two_organisations(self) -> None:
        town = with_two_organisations(Town().main(multi_agency=False))
        assert town.outcome(self.rule) is MET

    def test_a_post_brings_its_employer(self) -> None:
        town = Town().main(multi_agency=False).organisation("one").organisation("two")
        town.post("head").link("head", "employed_by", "one").link("head", "chairs", "main")
        assert town.outcome(self.rule) is SILENT
        assert town.link("two", "member_of", "main").outcome(self.rule) is MET

    def test_planned_board_and_planned_members(self) -> None:
        assert Town().main(status="planned").outcome(self.rule) is PLANNED
        town = with_two_organisations(Town().main(multi_agency=False), "aspired")
        assert town.outcome(self.rule) is PLANNED

    def test_silent_then_gap_by_declaration_or_switch(self) -> None:
        town = Town().body("group", "working_group", scope=["early_help"])
        found = town.find(self.rule)
        assert found.outcome is SILENT
        assert "GROUP" in found.sentence
        assert town.outcome(self.rule, complete=True) is GAP
        assert town.declare("bodies").outcome(self.rule) is GAP

    def test_a_board_out_of_scope_is_no_main_board(self) -> None:
        assert Town().main(in_scope=False).outcome(self.rule) is SILENT


class TestStrategyOwned:
    rule = "early-help-strategy-owned"

    @pytest.mark.parametrize("verb", ["owns", "oversees"])
    @pytest.mark.parametrize("kind", ["early_help_strategy", "implementation_plan"])
    def test_met(self, verb: str, kind: str) -> None:
        town = Town().main().node("plan", "plan", plan_kind=kind).link("main", verb, "plan")
        assert town.outcome(self.rule) is MET

    def test_other_plans_and_working_by_it_do_not_count(self) -> None:
        town = Town().main().node("cyp", "plan", plan_kind="cyp_plan").link("main", "owns", "cyp")
        town.node("ehs", "plan", plan_kind="early_help_strategy").link("main", "has_plan", "ehs")
        assert town.outcome(self.rule) is SILENT

    def test_planned_strategy(self) -> None:
        town = Town().main()
        town.node("ehs", "plan", plan_kind="early_help_strategy", status="planned")
        assert town.link("main", "owns", "ehs").outcome(self.rule) is PLANNED

    def test_gap_needs_both_lists(self) -> None:
        town = Town().main().declare("plans")
        assert town.outcome(self.rule) is SILENT
        assert town.declare("duties", of="main").outcome(self.rule) is GAP

    def test_not_applicable_without_main(self) -> None:
        assert Town().outcome(self.rule, complete=True) is NOT_APPLICABLE

    def test_the_worst_of_two_boards_decides(self) -> None:
        town = Town().main().main("second").node("ehs", "plan", plan_kind="early_help_strategy")
        assert town.link("main", "owns", "ehs").outcome(self.rule) is SILENT


class TestHubsEmbedded:
    rule = "hubs-embedded-in-early-help"

    def hub_town(self) -> Town:
        town = Town().main(scope=["early_help"]).node("hub", "site", site_kind="family_hub")
        return town.body("hubs", "programme_board").link("hubs", "oversees", "hub")

    def test_met_by_scope(self) -> None:
        assert Town().main().outcome(self.rule) is MET

    def test_met_when_main_oversees_hubs_itself(self) -> None:
        town = Town().main(scope=["early_help"]).node("hub", "site", site_kind="family_hub")
        assert town.outcome(self.rule) is SILENT
        assert town.link("main", "oversees", "hub").outcome(self.rule) is MET

    def test_met_when_every_body_over_hubs_answers_to_main(self) -> None:
        town = self.hub_town()
        assert town.outcome(self.rule) is SILENT
        assert town.link("hubs", "reports_to", "main").outcome(self.rule) is MET
        town.body("other", "working_group", scope=["family_hubs"])
        assert town.outcome(self.rule) is SILENT

    def test_planned_line(self) -> None:
        town = self.hub_town().link("hubs", "subgroup_of", "main", status="planned")
        assert town.outcome(self.rule) is PLANNED

    def test_gap_needs_both_lists(self) -> None:
        town = self.hub_town().declare("bodies")
        assert town.outcome(self.rule) is SILENT
        assert town.declare("outward_lines", of="hubs").outcome(self.rule) is GAP


class TestSafeguardingReview:
    rule = "safeguarding-review-agreed"

    def review(self, **rest: object) -> Town:
        town = Town().main().body("scp", "safeguarding_partnership")
        parts = {"dated": "2024-01", "scrutiny_considered": False, **rest}
        kind = {"agreement_kind": "safeguarding_review", **parts}
        town.node("review", "agreement", **kind)  # type: ignore[arg-type]
        return town.link("main", "party_to", "review").link("scp", "party_to", "review")

    def test_met_whichever_way_scrutiny_was_decided(self) -> None:
        assert self.review().outcome(self.rule) is MET
        assert self.review(scrutiny_considered=True).outcome(self.rule) is MET

    def test_planned(self) -> None:
        assert self.review(status="planned").outcome(self.rule) is PLANNED

    def test_silent_without_a_date_or_a_decision_and_never_a_gap(self) -> None:
        town = Town().main().declare("agreements")
        assert town.outcome(self.rule, complete=True) is SILENT
        undated = self.review()
        undated.node("review", "agreement", agreement_kind="safeguarding_review")
        assert undated.outcome(self.rule) is SILENT
        assert self.review(dated="2024-05").outcome(self.rule) is SILENT


def test_a_department_and_its_council_are_one_organisation() -> None:
    town = Town().main(multi_agency=False).organisation("la").organisation("directorate")
    town.link("directorate", "part_of", "la").link("directorate", "member_of", "main")
    assert town.outcome("main-board-exists") is SILENT
    town.link("la", "member_of", "main")
    assert town.outcome("main-board-exists") is SILENT


def test_a_second_main_board_for_hubs_alone_is_parallel_not_embedded() -> None:
    town = Town().main("eh", scope=["early_help"]).main("hb", scope=["family_hubs"])
    assert town.outcome("hubs-embedded-in-early-help") is SILENT
    town.declare("bodies").declare("outward_lines", of="hb")
    assert town.outcome("hubs-embedded-in-early-help") is GAP
    assert town.link("hb", "reports_to", "eh").outcome("hubs-embedded-in-early-help") is MET


def test_a_voice_panel_is_not_over_the_hubs() -> None:
    town = Town().main(scope=["early_help"]).node("hub", "site", site_kind="family_hub")
    town.body("prog", "programme_board").link("prog", "oversees", "hub")
    town.link("prog", "reports_to", "main").body("panel", "voice_panel", scope=["family_hubs"])
    assert town.outcome("hubs-embedded-in-early-help") is MET


def test_a_planned_review_needs_no_date_yet() -> None:
    town = Town().main().body("scp", "safeguarding_partnership")
    town.node("review", "agreement", agreement_kind="safeguarding_review", status="planned")
    town.link("main", "party_to", "review").link("scp", "party_to", "review")
    found = town.find("safeguarding-review-agreed")
    assert found.outcome is PLANNED
    assert found.sentence.startswith("Planned, not yet so.")
