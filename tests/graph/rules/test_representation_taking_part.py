"""Ways in for communities, and support for taking part, in every outcome they can have."""

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


class TestSeldomHeard:
    rule = "seldom-heard-represented"

    def town(self) -> Town:
        town = Town().node("dads", "community", name="Fathers").organisation("la", "la_childrens")
        return town.post("worker").body("forum", "voice_forum").node("plan", "plan")

    @pytest.mark.parametrize(
        ("start", "kind"),
        [
            ("la", "engages"),
            ("forum", "engages"),
            ("plan", "engages"),
            ("la", "represents"),
            ("worker", "represents"),
        ],
    )
    def test_met_by_any_way_in(self, start: str, kind: str) -> None:
        found = self.town().link(start, kind, "dads").find(self.rule)
        assert found.outcome is MET
        assert "Fathers" in found.sentence

    def test_every_community_needs_one_of_its_own(self) -> None:
        town = self.town().node("army", "community").link("la", "engages", "dads")
        assert town.outcome(self.rule) is SILENT
        assert town.subject(self.rule, "dads").outcome is MET
        assert town.subject(self.rule, "army").outcome is SILENT

    def test_a_voice_is_named_and_asked_about(self) -> None:
        found = self.town().link("forum", "voice_for", "dads").find(self.rule)
        assert found.outcome is SILENT
        assert "Recorded as a voice for them: FORUM; is it a way in?" in found.sentence

    def test_planned_vacant_disputed_and_past(self) -> None:
        planned = self.town().link("la", "engages", "dads", status="aspired")
        assert planned.outcome(self.rule) is PLANNED
        vacant = self.town().post("worker", vacant=True).link("worker", "represents", "dads")
        assert vacant.outcome(self.rule) is SILENT
        disputed = self.town().link("la", "engages", "dads", confidence="disputed")
        assert "A disputed fact is shown" in disputed.find(self.rule).sentence
        assert disputed.outcome(self.rule) is SILENT
        past = self.town().link("la", "engages", "dads", until="2024-03-30")
        assert past.outcome(self.rule) is SILENT

    def test_gap_by_routes_or_switch(self) -> None:
        assert self.town().declare("engagement_routes").outcome(self.rule) is GAP
        assert self.town().outcome(self.rule, complete=True) is GAP

    def test_not_applicable_where_no_community_operates(self) -> None:
        assert Town().outcome(self.rule, complete=True) is NOT_APPLICABLE
        town = Town().node("dads", "community", status="planned")
        assert town.outcome(self.rule) is NOT_APPLICABLE


class TestParticipation:
    rule = "participation-supported"

    @pytest.mark.parametrize("kind", ["voice_panel", "voice_forum"])
    @pytest.mark.parametrize("support", ["expenses", "payment", "timing", "other"])
    def test_met_by_any_support(self, kind: str, support: str) -> None:
        assert Town().body("it", kind, support=[support]).outcome(self.rule) is MET
        assert Town().body("it", kind).outcome(self.rule) is SILENT

    def test_it_says_what_is_offered(self) -> None:
        town = Town().body("it", "voice_panel", support=["expenses", "timing"])
        assert town.find(self.rule).sentence == "On offer at IT: expenses, times that suit."

    def test_formal_bodies_with_a_seat_for_families_are_asked_too(self) -> None:
        town = Town().main().organisation("fam", "families")
        assert town.outcome(self.rule) is NOT_APPLICABLE
        assert town.link("fam", "member_of", "main").outcome(self.rule) is SILENT
        vacant = Town().main().organisation("fam", "families")
        vacant.link("fam", "member_of", "main", vacant=True)
        assert vacant.outcome(self.rule) is NOT_APPLICABLE

    @pytest.mark.parametrize("kind", ["network", "committee", "partnership_board"])
    def test_other_bodies_are_not_asked(self, kind: str) -> None:
        town = Town().body("it", kind).organisation("fam", "families")
        assert town.link("fam", "member_of", "it").outcome(self.rule) is NOT_APPLICABLE

    def test_a_voice_body_outside_the_partnership_is_not_judged(self) -> None:
        town = Town().body("far", "voice_forum", in_scope=False)
        assert town.outcome(self.rule, complete=True) is NOT_APPLICABLE

    def test_a_body_still_to_start_is_asked_and_its_offer_is_planned(self) -> None:
        found = Town().body("panel", "voice_panel", status="planned").find(self.rule)
        assert found.outcome is SILENT
        assert "It is still to start." in found.sentence
        town = Town().body("panel", "voice_panel", status="planned", support=["payment"])
        assert town.outcome(self.rule) is PLANNED

    def test_a_disputed_body_is_not_asked(self) -> None:
        town = Town().body("panel", "voice_panel", confidence="disputed")
        assert town.outcome(self.rule) is NOT_APPLICABLE

    def test_gap_by_the_duties_of_each_body_or_by_the_switch(self) -> None:
        town = Town().body("a", "voice_panel").body("b", "voice_forum").declare("duties", of="a")
        assert town.subject(self.rule, "a").outcome is GAP
        assert town.subject(self.rule, "b").outcome is SILENT
        assert Town().body("a", "voice_panel").outcome(self.rule, complete=True) is GAP

    def test_it_speaks_of_the_arrangement_and_never_of_families(self) -> None:
        sentence = Town().body("a", "voice_panel").find(self.rule).sentence
        assert sentence == "What helps families to take part in A is not recorded: ask."
