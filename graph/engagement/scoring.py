"""A score is parts with weights: what is known of them, how much that is, and the bounds.

Missing parts are left out and the weights of the rest stretched; the bounds say how far the
missing ones could move the score (the worst and the best case, in the style of partial
identification).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from math import fsum
from typing import NamedTuple

# What each part weighs, of 1. What was seen (registers, actions) weighs most; seats and signed
# agreements are 0.20 together, so that signing alone never makes a partner look engaged.
ENGAGEMENT_WEIGHTS = {
    "attendance": 0.30,
    "actions": 0.20,
    "roles": 0.15,
    "seats": 0.10,
    "data_sharing": 0.10,
    "two_way_links": 0.10,
    "resources": 0.05,
}
# What each part weighs, of 1: what the law gives before what the map happens to show.
INFLUENCE_WEIGHTS = {
    "legitimacy": 0.30,
    "structure": 0.25,
    "levers": 0.20,
    "decisions": 0.15,
    "uniqueness": 0.10,
}
# What a person calls each part.
LABELS = {
    "attendance": "attendance",
    "actions": "actions",
    "roles": "roles",
    "seats": "seats",
    "data_sharing": "data sharing",
    "two_way_links": "two-way links",
    "resources": "resources",
    "legitimacy": "standing in law and guidance",
    "structure": "lines that depend on it",
    "levers": "levers",
    "decisions": "votes and chairs",
    "uniqueness": "rarity",
}
_PARTICIPATION = "Granner and Sharpe 2004, measures of coalition participation"
_TRACKING = "Anglin, Kirk and Johnson-Hakim 2015, tracking of coalition work"
_EFFORT = "Wells and others, member effort in youth coalitions"
_PARTNER = "Varda and others 2008, PARTNER: involvement, power, resources"
_STANDING = "Mitchell, Agle and Wood 1997, stakeholder salience"
_MISSING = "Smith and Moody 2013, missing data in networks: a knock-out test on required lines"
_BRYSON = "Bryson 2004, power and interest of stakeholders"
# Whose published method each part follows.
METHODS = {
    "attendance": _PARTICIPATION,
    "actions": _TRACKING,
    "roles": _PARTICIPATION,
    "seats": _PARTICIPATION,
    "data_sharing": _PARTNER,
    "two_way_links": _PARTNER,
    "resources": _EFFORT,
    "legitimacy": _STANDING,
    "structure": _MISSING,
    "levers": _PARTNER,
    "decisions": _BRYSON,
    "uniqueness": _BRYSON,
}
# The share of the weights that must be known: where more is missing than known, nothing is said.
ENOUGH_COVERAGE = 0.50
# Where the labels begin, from 0 to 1, the same distance from the middle; between them it is mixed.
# Quiet is confirmed only where the best case stays under the middle.
ENGAGED_FROM, QUIET_BELOW, CONFIRMED_BELOW = 0.60, 0.40, 0.50
# A label is one "so far" where less of the weights is known, or the bounds lie farther apart.
SETTLED_COVERAGE, SETTLED_WIDTH = 0.60, 0.40
# The influence from which a part is key, from 0 to 1: as high as for engaged, on the other axis.
KEY_FROM = 0.60
# Registers: one or two say as much about the day as about the partner.
ENOUGH_REGISTERS = 3
# Decimals, short of the error of adding them, so that .30 + .20 is .50 on every machine.
_PLACES = 9


class EngagementLabel(StrEnum):
    """What a partner's engagement is called; the first two say that it is called nothing."""

    NOT_ENOUGH = "not enough recorded to say"
    TOO_FEW = "too few registers to say"
    ENGAGED = "engaged"
    MIXED = "mixed"
    QUIET = "quiet"


# What says something of a partner.
TOLD = frozenset({EngagementLabel.ENGAGED, EngagementLabel.MIXED, EngagementLabel.QUIET})
# What a partner is called in words that it may read of itself.
SEEN = {
    EngagementLabel.ENGAGED: "has been seen often",
    EngagementLabel.MIXED: "has been seen in part",
    EngagementLabel.QUIET: "has been seen less",
    EngagementLabel.TOO_FEW: "too few registers to say",
    EngagementLabel.NOT_ENOUGH: "not enough recorded to say",
}


