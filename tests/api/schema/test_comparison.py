"""Questions over GraphQL that put two days, scenarios or areas side by side.

Tests: api/schema/changes.py
"""

from datetime import date
from typing import Any

import pytest

from api.schema.execute import answer
from api.service.reader import Reader
from graph.facts.changes import Added
from graph.facts.dates import PartialDate
from graph.facts.model import Link
from graph.facts.scenarios import propose
from graph.rules.run import RULES
from graph.stores.memory import MemoryStore
from loaders.examples import example
from tests.towns import Town


def store_of(*towns: Town) -> MemoryStore:
    store = MemoryStore()
    for town in towns:
        store.put(town.view().snapshot, ())
    return store


def town() -> Town:
    """A main board that answers to the safeguarding partnership from 2024, and an old group."""
    made = Town().main().body("scp", "safeguarding_partnership")
    made.body("old", "sub_group", until="2023").link("old", "subgroup_of", "main")
    return made.link("main", "reports_to", "scp", since="2024")


def data(store: MemoryStore, query: str) -> dict[str, Any]:
    found = answer(Reader(store), query)
    assert found.errors == []
    assert found.data is not None
    return dict(found.data["area"]["view"])


def test_two_days_of_one_area() -> None:
    query = """{ area(slug: "testham") { view { compare(from: "2023-06-01", to: "2024-06-01") {
      added { sentence source since } ended { sentence } changed { before { id: subjectId } }
      closed { rule title before after sentence citations { source }
          subjects { id: subjectId before after } } opened { rule }
      lines { name before after sentence }
      totalsBefore { outcome count } totalsAfter { outcome count }
      counts { kind before after } } } } }"""
    found = data(store_of(town()), query)["compare"]
    assert [fact["since"] for fact in found["added"]] == ["2024"]
    assert "until 2023" in found["ended"][0]["sentence"]
    assert found["changed"] == []
    closed = {moved["rule"]: moved for moved in found["closed"]}["link-safeguarding-partnership"]
    assert (closed["before"], closed["after"]) == ("SILENT", "MET")
    assert closed["citations"][0]["source"]
    assert closed["subjects"]
    (line,) = [line for line in found["lines"] if line["name"] == "MAIN"]
    assert (line["before"], line["after"]) == ([], ["SCP"])
    maybe = "maybe: a partial date leaves it open"
    said = f"MAIN had no line upward on record; now it answers to SCP ({maybe})."
    assert line["sentence"] == said
    for totals in (found["totalsBefore"], found["totalsAfter"]):
        assert sum(total["count"] for total in totals) == len(RULES)
    assert {"kind": "body", "before": 3, "after": 2} in found["counts"]


def test_days_the_wrong_way_round_are_refused_in_one_sentence() -> None:
    query = """{ area(slug: "testham") { view {
      compare(from: "2024-06-01", to: "2023-06-01") { ended { subjectId } } } } }"""
    (error,) = answer(Reader(store_of(town())), query).errors
    assert error["message"].startswith("1 June 2024 is not before 1 June 2023")


def test_two_areas_share_no_facts() -> None:
    query = """{ area(slug: "coventry") { view { compareWith(slug: "york") {
      areaBefore areaAfter added { id: subjectId } ended { id: subjectId } lines { subjectId }
      opened { rule before after } closed { rule } moved { rule } } } } }"""
    store = MemoryStore()
    for slug in ("coventry", "york"):
        archive = example(slug)
        store.put(archive.snapshot, archive.history)
    found = data(store, query)["compareWith"]
    assert (found["areaBefore"], found["areaAfter"]) == ("Coventry", "York")
    assert (found["added"], found["ended"], found["lines"]) == ([], [], [])
    assert found["opened"] or found["closed"]


@pytest.fixture
def planned() -> MemoryStore:
    """A town without a line, and a scenario that draws it."""
    made = Town().main().body("scp", "safeguarding_partnership")
    store = store_of(made)
    link = Link(
        id="testham/main~reports_to~scp",
        kind="reports_to",
        from_id="testham/main",
        to_id="testham/scp",
        since=PartialDate("2024"),
    )
    snapshot = store.read("testham")
    store.keep_scenario(propose(snapshot, "one line", "A", date(2024, 6, 1), [Added(link)]))
    return store


def test_a_scenario_beside_the_area_as_it_is(planned: MemoryStore) -> None:
    query = """{ area(slug: "testham") { view { compareScenario(name: "one line") {
      added { sentence } closed { rule after } } } } }"""
    found = data(planned, query)["compareScenario"]
    assert [fact["sentence"] for fact in found["added"]] == ["MAIN reports to SCP (since 2024)."]
    assert {"rule": "link-safeguarding-partnership", "after": "MET"} in found["closed"]
    assert planned.revision("testham") == 1


def test_an_unknown_scenario_is_named(planned: MemoryStore) -> None:
    query = """{ area(slug: "testham") { view {
      compareScenario(name: "one lime") { added { subjectId } } } } }"""
    (error,) = answer(Reader(planned), query).errors
    assert "one line" in error["message"]
