"""Routes for the voice of families, and the parent and carer panel, in every outcome."""

from datetime import date

import pytest

from graph.rules.finding import Outcome
from tests.towns import Town

MET, GAP, PLANNED, SILENT, NOT_APPLICABLE, UNKNOWN = (
    Outcome.MET,
    Outcome.GAP,
    Outcome.PLANNED,
    Outcome.SILENT,
    Outcome.NOT_APPLICABLE,
    Outcome.UNKNOWN,
)

WANT = {"commitment_kind": "family_governance", "name": "Parents in governance"}


class TestVoiceReachesBoard:
    rule = "family-voice-reaches-board"

    def forum(self, **rest: object) -> Town:
        return Town().main().body("forum", "voice_forum", **rest)

    def want(self, town: Town) -> Town:
        return town.node("want", "commitment", status="planned", **WANT)

    @pytest.mark.parametrize("kind", ["reports_to", "accountable_to", "subgroup_of"])
    def test_met_by_a_line_from_a_voice_body(self, kind: str) -> None:
        found = self.forum().link("forum", kind, "main").find(self.rule)
        assert found.outcome is MET
        assert "FORUM → MAIN" in found.sentence
        assert found.subjects[0].path == ("testham/forum", "testham/main")

    def test_met_through_another_body_and_by_being_convened(self) -> None:
        town = self.forum().body("team", "locality_team", in_scope=False)
        town.link("team", "convenes", "forum").link("team", "reports_to", "main")
        assert town.outcome(self.rule) is MET

    def test_met_by_a_line_from_a_body_on_which_families_sit(self) -> None:
        town = Town().main().body("team", "locality_team").organisation("fam", "families")
        town.link("team", "reports_to", "main")
        assert town.outcome(self.rule) is SILENT
        assert town.link("fam", "member_of", "team").outcome(self.rule) is MET

    def test_met_by_a_seat_on_main_itself(self) -> None:
        town = Town().main().organisation("fam", "families").link("fam", "member_of", "main")
        assert town.outcome(self.rule) is MET
        vacant = Town().main().organisation("fam", "families")
        assert vacant.link("fam", "member_of", "main", vacant=True).outcome(self.rule) is SILENT

    def test_a_voice_body_outside_the_partnership_carries_too(self) -> None:
        town = self.forum(in_scope=False)
        assert town.link("forum", "reports_to", "main").outcome(self.rule) is MET

    def test_every_line_that_arrives_is_shown(self) -> None:
        town = self.forum().link("forum", "reports_to", "main").body("panel", "voice_panel")
        found = town.link("panel", "reports_to", "main").find(self.rule)
        assert "Lines lead there too from: PANEL." in found.sentence

    @pytest.mark.parametrize("kind", ["coordinates_with", "informs", "advises"])
    def test_contact_is_noted_and_is_no_line(self, kind: str) -> None:
        found = self.forum().link("forum", kind, "main").find(self.rule)
        assert found.outcome is SILENT
        assert "In working contact with the board, which is no line: FORUM." in found.sentence

    def test_it_says_where_the_line_stops(self) -> None:
        town = self.forum().body("team", "locality_team").link("forum", "reports_to", "team")
        found = town.find(self.rule)
        assert found.outcome is SILENT
        assert "The line from FORUM stops at TEAM." in found.sentence
        assert found.subjects[0].path == ("testham/forum", "testham/team")

    def test_planned_when_every_voice_body_of_the_partnership_is(self) -> None:
        town = Town().main().body("panel", "voice_panel", status="planned")
        town.body("far", "voice_forum", in_scope=False)
        assert town.outcome(self.rule) is PLANNED
        assert town.body("near", "voice_forum").outcome(self.rule) is SILENT

    def test_planned_by_a_planned_line(self) -> None:
        town = self.forum().link("forum", "reports_to", "main", status="planned")
        assert town.outcome(self.rule) is PLANNED

    def test_planned_by_an_intention_only_where_there_is_no_voice_body(self) -> None:
        assert self.want(Town().main()).outcome(self.rule) is PLANNED
        assert self.want(self.forum()).outcome(self.rule) is SILENT
        other = Town().main().node("x", "commitment", commitment_kind="other")
        assert other.outcome(self.rule) is SILENT

    def test_without_main_silent_unless_planned_whatever_the_switch(self) -> None:
        town = Town().body("forum", "voice_forum").declare("bodies")
        found = town.declare("outward_lines", of="forum").find(self.rule, complete=True)
        assert found.outcome is SILENT
        assert "Where families are heard: FORUM." in found.sentence
        assert Town().outcome(self.rule, complete=True) is SILENT
        assert self.want(Town()).outcome(self.rule) is PLANNED
        coming = Town().body("panel", "voice_panel", status="aspired")
        assert coming.outcome(self.rule, complete=True) is PLANNED

    def test_a_disputed_line_is_shown_and_not_counted(self) -> None:
        town = self.forum().link("forum", "reports_to", "main", confidence="disputed")
        found = town.find(self.rule)
        assert found.outcome is SILENT
        assert "A disputed fact is shown" in found.sentence

    @pytest.mark.parametrize("left_out", ["bodies", "members", "forum", "team", ""])
    def test_gap_needs_every_list(self, left_out: str) -> None:
        town = self.forum().body("team", "locality_team").organisation("fam", "families")
        town.link("fam", "member_of", "team")
        for name, of in (("bodies", ""), ("members", "main")):
            if name != left_out:
                town.declare(name, of=of)
        for of in {"forum", "team"} - {left_out}:
            town.declare("outward_lines", of=of)
        assert town.outcome(self.rule) is (SILENT if left_out else GAP)

    def test_gap_by_the_switch(self) -> None:
        assert self.forum().outcome(self.rule, complete=True) is GAP


