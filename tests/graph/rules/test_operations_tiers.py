"""Joined tiers, governed hubs and local plans in every outcome they can have."""

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


class TestTwoTierLinked:
    rule = "two-tier-linked"

    def tiers(self) -> Town:
        town = Town().main(tier="strategic").body("ops", "operational_group", tier="operational")
        return town.body("scp", "safeguarding_partnership", tier="strategic")

    @pytest.mark.parametrize("kind", ["accountable_to", "reports_to", "subgroup_of"])
    def test_met_by_a_line_of_any_kind(self, kind: str) -> None:
        assert self.tiers().link("ops", kind, "main").outcome(self.rule) is MET

    def test_met_by_a_line_through_another_body_or_by_being_convened(self) -> None:
        town = self.tiers().body("sub", "sub_group").link("ops", "reports_to", "sub")
        assert town.outcome(self.rule) is SILENT
        assert town.link("sub", "subgroup_of", "main").outcome(self.rule) is MET
        assert self.tiers().link("main", "convenes", "ops").outcome(self.rule) is MET

    def test_an_organisation_that_convenes_is_no_line(self) -> None:
        town = self.tiers().organisation("la").link("la", "convenes", "ops")
        assert town.outcome(self.rule) is SILENT

    def test_a_top_is_no_strategic_body(self) -> None:
        town = self.tiers().link("ops", "reports_to", "scp")
        assert town.outcome(self.rule) is SILENT
        town = self.tiers().body("cabinet", "committee", tier="strategic", recognised_top=True)
        assert town.link("ops", "reports_to", "cabinet").outcome(self.rule) is SILENT

    def test_a_body_out_of_scope_joins_nothing(self) -> None:
        town = self.tiers().body("far", "partnership_board", tier="strategic", in_scope=False)
        assert town.link("ops", "reports_to", "far").outcome(self.rule) is SILENT
        town = Town().main().body("far", "sub_group", tier="operational", in_scope=False)
        assert town.link("far", "reports_to", "main").outcome(self.rule) is SILENT

    def test_a_shared_parent_is_named_and_joins_nothing(self) -> None:
        town = self.tiers().link("ops", "subgroup_of", "scp").link("main", "reports_to", "scp")
        found = town.find(self.rule)
        assert found.outcome is SILENT
        assert "OPS and MAIN are both under SCP: that is no line between them." in found.sentence

    def test_a_working_link_is_no_line(self) -> None:
        assert self.tiers().link("ops", "coordinates_with", "main").outcome(self.rule) is SILENT

    def test_a_locality_body_counts_when_its_tier_is_operational(self) -> None:
        for tier, outcome in (("operational", MET), ("locality", SILENT)):
            town = Town().main().body("ilt", "locality_team", tier=tier)
            assert town.link("ilt", "reports_to", "main").outcome(self.rule) is outcome

    def test_a_main_board_is_strategic_unless_its_record_says_otherwise(self) -> None:
        for rest, outcome in (({}, MET), ({"tier": "operational"}, SILENT)):
            town = Town().main(**rest).body("ops", "operational_group", tier="operational")
            assert town.link("ops", "reports_to", "main").outcome(self.rule) is outcome

    def test_the_way_back_is_shown_or_asked_for(self) -> None:
        town = self.tiers().link("ops", "reports_to", "main")
        assert "What comes back down is not recorded: ask." in town.find(self.rule).sentence
        found = town.link("main", "informs", "ops").find(self.rule)
        assert "Back down: MAIN informs OPS." in found.sentence

    def test_further_bodies_that_are_joined_are_counted(self) -> None:
        town = self.tiers().body("two", "sub_group", tier="operational")
        town.link("ops", "reports_to", "main").link("two", "reports_to", "main")
        assert "1 more operational body has such a line." in town.find(self.rule).sentence

    def test_planned_disputed_and_ended_lines(self) -> None:
        planned = self.tiers().link("ops", "reports_to", "main", status="planned")
        assert planned.outcome(self.rule) is PLANNED
        disputed = self.tiers().link("ops", "reports_to", "main", confidence="disputed")
        assert disputed.outcome(self.rule) is SILENT
        assert "A disputed fact is shown" in disputed.find(self.rule).sentence
        ended = self.tiers().link("ops", "reports_to", "main", until="2023")
        assert ended.outcome(self.rule) is SILENT

    def test_a_line_to_a_planned_board_is_planned(self) -> None:
        town = Town().main(status="planned").body("ops", "sub_group", tier="operational")
        assert town.link("ops", "reports_to", "main").outcome(self.rule) is PLANNED

    def test_gap_when_the_lines_of_every_operational_body_are_declared(self) -> None:
        town = self.tiers().body("two", "sub_group", tier="operational")
        assert town.declare("outward_lines", of="ops").outcome(self.rule) is SILENT
        assert town.declare("outward_lines", of="two").outcome(self.rule) is GAP
        assert self.tiers().outcome(self.rule, complete=True) is GAP

    def test_without_an_operational_body_there_is_never_a_gap(self) -> None:
        found = Town().main().find(self.rule, complete=True)
        assert found.outcome is SILENT
        assert found.would_change.startswith("First record which bodies are operational.")

    def test_not_applicable_without_a_formal_body(self) -> None:
        town = Town().body("net", "network", tier="operational")
        assert town.outcome(self.rule, complete=True) is NOT_APPLICABLE


