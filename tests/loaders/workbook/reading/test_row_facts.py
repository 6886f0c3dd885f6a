"""A row over what is known: what has no column stays, an empty cell says not recorded.

Tests: loaders/workbook/reading/row_facts.py, loaders/workbook/reading/load_state.py
"""

from graph.facts.model import Node, Reference
from tests.loaders.workbook.loading import TWO, load, problems
from tests.towns import Town

STORE = Town().main(name="Early Help Board", tier="strategic").body("sub", "sub_group")
STORE.link("sub", "subgroup_of", "main")
TOWN = Town().body("a", "sub_group", name="Twins").body("b", "sub_group", name="Twins")


def test_what_has_no_column_stays_and_an_empty_cell_says_not_recorded() -> None:
    loaded = load({"Bodies": [("Id", "Name"), ("main", "New name")]}, STORE.snapshot())
    (changed,) = loaded.changed
    assert isinstance(changed, Node)
    assert (changed.name, changed.text("tier")) == ("New name", "strategic")
    row = Reference("facts.xlsx", "Bodies, row 2")
    assert changed.sources == (*STORE.snapshot().nodes["testham/main"].sources, row)
    rows = [("Id", "Name", "Tier"), ("main", "Early Help Board", "")]
    (changed,) = load({"Bodies": rows}, STORE.snapshot()).changed
    assert isinstance(changed, Node)
    assert changed.text("tier") is None


def test_the_same_again_changes_nothing() -> None:
    first = load({"Bodies": TWO})
    facts = {fact.id: fact for fact in first.added}
    town = Town()
    town.facts = facts
    assert load({"Bodies": TWO}, town.snapshot()).changes == ()


def test_another_name_of_the_area_needs_the_slug() -> None:
    renamed = {"Area": [("Area",), ("Other",)]}
    assert problems(renamed, TOWN.snapshot()) == [(2, "", "other-area")]
    said = {"Area": [("Slug", "Area"), ("testham", "Other")]}
    assert problems(said, TOWN.snapshot()) == []