class TestPanel:
    rule = "parent-carer-panel-operating"

    def panel(self, **rest: object) -> Town:
        return Town(funded=True).body("panel", "voice_panel", **rest)

    def test_met_and_says_if_the_years_it_covers_are_not_recorded(self) -> None:
        found = self.panel().find(self.rule)
        assert found.outcome is MET
        assert "is not recorded: ask" in found.sentence
        found = self.panel(from_conception_to_two=True).find(self.rule)
        assert found.outcome is MET
        assert "not recorded" not in found.sentence

    @pytest.mark.parametrize(
        ("why", "words"),
        [
            ({"from_conception_to_two": False}, "PANEL (leaves out conception to two)"),
            ({"in_scope": False}, "PANEL (outside the partnership)"),
            ({"confidence": "disputed"}, "PANEL (disputed)"),
        ],
    )
    def test_what_does_not_count_is_named(self, why: dict[str, object], words: str) -> None:
        found = self.panel(**why).find(self.rule)
        assert found.outcome is SILENT
        assert words in found.sentence

    def test_a_forum_or_a_panel_that_ended_is_none(self) -> None:
        town = Town(funded=True).body("forum", "voice_forum")
        assert town.outcome(self.rule) is SILENT
        assert self.panel(until="2023-12").outcome(self.rule) is SILENT

    def test_planned_silent_and_gap(self) -> None:
        assert self.panel(status="planned").outcome(self.rule) is PLANNED
        assert self.panel(status="aspired").outcome(self.rule, complete=True) is PLANNED
        left_out = self.panel(status="planned", from_conception_to_two=False)
        assert left_out.outcome(self.rule) is SILENT
        assert Town(funded=True).declare("bodies").outcome(self.rule) is GAP
        assert Town(funded=True).outcome(self.rule, complete=True) is GAP

    def test_funding_decides_whether_it_applies(self) -> None:
        for funded, outcome in ((False, NOT_APPLICABLE), (None, UNKNOWN)):
            town = Town(funded=funded).body("panel", "voice_panel").declare("bodies")
            assert town.outcome(self.rule, complete=True) is outcome

    @pytest.mark.parametrize("funded", [True, False, None])
    def test_dates_of_the_programme(self, funded: bool | None) -> None:
        town = Town(funded=funded).body("panel", "voice_panel")
        assert town.outcome(self.rule, date(2022, 8, 7)) is NOT_APPLICABLE
        assert town.outcome(self.rule, date(2026, 4, 1)) is UNKNOWN

    def test_first_and_last_day_of_the_programme(self) -> None:
        assert self.panel().outcome(self.rule, date(2022, 8, 8)) is MET
        assert self.panel().outcome(self.rule, date(2026, 3, 31)) is MET


def test_findings_are_shown_with_the_bodies_they_speak_of() -> None:
    town = Town(funded=True).main().body("panel", "voice_panel")
    (subject,) = town.find("family-voice-reaches-board").subjects
    assert subject.about == ("testham/main", "testham/panel")
    (subject,) = town.find("parent-carer-panel-operating").subjects
    assert subject.about == ("testham/panel",)
