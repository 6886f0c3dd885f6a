"""What changed, or is coming, in law and guidance: each change with its days and how sure they are.

Announced, enacted and in force are kept apart: a bill is not law, and an Act whose sections have
not been commenced asks nothing of anybody yet. The days come from the documents each change cites.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from graph.facts.dates import PartialDate, day_words
from graph.rules.finding import SEVERITY_WORDS, Citation, Outcome
from graph.rules.registry import Rule


class Sureness(StrEnum):
    """How well a change is known."""

    HIGH = "the text or an official page was read"
    MEDIUM = "a good second-hand source, or part of an official page, was read"
    LOW = "inferred; check before relying on it"


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyChange:
    """One change in law, guidance or programmes, with the checks it bears on.

    effect says what it does to the checks. A change without a day in force is not in force.
    """

    id: str
    title: str
    what: str
    effect: str
    sureness: Sureness
    citations: tuple[Citation, ...]
    rules: tuple[str, ...] = ()
    announced: PartialDate | None = None
    enacted: PartialDate | None = None
    in_force: PartialDate | None = None
    ended: PartialDate | None = None

    @property
    def days(self) -> tuple[tuple[str, PartialDate], ...]:
        """The days on record, each with what happened on it."""
        named = (
            ("announced", self.announced),
            ("enacted", self.enacted),
            ("in force", self.in_force),
            ("ended", self.ended),
        )
        return tuple((words, day) for words, day in named if day)

    def within(self, first: date, last: date) -> bool:
        """Say whether something of it happened after the first day, up to the last."""
        return any(first < day.first <= last for _, day in self.days)

    def state(self, day: date) -> str:
        """Say in words how it stands on a day."""
        if self.ended and self.ended.last < day:
            return "over"
        if self.in_force and self.in_force.first <= day:
            return "in force"
        if self.enacted and self.enacted.first <= day:
            return "enacted, not in force"
        if self.announced and self.announced.first <= day:
            return "announced, not in force"
        return "not yet known"


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A check that stands otherwise on a later day: how it stood, how it stands, and why."""

    rule: Rule
    before: str
    after: str
    why: tuple[PolicyChange, ...]


def standing(rule: Rule, day: date) -> str:
    """Say how a check stands on a day: whether it is asked, on what ground, by which documents."""
    if rule.valid_from and day < rule.valid_from:
        return f"Not asked yet: it begins on {day_words(rule.valid_from)}"
    if rule.valid_to and day > rule.valid_to:
        if rule.after is Outcome.UNKNOWN:
            return f"Cannot tell whether it applies since {day_words(rule.valid_to)}"
        return f"No longer asked: it ended on {day_words(rule.valid_to)}"
    asked = f"Asked, as an expectation from {SEVERITY_WORDS[rule.severity_on(day)]}"
    documents = dict.fromkeys(citation.source for citation in rule.citations_on(day))
    return f"{asked}; citing {'; '.join(documents)}"


def changes_bearing_on(rule_id: str, policy: Iterable[PolicyChange]) -> tuple[PolicyChange, ...]:
    """Return the changes that bear on a check."""
    return tuple(change for change in policy if rule_id in change.rules)


def rules_between(
    first: date, last: date, rules: Iterable[Rule], policy: Iterable[PolicyChange]
) -> tuple[RuleChange, ...]:
    """Return the checks that stand otherwise on the last day than on the first, and why."""
    happened = [change for change in policy if change.within(first, last)]
    found = []
    for rule in rules:
        before, after = standing(rule, first), standing(rule, last)
        if before != after:
            why = tuple(change for change in happened if rule.id in change.rules)
            found.append(RuleChange(rule, before, after, why))
    return tuple(found)


def days_in_words(change: PolicyChange) -> str:
    """Return the days of a change: "enacted on 29 April 2026; no day in force is known"."""
    said = [f"{words} {_on_or_in(day)}" for words, day in change.days]
    if not change.in_force and not change.ended:
        said.append("no day in force is known")
    return "; ".join(said)


def _on_or_in(day: PartialDate) -> str:
    return f"{'on' if day.first == day.last else 'in'} {day_words(day)}"
