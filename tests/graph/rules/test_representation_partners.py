"""The voluntary sector, services for adults and elected members in every outcome."""

import pytest

from graph.rules.finding import Outcome
from tests.towns import Town

MET, GAP, PLANNED, SILENT = (
    Outcome.MET,
    Outcome.GAP,
    Outcome.PLANNED,
    Outcome.SILENT,
)


class TestVcfs:
    rule = "vcfs-core-partner"

    def town(self, *bodies: str, status: str = "operating") -> Town:
        town = Town().main().body("team", "working_group", tier="operational")
        town.organisation("charity", "vcs")
        for body in bodies:
            town.link("charity", "member_of", body, status=status)
        return town

    def test_met_at_both_levels(self) -> None:
        assert self.town("main", "team").outcome(self.rule) is MET
        assert self.town("main").subject(self.rule, "strategic").outcome is MET
        assert self.town("main").subject(self.rule, "operational").outcome is SILENT
        assert self.town("team").subject(self.rule, "strategic").outcome is SILENT

    def test_a_co_chair_from_a_faith_group_counts(self) -> None:
        town = self.town("team").organisation("church", "faith").post("vicar")
        town.link("vicar", "employed_by", "church").link("vicar", "co_chairs", "main")
        assert town.outcome(self.rule) is MET

    @pytest.mark.parametrize(
        ("kind", "rest", "outcome"),
        [
            ("sub_group", {"tier": "operational"}, MET),
            ("advisory_board", {"tier": "locality"}, MET),
            ("locality_team", {}, MET),
            ("advisory_board", {}, SILENT),
            ("sub_group", {"tier": "strategic"}, SILENT),
            ("locality_team", {"in_scope": False}, SILENT),
        ],
    )
    def test_which_bodies_are_close_to_delivery(
        self, kind: str, rest: dict[str, object], outcome: Outcome
    ) -> None:
        town = Town().main().body("it", kind, **rest).organisation("charity")
        town.link("charity", "member_of", "it")
        assert town.subject(self.rule, "operational").outcome is outcome

    def test_planned_vacant_and_disputed_seats(self) -> None:
        assert self.town("main", "team", status="planned").outcome(self.rule) is PLANNED
        town = self.town("team").link("charity", "member_of", "main", vacant=True)
        assert town.outcome(self.rule) is SILENT
        town = self.town("team").link("charity", "member_of", "main", confidence="disputed")
        found = town.subject(self.rule, "strategic")
        assert found.outcome is SILENT
        assert "A disputed fact is shown" in found.sentence

    def test_a_body_still_to_start_is_planned(self) -> None:
        town = Town().main().body("team", "locality_team", status="planned")
        town.organisation("charity").link("charity", "member_of", "team")
        assert town.subject(self.rule, "operational").outcome is PLANNED

    def test_gap_by_members_of_each_level(self) -> None:
        town = self.town().declare("members", of="main")
        assert town.subject(self.rule, "strategic").outcome is GAP
        assert town.subject(self.rule, "operational").outcome is SILENT
        town.declare("members", of="team")
        assert town.subject(self.rule, "operational").outcome is GAP
        assert self.town().outcome(self.rule, complete=True) is GAP

    def test_no_gap_about_a_body_that_is_not_there(self) -> None:
        subject = Town().main().subject(self.rule, "operational", complete=True)
        assert subject.outcome is SILENT
        assert "No such body is recorded." in subject.sentence

    def test_silent_without_main_whatever_the_switch(self) -> None:
        town = Town().body("team", "locality_team").declare("members", of="team")
        assert town.outcome(self.rule, complete=True) is SILENT


class TestAdultServices:
    rule = "adult-services-engaged"

    def lead(self, grade: str = "", **rest: object) -> Town:
        marked = {"grade": grade} if grade else {}
        town = Town().main().post("lead", sector="la_adults", **marked)
        return town.link("lead", "member_of", "main", **rest)  # type: ignore[arg-type]

    @pytest.mark.parametrize("grade", ["executive", "director", "assistant_director", "senior"])
    def test_met_by_a_senior_post(self, grade: str) -> None:
        assert self.lead(grade).outcome(self.rule) is MET

    @pytest.mark.parametrize("grade", ["operational", "elected", ""])
    def test_other_grades_are_named_and_not_enough(self, grade: str) -> None:
        found = self.lead(grade).find(self.rule)
        assert found.outcome is SILENT
        assert "On the map, and not enough: LEAD on MAIN" in found.sentence

    @pytest.mark.parametrize("sector", ["la_adults", "adult_services"])
    @pytest.mark.parametrize("kind", ["organisation", "department"])
    def test_met_by_an_organisation_or_department(self, kind: str, sector: str) -> None:
        town = Town().main().node("adults", kind, sector=sector)
        assert town.link("adults", "member_of", "main").outcome(self.rule) is MET

    def test_met_on_a_sub_group_but_not_on_any_other_body(self) -> None:
        town = Town().main().body("sub", "sub_group").organisation("adults", "adult_services")
        town.link("adults", "member_of", "sub")
        assert town.outcome(self.rule) is SILENT
        assert town.link("sub", "subgroup_of", "main").outcome(self.rule) is MET

    def test_a_person_brings_the_grade_of_the_post(self) -> None:
        town = Town().main().post("lead", sector="la_adults", grade="director")
        town.node("ann", "person").link("ann", "holds", "lead").link("ann", "member_of", "main")
        assert town.outcome(self.rule) is MET

    def test_planned_vacant_disputed_and_other_sectors(self) -> None:
        assert self.lead("director", status="planned").outcome(self.rule) is PLANNED
        assert self.lead("director", vacant=True).outcome(self.rule) is SILENT
        assert self.lead("director", represents="la_housing").outcome(self.rule) is SILENT
        found = self.lead("director", confidence="disputed").find(self.rule)
        assert found.outcome is SILENT
        assert "A disputed fact is shown" in found.sentence

    def test_events_are_contact_and_no_seat(self) -> None:
        for town in (Town(), Town().main()):
            town.organisation("drugs", "adult_services").node("day", "event")
            found = town.link("drugs", "takes_part_in", "day").find(self.rule)
            assert found.outcome is SILENT
            assert "contact and no seat: DRUGS at DAY." in found.sentence
            assert [fact.sentence for fact in found.facts] == ["DRUGS takes part in DAY."]

    def test_gap_by_members_of_main_and_of_its_sub_groups(self) -> None:
        town = Town().main().body("sub", "sub_group").link("sub", "subgroup_of", "main")
        town.declare("members", of="main")
        assert town.outcome(self.rule) is SILENT
        assert town.declare("members", of="sub").outcome(self.rule) is GAP
        assert Town().main().outcome(self.rule, complete=True) is GAP

    def test_silent_without_main_whatever_the_switch(self) -> None:
        assert Town().outcome(self.rule, complete=True) is SILENT

    def test_planned_on_a_board_that_is_planned(self) -> None:
        town = Town().main(status="planned").post("lead", sector="la_adults", grade="senior")
        assert town.outcome(self.rule) is SILENT
        assert town.link("lead", "member_of", "main").outcome(self.rule) is PLANNED


