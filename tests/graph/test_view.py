"""What holds on a day, how surely, and how firm it is.

Tests: graph/fact_index.py
"""

from datetime import date

import pytest

from graph.engagement.ranking import engagement_of
from graph.governance_view import partnership_of
from graph.sentences import undated_words
from tests.towns import DAY, Town


def test_a_link_is_no_firmer_than_its_ends() -> None:
    town = Town().main().body("scp", "safeguarding_partnership", status="planned")
    view = town.link("main", "reports_to", "scp").view()
    assert len(view.firm.links) == 0
    assert len(view.intended.links) == 1


def test_facts_come_and_go_with_their_dates() -> None:
    view = Town().body("old", "sub_group", until="2023").body("new", "sub_group", since="2024-04")
    assert list(view.view(DAY).shown.nodes) == []
    assert list(view.view(date(2023, 6, 1)).shown.nodes) == ["testham/old"]
    assert list(view.view(date(2024, 4, 1)).shown.nodes) == ["testham/new"]


def test_a_link_goes_with_the_thing_it_joins() -> None:
    town = Town().main().body("sub", "sub_group", until="2023").link("sub", "subgroup_of", "main")
    assert list(town.view().shown.links) == []


def test_a_doubtful_fact_counts_and_is_a_maybe() -> None:
    view = Town().body("sub", "sub_group", since="2024").view()
    assert list(view.firm.nodes) == ["testham/sub"]
    assert view.maybe(view.snapshot.nodes["testham/sub"])


def test_an_ended_fact_held_until_its_last_day() -> None:
    town = Town().body("sub", "sub_group", status="ended", until="2024-01-31")
    assert list(town.view(date(2024, 1, 31)).firm.nodes) == ["testham/sub"]
    assert list(town.view(date(2024, 2, 1)).shown.nodes) == []
    assert list(Town().body("sub", "sub_group", status="ended").view().shown.nodes) == []


def test_a_disputed_fact_is_shown_and_counts_for_nothing() -> None:
    view = Town().main(confidence="disputed").view()
    assert (len(view.shown.nodes), len(view.firm.nodes), len(view.intended.nodes)) == (1, 0, 0)


def test_undated_facts_are_counted_for_a_reader_of_another_day() -> None:
    view = Town().main().body("sub", "sub_group", since="2021").view()
    assert view.undated == (1, 2)
    assert undated_words(view) == ""
    other = Town().main().view(date(1990, 1, 1))
    assert "1 of 1 things and links carry no date" in undated_words(other)
    assert "the record describes 31 March 2024" in undated_words(other)


@pytest.mark.parametrize(
    ("status", "confidence", "levels"),
    [
        ("operating", "stated", {"shown", "intended", "firm"}),
        ("operating", "inferred", {"shown", "intended", "firm"}),
        ("planned", "stated", {"shown", "intended"}),
        ("aspired", "stated", {"shown", "intended"}),
        ("operating", "disputed", {"shown", "disputed"}),
        ("planned", "disputed", {"shown", "disputed"}),
    ],
)
def test_a_fact_stands_in_the_levels_that_the_readme_says(
    status: str, confidence: str, levels: set[str]
) -> None:
    town = Town().main().body("sub", "sub_group")
    town.link("sub", "reports_to", "main", status=status, confidence=confidence)
    view = town.main("other", status=status, confidence=confidence).view()
    for level in ("shown", "intended", "firm", "disputed"):
        facts = getattr(view, level)
        assert ("testham/other" in facts.nodes) is (level in levels)
        assert ("testham/sub~reports_to~main" in facts.links) is (level in levels)


def test_where_all_facts_are_firm_they_are_looked_up_in_one_index() -> None:
    view = Town().main().view()
    assert view.shown is view.intended is view.firm
    assert view.shown.nodes is view.snapshot.nodes


def test_what_is_made_of_a_view_or_its_facts_is_made_once() -> None:
    view = Town().main().view()
    assert view.derived(lambda one: [one.day]) == [DAY]
    assert engagement_of(view) is engagement_of(view)
    assert partnership_of(view.firm) is partnership_of(view.firm)
    assert engagement_of(view.on(DAY, False)) is not engagement_of(view)
