"""Whole towns: all that can be met, all that can be a gap, and the totals of bundled areas."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from graph.facts.dates import PartialDate
from graph.facts.model import Declaration, Link, Node
from graph.rules.finding import Outcome
from graph.rules.run import RULES, run, totals
from graph.view import View
from loaders.examples import example, example_slugs
from tests.full_town import BEST_START_DAY, PROGRAMME_DAY, full_town, gap_town
from tests.towns import DAY, Town

# Each holds on one of the two days only: the programme ended when the plan began.
PROGRAMME_RULES = ("single-accountable-leader", "parent-carer-panel-operating")
BY_DAY: dict[date, dict[str, str]] = {
    PROGRAMME_DAY: {"best-start-plan-linked": "not_applicable"},
    BEST_START_DAY: dict.fromkeys(PROGRAMME_RULES, "unknown"),
}
# No contradiction of theirs can be recorded, and absence never makes a gap of them: a review
# needs evidence, and what only is intended is planned.
NEVER_A_GAP = {"safeguarding-review-agreed": "silent", "bodies-operating": "met"}


def others(town: Town, day: date, usual: Outcome) -> dict[str, str]:
    """Return the outcomes of a town that are not the usual one."""
    found = run(town.view(day))
    return {f.rule: f.outcome.value for f in found if f.outcome is not usual}


@pytest.mark.parametrize("day", BY_DAY)
def test_a_town_in_which_everything_that_applies_is_met(day: date) -> None:
    assert others(full_town(), day, Outcome.MET) == BY_DAY[day]


@pytest.mark.parametrize("day", BY_DAY)
def test_a_town_in_which_everything_that_can_be_is_a_gap(day: date) -> None:
    assert others(gap_town(), day, Outcome.GAP) == {**BY_DAY[day], **NEVER_A_GAP}


def test_the_two_days_between_them_reach_all_but_what_never_can() -> None:
    for town, usual, never in (
        (full_town, Outcome.MET, ()),
        (gap_town, Outcome.GAP, NEVER_A_GAP),
    ):
        reached = {
            finding.rule
            for day in BY_DAY
            for finding in run(town().view(day))
            if finding.outcome is usual
        }
        assert {rule.id for rule in RULES} - reached == set(never)


@pytest.mark.parametrize("make", [full_town, gap_town])
def test_what_is_over_meets_nothing_and_contradicts_nothing(make: Callable[[], Town]) -> None:
    town = make()
    for fact in list(town.facts.values()):
        if isinstance(fact, Declaration):
            del town.facts[fact.id]
        elif isinstance(fact, Node | Link):
            town.facts[fact.id] = replace(fact, since=None, until=PartialDate("2022-12-31"))
    outcomes = {finding.outcome for finding in run(town.view())}
    assert outcomes == {Outcome.SILENT, Outcome.NOT_APPLICABLE}


TOTALS = {
    ("westminster", False): (14, 0, 1, 27, 15, 3),
    ("westminster", True): (14, 17, 1, 10, 15, 3),
    ("coventry", False): (7, 1, 0, 40, 9, 3),
    ("coventry", True): (7, 28, 0, 13, 9, 3),
}
COUNTED = ("met", "gap", "planned", "silent", "not_applicable", "unknown")


@pytest.mark.parametrize(("slug", "complete"), TOTALS)
def test_totals_plain_and_with_the_workshop_switch(slug: str, complete: bool) -> None:
    found = totals(run(View(example(slug).snapshot, DAY, complete)))
    counted = tuple(found[Outcome(word)] for word in COUNTED)
    assert counted == TOTALS[slug, complete]


@pytest.mark.parametrize("slug", example_slugs())
def test_from_april_2026_the_plan_applies_and_the_programme_is_unknown(slug: str) -> None:
    def outcomes(day: date) -> dict[str, Outcome]:
        return {f.rule: f.outcome for f in run(View(example(slug).snapshot, day))}

    last, first = outcomes(date(2026, 3, 31)), outcomes(date(2026, 4, 1))
    assert last["best-start-plan-linked"] is Outcome.NOT_APPLICABLE
    assert first["best-start-plan-linked"] is Outcome.SILENT
    assert {first[rule] for rule in PROGRAMME_RULES} == {Outcome.UNKNOWN}
    others = set(first) - {"best-start-plan-linked", *PROGRAMME_RULES}
    assert {rule for rule in others if first[rule] is not last[rule]} == set()
