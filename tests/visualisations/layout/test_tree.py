"""Under what a box hangs where it has several links upward: the firmest, then by kind and id."""

import pytest

from tests.towns import Town
from visualisations.layout.grouping import node_groups
from visualisations.layout.tree import ParentEdge, parent_edges


def boards() -> Town:
    return Town().body("sub", "sub_group").body("one", "hwb").body("two", "main_board")


def parent(town: Town) -> ParentEdge:
    facts = town.view().shown
    return parent_edges(facts, node_groups(facts))["testham/sub"]


@pytest.mark.parametrize("less", [{"status": "planned"}, {"confidence": "disputed"}])
def test_a_line_that_is_less_firm_comes_after_one_that_operates(less: dict[str, str]) -> None:
    """Though by its kind and by its id it would come first."""
    town = boards().link("sub", "accountable_to", "one", **less)
    assert parent(town).parent == "testham/one"
    town.link("sub", "reports_to", "two")
    assert parent(town).parent == "testham/two"


def test_of_lines_that_operate_being_a_sub_group_comes_before_a_report() -> None:
    town = boards().link("sub", "reports_to", "one").link("sub", "subgroup_of", "two")
    assert parent(town) == ParentEdge("testham/two", "testham/sub~subgroup_of~two", True)


def test_of_equal_lines_the_first_by_id_counts() -> None:
    town = boards().link("sub", "reports_to", "two").link("sub", "reports_to", "one")
    assert parent(town).parent == "testham/one"


def test_two_that_answer_to_each_other_hang_in_no_circle() -> None:
    town = boards().link("sub", "reports_to", "two").link("two", "reports_to", "sub")
    facts = town.view().shown
    (edge,) = parent_edges(facts, node_groups(facts)).items()
    assert edge == ("testham/sub", ParentEdge("testham/two", "testham/sub~reports_to~two", True))
