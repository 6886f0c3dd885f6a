"""Sectors and families on the main board in every outcome they can have."""

from typing import Any

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

SECTORS = ["la_childrens", "education", "la_housing", "public_health", "nhs", "faith", "families"]


class TestCoreSectors:
    rule = "main-board-core-sectors"

    def board(self, *sectors: str, status: str = "operating") -> Town:
        town = Town().main()
        for sector in sectors:
            town.organisation(sector, sector).link(sector, "member_of", "main", status=status)
        return town

    def test_met_with_all_seven(self) -> None:
        assert self.board(*SECTORS).outcome(self.rule) is MET
        assert self.board(*SECTORS[:-1]).outcome(self.rule) is SILENT

    @pytest.mark.parametrize("sector", ["icb", "nhs_mental_health", "primary_care"])
    def test_any_part_of_the_nhs_speaks_for_health(self, sector: str) -> None:
        assert self.board(sector).subject(self.rule, "health").outcome is MET

    @pytest.mark.parametrize("sector", ["vcs", "faith"])
    def test_charities_and_faith_groups_are_one_sector(self, sector: str) -> None:
        assert self.board(sector).subject(self.rule, "vcfs").outcome is MET

    def test_a_kind_of_post_says_the_sector_whatever_the_councils_own_word(self) -> None:
        town = Town().main().organisation("council", "la_corporate")
        for kind in ("dcs", "director_public_health"):
            town.post(kind, kind).link(kind, "employed_by", "council")
            town.link(kind, "member_of", "main")
        assert town.subject(self.rule, "la_childrens").outcome is MET
        assert town.subject(self.rule, "public_health").outcome is MET
        assert town.find(self.rule).sentence.startswith("Not recorded for 5 of 7 sectors")

    def test_a_seat_speaks_for_one_sector_only(self) -> None:
        town = Town().main().organisation("la", "la_childrens")
        town.link("la", "member_of", "main", represents="la_housing")
        assert town.subject(self.rule, "la_housing").outcome is MET
        assert town.subject(self.rule, "la_childrens").outcome is SILENT

    def test_a_chair_is_a_seat_and_a_post_speaks_for_its_employer(self) -> None:
        town = Town().main().organisation("trust", "nhs").post("head")
        town.link("head", "employed_by", "trust").link("head", "co_chairs", "main")
        assert town.subject(self.rule, "health").outcome is MET

    def test_the_councils_education_department_is_not_schools(self) -> None:
        assert self.board("la_education").subject(self.rule, "education").outcome is SILENT

    def test_any_of_several_boards_will_do(self) -> None:
        town = self.board(*SECTORS[1:]).main("second").organisation("la", "la_childrens")
        assert town.link("la", "member_of", "second").outcome(self.rule) is MET

    def test_each_sector_is_a_subject_of_its_own(self) -> None:
        found = self.board("education").find(self.rule)
        assert len(found.subjects) == 7
        assert found.sentence.startswith("Not recorded for 6 of 7 sectors: Children's services;")

    def test_planned_seats(self) -> None:
        assert self.board(*SECTORS, status="planned").outcome(self.rule) is PLANNED

    def test_a_vacant_seat_is_on_record_and_not_filled(self) -> None:
        town = Town().main().organisation("gp", "primary_care")
        town.link("gp", "member_of", "main", vacant=True)
        subject = town.subject(self.rule, "health")
        assert subject.outcome is SILENT
        assert "is on record, but not who fills it now: ask" in subject.sentence

    def test_a_vacant_post_fills_no_seat(self) -> None:
        town = Town().main().post("dph", sector="public_health", vacant=True)
        town.link("dph", "member_of", "main")
        assert town.subject(self.rule, "public_health").outcome is SILENT

    @pytest.mark.parametrize(("vacant", "outcome"), [(False, MET), (True, SILENT), (None, SILENT)])
    def test_a_seat_that_stands_by_itself_counts_when_marked_as_filled(
        self, vacant: bool | None, outcome: Outcome
    ) -> None:
        marked = {} if vacant is None else {"vacant": vacant}
        town = Town().main().node("s", "seat", body="main", represents="la_housing", **marked)  # type: ignore[arg-type]
        subject = town.subject(self.rule, "la_housing")
        assert subject.outcome is outcome
        assert "testham/s" in subject.facts

    def test_a_disputed_seat_is_shown_and_not_counted(self) -> None:
        town = Town().main().organisation("sch", "education")
        town.link("sch", "member_of", "main", confidence="disputed")
        subject = town.subject(self.rule, "education")
        assert subject.outcome is SILENT
        assert "A disputed fact is shown" in subject.sentence

    def test_a_seat_given_up_before_the_day_does_not_count(self) -> None:
        town = Town().main().organisation("sch", "education")
        town.link("sch", "member_of", "main", until="2024-03-30")
        assert town.subject(self.rule, "education").outcome is SILENT

    def test_gap_by_the_members_of_every_board_or_by_the_switch(self) -> None:
        town = Town().main().main("second").declare("members", of="main")
        assert town.outcome(self.rule) is SILENT
        assert town.declare("members", of="second").outcome(self.rule) is GAP
        assert Town().main().outcome(self.rule, complete=True) is GAP

    def test_it_says_who_could_speak_and_whose_sector_is_unknown(self) -> None:
        town = Town().main().organisation("gp", "primary_care").node("x", "organisation")
        town.organisation("trust", "nhs").link("trust", "member_of", "main", represents="police")
        sentence = town.link("x", "member_of", "main").subject(self.rule, "health").sentence
        assert "Members whose sector is not recorded: X." in sentence
        assert "Of that sector on the map, without a seat there: GP." in sentence

    def test_the_police_are_shown_and_not_required(self) -> None:
        found = self.board(*SECTORS, "police").find(self.rule)
        assert found.outcome is MET
        assert any("POLICE sits on MAIN" in fact.sentence for fact in found.facts)

    def test_not_applicable_without_main_whatever_the_switch(self) -> None:
        assert Town().outcome(self.rule, complete=True) is NOT_APPLICABLE
        assert Town().main(in_scope=False).outcome(self.rule) is NOT_APPLICABLE
        assert Town().main(status="planned").outcome(self.rule) is NOT_APPLICABLE


