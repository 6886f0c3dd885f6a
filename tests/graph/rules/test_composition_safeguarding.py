"""The safeguarding partnership's partners, leads and education, in every outcome."""

from datetime import date

import pytest

from graph.rules.finding import Outcome, Severity
from tests.towns import Town

MET, GAP, PLANNED, SILENT, NOT_APPLICABLE = (
    Outcome.MET,
    Outcome.GAP,
    Outcome.PLANNED,
    Outcome.SILENT,
    Outcome.NOT_APPLICABLE,
)
RULES = [
    "scp-three-partners",
    "scp-leads-named",
    "scp-education-included",
    "scp-independent-scrutiny",
]


def with_scp() -> Town:
    return Town().body("scp", "safeguarding_partnership")


@pytest.mark.parametrize("rule", RULES)
def test_not_applicable_without_a_partnership_that_is_judged(rule: str) -> None:
    assert Town().main().outcome(rule, complete=True) is NOT_APPLICABLE
    out = (
        Town().body("scp", "safeguarding_partnership", in_scope=False).declare("members", of="scp")
    )
    assert out.outcome(rule) is NOT_APPLICABLE
    planned = Town().body("scp", "safeguarding_partnership", status="planned")
    assert planned.outcome(rule) is NOT_APPLICABLE


@pytest.mark.parametrize("rule", RULES)
def test_silent_until_the_members_are_declared(rule: str) -> None:
    assert with_scp().outcome(rule) is SILENT
    assert with_scp().declare("members", of="scp").outcome(rule) is GAP


@pytest.mark.parametrize("rule", RULES)
def test_the_switch_makes_no_gap_of_what_an_act_asks_for(rule: str) -> None:
    found = with_scp().find(rule, complete=True)
    assert found.outcome is (SILENT if found.severity is Severity.STATUTORY else GAP)


def test_partners_and_scrutiny_rest_on_an_act_that_began_in_june_2018() -> None:
    for rule in ("scp-three-partners", "scp-independent-scrutiny"):
        assert with_scp().find(rule).severity is Severity.STATUTORY
        before = with_scp().find(rule, day=date(2018, 6, 28))
        assert (before.outcome, before.severity) == (SILENT, Severity.EXPECTED)


class TestThreePartners:
    rule = "scp-three-partners"

    def town(self, status: str = "operating", confidence: str = "stated", until: str = "") -> Town:
        town = with_scp().organisation("la", "la_childrens").organisation("icb", "icb")
        for partner in ("la", "icb"):
            town.link(partner, "member_of", "scp")
        town.organisation("force", "police")
        return town.link(
            "force", "member_of", "scp", status=status, confidence=confidence, until=until
        )

    def test_met_by_a_seat_of_each(self) -> None:
        assert self.town().outcome(self.rule) is MET

    def test_a_planned_seat_is_planned(self) -> None:
        assert self.town(status="planned").outcome(self.rule) is PLANNED

    def test_what_is_disputed_or_over_does_not_count(self) -> None:
        found = self.town(confidence="disputed").find(self.rule)
        assert found.outcome is SILENT
        assert found.sentence.startswith("A seat on SCP for the police is not recorded: ask.")
        assert "disputed" in found.sentence
        assert self.town(until="2024-03-30").outcome(self.rule) is SILENT

    def test_vacant_seats_and_posts_do_not_count(self) -> None:
        town = self.town(until="2023").post("chief", sector="police", vacant=True)
        assert town.link("chief", "member_of", "scp").outcome(self.rule) is SILENT
        town = self.town(until="2023").link("force", "member_of", "scp", vacant=True)
        assert town.outcome(self.rule) is SILENT

    def test_another_council_or_nhs_body_is_no_partner(self) -> None:
        town = with_scp().organisation("la", "other_la").organisation("trust", "nhs_community")
        town.link("la", "member_of", "scp").link("trust", "member_of", "scp")
        absent = town.find(self.rule).sentence
        assert "for the council, for the integrated care board and for the police" in absent

    def test_a_post_counts_for_who_employs_it(self) -> None:
        town = self.town(until="2023").post("chief").link("chief", "employed_by", "force")
        assert town.link("chief", "chairs", "scp").outcome(self.rule) is MET

    def test_a_named_lead_counts_without_a_seat(self) -> None:
        town = self.town(until="2023").post("chief", "lead_safeguarding_partner", sector="police")
        assert town.outcome(self.rule) is SILENT
        assert town.link("chief", "leads", "scp").outcome(self.rule) is MET

    def test_every_board_that_overlaps_the_council_is_asked_for_by_name(self) -> None:
        town = self.town().node("ground", "footprint", footprint_kind="council")
        town.organisation("second", "icb", name="Northern ICB")
        town.link("icb", "covers", "ground")
        assert town.outcome(self.rule) is MET
        town.link("second", "overlaps", "ground")
        found = town.find(self.rule)
        assert found.sentence == "A seat on SCP for Northern ICB is not recorded: ask."
        town.post("officer").link("officer", "employed_by", "second")
        assert town.link("officer", "member_of", "scp").outcome(self.rule) is MET

    def test_a_named_lead_of_one_of_several_forces_counts_for_that_force(self) -> None:
        town = self.town().node("ground", "footprint", footprint_kind="police", equals_council=True)
        town.organisation("second", "police", name="Northern Police")
        town.link("force", "covers", "ground").link("second", "covers", "ground")
        assert town.outcome(self.rule) is SILENT
        town.post("chief", "lead_safeguarding_partner").link("chief", "employed_by", "second")
        assert town.link("chief", "leads", "scp").outcome(self.rule) is MET

    def test_ground_recorded_as_another_than_the_councils_asks_for_nothing(self) -> None:
        town = self.town().node("far", "footprint", footprint_kind="council", equals_council=False)
        town.organisation("second", "icb").link("second", "covers", "far")
        assert town.link("icb", "covers", "far").outcome(self.rule) is MET


