"""What changed, or is coming, in law and guidance: each change with its days and how sure they are.

Announced, enacted and in force are kept apart: a bill is not law, and an Act whose sections have
not been commenced asks nothing of anybody yet. The days come from the documents each change cites.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from graph.facts.dates import PartialDate, day_words
from graph.rules.finding import (
    SEVERITY_WORDS,
    Citation,
    Outcome,
    as_far_as_read,
    expectation_words,
)
from graph.rules.registry import Rule
from graph.sentences import capital


class PolicyState(StrEnum):
    """How a change in law, guidance or programmes stands on a day."""

    NOT_YET_KNOWN = "not yet known"
    ANNOUNCED = "announced, not in force"
    ENACTED = "enacted, not in force"
    IN_FORCE = "in force"
    OVER = "over"


class RuleStanding(StrEnum):
    """How a check stands on a day."""

    NOT_YET_ASKED = "not asked yet"
    ASKED = "asked"
    NO_LONGER_ASKED = "no longer asked"
    CANNOT_TELL = "cannot tell whether it applies"


class Sureness(StrEnum):
    """How well a change is known."""

    HIGH = "the text or an official page was read"
    MEDIUM = "a good second-hand source, or part of an official page, was read"
    LOW = "inferred; check before relying on it"


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyChange:
    """One change in law, guidance or programmes, with the checks it bears on.

    effect says what it does to the checks. looked_up is when it was last read how it stands: of a
    day after that, this is only how it stood then. Up to then, a change without a day in force is
    not in force.
    """

    id: str
    title: str
    what: str
    effect: str
    sureness: Sureness
    looked_up: PartialDate
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
        """Say in words how it stands on a day; after the day it was looked up, that this is to ask.

        What is over stays so.
        """
        state = self.state_as_read(day)
        over = state is PolicyState.OVER
        unread = "" if over else as_far_as_read(self.looked_up, day)
        return f"{state.value} {unread}" if unread else state.value

    def on(self, day: date) -> str:
        """Say in a sentence how it stands on a day, or how it stood when it was last looked up."""
        known, said = self.state_as_read(day).value, self.state(day)
        return capital(f"{said} on {day_words(day)}." if said == known else f"{said}.")

    def state_as_read(self, day: date) -> PolicyState:
        """Say how it stands on a day as far as it was read."""
        if self.ended and self.ended.last < day:
            return PolicyState.OVER
        if self.in_force and self.in_force.first <= day:
            return PolicyState.IN_FORCE
        if self.enacted and self.enacted.first <= day:
            return PolicyState.ENACTED
        if self.announced and self.announced.first <= day:
            return PolicyState.ANNOUNCED
        return PolicyState.NOT_YET_KNOWN


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A check that stands otherwise on the last day: how it stood, how it stands, and why."""

    rule: Rule
    before: str
    after: str
    why: tuple[PolicyChange, ...]
    first: date
    last: date


def standing_of(rule: Rule, day: date) -> RuleStanding:
    """Return whether a check is asked on a day."""
    if rule.valid_from and day < rule.valid_from:
        return RuleStanding.NOT_YET_ASKED
    if rule.valid_to and day > rule.valid_to:
        unknown = rule.after is Outcome.UNKNOWN
        return RuleStanding.CANNOT_TELL if unknown else RuleStanding.NO_LONGER_ASKED
    return RuleStanding.ASKED


def standing(rule: Rule, day: date) -> str:
    """Say how a check stands on a day: whether it is asked, on what ground, by which documents."""
    match standing_of(rule, day):
        case RuleStanding.NOT_YET_ASKED:
            return f"Not asked yet: it begins on {day_words(rule.valid_from)}"
        case RuleStanding.CANNOT_TELL:
            return f"Cannot tell whether it applies since {day_words(rule.valid_to)}"
        case RuleStanding.NO_LONGER_ASKED:
            return f"No longer asked: it ended on {day_words(rule.valid_to)}"
    asked = f"Asked, as an expectation from {SEVERITY_WORDS[rule.severity_on(day)]}"
    documents = dict.fromkeys(citation.source for citation in rule.citations_on(day))
    return f"{asked}; citing {'; '.join(documents)}"


def standing_words(rule: Rule, day: date) -> str:
    """Say how a check stands, and whether an Act on it may have started since it was looked up."""
    severity = rule.severity_on(day)
    plain, whole = SEVERITY_WORDS[severity], expectation_words(severity, rule.citations, day)
    return f"{standing(rule, day)}{whole.removeprefix(plain)}"


def read_up_to(policy: Iterable[PolicyChange]) -> PartialDate:
    """Return when the changes were last looked up, all of them."""
    return min((change.looked_up for change in policy), key=lambda day: day.last)


def unread_words(policy: Iterable[PolicyChange], day: date) -> str:
    """Say that law and guidance were not read up to a day; "" where they were."""
    read = read_up_to(policy)
    if day <= read.last:
        return ""
    return (
        f"Law and guidance were read up to {day_words(read)}. What changed after that is not told "
        "here: ask."
    )


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
            said = (standing_words(rule, first), standing_words(rule, last))
            found.append(RuleChange(rule, *said, why, first, last))
    return tuple(found)


def days_in_words(change: PolicyChange) -> str:
    """Return the days of a change: "enacted on 29 April 2026; no day in force is known"."""
    said = [f"{words} {_on_or_in(day)}" for words, day in change.days]
    if not change.in_force and not change.ended:
        said.append("no day in force is known")
    return "; ".join(said)


def _on_or_in(day: PartialDate) -> str:
    return f"{'on' if day.first == day.last else 'in'} {day_words(day)}"