class TestElectedMember:
    rule = "elected-member-champion"

    @pytest.mark.parametrize(
        ("start", "kind", "stop"),
        [
            ("cllr", "member_of", "main"),
            ("cllr", "chairs", "main"),
            ("cllr", "sponsors", "main"),
            ("cllr", "leads", "main"),
            ("cllr", "accountable_for", "main"),
            ("main", "accountable_to", "cllr"),
        ],
    )
    @pytest.mark.parametrize(
        "post",
        [
            {"post_kind": "lead_member"},
            {"post_kind": "elected_member"},
            {"post_kind": "champion", "grade": "elected"},
            {"post_kind": "champion", "sector": "elected_members"},
        ],
    )
    def test_met(self, post: dict[str, object], start: str, kind: str, stop: str) -> None:
        town = Town().main().node("cllr", "post", **post)  # type: ignore[arg-type]
        assert town.outcome(self.rule) is SILENT
        assert town.link(start, kind, stop).outcome(self.rule) is MET

    def test_met_by_a_seat_that_speaks_for_elected_members_or_by_the_person(self) -> None:
        town = Town().main().organisation("cabinet", "elected_members")
        assert town.link("cabinet", "member_of", "main").outcome(self.rule) is MET
        town = Town().main().post("lm", "lead_member").node("ann", "person")
        town.link("ann", "holds", "lm").link("ann", "member_of", "main")
        assert town.outcome(self.rule) is MET

    def test_a_champion_who_is_no_elected_member_does_not_count(self) -> None:
        town = Town().main().post("officer", "champion", grade="senior")
        assert town.link("officer", "member_of", "main").outcome(self.rule) is SILENT

    def test_a_seat_elsewhere_is_named_and_not_enough(self) -> None:
        town = Town().main().body("hwb", "hwb").post("lm", "lead_member")
        found = town.link("lm", "member_of", "hwb").find(self.rule)
        assert found.outcome is SILENT
        assert "Elected members on the map: LM." in found.sentence

    def test_an_event_is_noted_and_not_met(self) -> None:
        for town in (Town(), Town().main()):
            found = town.node("day", "event", name="Elected member workshop").find(self.rule)
            assert found.outcome is SILENT
            assert "Noted, and no lasting role: Elected member workshop." in found.sentence
            assert [fact.id for fact in found.facts] == ["testham/day"]
        town = Town().main().organisation("cabinet", "elected_members").node("tour", "event")
        assert (
            "role: TOUR." in town.link("cabinet", "takes_part_in", "tour").find(self.rule).sentence
        )

    def test_planned_vacant_and_disputed(self) -> None:
        town = Town().main().post("lm", "lead_member")
        assert town.link("lm", "member_of", "main", status="planned").outcome(self.rule) is PLANNED
        town = Town().main().post("lm", "lead_member", vacant=True).link("lm", "member_of", "main")
        assert town.outcome(self.rule) is SILENT
        town = Town().main().post("lm", "lead_member")
        found = town.link("lm", "member_of", "main", confidence="disputed").find(self.rule)
        assert found.outcome is SILENT
        assert "A disputed fact is shown" in found.sentence

    def test_gap_by_posts_and_members(self) -> None:
        town = Town().main().declare("posts")
        assert town.outcome(self.rule) is SILENT
        assert town.declare("members", of="main").outcome(self.rule) is GAP
        assert Town().main().outcome(self.rule, complete=True) is GAP

    def test_silent_without_main_whatever_the_switch(self) -> None:
        assert Town().declare("posts").outcome(self.rule, complete=True) is SILENT

    def test_planned_on_a_board_that_is_planned(self) -> None:
        town = Town().main(status="planned").post("cllr", "lead_member")
        assert town.outcome(self.rule) is SILENT
        found = town.link("cllr", "member_of", "main").find(self.rule)
        assert found.outcome is PLANNED
        assert "First record" not in found.would_change
