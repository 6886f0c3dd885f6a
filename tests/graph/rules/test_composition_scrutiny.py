"""Independent scrutiny of the safeguarding partnership, in every outcome it can have."""

import pytest

from graph.rules.finding import Outcome
from tests.graph.rules.test_composition_safeguarding import with_scp
from tests.towns import Town

MET, GAP, PLANNED, SILENT = (
    Outcome.MET,
    Outcome.GAP,
    Outcome.PLANNED,
    Outcome.SILENT,
)


class TestScrutiny:
    rule = "scp-independent-scrutiny"

    def town(self, sector: str = "university", **link: object) -> Town:
        town = with_scp().post("it", "independent_scrutineer").organisation("employer", sector)
        town.link("it", "scrutinises", "scp", **link)  # type: ignore[arg-type]
        return town

    def test_met_by_somebody_employed_elsewhere(self) -> None:
        found = self.town().link("it", "employed_by", "employer").find(self.rule)
        assert found.outcome is MET
        assert "IT scrutinises SCP and belongs to EMPLOYER" in found.sentence

    def test_the_employer_may_be_that_of_the_person_in_the_post(self) -> None:
        town = self.town().node("ann", "person").link("ann", "holds", "it")
        assert town.link("ann", "employed_by", "employer").outcome(self.rule) is MET

    @pytest.mark.parametrize("sector", ["la_childrens", "elected_members", "icb", "police"])
    def test_a_partners_own_staff_are_not_independent(self, sector: str) -> None:
        town = self.town(sector).link("it", "employed_by", "employer")
        found = town.find(self.rule)
        assert found.outcome is SILENT
        assert "not independent of the partners" in found.sentence
        assert town.declare("members", of="scp").outcome(self.rule) is GAP

    def test_a_second_employer_that_is_a_partner_spoils_it(self) -> None:
        town = self.town().link("it", "employed_by", "employer").organisation("force", "police")
        assert town.link("it", "employed_by", "force").outcome(self.rule) is SILENT

    def test_an_employer_not_recorded_stays_silent_whatever_is_declared(self) -> None:
        town = self.town().declare("members", of="scp")
        found = town.find(self.rule)
        assert found.outcome is SILENT
        assert "who employs them is not recorded" in found.sentence

    def test_an_nhs_body_without_a_name_may_be_a_partner(self) -> None:
        town = self.town("nhs").link("it", "employed_by", "employer")
        found = town.declare("members", of="scp").find(self.rule)
        assert found.outcome is SILENT
        assert (
            "which may be a safeguarding partner: whether EMPLOYER is one is not" in found.sentence
        )

    def test_a_body_counts_by_what_it_is_part_of(self) -> None:
        town = with_scp().body("panel", "scrutiny").link("panel", "scrutinises", "scp")
        assert town.outcome(self.rule) is SILENT
        town.organisation("uni", "university")
        assert town.link("panel", "part_of", "uni").outcome(self.rule) is MET

    def test_planned_vacant_disputed(self) -> None:
        planned = self.town(status="planned").link("it", "employed_by", "employer")
        assert planned.outcome(self.rule) is PLANNED
        disputed = self.town(confidence="disputed").link("it", "employed_by", "employer")
        assert disputed.outcome(self.rule) is SILENT
        vacant = self.town().post("it", "independent_scrutineer", vacant=True)
        vacant.link("it", "employed_by", "employer")
        assert vacant.outcome(self.rule) is SILENT
        assert vacant.declare("members", of="scp").outcome(self.rule) is GAP

    @pytest.mark.parametrize(
        ("sector", "outcome"),
        [("university", MET), ("vcs", MET), ("other_la", MET), ("national", SILENT)],
    )
    def test_an_organisation_is_judged_by_its_own_sector(
        self, sector: str, outcome: Outcome
    ) -> None:
        town = with_scp().organisation("it", sector).link("it", "scrutinises", "scp")
        assert town.outcome(self.rule) is outcome
        # Whose part it may be says nothing more.
        town.organisation("council", "la_corporate").link("it", "part_of", "council")
        assert town.outcome(self.rule) is outcome

    def test_an_inspectorate_never_counts(self) -> None:
        town = with_scp().organisation("ofsted", "national", name="The inspectorate")
        found = town.link("ofsted", "scrutinises", "scp").find(self.rule)
        assert "an inspection is not the scrutiny asked for here" in found.sentence
        assert town.declare("members", of="scp").outcome(self.rule) is GAP

    @pytest.mark.parametrize("kind", ["member_of", "chairs"])
    def test_a_scrutineer_with_a_seat_is_the_one_to_ask(self, kind: str) -> None:
        town = with_scp().post("it", "independent_scrutineer").link("it", kind, "scp")
        found = town.declare("members", of="scp").find(self.rule)
        assert found.outcome is SILENT
        assert "IT sits on SCP; whether that is scrutiny of SCP is not recorded" in found.sentence
        assert f"testham/it~{kind}~scp" in [fact.id for fact in found.facts]

    def test_a_scrutineer_on_what_is_below_is_shown_and_asked(self) -> None:
        town = with_scp().post("it", "independent_scrutineer").body("exec", "sub_group")
        town.link("exec", "subgroup_of", "scp").link("it", "member_of", "exec")
        found = town.declare("members", of="scp").find(self.rule)
        assert found.outcome is SILENT
        assert "IT sits on EXEC" in found.sentence
        assert "testham/it" in [fact.id for fact in found.facts]

    def test_scrutiny_of_what_is_below_is_a_question(self) -> None:
        town = with_scp().body("exec", "sub_group").link("exec", "subgroup_of", "scp")
        town.organisation("uni", "university").link("uni", "scrutinises", "exec")
        found = town.declare("members", of="scp").find(self.rule)
        assert found.outcome is SILENT
        assert "Whether EXEC acts for SCP is not recorded: ask." in found.sentence
        assert "  " not in found.sentence