class TestLeadsNamed:
    rule = "scp-leads-named"

    def town(self, but: str = "") -> Town:
        town = with_scp()
        for sector in ("la_corporate", "icb", "police"):
            for kind in ("lead", "delegated"):
                local = f"{kind}-{sector}"
                if local != but:
                    town.post(local, f"{kind}_safeguarding_partner", sector=sector)
                    town.link(local, "member_of", "scp")
        return town

    def test_met_with_leads_delegates_and_a_chair(self) -> None:
        town = self.town().post("chair", "partnership_chair")
        assert town.outcome(self.rule) is SILENT
        assert town.link("chair", "leads", "scp").outcome(self.rule) is MET

    def test_one_of_the_partners_may_chair(self) -> None:
        assert self.town().link("delegated-icb", "chairs", "scp").outcome(self.rule) is MET
        town = self.town().organisation("la", "la_corporate").link("la", "chairs", "scp")
        assert town.outcome(self.rule) is SILENT

    def test_the_person_in_a_delegates_post_may_chair(self) -> None:
        town = self.town().node("ann", "person").link("ann", "holds", "delegated-icb")
        assert town.link("ann", "chairs", "scp").outcome(self.rule) is MET

    def test_who_is_missing_is_said(self) -> None:
        town = self.town("lead-police").link("delegated-icb", "chairs", "scp")
        sentence = town.find(self.rule).sentence
        assert sentence == (
            "For SCP it is not recorded who is lead safeguarding partner of the police: ask."
        )

    def test_a_vacant_post_is_not_named_and_is_said_to_be_vacant(self) -> None:
        town = self.town("lead-police").link("delegated-icb", "chairs", "scp")
        town.post("chief", "lead_safeguarding_partner", sector="police", vacant=True)
        found = town.link("chief", "member_of", "scp").find(self.rule)
        assert found.outcome is SILENT
        assert "On the map, and vacant: CHIEF." in found.sentence

    def test_a_post_without_a_seat_or_lead_does_not_count(self) -> None:
        town = self.town("lead-police").link("delegated-icb", "chairs", "scp")
        town.post("chief", "lead_safeguarding_partner", sector="police")
        assert town.outcome(self.rule) is SILENT
        assert town.link("chief", "leads", "scp").outcome(self.rule) is MET

    def test_planned_and_disputed(self) -> None:
        town = self.town("lead-police").link("delegated-icb", "chairs", "scp")
        town.post("chief", "lead_safeguarding_partner", sector="police")
        town.link("chief", "leads", "scp", confidence="disputed")
        assert town.outcome(self.rule) is SILENT
        assert town.link("chief", "leads", "scp", status="planned").outcome(self.rule) is PLANNED


class TestEducation:
    rule = "scp-education-included"

    def town(self, **seat: object) -> Town:
        town = with_scp().organisation("school", "education").organisation("nursery", "vcs")
        town.link("school", "member_of", "scp", level="strategic")
        return town.link("nursery", "member_of", "scp", speaks_for=["childcare"], **seat)  # type: ignore[arg-type]

    def test_met_with_education_and_childcare(self) -> None:
        assert self.town().outcome(self.rule) is MET

    def test_planned_vacant_disputed(self) -> None:
        assert self.town(status="planned").outcome(self.rule) is PLANNED
        assert self.town(vacant=True).outcome(self.rule) is SILENT
        found = self.town(confidence="disputed").find(self.rule)
        assert found.outcome is SILENT
        assert "for childcare is not recorded" in found.sentence
        assert "SCHOOL (strategic)" in found.sentence

    def test_the_councils_own_education_service_is_no_school(self) -> None:
        town = with_scp().organisation("la", "la_education").organisation("nursery")
        town.link("la", "member_of", "scp")
        town.link("nursery", "member_of", "scp", speaks_for=["childcare"])
        assert "for education is not recorded" in town.find(self.rule).sentence

    @pytest.mark.parametrize("day", [date(2024, 3, 31), date(2026, 4, 29), date(2027, 1, 1)])
    def test_expected_while_no_day_of_commencement_is_known(self, day: date) -> None:
        found = with_scp().find(self.rule, day=day)
        assert found.severity is Severity.EXPECTED
        cited = [citation.source for citation in found.citations]
        coming = any("Wellbeing and Schools Act" in source for source in cited)
        assert coming is (day >= date(2026, 4, 29))
