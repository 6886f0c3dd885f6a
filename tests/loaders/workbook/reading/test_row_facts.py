"""A row over what is known: what has no column stays, an empty cell says not recorded.

Tests: loaders/workbook/reading/row_facts.py, loaders/workbook/reading/load_state.py
"""

from graph.facts.fact_json import from_record
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


def test_a_new_thing_is_the_fact_its_record_is() -> None:
    heads = ("Id", "Name", "Other names", "Kind of body", "Tier", "Since", "Status")
    cells = ("ehb", "Early Help Board", "EHB; Board", "main board", "strategic", "2021")
    rows = [(*heads, "Source", "Place in source"), (*cells, "planned", "minutes; terms", "p1; p2")]
    (made,) = (f for f in load({"Bodies": rows}).added if isinstance(f, Node))
    record = {"id": "ehb", "name": "Early Help Board", "aliases": ["EHB", "Board"], "kind": "body"}
    record |= {"body_kind": "main_board", "tier": "strategic", "since": "2021", "status": "planned"}
    places = [{"document": "minutes", "place": "p1"}, {"document": "terms", "place": "p2"}]
    assert made == from_record("node", record | {"source": places}, "testham")
    assert list(made.attributes) == ["body_kind", "tier"]


def test_a_new_link_with_a_column_that_links_lack_is_refused_as_its_record_is() -> None:
    store = Town().main().post("head").snapshot()
    rows = [("Holder", "Role", "Body", "Other names"), ("head", "member", "main", "The chair")]
    (problem,) = load({"Seats": rows}, store).report.problems
    assert (problem.code, problem.wrong) == ("bad-fact", 'the key "Other names" is not known')


def test_another_name_of_the_area_needs_the_slug() -> None:
    renamed = {"Area": [("Area",), ("Other",)]}
    assert problems(renamed, TOWN.snapshot()) == [(2, "", "other-area")]
    said = {"Area": [("Slug", "Area"), ("testham", "Other")]}
    assert problems(said, TOWN.snapshot()) == []
