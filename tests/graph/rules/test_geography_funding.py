"""Boundaries, grants, succession and the Best Start plan in every outcome they can have."""

from datetime import date

import pytest

from graph.rules.finding import NotApplicableBecause, Outcome
from tests.towns import Town

MET, GAP, PLANNED, SILENT, NOT_APPLICABLE, UNKNOWN = (
    Outcome.MET,
    Outcome.GAP,
    Outcome.PLANNED,
    Outcome.SILENT,
    Outcome.NOT_APPLICABLE,
    Outcome.UNKNOWN,
)

BEST_START = date(2026, 4, 1)


class TestBoundaries:
    rule = "boundaries-bridged"

    def town(self, same: bool | None = None, kind: str = "safeguarding") -> Town:
        marked = {} if same is None else {"equals_council": same}
        town = Town().node("city", "footprint", footprint_kind="council")
        town.node("wide", "footprint", footprint_kind=kind, **marked)  # type: ignore[arg-type]
        return town.body("joint", "programme_board", in_scope=False)

    @pytest.mark.parametrize("kind", ["safeguarding", "health", "police"])
    def test_met_where_it_is_the_councils_ground_a_question_where_not(self, kind: str) -> None:
        assert self.town(True, kind).outcome(self.rule) is MET
        assert self.town(False, kind).outcome(self.rule) is SILENT
        assert self.town(False, kind).declare("bodies").outcome(self.rule) is GAP
        assert self.town(False, kind).outcome(self.rule, complete=True) is GAP

    def test_a_difference_says_what_is_not_recorded(self) -> None:
        sentence = self.town(False).find(self.rule).sentence
        assert "what bridges them is not recorded: ask." in sentence

    def test_what_was_not_compared_is_said(self) -> None:
        for same in (True, False, None):
            sentence = self.town(same).find(self.rule).sentence
            assert "Not recorded, so not compared: health, police." in sentence

    def test_met_by_a_body_that_bridges_what_differs(self) -> None:
        for same in (False, None):
            assert self.town(same).link("joint", "bridges", "wide").outcome(self.rule) is MET

    def test_a_planned_bridge_is_no_bridge_yet_and_is_named(self) -> None:
        town = self.town(False).link("joint", "bridges", "wide", status="planned")
        found = town.declare("bodies").find(self.rule)
        assert found.outcome is PLANNED
        assert "JOINT bridges WIDE (planned)." in found.sentence

    def test_planned_where_it_is_not_known_whether_they_differ(self) -> None:
        town = self.town().link("joint", "bridges", "wide", status="planned")
        assert town.outcome(self.rule) is PLANNED

    def test_a_disputed_bridge_or_ground_does_not_count(self) -> None:
        town = self.town(False).link("joint", "bridges", "wide", confidence="disputed")
        assert town.outcome(self.rule) is SILENT
        town = self.town(False).node("wide", "footprint", confidence="disputed")
        assert town.outcome(self.rule) is SILENT

    def test_silent_without_the_councils_or_any_other_and_never_a_gap_by_absence(self) -> None:
        alone = Town().node("city", "footprint", footprint_kind="council")
        other = Town().node("x", "footprint", footprint_kind="health", equals_council=False)
        local = self.town(False, "locality")
        # Where the council's own ground is not on record, what differs from it cannot be told.
        for town in (Town(), alone, other, local, self.town()):
            for name in ("bodies", "programmes"):
                town.declare(name)
            assert town.outcome(self.rule, complete=True) is SILENT

    def test_each_footprint_is_decided_by_itself(self) -> None:
        town = self.town(True).node(
            "nhs", "footprint", footprint_kind="health", equals_council=False
        )
        assert town.subject(self.rule, "wide").outcome is MET
        assert town.subject(self.rule, "nhs").outcome is SILENT
        assert "Not recorded for 1 of 2 footprints: NHS." in town.find(self.rule).sentence

    def test_who_covers_it_is_shown(self) -> None:
        town = self.town(False).organisation("icb", "icb").link("icb", "covers", "wide")
        facts = [fact.sentence for fact in town.find(self.rule).facts]
        assert "ICB covers WIDE." in facts


