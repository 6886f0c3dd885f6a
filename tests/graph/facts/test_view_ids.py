"""Ids that carry a view: made, taken apart, and never mistaken for another."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.facts.identifiers import declaration_id, finding_id, is_node_id, link_id, source_id
from graph.facts.view_ids import ViewId, split_view, without_view

DAY, LATER = date(2024, 3, 31), date(2024, 5, 1)
VIEW = ViewId("coventry", DAY)
days = st.dates(min_value=date(1900, 1, 1), max_value=date(2999, 12, 31))
slugs = st.from_regex(r"[a-z0-9]{1,5}(-[a-z0-9]{1,4})?", fullmatch=True)
locals_ = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,6}", fullmatch=True)
views = st.builds(ViewId, slugs, days, st.none() | days, st.booleans())


@pytest.mark.parametrize(
    ("view", "text"),
    [
        (VIEW, "coventry@2024-03-31"),
        (ViewId("coventry", DAY, LATER), "coventry@2024-03-31+known.2024-05-01"),
        (ViewId("coventry", DAY, None, True), "coventry@2024-03-31+complete"),
        (ViewId("coventry", DAY, LATER, True), "coventry@2024-03-31+known.2024-05-01+complete"),
    ],
)
def test_a_view_says_all_that_it_depends_on(view: ViewId, text: str) -> None:
    assert view.text == text
    assert split_view(text) == (view, "")


@pytest.mark.parametrize(
    ("fact_id", "made"),
    [
        ("coventry/sehp", "coventry@2024-03-31/sehp"),
        ("shared/cscp", "coventry@2024-03-31/shared/cscp"),
        (
            "coventry/sehp~reports_to~shared/cscp",
            "coventry@2024-03-31/sehp~reports_to~shared/cscp",
        ),
        ("coventry/finding~body-has-chair", "coventry@2024-03-31/finding~body-has-chair"),
    ],
)
def test_what_a_view_shows_carries_it(fact_id: str, made: str) -> None:
    assert VIEW.holding(fact_id) == made
    assert split_view(made) == (VIEW, fact_id)
    assert without_view(made) == fact_id


@pytest.mark.parametrize(
    "text",
    ["coventry/sehp", "SEHP", "coventry@2024-02-31/sehp", "coventry@", "someone@example.org", ""],
)
def test_anything_else_is_left_alone(text: str) -> None:
    assert split_view(text) == (None, text)
    assert without_view(text) == text


@given(views, slugs, locals_, locals_)
def test_every_id_comes_back(view: ViewId, other: str, one: str, two: str) -> None:
    mine, theirs = f"{view.area}/{one}", f"{other}/{two}"
    for fact_id in (
        mine,
        theirs,
        link_id(view.area, mine, "reports_to", theirs),
        link_id(view.area, theirs, "reports_to", mine),
        declaration_id(view.area, "members", theirs),
        link_id(other, theirs, "reports_to", mine),
        source_id(view.area, one),
        finding_id(view.area, "body-has-chair"),
    ):
        made = view.holding(fact_id)
        assert split_view(made) == (view, fact_id)
        assert not is_node_id(made)
