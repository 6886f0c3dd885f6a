"""Dependence on one person, directors behind it and its strategy in every outcome."""

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


class TestNoSinglePerson:
    rule = "no-single-person-dependency"

    def steady(self) -> Town:
        town = Town().main().body("sub", "sub_group").post("p").post("q")
        return town.link("p", "chairs", "main").link("q", "chairs", "sub")

    def test_met_when_each_body_has_its_own_chair(self) -> None:
        assert self.steady().outcome(self.rule) is MET

    def test_silent_while_a_chair_is_not_known_by_post_or_person(self) -> None:
        town = self.steady().body("ilt", "locality_team", chair_post_exists=True)
        found = town.find(self.rule, complete=True)
        assert found.outcome is SILENT
        assert "is not recorded for 1 of 3 formal bodies: ILT: ask." in found.sentence
        town = self.steady().body("ilt", "locality_team").organisation("la")
        assert town.link("la", "chairs", "ilt").outcome(self.rule) is SILENT

    def test_vacant_disputed_and_ended_chairs_are_unknown(self) -> None:
        town = Town().main().post("v", vacant=True).link("v", "chairs", "main")
        assert town.outcome(self.rule) is SILENT
        town = Town().main().post("p").link("p", "chairs", "main", confidence="disputed")
        assert town.outcome(self.rule) is SILENT
        assert "A disputed fact" in town.find(self.rule).sentence
        town = Town().main().post("p").link("p", "chairs", "main", until="2023")
        assert town.outcome(self.rule) is SILENT

    def test_a_planned_chair_makes_it_planned_unless_it_would_load_one(self) -> None:
        town = Town().main().post("p").link("p", "chairs", "main", status="planned")
        assert town.outcome(self.rule) is PLANNED
        town = Town().main().body("sub", "sub_group").post("p").link("p", "chairs", "main")
        town.link("p", "chairs", "sub", status="planned")
        assert town.outcome(self.rule) is SILENT

    def test_three_chairs_or_key_posts_are_a_gap(self) -> None:
        town = self.steady().body("net", "network").post("r", "programme_leader")
        town.link("r", "co_chairs", "main").link("r", "co_chairs", "sub")
        found = town.find(self.rule)
        assert found.outcome is GAP
        assert found.sentence == (
            "R holds 3 chairs or key posts: the chair of MAIN; the chair of SUB; R."
        )

    def test_two_are_none(self) -> None:
        town = self.steady().post("r", "programme_leader").link("r", "co_chairs", "main")
        assert town.outcome(self.rule) is MET

    def test_posts_of_one_person_are_added(self) -> None:
        town = self.steady().post("lead", "programme_leader").post("data", "data_evaluation_lead")
        town.node("ann", "person").link("ann", "holds", "lead").link("ann", "holds", "data")
        assert town.outcome(self.rule) is MET
        found = town.link("ann", "holds", "p").find(self.rule)
        assert found.outcome is GAP
        assert "ANN holds 3 chairs or key posts" in found.sentence

    def test_a_person_and_their_post_in_one_chair_are_one_chair(self) -> None:
        town = self.steady().node("ann", "person").link("ann", "holds", "p")
        town.link("ann", "chairs", "main").post("lead", "programme_leader")
        assert town.link("ann", "holds", "lead").outcome(self.rule) is MET

    def test_the_only_chair_of_two_formal_bodies_is_a_gap(self) -> None:
        town = Town().main().body("sub", "sub_group").post("p")
        found = town.link("p", "chairs", "main").link("p", "chairs", "sub").find(self.rule)
        assert found.outcome is GAP
        assert found.sentence == "P alone chairs MAIN and SUB, with no co-chair or vice-chair."

    @pytest.mark.parametrize("kind", ["co_chairs", "vice_chairs"])
    def test_a_second_in_the_chair_makes_good(self, kind: str) -> None:
        town = Town().main().body("sub", "sub_group").post("p").post("q")
        town.link("p", "chairs", "main").link("p", "chairs", "sub")
        assert town.link("q", kind, "sub").outcome(self.rule) is MET

    def test_a_vice_chair_in_the_terms_makes_good(self) -> None:
        town = Town().main().body("sub", "sub_group", vice_chair_post_exists=True).post("p")
        town.link("p", "chairs", "main").link("p", "chairs", "sub")
        assert town.outcome(self.rule) is MET

    def test_a_vice_chair_who_is_the_same_person_does_not(self) -> None:
        town = Town().main().body("sub", "sub_group").post("p").post("q").node("ann", "person")
        town.link("p", "chairs", "main").link("p", "chairs", "sub").link("q", "vice_chairs", "sub")
        town.link("ann", "holds", "p").link("ann", "holds", "q")
        assert town.outcome(self.rule) is GAP

    def test_a_second_body_that_is_not_formal_does_not_count(self) -> None:
        town = Town().main().body("net", "network").post("p")
        assert town.link("p", "chairs", "main").link("p", "chairs", "net").outcome(self.rule) is MET

    def test_a_post_that_stands_for_several_is_not_one_person(self) -> None:
        town = Town().main().body("sub", "sub_group").post("p", stands_for_several=True)
        assert town.link("p", "chairs", "main").link("p", "chairs", "sub").outcome(self.rule) is MET

    def test_an_organisation_that_chairs_two_is_no_person(self) -> None:
        town = Town().main().body("sub", "sub_group").organisation("la")
        town.link("la", "chairs", "main").link("la", "chairs", "sub")
        assert town.outcome(self.rule) is SILENT

    def test_own_gap_comes_before_an_unknown_chair(self) -> None:
        town = Town().main().body("sub", "sub_group").body("ilt", "locality_team").post("p")
        town.link("p", "chairs", "main").link("p", "chairs", "sub")
        assert town.outcome(self.rule) is GAP

    def test_not_applicable_without_a_formal_body(self) -> None:
        assert Town().body("net", "network").post("p").outcome(self.rule) is NOT_APPLICABLE