class TestHubGoverned:
    rule = "hub-governed"

    def hub(self, **rest: str) -> Town:
        town = Town().main().body("ilt", "locality_team")
        return town.node("hub", "site", site_kind="family_hub", **rest)

    def test_met_by_a_body_that_governs_it(self) -> None:
        found = self.hub().link("ilt", "governs", "hub").find(self.rule)
        assert found.outcome is MET
        assert found.sentence == "HUB: governed by ILT."

    def test_managing_and_overseeing_are_noted_and_not_enough(self) -> None:
        town = self.hub().node("team", "team").link("team", "manages", "hub")
        found = town.link("main", "oversees", "hub").find(self.rule)
        assert found.outcome is SILENT
        assert "Managed by TEAM" in found.sentence
        assert "Overseen by MAIN" in found.sentence
        assert {fact.sentence for fact in found.facts} == {
            "TEAM manages HUB.",
            "MAIN oversees HUB.",
        }

    def test_planned_disputed_and_ended(self) -> None:
        planned = self.hub().link("ilt", "governs", "hub", status="planned")
        assert planned.outcome(self.rule) is PLANNED
        disputed = self.hub().link("ilt", "governs", "hub", confidence="disputed")
        assert disputed.outcome(self.rule) is SILENT
        assert "A disputed fact" in disputed.find(self.rule).sentence
        assert self.hub().link("ilt", "governs", "hub", until="2023").outcome(self.rule) is SILENT

    def test_each_hub_is_decided_by_itself(self) -> None:
        town = self.hub().node("other", "site", site_kind="family_hub")
        found = town.link("ilt", "governs", "hub").find(self.rule)
        assert found.sentence == "Not recorded for 1 of 2 operating family hubs: OTHER."
        assert town.subject(self.rule, "hub").outcome is MET

    def test_gap_by_the_list_of_sites_and_by_the_switch(self) -> None:
        found = self.hub().declare("sites").find(self.rule)
        assert found.outcome is GAP
        assert "the record is declared complete" in found.sentence
        assert self.hub().outcome(self.rule, complete=True) is GAP

    def test_planned_hubs_and_other_sites_are_not_asked(self) -> None:
        town = self.hub(status="planned").node("cc", "site", site_kind="childrens_centre")
        assert town.outcome(self.rule, complete=True) is NOT_APPLICABLE


class TestLocalityAnnualPlan:
    rule = "locality-annual-plan"

    def team(self, kind: str = "locality_team") -> Town:
        return Town().body("team", kind).node("plan", "plan", plan_kind="annual_plan")

    @pytest.mark.parametrize("kind", ["locality_team", "advisory_board"])
    def test_met_by_any_plan_it_works_by(self, kind: str) -> None:
        town = self.team(kind)
        assert town.outcome(self.rule) is SILENT
        assert town.link("team", "has_plan", "plan").outcome(self.rule) is MET

    def test_owning_a_plan_is_not_yet_working_by_it(self) -> None:
        found = self.team().link("team", "owns", "plan").find(self.rule)
        assert found.outcome is SILENT
        assert "Owned, and not recorded as in use: PLAN." in found.sentence

    def test_a_planned_plan_or_a_planned_use_is_planned(self) -> None:
        town = self.team().link("team", "has_plan", "plan", status="aspired")
        assert town.outcome(self.rule) is PLANNED
        town = Town().body("team", "advisory_board").node("plan", "plan", status="planned")
        assert town.link("team", "has_plan", "plan").outcome(self.rule) is PLANNED

    def test_disputed_and_ended(self) -> None:
        town = self.team().link("team", "has_plan", "plan", confidence="disputed")
        assert town.outcome(self.rule) is SILENT
        assert self.team().link("team", "has_plan", "plan", until="2023").outcome(self.rule) is (
            SILENT
        )

    def test_gap_by_the_list_of_plans_and_by_the_switch(self) -> None:
        assert self.team().declare("plans").outcome(self.rule) is GAP
        assert self.team().outcome(self.rule, complete=True) is GAP

    def test_not_applicable_without_such_a_body(self) -> None:
        town = Town().main().body("far", "locality_team", in_scope=False)
        assert town.outcome(self.rule, complete=True) is NOT_APPLICABLE
        assert Town().body("t", "locality_team", status="planned").outcome(self.rule) is (
            NOT_APPLICABLE
        )
