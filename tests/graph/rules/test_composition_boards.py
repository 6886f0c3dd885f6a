"""The required members of the health and wellbeing board and of the ICP, in every outcome.

Tests: graph/rules/statutory_seats.py
"""

from datetime import date

import pytest

from graph.rules.finding import Outcome, Severity, SubjectFinding
from tests.towns import Town

MET, GAP, PLANNED, SILENT, NOT_APPLICABLE = (
    Outcome.MET,
    Outcome.GAP,
    Outcome.PLANNED,
    Outcome.SILENT,
    Outcome.NOT_APPLICABLE,
)
POSTS = {
    "member": "lead_member",
    "das": "director_adult_services",
    "dcs": "dcs",
    "dph": "director_public_health",
}


def about(town: Town, member: str) -> SubjectFinding:
    found = town.find("hwb-statutory-members")
    return next(subject for subject in found.subjects if member in subject.name)


class TestHealthAndWellbeingBoard:
    rule = "hwb-statutory-members"

    def town(self, but: str = "", **seat: object) -> Town:
        """Build a board with every required member, the last on the terms of the seat given."""
        town = Town().body("hwb", "hwb")
        for local, kind in POSTS.items():
            town.post(local, kind)
        town.organisation("hw", "healthwatch").organisation("icb", "icb")
        for local in (*POSTS, "hw", "icb"):
            if local != but:
                town.link(local, "member_of", "hwb")
        if but and seat:
            town.link(but, "member_of", "hwb", **seat)  # type: ignore[arg-type]
        return town

    def test_met_with_all_six(self) -> None:
        found = self.town().find(self.rule)
        assert found.outcome is MET
        assert found.sentence == "Met for all 6 required members."

    @pytest.mark.parametrize(
        ("local", "words"),
        [
            ("member", "a councillor, or the mayor or leader in person"),
            ("das", "the director of adult services"),
            ("dcs", "the director of children's services"),
            ("dph", "the director of public health"),
            ("hw", "the local Healthwatch"),
            ("icb", "the integrated care board"),
        ],
    )
    def test_each_member_is_a_subject_of_its_own(self, local: str, words: str) -> None:
        town = self.town(but=local)
        assert about(town, words).outcome is SILENT
        assert f"A seat on HWB for {words} is not recorded: ask." in about(town, words).sentence
        assert [s.outcome for s in town.find(self.rule).subjects].count(MET) == 5
        assert about(self.town(local, status="planned"), words).outcome is PLANNED
        assert about(self.town(local, vacant=True), words).outcome is SILENT
        assert about(self.town(local, confidence="disputed"), words).outcome is SILENT
        assert about(self.town(local, until="2024-03"), words).outcome is MET
        assert about(self.town(local, until="2024-02"), words).outcome is SILENT
        assert about(town.declare("members", of="hwb"), words).outcome is GAP

    def test_directors_and_councillors_of_a_neighbour_are_not_the_councils(self) -> None:
        town = self.town().organisation("next", "other_la")
        assert town.outcome(self.rule) is MET
        for local in POSTS:
            town.link(local, "employed_by", "next")
        lacking = {s.name for s in town.find(self.rule).subjects if s.outcome is SILENT}
        assert len(lacking) == len(POSTS)

    def test_a_vacant_director_is_said_to_be_vacant(self) -> None:
        town = self.town().post("dph", "director_public_health", vacant=True)
        found = about(town, "director of public health")
        assert found.outcome is SILENT
        assert "On the map: DPH (vacant)." in found.sentence

    def test_the_leader_counts_as_elected_and_a_mere_councils_seat_does_not(self) -> None:
        town = self.town(but="member").organisation("la", "la_corporate")
        assert about(town.link("la", "member_of", "hwb"), "a councillor").outcome is SILENT
        town.post("leader", grade="elected", sector="la_corporate").link("leader", "chairs", "hwb")
        assert about(town, "a councillor").outcome is MET

    def test_the_adult_services_department_is_not_its_director(self) -> None:
        town = self.town(but="das").node("adults", "department", sector="la_adults")
        assert about(town.link("adults", "member_of", "hwb"), "adult services").outcome is SILENT

    def test_each_relevant_board_and_one_person_for_several(self) -> None:
        town = self.town().node("ground", "footprint", footprint_kind="council")
        town.organisation("other", "icb", name="Northern ICB").link("icb", "covers", "ground")
        town.link("other", "overlaps", "ground")
        assert len(town.find(self.rule).subjects) == 7
        assert about(town, "Northern ICB").outcome is SILENT
        town.post("officer", "icb_executive_lead").link("officer", "member_of", "hwb")
        town.link("officer", "represents", "icb").link("officer", "represents", "other")
        assert town.outcome(self.rule) is MET

    def test_not_applicable_without_a_board_that_is_judged(self) -> None:
        assert Town().main().outcome(self.rule, complete=True) is NOT_APPLICABLE
        assert Town().body("hwb", "hwb", in_scope=False).outcome(self.rule) is NOT_APPLICABLE

    def test_the_switch_makes_no_gap_while_the_act_is_in_force(self) -> None:
        town = Town().body("hwb", "hwb")
        assert town.find(self.rule, complete=True).outcome is SILENT
        assert town.find(self.rule).severity is Severity.STATUTORY
        before = town.find(self.rule, day=date(2013, 3, 31))
        assert (before.outcome, before.severity) == (SILENT, Severity.EXPECTED)

    def test_it_says_that_the_bill_is_not_law(self) -> None:
        assert "not law yet" in Town().body("hwb", "hwb").find(self.rule).would_change


