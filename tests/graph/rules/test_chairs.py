"""Who chairs a body and the one above it, in every outcome."""

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


class TestChairs:
    rule = "chair-independent-of-parent"

    def pair(self) -> Town:
        town = Town().main().body("sub", "sub_group").link("sub", "subgroup_of", "main")
        return town.post("a").post("b").node("ann", "person").node("bob", "person")

    def test_one_post_chairing_both_is_a_gap(self) -> None:
        town = self.pair().link("a", "chairs", "main").link("a", "co_chairs", "sub")
        assert town.outcome(self.rule) is GAP

    @pytest.mark.parametrize(("marked", "value"), [("named", False), ("stands_for_several", True)])
    def test_an_entry_for_several_says_nothing_of_who_chairs(
        self, marked: str, value: bool
    ) -> None:
        town = self.pair().post("heads", **{marked: value})  # type: ignore[arg-type]
        town.link("heads", "chairs", "main").link("heads", "chairs", "sub")
        assert town.outcome(self.rule) is SILENT

    def test_one_person_in_both_posts_is_a_gap(self) -> None:
        town = self.pair().link("a", "chairs", "main").link("b", "chairs", "sub")
        assert town.outcome(self.rule) is MET
        town.link("ann", "holds", "a").link("ann", "holds", "b")
        found = town.find(self.rule)
        assert found.outcome is GAP
        assert "ANN" in found.sentence

    def test_a_person_and_the_post_they_hold_are_one(self) -> None:
        town = self.pair().link("ann", "chairs", "main").link("a", "chairs", "sub")
        assert town.outcome(self.rule) is SILENT
        assert town.link("ann", "holds", "a").outcome(self.rule) is GAP
        town = self.pair().link("ann", "chairs", "main").link("a", "chairs", "sub")
        assert town.link("bob", "holds", "a").outcome(self.rule) is MET

    def test_an_organisation_is_no_person(self) -> None:
        town = (
            self.pair().organisation("la").link("la", "chairs", "main").link("a", "chairs", "sub")
        )
        assert town.outcome(self.rule) is SILENT

    def test_unknown_chairs_are_silent_and_never_a_gap(self) -> None:
        town = self.pair().link("a", "chairs", "main").declare("members", of="sub")
        assert town.outcome(self.rule, complete=True) is SILENT

    def test_a_planned_chair_makes_it_planned(self) -> None:
        town = self.pair().link("a", "chairs", "main").link("b", "chairs", "sub", status="planned")
        assert town.outcome(self.rule) is PLANNED

    def test_not_applicable_without_a_pair(self) -> None:
        assert Town().main().body("sub", "sub_group").outcome(self.rule) is NOT_APPLICABLE