class ScorePart(NamedTuple):
    """One part of a score from 0 to 1: None where it is not known, and the sentence says why.

    facts are the ids of the facts that were read.
    """

    name: str
    value: float | None
    sentence: str
    facts: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """What a person calls it."""
        return LABELS[self.name]

    @property
    def method(self) -> str:
        """Whose published method it follows."""
        return METHODS[self.name]


@dataclass(frozen=True)
class WeightedScore:
    """Parts and what they come to; value is None where no part is known."""

    parts: tuple[ScorePart, ...]
    weights: Mapping[str, float]

    @cached_property
    def coverage(self) -> float:
        """The weights of the known parts, added."""
        return round(fsum([self.weights[part.name] for part in self.known]), _PLACES)

    @cached_property
    def value(self) -> float | None:
        """The weighted mean over the known parts."""
        return round(self._sum / self.coverage, _PLACES) if self.known else None

    @property
    def low(self) -> float:
        """What it would be with every missing part at nothing."""
        return round(self._sum, _PLACES)

    @property
    def high(self) -> float:
        """What it would be with every missing part in full."""
        return round(self._sum + 1 - self.coverage, _PLACES)

    @cached_property
    def known(self) -> tuple[ScorePart, ...]:
        """The parts that are known."""
        return tuple([part for part in self.parts if part.value is not None])

    @property
    def missing(self) -> tuple[ScorePart, ...]:
        """The parts that are not."""
        return tuple(part for part in self.parts if part.value is None)

    def part(self, name: str) -> ScorePart:
        """Return one part."""
        return next(part for part in self.parts if part.name == name)

    def worth(self, part: ScorePart) -> float:
        """Say how much a known part adds."""
        return self.weights[part.name] * (part.value or 0.0)

    def shortfall(self, part: ScorePart) -> float:
        """Say how much a part could still add; a missing one could add all."""
        return self.weights[part.name] - self.worth(part)

    @cached_property
    def _sum(self) -> float:
        return fsum([self.worth(part) for part in self.known])


def score(parts: Sequence[ScorePart], weights: Mapping[str, float]) -> WeightedScore:
    """Make a score of exactly the parts that have weights, in the order of the weights."""
    by_name = {part.name: part for part in parts}
    assert by_name.keys() == weights.keys(), sorted(by_name)
    return WeightedScore(tuple([by_name[name] for name in weights]), weights)


def label(engagement: WeightedScore, registers: int) -> EngagementLabel:
    """Say what engagement is called; registers counts those it was seen in."""
    value = engagement.value
    if value is None or engagement.coverage < ENOUGH_COVERAGE:
        return EngagementLabel.NOT_ENOUGH
    if registers < ENOUGH_REGISTERS:
        return EngagementLabel.TOO_FEW
    if value >= ENGAGED_FROM:
        return EngagementLabel.ENGAGED
    return EngagementLabel.QUIET if value < QUIET_BELOW else EngagementLabel.MIXED


def so_far(engagement: WeightedScore, called: EngagementLabel) -> bool:
    """Say whether a label rests on so little that it holds only so far."""
    wide = round(engagement.high - engagement.low, _PLACES) > SETTLED_WIDTH
    return called in TOLD and (engagement.coverage < SETTLED_COVERAGE or wide)


def confirmed(engagement: WeightedScore, called: EngagementLabel) -> bool:
    """Say whether a quiet partner stays so whatever the missing parts come to."""
    return called is EngagementLabel.QUIET and engagement.high < CONFIRMED_BELOW


def is_key(influence: float | None) -> bool:
    """Say whether a part is key."""
    return influence is not None and influence >= KEY_FROM


def quiet_but_key(engagement: WeightedScore, influence: float | None) -> float | None:
    """Return Q = I x (1 - E); None where too little is known of either."""
    value = engagement.value
    if influence is None or value is None or engagement.coverage < ENOUGH_COVERAGE:
        return None
    return round(influence * (1 - value), _PLACES)