class TestLinksOfOne:
    rule = "no-single-person-dependency"

    def shared(self, kind: str = "hwb") -> Town:
        town = Town().main().body("top", kind, in_scope=False).post("p").post("q")
        town.link("p", "chairs", "main")
        return town.link("q", "member_of", "main").link("q", "member_of", "top")

    @pytest.mark.parametrize(
        "kind", ["hwb", "safeguarding_partnership", "icp", "icb_board", "data_board"]
    )
    def test_alone_behind_a_link_is_a_gap(self, kind: str) -> None:
        found = self.shared(kind).find(self.rule)
        assert found.outcome is GAP
        assert found.sentence.startswith("Only Q joins MAIN to the ")

    def test_two_people_who_join_them_leave_it_intact(self) -> None:
        town = self.shared().post("r").link("r", "member_of", "main").link("r", "member_of", "top")
        assert town.outcome(self.rule) is MET
        town.node("ann", "person").link("ann", "holds", "q").link("ann", "holds", "r")
        found = town.find(self.rule)
        assert found.outcome is GAP
        assert found.sentence.startswith("Only ANN joins")

    def test_one_person_in_two_posts_joins_them_alone(self) -> None:
        town = Town().main().body("top", "hwb", in_scope=False).post("p").post("q")
        town.link("p", "chairs", "main").link("q", "member_of", "top")
        assert town.outcome(self.rule) is MET
        town.node("ann", "person").link("ann", "holds", "p").link("ann", "holds", "q")
        assert town.outcome(self.rule) is GAP

    def test_a_line_or_a_working_link_depends_on_nobody(self) -> None:
        assert self.shared().link("main", "reports_to", "top").outcome(self.rule) is MET
        assert self.shared().link("main", "coordinates_with", "top").outcome(self.rule) is MET

    def test_an_organisation_with_a_seat_on_both_carries_the_link(self) -> None:
        town = self.shared("icp").organisation("la", "la_childrens")
        assert town.outcome(self.rule) is GAP
        town.link("la", "member_of", "main").link("la", "member_of", "top")
        assert town.outcome(self.rule) is MET

    def test_planned_and_disputed_seats_join_nothing(self) -> None:
        for rest in ({"status": "planned"}, {"confidence": "disputed"}):
            town = Town().main().body("top", "hwb", in_scope=False).post("p")
            town.link("p", "chairs", "main").link("p", "member_of", "top", **rest)
            assert town.outcome(self.rule) is MET

    def test_without_a_main_board_another_start_can_carry_it(self) -> None:
        town = Town().body("sub", "sub_group", scope=["early_help"])
        town.body("top", "hwb", in_scope=False).post("p")
        town.link("p", "chairs", "sub").link("p", "member_of", "top")
        assert town.outcome(self.rule) is GAP
        town.body("two", "sub_group", scope=["early_help"]).post("q").link("q", "chairs", "two")
        assert town.link("two", "reports_to", "top").outcome(self.rule) is MET


