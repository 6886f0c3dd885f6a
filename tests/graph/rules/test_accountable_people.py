"""Leader, drivers, overseer and chairs in every outcome they can have.

Tests: graph/rules/start_for_life.py
"""

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


class TestSingleAccountableLeader:
    rule = "single-accountable-leader"

    def funded(self) -> Town:
        town = Town(funded=True).post("one").post("two")
        return town.node("sfl", "programme", programme_kind="start_for_life")

    def test_met_by_duty_or_by_kind_of_post(self) -> None:
        assert self.funded().link("one", "accountable_for", "sfl").outcome(self.rule) is MET
        town = Town(funded=True).post("leader", "single_accountable_leader")
        assert town.outcome(self.rule) is MET

    def test_two_are_a_contradiction_that_needs_no_list(self) -> None:
        town = self.funded().link("one", "accountable_for", "sfl")
        found = town.link("two", "accountable_for", "sfl").find(self.rule)
        assert found.outcome is GAP
        assert "ONE and TWO" in found.sentence

    def test_a_change_inside_one_month_counts_as_two_and_the_doubt_is_said(self) -> None:
        town = self.funded().link("one", "accountable_for", "sfl", until="2024-03")
        town.link("two", "accountable_for", "sfl", since="2024-03")
        found = town.find(self.rule, day=date(2024, 3, 15))
        assert found.outcome is GAP
        assert "one may have followed the other" in found.sentence
        assert town.outcome(self.rule, day=date(2024, 4, 1)) is MET

    def test_a_planned_second_leader_changes_nothing(self) -> None:
        town = self.funded().link("one", "accountable_for", "sfl")
        assert (
            town.link("two", "accountable_for", "sfl", status="planned").outcome(self.rule) is MET
        )

    def test_vacant_posts_do_not_count(self) -> None:
        town = Town(funded=True).post("leader", "single_accountable_leader", vacant=True)
        assert town.outcome(self.rule) is SILENT

    def test_planned_silent_and_gap(self) -> None:
        town = self.funded().link("one", "accountable_for", "sfl", status="planned")
        assert town.outcome(self.rule) is PLANNED
        assert self.funded().outcome(self.rule) is SILENT
        assert self.funded().declare("posts").outcome(self.rule) is GAP
        assert self.funded().outcome(self.rule, complete=True) is GAP

    def test_funding_decides_whether_it_applies(self) -> None:
        assert Town(funded=False).outcome(self.rule) is NOT_APPLICABLE
        assert Town(funded=None).outcome(self.rule, complete=True) is UNKNOWN

    def test_whether_it_is_funded_is_cited(self) -> None:
        for town, words in ((self.funded(), "yes"), (Town(funded=False), "no")):
            (read,) = [fact for fact in town.find(self.rule).facts if fact.id == "testham"]
            said = f"Testham is a partnership on record (Start for Life funded: {words})."
            assert read.sentence == said
            assert read.source.startswith("Minutes, Testham Council")

    def test_dates_of_the_programme(self) -> None:
        for funded in (True, False, None):
            town = Town(funded=funded).post("leader", "single_accountable_leader")
            assert town.outcome(self.rule, date(2022, 8, 7)) is NOT_APPLICABLE
            assert town.outcome(self.rule, date(2026, 4, 1)) is UNKNOWN
        funded_town = Town(funded=True).post("leader", "single_accountable_leader")
        assert funded_town.outcome(self.rule, date(2022, 8, 8)) is MET
        assert funded_town.outcome(self.rule, date(2026, 3, 31)) is MET


class TestKeyRoles:
    rule = "key-roles-filled"

    def all_but_sponsor(self) -> Town:
        town = Town().post("a", "programme_leader").post("b", "transformation_lead")
        return town.post("c", "data_evaluation_lead")

    @pytest.mark.parametrize(
        ("grade", "outcome"),
        [
            ("executive", MET),
            ("director", MET),
            ("assistant_director", MET),
            ("senior", SILENT),
            ("elected", SILENT),
        ],
    )
    def test_the_sponsor_is_at_least_an_assistant_director(
        self, grade: str, outcome: Outcome
    ) -> None:
        town = self.all_but_sponsor().post("s", "senior_sponsor", grade=grade)
        assert town.outcome(self.rule) is outcome

    def test_each_role_is_a_subject(self) -> None:
        town = self.all_but_sponsor()
        assert town.subject(self.rule, "programme_leader").outcome is MET
        assert town.subject(self.rule, "senior_sponsor").outcome is SILENT
        assert town.declare("posts").subject(self.rule, "senior_sponsor").outcome is GAP

    def test_planned_and_vacant(self) -> None:
        town = self.all_but_sponsor().post("s", "senior_sponsor", grade="director", vacant=True)
        assert town.outcome(self.rule) is SILENT
        town = self.all_but_sponsor()
        town.post("s", "senior_sponsor", grade="director", status="planned")
        assert town.outcome(self.rule) is PLANNED
        assert Town().outcome(self.rule, complete=True) is GAP


