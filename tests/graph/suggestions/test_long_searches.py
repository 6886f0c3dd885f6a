"""The checks that are searched for long are checks."""

from graph.rules.run import RULES
from graph.suggestions.long_searches import SEARCHED_LONG


def test_each_is_a_check_and_most_are_not_searched_for_long() -> None:
    assert {rule.id for rule in RULES} >= SEARCHED_LONG
    assert len(SEARCHED_LONG) < len(RULES) / 2