class TestDirectorLevelDrive:
    rule = "director-level-drive"

    @pytest.mark.parametrize(
        "kind", ["chairs", "co_chairs", "sponsors", "leads", "accountable_for"]
    )
    def test_met_by_a_director_in_any_role(self, kind: str) -> None:
        town = Town().main().post("d", grade="director").link("d", kind, "main")
        found = town.find(self.rule)
        assert found.outcome is MET
        assert "The grade is director." in found.sentence

    @pytest.mark.parametrize(
        ("grade", "outcome"),
        [
            ("executive", MET),
            ("assistant_director", MET),
            ("senior", SILENT),
            ("elected", SILENT),
            ("operational", GAP),
        ],
    )
    def test_grades(self, grade: str, outcome: Outcome) -> None:
        town = Town().node("plan", "plan").post("p", grade=grade).link("p", "leads", "plan")
        assert town.outcome(self.rule) is outcome

    def test_not_all_are_operational_while_one_grade_is_unknown(self) -> None:
        town = Town().main().body("sub", "sub_group").post("p", grade="operational")
        town.link("p", "chairs", "main")
        assert town.outcome(self.rule) is GAP
        unknown = town.post("q").link("q", "chairs", "sub").find(self.rule)
        assert unknown.outcome is SILENT
        assert "P (operational); Q (grade not recorded)" in unknown.sentence

    def test_an_organisation_in_the_chair_leaves_the_grade_unknown(self) -> None:
        town = Town().main().body("sub", "sub_group").post("p", grade="operational")
        town.link("p", "chairs", "main").organisation("la").link("la", "chairs", "sub")
        assert town.outcome(self.rule) is SILENT

    def test_a_person_has_the_grade_of_the_post(self) -> None:
        town = Town().main().post("d", grade="director").node("ann", "person")
        town.link("ann", "chairs", "main")
        assert town.outcome(self.rule) is SILENT
        assert town.link("ann", "holds", "d").outcome(self.rule) is MET

    def test_seats_and_vice_chairs_are_no_such_role(self) -> None:
        for kind in ("member_of", "vice_chairs"):
            town = Town().main().post("d", grade="director").link("d", kind, "main")
            assert town.outcome(self.rule) is SILENT
        assert Town().post("d", grade="director").outcome(self.rule) is SILENT

    def test_a_role_at_a_body_out_of_scope_does_not_count(self) -> None:
        town = Town().body("far", "hwb", in_scope=False).post("d", grade="director")
        assert town.link("d", "chairs", "far").outcome(self.rule) is SILENT

    def test_vacant_planned_disputed_and_ended(self) -> None:
        town = Town().main().post("d", grade="director", vacant=True).link("d", "chairs", "main")
        assert town.outcome(self.rule) is SILENT
        for rest, outcome in (
            ({"status": "planned"}, PLANNED),
            ({"confidence": "disputed"}, SILENT),
            ({"until": "2023"}, SILENT),
        ):
            town = Town().main().post("d", grade="director")
            town.link("d", "sponsors", "main", **rest)
            assert town.outcome(self.rule) is outcome
        town = Town().main().post("d", grade="director")
        town.link("d", "sponsors", "main", confidence="disputed")
        assert "A disputed fact" in town.find(self.rule).sentence

    def test_silent_gap_and_switch(self) -> None:
        assert Town().outcome(self.rule) is SILENT
        assert Town().declare("posts").outcome(self.rule) is GAP
        assert Town().outcome(self.rule, complete=True) is GAP


class TestEngagementStrategy:
    rule = "engagement-strategy-in-place"

    def strategy(self, **rest: str) -> Town:
        return Town().main().node("plan", "plan", plan_kind="engagement_strategy", **rest)

    def test_met_when_a_body_owns_it(self) -> None:
        found = self.strategy().link("main", "owns", "plan").find(self.rule)
        assert found.outcome is MET
        assert found.sentence == "MAIN owns PLAN."

    def test_an_organisation_as_owner_or_a_body_that_works_by_it_is_not_enough(self) -> None:
        town = self.strategy().organisation("la").link("la", "owns", "plan")
        town.link("main", "has_plan", "plan")
        found = town.find(self.rule)
        assert found.outcome is SILENT
        assert "On the map, without a body as owner: PLAN." in found.sentence

    def test_another_kind_of_plan_does_not_count(self) -> None:
        town = Town().main().node("plan", "plan", plan_kind="hub_strategy")
        assert town.link("main", "owns", "plan").outcome(self.rule) is SILENT

    def test_planned_disputed_and_ended(self) -> None:
        town = self.strategy(status="planned").link("main", "owns", "plan")
        assert town.outcome(self.rule) is PLANNED
        assert self.strategy().link("main", "owns", "plan", status="aspired").outcome(
            self.rule
        ) is (PLANNED)
        town = self.strategy().link("main", "owns", "plan", confidence="disputed")
        assert town.outcome(self.rule) is SILENT
        assert "A disputed fact" in town.find(self.rule).sentence
        assert self.strategy(until="2023").link("main", "owns", "plan").outcome(self.rule) is SILENT

    def test_gap_by_the_list_of_plans_and_by_the_switch(self) -> None:
        assert self.strategy().declare("plans").outcome(self.rule) is GAP
        assert self.strategy().outcome(self.rule, complete=True) is GAP
        assert Town().outcome(self.rule) is SILENT
