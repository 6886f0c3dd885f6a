"""Questions over GraphQL about law, guidance and the governance module.

Tests: api/schema/governance_questions.py
"""

from typing import Any

import pytest

from api.schema.execute import answer
from api.service.reader import Reader
from graph.stores.memory import MemoryStore


@pytest.fixture(scope="module")
def reader(store: MemoryStore) -> Reader:
    return Reader(store)


def data(reader: Reader, query: str) -> dict[str, Any]:
    found = answer(reader, query)
    assert found.errors == []
    assert found.data is not None
    return found.data


def test_which_checks_changed_between_two_days_and_why(reader: Reader) -> None:
    query = """{ ruleChanges(from: "2026-03-31", to: "2026-04-01") {
      rule { id: localId } before after why { title days state(asOf: "2026-04-01")
        citations { source } } } }"""
    changes = {c["rule"]["id"]: c for c in data(reader, query)["ruleChanges"]}
    plan = changes["best-start-plan-linked"]
    assert plan["before"].startswith("Not asked yet")
    assert "in force" in [why["state"] for why in plan["why"]]


def test_a_bill_is_shown_as_announced(reader: Reader) -> None:
    query = """{ policyChanges { id: localId rules sureness effect what lookedUp
      state(asOf: "2026-07-31") later: state(asOf: "2026-11-24") } }"""
    changes = {c["id"]: c for c in data(reader, query)["policyChanges"]}
    assert changes["health-bill"]["state"] == "announced, not in force"
    assert changes["health-bill"]["lookedUp"] == "2026-07"
    assert changes["health-bill"]["later"].endswith("as far as read up to July 2026, ask")
    assert "icp-statutory-members" in changes["health-bill"]["rules"]


def test_severity_is_that_of_the_day(reader: Reader) -> None:
    query = """{ rule(id: "icp-statutory-members") {
      before: severity(asOf: "2022-06-30") after: severity(asOf: "2024-01-01")
      citations { enacted since until } } }"""
    rule = data(reader, query)["rule"]
    assert (rule["before"], rule["after"]) == ("EXPECTED", "STATUTORY")
    assert "2022-07-01" in [citation["since"] for citation in rule["citations"]]


def test_what_was_not_read_is_not_denied(reader: Reader) -> None:
    query = """{ area(slug: "coventry") { view(asOf: "2026-11-30") {
      findings(where: {rules: ["scp-education-included"]}) { edges { node { severity expectedBy
        citations { source secondary lookedUp since } } } } } } }"""
    ((finding,),) = (
        edge.values() for edge in data(reader, query)["area"]["view"]["findings"]["edges"]
    )
    assert finding["severity"] == "EXPECTED"
    assert "not in force as far as read up to July 2026, ask" in finding["expectedBy"]
    act = finding["citations"][0]
    assert (act["since"], act["lookedUp"], act["secondary"]) == (None, "2026-07", False)


def test_the_module_s_questions_are_answered_or_not_recorded(reader: Reader) -> None:
    query = """{ area(slug: "coventry") { view {
      questions { number title question recorded facts { sentence source } intended { sentence }
        citation { source section } findings { rule outcome } }
      barriers { number recorded } } } }"""
    area = data(reader, query)["area"]["view"]
    assert [q["number"] for q in area["questions"]] == list(range(1, 13))
    assert [b["number"] for b in area["barriers"]] == list(range(1, 10))
    by_title = {q["title"]: q for q in area["questions"]}
    assert by_title["Working groups"]["facts"][0]["source"]
    assert by_title["Champions"]["recorded"] is False
    assert by_title["Champions"]["findings"][0]["outcome"] == "SILENT"