class TestFamiliesOnMain:
    rule = "families-on-main-board"

    def town(self, **rest: object) -> Town:
        town = Town().main().organisation("fam", "families")
        return town.link("fam", "member_of", "main", **rest)  # type: ignore[arg-type]

    def test_met_and_young_people_are_a_second_line(self) -> None:
        found = self.town().find(self.rule)
        assert found.outcome is MET
        assert "A seat for young people beside it is not recorded: ask." in found.sentence
        town = self.town().organisation("yp", "young_people").link("yp", "member_of", "main")
        assert "A seat for young people is recorded. On MAIN: YP." in town.find(self.rule).sentence

    def test_young_people_alone_are_shown_and_are_no_seat_for_families(self) -> None:
        town = Town().main().organisation("yp", "young_people").link("yp", "member_of", "main")
        found = town.find(self.rule)
        assert found.outcome is SILENT
        assert "A seat for young people is recorded." in found.sentence

    def test_planned_vacant_disputed_and_past_seats(self) -> None:
        assert self.town(status="planned").outcome(self.rule) is PLANNED
        assert self.town(status="aspired").outcome(self.rule) is PLANNED
        assert self.town(vacant=True).outcome(self.rule) is SILENT
        assert self.town(confidence="disputed").outcome(self.rule) is SILENT
        assert self.town(until="2023").outcome(self.rule) is SILENT

    def test_an_intention_is_named_and_is_no_planned_seat(self) -> None:
        town = (
            Town()
            .main()
            .node(
                "want",
                "commitment",
                name="Parents at the table",
                commitment_kind="family_governance",
            )
        )
        found = town.find(self.rule)
        assert found.outcome is SILENT
        assert "An intention is on record: Parents at the table." in found.sentence

    def test_it_says_where_families_do_sit(self) -> None:
        town = Town().main().body("team", "locality_team").organisation("fam", "families")
        found = town.link("fam", "member_of", "team").find(self.rule)
        assert found.outcome is SILENT
        assert "Families have a seat on: TEAM." in found.sentence
        assert any("FAM sits on TEAM" in fact.sentence for fact in found.facts)

    def test_gap_by_members_or_switch_and_each_board_by_itself(self) -> None:
        assert Town().main().declare("members", of="main").outcome(self.rule) is GAP
        assert Town().main().outcome(self.rule, complete=True) is GAP
        assert self.town().main("second").outcome(self.rule) is SILENT

    def test_not_applicable_without_main(self) -> None:
        assert Town().outcome(self.rule, complete=True) is NOT_APPLICABLE


@pytest.mark.parametrize(
    ("seat", "outcome"),
    [
        ({"represents": "education"}, Outcome.SILENT),
        # Of no sector on record, it may be anybody's.
        ({}, Outcome.SILENT),
        ({"represents": "education", "vacant": True}, Outcome.GAP),
        ({"represents": "education", "vacant": False}, Outcome.MET),
        ({"represents": "police"}, Outcome.GAP),
        ({"represents": "education", "seat_kind": "observer"}, Outcome.GAP),
    ],
)
def test_a_seat_by_itself_of_which_nothing_says_whether_it_is_held_is_no_gap(
    seat: dict[str, Any], outcome: Outcome
) -> None:
    town = Town().main().node("place", "seat", body="testham/main", **seat)
    town.declare("members", of="main")
    assert town.subject("main-board-core-sectors", "education").outcome is outcome
