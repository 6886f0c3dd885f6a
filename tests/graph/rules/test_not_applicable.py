"""Why a check does not apply: it waits for something, or it is left out; never one for both."""

from datetime import date

import pytest

from graph.kinds import DECLARABLE_LIST
from graph.rules.finding import NotApplicableBecause, Outcome
from graph.rules.registry import Rule
from graph.rules.run import RULES, run
from tests.towns import DAY, Town

WAITS, EXCLUDED = NotApplicableBecause.WAITS, NotApplicableBecause.EXCLUDED
EMPTY = {finding.rule: finding for finding in run(Town(funded=True).view())}
WAITING = [rule for rule in RULES if EMPTY[rule.id].because is WAITS]


def of_area(rule: Rule) -> bool:
    listed = [DECLARABLE_LIST.get(name) for name in rule.listed_in]
    return bool(listed) and all(one is not None and one.of_area for one in listed)


def test_on_an_empty_map_what_does_not_apply_waits_but_for_what_a_day_leaves_out() -> None:
    excluded = [rule.id for rule in RULES if EMPTY[rule.id].because is EXCLUDED]
    assert excluded == ["best-start-plan-linked"]
    assert all(
        finding.outcome is Outcome.NOT_APPLICABLE for finding in EMPTY.values() if finding.because
    )
    assert len(WAITING) > 20


@pytest.mark.parametrize("rule", WAITING, ids=lambda rule: rule.id)
def test_what_waits_says_for_what_and_no_switch_changes_it(rule: Rule) -> None:
    found = Town(funded=True).find(rule.id, complete=True)
    assert found.because is WAITS
    assert "yet" in found.sentence
    assert "declare" not in found.would_change


@pytest.mark.parametrize(
    "rule", [rule for rule in WAITING if of_area(rule)], ids=lambda rule: rule.id
)
def test_what_no_complete_list_holds_is_left_out(rule: Rule) -> None:
    town = Town(funded=True).declare(*rule.listed_in)
    found = town.find(rule.id)
    assert (found.outcome, found.because) == (Outcome.NOT_APPLICABLE, EXCLUDED)
    assert found.sentence.endswith("and the record is declared complete.")
    assert "declared" in found.facts[0].sentence
    other = {"bodies", "sites", "programmes", "plans", "agreements"} - set(rule.listed_in)
    assert Town(funded=True).declare(*other).find(rule.id).because is WAITS


def test_a_list_of_each_body_settles_it_only_when_every_one_is_complete() -> None:
    rule = "no-accountability-cycle"
    town = Town().main().body("team", "locality_team").declare("outward_lines", of="main")
    assert town.find(rule).because is WAITS
    assert town.declare("outward_lines", of="team").find(rule).because is WAITS
    assert town.declare("bodies").find(rule).because is EXCLUDED


def test_without_any_body_the_list_of_bodies_settles_all_that_is_about_bodies() -> None:
    town = Town(funded=True).declare("bodies")
    about = [rule for rule in WAITING if "bodies" in rule.listed_in]
    assert len(about) > 20
    assert {town.find(rule.id).because for rule in about} == {EXCLUDED}


def test_no_list_says_how_often_a_body_meets_or_which_terms_it_has() -> None:
    town = Town().body("net", "network").declare("bodies")
    for rule in ("meetings-on-cadence", "terms-of-office-current", "structures-tied-to-strategy"):
        assert town.find(rule).because is WAITS, rule
    # A network is no formal body, so no list of its members is waited for.
    assert town.find("attendance-sufficient").because is EXCLUDED


def test_what_does_not_say_its_kind_may_be_a_subject() -> None:
    town = Town().node("b", "body").declare("bodies")
    assert town.find("hwb-statutory-members").because is WAITS
    assert town.find("body-has-chair").because is WAITS


def test_a_day_or_a_recorded_condition_leaves_out() -> None:
    rule = "single-accountable-leader"
    assert Town(funded=True).find(rule, day=date(2022, 1, 1)).because is EXCLUDED
    assert Town(funded=False).find(rule).because is EXCLUDED
    unknown = Town().find(rule)
    assert (unknown.outcome, unknown.because) == (Outcome.UNKNOWN, None)


def test_what_has_an_answer_has_no_reason_not_to_apply() -> None:
    assert all(finding.because is None for finding in run(Town().main().view(DAY))[:1])
