"""Whole towns once their facts are over, and the day on which one programme follows another."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from graph.facts.dates import PartialDate
from graph.facts.model import Declaration, Link, Node
from graph.rules.finding import Outcome
from graph.rules.run import run
from graph.view import View
from loaders.examples import example, published_slugs
from tests.full_town import full_town, gap_town
from tests.towns import Town

PROGRAMME_RULES = ("single-accountable-leader", "parent-carer-panel-operating")


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


@pytest.mark.parametrize("slug", published_slugs())
def test_from_april_2026_the_plan_applies_and_the_programme_is_unknown(slug: str) -> None:
    def outcomes(day: date) -> dict[str, Outcome]:
        return {f.rule: f.outcome for f in run(View(example(slug).snapshot, day))}

    last, first = outcomes(date(2026, 3, 31)), outcomes(date(2026, 4, 1))
    assert last["best-start-plan-linked"] is Outcome.NOT_APPLICABLE
    assert first["best-start-plan-linked"] is Outcome.SILENT
    assert {first[rule] for rule in PROGRAMME_RULES} == {Outcome.UNKNOWN}
    others = set(first) - {"best-start-plan-linked", *PROGRAMME_RULES}
    assert {rule for rule in others if first[rule] is not last[rule]} == set()
