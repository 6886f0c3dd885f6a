"""What changed between two days, and that an Act counts only while it is in force.

Tests: graph/rules/policy_changes.py
"""

from dataclasses import replace
from datetime import date

import pytest

from graph.facts.dates import PartialDate
from graph.rules.finding import Severity, act_words
from graph.rules.guidance import SECONDARY
from graph.rules.guidance_catalogue import GUIDANCE
from graph.rules.policy import (
    PolicyChange,
    days_in_words,
    read_up_to,
    rules_between,
    standing,
    standing_words,
    unread_words,
)
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
    assert act.state(date(2026, 7, 31)) == "enacted, not in force"
    assert days_in_words(act) == "enacted on 29 April 2026; no day in force is known"
    rule = rule_by_id("scp-education-included")
    assert rule.severity is Severity.STATUTORY
    assert rule.severity_on(date(2026, 11, 24)) is Severity.EXPECTED


def test_a_bill_is_announced_and_no_law() -> None:
    assert named("health-bill").state(date(2026, 7, 1)) == "announced, not in force"


READ, LATER = date(2026, 7, 31), date(2026, 11, 30)
UNREAD = "as far as read up to July 2026, ask"


@pytest.mark.parametrize("change", POLICY, ids=lambda change: change.id)
def test_of_a_day_after_it_was_looked_up_nothing_is_claimed(change: PolicyChange) -> None:
    assert change.looked_up.last <= READ
    assert "as far as read" not in change.state(READ)
    # What is over stays so.
    over = change.state(READ) == "over"
    assert change.state(LATER).endswith(UNREAD) is not over
    assert ("on 30 November 2026" in change.on(LATER)) is over
    assert change.on(READ).endswith("on 31 July 2026.")


def test_what_is_looked_up_anew_is_known_for_longer() -> None:
    anew = replace(named("health-bill"), looked_up=PartialDate("2026-11-30"))
    assert anew.state(LATER) == "announced, not in force"
    assert read_up_to([anew, named("schools-act-education-in")]) == PartialDate("2026-07")
    assert unread_words([anew], LATER) == ""
    assert "read up to July 2026" in unread_words(POLICY, LATER)


def test_an_act_that_may_have_started_is_asked_about_and_not_denied() -> None:
    rule = rule_by_id("scp-education-included")
    for day, unread in ((READ, False), (LATER, True)):
        finding = Town().body("scp", "safeguarding_partnership").find(rule.id, day=day)
        assert finding.severity is Severity.EXPECTED
        assert (UNREAD in finding.expected_by) is unread
        assert (UNREAD in standing_words(rule, day)) is unread
        (act,) = (c for c in rule.citations_on(day) if c.enacted)
        said = UNREAD if unread else "on 31 July 2026"
        assert act_words(act, day) == f"Enacted on 29 April 2026, not in force {said}."
    # That reading stopped is no change in the check.
    assert rule not in [c.rule for c in rules_between(READ, LATER, RULES, POLICY)]


@pytest.mark.parametrize("tag", [tag for tag, one in GUIDANCE.items() if one.enacted])
def test_an_act_without_a_day_in_force_says_when_that_was_read(tag: str) -> None:
    assert GUIDANCE[tag].since or GUIDANCE[tag].looked_up


def test_working_together_2026_is_cited_from_what_tells_of_it() -> None:
    cited = rule_by_id("scp-leads-named").citations_on(LATER)
    assert [c.since for c in cited] == [date(2026, 3, 1)] * 2
    assert all(c.secondary and SECONDARY in c.source for c in cited)


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
