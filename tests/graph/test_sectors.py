"""Which sector somebody speaks for: own word, kind of post, employer, another council first."""

import pytest

from graph.governance_view import partnership_of
from graph.sectors import grade_of, sector_fits
from tests.towns import Town


def sector_of(town: Town, local: str) -> str | None:
    facts = town.view().firm
    return partnership_of(facts).sector_of(facts.nodes[f"testham/{local}"])


@pytest.mark.parametrize(
    ("kind", "sector"),
    [
        ("dcs", "la_childrens"),
        ("director_public_health", "public_health"),
        ("director_adult_services", "la_adults"),
        ("lead_member", "elected_members"),
        ("elected_member", "elected_members"),
        ("icb_executive_lead", "icb"),
        ("manager", "la_corporate"),
    ],
)
def test_a_kind_of_post_says_its_sector_before_the_employer(kind: str, sector: str) -> None:
    town = Town().organisation("council", "la_corporate").post("it", kind)
    town.link("it", "employed_by", "council")
    assert sector_of(town, "it") == sector
    person = town.node("ann", "person").link("ann", "holds", "it")
    assert sector_of(person, "ann") == sector


def test_a_posts_own_word_comes_before_its_kind() -> None:
    assert sector_of(Town().post("it", "dcs", sector="education"), "it") == "education"


@pytest.mark.parametrize("employed", ["it", "ann"])
def test_a_neighbouring_councils_director_is_the_neighbours(employed: str) -> None:
    town = Town().organisation("next", "other_la").node("unit", "department")
    town.link("unit", "part_of", "next").post("it", "dcs").node("ann", "person")
    town.link("ann", "holds", "it").link(employed, "employed_by", "unit")
    assert sector_of(town, "it") == "other_la"
    assert sector_of(town, "ann") == "other_la"


def test_a_post_of_the_council_stays_so_whoever_is_in_it() -> None:
    town = Town().organisation("next", "other_la").organisation("council", "la_corporate")
    town.post("it", "dcs").node("ann", "person").link("ann", "holds", "it")
    town.link("it", "employed_by", "council").link("ann", "employed_by", "next")
    assert sector_of(town, "it") == "la_childrens"
    assert sector_of(town, "ann") == "other_la"


def test_nothing_on_record_is_no_sector() -> None:
    assert sector_of(Town().post("it", "manager"), "it") is None


@pytest.mark.parametrize(
    ("kind", "recorded", "grade"),
    [
        ("dcs", "", "director"),
        ("director_public_health", "", "director"),
        ("director_adult_services", "executive", "executive"),
        ("lead_member", "", "elected"),
        ("elected_member", "", "elected"),
        ("manager", "", None),
    ],
)
def test_a_post_without_a_grade_has_that_of_its_kind(
    kind: str, recorded: str, grade: str | None
) -> None:
    marked = {"grade": recorded} if recorded else {}
    post = Town().post("it", kind, **marked).view().firm.nodes["testham/it"]
    assert grade_of(post) == grade


def test_groups_of_sectors() -> None:
    assert sector_fits("public_health", "council")
    assert sector_fits("icb", "health")
    assert sector_fits("faith", "vcfs")
    assert not sector_fits("other_la", "council")
    assert not sector_fits(None, "police")


def test_a_neighbours_department_is_none_of_the_councils() -> None:
    town = Town().organisation("next", "other_la").node("unit", "department", sector="la_housing")
    town.link("unit", "part_of", "next").organisation("school", "education")
    assert sector_of(town, "unit") == "other_la"
    assert sector_of(town.link("school", "part_of", "next"), "school") == "education"
