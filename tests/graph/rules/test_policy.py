"""What changed between two days, and that an Act counts only while it is in force.

Tests: graph/rules/policy_changes.py
"""

from datetime import date

import pytest

from graph.facts.dates import PartialDate
from graph.rules.finding import Severity
from graph.rules.policy import PolicyChange, days_in_words, rules_between, standing
from graph.rules.policy_changes import POLICY
from graph.rules.registry import rule_by_id
from graph.rules.run import RULES
from tests.towns import Town

BEFORE, AFTER = date(2026, 3, 31), date(2026, 4, 1)


def named(change_id: str) -> PolicyChange:
    return next(change for change in POLICY if change.id == change_id)


@pytest.mark.parametrize("change", POLICY, ids=lambda change: change.id)
def test_every_change_cites_a_document_and_names_checks_that_exist(change: PolicyChange) -> None:
    assert change.citations
    assert all(rule_by_id(rule_id) for rule_id in change.rules)
    for text in (change.what, change.effect):
        assert text.endswith(".")
    days = [day.first for _, day in change.days]
    assert days == sorted(days), "announced, enacted, in force, ended come in this order"


def test_the_night_the_old_programme_ended() -> None:
    changed = {c.rule.id: c for c in rules_between(BEFORE, AFTER, RULES, POLICY)}
    assert set(changed) == {
        "single-accountable-leader",
        "parent-carer-panel-operating",
        "best-start-plan-linked",
    }
    leader = changed["single-accountable-leader"]
    assert leader.before.startswith("Asked, as an expectation from guidance")
    assert leader.after == "Cannot tell whether it applies since 31 March 2026"
    assert [change.id for change in leader.why] == ["best-start-family-hubs"]
    plan = changed["best-start-plan-linked"]
    assert plan.before == "Not asked yet: it begins on 1 April 2026"


def test_nothing_changes_between_a_day_and_itself() -> None:
    assert rules_between(AFTER, AFTER, RULES, POLICY) == ()


def test_enacted_is_not_in_force() -> None:
    act = named("schools-act-education-in")
    assert act.state(date(2026, 4, 28)) == "not yet known"
    assert act.state(date(2026, 11, 24)) == "enacted, not in force"
    assert days_in_words(act) == "enacted on 29 April 2026; no day in force is known"
    rule = rule_by_id("scp-education-included")
    assert rule.severity is Severity.STATUTORY
    assert rule.severity_on(date(2026, 11, 24)) is Severity.EXPECTED


def test_a_bill_is_announced_and_no_law() -> None:
    assert named("health-bill").state(date(2026, 11, 24)) == "announced, not in force"


def test_an_expectation_is_statutory_only_while_its_act_is_in_force() -> None:
    rule = rule_by_id("icp-statutory-members")
    assert rule.severity_on(date(2022, 6, 30)) is Severity.EXPECTED
    assert rule.severity_on(date(2022, 7, 1)) is Severity.STATUTORY
    town = Town().body("icp", "icp")
    found = {
        day: town.find("icp-statutory-members", day=day).severity
        for day in (date(2021, 1, 1), date(2024, 1, 1))
    }
    assert list(found.values()) == [Severity.EXPECTED, Severity.STATUTORY]


def test_the_edition_of_the_day_is_cited() -> None:
    rule = rule_by_id("scp-leads-named")
    old = [c.source for c in rule.citations_on(date(2024, 3, 31))]
    new = [c.source for c in rule.citations_on(date(2026, 11, 24))]
    assert any("2023" in source for source in old)
    assert not any("2026" in source for source in old)
    assert any("2026" in source for source in new)
    assert "Working Together" in standing(rule, date(2026, 11, 24))


def test_a_partial_day_counts_by_its_first_day() -> None:
    change = named("working-together-2026")
    assert change.in_force == PartialDate("2026-03")
    assert change.within(date(2026, 2, 28), date(2026, 3, 1))
    assert not change.within(date(2026, 3, 1), date(2026, 3, 31))