class TestTiedToStrategy:
    rule = "structures-tied-to-strategy"

    def town(self) -> Town:
        town = Town().main().body("team", "transformation_group").node("grant", "programme")
        return town.link("team", "established_under", "grant")

    def test_met_by_a_line_to_main(self) -> None:
        town = self.town().body("mid", "sub_group").link("mid", "subgroup_of", "main")
        assert town.outcome(self.rule) is SILENT
        found = town.link("team", "reports_to", "mid").find(self.rule)
        assert found.outcome is MET
        assert "TEAM → MID → MAIN" in found.sentence

    @pytest.mark.parametrize(
        ("kind", "outcome"),
        [
            ("early_help_strategy", MET),
            ("hub_strategy", MET),
            ("cyp_plan", MET),
            ("annual_plan", SILENT),
        ],
    )
    def test_met_by_contributing_to_a_strategy(self, kind: str, outcome: Outcome) -> None:
        town = self.town().node("plan", "plan", plan_kind=kind)
        assert town.link("team", "contributes_to", "plan").outcome(self.rule) is outcome
        owner = self.town().node("plan", "plan", plan_kind=kind).link("team", "has_plan", "plan")
        assert owner.outcome(self.rule) is SILENT

    def test_working_contact_is_no_line(self) -> None:
        assert self.town().link("team", "coordinates_with", "main").outcome(self.rule) is SILENT

    def test_a_main_board_set_up_under_a_grant_needs_a_strategy(self) -> None:
        town = Town().main().node("grant", "programme").link("main", "established_under", "grant")
        found = town.find(self.rule)
        assert found.outcome is SILENT
        assert found.sentence == (
            "That MAIN, set up under GRANT, contributes to a strategy is not recorded: ask."
        )
        town.node("ehs", "plan", plan_kind="early_help_strategy")
        assert town.link("main", "contributes_to", "ehs").outcome(self.rule) is MET

    def test_planned_and_disputed_lines(self) -> None:
        town = self.town().link("team", "reports_to", "main", status="planned")
        assert town.outcome(self.rule) is PLANNED
        town = self.town().link("team", "reports_to", "main", confidence="disputed")
        assert "A disputed fact is shown" in town.find(self.rule).sentence

    def test_gap_by_the_lines_of_each_body_or_by_the_switch(self) -> None:
        town = self.town().body("other", "sub_group").link("other", "established_under", "grant")
        town.declare("outward_lines", of="team")
        assert town.subject(self.rule, "team").outcome is GAP
        assert town.subject(self.rule, "other").outcome is SILENT
        assert self.town().outcome(self.rule, complete=True) is GAP

    def test_left_out_where_there_is_no_programme_and_the_list_says_so(self) -> None:
        rule, excluded = self.rule, NotApplicableBecause.EXCLUDED
        assert Town().main().declare("programmes").find(rule).because is excluded
        town = Town().main().node("grant", "programme").declare("programmes")
        assert town.find(rule).because is NotApplicableBecause.WAITS

    def test_not_applicable_where_no_body_in_scope_was_set_up_so(self) -> None:
        assert Town().main().outcome(self.rule, complete=True) is NOT_APPLICABLE
        town = Town().body("far", "sub_group", in_scope=False).node("grant", "programme")
        town.link("far", "established_under", "grant")
        assert town.outcome(self.rule) is NOT_APPLICABLE
        planned = Town().main().node("grant", "programme", status="planned")
        planned.link("main", "established_under", "grant")
        assert planned.outcome(self.rule) is NOT_APPLICABLE


class TestSuccession:
    rule = "funding-succession"

    def town(self, limited: bool | None = True, **rest: object) -> Town:
        marked = rest if limited is None else {"time_limited": limited, **rest}
        town = Town().organisation("la").node("grant", "programme", **marked)  # type: ignore[arg-type]
        return town.link("grant", "funds", "la")

    def test_a_question_when_time_limited_with_nothing_to_follow(self) -> None:
        town = self.town(end="2025-03").body("team", "sub_group")
        town.link("team", "established_under", "grant")
        assert town.outcome(self.rule) is SILENT
        assert town.find(self.rule).sentence == (
            "GRANT is recorded as time limited, with March 2025 as its end; what takes over from "
            "it is not recorded: ask. It funds: LA. Set up under it: TEAM."
        )
        assert town.outcome(self.rule, complete=True) is GAP
        assert town.declare("programmes").outcome(self.rule) is SILENT
        assert town.declare("plans").outcome(self.rule) is GAP

    @pytest.mark.parametrize("kind", ["programme", "plan", "organisation"])
    def test_met_by_a_programme_plan_or_budget(self, kind: str) -> None:
        town = self.town().node("next", kind).link("grant", "succeeded_by", "next")
        assert town.outcome(self.rule) is MET

    def test_a_planned_successor_is_planned(self) -> None:
        town = self.town().node("next", "programme", status="planned")
        assert town.link("grant", "succeeded_by", "next").outcome(self.rule) is PLANNED

    def test_a_disputed_or_past_successor_is_none(self) -> None:
        town = self.town().node("next", "plan")
        town.link("grant", "succeeded_by", "next", confidence="disputed")
        assert town.outcome(self.rule) is SILENT
        town = self.town().node("next", "plan", until="2024-01")
        assert town.link("grant", "succeeded_by", "next").outcome(self.rule) is SILENT

    def test_whether_it_applies_when_the_limit_is_not_recorded(self) -> None:
        found = self.town(None).declare("programmes").find(self.rule, complete=True)
        assert found.outcome is UNKNOWN
        assert found.would_change.startswith("First record whether GRANT is time limited.")

    def test_met_where_the_money_has_no_end(self) -> None:
        assert self.town(False).outcome(self.rule, complete=True) is MET

    def test_only_programmes_that_fund_an_organisation_or_body(self) -> None:
        assert Town().outcome(self.rule) is NOT_APPLICABLE
        town = Town().node("grant", "programme", time_limited=True).node("hub", "site")
        assert town.link("grant", "funds", "hub").outcome(self.rule) is NOT_APPLICABLE
        assert town.main().link("grant", "funds", "main").outcome(self.rule) is SILENT

    def test_a_programme_that_is_over_funds_nothing(self) -> None:
        assert self.town(until="2024-03-30").outcome(self.rule) is NOT_APPLICABLE

    def test_each_programme_is_decided_by_itself(self) -> None:
        town = self.town().node("other", "programme").link("other", "funds", "la")
        assert town.subject(self.rule, "other").outcome is UNKNOWN
        assert town.outcome(self.rule) is SILENT


