import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.facts import identifiers as ids


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Stockton-on-Tees", "stockton-on-tees"),
        ("St Helens Children's Board", "st-helens-childrens-board"),
        ("Café  Zoë", "cafe-zoe"),
        ("…", "thing"),
    ],
)
def test_slugs(name: str, slug: str) -> None:
    assert ids.slugify(name) == slug


@given(st.text())
def test_every_name_has_a_slug_that_is_one(name: str) -> None:
    assert ids.is_area_slug(ids.slugify(name))


@pytest.mark.parametrize("good", ["coventry/sehp", "york/p.nm", "shared/ICB_1-a"])
def test_ids_of_nodes(good: str) -> None:
    assert ids.is_node_id(good)


@pytest.mark.parametrize(
    "bad", ["sehp", "coventry/", "/sehp", "coventry/a~b", "coventry/a b", "A/b"]
)
def test_what_is_no_id_of_a_node(bad: str) -> None:
    assert not ids.is_node_id(bad)


def test_no_other_id_is_ever_a_nodes() -> None:
    others = [
        ids.link_id("york", "york/a", "reports_to", "york/b"),
        ids.link_id("york", "york/a", "reports_to", "shared/icb"),
        ids.declaration_id("york", "members", "york/a"),
        ids.declaration_id("york", "bodies", "york"),
        ids.source_id("york", "001"),
        ids.change_id("york", 3, 1),
        ids.finding_id("york", "body-has-chair"),
    ]
    assert others[:2] == ["york/a~reports_to~b", "york/a~reports_to~shared/icb"]
    assert len(set(others)) == len(others)
    for made in others:
        assert ids.area_of(made) == "york"
        assert not ids.is_node_id(made)


def test_numbers_sort_as_people_count() -> None:
    names = ["hub 10", "hub 9", "Hub 1", "10", "9a"]
    assert sorted(names, key=ids.natural_key) == ["Hub 1", "hub 9", "hub 10", "9a", "10"]
