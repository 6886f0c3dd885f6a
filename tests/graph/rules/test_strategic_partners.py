"""Data board, agendas and leaderships in every outcome they can have."""

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
AGENDAS = ["supporting_families", "parental_conflict", "drugs", "attendance", "violence_reduction"]


class TestDataBoard:
    rule = "data-board-led-and-senior"

    def board(self, status: str = "operating", level: str = "strategic") -> Town:
        town = Town().body("data", "data_board").post("lead", "data_board_lead")
        for sector in ("nhs_community", "la_childrens", "education", "police"):
            town.organisation(sector, sector)
            town.link(sector, "member_of", "data", level=level, status=status)
        return town

    @pytest.mark.parametrize("verb", ["member_of", "leads", "chairs"])
    def test_met_with_every_sector_and_a_lead(self, verb: str) -> None:
        assert self.board().outcome(self.rule) is SILENT
        assert self.board().link("lead", verb, "data").outcome(self.rule) is MET

    def test_operational_members_do_not_count(self) -> None:
        town = self.board(level="operational").link("lead", "leads", "data")
        assert "health" in town.find(self.rule).sentence
        assert town.outcome(self.rule) is SILENT

    def test_a_vacant_lead_does_not_count(self) -> None:
        town = self.board().post("lead", "data_board_lead", vacant=True)
        assert town.link("lead", "leads", "data").outcome(self.rule) is SILENT

    def test_planned(self) -> None:
        town = self.board(status="planned").link("lead", "leads", "data")
        assert town.outcome(self.rule) is PLANNED

    def test_gap_by_members(self) -> None:
        assert self.board().declare("members", of="data").outcome(self.rule) is GAP

    def test_not_applicable_without_a_data_board_in_scope(self) -> None:
        assert Town().main().outcome(self.rule, complete=True) is NOT_APPLICABLE
        out = Town().body("data", "data_board", in_scope=False)
        assert out.outcome(self.rule) is NOT_APPLICABLE


class TestAgendas:
    rule = "link-early-help-agendas"

    def test_met_when_all_five_are_in_scope(self) -> None:
        assert Town().main(scope=AGENDAS).outcome(self.rule) is MET
        assert Town().main(scope=AGENDAS[1:]).outcome(self.rule) is SILENT

    @pytest.mark.parametrize(
        ("start", "kind", "stop"),
        [
            ("main", "reports_to", "drugs"),
            ("drugs", "reports_to", "main"),
            ("main", "coordinates_with", "drugs"),
            ("drugs", "coordinates_with", "main"),
            ("drugs", "convenes", "main"),
        ],
    )
    def test_met_by_a_line_or_working_link_either_way(
        self, start: str, kind: str, stop: str
    ) -> None:
        town = Town().main().body("drugs", "partnership_board", scope=["drugs"])
        assert town.subject(self.rule, "drugs").outcome is SILENT
        assert town.link(start, kind, stop).subject(self.rule, "drugs").outcome is MET

    def test_met_by_a_sub_group_of_both(self) -> None:
        town = Town().main().body("drugs", "partnership_board", scope=["drugs"])
        town.body("sub", "sub_group").link("sub", "subgroup_of", "main")
        assert town.subject(self.rule, "drugs").outcome is SILENT
        town.link("sub", "subgroup_of", "drugs")
        assert town.subject(self.rule, "drugs").outcome is MET

    def test_met_by_a_member_who_is_accountable(self) -> None:
        town = Town().main().node("a", "agenda", agenda_kind="attendance").post("head")
        town.link("head", "accountable_for", "a")
        assert town.subject(self.rule, "attendance").outcome is SILENT
        town.link("head", "member_of", "main")
        assert town.subject(self.rule, "attendance").outcome is MET

    def test_planned(self) -> None:
        town = Town().main().body("drugs", "partnership_board", scope=["drugs"])
        town.link("main", "coordinates_with", "drugs", status="planned")
        assert town.subject(self.rule, "drugs").outcome is PLANNED

    def test_any_of_several_boards_will_do(self) -> None:
        assert Town().main().main("second", scope=AGENDAS).outcome(self.rule) is MET

    def test_gap_by_lines_and_duties(self) -> None:
        town = Town().main().declare("outward_lines", of="main")
        assert town.outcome(self.rule) is SILENT
        assert town.declare("duties", of="main").outcome(self.rule) is GAP

    def test_silent_without_main_whatever_the_switch(self) -> None:
        assert Town().outcome(self.rule, complete=True) is SILENT


class TestLeaderships:
    rule = "children-and-transformation-leaders"

    def test_met_with_both_halves(self) -> None:
        town = Town().main().post("cyp").post("nhs")
        town.link("cyp", "member_of", "main", speaks_for=["children_leadership"])
        assert town.outcome(self.rule) is SILENT
        town.link("nhs", "member_of", "main", speaks_for="nhs_transformation")
        assert town.outcome(self.rule) is MET

    def test_planned(self) -> None:
        town = Town().main().post("both")
        halves = ["children_leadership", "nhs_transformation"]
        town.link("both", "member_of", "main", speaks_for=halves, status="planned")
        assert town.outcome(self.rule) is PLANNED

    def test_gap_by_members_or_switch(self) -> None:
        assert Town().main().outcome(self.rule, complete=True) is GAP
        assert Town().main().declare("members", of="main").outcome(self.rule) is GAP

    def test_silent_without_main_whatever_the_switch(self) -> None:
        assert Town().outcome(self.rule, complete=True) is SILENT


def test_a_silence_about_the_review_shows_the_bodies_that_would_agree_it() -> None:
    town = Town().main().body("scp", "safeguarding_partnership")
    found = town.find("safeguarding-review-agreed")
    assert found.outcome is SILENT
    assert [fact.id for fact in found.facts] == ["testham/main", "testham/scp"]