class TestIntegratedCarePartnership:
    rule = "icp-statutory-members"

    def town(self, **seat: object) -> Town:
        town = Town().body("icp", "icp").organisation("icb", "icb").organisation("la", "la_adults")
        town.link("icb", "member_of", "icp")
        return town.link("la", "member_of", "icp", **seat)  # type: ignore[arg-type]

    def test_met_with_the_board_and_the_council(self) -> None:
        assert self.town().outcome(self.rule) is MET

    def test_planned_vacant_disputed_and_over(self) -> None:
        assert self.town(status="planned").outcome(self.rule) is PLANNED
        assert self.town(vacant=True).outcome(self.rule) is SILENT
        assert self.town(confidence="disputed").outcome(self.rule) is SILENT
        found = self.town(until="2023").find(self.rule)
        assert found.sentence == "A seat on ICP for the council is not recorded: ask."

    def test_every_council_of_the_boards_ground_is_asked_for(self) -> None:
        town = self.town().node("system", "footprint", footprint_kind="health")
        town.organisation("next", "other_la", name="Nextham Council")
        assert town.outcome(self.rule) is MET
        town.link("next", "overlaps", "system")
        assert "for Nextham Council is not recorded" in town.find(self.rule).sentence
        assert town.link("next", "member_of", "icp").outcome(self.rule) is MET

    def test_gap_by_members_and_never_by_the_switch(self) -> None:
        town = Town().body("icp", "icp")
        assert town.outcome(self.rule, complete=True) is SILENT
        assert town.declare("members", of="icp").outcome(self.rule) is GAP

    def test_not_applicable_without_one(self) -> None:
        assert Town().body("icb", "icb_board").outcome(self.rule) is NOT_APPLICABLE

    @pytest.mark.parametrize(
        ("day", "severity"),
        [
            (date(2022, 6, 30), Severity.EXPECTED),
            (date(2022, 7, 1), Severity.STATUTORY),
            (date(2026, 11, 24), Severity.STATUTORY),
        ],
    )
    def test_what_an_act_asks_for_from_july_2022_until_it_is_repealed(
        self, day: date, severity: Severity
    ) -> None:
        found = self.town(until="2021").find(self.rule, day=day)
        assert found.severity is severity
        assert "not law yet" in found.would_change
