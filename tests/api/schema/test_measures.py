"""Questions over GraphQL about who holds the network together, and who sits where."""

from typing import Any

from api.schema.execute import answer
from api.service.reader import Reader
from graph.stores.memory import MemoryStore
from tests.towns import Town


def asked(town: Town, fields: str) -> dict[str, Any]:
    store = MemoryStore()
    store.put(town.view().snapshot, ())
    found = answer(Reader(store), '{ area(slug: "testham") { view { ' + fields + " } } }")
    assert found.errors == []
    assert found.data is not None
    return dict(found.data["area"]["view"])


def town() -> Town:
    """A director who chairs one board and sits on another that nothing else joins."""
    made = Town().main(name="Board").body("hwb", "hwb", name="HWB").post("dcs", name="Director")
    return made.link("dcs", "chairs", "main").link("dcs", "member_of", "hwb")


def test_a_measure_comes_with_paper_coverage_and_caution() -> None:
    query = """measures(names: ["degree"]) { measure title unit means caution coverage enough
      papers { title authors year } scores { name value sentence subject { localId } } }"""
    (measure,) = asked(town(), query)["measures"]
    assert measure["papers"][0]["year"] == 1978
    assert "Seats are recorded for 2 of 2 bodies." in measure["coverage"]
    assert [(s["name"], s["value"]) for s in measure["scores"]] == [
        ("Director", 2.0),
        ("Board", 1.0),
        ("HWB", 1.0),
    ]


def test_all_measures_unless_some_are_named() -> None:
    assert len(asked(town(), "measures { measure }")["measures"]) == 8
    store = MemoryStore()
    store.put(town().view().snapshot, ())
    query = '{ area(slug: "testham") { view { measures(names: ["degre"]) { measure } } } }'
    (error,) = answer(Reader(store), query).errors
    assert "degree" in error["message"]


def test_bodies_joined_by_one_holder_and_shared_members() -> None:
    query = """joinedByOne { sentence bodies { name } holder { name } links { sources { words } } }
      sharedMembers { bodies { name } members { name } } joinedGroups { size members { name } }"""
    found = asked(town(), query)
    (pair,) = found["joinedByOne"]
    assert pair["holder"] == {"name": "Director"}
    assert all(link["sources"] for link in pair["links"])
    (shared,) = found["sharedMembers"]
    assert shared["members"] == [{"name": "Director"}]
    assert found["joinedGroups"][0]["size"] == 3


def test_families_and_people_are_never_measured_nor_one_holder() -> None:
    made = Town().main().body("hwb", "hwb").organisation("families", sector="families")
    made.link("families", "member_of", "main").link("families", "member_of", "hwb")
    query = "measures { scores { subject { localId } } } joinedByOne { sentence }"
    found = asked(made, query)
    ids = {s["subject"]["localId"] for m in found["measures"] for s in m["scores"]}
    assert "testham/families" not in ids
    assert found["joinedByOne"] == []


def test_a_measure_named_twice_is_worked_out_once(store: MemoryStore) -> None:
    names = '["degree", "reach", "degree"]'
    query = f'{{ area(slug: "york") {{ view {{ measures(names: {names}) {{ measure }} }} }} }}'
    found = answer(Reader(store), query)
    assert found.data == {
        "area": {"view": {"measures": [{"measure": "degree"}, {"measure": "reach"}]}}
    }