class TestBestStart:
    rule = "best-start-plan-linked"
    links = (
        ("la", "owns", "plan"),
        ("main", "oversees", "plan"),
        ("plan", "contributes_to", "health"),
    )

    def town(self, *links: tuple[str, str, str], **rest: str) -> Town:
        town = Town().main().organisation("la").organisation("icb", "icb").body("other", "hwb")
        town.node("plan", "plan", plan_kind="best_start_local_plan", **rest)
        town.node("health", "plan", plan_kind="neighbourhood_health_plan")
        for start, kind, stop in links:
            town.link(start, kind, stop)
        return town

    def test_met_with_owner_oversight_and_link(self) -> None:
        assert self.town(*self.links).outcome(self.rule, BEST_START) is MET

    @pytest.mark.parametrize(
        ("left_out", "words"),
        [
            (0, "who owns it"),
            (1, "that the main board oversees it"),
            (2, "that it contributes to a neighbourhood health plan"),
        ],
    )
    def test_each_part_is_needed_and_named(self, left_out: int, words: str) -> None:
        links = [link for i, link in enumerate(self.links) if i != left_out]
        found = self.town(*links).find(self.rule, BEST_START)
        assert found.outcome is SILENT
        assert found.sentence == f"Not recorded for PLAN: {words}: ask."

    def test_a_body_may_own_it_but_only_a_main_board_oversees(self) -> None:
        town = self.town(("other", "owns", "plan"), *self.links[1:])
        assert town.outcome(self.rule, BEST_START) is MET
        town = self.town(("other", "oversees", "plan"), self.links[0], self.links[2])
        assert town.outcome(self.rule, BEST_START) is SILENT

    def test_a_link_to_another_plan_is_not_enough(self) -> None:
        town = self.town(*self.links[:2]).node("cyp", "plan", plan_kind="cyp_plan")
        town.link("plan", "contributes_to", "cyp")
        assert town.outcome(self.rule, BEST_START) is SILENT

    def test_planned_by_a_planned_plan_or_part(self) -> None:
        town = self.town(*self.links, status="planned")
        assert town.outcome(self.rule, BEST_START) is PLANNED
        town = self.town(*self.links[:2])
        town.link("plan", "contributes_to", "health", status="aspired")
        assert town.outcome(self.rule, BEST_START) is PLANNED

    def test_a_planned_plan_without_its_parts_is_named(self) -> None:
        found = self.town(status="planned").find(self.rule, BEST_START)
        assert found.outcome is SILENT
        assert "Planned or wished for: PLAN." in found.sentence

    def test_a_disputed_part_is_shown_and_not_counted(self) -> None:
        town = self.town(*self.links[:2])
        town.link("plan", "contributes_to", "health", confidence="disputed")
        found = town.find(self.rule, BEST_START)
        assert found.outcome is SILENT
        assert "A disputed fact is shown" in found.sentence

    def test_gap_by_plans_or_switch(self) -> None:
        town = self.town().declare("plans")
        assert town.outcome(self.rule, BEST_START) is GAP
        assert Town().outcome(self.rule, BEST_START, complete=True) is GAP
        assert Town().outcome(self.rule, BEST_START) is SILENT

    def test_not_asked_before_april_2026(self) -> None:
        for day in (date(2024, 3, 31), date(2026, 3, 31)):
            town = self.town(*self.links)
            assert town.outcome(self.rule, day, complete=True) is NOT_APPLICABLE