class TestDcsOversight:
    rule = "dcs-oversight"

    @pytest.mark.parametrize(
        ("start", "kind", "stop"),
        [
            ("dcs", "member_of", "main"),
            ("dcs", "chairs", "main"),
            ("dcs", "sponsors", "main"),
            ("dcs", "chairs", "scp"),
            ("main", "accountable_to", "dcs"),
        ],
    )
    def test_met(self, start: str, kind: str, stop: str) -> None:
        town = Town().main().body("scp", "safeguarding_partnership").post("dcs", "dcs")
        town.link("main", "reports_to", "scp")
        assert town.outcome(self.rule) is SILENT
        assert town.link(start, kind, stop).outcome(self.rule) is MET

    def test_a_seat_below_the_board_does_not_count(self) -> None:
        town = Town().main().body("sub", "sub_group").post("dcs", "dcs")
        town.link("sub", "subgroup_of", "main").link("dcs", "chairs", "sub")
        assert town.outcome(self.rule) is SILENT

    def test_vacant_planned_gap(self) -> None:
        town = Town().main().post("dcs", "dcs", vacant=True).link("dcs", "chairs", "main")
        assert town.outcome(self.rule) is SILENT
        town = Town().main().post("dcs", "dcs").link("dcs", "chairs", "main", status="planned")
        assert town.outcome(self.rule) is PLANNED
        town = Town().main().declare("posts")
        assert town.outcome(self.rule) is SILENT
        assert town.declare("members", of="main").outcome(self.rule) is GAP
        assert Town().main().outcome(self.rule, complete=True) is GAP

    def test_silent_without_main_whatever_is_declared(self) -> None:
        assert Town().declare("posts").outcome(self.rule, complete=True) is SILENT


class TestBodyHasChair:
    rule = "body-has-chair"

    @pytest.mark.parametrize("verb", ["chairs", "co_chairs"])
    def test_met_by_a_chair_of_any_sort(self, verb: str) -> None:
        assert Town().main().post("p").link("p", verb, "main").outcome(self.rule) is MET
        assert Town().main().organisation("o").link("o", verb, "main").outcome(self.rule) is MET

    def test_a_vice_chair_or_a_vacant_post_is_no_chair(self) -> None:
        assert Town().main().post("p").link("p", "vice_chairs", "main").outcome(self.rule) is SILENT
        town = Town().main().post("p", vacant=True).link("p", "chairs", "main")
        assert town.outcome(self.rule) is SILENT

    def test_terms_that_name_the_chair_are_enough_and_say_so(self) -> None:
        found = Town().main(chair_post_exists=True).find(self.rule)
        assert found.outcome is MET
        assert "not recorded" in found.sentence

    def test_planned_gap_and_switch(self) -> None:
        town = Town().main().post("p").link("p", "chairs", "main", status="planned")
        assert town.outcome(self.rule) is PLANNED
        assert Town().main().declare("members", of="main").outcome(self.rule) is GAP
        assert Town().main().outcome(self.rule, complete=True) is GAP

    @pytest.mark.parametrize("kind", ["committee", "network", "voice_panel", "partnership_board"])
    def test_bodies_that_are_not_formal_are_not_asked(self, kind: str) -> None:
        assert Town().body("it", kind).outcome(self.rule, complete=True) is NOT_APPLICABLE

    def test_each_body_is_decided_by_itself(self) -> None:
        town = Town().main().body("sub", "sub_group").declare("members", of="sub")
        assert town.subject(self.rule, "main").outcome is SILENT
        assert town.subject(self.rule, "sub").outcome is GAP
        assert "Gap for 1 of 2 formal bodies: SUB." in town.find(self.rule).sentence

    def test_a_vacant_chair_is_said_to_be_vacant(self) -> None:
        town = (
            Town().main(chair_post_exists=True).post("p", vacant=True).link("p", "chairs", "main")
        )
        found = town.find(self.rule)
        assert found.outcome is MET
        assert "the post is vacant" in found.sentence


def test_a_planned_board_is_no_board_to_oversee_yet() -> None:
    town = Town().main(status="planned").post("dcs", "dcs").link("dcs", "chairs", "main")
    found = town.find("dcs-oversight")
    assert found.outcome is SILENT
    assert "Planned or wished for: MAIN." in found.sentence


def test_a_director_who_chairs_in_person_oversees() -> None:
    town = Town().main().post("dcs", "dcs").node("ann", "person").link("ann", "holds", "dcs")
    assert town.link("ann", "chairs", "main").outcome("dcs-oversight") is MET


def test_titles_are_offered_as_a_guess_and_never_counted() -> None:
    found = Town().post("p", name="Programme Manager, hubs").find("key-roles-filled")
    assert found.outcome is SILENT
    assert "to guess by title: Programme Manager, hubs" in found.subjects[0].sentence
